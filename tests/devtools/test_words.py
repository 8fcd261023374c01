"""The catalogue follows the code."""

from pathlib import Path

from evalapp.devtools.words import extracted, read_catalogue, write_catalogue

CODE = '''
"""A module."""
LABEL = N_("Head")
LONG = N_(
    "One sentence"
    " in two lines."
)
tr("{count} people", count=3)
tr(LABEL)
other("not a message")
'''


def test_every_marked_text_is_found_and_nothing_else(tmp_path: Path) -> None:
    module = tmp_path / "part" / "module.py"
    module.parent.mkdir()
    module.write_text(CODE, encoding="utf-8")

    assert extracted(tmp_path) == {"Head", "One sentence in two lines.", "{count} people"}


def test_a_catalogue_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    texts = {
        "Head": "Cấp trưởng",
        "a “quoted”\nline of 30 %": "30 % “dòng”\nhai",
        "{x}, " * 60: "{x}; " * 60,
        "New": "",
    }

    write_catalogue(tmp_path / "a.po", texts)

    assert read_catalogue(tmp_path / "a.po") == texts


def test_the_order_of_texts_in_the_code_does_not_change_the_catalogue(tmp_path: Path) -> None:
    texts = {"Head": "Cấp trưởng", "Deputy": "Cấp phó", "Month": "Tháng"}

    write_catalogue(tmp_path / "a.po", texts)
    write_catalogue(tmp_path / "b.po", dict(reversed(texts.items())))

    assert (tmp_path / "a.po").read_bytes() == (tmp_path / "b.po").read_bytes()


def test_a_catalogue_that_is_not_there_yet_says_nothing(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "a.po") == {}
