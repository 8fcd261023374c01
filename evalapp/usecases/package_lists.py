"""Lists in packages: units, people, decisions on teams and plans, as laptops need them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspection_teams import Member, PlannedId, PlannedVisit, Team, refuse_incomplete
from evalapp.domain.inspections import TeamId
from evalapp.domain.list_records import (
    DecisionRecord,
    MemberRecord,
    PersonRecord,
    PlannedRecord,
    PositionRecord,
    UnitRecord,
    UnitVersionRecord,
)
from evalapp.domain.packages import Item, Thing
from evalapp.domain.people import Birth, Person, PersonId, Position
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.units import UnitId, UnitVersion
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.package_names import is_same_person
from evalapp.usecases.packages import Clash, Document, PlainSide

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

Record = TypeVar("Record")


class Codes:
    """Which keys the codes of units and people have here, while lists are taken in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def units(self) -> dict[str, UnitId]:
        """The units by their codes in small letters."""
        return {code_key(each.code): each.id for each in self._work.units.all()}

    @cached_property
    def people(self) -> dict[str, PersonId]:
        """The people by their codes in small letters."""
        return {code_key(each.code): each.id for each in self._work.people.all()}

    def refusal(self, *, units: Collection[str] = (), people: Collection[str] = ()) -> UserError | None:
        """Why something that names these cannot come in."""
        for code in units:
            if code_key(code) not in self.units:
                return UserError(
                    N_("There is no unit {code} here, and none comes before it in the package."), code=code
                )
        for code in people:
            if code_key(code) not in self.people:
                return UserError(
                    N_("There is nobody with the code {code} here, and nobody comes before in the package."),
                    code=code,
                )
        return None

    def unit(self, code: str) -> UnitId:
        """The key of a unit that is known."""
        return self.units[code_key(code)]


def understood(kind: type[Record], item: Item, package: OpenPackage) -> Record:
    """What an item says; one that this program did not write is refused by the file's name."""
    try:
        return record_from(kind, item.document)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise unsound(package) from error


def unsound(package: OpenPackage) -> UserError:
    """The refusal of a package that holds what this program would not have written."""
    return UserError(
        N_("“{file}” holds what this program did not write. Ask the sender for the package again."),
        file=package.file,
    )


class UnitSide(PlainSide):
    """How units are read and written here; one is known by its code."""

    thing = Thing.UNIT

    def __init__(self, work: Work, codes: Codes) -> None:
        self._codes = codes
        self._said = unit_documents(work)

    def ours(self, work: Work, identity: str) -> Document | None:
        """The unit with that code."""
        return self._said.get(code_key(identity))

    def called(self, item: Item) -> str:
        """Its code."""
        return str(item.document.get("code", ""))

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """A unit above it is not known."""
        record = understood(UnitRecord, item, package)
        if record.code != item.id or not record.versions:
            raise unsound(package)
        return self._codes.refusal(units=[each.parent for each in record.versions if each.parent])

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Write what it is called and whom it reports to, over time."""
        record = understood(UnitRecord, item, package)
        versions = [
            UnitVersion(
                each.name,
                each.kind,
                self._codes.unit(each.parent) if each.parent else None,
                each.since,
                each.until,
            )
            for each in record.versions
        ]
        if ours is None:
            self._codes.units[code_key(record.code)] = work.units.add(record.code, versions)
        else:
            work.units.save_versions(self._codes.unit(record.code), versions)
        self._said[code_key(record.code)] = item.document


class PersonSide(PlainSide):
    """How people are read and written here; somebody is known by their code."""

    thing = Thing.PERSON

    def __init__(self, work: Work, codes: Codes) -> None:
        self._codes = codes
        self._said = person_documents(work)
        self._people = {code_key(each.code): each for each in work.people.all()}

    def ours(self, work: Work, identity: str) -> Document | None:
        """Who has that code."""
        return self._said.get(code_key(identity))

    def called(self, item: Item) -> str:
        """Their code."""
        return str(item.document.get("code", ""))

    def clash(self, work: Work, item: Item, ours: Document | None) -> Clash | None:
        """The code means somebody else here."""
        person = self._people.get(code_key(item.id))
        name, birth = str(item.document.get("name")), item.document.get("birth")
        if person is None or ours is None or is_same_person(person, name, _birth(birth)):
            return None
        reason = UserError(
            N_("The code {code} means somebody else here: {ours}, not {theirs}."),
            code=item.id,
            ours=person.name,
            theirs=name,
        )
        return Clash(ours, reason)

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """A unit of theirs is not known."""
        record = understood(PersonRecord, item, package)
        try:
            _birth(record.birth)
        except ValueError as error:
            raise unsound(package) from error
        if record.code != item.id:
            raise unsound(package)
        return self._codes.refusal(units=[each.unit for each in record.positions])

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Write them with their positions."""
        record = understood(PersonRecord, item, package)
        known = self._people.get(code_key(record.code))
        person = Person(
            known.id if known else PersonId(0), "", record.code, record.name, _birth(record.birth),
            active=record.active, note=record.note,
        ).with_positions(_position(each, self._codes) for each in record.positions)  # fmt: skip
        if known is None:
            person = replace(person, id=work.people.add(person))
            self._codes.people[code_key(record.code)] = person.id
        else:
            work.people.save(person)
        self._people[code_key(record.code)] = person
        self._said[code_key(record.code)] = item.document


class DecisionSide(PlainSide):
    """How decisions on teams are read and written here; one is known by its number."""

    thing = Thing.DECISION

    def __init__(self, work: Work, codes: Codes) -> None:
        self._codes = codes
        self._said = decision_documents(work)

    def ours(self, work: Work, identity: str) -> Document | None:
        """The decision with that number."""
        return self._said.get(code_key(identity))

    def called(self, item: Item) -> str:
        """Its number."""
        return str(item.document.get("number", ""))

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """A unit that it covers, or a member, is not known."""
        record = understood(DecisionRecord, item, package)
        if record.number != item.id:
            raise unsound(package)
        return self._codes.refusal(
            units=record.units, people=[each.person for each in record.members if each.person]
        )

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Write it with its members and what it covers."""
        record = understood(DecisionRecord, item, package)
        team = Team(
            TeamId(0) if ours is None else work.teams.by_number(record.number).id,
            "",
            record.number,
            record.day,
            record.since,
            record.until,
            record.issuer,
            record.subject,
            frozenset(record.kinds),
            frozenset(map(self._codes.unit, record.units)),
            tuple(self._member(each) for each in record.members),
            record.recorded_by,
            record.recorded_at,
        )
        refuse_incomplete(team)
        if ours is None:
            work.teams.add(team)
        else:
            work.teams.save(team)
        self._said[code_key(record.number)] = item.document

    def _member(self, record: MemberRecord) -> Member:
        person = self._codes.people[code_key(record.person)] if record.person else None
        return Member(record.name, record.part, record.title, person)


class PlannedSide(PlainSide):
    """How lines of plans are read and written here; one is known by all that it asks for."""

    thing = Thing.PLANNED

    def __init__(self, work: Work, codes: Codes) -> None:
        self._codes = codes
        self._said = planned_documents(work)

    def ours(self, work: Work, identity: str) -> Document | None:
        """The line that asks for the same."""
        return self._said.get(identity)

    def called(self, item: Item) -> str:
        """The plan and the unit."""
        return f"{item.document.get('plan', '')} {item.document.get('unit', '')}"

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """The unit is not known."""
        record = understood(PlannedRecord, item, package)
        if record.identity != item.id:
            raise unsound(package)
        return self._codes.refusal(units=[record.unit])

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Write it; which visit did it stays as it is here."""
        record = understood(PlannedRecord, item, package)
        unit = self._codes.unit(record.unit)
        same = next((e for e in work.planned.all(unit) if planned_record(e).identity == item.id), None)
        planned = PlannedVisit(
            same.id if same else PlannedId(0), record.plan, record.kind, unit, record.unit, record.since,
            record.until, record.subject, same.visit if same else None, dropped=record.dropped,
            recorded_by=record.recorded_by, recorded_at=record.recorded_at,
        )  # fmt: skip
        if same is None:
            work.planned.add(planned)
        else:
            work.planned.save(planned)
        self._said[item.id] = item.document


def unit_documents(work: Work) -> dict[str, Document]:
    """Every unit by its code in small letters."""
    units = work.units.all()
    codes = {each.id: each.code for each in units}
    return {
        code_key(unit.code): plain_values(
            UnitRecord(
                unit.code,
                tuple(
                    UnitVersionRecord(
                        each.name,
                        each.kind,
                        None if each.parent is None else codes[each.parent],
                        each.since,
                        each.until,
                    )
                    for each in unit.versions
                ),
            )
        )
        for unit in units
    }


def person_documents(work: Work) -> dict[str, Document]:
    """Everybody by their code in small letters."""
    codes = {each.id: each.code for each in work.units.all()}
    return {code_key(each.code): plain_values(_person_record(each, codes)) for each in work.people.all()}


def decision_documents(work: Work) -> dict[str, Document]:
    """Every decision on a team by its number in small letters."""
    units = {each.id: each.code for each in work.units.all()}
    people = {each.id: each.code for each in work.people.all()}
    return {
        code_key(team.number): plain_values(
            DecisionRecord(
                team.number,
                team.day,
                team.since,
                team.until,
                team.issuer,
                team.subject,
                tuple(sorted(team.kinds)),
                tuple(sorted(units[unit] for unit in team.units)),
                tuple(
                    MemberRecord(
                        each.name, each.title, each.part, None if each.person is None else people[each.person]
                    )
                    for each in team.members
                ),
                team.recorded_by,
                team.recorded_at or work.now,
            )
        )
        for team in work.teams.all()
    }


def planned_documents(work: Work) -> dict[str, Document]:
    """Every line of a plan by all that it asks for."""
    records = [planned_record(each) for each in work.planned.all()]
    return {record.identity: plain_values(record) for record in records}


def planned_record(of: PlannedVisit) -> PlannedRecord:
    """A line of a plan as packages carry it."""
    if of.recorded_at is None:
        raise ValueError("a line of a plan that was never recorded")
    return PlannedRecord(
        of.plan, of.kind, of.unit_code, of.since, of.until, of.subject, of.dropped, of.recorded_by,
        of.recorded_at,
    )  # fmt: skip


def _person_record(of: Person, units: Mapping[UnitId, str]) -> PersonRecord:
    return PersonRecord(
        of.code,
        of.name,
        str(of.birth) if of.birth else None,
        of.active,
        of.note,
        tuple(
            PositionRecord(
                units[each.unit], each.title, each.role, each.category, each.since, each.until,
                each.evaluated_here,
            )
            for each in of.positions
        ),
    )  # fmt: skip


def _position(of: PositionRecord, codes: Codes) -> Position:
    return Position(
        codes.unit(of.unit), of.title, of.role, of.category, of.since, of.until, of.evaluated_here
    )


def _birth(text: Any) -> Birth | None:
    return Birth.parse(text) if text else None
