"""How many places a quota has by the points so far: live, before anybody settles anything."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from evalapp.domain.policy.model import Policy, Quota, QuotaBase, QuotaScope, Rating


class Places(Struct, frozen=True):
    """What a quota of the whole unit allows, of how many, and how many reach the level by points."""

    level: str
    percent: Decimal
    of: QuotaBase
    base: int
    allowed: int
    reached: int

    @property
    def over(self) -> int:
        """How many will have to go without."""
        return max(0, self.reached - self.allowed)


def places_so_far(
    policy: Policy, ratings: Iterable[Rating], *, exceptional: bool = False
) -> tuple[Places, ...]:
    """The quotas of the whole unit that set a percent, counted from everybody's points.

    `exceptional`: a decision allows the exception, which has a percent and a base of its own.
    """
    known = list(ratings)
    ranks = [
        policy.rank(rating.level_by_points)
        for rating in known
        if rating.rated and rating.level_by_points is not None
    ]
    levels = [rating.level for rating in known]
    return tuple(
        _places(quota.level, percent, of, len(known), ranks, levels)
        for quota in policy.quotas
        if quota.scope is QuotaScope.UNIT
        for percent, of in (_share(quota, exceptional=exceptional),)
        if percent is not None
    )


def _share(quota: Quota, *, exceptional: bool) -> tuple[Decimal | None, QuotaBase]:
    if exceptional and quota.percent is not None and quota.exceptional_percent is not None:
        return quota.exceptional_percent, quota.exceptional_base
    return quota.percent, quota.base


def _places(
    level: str, percent: Decimal, of: QuotaBase, staff: int, ranks: list[int], levels: list[str | None]
) -> Places:
    counted = {
        QuotaBase.STAFF: staff,
        QuotaBase.RATED: len(ranks),
        QuotaBase.GOOD: sum(rank <= 1 for rank in ranks),
        QuotaBase.GOOD_WITHOUT_TOP: sum(rank == 1 for rank in ranks),
    }
    base = counted[of]
    allowed = int(Fraction(percent) * base / 100)
    return Places(level, percent, of, base, allowed, levels.count(level))
