"""A bit of a closed file turns over: what that changes in scores, results and findings is found.

Counted are only turns that change what the file says there, or make it unreadable: a bit of an unused page
changes nothing. SQLite's own check is asked too, and finds few: it knows the structure, not the content.
"""

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.devtools.faults_work import prepare, work_named
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.documents.reading.workbook import Row, Sheet, Workbook
from evalapp.domain.imports import ImportChoice
from evalapp.sample.month import SampleClock
from evalapp.sample.people import OFFICE
from evalapp.store.conversion import write_under
from evalapp.store.copies import Unreadable, reading
from evalapp.store.encryption import Strength, is_plain, new_key, unlock, write_key_file
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.inspections_import import import_inspections

_PAGE = 4096
_PASSWORD = "mật khẩu của máy"
_CHEAP = Strength(memory=64, passes=1, lanes=1)
_INNER = (2, 5)  # the kinds of page that hold no rows, by their first byte
#: What decides about somebody.
WATCHED = ("mark", "result", "round", "sheet", "finding", "finding_step", "register_entry")


class Flip(Struct, frozen=True):
    """One bit that turned over: whether it changed what is said, and who noticed."""

    changes: bool
    by_database: bool
    by_us: bool


@cache
def closed_file() -> Path:
    """A file with a closed month, its reopened revision with scores, and findings of inspections."""
    folder = Path(tempfile.mkdtemp(prefix="evalapp-flips-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "original.sqlite"
    prepare(path)
    workspace = Workspace.open(path, clock=SampleClock())
    try:
        for turn in range(3):
            work_named("close").do(workspace, turn)
        with workspace.work() as work:
            import_inspections(work, read=find_list(_visits(), INSPECTIONS), choice=ImportChoice())
    finally:
        workspace.close()
    return path


@cache
def encrypted_file() -> Path:
    """The same file, encrypted, in a folder of its own."""
    folder = closed_file().with_name("encrypted")
    folder.mkdir()
    key, kept, _code = new_key(_PASSWORD, _CHEAP)
    write_key_file(folder, kept)
    write_under(closed_file(), folder / "original.sqlite", key)
    return folder / "original.sqlite"


def _visits() -> Workbook:
    header = ("STT", "Ngày", "Hình thức", "Đơn vị", "Số biên bản", "Điều/nội dung vi phạm", "Mã CB", "Mức độ")
    rows = [
        (f"{number}", "05/07/2018", "Đột xuất", OFFICE, f"{number:02d}/BB", "HN522.DRESS", None, "Nhẹ")
        for number in range(1, 9)
    ]
    lines = tuple(Row(number, line) for number, line in enumerate([header, *rows], start=1))
    return Workbook("kiem-tra.xlsx", (Sheet("Sheet1", is_visible=True, rows=lines),))


def flip(original: Path, here: Path, chance: Random, *, with_sums: bool = True) -> Flip:
    """Turn one bit over where a copy of a closed file speaks of people, and look at it with both checks."""
    path = here / "w.sqlite"
    for key in original.parent.glob("*.key"):
        shutil.copy(key, here)
        unlock(original, _PASSWORD)
    for suffix in ("", ".sums"):
        source = original.with_name(original.name + suffix)
        if source.exists() and (with_sums or not suffix):
            shutil.copyfile(source, path.with_name(path.name + suffix))
    content = bytearray(path.read_bytes())
    place = (chance.choice(_pages(original)) - 1) * _PAGE + chance.randrange(_PAGE)
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    told = _told(path)
    return Flip(told != _told(original), _database_complains(path), _we_complain(path))


@cache
def _pages(path: Path) -> tuple[int, ...]:
    """The pages that hold what is watched, from 1 on."""
    content = path.read_bytes()
    if not is_plain(path):  # which page speaks of whom cannot be told from outside
        return tuple(range(1, len(content) // _PAGE + 1))
    connection = reading(path)
    roots = connection.execute("SELECT tbl_name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    waiting = [root for name, root in roots if name in WATCHED]
    found = list[int]()
    while waiting:
        page = waiting.pop()
        found.append(page)
        waiting += _children(content[(page - 1) * _PAGE : page * _PAGE])
    return tuple(found)


def _children(page: bytes) -> list[int]:
    """The pages that a page of a tree leads to; those that hold the rows lead nowhere."""
    if page[0] not in _INNER:
        return []
    cells = int.from_bytes(page[3:5], "big")
    places = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big") for cell in range(cells)]
    return [int.from_bytes(page[place : place + 4], "big") for place in (*places, 8)]


def _told(path: Path) -> Sequence[Any]:
    """What the file says about people, read past this program; empty where it cannot be read."""
    connection = reading(path)
    connection.text_factory = bytes
    try:
        names = [name for name in WATCHED if _exists(connection, name)]
        return [sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in names]
    except Unreadable:
        return ()
    finally:
        connection.close()


def _exists(connection: Any, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return found is not None


def _database_complains(path: Path) -> bool:
    connection = reading(path)
    try:
        return connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",)
    except Unreadable:
        return True
    finally:
        connection.close()


def _we_complain(path: Path) -> bool:
    try:
        workspace = Workspace.open(path)
    except UserError:
        return True
    try:
        with workspace.work() as work:
            return not check_workspace(work).ok
    except UserError:
        return True
    finally:
        workspace.close()
