"""A newer version of the program, brought on a stick: found, checked, the data backed up first.

Beside the installer lies a small file that says its version and its hash (`NAME.update.json`), signed by
whoever hands the program out. A program that knows a key takes nothing unsigned: a warning would be clicked
away, and whoever changes an installer could leave the signature out. One that knows none can only tell
damage, and takes an update only where somebody says so. What is not newer is never offered, and what is
started is a copy that was checked after it had left the stick.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from evalapp import __version__
from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.signatures import is_signed, known_keys
from evalapp.domain.backups import BackupReason
from evalapp.store.places import sticks
from evalapp.store.work import Progress, no_progress
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import secure

ENDING = ".update.json"
#: A folder of this name on a stick is looked into as well.
_FOLDER = "evalapp"
#: What is said before an update is taken that no signature vouches for.
NOT_SIGNED = N_(
    "Nobody has signed it: its hash tells damage, not who made it. Take it only from whom you know."
)
TAKEN_UNSIGNED = N_(
    "Nobody has signed {file}: its hash tells damage, not who made it. Take it only from whom you know, and "
    "say so."
)
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}")
_LARGEST_MANIFEST = 10_000


class Update(Struct, frozen=True):
    """An installer that is newer than this program, what its hash has to be, and whether that is signed."""

    version: str
    installer: Path
    sha256: str
    signed: bool


def find_update(
    folder: Path | None = None, *, running: str = __version__, keys: tuple[str, ...] | None = None
) -> Update:
    """The newest one in a folder, or on the sticks that are plugged in; refused where none is newer."""
    places = _places(folder) if folder else [place for stick in sticks() for place in _places(stick)]
    trusted = known_keys() if keys is None else keys
    found = sorted(
        _updates(places, trusted), key=lambda each: (not trusted or each.signed, _order(each.version))
    )
    newest = found[-1] if found else None
    if newest is None and folder is None:
        raise UserError(N_("No update is on a stick of this computer. Plug it in, or name the folder."))
    if newest is None:
        raise UserError(
            N_(
                "No update for this computer is in {folder}: the installer and its .update.json lie together."
            ),
            folder=str(folder),
        )
    if _order(newest.version) <= _order(running):
        raise UserError(
            N_("Version {found} is there; this program is {running}. Nothing older is put over it."),
            found=newest.version,
            running=running,
        )
    if trusted and not newest.signed:
        raise UserError(
            N_(
                "{file} is not signed by those who made this program: whoever changed it could have put "
                "anything in. Nothing was installed; ask for it anew where the program came from."
            ),
            file=newest.installer.name,
        )
    return newest


def fetch_update(update: Update, target: Path | None = None, *, takes_unsigned: bool = False) -> Path:
    """Copy the installer to this computer and check it there; a wrong one is thrown away."""
    if not (update.signed or takes_unsigned):
        raise UserError(
            TAKEN_UNSIGNED,
            file=update.installer.name,
        )
    folder = target or Path(tempfile.mkdtemp(prefix="evalapp-update-"))
    copy = folder / update.installer.name
    try:
        shutil.copyfile(update.installer, copy)
    except OSError as error:
        raise UserError(
            N_("{file} cannot be copied from the stick: {why}."), file=update.installer.name, why=cause(error)
        ) from error
    with copy.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != update.sha256:
        copy.unlink()
        raise UserError(
            N_(
                "{file} is not the one that was handed out: it is damaged or was changed. Nothing was "
                "installed; ask for it again."
            ),
            file=update.installer.name,
        )
    return copy


def prepare_update(
    workspace: Workspace, progress: Progress = no_progress, *, update: Update, takes_unsigned: bool = False
) -> Path:
    """The checked installer on this computer, after the data was backed up."""
    installer = fetch_update(update, takes_unsigned=takes_unsigned)
    secure(workspace, progress, reason=BackupReason.MIGRATION)
    return installer


def _places(folder: Path) -> list[Path]:
    return [folder, folder / _FOLDER]


def _updates(places: Iterable[Path], keys: tuple[str, ...]) -> Iterator[Update]:
    for place in places:
        for manifest in sorted(place.glob(f"*{ENDING}")):
            update = _read(manifest, keys)
            if update is not None:
                yield update


def _read(manifest: Path, keys: tuple[str, ...]) -> Update | None:
    """What a manifest offers to this system; one that is damaged offers nothing."""
    try:
        if manifest.stat().st_size > _LARGEST_MANIFEST:
            return None
        said: Any = json.loads(manifest.read_text(encoding="utf-8"))
        program, system = said["program"], said["system"]
        version, name, sha256 = str(said["version"]), str(said["file"]), str(said["sha256"]).lower()
        signed = is_signed(said, keys)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    installer = manifest.parent / name
    is_ours = (program, system) == ("evalapp", sys.platform) and _VERSION.fullmatch(version)
    # A manifest names a file beside it and no other.
    return (
        Update(version, installer, sha256, signed)
        if is_ours and Path(name).name == name and installer.is_file()
        else None
    )


def _order(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in version.split(".")]
    return tuple([*numbers, 0, 0, 0][:4])
