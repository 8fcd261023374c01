"""The panel beside the registers: fills in a new entry, or completes a known one."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.people import Person
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.registers.editing import Editing, fields_of, save_entry
from evalapp.ui.screens.registers.state import RegistersState, person_choice
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

_NARROWEST = 330

ACTIONS: tuple[ActionSpec[RegistersState], ...] = (
    ActionSpec("entry.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "entry.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)


class EntryPanel(QFrame):
    """Fills in what the state says is being edited."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: RegistersState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(self, self._title, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(1, 1)
        self.hide()

    def render_state(self, state: RegistersState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        self.setVisible(editing is not None)
        if editing is None:
            return
        self._title.setText(editing.title)
        if before is None or before.entry != editing.entry:
            people = map(person_choice, {**_of_entries(state), **{p.code: p for p in state.people}}.values())
            fields = fields_of(editing, people, state.units, state.place.unit or "", state.entries)
            self.form.show_fields(fields, editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"entry.leave": self.left.emit, "entry.save": self._save}[key]()

    def _save(self) -> None:
        editing = self._state.editing if self._state else None
        if editing is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(editing, values=values, refused={}))
        self._desk.tasks.run(
            partial(save_entry, editing=editing, values=values),
            label=tr("Saving"),
            done=self.saved.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: UserError) -> None:
        editing: Editing | None = self._state.editing if self._state else None
        if editing is not None and isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)


def _of_entries(state: RegistersState) -> dict[str, Person]:
    return {line.person.code: line.person for line in state.entries if line.person}
