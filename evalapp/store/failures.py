"""What the database says when something outside us is wrong, in words: a taken file, a full disk, damage."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from evalapp.base.data_files import is_data_file
from evalapp.base.errors import StorageError
from evalapp.base.messages import N_
from evalapp.store.encryption import is_plain, key_file_of
from evalapp.store.owners import TAKEN

_FULL = N_(
    "The disk is full: nothing was saved. Free some space, then do it again; what was saved before is safe."
)
_READ_ONLY = N_(
    "{file} cannot be written: the file or its folder is read-only. Copy it to a folder "
    "of yours and open it there."
)
_CANNOT_OPEN = N_("{file} cannot be opened or made in this folder. Choose a folder that you may write in.")
_NOT_OURS = N_(
    "{file} is damaged from its beginning on, or it is not a workspace of this program. Put a backup back, "
    "or choose another file; this one was not touched."
)
_KEY_GONE = N_(
    "{file} is not a workspace of this program, or it is encrypted and its key file {key} is missing: it "
    "lies neither beside it nor with its backups. Look for a copy where second copies go and put it beside "
    "the file, or choose another file; this one was not touched."
)
_DAMAGED = N_(
    "{file} is damaged. Do not go on with it: restore the newest backup. The damaged file was left as it is."
)
_DEVICE = N_(
    "The disk reported an error while reading or writing {file}. Nothing was saved; check "
    "the disk, then do it again."
)
_MESSAGES = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _CANNOT_OPEN,
    "SQLITE_IOERR": _DEVICE,
}
_UNWRITABLE = ("SQLITE_IOERR", "SQLITE_CANTOPEN")


class Damaged(StorageError):
    """A file that cannot be read, or not as one of ours: a copy of it may be put in its place."""


#: What SQLCipher ends a transaction with once it met a page that does not fit its key.
BrokenPage = MemoryError


def broken(path: Path) -> Damaged:
    """The refusal that a broken page of an encrypted file stands for."""
    return Damaged(_DAMAGED, file=str(path))


def explained(error: DatabaseError, path: Path, owner: Callable[[], str]) -> Exception:
    """Return the refusal that a driver's error stands for, or the error itself where it is a bug of ours."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if "could not decode" in str(error.orig).lower():
        name = "SQLITE_CORRUPT"  # text that no program of ours has written
    if name.startswith(_UNWRITABLE) and not os.access(path.parent, os.W_OK):
        name = "SQLITE_READONLY"
    if name.startswith(TAKEN):
        return StorageError(
            N_(
                "{file} is open elsewhere: {owner}. Close it there, then try again; two at once would "
                "overwrite each other."
            ),
            file=path.name,
            owner=owner(),
        )
    if name == "SQLITE_CORRUPT":
        return broken(path)
    if name == "SQLITE_NOTADB":
        return _unreadable(path)
    message = next((text for prefix, text in _MESSAGES.items() if name.startswith(prefix)), None)
    return error if message is None else StorageError(message, file=str(path))


def _unreadable(path: Path) -> Damaged:
    """What is said of a file that the database knows as none; a key file is named where it is missed."""
    if is_plain(path):
        return broken(path)
    if is_data_file(path):
        return Damaged(_KEY_GONE, file=str(path), key=key_file_of(path).name)
    return Damaged(_NOT_OURS, file=str(path))
