"""Handing a round to the engine: every person's case by the deciding stage, all at once."""

from collections.abc import Sequence

from msgspec.structs import replace

from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.model import GroupDecision, GroupRating, Policy, Rating
from evalapp.domain.rounds import Round, Sheet
from evalapp.domain.suggestions import with_evidence


def rate_round(
    policy: Policy,
    of: Round,
    sheets: Sequence[Sheet],
    *,
    first: tuple[str, ...] = (),
    exception: str | None = None,
) -> GroupRating:
    """Rate everybody of a round with its quota."""
    decision = GroupDecision(exceptional_decision=exception, decided=first)
    rated = rate_group(policy, of.period, [sheet.case() for sheet in sheets], decision)
    told = (with_evidence(rating, policy, sheet) for rating, sheet in zip(rated.ratings, sheets, strict=True))
    return replace(rated, ratings=tuple(told))


def rate_sheet(policy: Policy, of: Round, sheet: Sheet) -> Rating:
    """Rate one person by points and gates, before any quota."""
    return with_evidence(rate(policy, sheet.case(), of.period), policy, sheet)
