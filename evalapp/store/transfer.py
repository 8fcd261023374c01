"""Everything of a workspace into another that is empty: from a server to a file, from a file to a server."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select, text
from sqlalchemy.engine import Connection

from evalapp.store import tables
from evalapp.store.every_table import metadata

#: So many rows travel at once.
_STEP = 500


def carry_over(
    source: Connection, target: Connection, progress: Callable[[int, int], None]
) -> dict[str, int]:
    """Write every row of one into the other, in the other's transaction; count them by table.

    References wait until everything is there, since some rows name later ones.
    """
    _let_references_wait(target)
    listed = metadata.sorted_tables
    for table in reversed(listed):  # what a new workspace is given, its double brings along
        target.execute(delete(table))
    counts = dict[str, int]()
    for number, table in enumerate(listed):
        progress(number, len(listed))
        counts[table.name] = 0
        for rows in _read(source, table):
            target.execute(insert(table), rows)
            counts[table.name] += len(rows)
    _go_on_counting(target)
    return counts


def same(source: Connection, target: Connection, counts: dict[str, int]) -> bool:
    """Whether what arrived is what was sent: every table's rows, and the end of the history."""
    arrived = all(
        target.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one() == count
        for name, count in counts.items()
    )
    end = select(tables.audit_head.c.seq, tables.audit_head.c.hash)
    return arrived and source.execute(end).all() == target.execute(end).all()


def _read(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = source.execution_options(yield_per=_STEP).execute(select(table).order_by(*table.primary_key))
    for part in found.mappings().partitions(_STEP):
        yield [dict(row) for row in part]


def _let_references_wait(target: Connection) -> None:
    waits = "PRAGMA defer_foreign_keys = ON" if _is_file(target) else "SET CONSTRAINTS ALL DEFERRED"
    target.execute(text(waits))


def _go_on_counting(target: Connection) -> None:
    """A server gives out numbers of its own: they go on after the last that came along."""
    if _is_file(target):
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            newest: Row[Any] = target.execute(select(func.max(column))).one()
            counter = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
            target.execute(select(func.setval(counter, newest[0] or 1, newest[0] is not None)))


def _is_file(target: Connection) -> bool:
    return target.dialect.name == "sqlite"
