"""Text files with separators, as Excel and other systems export them. Runs in the child."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evalapp.documents.reading.archives import RefusedFile
from evalapp.documents.reading.legacy import recognise

_SEPARATORS = "\t;,"
_LOOKED_AT = 60
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_STRAY_TONE = re.compile(f"(?<![aeiouyăâêôơư])[{_TONES}]", re.IGNORECASE)

_SYMBOL = "[\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7]"
_SYMBOL_IN_WORD = re.compile(rf"[^\W\d_]{_SYMBOL}|{_SYMBOL}[^\W\d_]|\ufffd")


def read_delimited(path: Path) -> tuple[list[list[str]], str]:
    """All rows of a text file, whichever of tab, `;` and `,` parts its columns, and its old code page."""
    text, code_page = decoded(path.read_bytes())
    return _parted(text), code_page


def _parted(text: str) -> list[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={separator}" for separator in _SEPARATORS}:
        return _rows(rest, first.strip()[-1])
    return _rows(text, _separator(text))


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and its old code page; refused where nothing tells what it is written in."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in content:
        raise RefusedFile("not_a_workbook")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError:
        return _of_before_unicode(content)


def _of_before_unicode(content: bytes) -> tuple[str, str]:
    """A text that Excel saved in the code page of its system; refused where nothing tells which one it was.

    In Windows-1258 tones are signs of their own: where there are some, each follows a vowel and no word holds
    a symbol, nothing else was meant. The fonts of before Unicode are recognised afterwards, column by column.
    """
    toned = content.decode("cp1258", errors="replace")
    if _TONE.search(toned) and not _STRAY_TONE.search(toned) and not _SYMBOL_IN_WORD.search(toned):
        return unicodedata.normalize("NFC", toned), "Windows-1258"
    plain = content.decode("latin-1")
    if recognise(plain.splitlines()) is None:
        raise RefusedFile("encoding")
    return plain, ""


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise RefusedFile("damaged") from None


def _separator(text: str) -> str:
    """The separator that cuts most lines into as many columns; commas may also be decimal marks."""
    beginning = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    return max(_SEPARATORS, key=lambda separator: _regularity(_rows(beginning, separator)))


def _regularity(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, lines = widths.most_common(1)[0] if widths else (0, 0)
    return lines, width
