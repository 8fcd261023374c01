"""The collections of petitions and of days off."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.holidays import Holiday, HolidayKind, WorkCalendar
from evalapp.domain.petitions import Outcome, Petition, PetitionId
from evalapp.domain.rounds import SheetId
from evalapp.store import tables
from evalapp.store.topics import Topic

_petition = tables.petition
_holiday = tables.holiday


class Petitions:
    """Petitions as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[Petition]:
        """Every petition, in the order they came."""
        query = select(_petition).order_by(_petition.c.received, _petition.c.id)
        return [_to_petition(row) for row in self._connection.execute(query)]

    def get(self, petition: PetitionId) -> Petition:
        """One petition by its number."""
        row = self._connection.execute(select(_petition).where(_petition.c.id == petition)).one_or_none()
        if row is None:
            raise UserError(
                N_("There is no petition {number}. See the list of petitions for the right one."),
                number=petition,
            )
        return _to_petition(row)

    def add(self, petition: Petition) -> Petition:
        """Add a petition; the key of the given object is ignored and the stored one returned."""
        row = insert(_petition).values(uid=str(uuid.uuid4()), **_row(petition)).returning(_petition.c.id)
        key = PetitionId(self._connection.execute(row).scalar_one())
        self._touched.add(Topic.ROUNDS)
        return self.get(key)

    def save(self, petition: Petition) -> None:
        """Write a petition back."""
        self._connection.execute(
            update(_petition).where(_petition.c.id == petition.id).values(**_row(petition))
        )
        self._touched.add(Topic.ROUNDS)


class Holidays:
    """The days that were entered, as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[Holiday]:
        """Every day entered, in order."""
        rows = self._connection.execute(select(_holiday).order_by(_holiday.c.day))
        return [Holiday(row.day, HolidayKind(row.kind), row.name) for row in rows]

    @property
    def calendar(self) -> WorkCalendar:
        """The working days by what is entered."""
        return WorkCalendar.of(self.all())

    def save(self, holiday: Holiday) -> None:
        """Enter a day, or say anew what it is."""
        statement = upsert(_holiday).values(day=holiday.day, kind=holiday.kind.value, name=holiday.name)
        changed = {"kind": statement.excluded.kind, "name": statement.excluded.name}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["day"], set_=changed))
        self._touched.add(Topic.SETTINGS)

    def save_all(self, holidays: Iterable[Holiday]) -> None:
        """Enter several days."""
        for each in holidays:
            self.save(each)

    def remove(self, holiday: Holiday) -> None:
        """Take a day out."""
        self._connection.execute(delete(_holiday).where(_holiday.c.day == holiday.day))
        self._touched.add(Topic.SETTINGS)


def _row(petition: Petition) -> dict[str, Any]:
    return {
        "sheet_id": petition.sheet,
        "informed": petition.informed,
        "received": petition.received,
        "text": petition.text,
        "document": petition.document,
        "late_reason": petition.late_reason,
        "recorded_by": petition.recorded_by,
        "recorded_at": petition.recorded_at,
        "outcome": petition.outcome.value if petition.outcome else None,
        "answer": petition.answer,
        "answered": petition.answered,
        "answered_by": petition.answered_by,
    }


def _to_petition(row: Any) -> Petition:
    return Petition(
        PetitionId(row.id),
        SheetId(row.sheet_id),
        row.informed,
        row.received,
        row.text,
        row.document,
        row.late_reason,
        row.recorded_by,
        row.recorded_at,
        Outcome(row.outcome) if row.outcome else None,
        row.answer,
        row.answered,
        row.answered_by,
    )
