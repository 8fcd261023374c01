"""Checked copies of a database file: written aside, verified, and only then given their name."""

import os
from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.engine import APPLICATION_ID


def write_copy(engine: Engine, target: Path) -> None:
    """Copy an open database to a file that is not there yet; nothing half written is left."""
    if target.exists():
        raise UserError(N_("{file} exists already. Choose another name."), file=str(target))
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        connection = engine.raw_connection()
        copy = driver.connect(str(aside))
        try:
            connection.driver_connection.backup(copy)  # pyright: ignore[reportOptionalMemberAccess]
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
            connection.close()
        refuse_unsound(aside)
        with aside.open("rb+") as stream:
            os.fsync(stream.fileno())
        aside.replace(target)
    except (OSError, driver.Error) as error:
        raise UserError(
            N_("The backup {file} could not be written: {reason}. Nothing was left behind."),
            file=str(target),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)


def refuse_unsound(path: Path) -> None:
    """Refuse a file that is no whole workspace of ours."""
    connection = driver.connect(f"file:{path}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except driver.DatabaseError as error:
        raise UserError(
            N_("{file} is no workspace of this program, or it is damaged."), file=str(path)
        ) from error
    finally:
        connection.close()
    if application != APPLICATION_ID or verdict != "ok" or broken is not None:
        raise UserError(N_("{file} is no workspace of this program, or it is damaged."), file=str(path))
