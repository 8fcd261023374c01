"""Reports: one of them for a period, its tables with what is drawn of them, previewed before printing."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout, layout_on
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.reports import Report
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, PRINT_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.charts import BarChart
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import PDF_FILES, XLSX_FILES
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.rows import stop_within
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.reports.columns import columns_of
from evalapp.ui.screens.reports.layout_panel import LayoutPanel
from evalapp.ui.screens.reports.state import ReportRow, ReportsState
from evalapp.ui.screens.reports.templates_panel import TemplatesPanel
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.layouts import layouts_of
from evalapp.usecases.papers import write_report_paper
from evalapp.usecases.previews import Preview, preview_report
from evalapp.usecases.reporting import ReportKind, make_report

ACTIONS: tuple[ActionSpec[ReportsState], ...] = (
    ActionSpec("reports.pdf", N_("Report (PDF)…"), menu=PRINT_MENU, allowed=lambda state: state.can_write),
    ActionSpec("reports.xlsx", N_("Report (Excel)…"), menu=PRINT_MENU, allowed=lambda state: state.can_write),
    ActionSpec(
        "reports.layout",
        N_("Layout of the unit's papers…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_write,
    ),
    ActionSpec(
        "reports.templates",
        N_("Templates of papers in Word…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_write,
    ),
    ActionSpec(
        "reports.preview",
        N_("Preview"),
        shortcut="Ctrl+P; F9",
        primary=True,
        allowed=lambda state: state.can_write,
    ),
)
_CHART_WIDTH = 220


class ReportsScreen(PlacedScreen[ReportsState]):
    """What a unit and those below it hand over for a period."""

    topics = frozenset(
        {Topic.ROUNDS, Topic.SCORES, Topic.REGISTERS, Topic.INSPECTIONS, Topic.INDICATORS, Topic.PEOPLE}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._headings: tuple[str, ...] = ()
        self.kinds = ChoicePicker(tr("Report"), tr("Choose…"))
        self.kinds.chosen.connect(self._choose_kind)
        self.lengths = Segments(tr("How long"))
        self.lengths.chosen.connect(self._choose_length)
        self.tables = ChoicePicker(tr("Table"), tr("Choose…"))
        self.tables.chosen.connect(self._choose_table)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._title = label(look="strong")
        self._draft = label(look="muted")
        self._remarks = label(look="muted", wrap=True)
        self.table: Table[ReportRow] = Table((), _number, tr("Report"))
        self._empty = EmptyState()
        self._empty.turned.connect(lambda: self.routed.emit(Route("people")))
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self.chart = BarChart(tr("Shares as bars"))
        self._chart_title = label(look="strong", wrap=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("Shares as bars"))
        scroll.setWidget(self.chart)
        self._drawn = QFrame()
        self._drawn.setProperty("look", "card")
        drawn = column(self._drawn, self._chart_title, scroll, margin=LARGE, spacing=SMALL)
        drawn.setStretch(1, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(self._lists)
        split.addWidget(self._drawn)
        self.layout_panel = LayoutPanel(desk)
        self.layout_panel.left.connect(self._leave_layout)
        self.layout_panel.saved.connect(self._layout_saved)
        self.templates_panel = TemplatesPanel(desk)
        self.templates_panel.left.connect(self._leave_layout)
        split.addWidget(self.layout_panel)
        split.addWidget(self.templates_panel)
        split.setStretchFactor(0, 1)
        split.setSizes([980, _CHART_WIDTH])
        head = row(self.kinds, self.lengths, None, self.actions_bar, spacing=MEDIUM)
        below = row(self._title, self._draft, None, self.tables, spacing=MEDIUM)
        layout = column(self, head, below, split, self._remarks)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)

    def visit(self, place: Place, route: Route) -> None:
        """Make the report that was looked at last, of the place's own period."""
        before = self._state
        if before is None or before.place != place:
            kept = before or ReportsState(place)
            length = kept.length if place.period.kind is PeriodKind.MONTH else place.period.kind
            self.render_state(ReportsState(place, kept.kind, length))
        self._load()

    def render_state(self, state: ReportsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.kinds.show_choices(state.kind_choices, state.kind.value)
        self.lengths.show_choices(state.length_choices, state.length.value)
        self.tables.show_choices(state.table_choices, state.table)
        self.tables.setVisible(len(state.table_choices) > 1)
        self._title.setText(state.title)
        self._draft.setText(state.unfinished)
        self._draft.setVisible(bool(state.unfinished))
        self._remarks.setText(state.remarks)
        self._remarks.setVisible(bool(state.remarks))
        self.actions_bar.show_state(state)
        self._show_table(state)
        self._drawn.setVisible(state.draws)
        self.layout_panel.render_state(state)
        self.templates_panel.render_state(state)
        self._chart_title.setText(state.drawn_title)
        self.chart.show_points(state.drawn, percent=state.draws_shares)
        to_people = tr("Go to people and units") if state.place.unit is None else ""
        self._empty.show_text(*state.nothing, other=to_people)
        self._lists.setCurrentWidget(self._empty if state.loaded and not state.rows else self.table)

    def _show_table(self, state: ReportsState) -> None:
        """A table with other columns is another table; the same one only gets its rows."""
        shown = state.shown
        headings = tuple(each.title for each in shown.columns) if shown else ()
        if headings != self._headings:
            self._headings = headings
            had_focus = self.table.hasFocus()
            made: Table[ReportRow] = Table(columns_of(shown) if shown else (), _number, tr("Report"))
            self._lists.insertWidget(0, made)
            stop_within(self._lists, (made,))
            self._lists.removeWidget(self.table)
            self.table.deleteLater()
            self.table = made
            self.setFocusProxy(made)
            if had_focus:
                made.setFocus()
        self.table.show_rows(state.rows)

    def _load(self) -> None:
        state = self._state
        if state is None or state.place.unit is None:
            if state is not None:
                self.render_state(replace(state, loaded=True))
            return
        query = partial(_made, unit=state.place.unit, kind=state.kind, period=state.period)
        self._desk.tasks.load(query, done=partial(self._show_loaded, state), owner=self)

    def _show_loaded(self, asked: ReportsState, report: Report) -> None:
        now = self._state
        if now is None or (now.place, now.kind, now.length) != (asked.place, asked.kind, asked.length):
            return
        table = min(now.table, len(report.tables) - 1)
        self.render_state(replace(now, report=report, table=table, loaded=True, busy=self._desk.tasks.busy))

    def _choose_kind(self, kind: str) -> None:
        if self._state:
            self.render_state(ReportsState(self._state.place, ReportKind(kind), self._state.length))
            self._load()

    def _choose_length(self, length: str) -> None:
        if self._state:
            self.render_state(ReportsState(self._state.place, self._state.kind, PeriodKind(length)))
            self._load()

    def _choose_table(self, number: int) -> None:
        if self._state:
            self.render_state(self._state.with_table(number))
            self.table.setFocus()

    def _do(self, key: str) -> None:
        state = self._state
        if state is None or state.report is None:
            return
        if key == "reports.layout":
            query = partial(_layout, unit=state.place.unit or "")
            self._desk.tasks.load(query, done=self._show_layout, owner=self)
        elif key == "reports.templates":
            self.render_state(replace(state, layout=None, templates=True))
        elif key == "reports.preview":
            making = partial(_previewed, unit=state.place.unit or "", kind=state.kind, period=state.period)
            self._desk.preview(state.title, making)
        else:
            self._write(state.report, key.removeprefix("reports."))

    def _show_layout(self, layout: Layout) -> None:
        if self._state:
            self.render_state(replace(self._state, layout=layout, templates=False))

    def _leave_layout(self) -> None:
        if self._state:
            self.render_state(replace(self._state, layout=None, templates=False))
            self.table.setFocus()

    def _layout_saved(self) -> None:
        """Back to the report; the paper that comes of it is looked at with the preview."""
        self._leave_layout()
        self._desk.tell(tr("Kept. Look at the paper to see what comes of it."), Tone.OK)

    def _write(self, report: Report, form: str) -> None:
        kind = self._state.kind.value if self._state else ""
        name = f"bao-cao-{kind}-{report.unit_code}-{report.period}.{form}"
        out = self._desk.dialogs.save_file(tr("Report"), name, XLSX_FILES if form == "xlsx" else PDF_FILES)
        if out:
            writing = partial(_written, report=report, out=out, form=form)
            self._desk.tasks.run(
                writing, label=tr("Writing the report"), done=partial(tell_file, self._desk), owner=self
            )


def _number(each: ReportRow) -> int:
    return each.number


def _layout(work: Work, *, unit: str) -> Layout:
    versions = layouts_of(work, unit=work.units.by_code(unit).id)
    return layout_on(versions, work.today) or PLAIN_LAYOUT


def _made(work: Work, *, unit: str, kind: ReportKind, period: Period) -> Report:
    return make_report(work, kind=kind, unit=work.units.by_code(unit).id, period=period)


def _previewed(work: Work, *, unit: str, kind: ReportKind, period: Period) -> Preview:
    return preview_report(work, report=_made(work, unit=unit, kind=kind, period=period))


def _written(work: Work, *, report: Report, out: Path, form: str) -> Path:
    return write_report_paper(work, report=report, out=out, form=form)
