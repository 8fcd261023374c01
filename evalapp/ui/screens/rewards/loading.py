"""Reading proposals and decisions of a unit and below it, in one transaction."""

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.screens.rewards.state import THIS_PERIOD, Gap, RewardsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.choosing import choose_policy
from evalapp.usecases.rewards import list_proposals


def read_rewards(work: Work, *, place: Place, periods: str) -> RewardsState:
    """What is proposed and decided in a period, or ever."""
    if place.unit is None:
        return RewardsState(place, periods=periods, gap=Gap.NO_UNITS, loaded=True)
    unit = work.units.by_code(place.unit).id
    found = list_proposals(work, unit=unit, period=place.period if periods == THIS_PERIOD else None)
    rounds = {each.basis.round for each in found}
    policies = {work.rounds.get(key).policy.id for key in list(rounds)[:1]}
    levels = [level.code for key in policies for level in work.policies.get(key).levels]
    return RewardsState(
        place,
        tuple(found),
        tuple(levels),
        periods=periods,
        may_decide=work.may(Right.DECIDE, unit),
        may_prepare=work.may(Right.PREPARE_DECISIONS, unit),
        gap=None if found else _gap(work, unit, place.period),
        loaded=True,
    )


def _gap(work: Work, unit: UnitId, period: Period) -> Gap:
    """What is missing for something to be proposed of a unit's month."""
    rounds = work.rounds.all(unit=unit, period=period)
    try:
        policies = [each.policy.id for each in rounds] or [
            choose_policy(work, unit=work.units.get(unit), period=period, policy_code=None).id
        ]
    except UserError:  # none is in force, or a person has to choose: opening the month says so
        return Gap.NOT_OPENED
    if not any(work.policies.get(key).consequences for key in policies):
        return Gap.NO_RULES
    if not rounds:
        return Gap.NOT_OPENED
    return Gap.NONE if all(each.stage is Stage.CLOSED for each in rounds) else Gap.NOT_CLOSED
