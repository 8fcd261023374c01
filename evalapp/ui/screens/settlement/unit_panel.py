"""The panel beside the ranking in which the unit itself is rated, before its people."""

from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.settlement.state import SettlementState
from evalapp.ui.screens.settlement.unit_rating import fields_of, save_rating
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.collectives import clear_collective
from evalapp.usecases.entering import FieldError

_NARROWEST = 360

ACTIONS: tuple[ActionSpec[SettlementState], ...] = (
    ActionSpec("unit.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "unit.clear",
        N_("Take it back"),
        allowed=lambda state: state.can_decide,
        shown=lambda state: state.round is not None and state.round.collective is not None,
    ),
    ActionSpec("unit.save", N_("Save"), primary=True, allowed=lambda state: state.can_decide),
)


class UnitPanel(QFrame):
    """Fills in the unit's rating."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: SettlementState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._hint = label("", "muted", wrap=True)
        self.form = Form(tr("Rating of the unit"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self, self._title, self._hint, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM
        )
        layout.setStretch(2, 1)
        self.hide()

    def render_state(self, state: SettlementState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        was_open = self._state is not None and self._state.unit_rating is not None
        self._state = state
        filled, current, policy = state.unit_rating, state.round, state.policy
        self.setVisible(filled is not None)
        if filled is None or current is None or policy is None:
            return
        self._title.setText(tr("Rating of {unit}", unit=current.unit_name))
        self._hint.setText(
            tr("The unit is rated before its people; its head cannot stand above it.")
            if policy.head_cap
            else tr("The unit is rated before its people.")
        )
        if not was_open:
            self.form.show_fields(fields_of(policy, current.period), filled.values)
            self.form.begin()
        self.form.mark(filled.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"unit.leave": self.left.emit, "unit.clear": self._clear, "unit.save": self._save}[key]()

    def _save(self) -> None:
        state = self._state
        if state is None or state.round is None or state.unit_rating is None:
            return
        values = MappingProxyType(self.form.values)
        self.edited.emit(replace(state.unit_rating, values=values, refused={}))
        self._desk.tasks.run(
            partial(save_rating, round_id=state.round.id, values=values),
            label=tr("Saving"),
            done=self.saved.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _clear(self) -> None:
        if self._state and self._state.round:
            self._desk.tasks.run(
                partial(clear_collective, round_id=self._state.round.id),
                label=tr("Saving"),
                done=self.saved.emit,
                owner=self,
            )

    def _mark_refused(self, error: UserError) -> None:
        filled = self._state.unit_rating if self._state else None
        if filled is not None and isinstance(error, FieldError):
            self.edited.emit(replace(filled, refused=MappingProxyType({error.field: tr_error(error)})))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)
