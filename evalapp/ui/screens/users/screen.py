"""Users: who may sign in, with which roles over which units and in which days, and their passwords."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QSizePolicy

from evalapp.base.messages import N_, tr
from evalapp.domain.rights import User, UserId
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.users.columns import COLUMNS
from evalapp.ui.screens.users.editing import HINTS, Change, Editing, fields_of, save
from evalapp.ui.screens.users.loading import read_users
from evalapp.ui.screens.users.passwords import PASSWORDS, Passwords
from evalapp.ui.screens.users.state import UserLine, UsersState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.placed_screen import FormScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.users import set_user_active


def _can_change(state: UsersState) -> bool:
    return state.can_change


ACTIONS: tuple[ActionSpec[UsersState], ...] = (
    *PASSWORDS,
    ActionSpec("users.active", N_("Allow or block signing in…"), menu=MORE_MENU, allowed=_can_change),
    ActionSpec("users.take", N_("Remove a role…"), menu=MORE_MENU, allowed=_can_change),
    ActionSpec("users.give", N_("Assign a role…"), shortcut="F2", allowed=_can_change),
    ActionSpec("users.add", N_("New user…"), shortcut="Ctrl+N; F9", primary=True, allowed=_can_change),
)
_PANEL_WIDTH = 340


class UsersScreen(FormScreen):
    """The list of users beside the panel in which one is changed."""

    topics = frozenset({Topic.USERS, Topic.UNITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = UsersState()
        self._changed: UserId | None = None  # who was added or changed and is not chosen in the list yet
        self._passwords = Passwords(desk, self)
        self._summary = label("", "muted", wrap=True)
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[UserLine] = Table(COLUMNS, lambda line: line.user.id, tr("Users"))
        self.table.opened.connect(self._open)
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._saved)
        self.panel.edited.connect(self._edit)
        split = beside(self.table, self.panel, widths=(800, _PANEL_WIDTH))
        head = row(label(tr("Users"), "title"), None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, head, self._summary, split)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> UsersState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Read who may sign in; what is being filled in stays."""
        self._desk.tasks.load(read_users, done=self._show_loaded, owner=self)

    def render_state(self, state: UsersState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self._summary.setText(state.summary)
        self._summary.setVisible(bool(state.summary))
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        self.panel.show_filling(_filling(state))

    def _show_loaded(self, loaded: UsersState) -> None:
        self.render_state(replace(loaded, editing=self._state.editing, busy=self._desk.tasks.busy))
        line = next((each for each in loaded.lines if each.user.id == self._changed), None)
        if line is not None:
            self._changed = None
            self.table.select(line)

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _do(self, key: str) -> None:
        {
            "users.add": partial(self._edit, Editing(Change.ADD)),
            "users.give": partial(self._begin, Change.GIVE),
            "users.take": partial(self._begin, Change.TAKE),
            "users.active": self._turn_active,
            **self._passwords.steps(self.table.current() or next(iter(self._state.lines), None)),
        }[key]()

    def _begin(self, change: Change) -> None:
        line = self.table.current()
        if line is not None:
            self._edit(Editing(change, line.user))

    def _open(self, line: UserLine) -> None:
        if self._state.can_change:
            self._edit(Editing(Change.GIVE, line.user))

    def _edit(self, editing: Editing | None) -> None:
        self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        self._edit(None)
        self.table.setFocus()

    def _saved(self, user: User) -> None:
        """Back to the list, which is read again by itself; who was changed or added is chosen there."""
        self._changed = user.id
        self._leave_panel()

    def _turn_active(self) -> None:
        line = self.table.current()
        if line is None:
            return
        name, active = line.user.name, not line.user.active
        sure = active or self._desk.dialogs.confirm(
            tr("Let {name} no longer sign in?", name=name),
            tr("What {name} did stays in the history under this name. It can be undone.", name=name),
            tr("No longer sign in"),
        )
        if sure:
            self._desk.tasks.run(
                partial(set_user_active, name=name, active=active),
                label=tr("Saving"),
                done=self._saved,
                owner=self,
            )


def _filling(state: UsersState) -> Filling | None:
    editing = state.editing
    if editing is None:
        return None
    return Filling(
        key=editing.key,
        title=editing.title,
        fields=partial(fields_of, editing, state.units, state.everybody),
        filled=editing,
        save=partial(save, editing=editing),
        hint=tr(HINTS[editing.change]),
        busy=state.busy,
        aside=Aside(f"user/{editing.key}", is_new=editing.change is Change.ADD),
    )
