"""What a result lets somebody propose: a proposal is shown with its article, and an authority decides."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from evalapp.domain.periods import Period
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.parts import Consequence, Gaps
from evalapp.domain.policy.reckoning import NOTHING_KNOWN

_NO_FACTS: Mapping[str, Any] = MappingProxyType({})


class Following(Struct, frozen=True):
    """A consequence that follows from a result, or cannot be judged until these facts are known."""

    rule: Consequence
    unknown: tuple[str, ...] = ()


def following(
    policy: Policy,
    rating: Rating,
    *,
    form: str,
    period: Period | None = None,
    facts: Mapping[str, Any] = _NO_FACTS,
) -> tuple[Following, ...]:
    """What follows from a result, and what cannot be judged yet, in the policy's order.

    In `previous_levels` a period without a level is None: it ends a row of equal levels, unless the rule
    says that such periods are passed over.
    """
    if not rating.rated or rating.level is None:
        return ()
    return tuple(_weighed(policy, rating, form, period, facts))


def proposals(
    policy: Policy,
    rating: Rating,
    *,
    form: str,
    period: Period | None = None,
    facts: Mapping[str, Any] = _NO_FACTS,
) -> tuple[Consequence, ...]:
    """The consequences that follow from a result, in the policy's order; none from a case without a level."""
    weighed = following(policy, rating, form=form, period=period, facts=facts)
    return tuple(each.rule for each in weighed if not each.unknown)


def _weighed(
    policy: Policy, rating: Rating, form: str, period: Period | None, facts: Mapping[str, Any]
) -> Iterator[Following]:
    kind = period.kind if period else policy.period
    known: dict[str, Any] = {**NOTHING_KNOWN, **facts, "level": rating.level, "total": rating.total or 0}
    before: Sequence[str | None] = known["previous_levels"]
    passed_over = {**known, "previous_levels": tuple(level for level in before if level is not None)}
    for rule in rules_for(policy, period).consequences:
        if (rule.forms and form not in rule.forms) or (rule.periods and kind not in rule.periods):
            continue
        judged = passed_over if rule.gaps is Gaps.SKIP else known
        verdict = rule.when.judge(judged, policy.rank)
        if verdict:
            yield Following(rule)
        elif verdict is None:
            yield Following(rule, rule.when.unknown(judged))
