"""A report as every way of showing it takes it: the screen, the workbook and the PDF read the same cells."""

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.periods import Days, Period

#: What a cell holds; a share is a number with two decimals, in a column that says so.
ReportCell = str | int | Decimal | None


class ReportColumn(Struct, frozen=True):
    """A column: its heading, how wide it is in letters, and what it holds."""

    title: str
    width: float = 10
    is_text: bool = False
    is_share: bool = False
    is_points: bool = False  # given by the same scale, so that `90,0` stands under `89,5`


class ChartKind(Enum):
    """How cells are drawn."""

    BARS = "bars"  # a bar for each row
    PARTS = "parts"  # a bar of a hundred percent for each row, cut into the columns
    TREND = "trend"  # rows follow each other in time; a line for each column


class Chart(Struct, frozen=True):
    """Which cells of a table are also drawn: these columns of the first rows.

    `names` are what the columns are called in the drawing, `chief` is the column that is drawn where
    there is room for one bar a row.
    """

    title: str
    kind: ChartKind
    columns: tuple[int, ...]
    rows: int | None = None  # from the top; None is all
    names: tuple[str, ...] = ()
    chief: int | None = None

    @property
    def main(self) -> int:
        """The one column that says most."""
        return self.columns[0] if self.chief is None else self.chief


class ReportTable(Struct, frozen=True):
    """One table of a report; `strong` are the rows that sum up."""

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    strong: frozenset[int] = frozenset()
    name_at: int = 1  # the column that names a row
    chart: Chart | None = None

    @property
    def drawn(self) -> tuple[tuple[ReportCell, ...], ...]:
        """The rows that are drawn; none of a single one with or without its total, or where all is empty."""
        if self.chart is None:
            return ()
        rows = self.rows[: self.chart.rows]
        several = sum(number not in self.strong for number in range(len(rows))) > 1
        return rows if several and any(row[at] for row in rows for at in self.chart.columns) else ()


class Report(Struct, frozen=True):
    """A whole report, in the words of papers."""

    title: str
    unit_code: str
    unit_name: str
    superior_name: str
    period: Period | Days
    tables: tuple[ReportTable, ...]
    hash: str
    subtitles: tuple[str, ...] = ()
    text: tuple[tuple[str, str], ...] = ()  # headings with their words, before the tables
    remarks: tuple[str, ...] = ()
    unfinished: str = ""  # the mark that it carries while something is open or missing
    layout: Layout = PLAIN_LAYOUT

    @property
    def is_final(self) -> bool:
        """Whether everything it is about stands."""
        return not self.unfinished
