"""The collection of results from outside."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.external_results import ExternalResult
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.store import tables
from evalapp.store.topics import Topic

_table = tables.external_result


class ExternalResults:
    """Results from outside, as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def of(self, period: Period) -> dict[PersonId, ExternalResult]:
        """Everybody's result of a period that came from outside."""
        query = select(_table).where(_table.c.period == str(period))
        return {PersonId(row.person_id): _to_domain(row) for row in self._connection.execute(query)}

    def save(self, results: Iterable[ExternalResult]) -> None:
        """Write results; one that is there already is replaced by what the newer list says."""
        rows = [
            {
                "person_id": each.person,
                "period": str(each.period),
                "total": each.total,
                "level": each.level,
                "source": each.source,
                "recorded_by": each.recorded_by,
                "recorded_at": each.recorded_at,
            }
            for each in results
        ]
        if rows:
            statement = upsert(_table)
            keys = ("total", "level", "source", "recorded_by", "recorded_at")
            changed = {key: statement.excluded[key] for key in keys}
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["person_id", "period"], set_=changed), rows
            )
        self._touched.add(Topic.SCORES)


def _to_domain(row: Any) -> ExternalResult:
    return ExternalResult(
        PersonId(row.person_id),
        Period.parse(row.period),
        row.level,
        row.total,
        row.source,
        row.recorded_by,
        row.recorded_at,
    )
