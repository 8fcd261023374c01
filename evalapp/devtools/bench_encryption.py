"""What encryption costs: the same work on an encrypted copy of a file, beside the plain one."""

import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from evalapp.devtools.bench_cell import scoring
from evalapp.devtools.bench_figures import Figure, figure
from evalapp.domain.rounds import DECIDING
from evalapp.store.conversion import write_under
from evalapp.store.copies import reading, write_copy
from evalapp.store.encryption import new_key, write_key_file
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import NewMark, enter_marks, round_marks
from evalapp.usecases.rounds import list_rounds

_PASSWORD = "mật khẩu của máy"


def figures(runs: int) -> Iterator[Figure]:
    """Saving a mark, backing up, reading everything: encrypted beside plain."""
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as name:
        plain, encrypted = Path(name) / "plain.sqlite", Path(name) / "encrypted.sqlite"
        scored = scoring(plain)
        scored.close()
        key, kept, _code = new_key(_PASSWORD)
        write_key_file(plain.parent, kept)
        write_under(plain, encrypted, key)
        files = [Workspace.open(path, clock=scored.clock) for path in (encrypted, plain)]
        yield figure("encrypted: a mark saved", _saving(files[0]), _saving(files[1]), 2, runs * 5)
        yield figure("encrypted: backed up", _keeping(files[0]), _keeping(files[1]), 3, runs)
        for each in files:
            each.close()
        yield figure("encrypted: everything read", _reading(encrypted), _reading(plain), 4, runs)


def _saving(workspace: Workspace) -> Callable[[int], None]:
    with workspace.work() as work:
        current = list_rounds(work)[-1]
        marks = round_marks(work, round_id=current.id)
    sheet = marks.sheets[0]
    form = marks.policy.form(sheet.participant.form) or marks.policy.forms[0]
    code = max(form.leaves, key=lambda row: row.maximum or Decimal(0)).code

    def save(number: int) -> None:
        with workspace.work() as work:
            new = NewMark(sheet.participant.sheet, code, Decimal(number % 40))
            enter_marks(work, round_id=current.id, stage=DECIDING, marks=[new])

    return save


def _keeping(workspace: Workspace) -> Callable[[int], None]:
    copy = workspace.path.with_suffix(".copy")

    def keep(_number: int) -> None:
        copy.unlink(missing_ok=True)
        write_copy(workspace.engine, copy, key=workspace.key)

    return keep


def _reading(path: Path) -> Callable[[int], None]:
    def read(_number: int) -> None:
        connection = reading(path)
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f'SELECT * FROM "{table}"').fetchall()
        connection.close()

    return read
