"""The registers: what happened to a person or a unit, from which day, by which document, and the facts of it.

An entry is evidence. It never touches a score: a policy says what follows from a fact, and a head decides
what a suggestion costs. An entry is withdrawn with a reason, never deleted.
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, NewType, Self, cast

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.entry_kinds import KINDS, EntryKind, Measure
from evalapp.domain.people import PersonId, Role
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.facts import fact_value
from evalapp.domain.units import UnitId

EntryId = NewType("EntryId", int)
_SATURDAY = 5


class Entry(Struct, frozen=True):
    """One line of a register, about a person or about a unit."""

    id: EntryId
    kind: EntryKind
    since: date
    until: date | None = None
    person: PersonId | None = None
    unit: UnitId | None = None
    document: str = ""
    place: UnitId | None = None  # where the breach happened, where it is not where they are now
    place_code: str = ""
    note: str = ""
    breach: EntryId | None = None  # the first entry about the same breach
    topic: str = ""  # of a code of conduct, where an inspection found it
    recorded_by: str = ""
    recorded_at: datetime | None = None
    withdrawn: str | None = None  # why it no longer stands
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    counts_from: date | None = (
        None  # the day it counts on, where its own month was decided before it was known
    )

    def __post_init__(self) -> None:
        if (self.person is None) == (self.unit is None):
            raise ValueError("an entry is about a person or about a unit")
        if self.until is not None and self.until < self.since:
            raise UserError(N_("The last day lies before the first day. Correct one of them."))

    @property
    def root(self) -> EntryId:
        """The entry that stands for the breach, however many decisions were made about it."""
        return self.breach or self.id

    def withdraw(self, *, reason: str, by: str, at: datetime) -> Self:
        """The entry as withdrawn; it stays on record with the reason."""
        if self.withdrawn is not None:
            raise UserError(N_("This entry was withdrawn already: {reason}."), reason=self.withdrawn)
        if not reason.strip():
            raise UserError(N_("Withdrawing an entry needs a reason: it stays on record with it."))
        return replace(self, withdrawn=reason.strip(), withdrawn_by=by, withdrawn_at=at)


class Hindrance(StrEnum):
    """Why an entry that bears on a period does not count in it."""

    NONE = ""
    USED = "used"
    ELSEWHERE = "elsewhere"
    SAME_BREACH = "same_breach"


HINDRANCE_LABELS = {
    Hindrance.USED: N_("Counted already in another result"),
    Hindrance.ELSEWHERE: N_("Counts in the unit where it happened"),
    Hindrance.SAME_BREACH: N_("The same breach counts once"),
}


class Use(Struct, frozen=True):
    """An entry in a sealed result: whose, in which unit and period."""

    entry: EntryId
    person_code: str
    unit_code: str
    period: Period
    revision: int
    policy: int = 0  # the key of the policy that the result follows

    def __str__(self) -> str:
        return f"{self.unit_code} {self.period}"


class Evidence(Struct, frozen=True):
    """An entry as it bears on one person in one period; a sealed result keeps it in these words."""

    entry: EntryId
    kind: EntryKind
    since: date
    until: date | None = None
    document: str = ""
    note: str = ""
    place: str = ""
    of_unit: bool = False  # recorded about the unit that they lead
    hindrance: Hindrance = Hindrance.NONE
    used_in: str = ""
    topic: str = ""  # of a code of conduct, where an inspection found it

    @property
    def counts(self) -> bool:
        """Whether it feeds facts and suggestions of this period."""
        return self.hindrance is Hindrance.NONE

    @property
    def fact(self) -> str:
        """The fact that it feeds here, if any."""
        return self.kind.fact if self.counts else ""

    @property
    def written(self) -> str:
        """The entry in one line, as papers and notes carry it."""
        number = f", số {self.document}" if self.document else ""
        topic = f" ({self.topic})" if self.topic else ""
        return f"{self.kind.written}{topic}{number}, {self._days}"

    @property
    def about(self) -> str:
        """The entry without what it is called: its topic, its document and its days."""
        number = f"số {self.document}" if self.document else ""
        topic = f"({self.topic})" if self.topic else ""
        return ", ".join(part for part in (topic, number, self._days) if part)

    @property
    def _days(self) -> str:
        if self.until is None or self.until == self.since:
            return f"ngày {self.since:%d/%m/%Y}"
        return f"từ {self.since:%d/%m/%Y} đến {self.until:%d/%m/%Y}"


def evidence_of(
    entries: Iterable[Entry],
    *,
    person: PersonId,
    role: Role,
    unit: UnitId,
    period: Period,
    uses: Mapping[EntryId, Use],
) -> tuple[Evidence, ...]:
    """What the registers hold of somebody in a unit's period; `uses` are by the root of the breach.

    What is recorded about a unit bears on its head only: a deputy answers for a field, which the entry does
    not name; an entry about the deputy says so.
    """
    seen: set[EntryId] = set()
    found: list[Evidence] = []
    for entry in sorted(entries, key=_order):
        about = entry.person == person or (entry.unit == unit and role is Role.HEAD)
        if entry.withdrawn is not None or not about or not _bears(entry, period):
            continue
        used = uses.get(entry.root) if entry.kind.once_only else None
        hindrance = _hindrance(entry, unit, used, seen)
        seen.add(entry.root)
        found.append(
            Evidence(
                entry.id,
                entry.kind,
                entry.since,
                entry.until,
                entry.document,
                entry.note,
                entry.place_code,
                entry.unit is not None,
                hindrance,
                str(used) if used and hindrance is Hindrance.USED else "",
                entry.topic,
            )
        )
    return tuple(found)


def _order(entry: Entry) -> tuple[date, str, str, str, int]:
    return entry.since, entry.kind.code, entry.document, entry.note, entry.id


def _bears(entry: Entry, period: Period) -> bool:
    """Leave bears while it lasts, and absence on the rest of the year; everything else on its first day."""
    if not entry.kind.is_leave:
        return period.first_day <= (entry.counts_from or entry.since) <= period.last_day
    begin = date(period.year, 1, 1) if entry.kind.measure is Measure.MONTHS else period.first_day
    return entry.since <= period.last_day and (entry.until is None or begin <= entry.until)


def _hindrance(entry: Entry, unit: UnitId, used: Use | None, seen: set[EntryId]) -> Hindrance:
    if used is not None:
        return Hindrance.USED
    if entry.place is not None and entry.place != unit:
        return Hindrance.ELSEWHERE
    return Hindrance.SAME_BREACH if entry.kind.once_only and entry.root in seen else Hindrance.NONE


def facts_from(evidence: Sequence[Evidence], period: Period) -> dict[str, Any]:
    """The facts that follow from what counts; of what nothing is recorded there is no fact.

    Absence counts from the first of January to the period's last day, overlapping leaves once.
    """
    facts: dict[str, Any] = {}
    for each in evidence:
        if each.fact and each.kind.measure is Measure.YES:
            facts[each.fact] = True
        elif each.fact and each.kind.measure is Measure.COUNT:
            facts[each.fact] = facts.get(each.fact, Decimal(0)) + 1
        elif each.fact and each.kind.measure is Measure.DAYS:
            facts[each.fact] = facts.get(each.fact, Decimal(0)) + weekdays(each.since, each.until)
    leaves = [each for each in evidence if each.fact and each.kind.measure is Measure.MONTHS]
    if leaves:
        absent = absent_months([(leave.since, leave.until) for leave in leaves], period)
        excused = [(leave.since, leave.until) for leave in leaves if leave.kind.excused]
        facts["absent_months"] = absent
        facts["excused_months"] = absent_months(excused, period)
        if period.kind is PeriodKind.YEAR:
            facts["worked_months"] = Decimal(12) - absent
    return facts


def weekdays(since: date, until: date | None) -> int:
    """How many days from Monday to Friday an absence took; without a last day it took the first alone.

    A day off inside it is left out by entering the absence in two parts, as offices write it.
    """
    if until is None:
        return 1
    weeks, rest = divmod((until - since).days + 1, 7)
    left = ((since.weekday() + number) % 7 for number in range(rest))
    return 5 * weeks + sum(day < _SATURDAY for day in left)


def absent_months(leaves: Sequence[tuple[date, date | None]], period: Period) -> Decimal:
    """How many months of the year were leave: whole months by the calendar, the days left over as thirtieths.

    From the 15th of March to the 14th of September are six months, however long those months are.
    """
    january = date(period.year, 1, 1)
    inside = sorted(
        (max(since, january), min(until or period.last_day, period.last_day)) for since, until in leaves
    )
    months = days = 0
    for begin, end in _joined(inside):
        whole, rest = _months_and_days(begin, end + timedelta(days=1))
        months, days = months + whole, days + rest
    exact = months + Decimal(days) / 30
    return min(exact.quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal(12))


def _joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The spans in order, those that touch or overlap made one."""
    joined: list[tuple[date, date]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif begin <= end:
            joined.append((begin, end))
    return joined


def _months_and_days(begin: date, after: date) -> tuple[int, int]:
    months = (after.year - begin.year) * 12 + after.month - begin.month
    while _later(begin, months) > after:
        months -= 1
    return months, (after - _later(begin, months)).days


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def evidence_document(evidence: Evidence) -> dict[str, Any]:
    """Evidence as a seal covers it: its words, and no key of a row."""
    return {
        "kind": evidence.kind.code,
        "since": evidence.since.isoformat(),
        "until": evidence.until.isoformat() if evidence.until else None,
        "document": evidence.document,
        "note": evidence.note,
        "place": evidence.place,
        "of_unit": evidence.of_unit,
        "hindrance": evidence.hindrance.value,
        "used_in": evidence.used_in,
        **({"topic": evidence.topic} if evidence.topic else {}),
    }


def evidence_from_document(entry: EntryId, document: Mapping[str, Any]) -> Evidence:
    """Read back what `evidence_document` wrote of an entry."""
    return Evidence(
        entry,
        KINDS[document["kind"]],
        date.fromisoformat(document["since"]),
        date.fromisoformat(document["until"]) if document["until"] else None,
        document["document"],
        document["note"],
        document["place"],
        document["of_unit"],
        Hindrance(document["hindrance"]),
        document["used_in"],
        document.get("topic", ""),
    )


def facts_document(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON carries them: yes and no as such, numbers as strings."""
    return {
        name: plain(value) if isinstance(value, Decimal) else value for name, value in sorted(facts.items())
    }


def facts_from_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Read back what `facts_document` wrote."""
    return {name: _fact_kept(name, value) for name, value in document.items()}


def _fact_kept(name: str, value: Any) -> Any:
    """A fact as it was written; its levels were checked then, and a gap among earlier ones is None."""
    if isinstance(value, list):
        return tuple(cast("list[str | None]", value))
    return fact_value(name, value, (value,) if isinstance(value, str) else ())
