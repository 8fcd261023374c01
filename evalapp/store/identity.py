"""Whether the file that is open is still the one that was opened: nothing is written into another one."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from evalapp.store.copies import wal_of

#: Which file it is, how long, and when it was last written; empty where there is none.
Identity = tuple[int, ...]


def identity_of(path: Path) -> Identity:
    """What a file is known again by. Only we write to it, so that it changes in our own transactions only."""
    try:
        told = path.stat()
    except OSError:
        return ()
    if sys.platform == "win32":  # tells the time of writing late; but there an open file cannot be replaced
        return (told.st_dev, told.st_ino, told.st_size)
    return (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns)


def is_same_file(one: Identity, other: Identity) -> bool:
    """Whether two looks were at one file, whatever was written into it in between."""
    return one[:2] == other[:2]


def cut_log(path: Path, log: Identity) -> None:
    """Keep what our log holds from being folded into a file that somebody put in the place of ours."""
    if is_same_file(identity_of(wal_of(path)), log):
        with suppress(OSError):
            os.truncate(wal_of(path), 0)
