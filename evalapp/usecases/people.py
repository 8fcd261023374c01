"""People: listing, moving and deactivating them."""

from datetime import date

from msgspec.structs import replace

from evalapp.base.names import clean
from evalapp.domain.people import Category, Person, Position, Role
from evalapp.domain.rights import Right
from evalapp.domain.titles import role_of_title
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_seen


def list_people(work: Work, *, unit: UnitId | None = None, day: date | None = None) -> list[Person]:
    """Everybody whom the user may see, in Vietnamese order; with a unit, who is there on the day (today)."""
    on = day or work.today
    if unit is None:
        return people_seen(work)
    work.require(Right.READ_PEOPLE, unit)
    return [
        person
        for person in work.people.all()
        if any(position.unit == unit and position.held_on(on) for position in person.positions)
    ]


def people_seen(work: Work) -> list[Person]:
    """Everybody who is or was in a unit whose people the user may see, and the user's own person."""
    seen = units_seen(work, Right.READ_PEOPLE, None)
    return [
        person
        for person in work.people.all()
        if seen is None
        or work.is_self(person.id)
        or any(position.unit in seen for position in person.positions)
    ]


def deactivate_person(work: Work, *, code: str, active: bool = False) -> Person:
    """Take somebody out of new months, or back in; nobody is ever deleted."""
    work.require(Right.EDIT_PEOPLE)
    person = replace(work.people.by_code(code), active=active)
    _require_present_unit(work, person, work.today)
    work.people.save(person)
    work.audit.record("person.activated" if active else "person.deactivated", person.code)
    return person


def move_person(
    work: Work,
    *,
    code: str,
    unit: UnitId,
    title: str,
    since: date,
    role: Role | None = None,
    category: Category | None = None,
) -> Person:
    """Give somebody a new evaluated position from a day on; the one before ends the day before."""
    work.require(Right.EDIT_PEOPLE, unit)
    person = work.people.by_code(code)
    _require_present_unit(work, person, since)
    before = person.position_on(since)
    position = Position(
        unit,
        clean(title),
        role or role_of_title(title),
        category or (before.category if before else Category.CIVIL_SERVANT),
        since,
    )
    moved = person.moved_to(position)
    work.people.save(moved)
    work.audit.record(
        "person.moved", person.code, unit=work.units.get(unit).code, title=title, since=since.isoformat()
    )
    return moved


def _require_present_unit(work: Work, person: Person, day: date) -> None:
    """Only who keeps the people of a unit takes somebody out of it."""
    position = person.position_on(day)
    if position is not None:
        work.require(Right.EDIT_PEOPLE, position.unit)
