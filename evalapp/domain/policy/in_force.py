"""Which rules of a policy are in force in a period: those that cover its first day, as a policy is chosen."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Level, Policy
from evalapp.domain.policy.parts import ALWAYS, Days

#: The lists of a policy whose parts may have days of their own.
_LISTS = ("gates", "events", "bonus_grounds", "consequences", "deduction_rules", "quotas")


def rules_for(policy: Policy, period: Period | None) -> Policy:
    """The policy with the rules of that period only; without a period, with those that have no end."""
    return _rules_on(_Same(policy), period.first_day if period else None)


class _Same:
    """A policy known by being the very same object: comparing what it says would take longer than rating."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.policy is self.policy

    def __hash__(self) -> int:
        return id(self.policy)


@lru_cache(maxsize=128)
def _rules_on(same: _Same, day: date | None) -> Policy:
    """Worked out once for a policy and a day, since every case of a month asks for it."""
    policy = same.policy
    if all(days is ALWAYS for days in _days(policy)):
        return policy
    cap = policy.head_cap
    return replace(
        policy,
        levels=tuple(_level(level, day) for level in policy.levels),
        head_cap=cap if cap is not None and cap.days.cover(day) else None,
        **{name: tuple(rule for rule in getattr(policy, name) if rule.days.cover(day)) for name in _LISTS},
    )


def _level(level: Level, day: date | None) -> Level:
    asked = tuple(further for further in level.further if further.days.cover(day))
    return level if asked == level.further else replace(level, further=asked)


def _days(policy: Policy) -> Iterator[Days]:
    for name in _LISTS:
        yield from (rule.days for rule in getattr(policy, name))
    yield from (further.days for level in policy.levels for further in level.further)
    if policy.head_cap is not None:
        yield policy.head_cap.days


def offered_first_day(policy: Policy, opened: Iterable[Period], today: date) -> date:
    """From which day a version made of a policy is offered: that of the first period that is not opened yet.

    Nothing opened: the period that holds today. Never outside the days of the policy.
    """
    known = [period for period in opened if period.kind is policy.period]
    after = max(known).next() if known else Period.holding(today, policy.period)
    return after.first_day if policy.covers(after.first_day) else policy.effective_from
