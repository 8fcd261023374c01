"""The schema on a server: the same revisions as in a file; text and numbers are made to behave as there."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Engine, Integer, LargeBinary, inspect, text
from sqlalchemy.engine import Connection

from evalapp.base.addresses import ServerAddress
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.columns import Points
from evalapp.store.every_table import metadata
from evalapp.store.migrate import LATEST, run_revisions

#: One process at a time makes or changes the tables; "evap" in ASCII.
_TURN = text("SELECT pg_advisory_xact_lock(1702256496)")
_VERSION = text("SELECT version_num FROM alembic_version")

_OTHERS = N_("{server} holds tables of another program. Have the administrator make an empty database.")
_ENCODING = N_(
    "{server} keeps text as {encoding}, which cannot hold every letter. Have the administrator make a "
    "database with the encoding UTF8."
)
MADE_BY_NEWER = N_(
    "{server} was made by or brought to a newer version of this program. Close this one and install that "
    "version; nothing was changed."
)


def version_of(connection: Connection, address: ServerAddress) -> int:
    """The version of the workspace in a database, 0 where it is empty; refuse what is not ours."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise UserError(_ENCODING, server=address.name, encoding=encoding)
    there = set(inspect(connection).get_table_names())
    if not there:
        return 0
    if not {"alembic_version", "audit_head"} <= there:
        raise UserError(_OTHERS, server=address.name)
    return int(connection.execute(_VERSION).scalar_one())


def refuse_newer(connection: Connection, address: ServerAddress) -> None:
    """Refuse a database that is not of this version, for example brought to a newer one meanwhile."""
    if int(connection.execute(_VERSION).scalar_one()) != LATEST:
        raise UserError(MADE_BY_NEWER, server=address.name)


def upgrade(engine: Engine, address: ServerAddress) -> None:
    """Bring a database to this version in one transaction; the first of several does it for all."""
    with (
        engine.connect().execution_options(isolation_level="READ COMMITTED") as connection,
        connection.begin(),
    ):
        connection.execute(_TURN)
        if version_of(connection, address) >= LATEST:
            return
        run_revisions(connection)
        _fit(connection)


def complaint(connection: Connection) -> str:
    """`ok`, or the first column that is not as it is declared."""
    there = _columns(connection)
    for table in metadata.sorted_tables:
        for column in table.columns:
            told, wanted = there.get((table.name, column.name)), _wanted(column)
            if told != wanted:
                return f"{table.name}.{column.name}: {told or 'missing'}, not {wanted}"
    return "ok"


def _fit(connection: Connection) -> None:
    """Text is compared letter by letter as in a file, whatever the server speaks; points have 64 bits.

    References may wait for the end of a transaction, which copying everything needs.
    """
    there = _columns(connection)
    for table in metadata.sorted_tables:
        changes = [
            f'ALTER COLUMN "{column.name}" TYPE {_wanted(column)}'
            for column in table.columns
            if there.get((table.name, column.name)) != _wanted(column)
        ]
        if changes:
            connection.execute(text(f'ALTER TABLE "{table.name}" {", ".join(changes)}'))
    for table, name in _rigid_references(connection):
        connection.execute(text(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" DEFERRABLE'))


def _wanted(column: Column[Any]) -> str:
    if isinstance(column.type, LargeBinary):
        return "bytea"
    if isinstance(column.type, Points):
        return "bigint"
    return "integer" if isinstance(column.type, Integer) else 'text COLLATE "C"'


def _columns(connection: Connection) -> dict[tuple[str, str], str]:
    listed = connection.execute(
        text(
            "SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns "
            "WHERE table_schema = current_schema()"
        )
    )
    return {
        (row.table_name, row.column_name): row.data_type
        + (f' COLLATE "{row.collation_name}"' if row.collation_name else "")
        for row in listed
    }


def _rigid_references(connection: Connection) -> Iterator[tuple[str, str]]:
    listed = connection.execute(
        text(
            "SELECT r.relname, c.conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid "
            "WHERE c.contype = 'f' AND NOT c.condeferrable "
            "AND c.connamespace = current_schema()::regnamespace"
        )
    )
    for row in listed.all():
        yield row.relname, row.conname
