"""Checked copies of a database file: written aside, verified, and only then given their name."""

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.durable import make_durable
from evalapp.store.encryption import Key, is_plain, key_file_of, key_of
from evalapp.store.engine import APPLICATION_ID, unlocked

#: What reading a damaged file raises.
Unreadable = driver.Error
#: Pages copied between two looks at whether the work was cancelled: 8 MB.
_STEP = 2000
#: What a copy must have in common with what it was copied from.
_COMPARED = (
    "PRAGMA page_count",
    "PRAGMA user_version",
    "SELECT count(*) FROM sqlite_master",
    "SELECT max(seq), count(*) FROM audit",
    "SELECT hash FROM audit ORDER BY seq DESC LIMIT 1",
)


def _no_progress(_done: int, _total: int) -> None: ...


def write_copy(
    engine: Engine,
    target: Path,
    progress: Callable[[int, int], None] = _no_progress,
    *,
    key: Key | None = None,
) -> None:
    """Copy an open database to a file that is not there yet; nothing half written is left.

    The copy is under the same key. It is made durable, opened again, checked, compared with what it was
    copied from, then named.
    """
    if target.exists():
        raise UserError(N_("{file} exists already. Choose another name."), file=str(target))
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        told = _copy(engine, aside, progress, key)
        make_durable(aside)
        refuse_unsound(aside)
        refuse_different(same=_told_by(aside) == told)
        aside.replace(target)
        make_durable(target.parent)
    except (OSError, driver.Error) as error:
        raise UserError(
            N_("The backup {file} could not be written: {reason}. Nothing was left behind."),
            file=str(target),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)


def refuse_different(*, same: bool) -> None:
    """A copy that reads otherwise than what was copied means a faulty disk."""
    if not same:
        raise OSError(errno.EIO, "the copy differs from what was copied")


def refuse_unsound(path: Path) -> None:
    """Refuse a file that is no whole workspace of ours."""
    try:
        connection = reading(path)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        finally:
            connection.close()
    except driver.DatabaseError as error:
        raise no_workspace(path) from error
    if application != APPLICATION_ID or verdict != "ok" or broken is not None:
        raise no_workspace(path)


def no_workspace(path: Path) -> UserError:
    """What is said of a file that cannot be read as ours; from outside nobody sees that one is encrypted."""
    if is_plain(path):
        return UserError(N_("{file} is no workspace of this program, or it is damaged."), file=str(path))
    return UserError(
        N_(
            "{file} is no workspace of this program, or it is damaged. If it is encrypted, its key file is "
            "missing: put {name} beside it."
        ),
        file=str(path),
        name=key_file_of(path).name,
    )


def reading(path: Path, *, without_log: bool = False) -> Any:
    """A connection that only reads a closed file; it leaves nothing beside one that was closed well."""
    return unlocked(driver.connect(only_read(path, without_log=without_log), uri=True), key_of(path))


def only_read(path: Path, *, without_log: bool = False) -> str:
    """The address under which SQLite reads a file and never writes to it."""
    options = "?mode=ro" if wal_of(path).exists() and not without_log else "?mode=ro&immutable=1"
    return path.absolute().as_uri() + options


def wal_of(path: Path) -> Path:
    """The log beside a file that is in use, or was not closed well."""
    return path.with_name(path.name + "-wal")


def _copy(engine: Engine, aside: Path, progress: Callable[[int, int], None], key: Key | None) -> list[Any]:
    """Copy page by page; return what the copy has to tell afterwards."""
    pooled = engine.raw_connection()
    source: Any = pooled.driver_connection
    copy: Any = unlocked(driver.connect(str(aside)), key)

    def report(_status: int, left: int, total: int) -> None:
        progress(total - left, total)

    try:
        source.backup(copy, pages=_STEP, progress=report)
        copy.execute("PRAGMA journal_mode = DELETE")
        return _told(source)
    finally:
        copy.close()
        pooled.close()


def _told_by(path: Path) -> list[Any]:
    connection = reading(path)
    try:
        return _told(connection)
    finally:
        connection.close()


def _told(connection: Any) -> list[Any]:
    return [tuple(connection.execute(query).fetchone() or ()) for query in _COMPARED]
