"""What a result lets somebody propose: a proposal is shown with its article, and an authority decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.parts import Consequence
from evalapp.domain.policy.reckoning import NOTHING_KNOWN

_NO_FACTS: Mapping[str, Any] = MappingProxyType({})


def proposals(
    policy: Policy,
    rating: Rating,
    *,
    form: str,
    period: Period | None = None,
    facts: Mapping[str, Any] = _NO_FACTS,
) -> tuple[Consequence, ...]:
    """The consequences that follow from a result, in the policy's order; none from a case without a level."""
    if not rating.rated or rating.level is None:
        return ()
    kind = period.kind if period else policy.period
    known = {**NOTHING_KNOWN, **facts, "level": rating.level, "total": rating.total or 0}
    return tuple(
        rule
        for rule in policy.consequences
        if (not rule.forms or form in rule.forms)
        and (not rule.periods or kind in rule.periods)
        and rule.when.judge(known, policy.rank)
    )
