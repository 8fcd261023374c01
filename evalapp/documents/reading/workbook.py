"""A workbook somebody sent, as rows of exact, cleaned values with Excel's own row numbers."""

import json
import os
import re
import subprocess
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple
from unicodedata import is_normalized

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.documents.reading.cells import ERROR_TEXT, NOT_COMPUTED, BadCell, Cell
from evalapp.documents.reading.legacy import convert_rows

MAX_FILE: Final = 30 * 1024 * 1024
MAX_SECONDS: Final = 25
#: A frozen program has no `-m`: its entry point hands what follows this argument to `child.main`.
CHILD_ARGUMENT: Final = "--read-workbook"

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_ENDINGS = {".csv", ".txt", ".tsv"}
#: What Excel opens as a workbook although it is a web page.
_PAGE_ENDINGS = {".xls", ".htm", ".html"}
_SHEETS_ENDINGS = {".xls", ".xml"}
_LOOKED_AT = 64 * 1024
_SHEETS_BEGIN = re.compile(r"<(?:\w+:)?workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_PAGE_BEGINS = ("<", "mime-version:")
_PAGE_MARKS = (
    "<html",
    "<table",
    "<!doctype html",
    "mime-version:",
    "urn:schemas-microsoft-com:office:spreadsheet",
)

_READERS: Final[dict[str, Callable[[str], Cell]]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": str,
}
_TOO_LARGE: Final = {"refused": "too_large", "where": ""}
_REFUSALS: Final = {
    "lock": N_(
        "“{file}” is only Excel's mark that a workbook is open. Close that workbook and choose it instead."
    ),
    "absent": N_("There is no file “{file}”. Choose a workbook."),
    "large_file": N_(
        "“{file}” is larger than {most} MB. Copy the list alone into a new workbook and choose that."
    ),
    "empty": N_("“{file}” is empty. Choose a workbook that holds a list."),
    "encrypted": N_("“{file}” is protected by a password. Save it without a password, then choose it again."),
    "damaged": N_(
        "“{file}” is damaged or incomplete. Ask for it again, or open it and save it anew as .xlsx."
    ),
    "bomb": N_("“{file}” would unpack to far more than a list can be, so it is not opened. Ask who sent it."),
    "too_large": N_("“{file}” holds more than can be read at once. Copy the list alone into a new workbook."),
    "declarations": N_("“{file}” holds XML declarations that no office program writes, so it is not opened."),
    "binary": N_("“{file}” is a binary workbook (.xlsb). Save it as .xlsx, then choose it again."),
    "web_page": N_(
        "“{file}” is not a workbook: it is a web page, or an XML file, under a name that says otherwise. "
        "Open it in Excel, save it as .xlsx, then choose it again."
    ),
    "not_a_workbook": N_("“{file}” is not a workbook. Choose an .xlsx, .xls, .ods or .csv file."),
    "encoding": N_(
        "“{file}” is not UTF-8 text. Save it from Excel as “CSV UTF-8” or .xlsx, then choose it again."
    ),
    "far": N_(
        "“{file}” has a value far from the list, in cell {where}. Delete it there, save, and try again."
    ),
    "nameless_fault": N_(
        "“{file}” holds an error, or a formula without a stored result. Correct it in Excel and save."
    ),
}


class Row(NamedTuple):
    """One row of a sheet that is not blank; `number` is Excel's own."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column counted from 0; a row ends after its last cell that is not blank."""
        return self.cells[column] if column < len(self.cells) else None


class MergedRange(Struct, frozen=True):
    """Cells drawn as one; the value is in the first. Rows are Excel's own, columns are counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Sheet(Struct, frozen=True):
    """One sheet: its rows that are not blank; `encodings` are the old ones its texts were converted from."""

    name: str
    is_visible: bool
    rows: tuple[Row, ...]
    merged: tuple[MergedRange, ...] = ()
    encodings: tuple[str, ...] = ()

    def at(self, row_number: int, column: int) -> Cell:
        """The cell at Excel's row number and a column counted from 0, for forms whose places are known."""
        row = next((row for row in self.rows if row.number == row_number), None)
        return row.cell(column) if row else None


class Workbook(Struct, frozen=True):
    """A workbook as it was read: nothing in it was run or fetched, only plain sums computed."""

    file: str
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path) -> Workbook:
    """Read every sheet of an xlsx, xlsm, xls, ods, csv or XML file of Excel, or a web page's tables.

    What cannot be read is refused in a sentence.
    """
    kind = _kind(path)
    answer = _ask_child(kind, path, MAX_SECONDS)
    if answer == _TOO_LARGE and kind == "archive":
        answer = _ask_child("far", path, MAX_SECONDS / 5)
    if "refused" in answer:
        raise UserError(_REFUSALS[answer["refused"]], file=path.name, where=answer["where"])
    values = _Values()
    sheets = tuple(_sheet(told, values) for told in answer["sheets"])
    if page := answer.get("code_page"):
        sheets = tuple(replace(sheet, encodings=(page, *sheet.encodings)) for sheet in sheets)
    return Workbook(path.name, sheets)


def _kind(path: Path) -> str:
    """What kind of file this is by its first bytes, whatever it is called."""
    content = _content(path)
    if content.startswith(_ZIP):
        return "archive"
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise UserError(_REFUSALS["encrypted"], file=path.name)
        return "compound"
    if _is_sheets(content) and path.suffix.lower() in _SHEETS_ENDINGS:
        return "sheets"
    if _is_page(content):
        if path.suffix.lower() in _PAGE_ENDINGS:
            return "page"
        raise UserError(_REFUSALS["web_page"], file=path.name)
    if path.suffix.lower() in _TEXT_ENDINGS:
        return "text"
    raise UserError(_REFUSALS["not_a_workbook"], file=path.name)


def _is_sheets(content: bytes) -> bool:
    """Whether a file is a workbook as XML Spreadsheet 2003, which older programs export."""
    beginning = _beginning(content)
    return "<html" not in beginning and _SHEETS_BEGIN.search(beginning) is not None


def _is_page(content: bytes) -> bool:
    """Whether a file is a web page or an XML file, which many systems hand out as a workbook."""
    beginning = _beginning(content)
    return beginning.startswith(_PAGE_BEGINS) and any(mark in beginning for mark in _PAGE_MARKS)


def _beginning(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "latin-1"
    return content[:_LOOKED_AT].removeprefix(BOM_UTF8).decode(encoding, errors="replace").lstrip().lower()


def _content(path: Path) -> bytes:
    """The bytes of the file; the refusals that cost nothing come here."""
    if path.name.startswith("~$"):
        raise UserError(_REFUSALS["lock"], file=path.name)
    if not path.exists():
        raise UserError(_REFUSALS["absent"], file=str(path))
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_FILE else b""
    except OSError as error:
        raise UserError(N_("“{file}” cannot be opened: {why}."), file=path.name, why=cause(error)) from error
    if size > MAX_FILE:
        raise UserError(_REFUSALS["large_file"], file=path.name, most=MAX_FILE // 1024 // 1024)
    if not content.strip():
        raise UserError(_REFUSALS["empty"], file=path.name)
    return content


def _ask_child(kind: str, path: Path, seconds: float) -> dict[str, Any]:
    """Let the limited process read the file; one that dies or takes too long was given too much to read."""
    is_frozen = getattr(sys, "frozen", False)
    command = [
        sys.executable,
        *([CHILD_ARGUMENT] if is_frozen else ["-m", "evalapp.documents.reading.child"]),
    ]
    try:
        done = subprocess.run(
            [*command, kind, str(path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "PYTHONIOENCODING": "utf-8",
            },
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _TOO_LARGE
    if done.returncode != 0:
        return _TOO_LARGE
    return json.loads(done.stdout, parse_float=_number, parse_constant=float)


def _number(written: str) -> Decimal:
    """The number as a person would write it: calamine gives every whole number as 1980.0."""
    return Decimal(written.removesuffix(".0"))


def _sheet(told: dict[str, Any], values: "_Values") -> Sheet:
    capitals = {(row, column) for row, column in told.get("capitals", ())}
    encodings = convert_rows(told["rows"], capitals)
    rows = {number: [values.cell(value) for value in row] for number, row in told["rows"]}
    for row_index, column, cell in _cells_beside(told):
        row = rows.setdefault(row_index + 1, [])
        row.extend([None] * (column + 1 - len(row)))
        row[column] = cell
    return Sheet(
        name=clean(told["name"]),
        is_visible=told["visible"],
        rows=tuple(_rows(rows)),
        merged=tuple(
            MergedRange(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in told["merged"]
        ),
        encodings=encodings,
    )


def _cells_beside(told: dict[str, Any]) -> Iterator[tuple[int, int, Cell]]:
    """The cells that are blank among the rows: faults, and results of plain formulas nobody had computed."""
    for row, column, fault in told["faults"]:
        yield row, column, BadCell(NOT_COMPUTED, is_formula=True) if fault == "=" else BadCell(fault)
    for row, column, result in told["computed"]:
        yield row, column, Decimal(result)


def _rows(rows: dict[int, list[Cell]]) -> Iterator[Row]:
    for number in sorted(rows):
        cells = rows[number]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield Row(number, tuple(cells))


class _Values:
    """Turns what the child told into cells; a list repeats most of its texts, so each is cleaned once."""

    def __init__(self) -> None:
        self._texts: dict[str, Cell] = {}

    def cell(self, told: Any) -> Cell:
        """One value as it is kept: a blank is None, no text is left uncleaned, no number inexact."""
        if type(told) is str:
            if told not in self._texts:
                self._texts[told] = _text(told)
            return self._texts[told]
        if type(told) is float:  # only NaN and infinities: every other number came as Decimal
            return BadCell("#NUM!")
        if type(told) is int:
            return Decimal(told)
        return _dated(told) if type(told) is list else told


def _text(told: str) -> Cell:
    is_clean = told.isprintable() and "  " not in told and told == told.strip() and is_normalized("NFC", told)
    text = told if is_clean else clean(told)
    return BadCell(text) if ERROR_TEXT.fullmatch(text) else text or None


def _dated(told: Any) -> Cell:
    kind, written = told
    return _READERS[kind](written)
