"""What the panel beside the ranking is filled in with: the unit itself is rated before its people."""

from functools import partial

from evalapp.base.messages import N_, tr
from evalapp.ui.screens.settlement.state import SettlementState
from evalapp.ui.screens.settlement.unit_rating import fields_of, save_rating
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import offered
from evalapp.ui.shell.half_typed import Aside

CLEAR = offered("unit.clear", N_("Take it back"))


def filling_of(state: SettlementState) -> Filling | None:
    """The unit's rating while it is filled in."""
    filled, current, policy = state.unit_rating, state.round, state.policy
    if filled is None or current is None or policy is None:
        return None
    return Filling(
        key="unit",
        title=tr("Rating of {unit}", unit=current.unit_name),
        fields=partial(fields_of, policy, current.period),
        filled=filled,
        save=partial(save_rating, round_id=current.id),
        about=tr("The unit is rated before its people; its head cannot stand above it.")
        if policy.head_cap
        else tr("The unit is rated before its people."),
        busy=not state.can_decide,
        offers=frozenset({CLEAR.key} if current.collective is not None else ()),
        aside=Aside(f"unit_rating/{current.id}"),
    )
