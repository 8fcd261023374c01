"""What the database says when something outside us is wrong, in words: a taken file, a full disk, damage."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from evalapp.base.errors import StorageError
from evalapp.base.messages import N_
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
    "{file} is not a workspace of this program, or it is encrypted and its key file is missing or damaged: "
    "a copy of “evalapp-….key” lies in the folder of the backups. Put that beside it, or choose another "
    "file; this one was not touched."
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
    "SQLITE_NOTADB": _NOT_OURS,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_IOERR": _DEVICE,
}
_UNWRITABLE = ("SQLITE_IOERR", "SQLITE_CANTOPEN")


#: What SQLCipher ends a transaction with once it met a page that does not fit its key.
BrokenPage = MemoryError


def broken(path: Path) -> StorageError:
    """The refusal that a broken page of an encrypted file stands for."""
    return StorageError(_DAMAGED, file=str(path))


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
    message = next((text for prefix, text in _MESSAGES.items() if name.startswith(prefix)), None)
    return error if message is None else StorageError(message, file=str(path))
