"""The panel beside the list: fills in what a new draft is for."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.units import Unit
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, still
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.beginning import Beginning, fields_of, save_beginning
from evalapp.ui.shell.routes import Desk

_NARROWEST = 330

ACTIONS: tuple[ActionSpec[Beginning], ...] = (
    ActionSpec("begin.leave", N_("Close"), shortcut="Esc"),
    ActionSpec("begin.save", N_("Begin the draft"), shortcut="Ctrl+Return", primary=True),
)


class BeginPanel(QFrame):
    """Begins a draft from a version."""

    left = Signal()
    begun = Signal(object)  # the draft
    edited = Signal(object)  # what is filled in, with what was refused of it

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._desk = desk
        self._beginning: Beginning | None = None
        self._from = label(look="muted", wrap=True)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self,
            label(tr("New draft"), "title"),
            self._from,
            self.form,
            self.actions_bar,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(2, 1)
        layout.addStretch()
        still(self._from)
        self.hide()

    def show_beginning(self, beginning: Beginning | None, units: Sequence[Unit]) -> None:
        """Fill in this; what is typed stays while only the reasons change."""
        before = self._beginning
        self._beginning = beginning
        self.setVisible(beginning is not None)
        if beginning is None:
            return
        origin = beginning.origin
        self._from.setText(tr("From {policy}: {title}", policy=origin.code, title=origin.title))
        if before is None or before.origin.hash != origin.hash:
            self.form.show_fields(fields_of(beginning, units), beginning.values)
            if before is None:
                self.form.begin()
        self.form.mark(beginning.refused)
        self.actions_bar.show_state(beginning)

    def _do(self, key: str) -> None:
        {"begin.leave": self.left.emit, "begin.save": self._save}[key]()

    def _save(self) -> None:
        beginning = self._beginning
        if beginning is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(beginning, refused={}))
        self._desk.tasks.run(
            partial(save_beginning, beginning=beginning, values=values),
            label=tr("Saving"),
            done=self.begun.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: UserError) -> None:
        if self._beginning is not None and isinstance(error, FieldError):
            self.edited.emit(self._beginning.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)
