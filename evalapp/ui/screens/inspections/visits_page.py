"""The page of visits: a list with filters, and one visit in full beside it."""

from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.inspections import Visit, VisitId, VisitKind
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.dialogs import WORKBOOKS, XLSX_FILES
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.search_line import SearchLine
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.inspections.columns import VISIT_COLUMNS
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.state import EVER, NOTHING, ShownVisit, VisitChoice, VisitsState
from evalapp.ui.screens.inspections.visits_actions import VISIT_ACTIONS
from evalapp.ui.screens.inspections.visits_loading import VisitParts, read_parts, read_visits, write_log
from evalapp.ui.screens.inspections.visits_panel import VisitPanel
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, list_intake
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.field_visits import start_visit
from evalapp.usecases.inspections_import import import_inspections

_PANEL_WIDTH = 340
_ALL = VisitChoice(EVER)


class VisitsPage(InspectionPage):
    """Which visits were made, and what each recorded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: VisitsState | None = None
        self._awaited = 0  # the visit that the list begins with when it is read next
        self.find_line = SearchLine(tr("Find a visit"), tr("Find a visit"))
        self.find_line.textChanged.connect(self._find)
        self.days = Segments(tr("Of which time"))
        self.days.chosen.connect(partial(self._want, "days"))
        self.unit = ChoicePicker(tr("Unit"), tr("All units"))
        self.unit.chosen.connect(partial(self._want, "unit"))
        self.kind = ChoicePicker(tr("Kind"), tr("All kinds"))
        self.kind.chosen.connect(partial(self._want, "kind"))
        self.standing = ChoicePicker(tr("State"), tr("All states"))
        self.standing.chosen.connect(partial(self._want, "state"))
        self.actions_bar = ActionBar(VISIT_ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[ShownVisit] = Table(VISIT_COLUMNS, lambda line: line.visit.id, tr("Visits"))
        self.table.make_sortable()
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._choose)
        self._sums = label(look="muted")
        self.panel = VisitPanel()
        self.panel.papers.connect(self._open_papers)
        self._empty = EmptyState()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        split = beside(self._lists, self.panel, widths=(860, _PANEL_WIDTH))
        asked = (self.find_line, self.days, self.unit, self.kind, self.standing)
        filters = row(*asked, None, self.actions_bar)
        self._filters = filters
        self._split = split
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.intake)
        layout = column(self, filters, self._stack, self._sums)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> VisitsState | None:
        """What is shown."""
        return self._state

    def load(self, place: Place) -> None:
        """Read the visits that are asked for."""
        if self._state is None:
            self.render_state(VisitsState(place))
        elif self._state.place != place:
            self.render_state(replace(self._state, place=place))
        self._load()

    def render_state(self, state: VisitsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        lines = state.lines
        self.days.show_choices(state.day_choices, state.wanted.days)
        self.unit.show_choices(state.where_choices, state.wanted.unit)
        self.kind.show_choices(state.kind_choices, state.wanted.kind)
        self.standing.show_choices(state.state_choices, state.wanted.state)
        self.actions_bar.show_state(state)
        self.table.show_rows(lines)
        self._sums.setText(state.sums if lines else "")
        self._empty.show_text(tr("No visits here"), tr(NOTHING))
        self._lists.setCurrentWidget(self._empty if state.loaded and not lines else self.table)
        if not lines:
            self.panel.show_visit(None, "")

    def show_visit(self, visit: int) -> None:
        """Begin the list that is read next with this visit."""
        self._awaited = visit

    def _want(self, part: str, value: Any) -> None:
        if self._state:
            wanted = replace(self._state.wanted, **{part: value})
            self.render_state(replace(self._state, wanted=wanted))
            self._load()

    def _find(self, words: str) -> None:
        if self._state:
            self.render_state(replace(self._state, words=words))

    def _do(self, key: str) -> None:
        steps = {"visits.start": self._start, "visits.take_in": self._take_in, "visits.write": self._write}
        steps[key]()

    def _start(self) -> None:
        """Arrived now, at the unit that is looked at; everything can be changed on the visit itself."""
        state = self._state
        if state is not None and state.start_unit is not None:
            starting = partial(_started, unit=state.start_unit, kind=state.wanted.kind)
            self._desk.tasks.run(
                starting, label=tr("Starting the visit"), done=self._show_started, owner=self
            )

    def _show_started(self, visit: Visit) -> None:
        self.opened.emit(visit.id)

    def _take_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("Inspection log"), WORKBOOKS)
        if file:
            self.show_intake(list_intake(tr("Inspection log"), file, INSPECTIONS, _taken))

    def _write(self) -> None:
        """The visits that are asked for, but for those under way, as offices keep their log."""
        name = f"so-kiem-tra-{self._state.place.period}.xlsx" if self._state else ""
        out = self._desk.dialogs.save_file(tr("Inspection log"), name, XLSX_FILES)
        if out and self._state:
            writing = partial(write_log, out=out, place=self._state.place, wanted=self._state.wanted)
            self._desk.tasks.run(
                writing,
                label=tr("Writing the inspection log"),
                done=lambda told: self._desk.tell(told, Tone.OK),
                owner=self,
            )

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._stack.setCurrentWidget(self.intake)
        self._filters.setVisible(False)
        self.intake.begin(intake)

    def _leave_intake(self) -> None:
        self._stack.setCurrentWidget(self._split)
        self._filters.setVisible(True)
        self.table.setFocus()

    def _open(self, line: ShownVisit) -> None:
        self.opened.emit(line.visit.id)

    def _open_papers(self, visit: int) -> None:
        self.routed.emit(Route("visit_papers", visit=visit))

    def _load(self) -> None:
        if self._state:
            query = partial(read_visits, place=self._state.place, wanted=self._state.wanted)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: VisitsState) -> None:
        before = self._state
        if before is None or (before.place, before.wanted) != (loaded.place, loaded.wanted):
            return
        self.render_state(replace(loaded, words=before.words, busy=self._desk.tasks.busy))
        awaited = next((each for each in loaded.found if each.visit.id == self._awaited), None)
        if self._awaited and awaited is None and loaded.wanted != _ALL:
            self._show_all()
            return
        self._awaited = 0
        if awaited is not None and awaited not in self._lines:
            self.find_line.clear()
        if awaited is not None:
            self.table.select(awaited)
        line = self.table.current()
        if line is not None:
            self._choose(line)

    def _show_all(self) -> None:
        """What one comes back from is in the list, whatever was chosen above it before."""
        if self._state is not None:
            self.render_state(replace(self._state, wanted=_ALL))
            self._load()

    @property
    def _lines(self) -> tuple[ShownVisit, ...]:
        return self._state.lines if self._state else ()

    def _choose(self, line: ShownVisit) -> None:
        query = partial(read_parts, visit=VisitId(line.visit.id))
        self._desk.tasks.load(query, done=self._show_parts, owner=self)

    def _show_parts(self, parts: VisitParts) -> None:
        line = self.table.current()
        if line is not None and line.visit.id == parts.visit.id:
            self.panel.show_visit(parts, line.unit_name)

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))


def _started(work: Work, *, unit: str, kind: VisitKind | None) -> Visit:
    return start_visit(work, unit=work.units.by_code(unit).id, kind=kind or VisitKind.UNANNOUNCED)


def _taken(work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_inspections(work, read=read, choice=choice)
