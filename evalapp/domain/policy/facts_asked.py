"""Which facts a policy looks at when it rates, so that only these are worked out."""

from collections.abc import Iterator

from evalapp.domain.periods import Period
from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Policy

#: What the rating itself reckons from other facts.
_FROM: dict[str, tuple[str, ...]] = {
    "served_months": ("worked_months", "excused_months"),
    "unexcused_months": ("absent_months", "excused_months"),
}


def facts_asked(policy: Policy, period: Period) -> frozenset[str]:
    """The facts that levels and gates look at in a period, and those that these are reckoned from."""
    if period.kind in policy.score_only:
        return frozenset()
    asked = {
        test.fact for condition in _conditions(rules_for(policy, period), period) for test in condition.tests
    }
    return frozenset(asked.union(*(_FROM.get(name, ()) for name in asked)))


def _conditions(policy: Policy, period: Period) -> Iterator[Condition]:
    for level in policy.levels:
        if level.requires is not None:
            yield level.requires
        yield from (further.when for further in level.further)
    for gate in policy.gates:
        if not gate.periods or period.kind in gate.periods:
            yield gate.when
