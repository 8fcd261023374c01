"""A panel beside a list in which something is filled in: title, fields, what is said of them, Save."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import column, label

_NARROWEST = 330
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Filling:
    """What is filled in; `key` says when it is another thing, so that the fields begin anew."""

    key: str
    title: str
    hint: str
    fields: tuple[FieldSpec, ...]
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    refused: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    busy: bool = False


ACTIONS: tuple[ActionSpec[Filling], ...] = (
    ActionSpec("filled.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "filled.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)


class FormPanel(QFrame):
    """Shows a `Filling`; what is typed stays while only the reasons change."""

    left = Signal()
    submitted = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._key = ""
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._hint = label("", "muted", wrap=True)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._submit)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        parts = (self._title, self.form, self._hint, self.actions_bar)
        column(self, *parts, margin=LARGE, spacing=MEDIUM).setStretch(1, 1)
        self.hide()

    def show_filling(self, filling: Filling | None) -> None:
        """Show what is being filled in; nothing hides the panel."""
        self.setVisible(filling is not None)
        if filling is None:
            self._key = ""
            return
        self._title.setText(filling.title)
        self._hint.setText(filling.hint)
        if filling.key != self._key:
            self._key = filling.key
            self.form.show_fields(filling.fields, filling.values)
            self.form.begin()
        self.form.mark(filling.refused)
        self.actions_bar.show_state(filling)

    def _do(self, key: str) -> None:
        {"filled.leave": self.left.emit, "filled.save": self._submit}[key]()

    def _submit(self) -> None:
        self.submitted.emit(self.form.values)
