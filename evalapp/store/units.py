"""The collection of units."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import sort_key
from evalapp.domain.units import Unit, UnitId, UnitVersion
from evalapp.store import tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic


class Units:
    """Units as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic], today: date) -> None:
        self._connection = connection
        self._touched = touched
        self._today = today

    def all(self) -> list[Unit]:
        """Every unit, in Vietnamese order of its name of today."""
        versions: defaultdict[int, list[UnitVersion]] = defaultdict(list)
        table = tables.unit_version
        for row in self._connection.execute(
            select(table).order_by(table.c.unit_id, table.c.since.nulls_first())
        ):
            parent = None if row.parent_id is None else UnitId(row.parent_id)
            versions[row.unit_id].append(UnitVersion(row.name, row.kind, parent, row.since, row.until))
        units = [
            Unit(UnitId(row.id), row.uid, row.code, tuple(versions[row.id]), self._today)
            for row in self._connection.execute(select(tables.unit))
        ]
        return sorted(units, key=lambda unit: (sort_key(unit.name), unit.code))

    def get(self, unit: UnitId) -> Unit:
        """One unit by its key."""
        found = next((each for each in self.all() if each.id == unit), None)
        if found is None:
            raise UserError(N_("This unit no longer exists."))
        return found

    def by_code(self, code: str) -> Unit:
        """One unit by its code, case aside; refuse a code that no unit has."""
        wanted = code_key(code)
        found = next((each for each in self.all() if code_key(each.code) == wanted), None)
        if found is None:
            raise UserError(
                N_(
                    "There is no unit with the code “{code}”. See the list of units, or take the unit "
                    "list in first."
                ),
                code=code,
            )
        return found

    def add(self, code: str, versions: Iterable[UnitVersion]) -> UnitId:
        """Add a unit and return its key."""
        row = (
            insert(tables.unit)
            .values(uid=str(uuid.uuid4()), code=code, code_key=code_key(code))
            .returning(tables.unit.c.id)
        )
        key = UnitId(self._connection.execute(row).scalar_one())
        self._write_versions(key, versions)
        return key

    def save_versions(self, unit: UnitId, versions: Iterable[UnitVersion]) -> None:
        """Replace what a unit is called and whom it reports to, over time."""
        self._connection.execute(delete(tables.unit_version).where(tables.unit_version.c.unit_id == unit))
        self._write_versions(unit, versions)

    def _write_versions(self, unit: UnitId, versions: Iterable[UnitVersion]) -> None:
        rows = [
            {
                "unit_id": unit,
                "since": version.since,
                "until": version.until,
                "name": version.name,
                "kind": version.kind,
                "parent_id": version.parent,
            }
            for version in sorted(versions, key=lambda version: version.since or date.min)
        ]
        if rows:
            self._connection.execute(insert(tables.unit_version), rows)
        self._touched.add(Topic.UNITS)

    def ancestors(self, unit: UnitId, day: date) -> list[UnitId]:
        """The unit itself and every unit above it on that day, nearest first."""
        by_key = {each.id: each for each in self.all()}
        chain: list[UnitId] = []
        key: UnitId | None = unit
        while key is not None and key not in chain and key in by_key:
            chain.append(key)
            version = by_key[key].on(day) or by_key[key].latest
            key = version.parent
        return chain
