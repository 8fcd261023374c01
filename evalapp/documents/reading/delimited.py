"""Text files with separators, as Excel and other systems export them. Runs in the child."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evalapp.documents.reading.archives import RefusedFile

_SEPARATORS = "\t;,"
_LOOKED_AT = 60


def read_delimited(path: Path) -> list[list[str]]:
    """All rows of a text file, whichever of tab, `;` and `,` parts its columns."""
    text = _decoded(path.read_bytes())
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={separator}" for separator in _SEPARATORS}:
        return _rows(rest, first.strip()[-1])
    return _rows(text, _separator(text))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in content:
        raise RefusedFile("not_a_workbook")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedFile("encoding") from None


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
