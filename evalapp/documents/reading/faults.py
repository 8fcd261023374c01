"""Cells calamine gives as blank though they are not: errors, formulas nobody computed. Runs in the child.

A scan of the sheet's bytes: nearly every sheet has none, and parsing all cells twice would double the time.
"""

import re
from collections.abc import Iterator
from typing import Final

from evalapp.documents.reading.archives import RefusedFile

#: A list of a whole city has 150,000 rows; a value beyond this was typed by accident, or to exhaust memory.
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 1_024
#: How a formula without a stored value is told, its own text after it; an error is told by its text alone.
FORMULA: Final = "="

#: Patterns that begin with letters are found many times faster than others; most sheets have none of these.
_SIGNS = tuple(map(re.compile, (rb"<f[\s/>]", rb":f[\s/>]", rb'"e"', rb"'e'")))
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)?(?<!/)>(.*?)</(?:\w+:)?c\s*>", re.DOTALL)
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PLAIN_FORMULA = re.compile(rb"<(?:\w+:)?f(?![^<>]*(?:array|dataTable))(?:\s[^<>]*)?(?<!/)>([^<]{1,65536})</")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_FAR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{3}\d+|[A-Z]+\d{6,})["'][^>]*(?<!/)>(.{0,8})""", re.DOTALL
)

_ODS_ERROR = re.compile(rb"<table:table-cell\b[^>]*\bcalcext:value-type=[\"']error")
_ODS_FORMULA = re.compile(rb"<table:table-cell\b(?=[^>]*\btable:formula=)(?![^>]*\boffice:value-type=)")


def faults_of_sheet(sheet: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, both from 0, and the fault of every cell of an xlsx sheet that has one."""
    if not any(sign.search(sheet) for sign in _SIGNS):
        return
    for cell in _CELL.finditer(sheet):
        if fault := _fault(cell[1] or b"", cell[2]):
            place = _REFERENCE.search(cell[1] or b"")
            if not place:
                raise RefusedFile("nameless_fault", fault)
            yield int(place[2]) - 1, _column(place[1]), fault


def refuse_faults_of_ods(content: bytes) -> None:
    """Refuse an ods with an error, or a formula without a stored value; its cells have no addresses."""
    if _ODS_FORMULA.search(content) or _ODS_ERROR.search(content):
        raise RefusedFile("nameless_fault", FORMULA)


def refuse_far_cells(sheet: bytes) -> None:
    """Refuse a sheet in which a value lies so far out that the area up to it cannot be held in memory."""
    for cell in _FAR.finditer(sheet):
        letters = cell[1].rstrip(b"0123456789")
        is_far = _column(letters) >= MAX_COLUMNS or int(cell[1][len(letters) :]) > MAX_ROWS
        if is_far and not cell[2].startswith(b"</"):
            raise RefusedFile("far", cell[1].decode("ascii"))


def _fault(attributes: bytes, content: bytes) -> str:
    kind = _TYPE.search(attributes)
    value = _VALUE.search(content)
    if kind and kind[1] == b"e":
        return value[1].decode("ascii", "replace") if value else "#VALUE!"
    is_empty = not value or not value[1].strip()
    # Excel stores the empty text of ="" as type "str" without content: that one was computed.
    if not is_empty or (kind and kind[1] == b"str") or not _FORMULA.search(content):
        return ""
    formula = _PLAIN_FORMULA.search(content)
    return FORMULA + (formula[1].decode("ascii", "replace") if formula else "")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
