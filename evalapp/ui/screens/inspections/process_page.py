"""A page with a list, and beside it one line in full: its history, and what can be done about it."""

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.hearings import FindingLine, KeptFile
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.copies import PrivateCopies
from evalapp.ui.kit.labels import EmptyState, button, column, label, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker, Segments
from evalapp.ui.kit.rows import Refitting
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.search_line import SearchLine
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.state import EVER, EVERYWHERE, YEAR, VisitChoice, day_choices
from evalapp.ui.screens.inspections.steps_form import StepsForm, StepSpec
from evalapp.ui.shell.places import as_tree
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases.hearings import read_kept_file
from evalapp.usecases.units import list_units

_WIDTH = 360
_LOW = 460  # pixels
Line = TypeVar("Line")


class Wanted(Struct, frozen=True):
    """Which lines are asked for; `state` None: all of them."""

    days: str = YEAR
    unit: str = EVERYWHERE
    state: Any = None

    def span(self, place: Place) -> tuple[date | None, date | None]:
        """From which day to which."""
        return VisitChoice(days=self.days).span(place)


class Shown(Struct, frozen=True):
    """One line in full: its title, what is known of it, its history, and the values of its steps."""

    key: Hashable
    title: str
    facts: tuple[str, ...]
    history: tuple[str, ...]
    state: Any = None
    files: tuple[KeptFile, ...] = ()  # the papers that came with its steps
    near: tuple[FindingLine, ...] = ()  # others that may tell of the same


class _Panel(Refitting):
    """Where there is little height its history makes way for the step that is being entered."""

    def __init__(self, history: QWidget, step: QWidget) -> None:
        super().__init__()
        self._history, self._step = history, step

    def _fit(self) -> None:
        self._history.setVisible(self._step.isHidden() or self.height() >= px(_LOW))


class ListState(Struct, Generic[Line], frozen=True):
    """Everything a page needs to draw itself."""

    place: Place
    wanted: Wanted = Wanted()
    lines: tuple[Line, ...] = ()
    words: str = ""
    unit_choices: tuple[Choice, ...] = ()
    shown: Shown | None = None
    may_act: bool = False
    loaded: bool = False
    busy: bool = False


class Loaded(Struct, Generic[Line], frozen=True):
    """What was read for a page, and for which question."""

    place: Place
    wanted: Wanted
    lines: tuple[Line, ...]
    may_act: bool
    units: tuple[Choice, ...]


class ProcessPage(InspectionPage, Generic[Line]):
    """What findings and remedies share; a page says its columns, states, actions and how it reads."""

    name = ""
    nothing = ("", "")
    columns: Sequence[Column[Any]] = ()
    doable: Sequence[ActionSpec[Any]] = ()
    overdue: Any = None  # the state of what is overdue
    has_days = True  # whether it is asked of which time
    every_state = N_("All states")
    find_hint = ""  # what is looked for by words, where a page does so

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: ListState[Line] | None = None
        self._copies = PrivateCopies()
        self.days = Segments(tr("Of which time"))
        self.days.chosen.connect(partial(self._want, "days"))
        self.unit = ChoicePicker(tr("Unit"), tr("All units"))
        self.unit.chosen.connect(partial(self._want, "unit"))
        self.standing = ChoicePicker(tr("State"), tr(self.every_state))
        self.standing.chosen.connect(partial(self._want, "state"))
        self.bar = ActionBar(self.doable)
        self.bar.triggered.connect(self._begin)
        self.table: Table[Line] = Table(tuple(self.columns), self.key_of, tr(self.name))
        self.table.make_sortable()
        self.table.moved.connect(self._read_line)
        self._empty = EmptyState()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self.steps = StepsForm(desk, self._load)
        self.steps.left.connect(self.table.setFocus)
        split = beside(self._lists, self._panel(), widths=(840, _WIDTH))
        self.find_line = SearchLine(tr(self.find_hint), tr(self.find_hint) or tr("Find"))
        self.find_line.textChanged.connect(self._find)
        searching = [self.find_line] if self.find_hint else []
        timed = [self.days] if self.has_days else []
        filters = row(*searching, *timed, self.unit, self.standing, None, self.bar, spacing=MEDIUM)
        column(self, filters, split).setStretch(1, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> ListState[Line] | None:
        """What is shown."""
        return self._state

    def key_of(self, line: Line) -> Hashable:
        """By what a line is known."""
        raise NotImplementedError

    def states(self) -> tuple[Choice, ...]:
        """Which states can be chosen."""
        raise NotImplementedError

    def read(self, work: Work, place: Place, wanted: Wanted) -> tuple[tuple[Line, ...], bool]:
        """The lines that are asked for, and whether anything may be done about them."""
        raise NotImplementedError

    def read_one(self, work: Work, line: Line) -> Shown:
        """One line in full."""
        raise NotImplementedError

    def is_found(self, line: Line, words: list[str]) -> bool:
        """Whether a line holds every word that is looked for, folded."""
        raise NotImplementedError

    def found(self, state: ListState[Line]) -> tuple[Line, ...]:
        """The lines that hold what is looked for."""
        words = fold(state.words).split()
        return tuple(each for each in state.lines if self.is_found(each, words)) if words else state.lines

    def step(self, action: str, line: Line | None) -> tuple[StepSpec, dict[str, str]] | None:
        """What an action asks for, and with what it begins."""
        raise NotImplementedError

    def load(self, place: Place) -> None:
        """Read what is asked for here."""
        before = self._state or ListState(place)
        self.render_state(replace(before, place=place))
        self._load()

    def render_state(self, state: ListState[Line]) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.days.show_choices(day_choices(state.place), state.wanted.days)
        self.unit.show_choices((Choice(EVERYWHERE, tr("All units")), *state.unit_choices), state.wanted.unit)
        self.standing.show_choices((Choice(None, tr(self.every_state)), *self.states()), state.wanted.state)
        lines = self.found(state)
        self.table.show_rows(lines)
        self._empty.show_text(tr(self.nothing[0]), tr(self.nothing[1]))
        self._lists.setCurrentWidget(self._empty if state.loaded and not lines else self.table)
        self.bar.show_state(state)
        self._show_one(state.shown)

    def show_only(self, wanted: Wanted) -> None:
        """Show what somebody opened from elsewhere."""
        if self._state is not None:
            self.render_state(replace(self._state, wanted=wanted))
            self._load()

    def show_overdue(self, unit: str) -> None:
        """Show what is overdue in a unit and below it, whenever it began."""
        self.show_only(Wanted(EVER, unit, self.overdue))

    def _panel(self) -> QWidget:
        self._title = label(look="title", wrap=True)
        self._area = Scrolled(tr("History"))
        panel = _Panel(self._area, self.steps)
        panel.setProperty("look", "card")
        panel.setMinimumWidth(px(_WIDTH - 30))
        column(panel, self._title, self._area, self.steps, margin=LARGE, spacing=MEDIUM).setStretch(1, 1)
        return panel

    def _show_one(self, shown: Shown | None) -> None:
        self._title.setText(shown.title if shown else tr("Choose a line in the list to read it here."))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, SMALL, 0)
        layout.setSpacing(SMALL)
        for fact in shown.facts if shown else ():
            layout.addWidget(label(fact, "muted", wrap=True))
        for entry in shown.history if shown else ():
            layout.addWidget(label(f"•  {entry}", wrap=True))
        for file in shown.files if shown else ():
            layout.addWidget(row(self._opener(file), None))
        layout.addStretch(1)
        self._area.setWidget(inside)
        inside.show()

    def _opener(self, file: KeptFile) -> QPushButton:
        """What opens a paper that came with a step."""
        made = button(tr("Open {name}", name=file.name))
        reading = partial(read_kept_file, file=file)
        made.clicked.connect(lambda: self._desk.tasks.load(reading, done=self._show_file, owner=self))
        return made

    def _show_file(self, file: tuple[str, bytes]) -> None:
        name, data = file
        if not self._desk.dialogs.open_outside(self._copies.write(name, data)):
            self._desk.tell(
                tr("This computer has no program for “{name}”. Save it and open it yourself.", name=name),
                Tone.BAD,
            )

    def _find(self, words: str) -> None:
        if self._state:
            self.render_state(replace(self._state, words=words))
            self._read_line()

    def _want(self, part: str, value: Any) -> None:
        if self._state:
            self.show_only(replace(self._state.wanted, **{part: value}))

    def _load(self) -> None:
        if self._state:
            place, wanted = self._state.place, self._state.wanted
            self._desk.tasks.load(
                lambda work: Loaded(
                    place, wanted, *self.read(work, place, wanted), tuple(as_tree(list_units(work)))
                ),
                done=self._show_loaded,
                owner=self,
            )

    def _show_loaded(self, loaded: Loaded[Line]) -> None:
        lines = loaded.lines
        before = self._state
        if before is None or (before.place, before.wanted) != (loaded.place, loaded.wanted):
            return
        shown = before.shown if lines else None
        self.render_state(
            replace(
                before, lines=lines, may_act=loaded.may_act, unit_choices=loaded.units, shown=shown,
                loaded=True,
                busy=self._desk.tasks.busy,
            )
        )  # fmt: skip
        self._read_line()

    def _read_line(self, _moved: Any = None) -> None:
        line = self.table.current()
        if line is not None:
            self._desk.tasks.load(lambda work: self.read_one(work, line), done=self._show_line, owner=self)

    def _show_line(self, shown: Shown) -> None:
        line = self.table.current()
        if self._state and line is not None and self.key_of(line) == shown.key:
            self._state = replace(self._state, shown=shown)
            self.bar.show_state(self._state)
            self._show_one(shown)

    def _begin(self, action: str) -> None:
        line = self.table.current()
        asked = self.step(action, line)
        if asked is not None:
            self.steps.begin(*asked, f"{action}/{'' if line is None else self.key_of(line)}")

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self._state = replace(self._state, busy=self._desk.tasks.busy)
            self.bar.show_state(self._state)
