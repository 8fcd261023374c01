"""The backups of a workspace: numbered files in a folder of their own, thinned once a new one stands."""

import logging
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from msgspec import Struct

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.backups import BackupName, BackupReason, to_drop
from evalapp.store.copies import no_workspace, reading, refuse_different, refuse_unsound, write_copy
from evalapp.store.durable import make_durable
from evalapp.store.encryption import found_key_file, write_key_file
from evalapp.store.kept_copies import Backup, backup_file_name, backups_in, folder_of
from evalapp.store.work import no_progress
from evalapp.store.workspace import Workspace

__all__ = ["Contents", "contents_of", "keep", "refuse_unsound"]

_log = logging.getLogger(__name__)


def keep(
    workspace: Workspace,
    reason: BackupReason,
    *,
    now: datetime,
    period: str = "",
    progress: Callable[[int, int], None] = no_progress,
) -> Backup:
    """Write a numbered backup beside the workspace; only once it stands are older ones thinned."""
    folder = folder_of(workspace.path)
    numbers = [each.name.number for each in backups_in(folder, workspace.path)]
    name = BackupName(max(numbers, default=0) + 1, now, reason, period)
    target = folder / backup_file_name(name, workspace.path)
    write_copy(workspace.engine, target, progress, key=workspace.key)
    carry_key_file(workspace, folder)
    _thin(folder, workspace.path)
    return Backup(target, name, target.stat().st_size)


def carry_key_file(workspace: Workspace, folder: Path) -> None:
    """Put the key file of an encrypted workspace into a folder of its copies: none opens without one."""
    kept = found_key_file(workspace.path, workspace.key.id) if workspace.key else None
    if kept is not None and folder.is_dir():
        write_key_file(folder, kept)


def copy_to(backup: Backup, folder: Path, workspace: Path) -> Path:
    """Put a backup into a second folder too, compared byte by byte, and thin what is there."""
    target = folder / backup_file_name(_renumbered(backup.name, backups_in(folder, workspace)), workspace)
    aside = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup.path, aside)
        make_durable(aside)
        refuse_different(same=_same(backup.path, aside))
        aside.replace(target)
        make_durable(folder)
    except OSError as error:
        raise UserError(
            N_(
                "The second copy could not be written to {folder}: {reason}. The backup beside the data "
                "file stands."
            ),
            folder=str(folder),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    _thin(folder, workspace)
    return target


class Contents(Struct, frozen=True):
    """What a backup holds, as far as its history tells."""

    rows: int  # entries of the history
    head: str
    last: datetime | None  # when the newest entry was written
    people: int
    closed: int  # periods that are closed
    version: int  # of the program that wrote it


def contents_of(path: Path) -> Contents:
    """Look into a backup without changing it."""
    with _looked_into(path) as connection:
        rows = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
        newest = connection.execute("SELECT hash, at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
        closed = connection.execute("SELECT count(*) FROM round WHERE stage = 'closed'").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    head, at = newest or ("", None)
    return Contents(rows, head, at and datetime.fromisoformat(at), people, closed, version)


def hash_at(path: Path, seq: int) -> str:
    """The hash of one entry in the history of a backup; empty where there is none."""
    with _looked_into(path) as connection:
        found = connection.execute("SELECT hash FROM audit WHERE seq = ?", (seq,)).fetchone()
    return found[0] if found else ""


@contextmanager
def _looked_into(path: Path) -> Generator[Any]:
    """A connection to a backup that reads only; what is damaged, or a failing disk, is said in words."""
    try:
        connection = reading(path)
        try:
            yield connection
        finally:
            connection.close()
    except driver.DatabaseError as error:
        raise no_workspace(path) from error


def _thin(folder: Path, workspace: Path) -> None:
    there = {each.name: each for each in backups_in(folder, workspace)}
    for name in to_drop(there):
        try:
            there[name].path.unlink()
        except OSError as error:  # somebody reads it: the next time will do
            _log.info("backup %s is not thinned: %s", name.number, error)


def _renumbered(name: BackupName, there: list[Backup]) -> BackupName:
    """The name in a second folder: newer than what is there, where the numbers began anew meanwhile."""
    newest = max((each.name.number for each in there), default=0)
    return BackupName(max(name.number, newest + 1), name.at, name.reason, name.period)


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            here, there = left.read(1 << 20), right.read(1 << 20)
            if here != there:
                return False
            if not here:
                return True
