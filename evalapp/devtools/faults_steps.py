"""What a child does once, between whose steps a fault falls: restoring, migrating, encrypting, a few turns.

Each leaves files in one of two states, before and after, and nothing in between; done again, it is finished.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base import paths
from evalapp.base.errors import UserError
from evalapp.devtools.faults_work import WORKS, work_named
from evalapp.domain.backups import BackupReason
from evalapp.store.backups import contents_of
from evalapp.store.copies import reading, refuse_unsound
from evalapp.store.encryption import Locked, Strength, forget_others, is_plain, unlock
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.store.migrate import LATEST
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import back_up, restore, secure
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.encryption import decrypt, encrypt
from evalapp.usecases.workspaces import open_workspace

#: So many turns of a repeated work are one run.
_TURNS = 3
_FILE = "w.sqlite"
_OLDER = "older.copy"
_PASSWORD = "mật khẩu của máy"
_CHEAP = Strength(memory=64, passes=1, lanes=1)
_DECIDING = ("unit", "person", "position", "round", "sheet", "mark", "result")

Tell = Callable[[], None]


class Once(Struct, frozen=True):
    """Work that is done once on the file of a folder; `wrong` looks at it after so many tellings."""

    begin: Callable[[Path], None]
    do: Callable[[Path, Tell], None]
    wrong: Callable[[Path, int], Iterator[str]]
    repeats: bool = False  # turns of work: done again they would be other turns


def steps_named(name: str) -> Once:
    """The work of that name, the careless ones too."""
    return _ALL[name]


def begun(name: str, original: Path, folder: Path) -> Path:
    """A folder in which this work can begin; also the data file in it."""
    for source in _prepared(name, original).iterdir():
        target = folder / source.name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return folder / _FILE


@cache
def _prepared(name: str, original: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="prepared-", dir=original.parent))
    shutil.copy(original, folder / _FILE)
    _ALL[name].begin(folder / _FILE)
    return folder


def _turns(name: str, path: Path, tell: Tell) -> None:
    workspace = open_workspace(path)
    try:
        for turn in range(_TURNS):
            work_named(name).do(workspace, turn)
            tell()
    finally:
        workspace.close()


def _wrong_turns(name: str, path: Path, told: int) -> Iterator[str]:
    """As many turns as were told, or one more; none of them by half."""
    found = _opened(path)
    if isinstance(found, str):
        yield found
        return
    try:
        complaints = [list(work_named(name).wrong(found, turns)) for turns in (told, told + 1)]
        if all(complaints):
            yield complaints[0][0]
    finally:
        found.close()


def _begin_restoring(path: Path) -> None:
    """A copy, and work that came after it."""
    workspace = open_workspace(path)
    try:
        back_up(workspace, path.with_name(_OLDER))
        for turn in range(_TURNS):
            work_named("score").do(workspace, turn)
    finally:
        workspace.close()


def _restore(path: Path, tell: Tell) -> None:
    restore(path.with_name(_OLDER), path)
    tell()


def _overwrite(path: Path, tell: Tell) -> None:
    """What a careless program does: the backup is written over the file."""
    for suffix in ("-wal", ".sums"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    with path.open("r+b") as target:
        for start in range(0, len(content := path.with_name(_OLDER).read_bytes()), 1 << 16):
            target.write(content[start : start + (1 << 16)])
            target.flush()
    tell()


def _wrong_restoring(path: Path, told: int) -> Iterator[str]:
    """The file is the older one or the present one, and the present one is kept in either case."""
    older = contents_of(path.with_name(_OLDER)).rows
    yield from _wrong_file(path)
    rows = _rows(path)
    kept = [_rows(each) for each in path.parent.glob("*.replaced.sqlite")]
    if max([rows, *kept]) < older + _TURNS:
        yield f"the work since the copy is gone: {rows} and {kept} rows, of {older + _TURNS}"
    if told and rows > older + 1:
        yield "told, but not put back"


def _begin_migrating(path: Path) -> None:
    shutil.copy(paths.checkout() / "tests" / "databases" / "v1.sqlite", path)


def _migrate(path: Path, tell: Tell) -> None:
    open_workspace(path).close()
    tell()


def _wrong_migrating(path: Path, told: int) -> Iterator[str]:
    """The file is of its old version or of this one, and what decides about people is the same in it."""
    if told and _number(path, "PRAGMA user_version") != LATEST:
        yield "told, but not of this version"
    yield from _wrong_file(path)
    if _counted(path) != _counted(paths.checkout() / "tests" / "databases" / "v1.sqlite"):
        yield "what was in the older file is not there any more"
    for copy in path.parent.glob("*.backup.sqlite"):
        if _number(copy, "PRAGMA user_version") == LATEST:
            yield f"{copy.name} is no copy of the older file"


def _begin_encrypting(path: Path) -> None:
    workspace = open_workspace(path)
    secure(workspace, reason=BackupReason.EXIT)
    workspace.close()


def _encrypt(path: Path, tell: Tell) -> None:
    """Encrypt what is plain; done again after a fault, it finishes what was left."""
    workspace = open_workspace(path, ask_secret=_secret)
    if workspace.key is None:
        encrypt(workspace, password=_PASSWORD, strength=_CHEAP)
    workspace.close()
    tell()


def _begin_decrypting(path: Path) -> None:
    _begin_encrypting(path)
    _encrypt(path, lambda: None)


def _decrypt(path: Path, tell: Tell) -> None:
    workspace = open_workspace(path, ask_secret=_secret)
    if workspace.key is not None:
        decrypt(workspace)
    workspace.close()
    tell()


def _wrong_encryption(path: Path, told: int, *, plain: bool) -> Iterator[str]:
    """Every file opens, as it was or with the password, and nothing is missing in it."""
    forget_others(None)
    backups = [each.path for each in backups_in(folder_of(path), path)]
    if not backups:
        yield "the backup is gone"
    for file in (path, *backups):
        yield from _wrong_file(file)
    if told and is_plain(path) is not plain:
        yield "told, but it is not so"


def _wrong_file(path: Path) -> Iterator[str]:
    """What a file that opens, with its password where it has one, has wrong with it."""
    found = _opened(path)
    if isinstance(found, str):
        yield found
        return
    try:
        with found.work() as work:
            checked = check_workspace(work)
        if not checked.ok:
            yield f"{path.name} is unsound: {checked}"
    finally:
        found.close()


def _opened(path: Path) -> Workspace | str:
    try:
        if path.name == _FILE:
            return open_workspace(path, ask_secret=_secret)
        try:
            refuse_unsound(path)
        except Locked:
            unlock(path, _PASSWORD)
        return Workspace.open(Path(shutil.copy(path, _beside(path))))
    except (UserError, OSError) as error:
        return f"{path.name} cannot be opened: {error}"


def _beside(path: Path) -> Path:
    """Where a copy is looked at: opening the backup itself would change it."""
    folder = path.with_name("looked-at")
    folder.mkdir(exist_ok=True)
    for key in path.parent.glob("*.key"):
        shutil.copy(key, folder)
    return folder / path.name


def _secret(_path: Path) -> str:
    return _PASSWORD


def _rows(path: Path) -> int:
    return _number(path, "SELECT count(*) FROM audit")


def _counted(path: Path) -> list[int]:
    return [_number(path, f'SELECT count(*) FROM "{table}"') for table in _DECIDING]


def _number(path: Path, query: str) -> int:
    connection = reading(path)
    try:
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


def _nothing(_path: Path) -> None: ...


STEPS: Mapping[str, Once] = {
    **{
        name: Once(_nothing, partial(_turns, name), partial(_wrong_turns, name), repeats=True)
        for name in WORKS
    },
    "restore": Once(_begin_restoring, _restore, _wrong_restoring),
    "migrate": Once(_begin_migrating, _migrate, _wrong_migrating),
    "encrypt": Once(_begin_encrypting, _encrypt, partial(_wrong_encryption, plain=False)),
    "decrypt": Once(_begin_decrypting, _decrypt, partial(_wrong_encryption, plain=True)),
}
#: What a program does that writes the backup over the file; a harness that finds nothing wrong is no use.
OVERWRITING = "overwriting"
_ALL = {**STEPS, OVERWRITING: replace(STEPS["restore"], do=_overwrite)}


def main(arguments: list[str]) -> int:
    """Do one work until killed, refused by the system, or done."""
    name, file = arguments
    try:
        _ALL[name].do(Path(file), _tell)
    except UserError as error:
        sys.stderr.write(f"REFUSED {error}\n")
        return 1
    return 0


def _tell() -> None:
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
