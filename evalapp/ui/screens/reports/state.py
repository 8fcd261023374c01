"""What the reports screen shows and allows: one report, one of its tables, and what of it is drawn."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.domain.layouts import Layout
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.reports import Report, ReportCell, ReportTable
from evalapp.ui.kit.charts import ChartPoint
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.shell.report_words import said, sentence
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.words import longer_title
from evalapp.usecases.reporting import REPORT_LABELS, ReportKind

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
_KIND_TITLES = {
    PeriodKind.MONTH: N_("Month"),
    PeriodKind.QUARTER: N_("Quarter"),
    PeriodKind.HALF_YEAR: N_("Half-year"),
    PeriodKind.YEAR: N_("Year"),
}
_DRAWN = 200  # bars; of more rows the first are drawn, and the list has them all


class ReportRow(Struct, frozen=True):
    """One row of a table, with its place in it."""

    number: int
    cells: tuple[ReportCell, ...]
    strong: bool = False


#: What is missing where a report is empty; a month may well be closed of which only figures are.
_NOT_THERE: Mapping[ReportKind, str] = {
    ReportKind.DISTRIBUTION: N_(
        "No results are closed in {period}. Choose another period at the top, or another length."
    ),
    ReportKind.INDICATORS: N_(
        "No service figures are entered for {period}. Enter or import them on “Service figures”, or choose "
        "another period at the top, or another length."
    ),
    ReportKind.INSPECTIONS: N_(
        "No inspections are recorded in {period}. Choose another period at the top, or another length."
    ),
    ReportKind.MONTHS: N_(
        "No results are closed or received in {period}. Choose another period at the top, or another length."
    ),
}
_NOTHING_AT_ALL = N_(
    "Nothing is closed or recorded in {period}. Choose another period at the top, or another length."
)


class ReportsState(Shown, frozen=True):
    """Everything the reports screen needs to draw itself."""

    place: Place
    kind: ReportKind = ReportKind.DISTRIBUTION
    length: PeriodKind = PeriodKind.MONTH
    report: Report | None = None
    table: int = 0
    layout: Layout | None = None  # of the unit's papers, while it is being changed
    templates: bool = False  # whether the unit's templates of Word papers are being looked at
    loaded: bool = False

    @property
    def period(self) -> Period:
        """The period of the chosen length that holds the place's own."""
        last = self.place.period.last_day
        number = {
            PeriodKind.MONTH: last.month,
            PeriodKind.QUARTER: (last.month + 2) // 3,
            PeriodKind.HALF_YEAR: (last.month + 5) // 6,
            PeriodKind.YEAR: 0,
        }[self.length]
        return Period(last.year, number, self.length)

    @property
    def kind_choices(self) -> tuple[Choice, ...]:
        """The reports there are."""
        return tuple(Choice(kind.value, tr(REPORT_LABELS[kind])) for kind in ReportKind)

    @property
    def length_choices(self) -> tuple[Choice, ...]:
        """How long a period may be."""
        return tuple(Choice(kind.value, tr(_KIND_TITLES[kind])) for kind in KINDS)

    @property
    def table_choices(self) -> tuple[Choice, ...]:
        """The tables of the report, by their captions."""
        tables = self.report.tables if self.report else ()
        return tuple(Choice(number, said(table.caption)) for number, table in enumerate(tables))

    @property
    def title(self) -> str:
        """Which report is shown, of which period."""
        named = said(self.report.title) if self.report else tr(REPORT_LABELS[self.kind])
        return f"{named} · {longer_title(self.period)}"

    @property
    def shown(self) -> ReportTable | None:
        """The table that is looked at."""
        tables = self.report.tables if self.report else ()
        return tables[min(self.table, len(tables) - 1)] if tables else None

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """The rows of that table."""
        table = self.shown
        if table is None:
            return ()
        return tuple(
            ReportRow(number, cells, number in table.strong) for number, cells in enumerate(table.rows)
        )

    @property
    def drawn(self) -> tuple[ChartPoint, ...]:
        """What of the table is drawn as bars."""
        table = self.shown
        if table is None or table.chart is None:
            return ()
        at = table.chart.main
        rows = table.rows[: table.chart.rows]
        return tuple(_point(cells, table.name_at, at) for cells in rows[:_DRAWN])

    @property
    def draws_shares(self) -> bool:
        """Whether the bars are of a hundred percent."""
        table = self.shown
        return table is None or table.chart is None or table.columns[table.chart.main].is_share

    @property
    def drawn_title(self) -> str:
        """What the bars say."""
        table = self.shown
        return said(table.columns[table.chart.main].title) if table and table.chart else ""

    @property
    def remarks(self) -> str:
        """What stands below the tables on paper."""
        return " ".join(map(sentence, self.report.remarks)) if self.report else ""

    @property
    def draws(self) -> bool:
        """Whether bars stand beside the table; what is being changed takes their place."""
        return bool(self.drawn) and self.layout is None and not self.templates

    @property
    def unfinished(self) -> str:
        """The mark of its papers while something is open or missing, in their words."""
        return sentence(self.report.unfinished) if self.report else ""

    @property
    def can_write(self) -> bool:
        """Whether there is a report to print."""
        return self.loaded and not self.busy and self.report is not None

    @property
    def nothing(self) -> tuple[str, str]:
        """What stands where the table is empty."""
        if self.place.unit is None:
            return tr("Nothing here yet"), tr("There are no units yet.")
        missing = _NOT_THERE.get(self.kind, _NOTHING_AT_ALL)
        return tr("Nothing to report"), tr(missing, period=longer_title(self.period))

    def with_table(self, number: int) -> "ReportsState":
        """The same report with another of its tables."""
        return replace(self, table=number)


def _point(cells: tuple[ReportCell, ...], name_at: int, at: int) -> ChartPoint:
    value = cells[at]
    return ChartPoint(said(str(cells[name_at])), Decimal(value) if isinstance(value, int | Decimal) else None)
