"""A workbook as XML Spreadsheet 2003, as older programs export: one plain file. Runs in the child.

Nothing in it is run, fetched or expanded: a file that declares anything is refused before it is parsed.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from evalapp.documents.reading.archives import RefusedFile
from evalapp.documents.reading.faults import FORMULA
from evalapp.documents.reading.web_tables import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

MAX_SHEETS: Final = 1_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_CAPITAL_FONT = re.compile(r"\.Vn.*H")
_HIDDEN = frozenset({"SheetHidden", "SheetVeryHidden"})
_LET_GO = frozenset({"Style", "Row", "Worksheet"})
_NO_DAY = 1900  # before it a time stands for itself

Place = tuple[int, int]


def read_xml_sheets(path: Path) -> list[dict[str, Any]]:
    """The sheets of such a file, each as the child tells it."""
    try:
        return list(_Sheets().read(BytesIO(_plain(path.read_bytes()))))
    except (ParseError, ValueError) as error:
        raise RefusedFile("damaged", str(error)[:200]) from None


def _plain(content: bytes) -> bytes:
    """The file as the parser takes it; what declares anything, or hides it by its encoding, is refused."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
        content = _DECLARATION.sub("", text).encode("utf-8", errors="replace")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise RefusedFile("declarations")
    return content


class _Sheets:
    """Gathers the cells row by row, and lets go of what was read."""

    def __init__(self) -> None:
        self._room = MAX_CELLS
        self._sheets = 0
        self._capitals: set[str] = set()  # styles that draw small letters as capitals
        self._sheet: _Sheet | None = None

    def read(self, stream: BytesIO) -> Iterator[dict[str, Any]]:
        """Each sheet once it ends."""
        for event, element in iterparse(stream, events=("start", "end")):
            name = _local(element.tag)
            if event == "start":
                self._begin(name, element)
            else:
                self._take(name, element)
                if name == "Worksheet" and self._sheet is not None:
                    yield self._sheet.told
                    self._sheet = None
                if name in _LET_GO:
                    element.clear()

    def _begin(self, name: str, element: Element) -> None:
        if name == "Worksheet":
            self._sheets += 1
            if self._sheets > MAX_SHEETS:
                raise RefusedFile("too_large")
            self._sheet = _Sheet(_said(element, "Name"))

    def _learn(self, style: Element) -> None:
        fonts = (_said(each, "FontName") for each in style.iter() if _local(each.tag) == "Font")
        if any(_CAPITAL_FONT.fullmatch(font) for font in fonts):
            self._capitals.add(_said(style, "ID"))

    def _take(self, name: str, element: Element) -> None:
        if name == "Style":
            self._learn(element)
        elif name == "Row" and self._sheet is not None:
            self._room -= self._sheet.take(element, self._capitals, self._room)
        elif name == "Visible" and self._sheet is not None and (element.text or "").strip() in _HIDDEN:
            self._sheet.told["visible"] = False


class _Sheet:
    """One sheet on its way in."""

    def __init__(self, name: str) -> None:
        self._next = 0  # the row that comes next, counted from 0
        parts = ("merged", "rows", "faults", "computed", "capitals")
        self.told: dict[str, Any] = {"name": name, "visible": True, **{part: [] for part in parts}}

    def take(self, row: Element, capitals: set[str], room: int) -> int:
        """Take a row in; return how many cells it holds, blank ones before others too."""
        at = _place(row, self._next, MAX_ROWS)
        self._next = at + 1 + _count(row, "Span", MAX_ROWS)
        cells: list[Any] = []
        for cell in (each for each in row if _local(each.tag) == "Cell"):
            column = _place(cell, len(cells), MAX_COLUMNS)
            cells.extend([""] * (column - len(cells)))
            if len(cells) > room:
                raise RefusedFile("too_large")
            cells.append(self._value(cell, (at, column)))
            if (_said(cell, "StyleID") or _said(row, "StyleID")) in capitals:
                self.told["capitals"].append((at + 1, column))
            cells.extend([""] * self._merged(cell, (at, column)))
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            self.told["rows"].append([at + 1, cells])
        return len(cells)

    def _merged(self, cell: Element, at: Place) -> int:
        """How many columns to the right a cell reaches."""
        along, down = _count(cell, "MergeAcross", MAX_COLUMNS), _count(cell, "MergeDown", MAX_ROWS)
        row, column = at
        if column + along >= MAX_COLUMNS:
            raise RefusedFile("too_large")
        if along or down:
            self.told["merged"].append((at, (row + down, column + along)))
        return along

    def _value(self, cell: Element, at: Place) -> Any:
        data = next((each for each in cell if _local(each.tag) == "Data"), None)
        if data is None:
            if _said(cell, "Formula"):
                self.told["faults"].append((*at, FORMULA))
            return ""
        text = "".join(data.itertext())
        read = {"Number": _number, "DateTime": _day, "Boolean": _truth}.get(_said(data, "Type"))
        return read(text.strip()) if read else text


def _number(text: str) -> Any:
    return float(text) if _NUMBER.fullmatch(text) else text


def _truth(text: str) -> Any:
    return {"1": True, "0": False}.get(text, text)


def _day(text: str) -> datetime | date | time | str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.year < _NO_DAY:
        return moment.time()
    return moment if moment.time() != time() else moment.date()


def _place(element: Element, following: int, most: int) -> int:
    """Where a row or cell stands, counted from 0: where it says, else after the one before."""
    written = _said(element, "Index")
    at = int(written) - 1 if written.isdecimal() and len(written) < 8 else following
    if at < following or at >= most:
        raise RefusedFile("too_large" if at >= most else "damaged")
    return at


def _count(element: Element, name: str, most: int) -> int:
    written = _said(element, name)
    return min(int(written), most) if written.isdecimal() and len(written) < 8 else 0


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _said(element: Element, name: str) -> str:
    """An attribute, whatever its namespace is called."""
    return next((value for key, value in element.items() if _local(key) == name), "")
