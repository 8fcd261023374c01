"""Reading proposals and decisions of a unit and below it, in one transaction."""

from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.screens.rewards.state import THIS_PERIOD, RewardsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.rewards import list_proposals


def read_rewards(work: Work, *, place: Place, periods: str) -> RewardsState:
    """What is proposed and decided in a period, or ever."""
    if place.unit is None:
        return RewardsState(place, periods=periods, loaded=True)
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
        loaded=True,
    )
