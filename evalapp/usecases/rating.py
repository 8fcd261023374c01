"""Handing a round to the engine: every person's case by the deciding stage, all at once."""

from collections.abc import Sequence
from typing import NamedTuple

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


class Named(NamedTuple):
    """A round rated with those named to go first among equals, and who of them a tie asks for."""

    rated: GroupRating
    first: tuple[str, ...]


def rate_named(
    policy: Policy, of: Round, sheets: Sequence[Sheet], *, named: Sequence[str], exception: str | None
) -> Named:
    """Rate everybody; of those named they count who are tied at a line: another line, and nobody may be."""
    first: tuple[str, ...] = ()
    rated = rate_round(policy, of, sheets, exception=exception)
    while more := _asked_for(rated, [code for code in named if code not in first]):
        first = (*first, *more)
        rated = rate_round(policy, of, sheets, first=first, exception=exception)
    return Named(rated, first)


def _asked_for(rated: GroupRating, named: Sequence[str]) -> tuple[str, ...]:
    tied = {code for tie in rated.waiting for code in tie}
    return tuple(code for code in named if code in tied)


def rate_sheet(policy: Policy, of: Round, sheet: Sheet) -> Rating:
    """Rate one person by points and gates, before any quota."""
    return with_evidence(rate(policy, sheet.case(), of.period), policy, sheet)
