"""The SQLite engine with the settings that keep acknowledged data: see `pragmas` for why each is there."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.encryption import Key

#: "evap" in ASCII: how `file` and we recognise our own databases.
APPLICATION_ID = 0x65766170
#: The first SQLite with the fix for resets of the write-ahead log.
OLDEST_SQLITE = (3, 51, 3)
#: Statements as they were compiled, for every file: compiling one takes longer than running it.
_COMPILED = LRUCache[Any, Any](1_000)


class FileDialect(SQLiteDialect_pysqlite):
    """What all our files speak: a statement compiled for one of them is not compiled anew for the next."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.file", __name__, FileDialect.__name__)


def open_engine(path: Path, key: Key | None = None, *, only_read: bool = False) -> Engine:
    """Return an engine with the one connection that this process keeps to the file."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise UserError(
            N_("This SQLite ({version}) can lose data; the program needs a newer one."),
            version=driver.sqlite_version,
        )

    def connect() -> Any:
        # The unix-excl/exclusive lock is taken by the first statement; a second process is told at once.
        # Nobody writes to what is only read: the log was folded in when it was looked at before.
        file = path.absolute().as_uri() + ("?mode=ro&immutable=1" if only_read else "")
        connection = driver.connect(
            file, uri=True, isolation_level=None, timeout=0.3, check_same_thread=False
        )
        return unlocked(connection, key)

    engine = create_engine(
        "sqlite+file://",
        module=driver,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"compiled_cache": _COMPILED},
    )
    event.listen(engine, "connect", _read_carefully)
    if only_read:
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _write_durably)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def unlocked(connection: Any, key: Key | None) -> Any:
    """A new connection, given the key of its file; what goes wrong is told by us, not written on the side."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.pragma}"')
    return connection


def sqlite_version() -> str:
    """The version of SQLite that ships with the driver."""
    return driver.sqlite_version


def _read_carefully(connection: Any, _record: Any) -> None:
    _set(
        connection,
        "locking_mode = EXCLUSIVE",  # one process; no shared memory file that a network share could corrupt
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "temp_store = MEMORY",
    )


def _write_durably(connection: Any, _record: Any) -> None:
    _set(
        connection,
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL loses acknowledged commits at a power cut
        "foreign_keys = ON",
        "secure_delete = ON",  # words that were changed or erased are not left in pages that are free again
    )


def _set(connection: Any, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
