"""The groups of a unit: choose people in the list, and say which group they are in from which day."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStackedWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.groups import Group
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.states import keep
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.groups.columns import COLUMNS
from evalapp.ui.screens.groups.editing import Change, Editing, began
from evalapp.ui.screens.groups.loading import read_groups
from evalapp.ui.screens.groups.panel import filling_of
from evalapp.ui.screens.groups.state import GroupLine, GroupsState
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route

ACTIONS: tuple[ActionSpec[GroupsState], ...] = (
    ActionSpec("groups.people", N_("People")),
    ActionSpec(
        "groups.rename", N_("Rename a group…"), menu=MORE_MENU, allowed=lambda state: state.can_take_out
    ),
    ActionSpec(
        "groups.take_out",
        N_("Remove from a group…"),
        shortcut="Del",
        allowed=lambda state: state.can_take_out,
    ),
    ActionSpec(
        "groups.put",
        N_("Add to a group…"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_change,
    ),
)
_PANEL_WIDTH = 340


class GroupsScreen(PlacedScreen[GroupsState]):
    """Who has similar tasks, who works in which field, and which deputy leads it."""

    topics = frozenset({Topic.PEOPLE, Topic.UNITS})
    kept = ("lines",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._summary = label("", "muted", wrap=True)
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[GroupLine] = Table(
            COLUMNS, lambda line: line.person.code, tr("People and their groups")
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.make_sortable()
        self.table.opened.connect(self._open)
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._saved)
        self.panel.edited.connect(self._edit)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._go_back)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        split = beside(self._lists, self.panel, widths=(800, _PANEL_WIDTH))
        layout = column(self, row(self._summary, self.actions_bar, spacing=MEDIUM), split)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    def visit(self, place: Place, route: Route) -> None:
        """Load the groups of the unit; what is being filled in stays with its place."""
        if self._state is None or self._state.place != place:
            self.render_state(GroupsState(place))
        self._load()

    def render_state(self, state: GroupsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self._summary.setText(
            state.summary or tr("No groups yet: choose people in the list and put them into one.")
        )
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        self._empty.show_text(
            tr("Nobody is in this unit"), tr("Import the people of the unit first."), tr("People")
        )
        is_empty = state.loaded and not state.people
        self._lists.setCurrentWidget(self._empty if is_empty else self.table)
        self.panel.show_filling(filling_of(state))

    def chosen(self) -> list[str]:
        """The codes of the people chosen in the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.table.rows_model.rows[number].person.code for number in rows]

    def _load(self) -> None:
        if self._state:
            self._desk.tasks.load(
                partial(read_groups, place=self._state.place), done=self._show_loaded, owner=self
            )

    def _show_loaded(self, loaded: GroupsState) -> None:
        if self._state and self._state.place == loaded.place:
            editing = self._state.editing
            shown = replace(loaded, editing=editing, busy=self._desk.tasks.busy)
            self.render_state(keep(loaded, shown, *self.kept))

    def _do(self, key: str) -> None:
        {
            "groups.people": self._go_back,
            "groups.put": partial(self._begin, Change.PUT),
            "groups.take_out": partial(self._begin, Change.TAKE_OUT),
            "groups.rename": partial(self._begin, Change.RENAME),
        }[key]()

    def _begin(self, change: Change) -> None:
        if self._state and self._state.can_change:
            self._edit(began(change, self.chosen(), self._state.groups))

    def _open(self, _line: GroupLine) -> None:
        self._begin(Change.PUT)

    def _edit(self, editing: Editing) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=None))
            self.table.setFocus()

    def _saved(self, _group: Group) -> None:
        """Back to the list, which is read again by itself."""
        self._leave_panel()

    def _go_back(self) -> None:
        self.routed.emit(Route("people"))
