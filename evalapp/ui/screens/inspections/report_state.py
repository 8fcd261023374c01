"""What the page of the report shows: figures of some days and units, and the list that one of them counts."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from evalapp.base.messages import N_, tr
from evalapp.domain.inspection_counts import CountedLine, Selection
from evalapp.domain.periods import Days, Period, PeriodKind
from evalapp.domain.reports import ReportCell, ReportTable
from evalapp.ui.kit.charts import ChartPoint
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.state import EVERYWHERE
from evalapp.ui.shell.report_words import said
from evalapp.ui.shell.routes import Place
from evalapp.usecases.inspection_papers import Counted, InspectionReport

_DRAWN = 200  # bars; of more rows the first are drawn, and the table has them all


class Side(StrEnum):
    """What stands beside the figures."""

    LIST = "list"
    TEXT = "text"
    CHART = "chart"


SIDE_LABELS = {Side.LIST: N_("List"), Side.TEXT: N_("Wording"), Side.CHART: N_("Chart")}
SPANS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
_SPAN_LABELS = {
    PeriodKind.MONTH: N_("Month"),
    PeriodKind.QUARTER: N_("Quarter"),
    PeriodKind.YEAR: N_("Year"),
}


class FigureRow(Struct, frozen=True):
    """One row of the table that is looked at, with its place in it."""

    number: int
    cells: tuple[ReportCell, ...]
    strong: bool = False


class ReportState(Struct, frozen=True):
    """Everything the page needs to draw itself."""

    place: Place
    since: date
    until: date
    unit: str = EVERYWHERE
    proposals: str = ""
    report: InspectionReport | None = None
    table: int = 0
    row: int = 0
    column: int | None = None  # which figure of the row, where it has several
    side: Side = Side.LIST
    lines: tuple[CountedLine, ...] = ()
    unit_choices: tuple[Choice, ...] = ()
    refused: str = ""
    loaded: bool = False
    busy: bool = False

    @property
    def days(self) -> Days:
        """The days that are asked about; refused in the wrong order."""
        return Days(self.since, self.until)

    @property
    def can_write(self) -> bool:
        """Whether there is a paper to write."""
        return self.report is not None and not self.busy and not self.refused

    @property
    def span(self) -> PeriodKind | None:
        """Which length of the place's own month the days are, if any."""
        return next((kind for kind in SPANS if days_of(self.place, kind) == (self.since, self.until)), None)

    @property
    def shown(self) -> ReportTable | None:
        """The table that is looked at."""
        return self.report.report.tables[self.table] if self.report else None

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The rows of that table."""
        table = self.shown
        if table is None:
            return ()
        return tuple(
            FigureRow(number, cells, number in table.strong) for number, cells in enumerate(table.rows)
        )

    @property
    def figures(self) -> tuple[Counted, ...]:
        """The figures of the row that is looked at."""
        counted = self.report.counted if self.report else ()
        return tuple(each for each in counted if (each.table, each.row) == (self.table, self.row))

    @property
    def figure(self) -> Counted | None:
        """The figure whose list is shown: the one chosen, else the one that stands for the row."""
        figures = self.figures
        chosen = next((each for each in figures if each.column == self.column), None)
        return chosen or next(iter(figures), None)

    @property
    def selection(self) -> Selection | None:
        """What that figure counts."""
        return self.figure.selection if self.figure else None

    @property
    def figure_title(self) -> str:
        """What the list beside the figures is of, and how long it has to be."""
        table, figure = self.shown, self.figure
        if table is None or figure is None:
            return tr("Choose a figure to read the list that it counts.")
        cells = table.rows[figure.row]
        name, number = cells[table.name_at], cells[figure.column]
        return f"{said(str(name))} · {number}"

    @property
    def figure_choices(self) -> tuple[Choice, ...]:
        """The figures of the row, by their columns."""
        table = self.shown
        if table is None:
            return ()
        return tuple(Choice(each.column, said(table.columns[each.column].title)) for each in self.figures)

    @property
    def table_choices(self) -> tuple[Choice, ...]:
        """The tables, by their captions."""
        tables = self.report.report.tables if self.report else ()
        return tuple(Choice(number, said(table.caption)) for number, table in enumerate(tables))

    @property
    def where_choices(self) -> tuple[Choice, ...]:
        """Which units can be chosen."""
        return (Choice(EVERYWHERE, tr("All units")), *self.unit_choices)

    @property
    def side_choices(self) -> tuple[Choice, ...]:
        """What can stand beside the figures."""
        return tuple(Choice(side, tr(SIDE_LABELS[side])) for side in Side)

    @property
    def span_choices(self) -> tuple[Choice, ...]:
        """The lengths that one key takes; other days are typed."""
        return tuple(Choice(kind, tr(_SPAN_LABELS[kind])) for kind in SPANS)

    @property
    def drawn(self) -> tuple[ChartPoint, ...]:
        """The table as bars: the rows that are no sum."""
        table = self.shown
        if table is None or table.chart is None:
            return ()
        first = table.rows[: table.chart.rows]
        rows = [cells for number, cells in enumerate(first) if number not in table.strong]
        return tuple(_point(cells, table.name_at, table.chart.main) for cells in rows[:_DRAWN])


def days_of(place: Place, kind: PeriodKind) -> tuple[date, date]:
    """The days of the month, quarter or year that the place's own period lies in."""
    last = place.period.last_day
    number = {PeriodKind.MONTH: last.month, PeriodKind.QUARTER: (last.month + 2) // 3}.get(kind, 0)
    period = Period(last.year, number, kind)
    return period.first_day, period.last_day


def _point(cells: tuple[ReportCell, ...], name_at: int, at: int) -> ChartPoint:
    value = cells[at]
    return ChartPoint(said(str(cells[name_at])), None if value is None else Decimal(value))
