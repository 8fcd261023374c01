"""The panel beside the list: number, day and who decided, or the reason of a further entry."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.rewards import Unsure
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.rewards.editing import Doing, Editing, fields_of, save
from evalapp.ui.screens.rewards.state import RewardsState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

_NARROWEST = 320

ACTIONS: tuple[ActionSpec[RewardsState], ...] = (
    ActionSpec("ruling.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "ruling.save",
        N_("Save"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda state: not state.busy,
        words=lambda state: tr("It is so: save") if state.editing and state.editing.sure else tr("Save"),
    ),
)


class RulingPanel(QFrame):
    """Fills in what the state says is being filled in."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._editing: Editing | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._about = label(wrap=True)
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self, self._title, self._about, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM
        )
        layout.setStretch(2, 1)
        self.hide()

    def render_state(self, state: RewardsState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        before, editing = self._editing, state.editing
        self._editing = editing
        self.setVisible(editing is not None)
        if editing is None:
            return
        self._title.setText(editing.title)
        self._about.setText(editing.about)
        if before is None or before.key != editing.key:
            self.form.show_fields(fields_of(editing), editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"ruling.leave": self.left.emit, "ruling.save": self._save}[key]()

    def _save(self) -> None:
        editing = self._editing
        if editing is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        sure = editing.sure and values.get("day") == editing.values.get("day")
        editing = replace(editing, values=values, refused={}, sure=sure)
        self.edited.emit(editing)
        self._desk.tasks.run(
            partial(save, editing=editing, values=values),
            label=tr("Saving"),
            done=self.saved.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: UserError) -> None:
        editing = self._editing
        if editing is None:
            return
        if isinstance(error, Unsure):
            self.edited.emit(editing.refuse("day", tr_error(error), sure=True))
        elif isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            at = "number" if editing.doing in (Doing.DECIDE, Doing.PREPARE) else "reason"
            self.edited.emit(editing.refuse(at, tr_error(error)))
            self._desk.tell(tr_error(error), Tone.BAD)
