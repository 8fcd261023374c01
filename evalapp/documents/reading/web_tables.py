"""A web page that is called a workbook, as many web systems export: its tables as rows. Runs in the child.

Nothing of the page is run or fetched: only its text is looked at, a row of a table after the other, as Excel
shows them.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from evalapp.documents.reading.archives import RefusedFile
from evalapp.documents.reading.delimited import decoded

MAX_COLUMNS: Final = 16_384
MAX_ROWS: Final = 1_048_576
MAX_CELLS: Final = 2_500_000
#: What a page says to programs and not to people.
_UNSEEN: Final = frozenset({"script", "style", "head", "noscript", "template"})
_CELLS: Final = frozenset({"td", "th"})
_LINES: Final = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center"})
#: Marks the only page that reads the sheets of others: it has no rows of its own.
_FRAMES: Final = "frameset"

#: The first and the last place, each as row and column counted from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


def read_web_page(path: Path) -> tuple[list[list[str]], list[Range], str]:
    """The rows of all tables of a page one after the other, what is merged in them, and the old code page."""
    text, code_page = decoded(path.read_bytes())
    tables = _Tables()
    tables.feed(text)
    tables.close()
    if not tables.has_table:
        raise RefusedFile("web_page")
    return tables.rows, tables.merged, code_page


class _Tables(HTMLParser):
    """Gathers rows; a table inside a cell of another goes on with rows of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.merged: list[Range] = []
        self.has_table = False
        self._unseen = self._tables = 0
        self._room = MAX_CELLS
        self._row: list[str] | None = None
        self._said: list[str] | None = None  # the text of the cell, or of the line outside of tables
        self._spans = (1, 1)
        self._below: dict[int, int] = {}  # by column, in how many more rows a cell above reaches into it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins; what was left open before it ends."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == _FRAMES:
            raise RefusedFile("web_page")
        elif tag == "table":
            self._end_row()
            self._tables += 1
            self.has_table = True
            self._below = {}
        elif tag == "tr" and self._tables:
            self._end_row()
            self._row = []
        elif tag in _CELLS and self._tables:
            self._begin_cell(dict(attrs))
        elif tag in _LINES:
            self._break_line()

    def handle_endtag(self, tag: str) -> None:
        """What has begun ends."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table":
            self._end_row()
            self._tables = max(0, self._tables - 1)
            self._below = {}
        elif tag == "tr":
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _LINES:
            self._break_line()

    def handle_data(self, data: str) -> None:
        """A text of a cell, or of a line outside of tables."""
        if self._unseen:
            return
        if self._said is None and not self._tables and data.strip():
            self._said = []
        if self._said is not None:
            self._said.append(data)

    def close(self) -> None:
        """The page ends, and with it what it left open."""
        super().close()
        self._end_row()

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        self._end_cell()
        if self._row is None:
            self._row = []
        self._said = []
        self._spans = _count(attrs.get("rowspan"), MAX_ROWS), _count(attrs.get("colspan"), MAX_COLUMNS)

    def _end_cell(self) -> None:
        if self._row is None or self._said is None:
            return
        text, self._said = _line(self._said), None
        while self._below.get(len(self._row)):
            self._row.append("")
            self._room -= 1
        down, along = self._spans
        at = len(self._row)
        self._room -= along
        if at + along > MAX_COLUMNS or self._room < 0:
            raise RefusedFile("too_large")
        self._row += [text, *[""] * (along - 1)]
        if (down, along) != (1, 1):
            row = len(self.rows)
            self.merged.append(((row, at), (row + down - 1, at + along - 1)))
            self._below |= dict.fromkeys(range(at, at + along), down)

    def _end_row(self) -> None:
        if self._row is None:
            self._break_line()
            return
        self._end_cell()
        self._put(self._row)
        self._row = None
        self._below = {column: left - 1 for column, left in self._below.items() if left > 1}

    def _break_line(self) -> None:
        if self._said is None:
            return
        if self._row is not None:
            self._said.append(" ")
            return
        text, self._said = _line(self._said), None
        if text:
            self._put([text])

    def _put(self, row: list[str]) -> None:
        if len(self.rows) >= MAX_ROWS:
            raise RefusedFile("too_large")
        self.rows.append(row)


def _line(said: Iterable[str]) -> str:
    return " ".join("".join(said).split())


def _count(text: str | None, most: int) -> int:
    """How many rows or columns a cell takes; what is no such number is one."""
    return min(int(text), most) if text and re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) else 1
