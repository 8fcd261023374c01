"""A round in which nothing was entered yet: whether that is so, and taking it away again."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, Select, delete, select
from sqlalchemy.engine import Connection

from evalapp.domain.rounds import RoundId
from evalapp.store import tables

_round, _sheet = tables.evaluation_round, tables.sheet


def holds_something(connection: Connection, round_id: RoundId, *, for_sure: bool) -> bool:
    """Whether anything was entered in a round: whatever refers to it or to one of its sheets counts.

    For what is only offered the tables that are known anyway are asked; before it is done, every one.
    """
    if for_sure:
        from evalapp.store.every_table import metadata  # a month that is shown does not need all of them
    else:
        metadata = tables.person.metadata
    queries = _entered(round_id, metadata)
    return any(connection.execute(query.limit(1)).first() is not None for query in queries)


def take_away(connection: Connection, round_id: RoundId) -> None:
    """Delete a round that holds nothing, with its sheets."""
    connection.execute(delete(_sheet).where(_sheet.c.round_id == round_id))
    connection.execute(delete(_round).where(_round.c.id == round_id))


def _entered(round_id: RoundId, metadata: MetaData) -> Iterator[Select[Any]]:
    yield select(_sheet.c.id).where(_sheet.c.round_id == round_id, _sheet.c.unrated.is_not(None))
    sheets = select(_sheet.c.id).where(_sheet.c.round_id == round_id)
    for each in metadata.sorted_tables:
        for key in each.foreign_keys:
            if key.column.table is _round and each is not _sheet:
                yield select(key.parent).where(key.parent == round_id)
            elif key.column.table is _sheet:
                yield select(key.parent).where(key.parent.in_(sheets))
