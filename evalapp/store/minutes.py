"""The collection of minutes: what is written down for them, and their signed versions."""

import json
import uuid
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.inspections import VisitId
from evalapp.domain.minutes import (
    Minutes,
    MinutesId,
    Signer,
    Statement,
    content_document,
    content_from_document,
)
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.policy.canonical import canonical_json
from evalapp.store.minutes_tables import minutes_statement, visit_minutes
from evalapp.store.topics import Topic


class MinutesOfVisits:
    """Minutes as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def statement(self, visit: VisitId) -> Statement:
        """What is written down for the minutes of a visit; empty where nothing is."""
        query = select(minutes_statement.c.document).where(minutes_statement.c.visit_id == visit)
        document = self._connection.execute(query).scalar_one_or_none()
        return Statement() if document is None else record_from(Statement, json.loads(document))

    def save_statement(self, visit: VisitId, statement: Statement, by: str, at: Any) -> None:
        """Keep what is written down for the minutes of a visit."""
        values = {"document": canonical_json(plain_values(statement)), "changed_by": by, "changed_at": at}
        row = upsert(minutes_statement).values(visit_id=visit, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=["visit_id"], set_=values))
        self._touched.add(Topic.INSPECTIONS)

    def of_visit(self, visit: VisitId) -> list[Minutes]:
        """The signed versions of the minutes of a visit, the oldest first."""
        return self._minutes(visit_minutes.c.visit_id == visit)

    def all(self) -> list[Minutes]:
        """Every signed version of every visit."""
        return self._minutes()

    def counts(self) -> dict[VisitId, int]:
        """How many versions were signed for each visit that has any."""
        query = select(visit_minutes.c.visit_id, func.max(visit_minutes.c.version)).group_by(
            visit_minutes.c.visit_id
        )
        return {VisitId(visit): count for visit, count in self._connection.execute(query)}

    def add(self, minutes: Minutes) -> Minutes:
        """Keep a signed version for ever; the key of the given one is ignored."""
        self._connection.execute(
            insert(visit_minutes).values(
                uid=str(uuid.uuid4()),
                visit_id=minutes.visit,
                version=minutes.version,
                reason=minutes.reason,
                content=canonical_json(content_document(minutes.content)),
                signers=canonical_json(plain_values(minutes.signers)),
                previous=minutes.previous,
                seal=minutes.seal,
                signed_by=minutes.by,
                signed_at=minutes.at,
            )
        )
        self._touched.add(Topic.INSPECTIONS)
        return self.of_visit(minutes.visit)[-1]

    def _minutes(self, *asked: Any) -> list[Minutes]:
        query = (
            select(visit_minutes).where(*asked).order_by(visit_minutes.c.visit_id, visit_minutes.c.version)
        )
        return [_minutes_of(row) for row in self._connection.execute(query)]


def _minutes_of(row: Any) -> Minutes:
    return Minutes(
        id=MinutesId(row.id),
        uid=row.uid,
        visit=VisitId(row.visit_id),
        version=row.version,
        reason=row.reason,
        content=content_from_document(json.loads(row.content)),
        signers=tuple(record_from(Signer, each) for each in json.loads(row.signers)),
        previous=row.previous,
        seal=row.seal,
        by=row.signed_by,
        at=row.signed_at,
    )
