"""The overview: figures at the top, bars of the levels below them, and beside these what is to be done."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evalapp.base.columns import EMPTY
from evalapp.base.messages import N_, counted, tr
from evalapp.domain.standings import MonthPerson
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.bars import BarList
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.figures import FigureCard
from evalapp.ui.kit.labels import EmptyState, card, chip, column, heading, label, row, show_chip
from evalapp.ui.kit.segments import Bar, Segment
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.overview.columns import COLUMNS
from evalapp.ui.screens.overview.loading import read_level, read_overview
from evalapp.ui.screens.overview.state import LEVEL, TODO, Figure, ListLine, OverviewState, Shown
from evalapp.ui.shell.routes import Desk, Place, Route, Screen

_LEVELS = 6  # more than any policy has

ACTIONS: tuple[ActionSpec[OverviewState], ...] = (
    ActionSpec(
        "overview.tasks",
        N_("Show what is to be done"),
        shortcut="Esc",
        allowed=lambda state: state.shown.key != TODO,
        shown=lambda state: state.shown.key != TODO,
    ),
    ActionSpec(
        "overview.first",
        N_("Go to the first task"),
        shortcut="F9; Ctrl+Return",
        primary=True,
        allowed=lambda state: bool(state.tasks),
        shown=lambda state: bool(state.tasks) and not state.is_empty,
    ),
)


class OverviewScreen(Screen):
    """What is due, late and open."""

    topics = frozenset(
        {Topic.UNITS, Topic.PEOPLE, Topic.ROUNDS, Topic.SCORES, Topic.REWARDS, Topic.INSPECTIONS}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: OverviewState | None = None
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._unit = label(look="muted", wrap=True)  # a long name goes on in a second line
        self._unit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.figures = [FigureCard() for _ in range(4)]
        for number, each in enumerate(self.figures):
            each.clicked.connect(partial(self._open_figure, number))
        self._chart_title = label(look="strong", wrap=True)
        self._chart_title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._legend = [chip() for _ in range(_LEVELS)]
        self.bars = BarList(tr("Levels"))
        self.bars.part_opened.connect(self._open_part)
        self._list_title = label(look="strong")
        self.table: Table[ListLine] = Table(COLUMNS, lambda line: line.number, tr("To do"))
        self.table.opened.connect(self._open_line)
        self.table.horizontalHeader().hide()
        for each in (self.bars, self.table):
            each.setProperty("look", "bare")
        self._nothing = label(look="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._nothing)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._begin)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._whole())
        self._pages.addWidget(self._empty)
        head = row(heading(tr("Your work today")), self._unit, self.actions_bar, spacing=MEDIUM)
        layout = column(self, head, self._pages)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    @property
    def state(self) -> OverviewState | None:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Load where the months stand."""
        self._desk.tasks.load(partial(read_overview, place=place), done=self._show_loaded, owner=self)

    def render_state(self, state: OverviewState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        self._unit.setText(state.name)
        for each, figure in zip(self.figures, state.figures, strict=True):
            _show_figure(each, figure, chosen=state.shown.key == figure.key)
        for part in self._months:
            part.setVisible(state.sees_months)
        self._chart_title.setText(state.chart_title)
        self._show_legend(state)
        self.bars.show_rows(state.bars)
        self._list_title.setText(state.list_title)
        self.table.show_rows(state.lines)
        self._nothing.setText(state.nothing)
        self._list.setCurrentIndex(0 if state.lines else 1)
        self._empty.show_text(*state.first_steps)
        self._pages.setCurrentIndex(1 if state.is_empty else 0)

    def _whole(self) -> QWidget:
        figures = QWidget()
        beside = QHBoxLayout(figures)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(MEDIUM)
        for each in self.figures:
            beside.addWidget(each, 1)
        chart = card(row(self._chart_title, *self._legend, spacing=SMALL), self.bars)
        listed = card(self._list_title, self._list)
        for part in (chart, listed):
            inside = part.layout()
            if isinstance(inside, QVBoxLayout):
                inside.setStretch(1, 1)
        self._months = (figures, chart)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(chart)
        split.addWidget(listed)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([1000, 1000])
        made = QWidget()
        column(made, figures, split).setStretch(1, 1)
        return made

    def _show_legend(self, state: OverviewState) -> None:
        for sign in self._legend:
            sign.hide()
        for sign, (code, text, tone) in zip(self._legend, state.legend, strict=False):
            show_chip(sign, code, tone)
            sign.setToolTip(text)
            sign.setAccessibleName(f"{code}: {text}")

    def _show_loaded(self, loaded: OverviewState) -> None:
        before = self._state
        if before and before.place == loaded.place and before.shown.key != LEVEL:
            loaded = replace(loaded, shown=before.shown)
        self.render_state(loaded)

    def _open_figure(self, number: int) -> None:
        if self._state:
            shown = Shown(self._state.figures[number].key)
            self.render_state(replace(self._state, shown=shown))
            self.table.setFocus()

    def _open_part(self, bar: Bar, part: Segment) -> None:
        if self._state:
            asked = replace(self._state, shown=Shown(LEVEL, bar.key, part.key), people=())
            query = partial(read_level, rounds=asked.rounds, level=part.key)
            self._desk.tasks.load(query, done=partial(self._show_people, asked), owner=self)

    def _show_people(self, asked: OverviewState, people: tuple[MonthPerson, ...]) -> None:
        if self._state and self._state.place == asked.place:
            self.render_state(replace(asked, people=people))
            self.table.setFocus()

    def _open_line(self, line: ListLine) -> None:
        unit = line.place.unit or "" if line.overdue else ""
        self.routed.emit(Route(line.screen, line.sheet, line.place, overdue=line.overdue, unit=unit))

    def _do(self, key: str) -> None:
        if self._state is None:
            return
        if key == "overview.tasks":
            self.render_state(replace(self._state, shown=Shown()))
            self.table.setFocus()
        else:
            self._open_line(self._state.tasks[0])

    def _begin(self) -> None:
        self.routed.emit(Route("people"))


def _show_figure(made: FigureCard, figure: Figure, *, chosen: bool) -> None:
    of = "" if figure.of is None else counted(figure.of)
    value = EMPTY if figure.value is None else counted(figure.value)
    made.show_figure(figure.title, value, of, figure.text, figure.tone, chosen=chosen)
