"""The quick reading of a catalogue finds what Babel finds."""

import tempfile
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base import paths
from evalapp.base.catalogues import parse_catalogue, parse_compiled
from evalapp.devtools.words import CATALOGUE, read_catalogue, write_catalogue

_TEXTS = st.text(st.sampled_from('ab "\\\n\tđỗ{}%#nrt'), min_size=1, max_size=160)


def test_the_words_that_ship_are_read_as_babel_reads_them() -> None:
    file = paths.resources() / CATALOGUE

    read = parse_catalogue(file.read_text(encoding="utf-8"))

    assert read == {text: said for text, said in read_catalogue(file).items() if said}
    assert len(read) > 1000


def test_a_compiled_catalogue_says_the_same() -> None:
    file = paths.resources() / CATALOGUE
    compiled = BytesIO()
    with file.open("rb") as stream:
        write_mo(compiled, read_po(stream))

    assert parse_compiled(compiled.getvalue()) == parse_catalogue(file.read_text(encoding="utf-8"))


@given(st.dictionaries(_TEXTS, _TEXTS, max_size=5))
def test_any_text_comes_back_as_it_was_written(texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.po"
        write_catalogue(file, texts)

        read = parse_catalogue(file.read_text(encoding="utf-8"))

    assert read == texts


def test_a_text_without_a_translation_is_left_out() -> None:
    read = parse_catalogue('msgid ""\nmsgstr ""\n"Language: vi\\n"\n\nmsgid "Month"\nmsgstr ""\n')

    assert read == {}
