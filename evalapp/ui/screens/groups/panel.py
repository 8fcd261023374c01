"""The panel beside the list in which groups are changed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.groups.editing import TITLES, Change, fields_of, save
from evalapp.ui.screens.groups.state import GroupsState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

_LOW = 380  # pixels
_NARROWEST = 330

ACTIONS: tuple[ActionSpec[GroupsState], ...] = (
    ActionSpec("group.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "group.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)
_HINTS = {
    Change.PUT: N_(
        "From that day on. Somebody is in one group of similar tasks at a time; the one before ends the day "
        "before. Months that are settled keep the groups they were settled with."
    ),
    Change.TAKE_OUT: N_("Out of it from that day on; without a day, as if they had never been in it."),
    Change.RENAME: N_("Months that are settled keep the old name."),
}


class GroupPanel(QFrame):
    """Fills in what the state says is being changed."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: GroupsState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._hint = label("", "muted", wrap=True)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self,
            self._title,
            self.form,
            self._hint,
            self.actions_bar,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(1, 1)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the fields come before what is said about them."""
        super().resizeEvent(event)
        self._hint.setVisible(self.height() >= _LOW)

    def render_state(self, state: GroupsState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        self.setVisible(editing is not None)
        if editing is None:
            return
        self._title.setText(tr(TITLES[editing.change]))
        self._hint.setText(tr(_HINTS[editing.change]))
        self._title.setToolTip(self._hint.text())
        if before is None or before.change is not editing.change:
            self.form.show_fields(fields_of(editing, state.groups), editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"group.leave": self.left.emit, "group.save": self._save}[key]()

    def _save(self) -> None:
        state = self._state
        if state is None or state.editing is None or state.place.unit is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(state.editing, values=values, refused={}))
        self._desk.tasks.run(
            partial(save, unit=state.place.unit, editing=state.editing, values=values),
            label=tr("Saving"),
            done=self.saved.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: UserError) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None and isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)
