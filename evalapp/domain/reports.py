"""A report as every way of showing it takes it: the screen, the workbook and the PDF read the same cells."""

from dataclasses import dataclass
from decimal import Decimal

from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.periods import Days, Period

#: What a cell holds; a share is a number with two decimals, in a column that says so.
ReportCell = str | int | Decimal | None


@dataclass(frozen=True)
class ReportColumn:
    """A column: its heading, how wide it is in letters, and what it holds."""

    title: str
    width: float = 10
    is_text: bool = False
    is_share: bool = False


@dataclass(frozen=True)
class ReportTable:
    """One table of a report; `chart` are the columns that are also drawn, `strong` the rows that sum up."""

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    strong: frozenset[int] = frozenset()
    name_at: int = 1  # the column that names a row
    chart: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
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
    is_final: bool = True
    layout: Layout = PLAIN_LAYOUT
