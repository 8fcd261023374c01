"""Trying one rule: the facts it looks at, and what the engine makes of somebody with it and without it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.periods import Period
from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.facts import COMPUTED, FACTS, fact_value
from evalapp.domain.policy.kinds import may_be_empty
from evalapp.domain.policy.model import Case, Criterion, Form, Kind, Policy, Rating
from evalapp.domain.policy.parts import Consequence
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.proposals import proposals
from evalapp.domain.policy.reckoning import NOTHING_KNOWN

_LISTS: Mapping[str, str] = {"gate": "gates", "consequence": "consequences"}


class Trial(Struct, frozen=True):
    """What came out: whether the condition holds, and the rating with the rule and without it."""

    verdict: bool | None  # None: a fact that it needs is not known
    unknown: tuple[str, ...]
    with_rule: Rating
    without_rule: Rating
    proposed: tuple[Consequence, ...] = ()


def condition_of(policy: Policy, path: Path) -> Condition | None:
    """The condition of the rule at a path of the policy's document."""
    match path:
        case ("gate", int(number)):
            return policy.gates[number].when
        case ("consequence", int(number)):
            return policy.consequences[number].when
        case ("level", int(number)):
            return policy.levels[number].requires
        case ("level", int(number), "further", int(place)):
            return policy.levels[number].further[place].when
        case _:
            return None


def asked_facts(policy: Policy, path: Path) -> tuple[str, ...]:
    """The facts that somebody who tries the rule may give."""
    if path == ("head_cap",):
        return ("unit_level",)
    condition = condition_of(policy, path)
    names = {test.fact for test in condition.tests} if condition else set[str]()
    return tuple(name for name, fact in FACTS.items() if name in names and fact.source != COMPUTED)


def given_facts(policy: Policy, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the engine compares them; refuse what a fact cannot be, naming it."""
    levels = tuple(level.code for level in policy.levels)
    return {name: fact_value(name, value, levels) for name, value in typed.items()}


def tried(
    policy: Policy,
    path: Path,
    *,
    form: Form,
    total: Decimal | None,
    facts: Mapping[str, Any],
    period: Period | None,
) -> Trial:
    """Rate somebody with those points and facts, by the policy and by the policy without the rule."""
    case = Case("thu", form.code, points_of(form, total), facts=facts)
    outcome, other = rate(policy, case, period), rate(_without(policy, path), case, period)
    condition = condition_of(policy, path)
    known = {**NOTHING_KNOWN, **facts, "total": outcome.total or Decimal(0), "level": outcome.level}
    found = proposals(policy, outcome, form=form.code, period=period, facts=facts)
    own = policy.consequences[_place(path)] if path[:1] == ("consequence",) else None
    return Trial(
        None if condition is None else condition.judge(known, policy.rank),
        () if condition is None else condition.unknown(known),
        outcome,
        other,
        tuple(each for each in found if each is own),
    )


def _place(path: Path) -> int:
    return path[1] if len(path) > 1 and isinstance(path[1], int) else -1


def points_of(form: Form, total: Decimal | None) -> dict[str, Decimal]:
    """Points for the groups of a form that add up to a total; without one every group is full."""
    room = _most(group for group in form.groups if not may_be_empty(group))
    bonus = _most(group for group in form.groups if group.kind is Kind.BONUS)
    left = room if total is None else total
    if left > room + bonus:
        raise UserError(N_("The form has {most} points at most, not {total}."), most=room + bonus, total=left)
    points: dict[str, Decimal] = {}
    for group in sorted(form.groups, key=may_be_empty):
        most = group.maximum or Decimal(0)
        if group.kind is Kind.DEDUCTION:
            continue
        if group.kind is Kind.PASS_FAIL:
            points[group.code] = group.maximum or Decimal(1)
            left -= group.maximum or Decimal(0)
        elif most and (left > 0 or not may_be_empty(group)):
            points[group.code] = min(most, max(left, Decimal(0)))
            left -= points[group.code]
    return points


def _most(groups: Iterable[Criterion]) -> Decimal:
    return sum((group.maximum or Decimal(0) for group in groups), Decimal(0))


def _without(policy: Policy, path: Path) -> Policy:
    """The policy as if the rule were not there."""
    match path:
        case ("head_cap",):
            return replace(policy, head_cap=None)
        case ("level", int(number)):
            return _with_level(policy, number, requires=None)
        case ("level", int(number), "further", int(place)):
            further = policy.levels[number].further
            return _with_level(policy, number, further=(*further[:place], *further[place + 1 :]))
        case (str(key), int(number)) if key in _LISTS:
            rules = getattr(policy, _LISTS[key])
            return replace(policy, **{_LISTS[key]: (*rules[:number], *rules[number + 1 :])})
        case _:
            return policy


def _with_level(policy: Policy, number: int, **changed: Any) -> Policy:
    level = replace(policy.levels[number], **changed)
    return replace(policy, levels=(*policy.levels[:number], level, *policy.levels[number + 1 :]))
