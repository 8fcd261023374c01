"""Bringing a workspace file to this version: copied and checked first, then one transaction or nothing."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from evalapp.base import paths
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.engine import APPLICATION_ID

#: `user_version` of a file that this program reads and writes; each step is a revision in `db/versions`.
LATEST = 2


def version_of(connection: Connection) -> tuple[int, int]:
    """The file's application id and user version; both are 0 for a new, empty file."""
    application = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    return application, int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_foreign(connection: Connection, path: Path) -> int:
    """Refuse a file that is not ours or newer than we are; return its version."""
    application, version = version_of(connection)
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if application != APPLICATION_ID and tables:
        raise UserError(
            N_("{file} is a database of another program. Choose a workspace made by this one."),
            file=path.name,
        )
    if version > LATEST:
        raise UserError(
            N_(
                "{file} was made by a newer version of this program. Install that version, or open an "
                "older copy; the file was not touched."
            ),
            file=path.name,
        )
    return version


def upgrade(engine: Engine) -> None:
    """Run the missing revisions and set the version with them, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        problems = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if problems:
            raise ValueError(f"the migration left broken references: {problems[:3]}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")
