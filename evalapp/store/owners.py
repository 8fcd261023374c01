"""Who has a data file open: the database's lock says whether it is taken, a note beside it says by whom.

A window that is begun asks before it is painted: the driver is imported only where there is such a note.
"""

import json
import os
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from evalapp.base.clock import VIET_NAM

#: How the driver says that somebody else has the file.
TAKEN = ("SQLITE_BUSY", "SQLITE_LOCKED")


def owner_file(path: Path) -> Path:
    """The note beside a file that names who has it open."""
    return path.with_name(path.name + ".owner")


def claim(path: Path, program: str, now: datetime) -> None:
    """Leave word of who has the file; the lock itself is the database's."""
    import getpass  # only who works with a file says who they are

    myself = {
        "program": program,
        "user": getpass.getuser(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": now.isoformat(),
    }
    with suppress(OSError):  # a full disk must not keep anybody from reading
        owner_file(path).write_text(json.dumps(myself, ensure_ascii=False), encoding="utf-8")


def owner_of(path: Path) -> str:
    """Who left word, in one line; "?" where nobody did."""
    try:
        said = json.loads(owner_file(path).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(said["since"]).astimezone(VIET_NAM)
        return f"{said['program']}, {said['user']}@{said['host']}, {since:%d/%m/%Y %H:%M}"
    except (OSError, ValueError, KeyError, TypeError):
        return "?"


def is_taken(path: Path) -> bool:
    """Whether somebody has the file open now; whatever else is wrong with it is not looked for."""
    if not owner_file(path).is_file():  # a note may be left over, but nobody works without one
        return False
    import sqlcipher3.dbapi2 as driver

    try:
        connection: Any = driver.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=0)
    except driver.Error:
        return False
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # makes no file beside it
        connection.execute("PRAGMA schema_version")
    except driver.Error as error:
        return str(getattr(error, "sqlite_errorname", "")).startswith(TAKEN)
    finally:
        connection.close()
    return False
