"""The collection of people and their positions."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.people import Birth, Category, Person, PersonId, Position, Role
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.keys import code_key
from evalapp.store.many_rows import write_rows
from evalapp.store.topics import Topic

_ADD = insert(tables.person)
_ADD_POSITIONS = insert(tables.position)
_NEWEST = select(func.max(tables.person.c.id))
_KEYS = select(tables.person.c.uid, tables.person.c.id)


class People:
    """People as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[Person]:
        """Everybody, active or not, in Vietnamese order by given name."""
        return self._people()

    def in_unit(self, unit: UnitId) -> list[Person]:
        """Whoever holds or held a position in a unit, with all their positions, in Vietnamese order."""
        holding = select(tables.position.c.person_id).where(tables.position.c.unit_id == unit)
        return self._people(tables.person.c.id.in_(holding))

    def _people(self, *asked: ColumnElement[bool]) -> list[Person]:
        positions: defaultdict[int, list[Position]] = defaultdict(list)
        query = select(tables.position).order_by(tables.position.c.id)
        if asked:
            query = query.where(tables.position.c.person_id.in_(select(tables.person.c.id).where(*asked)))
        for row in self._connection.execute(query):
            positions[row.person_id].append(
                Position(
                    UnitId(row.unit_id),
                    row.title,
                    Role(row.role),
                    Category(row.category),
                    row.since,
                    row.until,
                    bool(row.evaluated_here),
                )
            )
        people = [
            Person(
                PersonId(row.id),
                row.uid,
                row.code,
                row.name,
                Birth.parse(row.birth) if row.birth else None,
                tuple(positions[row.id]),
                bool(row.active),
                row.note,
            )
            for row in self._connection.execute(select(tables.person).where(*asked))
        ]
        return sorted(people, key=lambda person: person.sort_key)

    def get(self, person: PersonId) -> Person:
        """One person by key."""
        found = next((each for each in self.all() if each.id == person), None)
        if found is None:
            raise ValueError(f"nobody has the key {person}")
        return found

    def by_code(self, code: str) -> Person:
        """One person by code, case aside; refuse a code that nobody has."""
        found = self._people(tables.person.c.code_key == code_key(code))
        if not found:
            raise UserError(
                N_("There is nobody with the code “{code}”. See the list of people for the right one."),
                code=code,
            )
        return found[0]

    def add(self, person: Person) -> PersonId:
        """Add somebody; the key of the given object is ignored and the new one returned."""
        return self.add_all([person])[0]

    def add_all(self, people: Sequence[Person]) -> list[PersonId]:
        """Add many at once; as `add` does each."""
        if not people:
            return []
        newest = self._connection.execute(_NEWEST).scalar_one() or 0
        rows = [{"uid": str(uuid.uuid4()), **_person_row(person)} for person in people]
        write_rows(self._connection, _ADD, rows)
        added = self._connection.execute(_KEYS.where(tables.person.c.id > newest))
        keys = {row.uid: PersonId(row.id) for row in added}
        of = [keys[row["uid"]] for row in rows]
        self._write_positions((key, person) for key, person in zip(of, people, strict=True))
        return of

    def save(self, person: Person) -> None:
        """Write somebody's record and positions back."""
        self._connection.execute(
            update(tables.person).where(tables.person.c.id == person.id).values(**_person_row(person))
        )
        self._connection.execute(delete(tables.position).where(tables.position.c.person_id == person.id))
        self._write_positions([(person.id, person)])

    def _write_positions(self, people: Iterable[tuple[PersonId, Person]]) -> None:
        rows = [
            {
                "person_id": key,
                "unit_id": position.unit,
                "title": position.title,
                "role": position.role.value,
                "category": position.category.value,
                "since": position.since,
                "until": position.until,
                "evaluated_here": int(position.evaluated_here),
            }
            for key, person in people
            for position in person.positions
        ]
        if rows:
            write_rows(self._connection, _ADD_POSITIONS, rows)
        self._touched.add(Topic.PEOPLE)


def _person_row(person: Person) -> dict[str, Any]:
    return {
        "code": person.code,
        "code_key": code_key(person.code),
        "name": person.name,
        "birth": str(person.birth) if person.birth else None,
        "active": int(person.active),
        "note": person.note,
    }
