"""Asking for the password or code of an encrypted file, only where this process does not know its key."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from evalapp.store.encryption import Locked, unlock

Outcome = TypeVar("Outcome")
#: Has whoever opens a file type its password or recovery code.
AskSecret = Callable[[Path], str]


def unlocking(path: Path, ask: AskSecret | None, use: Callable[[], Outcome]) -> Outcome:
    """Do something with a file; where that is locked, its password or code is asked for first."""
    try:
        return use()
    except Locked:
        if ask is None:
            raise
    unlock(path, ask(path))
    return use()
