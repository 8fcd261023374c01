"""Papers in Word from the command line: written, with the unit's own template from a day on."""

import zipfile
from pathlib import Path

from tests import make
from tests.cli.run import JULY, Console

PLACE = b"{{ ky }}"


def said(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml").decode()


def edited(taken: Path, out: Path, instead: bytes) -> Path:
    """A template that the office changed in one place."""
    with zipfile.ZipFile(taken) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(PLACE, instead))
    return out


def test_the_minutes_of_the_meeting_name_everybody_and_every_level(closed: Console, tmp_path: Path) -> None:
    told = closed.json("paper", "meeting", *JULY, "--out", tmp_path / "bb.docx")

    rows = closed.json("report", "summary", *JULY)["rows"]
    text = said(tmp_path / "bb.docx")
    assert told == {"written": str(tmp_path / "bb.docx")}
    assert all(row["name"] in text for row in rows)
    assert "Tháng 7 năm 2018" in text
    assert "{{" not in text


def test_a_word_paper_or_a_folder_of_forms_is_replaced_only_where_that_is_said(
    closed: Console, tmp_path: Path
) -> None:
    out = tmp_path / "bb.docx"
    minutes = ("paper", "meeting", *JULY, "--out", out)
    forms = ("sheets", "print", *JULY, "--out", tmp_path / "giay")
    closed.json(*minutes)
    closed.json(*forms)
    out.write_bytes(b"ghi them")

    refused = [closed(*minutes), closed(*forms)]
    kept = out.read_bytes()
    replaced = [closed(*minutes, "--replace"), closed(*forms, "--replace")]

    assert [(each.code, "--replace" in each.err) for each in refused] == [(1, True), (1, True)]
    assert kept == b"ghi them"
    assert [each.code for each in replaced] == [0, 0]
    assert zipfile.is_zipfile(out)


def test_the_head_of_the_minutes_has_the_unit_in_capitals_and_its_text_as_it_is_called(
    closed: Console, tmp_path: Path
) -> None:
    closed.json("paper", "meeting", *JULY, "--out", tmp_path / "bb.docx")

    text = said(tmp_path / "bb.docx")

    assert text.index("PHÒNG NỘI VỤ") < text.index("Phòng Nội vụ")


def test_the_minutes_are_signed_by_who_led_the_meeting_whoever_signs_for_the_unit(
    closed: Console, tmp_path: Path
) -> None:
    signer = ("--signer-title", "KT. Trưởng phòng", "--signer", "Người Mới")
    closed.json("unit", "layout", "PNV", *signer)

    closed.json("paper", "meeting", *JULY, "--out", tmp_path / "bb.docx")

    text = said(tmp_path / "bb.docx")
    assert make.NAMES[0] in text.partition("CHỦ TRÌ")[2]
    assert "Người Mới" not in text


def test_a_units_own_template_holds_from_its_day_and_can_be_dropped(closed: Console, tmp_path: Path) -> None:
    of = ("paper", "template", "meeting", "--unit", "PNV")
    closed.json(*of, "--take-out", tmp_path / "m.docx")
    mine = edited(tmp_path / "m.docx", tmp_path / "mau.docx", b"{{ ky }} (LAN HAI)")

    kept = closed.json(*of, "--put-in", mine, "--from", "2018-08-01")
    closed.json("paper", "meeting", *JULY, "--out", tmp_path / "own.docx")
    closed.json(*of, "--drop", "--from", "2018-08-01")
    closed.json("paper", "meeting", *JULY, "--out", tmp_path / "shipped.docx")

    assert [(each["since"], each["name"]) for each in kept["templates"]] == [("2018-08-01", "mau.docx")]
    assert "LAN HAI" in said(tmp_path / "own.docx")
    assert "LAN HAI" not in said(tmp_path / "shipped.docx")
    assert "mau.docx" in closed("audit", "list").out


def test_a_template_that_cannot_be_filled_changes_nothing(closed: Console, tmp_path: Path) -> None:
    of = ("paper", "template", "meeting", "--unit", "PNV")
    closed.json(*of, "--take-out", tmp_path / "m.docx")
    wrong = edited(tmp_path / "m.docx", tmp_path / "mau.docx", b"{{ cycler.__init__ }}")

    refused = closed(*of, "--put-in", wrong)

    assert refused.code == 1
    assert "cycler" in refused.err
    assert closed.json(*of)["templates"] == []
