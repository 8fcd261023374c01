"""The order of people at a settlement: equals share a rank and a bracket, quotas draw their lines."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.policy.model import GroupRating, QuotaLine, Rating

_FIRST, _INSIDE, _LAST = "┌", "│", "└"  # as a bracket column draws them

Merit = tuple[bool, Decimal, Decimal]


class RankLine(Struct, frozen=True):
    """One person in the ranking, or the line that a quota draws between two of them."""

    key: str
    rank: int | None
    name: str
    code: str = ""
    position: str = ""
    similar: str = ""  # their group of similar tasks
    total: Decimal | None = None
    by_points: str | None = None
    level: str | None = None
    result: str = ""
    tone: Tone = Tone.PLAIN
    by_points_tone: Tone = Tone.PLAIN
    remark: str = ""
    bracket: str = ""
    is_limit: bool = False


class Ranks:
    """Everybody in the order that settling goes by: total, then points for results, then who goes first."""

    def __init__(self, rated: GroupRating, results_group: str, first: Sequence[str]) -> None:
        self._results = results_group
        over = {code for line in rated.quota for code in line.over}
        named = frozenset(first)
        self.ordered = sorted(
            rated.ratings,
            key=lambda rating: (*self._merit(rating), rating.id in named, rating.id not in over),
            reverse=True,
        )
        self._ranks: dict[Merit, int] = {}
        for rank, rating in enumerate(self.ordered, start=1):
            self._ranks.setdefault(self._merit(rating), rank)  # equals share the rank of the first of them
        self._of_total = Counter(merit[:2] for merit in self._ranks)

    def rank_of(self, rating: Rating) -> int | None:
        """The rank that somebody shares with whoever is equal; none without a total."""
        return None if rating.total is None else self._ranks[self._merit(rating)]

    def decider_of(self, rating: Rating) -> Decimal | None:
        """The points for results where they part somebody from others with the same total."""
        merit = self._merit(rating)
        return merit[2] if rating.total is not None and self._of_total[merit[:2]] > 1 else None

    def _merit(self, rating: Rating) -> Merit:
        results = rating.groups.get(self._results, Decimal(0))
        return rating.total is not None, rating.total or Decimal(0), results


def bracketed(lines: Sequence[RankLine], ties: Sequence[Sequence[str]]) -> list[RankLine]:
    """The lines with each group of equals that waits for a decision in a bracket."""
    parts: dict[str, str] = {}
    places = {line.key: number for number, line in enumerate(lines)}
    for tied in ties:
        together = sorted((key for key in tied if key in places), key=lambda key: places[key])
        if not together:
            continue
        parts |= dict.fromkeys(together, _INSIDE)
        parts |= {together[0]: _FIRST, together[-1]: _LAST}
    return [replace(line, bracket=parts.get(line.key, "")) for line in lines]


def with_limit(lines: Sequence[RankLine], quota: QuotaLine) -> list[RankLine]:
    """The lines with the quota's own drawn after as many of those who compete as may keep the level.

    A group with similar tasks has no line of its own here: its people stand among others.
    """
    if quota.allowed is None or quota.similar:
        return list(lines)
    tied = {code for tie in quota.ties for code in tie}
    over = frozenset(quota.over)
    competing = [
        number
        for number, line in enumerate(lines)
        if not line.is_limit and (line.level == quota.level or line.key in tied or line.key in over)
    ]
    if not competing:
        return list(lines)
    place = competing[min(quota.allowed, len(competing)) - 1] + 1 if quota.allowed else competing[0]
    within = place < len(lines) and lines[place - 1].bracket and lines[place].bracket in (_INSIDE, _LAST)
    drawn = RankLine(
        f"limit {quota.level}",
        None,
        _said(quota, len(competing), len(tied) if within else 0),
        bracket=_INSIDE if within else "",
        is_limit=True,
    )
    return [*lines[:place], drawn, *lines[place:]]


def _said(quota: QuotaLine, competing: int, tied: int) -> str:
    text = tr(
        "Cut-off of level {level}: at most {count} {count:person|people}",
        level=quota.level,
        count=quota.allowed or 0,
    )
    if tied:
        return tr("{line} – inside a tie of {count}", line=text, count=tied)
    left = (quota.allowed or 0) - competing
    return tr("{line}, {count} {count:place|places} left", line=text, count=left) if left > 0 else text
