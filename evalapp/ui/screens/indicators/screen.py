"""Service figures of a month: typed one after another, taken in from a list, with the months before."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.documents.reading.indicator_specs import INDICATORS
from evalapp.documents.reading.lists import ReadList
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.indicators import Measure
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.indicators.columns import COLUMNS
from evalapp.ui.screens.indicators.panel import FigurePanel, SavedFigure
from evalapp.ui.screens.indicators.state import (
    CountedLine,
    Editing,
    IndicatorsState,
    figure_editing,
)
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, list_intake
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.indicator_trends import TrendMonth
from evalapp.usecases.indicators import counted_of, indicator_trend, remove_figure
from evalapp.usecases.indicators_import import import_indicators
from evalapp.usecases.people import list_people

ACTIONS: tuple[ActionSpec[IndicatorsState], ...] = (
    ActionSpec(
        "indicators.remove",
        N_("Remove this figure…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_record,
    ),
    ActionSpec(
        "indicators.own",
        N_("Add an indicator of our own…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_record and not state.person,
    ),
    ActionSpec(
        "indicators.take_in",
        N_("Import a list…"),
        shortcut="Ctrl+I",
        allowed=lambda state: state.can_take_in,
    ),
    ActionSpec(
        "indicators.type",
        N_("Enter the figure"),
        shortcut="F2; F9",
        primary=True,
        allowed=lambda state: state.can_record and bool(state.lines),
    ),
)
_PANEL_WIDTH = 320


class IndicatorsScreen(PlacedScreen[IndicatorsState]):
    """What a unit or somebody in it counted in a month."""

    topics = frozenset({Topic.INDICATORS, Topic.PEOPLE, Topic.UNITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked_for = ""  # the line that a route leads to
        self.subject = ChoicePicker(tr("Whose figures"), tr("The unit itself"))
        self.subject.chosen.connect(self._choose_subject)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._warning = label(wrap=True)
        self._notice = QFrame()
        self._notice.setProperty("look", "notice-warn")
        column(self._notice, self._warning).setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self.table: Table[CountedLine] = Table(
            COLUMNS, lambda each: each.indicator.code, tr("Service figures")
        )
        self.table.say_nothing(tr("Each unit has its figures. Enter a unit first, or choose one at the top."))
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._follow)
        self.panel = FigurePanel(desk)
        self.panel.filling.left.connect(self._leave_panel)
        self.panel.filling.saved.connect(self._saved)
        self.panel.filling.edited.connect(self._edit)
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        split = beside(self.table, self.panel, widths=(860, _PANEL_WIDTH))
        self._split = split
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.intake)
        self._head = row(self.subject, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._notice, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)
        self.setFocusProxy(self.table)

    def visit(self, place: Place, route: Route) -> None:
        """Load the figures of the unit, or of the person that is asked for."""
        before = self._state
        if before is None or before.place != place or (route.person and route.person != before.person):
            self.render_state(IndicatorsState(place, route.person))
        self._asked_for = route.field
        self._load()

    def render_state(self, state: IndicatorsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.subject.show_choices(state.subjects, state.person)
        self.actions_bar.show_state(state)
        self._warning.setText(state.warning)
        self._notice.setVisible(bool(state.warning))
        self.table.show_rows(state.lines)
        self.panel.render_state(state, self.table.current())
        self._head.setVisible(self._stack.currentWidget() is not self.intake)

    def _load(self) -> None:
        if self._state:
            query = partial(_read, place=self._state.place, person=self._state.person)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: IndicatorsState) -> None:
        before = self._state
        if before is None or (before.place, before.person) != (loaded.place, loaded.person):
            return
        busy = self._desk.tasks.busy
        self.render_state(replace(loaded, editing=before.editing, trend=before.trend, busy=busy))
        asked = loaded.line(self._asked_for)
        self._asked_for = ""
        if asked is not None:
            self.table.select(asked)
        elif self.table.current() is None and loaded.lines:
            self.table.select(loaded.lines[0])
        self._follow(self.table.current())

    def _follow(self, line: CountedLine | None) -> None:
        """Draw the months of the indicator that the cursor has come to."""
        state = self._state
        if state is None or line is None or state.place.unit is None:
            return
        query = partial(_trend, place=state.place, person=state.person, code=line.indicator.code)
        self._desk.tasks.load(query, done=self._show_trend, owner=self)

    def _show_trend(self, trend: tuple[str, tuple[TrendMonth, ...]]) -> None:
        line = self.table.current()
        if self._state and line is not None and line.indicator.code == trend[0]:
            self._state = replace(self._state, trend=trend)
            self.panel.render_state(self._state, line)

    def _choose_subject(self, person: str) -> None:
        if self._state:
            self.render_state(IndicatorsState(self._state.place, person, self._state.people))
            self._load()

    def _do(self, key: str) -> None:
        {
            "indicators.type": self._type,
            "indicators.take_in": self._take_in,
            "indicators.own": self._add_own,
            "indicators.remove": self._remove,
        }[key]()

    def _type(self) -> None:
        line = self.table.current()
        if line is not None:
            self._open(line)

    def _open(self, line: CountedLine) -> None:
        if self._state and self._state.can_record:
            self._edit(figure_editing(line))

    def _add_own(self) -> None:
        self._edit(Editing(values={"measure": Measure.COUNT.value}))

    def _edit(self, editing: Editing) -> None:
        if self._state and self.panel.filling.may_begin(editing.code):
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=None))
            self.table.setFocus()

    def _saved(self, saved: SavedFigure) -> None:
        """On to the line below, as a list is filled in; the last one closes the panel."""
        code = saved.code
        if saved.told:
            self._desk.tell(saved.told, Tone.OK)
        editing = self._state.editing if self._state else None
        below = self._state.after(code) if self._state and editing and editing.code else None
        if below is None:
            self._leave_panel()
        else:
            self.table.select(below)
            self._edit(figure_editing(below))

    def _remove(self) -> None:
        line, state = self.table.current(), self._state
        if line is None or state is None:
            return
        what = {"code": line.indicator.code, "month": state.place.period.label}
        sure = self._desk.dialogs.confirm(
            tr("Remove this figure?"),
            tr("{code} in {month}: the history keeps it.", **what),
            tr("Remove it"),
        )
        if sure:
            removing = partial(
                remove_figure,
                period=state.place.period,
                code=line.indicator.code,
                unit_code=None if state.person else state.place.unit,
                person_code=state.person or None,
            )
            self._desk.tasks.run(removing, label=tr("Saving"), done=_told, owner=self)

    def _take_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("List of service figures"), WORKBOOKS)
        if file and self._state:
            take_in = partial(_taken, self._state.place)
            self.show_intake(list_intake(tr("List of service figures"), file, INDICATORS, take_in))

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._stack.setCurrentWidget(self.intake)
        self._head.setVisible(False)
        self.intake.begin(intake)

    def _leave_intake(self) -> None:
        self._stack.setCurrentWidget(self._split)
        if self._state:
            self.render_state(self._state)
        self.table.setFocus()


def _read(work: Work, *, place: Place, person: str) -> IndicatorsState:
    if place.unit is None:
        return IndicatorsState(place, loaded=True)
    unit = work.units.by_code(place.unit)
    people = list_people(work, unit=unit.id, day=place.period.last_day)
    counted = counted_of(
        work,
        period=place.period,
        unit_code=None if person else place.unit,
        person_code=person or None,
    )
    choices = tuple(Choice(each.code, f"{each.name} · {each.code}") for each in people)
    return IndicatorsState(place, person, choices, counted, loaded=True)


def _trend(work: Work, *, place: Place, person: str, code: str) -> tuple[str, tuple[TrendMonth, ...]]:
    months = indicator_trend(
        work,
        code=code,
        period=place.period,
        unit_code=None if person else place.unit,
        person_code=person or None,
    )
    return code, tuple(months)


def _taken(place: Place, work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_indicators(work, read=read, period=place.period, choice=choice)


def _told(_nothing: None) -> None:
    """The change is announced by `Tasks`, and the list read again."""
