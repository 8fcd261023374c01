"""Entering one unit, one person or one position by hand, under the same rules as a list that is taken in."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.documents.reading.lists import ReadList, ReadRow
from evalapp.documents.reading.values import as_birth, as_date
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.people import Category, Person, Position, Role
from evalapp.domain.rights import Right
from evalapp.domain.titles import role_of_title
from evalapp.domain.units import Unit, UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.people_import import birth_fault, import_people, name_fault
from evalapp.usecases.people_matching import KnownPeople
from evalapp.usecases.unit_names import other_names
from evalapp.usecases.units_import import import_units

LONGEST_NOTE = 500

Value = TypeVar("Value")


class UnitEntry(Struct, frozen=True):
    """A unit as it was typed; `since` makes a new name or superior valid from that day on."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""  # code or name
    since: str = ""
    until: str = ""


class PersonEntry(Struct, frozen=True):
    """Who somebody is, as it was typed."""

    code: str
    name: str
    birth: str = ""
    note: str = ""


class PositionEntry(Struct, frozen=True):
    """A position as it was typed; `unit` is a code or a name. No role: it is read from the title."""

    unit: str
    title: str
    role: Role | None = None
    category: Category = Category.CIVIL_SERVANT
    since: str = ""
    until: str = ""
    evaluated_here: bool = True


def add_unit(work: Work, *, entry: UnitEntry) -> Unit:
    """Add a unit that is not known yet."""
    if any(code_key(unit.code) == code_key(entry.code) for unit in work.units.all()):
        taken = UserError(N_("The code {code} belongs to another unit."), code=entry.code)
        raise FieldError("code", taken)
    return _enter_unit(work, entry)


def edit_unit(work: Work, *, entry: UnitEntry) -> Unit:
    """Change what a unit is called, its kind or superior: from a day on, or as a correction."""
    work.units.by_code(entry.code)
    return _enter_unit(work, entry)


def add_person(work: Work, *, person: PersonEntry, position: PositionEntry) -> Person:
    """Add somebody with their first position; without a code they are given one."""
    if any(code_key(known.code) == code_key(person.code) for known in work.people.all() if person.code):
        owner = work.people.by_code(person.code)
        taken = UserError(N_("The code {code} belongs to {name}."), code=owner.code, name=owner.name)
        raise FieldError("code", taken)
    before = {known.id for known in work.people.all()}
    cells = {
        "code": person.code or None,
        "name": person.name,
        "birth_date": person.birth or None,
        "unit": position.unit,
        "position": position.title,
        "role": position.role.value if position.role else None,
        "category": position.category.value,
        "since": position.since or None,
        "until": position.until or None,
        "note": person.note or None,
    }
    report = import_people(
        work, read=_one_row(person.code or person.name, cells), choice=ImportChoice(), typed=True
    )
    _taken(report)
    if not report.new:
        known = UserError(
            N_("{name} with this birth is known already. Give the new one a code of their own."),
            name=clean(person.name),
        )
        raise FieldError("code", known)
    added = next(known for known in work.people.all() if known.id not in before)
    work.audit.record("person.added", added.code, after=[_written(work, held) for held in added.positions])
    return added


def edit_person(work: Work, *, entry: PersonEntry) -> Person:
    """Correct somebody's name, birth or note; the code stays, since forms and months carry it."""
    known = work.people.by_code(entry.code)
    _require_all(work, known.positions)
    name, note = clean(entry.name), clean(entry.note)
    birth = _field("birth_date", lambda: as_birth(entry.birth.strip() or None))
    fault = name_fault(name)
    if fault:
        raise FieldError("name", fault)
    if birth and (fault := birth_fault(birth, work.today)):
        raise FieldError("birth_date", fault)
    if len(note) > LONGEST_NOTE:
        raise FieldError("note", UserError(N_("The note is longer than {most} letters."), most=LONGEST_NOTE))
    edited = replace(known, name=name, birth=birth, note=note)
    if edited != known:
        work.people.save(edited)
        work.audit.record(
            "person.edited",
            known.code,
            before=_record(known),
            after=_record(edited),
        )
    return edited


def add_position(work: Work, *, code: str, entry: PositionEntry) -> Person:
    """Give somebody another position; from a day on, it ends the evaluated one held before."""
    return _save_positions(work, work.people.by_code(code), with_position(work, code=code, entry=entry))


def edit_position(work: Work, *, code: str, number: int, entry: PositionEntry) -> Person:
    """Correct a position that was entered wrongly; `number` counts from 1 in the order of time."""
    after = with_position(work, code=code, entry=entry, number=number)
    return _save_positions(work, work.people.by_code(code), after)


def with_position(work: Work, *, code: str, entry: PositionEntry, number: int | None = None) -> Person:
    """Somebody as they would be with one position more, or with the one of that number corrected."""
    known = work.people.by_code(code)
    before = None if number is None else _numbered(known, number)
    position = _position(work, entry)
    touched = [before] if before else [held for held in known.positions if held.overlaps(position)]
    _require_all(work, [position, *touched])
    is_move = before is None and position.evaluated_here and position.since is not None
    if is_move and _is_evaluated(touched):
        return known.moved_to(position)
    if before is None and position.since is None and _is_evaluated([position]) and _is_evaluated(touched):
        untold = N_("From which day? Give it: the position held until then ends the day before.")
        raise FieldError("since", UserError(untold))
    others = [held for held in known.positions if held is not before]
    return _field("since", lambda: known.with_positions([*others, position]))


def _is_evaluated(positions: Sequence[Position]) -> bool:
    return any(held.evaluated_here for held in positions)


def remove_position(work: Work, *, code: str, number: int) -> Person:
    """Take away a position that was entered by mistake; months that are open keep what they froze.

    The evaluated position that ended the day before it goes on in its place.
    """
    after = without_position(work, code=code, number=number)
    return _save_positions(work, work.people.by_code(code), after)


def without_position(work: Work, *, code: str, number: int) -> Person:
    """Somebody as they would be without the position of that number."""
    known = work.people.by_code(code)
    before = _numbered(known, number)
    goes_on = known.held_before(before)
    _require_all(work, [before, *([goes_on] if goes_on else [])])
    return known.without_position(before)


def leave_person(work: Work, *, code: str, since: str) -> Person:
    """Somebody is no longer there from a day on: their positions end the day before; nobody is deleted."""
    after = without_from(work, code=code, since=since)
    work.people.save(after)
    work.audit.record("person.deactivated", after.code, since=_first_day(since).isoformat())
    return after


def without_from(work: Work, *, code: str, since: str) -> Person:
    """Somebody as they would be, were they no longer there from that day on."""
    known, day = work.people.by_code(code), _first_day(since)
    _require_all(work, [held for held in known.positions if held.until is None or held.until >= day])
    later = next((held for held in known.positions if held.since is not None and held.since >= day), None)
    if later is not None:
        untold = N_("“{position}” from {day} on is recorded already: give a later day, or remove it first.")
        raise FieldError("since", UserError(untold, position=later.title, day=later.since))
    return replace(known.left_on(day), active=False)


def _first_day(since: str) -> date:
    day: date | None = _field("since", lambda: as_date(since.strip() or None))
    if day is None:
        raise FieldError("since", UserError(N_("Write the first day on which they are no longer there.")))
    return day


def _enter_unit(work: Work, entry: UnitEntry) -> Unit:
    before = next((each for each in work.units.all() if code_key(each.code) == code_key(entry.code)), None)
    cells = {
        "code": entry.code,
        "name": entry.name,
        "kind": entry.kind or None,
        "parent": entry.parent or None,
        "since": entry.since or None,
        "until": entry.until or None,
    }
    _taken(import_units(work, read=_one_row(entry.code, cells), choice=ImportChoice(), typed=True))
    unit = work.units.by_code(entry.code)
    if before is None:
        work.audit.record("unit.added", unit.code, after=_versions(unit))
    elif before.versions != unit.versions:
        work.audit.record("unit.edited", unit.code, before=_versions(before), after=_versions(unit))
    return unit


def _versions(unit: Unit) -> list[list[str]]:
    """What a unit is called, from when to when, as the history tells it."""
    return [
        [each.name, *(day.isoformat() if day else "" for day in (each.since, each.until))]
        for each in unit.versions
    ]


def _one_row(subject: str, cells: dict[str, str | None]) -> ReadList:
    """A list of one row, so that what is typed is held to the same rules as what is taken in."""
    blank_is_none = {key: (text or None) for key, text in cells.items()}
    return ReadList(clean(subject), "", 0, {}, (), (ReadRow(1, blank_is_none, {}),))


def _taken(report: ImportReport) -> None:
    for refusal in report.refused:
        raise FieldError(refusal.column, refusal.reasons[0])


def _position(work: Work, entry: PositionEntry) -> Position:
    known = KnownPeople((), work.units.all(), work.today, other_names(work))
    if not entry.unit.strip():
        raise FieldError("unit", UserError(N_("No unit is given. Write the code or the name of the unit.")))
    unit: UnitId = _field("unit", lambda: known.unit(clean(entry.unit)))
    since: date | None = _field("since", lambda: as_date(entry.since.strip() or None))
    until: date | None = _field("until", lambda: as_date(entry.until.strip() or None))
    if since and until and until < since:
        raise FieldError("until", UserError(N_("The position ends before it begins.")))
    title = clean(entry.title)
    role = entry.role or role_of_title(title)
    return Position(unit, title, role, entry.category, since, until, evaluated_here=entry.evaluated_here)


def _numbered(person: Person, number: int) -> Position:
    if not 1 <= number <= len(person.positions):
        raise UserError(
            N_("{name} has {count} positions; there is no number {number}."),
            name=person.name,
            count=len(person.positions),
            number=number,
        )
    return person.positions[number - 1]


def _save_positions(work: Work, before: Person, after: Person) -> Person:
    if after != before:
        work.people.save(after)
        work.audit.record(
            "person.positions_changed",
            before.code,
            before=[_written(work, position) for position in before.positions],
            after=[_written(work, position) for position in after.positions],
        )
    return after


def _written(work: Work, position: Position) -> list[str]:
    days = [day.isoformat() if day else "" for day in (position.since, position.until)]
    return [work.units.get(position.unit).code, position.title, position.role.value, *days]


def _record(person: Person) -> list[str]:
    return [person.name, str(person.birth or ""), person.note]


def _require_all(work: Work, positions: Sequence[Position]) -> None:
    """Only who keeps the people of each unit touched may change them."""
    work.require(Right.EDIT_PEOPLE)
    for unit in {position.unit for position in positions}:
        work.require(Right.EDIT_PEOPLE, unit)


def _field(field: str, read: Callable[[], Value]) -> Value:
    """What a field says; a refusal is the field's."""
    try:
        return read()
    except UserError as error:
        raise FieldError(field, error) from error
