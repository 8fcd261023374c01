"""Whether a file lies on the disk as it was left: a hash of each page, kept beside it while it is closed.

SQLite notices a changed bit only where it breaks the structure of the file; in a score or a name it does not.
The hashes hold from one closing to the next opening: a mark in the file names the closing they belong to,
and is taken out when the file is opened. After a crash there is no such mark; seals and history have to do.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine, delete, insert
from sqlalchemy.exc import DatabaseError

from evalapp.base.data_files import PLAIN
from evalapp.store import tables
from evalapp.store.copies import Unreadable, reading, wal_of
from evalapp.store.failures import BrokenPage

#: The setting that names the closing; without it the file is in use, or was when the machine went down.
_CLOSING = "closing"
_HASH = 8  # bytes for each page
_HEADER = 100  # bytes of SQLite's own header; journal modes change it without changing what is in the file
_LOG_HEADER, _FRAME_HEADER = 32, 24  # bytes of SQLite's write-ahead log
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65536  # the largest stands as 1 in the header


def sums_file(path: Path) -> Path:
    """Where the hashes of a workspace are kept."""
    return path.with_name(path.name + ".sums")


def mark_closing(engine: Engine) -> str:
    """Name the closing that is about to happen; empty where the file cannot be written any more."""
    name = secrets.token_hex(8)
    return name if _put(engine, name) else ""


def mark_open(engine: Engine) -> None:
    """From now on the file may change, and no hashes speak of it."""
    _put(engine, "")


def write_sums(path: Path, closing: str, changed: Sequence[int] = ()) -> None:
    """Keep the hash of each page of a file that was just closed; where that fails nothing is compared."""
    if closing:
        _write(path, closing, changed, _hashes(path))


def keep_found(path: Path, changed: Sequence[int]) -> str:
    """Remember the pages that were found changed, whatever is written from now on; names their closing.

    They are kept beside the file, not in it: a damaged file is not written into for that. Its mark stays, so
    that they are found until another file lies in its place.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        closing, _, known = _kept(path)
        _write(path, closing, changed, (known,))
        return closing
    return ""


def changed_pages(path: Path) -> tuple[int, ...]:
    """The pages of a closed file that are not as they were, from 1 on; none where nothing is known.

    Never to be asked by a process that has the file open: reading it past SQLite would drop SQLite's lock.
    """
    try:
        closing, found, known = _kept(path)
        left = _told_by(path, without_log=True)
        if closing != left[0]:
            return ()
        if _has_log(path):  # ours, after a crash, where the mark is out of it or the tables are newer
            is_ours = bool(found) or _told_by(path) != left
            return tuple(found) if is_ours else pages_in_log(wal_of(path))
        now = b"".join(_hashes(path))
    except (OSError, ValueError, KeyError, TypeError, Unreadable):
        return ()
    starts = range(0, max(len(now), len(known)), _HASH)
    changed = [start for start in starts if now[start : start + _HASH] != known[start : start + _HASH]]
    return tuple(sorted({*found, *(start // _HASH + 1 for start in changed)}))


def _kept(path: Path) -> tuple[str, list[int], bytes]:
    """The closing that hashes were kept of, the pages found changed before, and the hashes."""
    with sums_file(path).open("rb") as kept:
        head = json.loads(kept.readline())
        return str(head["closing"]), [int(page) for page in head.get("changed", ())], kept.read()


def _write(path: Path, closing: str, changed: Sequence[int], hashes: Iterable[bytes]) -> None:
    aside = path.with_name(path.name + ".sums.part")
    with suppress(OSError, ValueError):
        with aside.open("wb") as out:
            out.write(json.dumps({"closing": closing, "changed": list(changed)}).encode() + b"\n")
            out.writelines(hashes)
        aside.replace(sums_file(path))
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _put(engine: Engine, closing: str) -> bool:
    try:
        with engine.begin() as connection:
            connection.execute(delete(tables.setting).where(tables.setting.c.key == _CLOSING))
            if closing:
                connection.execute(insert(tables.setting).values(key=_CLOSING, value=closing))
    except (
        DatabaseError,
        BrokenPage,
    ):  # a bad, full or read-only disk: whoever works with it will hear
        return False
    return True


def _has_log(path: Path) -> bool:
    return wal_of(path).exists() and wal_of(path).stat().st_size > 0


def _told_by(path: Path, *, without_log: bool = False) -> tuple[str, int]:
    """The mark of the closing and the version of the tables: as the file lies there, or with its log."""
    shared = path.with_name(path.name + "-shm")
    had_shared = shared.exists()
    connection = reading(path, without_log=without_log)
    try:
        found = connection.execute("SELECT value FROM setting WHERE key = ?", (_CLOSING,)).fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
        if not had_shared:
            shared.unlink(missing_ok=True)
    return (found[0] if found else "", int(version))


def pages_in_log(log: Path) -> tuple[int, ...]:
    """The pages that what was committed into a log changes."""
    content = log.read_bytes()
    size = int.from_bytes(content[8:12], "big")
    salts = content[16:24]
    pages, committed = list[int](), 0
    for start in range(_LOG_HEADER, len(content), _FRAME_HEADER + max(size, _SMALLEST_PAGE)):
        frame = content[start : start + _FRAME_HEADER]
        if frame[8:16] != salts:  # what an earlier round of the log left behind
            break
        pages.append(int.from_bytes(frame[:4], "big"))
        if any(frame[4:8]):  # the end of a transaction
            committed = len(pages)
    return tuple(sorted(set(pages[:committed])))


def _hashes(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        size = _page_size(file)
        skipped = _HEADER
        while page := file.read(size):
            yield blake2b(page[skipped:], digest_size=_HASH).digest()
            skipped = 0


def _page_size(file: BinaryIO) -> int:
    header = file.read(_HEADER)
    file.seek(0)
    if not header.startswith(PLAIN):
        raise ValueError("an encrypted file: each of its pages proves itself")
    told = int.from_bytes(header[16:18], "big")
    size = _LARGEST_PAGE if told == 1 else told
    if size < _SMALLEST_PAGE:
        raise ValueError("no database file")
    return size
