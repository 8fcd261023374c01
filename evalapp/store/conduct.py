"""The collection of units' own codes of conduct, and of what was filled in about topics."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from evalapp.domain.conduct import ConductCode, Filling
from evalapp.domain.inspections import Severity
from evalapp.domain.policy.canonical import canonical_json
from evalapp.store import process_tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic

_edition = process_tables.conduct_edition
_filling = process_tables.topic_filling


class Conduct:
    """Codes of conduct as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def editions(self) -> list[ConductCode]:
        """Every edition of every code of a unit's own, in the order they were published."""
        rows = self._connection.execute(select(_edition).order_by(_edition.c.id))
        return [
            ConductCode.of(json.loads(row.document), edition=row.edition, since=row.since) for row in rows
        ]

    def add(self, code: ConductCode, *, by: str, at: datetime) -> None:
        """Keep an edition; it is never changed."""
        row = {
            "uid": str(uuid.uuid4()),
            "code": code.code,
            "code_key": code_key(code.code),
            "edition": code.edition,
            "since": code.since,
            "document": canonical_json(code.document),
            "hash": code.hash,
            "published_by": by,
            "published_at": at,
        }
        self._connection.execute(insert(_edition).values(**row))
        self._touched.add(Topic.INSPECTIONS)

    def fillings(self) -> dict[str, Filling]:
        """The newest filling of each topic, by the topic's code in small letters."""
        rows = self._connection.execute(select(_filling).order_by(_filling.c.id))
        return {row.topic.casefold(): _to_filling(row) for row in rows}

    def history(self, topic: str) -> list[Filling]:
        """Everything that was ever filled in about a topic, newest first."""
        asked = select(_filling).where(_filling.c.topic_key == code_key(topic))
        return [_to_filling(row) for row in self._connection.execute(asked.order_by(_filling.c.id.desc()))]

    def fill(self, filling: Filling) -> None:
        """Keep what was filled in; what was there before stays on record."""
        row = {
            "uid": str(uuid.uuid4()),
            "topic": filling.topic,
            "topic_key": code_key(filling.topic),
            "article": filling.article,
            "severity": filling.severity.value if filling.severity else None,
            "source": filling.source,
            "recorded_by": filling.by,
            "recorded_at": filling.at,
        }
        self._connection.execute(insert(_filling).values(**row))
        self._touched.add(Topic.INSPECTIONS)


def _to_filling(row: Any) -> Filling:
    return Filling(
        row.topic,
        row.article,
        Severity(row.severity) if row.severity else None,
        row.source,
        row.recorded_by,
        row.recorded_at,
    )
