"""How a longer period came out for the people of many units: a row for each, and shares by kind of unit."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from evalapp.base.messages import N_
from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.month_results import MonthResult
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.revisions import UnitReplaced
from evalapp.domain.rounds import RoundId, SheetId, Stage

#: Where the list of units gives no kind.
NO_KIND = "Đơn vị chưa ghi loại"


class Origin(StrEnum):
    """Where a row's result comes from."""

    SEALED = "sealed"
    OPEN = "open"
    EXTERNAL = "external"
    NONE = "none"
    NOT_COVERED = "not_covered"  # by no policy under which their unit has opened the period


ORIGIN_WORDS: Mapping[Origin, str] = {
    Origin.SEALED: N_("Closed"),
    Origin.OPEN: N_("Not closed yet"),
    Origin.EXTERNAL: N_("From outside"),
    Origin.NONE: N_("Not opened"),
    Origin.NOT_COVERED: N_("Not covered"),
}


class YearRow(Struct, frozen=True):
    """Somebody's longer period. A level stands only where it was decided; a total that is open may change."""

    person: PersonId
    code: str
    name: str
    position: str
    unit_code: str
    unit_name: str
    kind: str  # of the unit, as the list of units spells it
    origin: Origin
    policy: str = ""
    stage: Stage | None = None
    total: Decimal | None = None
    level: str | None = None
    reason: str | None = None
    reason_label: str = ""
    missing: tuple[str, ...] = ()  # the facts that a level waits for
    is_good: bool = False
    months: tuple[MonthResult, ...] = ()
    rests_on_months: bool = True  # else they are only shown beside it
    source: str = ""  # where a result from outside was said to come from
    round: RoundId | None = None
    sheet: SheetId | None = None

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order."""
        return person_sort_key(self.name), self.code

    @property
    def is_rated(self) -> bool:
        """Whether somebody decided a level that stands: sealed here, or made elsewhere."""
        return self.origin in (Origin.SEALED, Origin.EXTERNAL) and self.level is not None


class KindShare(Struct, frozen=True):
    """How many people of one kind of unit were rated, and how many of them good or better."""

    rated: int
    good: int

    @property
    def share(self) -> Decimal | None:
        """Percent with two decimals, half up; None where nobody was rated."""
        if not self.rated:
            return None
        return (Decimal(100 * self.good) / self.rated).quantize(Decimal("0.01"), ROUND_HALF_UP)


class YearReport(Struct, frozen=True):
    """A longer period of a unit and everything below it."""

    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    rows: tuple[YearRow, ...]
    policies: Mapping[str, str]  # titles by code
    level_labels: Mapping[str, str]
    hash: str
    score_only: bool = False  # the period gives a score and no level
    revisions: Mapping[str, int] = MappingProxyType({})  # of the rounds, by the unit's code
    replaced: tuple[UnitReplaced, ...] = ()  # the units that made theirs anew, in the order of the list

    @property
    def by_kind(self) -> dict[str, KindShare]:
        """Shares by kind of unit; a person with two results counts once, by the first."""
        return by_kind(self.rows)

    @property
    def is_final(self) -> bool:
        """Whether everybody whom the policies cover has a result that stands."""
        covered = [row for row in self.rows if row.origin is not Origin.NOT_COVERED]
        return bool(covered) and all(row.origin in (Origin.SEALED, Origin.EXTERNAL) for row in covered)


def by_kind(rows: Sequence[YearRow]) -> dict[str, KindShare]:
    """Count people by kind of unit."""
    seen: set[PersonId] = set()
    counted: dict[str, tuple[int, int]] = {}
    for row in rows:
        rated, good = counted.get(row.kind, (0, 0))
        if row.is_rated and row.person not in seen:
            seen.add(row.person)
            rated, good = rated + 1, good + row.is_good
        counted[row.kind] = rated, good
    return {kind: KindShare(*counts) for kind, counts in sorted(counted.items())}


def month_document(month: MonthResult) -> dict[str, Any]:
    """One month as the report's JSON carries it."""
    return {
        "period": str(month.period),
        "total": month.total,
        "level": month.level,
        "excluded": month.excluded,
        "missing": month.missing.value if month.missing else None,
        "detail": month.detail or None,
        "unit": month.unit or None,
    }
