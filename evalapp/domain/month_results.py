"""What the months of a quarter, half-year or year give to somebody's result, and what is missing.

A longer period is made of sealed results, never of scores: a month gives the total that was sealed, or does
not count for a reason of the registers, or is missing, which is said and never guessed.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct

from evalapp.base.messages import N_, plain
from evalapp.domain.periods import Period
from evalapp.domain.policy.work_done import MonthTotal


class Missing(StrEnum):
    """Why a month gives nothing, although it should."""

    NOT_OPENED = "not_opened"
    NOT_CLOSED = "not_closed"
    NOT_RATED = "not_rated"
    OTHER_POLICY = "other_policy"
    SEVERAL = "several"
    NO_POINTS = "no_points"


#: Each reason as it is said to people; `{detail}` is a unit, a policy or the reason given in the month.
MISSING_WORDS: Mapping[Missing, str] = {
    Missing.NOT_OPENED: N_("no result"),
    Missing.NOT_CLOSED: N_("not closed yet in {detail}"),
    Missing.NOT_RATED: N_("not rated: {detail}"),
    Missing.OTHER_POLICY: N_("rated under {detail}"),
    Missing.SEVERAL: N_("several results: {detail}"),
    Missing.NO_POINTS: N_("a level without points: {detail}"),
}


class FoundMonth(Struct, frozen=True):
    """A result of a month, or one on its way, as the workspace holds it; an external one has no sheet."""

    period: Period
    unit: str  # code of the unit that rated
    policy: str  # code of the regulation: a unit's own version counts as what it was made from
    is_closed: bool
    total: Decimal | None = None
    level: str | None = None
    reason: str = ""  # why it has no total, or where an external result comes from
    sheet: int | None = None
    seal: str = ""
    whole: Period | None = None  # the quarter that was scored directly, which gives to its months

    @property
    def under_way(self) -> str:
        """What is not closed yet: the unit, and the quarter where it is that which was opened."""
        return self.unit if self.whole is None else f"{self.unit}, {self.whole.label}"

    @property
    def is_external(self) -> bool:
        """Whether it was taken in from outside and never computed here."""
        return self.sheet is None


class MonthResult(Struct, frozen=True):
    """What one month gives: a total and where it was sealed, a reason not to count, or that it is missing."""

    period: Period
    total: Decimal | None = None
    level: str | None = None
    excluded: str | None = None
    missing: Missing | None = None
    detail: str = ""  # the unit, policy or reason that goes with what is missing
    unit: str = ""
    policy: str = ""
    sheet: int | None = None  # the sealed sheet; None where the result came from outside
    seal: str = ""

    @property
    def as_total(self) -> MonthTotal:
        """The month as the engine takes it."""
        return MonthTotal(self.period, self.total, self.excluded, self.level)

    @property
    def counts(self) -> bool:
        """Whether the month adds to the longer period."""
        return self.total is not None and self.excluded is None


class Replaced(Struct, frozen=True):
    """A result of a longer period that used a month which was reopened since, and what the month says now."""

    round: int  # the longer period
    period: Period
    unit: str
    code: str
    name: str
    month: Period
    before: tuple[Decimal | None, str | None]  # total and level as they were used
    after: tuple[Decimal | None, str | None]
    is_closed: bool  # whether the month is closed again, so that the longer period can be made anew

    @property
    def differs(self) -> bool:
        """Whether what was used no longer stands; a month that is open again may still come out so."""
        return not self.is_closed or self.before != self.after


def month_result(
    month: Period, found: Sequence[FoundMonth], *, excluded: str | None, policies: Collection[str]
) -> MonthResult:
    """What a month gives under these policies.

    A sealed result counts, also in a month that was leave, since somebody rated it; then a reason of the
    registers; then a result from outside, where nothing was sealed here. Two sealed results are never chosen
    between.
    """
    ours = [each for each in found if each.policy in policies and not each.is_external]
    sealed = [each for each in ours if each.is_closed and each.total is not None]
    if len(sealed) > 1:
        return MonthResult(month, missing=Missing.SEVERAL, detail=", ".join(each.unit for each in sealed))
    if sealed:
        return _counting(month, sealed[0])
    if excluded is not None:
        return MonthResult(month, excluded=excluded)
    return _without_seal(month, found, ours, policies)


def _without_seal(
    month: Period, found: Sequence[FoundMonth], ours: Sequence[FoundMonth], policies: Collection[str]
) -> MonthResult:
    under_way = [each for each in ours if not each.is_closed]
    unrated = [each for each in ours if each.is_closed]
    others = [each for each in found if each.policy not in policies and not each.is_external]
    external = next((each for each in found if each.is_external), None)
    if under_way:
        return MonthResult(month, missing=Missing.NOT_CLOSED, detail=under_way[0].under_way)
    if unrated:
        return MonthResult(month, missing=Missing.NOT_RATED, detail=unrated[0].reason)
    if others:
        return MonthResult(month, missing=Missing.OTHER_POLICY, detail=others[0].policy)
    if external is None:
        return MonthResult(month, missing=Missing.NOT_OPENED)
    if external.total is None:
        return MonthResult(month, missing=Missing.NO_POINTS, detail=external.level or "")
    return _counting(month, external)


def _counting(month: Period, of: FoundMonth) -> MonthResult:
    return MonthResult(
        month, of.total, of.level, unit=of.unit, policy=of.policy, sheet=of.sheet, seal=of.seal
    )


def months_document(months: Sequence[MonthResult]) -> list[dict[str, Any]]:
    """The months of one person as plain JSON values, as they are sealed: without any key of a row."""
    return [
        {
            "period": str(each.period),
            "total": None if each.total is None else plain(each.total),
            "level": each.level,
            "excluded": each.excluded,
            "missing": each.missing.value if each.missing else None,
            "detail": each.detail,
            "unit": each.unit,
            "policy": each.policy,
            "seal": each.seal,
        }
        for each in months
    ]


def months_from_document(document: Sequence[Mapping[str, Any]]) -> tuple[MonthResult, ...]:
    """Read back what was kept; `sheet` stands beside what is sealed."""
    return tuple(
        MonthResult(
            period=Period.parse(each["period"]),
            total=None if each["total"] is None else Decimal(each["total"]),
            level=each["level"],
            excluded=each["excluded"],
            missing=Missing(each["missing"]) if each["missing"] else None,
            detail=each["detail"],
            unit=each["unit"],
            policy=each["policy"],
            sheet=each.get("sheet"),
            seal=each["seal"],
        )
        for each in document
    )


class PartResult(Struct, frozen=True):
    """A shorter period inside a longer one, as it was sealed."""

    period: Period
    unit_code: str
    total: Decimal | None
    level: str | None
