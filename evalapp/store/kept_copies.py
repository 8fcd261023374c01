"""The copies that lie beside a data file: its numbered backups, and what was rescued when it was replaced.

Known by their names alone: no file is opened, and nothing of the store is needed to list them.
"""

import re
from collections.abc import Generator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from evalapp.domain.backups import BackupName

_RESCUED, _STAMP = ".rescued", "%Y%m%dT%H%M%SZ"
_BACKUPS = ".backups"
#: What the names of copies add to that of the file: which backup it is, or when the file was replaced.
_MARKED = re.compile(r"(?P<stem>.+?)(?:\.(?P<backup>\d{6,}\..+)|-\d{8}T\d{6}Z\.(?:rescued|replaced)-*)")


class Backup(Struct, frozen=True):
    """A file of the backup folder, and what its name says."""

    path: Path
    name: BackupName
    size: int  # bytes


class Rescued(Struct, frozen=True):
    """What was saved of a data file that another one had taken the place of."""

    path: Path
    at: datetime


def folder_of(workspace: Path) -> Path:
    """The folder beside a workspace that holds its backups."""
    return workspace.with_name(f"{workspace.stem}{_BACKUPS}")


def home_of(path: Path) -> Path | None:
    """The data file that a file is a kept copy of: by its name, or by the folder it lies in; None for others.

    A backup that was carried elsewhere belongs where it lies, until somebody says otherwise.
    """
    path = path.absolute()
    found = _MARKED.fullmatch(path.stem)
    is_marked = found is not None and (not found["backup"] or BackupName.parse(found["backup"]) is not None)
    is_among = path.parent.name.endswith(_BACKUPS)
    if not (is_marked or is_among):
        return None
    stem = found["stem"] if found and is_marked else path.parent.name.removesuffix(_BACKUPS)
    return (path.parent.parent if is_among else path.parent) / f"{stem}{path.suffix}"


def backup_file_name(name: BackupName, workspace: Path) -> str:
    """What a backup of a workspace is called."""
    return f"{workspace.stem}.{name}{workspace.suffix}"


def backups_in(folder: Path, workspace: Path) -> list[Backup]:
    """The backups of a workspace in a folder, newest first; other files are none of our business."""
    found = list[Backup]()
    with suppress(OSError):  # a folder that is not there, or cannot be read, has none
        for path in folder.iterdir():
            name = _name_of(path, workspace)
            if name is not None:
                found.append(Backup(path, name, path.stat().st_size))
    return sorted(found, key=lambda each: each.name.number, reverse=True)


def rescued_path(workspace: Path, at: datetime) -> Path:
    """Where the state of a workspace goes whose place another file has taken."""
    return workspace.with_name(f"{workspace.stem}-{at:{_STAMP}}{_RESCUED}{workspace.suffix}")


def rescued_of(workspace: Path) -> list[Rescued]:
    """What was rescued of a workspace, newest first."""
    return sorted(_rescued(workspace), key=lambda each: each.at, reverse=True)


def has_copies(workspace: Path) -> bool:
    """Whether backups or rescued copies lie beside a place, so that a data file was there once."""
    return bool(rescued_of(workspace) or backups_in(folder_of(workspace), workspace))


def free_place(workspace: Path) -> Path:
    """This place, or the next one beside it where neither a file nor copies of one lie."""
    number, place = 1, workspace
    while place.exists() or has_copies(place):
        number += 1
        place = workspace.with_stem(f"{workspace.stem}-{number}")
    return place


def _rescued(workspace: Path) -> Generator[Rescued]:
    begin, end = f"{workspace.stem}-", f"{_RESCUED}{workspace.suffix}"
    with suppress(OSError):
        for path in workspace.parent.iterdir():
            if path.name.startswith(begin) and path.name.endswith(end):
                with suppress(ValueError):  # a name that somebody gave it
                    yield Rescued(path, datetime.fromisoformat(path.name[len(begin) : -len(end)]))


def _name_of(path: Path, workspace: Path) -> BackupName | None:
    begin, end = f"{workspace.stem}.", workspace.suffix
    if not (path.name.startswith(begin) and path.name.endswith(end)):
        return None
    return BackupName.parse(path.name[len(begin) : len(path.name) - len(end)])
