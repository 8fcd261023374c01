"""The page of the report: what inspections came to, and behind every figure the list that it counts."""

from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
)

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_error
from evalapp.documents.reading.values import as_date
from evalapp.domain.inspection_counts import CountedLine
from evalapp.domain.periods import PeriodKind
from evalapp.store.work import Work
from evalapp.ui.kit.actions import PRINT_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.charts import BarChart
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import PDF_FILES, XLSX_FILES
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.rows import stop_within
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.report_columns import LINE_COLUMNS, figure_columns
from evalapp.ui.screens.inspections.report_loading import (
    Lines,
    Loaded,
    previewed,
    read_lines,
    read_report,
)
from evalapp.ui.screens.inspections.report_state import FigureRow, ReportState, Side, days_of
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases.inspection_papers import InspectionReport, write_inspection_report

REPORT_ACTIONS: tuple[ActionSpec[ReportState], ...] = (
    ActionSpec(
        "inspection_report.pdf", N_("Report (PDF)…"), menu=PRINT_MENU, allowed=lambda state: state.can_write
    ),
    ActionSpec(
        "inspection_report.xlsx",
        N_("Report (Excel)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.can_write,
    ),
    ActionSpec(
        "inspection_report.preview",
        N_("Preview"),
        shortcut="Ctrl+P; F9",
        primary=True,
        allowed=lambda state: state.can_write,
    ),
)
_DAY_WIDTH = 104


class ReportPage(InspectionPage):
    """Figures on the left, and beside them the list that one of them counts, the wording or a chart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: ReportState | None = None
        self._headings: tuple[str, ...] = ()
        self.spans = Segments(tr("How long"))
        self.spans.chosen.connect(self._take_span)
        self.since, self.until = _day_line(tr("From day")), _day_line(tr("To day"))
        for line in (self.since, self.until):
            line.editingFinished.connect(self._take_days)
        self.unit = ChoicePicker(tr("Unit"), tr("All units"))
        self.unit.chosen.connect(self._take_unit)
        self.bar = ActionBar(REPORT_ACTIONS)
        self.bar.triggered.connect(self._do)
        self.tables = ChoicePicker(tr("Table"), tr("Choose…"))
        self.tables.chosen.connect(self._take_table)
        self._refused = label(look="refused", wrap=True)
        self.table: Table[FigureRow] = Table((), _number, tr("Figures"))
        self._figures = QStackedWidget()
        self._figures.addWidget(self.table)
        self.side = Segments(tr("Beside the figures"))
        self.side.chosen.connect(self._take_side)
        self.figures = Segments(tr("Which figure"))
        self.figures.chosen.connect(self._take_figure)
        self._title = label(look="strong", wrap=True)
        self.list: Table[CountedLine] = Table(
            LINE_COLUMNS, lambda line: line.key, tr("What the figure counts")
        )
        self.list.say_nothing(
            tr("The figure counts nothing in this span. Choose another figure or other days.")
        )
        self.list.make_sortable()
        self.list.opened.connect(self._open)
        self.chart = BarChart(tr("Figures as bars"))
        self._sides = QStackedWidget()
        for part in (self._listed(), self._worded(), Scrolled(tr("Figures as bars"), self.chart)):
            # As wide as it is given: the figures would be pressed by the widest of the three.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._sides.addWidget(part)
        panel = QFrame()
        panel.setProperty("look", "card")
        column(panel, row(self.side, None), self._sides, margin=LARGE, spacing=MEDIUM).setStretch(1, 1)
        left = QFrame()
        column(left, self.tables, self._figures, spacing=SMALL).setStretch(1, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(left)
        split.addWidget(panel)
        split.setStretchFactor(0, 11)
        split.setStretchFactor(1, 9)
        split.setSizes([660, 540])
        days = row(label(tr("From day")), self.since, label(tr("to")), self.until)
        filters = row(self.spans, days, self.unit, None, self.bar, spacing=MEDIUM)
        column(self, filters, self._refused, split).setStretch(2, 1)
        self.setFocusProxy(self._figures)
        self._figures.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> ReportState | None:
        """What is shown."""
        return self._state

    def load(self, place: Place) -> None:
        """Count what is asked for; another month chosen at the top is another span."""
        before = self._state
        if before is None or before.place.period != place.period:
            since, until = days_of(place, before.span or PeriodKind.YEAR if before else PeriodKind.YEAR)
            state = replace(before, place=place) if before else ReportState(place, since, until)
            self.render_state(replace(state, since=since, until=until))
        else:
            self.render_state(replace(before, place=place))
        self._load()

    def render_state(self, state: ReportState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.spans.show_choices(state.span_choices, state.span)
        for line, day in ((self.since, state.since), (self.until, state.until)):
            if not state.refused and line.text() != shown(day):
                line.setText(str(shown(day)))
        self._refused.setText(f"✕ {state.refused}")
        self._refused.setVisible(bool(state.refused))
        self.unit.show_choices(state.where_choices, state.unit)
        self.tables.show_choices(state.table_choices, state.table)
        self.side.show_choices(state.side_choices, state.side)
        self.bar.show_state(state)
        self._show_figures(state)
        self.figures.show_choices(state.figure_choices, state.figure.column if state.figure else None)
        self.figures.setVisible(len(state.figure_choices) > 1)
        self._title.setText(state.figure_title)
        self.list.show_rows(state.lines)
        self._text.setText(_in_words(state.report))
        self.chart.show_points(state.drawn, percent=False)
        self._sides.setCurrentIndex(list(Side).index(state.side))

    def _listed(self) -> QFrame:
        made = QFrame()
        column(made, self._title, row(self.figures, None), self.list, spacing=SMALL).setStretch(2, 1)
        return made

    def _worded(self) -> QFrame:
        made = QFrame()
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.proposals = QPlainTextEdit()
        self.proposals.setAccessibleName(tr("What the unit proposes"))
        self.proposals.setTabChangesFocus(True)
        self.proposals.setMaximumHeight(px(110))
        words = Scrolled(tr("The report in words"), self._text)
        column(made, words, label(tr("What the unit proposes")), self.proposals, spacing=SMALL).setStretch(
            0, 1
        )
        return made

    def _show_figures(self, state: ReportState) -> None:
        """A table with other columns is another table; the same one only gets its rows."""
        table = state.shown
        headings = tuple(each.title for each in table.columns) if table else ()
        if table is not None and headings != self._headings:
            self._headings = headings
            had_focus = self.table.hasFocus()
            made: Table[FigureRow] = Table(figure_columns(table), _number, tr("Figures"))
            self._figures.insertWidget(0, made)
            stop_within(self._figures, (made,))
            self._figures.removeWidget(self.table)
            self.table.deleteLater()
            self.table = made
            self._figures.setFocusProxy(made)
            made.show_rows(state.rows)
            made.moved.connect(self._take_row)
            if had_focus:
                made.setFocus()
        else:
            self.table.show_rows(state.rows)

    def _take_span(self, kind: PeriodKind) -> None:
        if self._state:
            since, until = days_of(self._state.place, kind)
            self._ask(replace(self._state, since=since, until=until))

    def _take_days(self) -> None:
        """Days that were typed, in any way a list may write them; a wrong one stays where it was typed."""
        state = self._state
        if state is None:
            return
        try:
            since, until = _needed(self.since.text()), _needed(self.until.text())
            asked = replace(state, since=since, until=until, refused="")
            asked.days  # noqa: B018 - refuses days in the wrong order
        except UserError as error:
            self.render_state(replace(state, refused=tr_error(error)))
            return
        if (since, until, "") != (state.since, state.until, state.refused):
            self._ask(asked)

    def _take_unit(self, unit: str) -> None:
        if self._state:
            self._ask(replace(self._state, unit=unit))

    def _take_table(self, table: int) -> None:
        if self._state:
            self._look(replace(self._state, table=table, row=0, column=None))
            self.table.setFocus()

    def _take_row(self, figure: FigureRow) -> None:
        if self._state and figure.number != self._state.row:
            self._look(replace(self._state, row=figure.number))

    def _take_figure(self, at: int) -> None:
        if self._state:
            self._look(replace(self._state, column=at))

    def _take_side(self, side: Side) -> None:
        if self._state:
            self.render_state(replace(self._state, side=side))

    def _ask(self, state: ReportState) -> None:
        self.render_state(replace(state, refused="", row=0, column=None))
        self._load()

    def _look(self, state: ReportState) -> None:
        """Look at another figure: its list is read anew."""
        self.render_state(replace(state, lines=()))
        self._read_lines()

    def _load(self) -> None:
        if self._state:
            self._desk.tasks.load(partial(read_report, asked=self._state), done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: Loaded) -> None:
        now = self._state
        if now is None or not loaded.answers(now):
            return
        rows = len(loaded.report.report.tables[now.table].rows)
        self.render_state(
            replace(
                now,
                report=loaded.report,
                unit_choices=loaded.units,
                row=min(now.row, max(rows - 1, 0)),
                loaded=True,
                busy=self._desk.tasks.busy,
            )
        )
        self._read_lines()

    def _read_lines(self) -> None:
        state = self._state
        if state is not None and state.report is not None and state.selection is not None:
            query = partial(read_lines, of=state.report, selection=state.selection)
            self._desk.tasks.load(query, done=self._show_lines, owner=self)

    def _show_lines(self, read: Lines) -> None:
        now = self._state
        if now is not None and now.report is read.of and now.selection == read.selection:
            self.render_state(replace(now, lines=read.lines))

    def _open(self, line: CountedLine) -> None:
        """A visit or a finding opens its visit; a unit becomes the one the report is about."""
        if line.visit is not None:
            self.opened.emit(line.visit)
        else:
            self._take_unit(line.unit_code)

    def _do(self, key: str) -> None:
        state = self._state
        if state is None or state.report is None:
            return
        asked = replace(state, proposals=self.proposals.toPlainText())
        form = key.removeprefix("inspection_report.")
        if form == "preview":
            self._desk.preview(tr("Report on inspections"), partial(previewed, asked=asked))
        else:
            self._write(asked, form)

    def _write(self, asked: ReportState, form: str) -> None:
        code = asked.report.report.unit_code if asked.report else ""
        parts = ("bao-cao-kiem-tra", code, str(asked.days))
        name = f"{'-'.join(filter(None, parts))}.{form}"
        out = self._desk.dialogs.save_file(
            tr("Report on inspections"), name, XLSX_FILES if form == "xlsx" else PDF_FILES
        )
        if out:
            self._desk.tasks.run(
                partial(_written, asked=asked, out=out, form=form),
                label=tr("Writing the report"),
                done=partial(tell_file, self._desk),
                owner=self,
            )

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self._state = replace(self._state, busy=self._desk.tasks.busy)
            self.bar.show_state(self._state)


def _written(work: Work, *, asked: ReportState, out: Path, form: str) -> Path:
    return write_inspection_report(work, of=read_report(work, asked=asked).report, out=out, form=form)


def _number(each: FigureRow) -> int:
    return each.number


def _needed(text: str) -> date:
    day = as_date(text.strip() or None)
    if day is None:
        raise UserError(N_("A day is missing. Write it as 31/07/2018."))
    return day


def _in_words(report: InspectionReport | None) -> str:
    parts = report.report.text if report else ()
    return "\n\n".join(f"{heading}\n{words}" for heading, words in parts)


def _day_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setFixedWidth(px(_DAY_WIDTH))
    return line
