"""Thousands of rows written at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Executable, Insert
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

#: Fewer rows are not worth finding out how their columns are kept.
_MANY = 100


def write_rows(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for every row, and not at all where there is none.

    Many new rows go to the driver of a file as it takes them: SQLAlchemy takes longer over each row than the
    database.
    """
    if not rows:
        return  # the library would run it once all the same, with nothing in it
    if len(rows) < _MANY or not isinstance(statement, Insert) or not _inserted(connection, statement, rows):
        connection.execute(statement, rows)


def _inserted(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> bool:
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, column_keys=list(rows[0]))
    names = compiled.positiontup
    if names is None:  # a server, which takes them by name
        return False
    columns = [_kept(statement.table.c[name].type, [row[name] for row in rows], dialect) for name in names]
    connection.exec_driver_sql(str(compiled), list(zip(*columns, strict=True)))
    return True


def _kept(kind: TypeEngine[Any], values: list[Any], dialect: Dialect) -> list[Any]:
    """The values of one column as the driver takes them."""
    kept = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if kept is None else list(map(kept, values))
