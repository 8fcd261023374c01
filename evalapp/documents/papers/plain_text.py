"""Text as it may be put on paper and in a workbook: what was typed, and nothing that a reader could run."""

import re
import unicodedata

from evalapp.base.names import clean

_UNPRINTABLE = re.compile("[\ud800-\udfff\ufffe\uffff\x80-\x9f]")
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# What Excel reads as an escaped letter; the underscore itself is then written escaped.
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def one_line(text: str) -> str:
    """The text as NFC on one line, without letters that cannot be printed or stored."""
    return clean(_UNPRINTABLE.sub("\ufffd", _BREAKS.sub(" ", text)))


def lines(text: str) -> list[str]:
    """The lines of a longer text, each as `one_line` gives it; none for an empty text."""
    return [line for line in (one_line(part) for part in _BREAKS.split(text)) if line]


def for_cell(text: str) -> str:
    """The text as a workbook stores it, so that Excel shows exactly the letters typed."""
    return _EXCEL_ESCAPE.sub("_x005F_", "\n".join(lines(text)))


def file_part(text: str) -> str:
    """The text as part of a file name that Windows, Linux and USB sticks all take."""
    kept = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in one_line(text))
    return unicodedata.normalize("NFC", re.sub("-{2,}", "-", kept).strip(".-_")) or "x"
