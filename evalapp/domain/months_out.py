"""Which months of a longer period somebody's result is not made of, and why.

A month that is all leave of the kinds that Decree 335/2025, art. 11.2 names (sick, maternity, unpaid), and a
month before somebody came or after they left, has no result and is not missed: the rest of the period is
what they really worked.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from evalapp.base.messages import N_
from evalapp.domain.entry_kinds import KINDS, EntryKind, Measure
from evalapp.domain.people import Person, Position
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.registers import Entry

#: The reason of a month in which somebody held no position at all; the others are kinds of leave.
NOT_IN_SERVICE = "not_in_service"
_SATURDAY = 5


def months_that_do_not_count(
    person: Person, entries: Iterable[Entry], period: Period
) -> Mapping[Period, str]:
    """The months of a period that do not count for somebody, each with its reason (see `reason_words`).

    A month is leave where every Monday to Friday of it is; of several kinds the one with most days gives the
    reason. A month that is partly worked counts: it is rated by what was worked.
    """
    leaves = [
        entry
        for entry in entries
        if entry.person == person.id and entry.withdrawn is None and entry.kind.measure is Measure.MONTHS
    ]
    found: dict[Period, str] = {}
    for month in period.months:
        if not in_service(person.positions, month):
            found[month] = NOT_IN_SERVICE
        elif kind := _all_leave(leaves, month):
            found[month] = kind.code
    return found


def reason_words(reason: str) -> str:
    """What an office calls the reason, to be said through `tr`."""
    return N_("Not in service") if reason == NOT_IN_SERVICE else KINDS[reason].label


def year_upto(period: Period) -> list[Period]:
    """The months of the year up to a period's last."""
    year = Period(period.year, 0, PeriodKind.YEAR).months
    return [each for each in year if each.last_day <= period.last_day]


def numbers_of(months: Sequence[Period]) -> str:
    """The numbers of months of one year, those in a row drawn together: `1-3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(each.number for each in months):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def in_service(positions: Sequence[Position], month: Period) -> bool:
    """Whether any position is held on any day of a month; of whom none is known, nothing is concluded."""
    return not positions or any(
        (each.since is None or each.since <= month.last_day)
        and (each.until is None or month.first_day <= each.until)
        for each in positions
    )


def months_in_service(positions: Sequence[Position], period: Period) -> Decimal:
    """How many months of a period somebody held a position in."""
    return Decimal(sum(in_service(positions, month) for month in period.months))


def _all_leave(leaves: Sequence[Entry], month: Period) -> EntryKind | None:
    """The kind of leave that a month is, or None where a working day of it is none."""
    if not leaves:
        return None
    counted: dict[str, int] = {}
    for day in _working_days(month):
        kinds = [leave.kind.code for leave in leaves if _covers(leave, day)]
        if not kinds:
            return None
        kind = min(kinds, key=list(KINDS).index)
        counted[kind] = counted.get(kind, 0) + 1
    return KINDS[max(counted, key=lambda code: counted[code])]


def _covers(leave: Entry, day: date) -> bool:
    return leave.since <= day and (leave.until is None or day <= leave.until)


def _working_days(month: Period) -> list[date]:
    days = (month.last_day - month.first_day).days + 1
    every = (month.first_day + timedelta(days=number) for number in range(days))
    return [day for day in every if day.weekday() < _SATURDAY]
