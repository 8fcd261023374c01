"""Rating: one case, or a whole group at once. Exact, explained, without side effects.

The order is that of the regulations: criteria, groups, deductions, bonus, total, level, gates, the bond
between head and collective, the quotas over everybody, the final level.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.periods import Period
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Case, GroupDecision, GroupRating, Policy, Rating
from evalapp.domain.policy.reckoning import has_levels, reckon
from evalapp.domain.policy.settlement import settle

COLLECTIVE = "collective"
NO_DECISION = GroupDecision()


def rate(policy: Policy, case: Case, period: Period | None) -> Rating:
    """Rate one case on its own, before any quota."""
    return reckon(policy, case, period).rating()


def rate_group(
    policy: Policy, period: Period | None, cases: Sequence[Case], decision: GroupDecision = NO_DECISION
) -> GroupRating:
    """Rate and settle everybody of one group at once; ratings come back in the order given."""
    _refuse_doubles(cases)
    policy = rules_for(policy, period)
    reckoned = {case.id: reckon(policy, case, period) for case in cases if case.form == COLLECTIVE}
    unit_level = next(iter(reckoned.values())).level if len(reckoned) == 1 else None
    people = [reckon(policy, _under(case, unit_level), period) for case in cases if case.form != COLLECTIVE]
    reckoned |= {person.case.id: person for person in people}
    quotas = policy.quotas if has_levels(policy, period) else ()
    settled = settle(policy, quotas, people, decision)
    return GroupRating(ratings=tuple(reckoned[case.id].rating() for case in cases), quota=settled)


def _refuse_doubles(cases: Sequence[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UserError(N_("“{id}” is given twice; everybody is rated once."), id=case.id)
        seen.add(case.id)


def _under(case: Case, unit_level: str | None) -> Case:
    """The case with the collective's level as a fact, unless another is given."""
    if unit_level is None or "unit_level" in case.facts:
        return case
    return replace(case, facts={**case.facts, "unit_level": unit_level})
