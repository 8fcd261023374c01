"""Bringing a workspace file to this version: copied and checked first, then one transaction or nothing."""

import hashlib
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import Connection

from evalapp.base import paths
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.copies import write_copy
from evalapp.store.encryption import Key
from evalapp.store.engine import APPLICATION_ID

#: `user_version` of a file that this program reads and writes; each step is a revision in `db/versions`.
LATEST = 16
#: Tables of which a migration may change nothing at all.
_SCORES = ("mark", "result", "round", "audit")


def version_of(connection: Connection) -> tuple[int, int]:
    """The file's application id and user version; both are 0 for a new, empty file."""
    application = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    return application, int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_foreign(connection: Connection, path: Path) -> int:
    """Refuse a file that is not ours; return its version."""
    application, version = version_of(connection)
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if application != APPLICATION_ID and tables:
        raise UserError(
            N_("{file} is a database of another program. Choose a workspace made by this one."),
            file=path.name,
        )
    return version


def upgrade(engine: Engine, path: Path, version: int, key: Key | None = None) -> None:
    """Run the missing revisions and set the version with them, in one transaction.

    A file with something in it is copied and the copy checked first; nothing that was in it may have changed.
    """
    if version:
        write_copy(engine, _free_name(path, version), key=key)
    with engine.begin() as connection:
        run_revisions(connection)
        problems = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if problems:
            raise ValueError(f"the migration left broken references: {problems[:3]}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")


def run_revisions(connection: Connection) -> None:
    """Run the missing revisions inside a transaction; nothing that was there may have changed by them."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    before = _content(connection)
    command.upgrade(config, "head")
    after = _content(connection)
    changed = [table for table, content in before.items() if after.get(table) != content]
    if changed:
        raise ValueError(f"the migration changed what was there: {changed}")


def _free_name(path: Path, version: int) -> Path:
    """Where the copy of an older file goes; a copy that is there is never written over."""
    names = (path.with_name(f"{path.stem}-v{version}-{number}.backup{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())


def _content(connection: Connection) -> dict[str, tuple[int, str]]:
    """How many rows each table has; of those that hold scores and results, also a hash of all of it."""
    content: dict[str, tuple[int, str]] = {}
    for name in set(inspect(connection).get_table_names()) - {"alembic_version"}:
        rows = int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
        content[name] = (rows, _digest(connection, name) if name in _SCORES else "")
    return content


def _digest(connection: Connection, table: str) -> str:
    digest = hashlib.sha256()
    for row in connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY 1, 2, 3'):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
