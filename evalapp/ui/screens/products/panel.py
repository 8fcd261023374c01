"""The panel beside the products: what they come to, or the line that is being filled in."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.products.editing import fields_of, save_line
from evalapp.ui.screens.products.state import ProductsState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

_NARROWEST = 300

ACTIONS: tuple[ActionSpec[ProductsState], ...] = (
    ActionSpec("line.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "line.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)


class LinePanel(QFrame):
    """Explains what is shown; fills in what the state says is being edited."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: ProductsState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.explained = label(wrap=True)
        self.explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        parts = (self._title, self.explained, self.form, self.actions_bar)
        layout = column(self, *parts, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(2, 1)
        self._layout = layout

    def render_state(self, state: ProductsState) -> None:
        """Draw what is being filled in, else what the products come to."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        for part in (self.form, self.actions_bar):
            part.setVisible(editing is not None)
        self.explained.setVisible(editing is None)
        if editing is None:
            self._title.setText(tr("What it comes to"))
            self.explained.setText("\n\n".join(state.explained))
            self._layout.setStretch(2, 0)
            self._layout.setStretch(1, 1)
            return
        self._layout.setStretch(1, 0)
        self._layout.setStretch(2, 1)
        self._title.setText(editing.title)
        if before is None or (before.person, before.product) != (editing.person, editing.product):
            people = [each.person for each in state.people]
            self.form.show_fields(fields_of(editing, state.catalogue, people), editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"line.leave": self.left.emit, "line.save": self._save}[key]()

    def _save(self) -> None:
        state = self._state
        if state is None or state.editing is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(state.editing, values=values, refused={}))
        saving = partial(
            save_line,
            editing=state.editing,
            period=state.place.period,
            values=values,
            catalogue=state.catalogue,
        )
        self._desk.tasks.run(
            saving, label=tr("Saving"), done=self.saved.emit, owner=self, refused=self._mark_refused
        )

    def _mark_refused(self, error: UserError) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None and isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)
