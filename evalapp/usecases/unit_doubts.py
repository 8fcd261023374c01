"""What a unit's last day says otherwise of the people who are in it: asked before it is recorded."""

from collections.abc import Iterator
from datetime import date, timedelta

from evalapp.base.errors import Unsure, UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.values import as_date
from evalapp.domain.units import UnitVersion
from evalapp.store.work import Work
from evalapp.usecases.entering import UnitEntry

_NAMED = 5  # people; of more it is told how many


def doubts_about_end(work: Work, *, entry: UnitEntry) -> Iterator[Unsure]:
    """Whether somebody still holds a position in the unit after the day on which it ends."""
    unit = work.units.by_code(entry.code)
    try:
        first, last = (as_date(day.strip() or None) for day in (entry.since, entry.until))
    except UserError:
        return  # refused where it is read
    if last is None or (first is not None and last < first):
        return
    after = last + timedelta(days=1)
    if any(each.holds_on(after) and _begins_after(each, first or date.min) for each in unit.versions):
        return  # it goes on under what is recorded of it after that day
    left = [
        f"{person.name} ({person.code})"
        for person in work.people.in_unit(unit.id)
        if person.active and any(each.unit == unit.id and each.held_on(after) for each in person.positions)
    ]
    if left:
        told = N_(
            "After {day} {count} {count:person|people} would still hold a position in {unit}: {people}. Move "
            "them or end their positions; no month of the unit rates them after that day."
        )
        named = [*left[:_NAMED], *(["…"] if len(left) > _NAMED else [])]
        yield Unsure("until", UserError(told, day=last, count=len(left), unit=unit.name, people=named))


def _begins_after(version: UnitVersion, day: date) -> bool:
    return version.since is not None and version.since > day
