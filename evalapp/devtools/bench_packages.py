"""The months of 600 units taken in, beside copying the same rows from 600 SQLite files."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evalapp.devtools.bench_figures import Figure, figure
from evalapp.devtools.unit_packages import write_month_of
from evalapp.domain.imports import ImportChoice
from evalapp.domain.units import UnitVersion
from evalapp.sample.demo import build_sample
from evalapp.store.engine import open_engine
from evalapp.store.workspace import Workspace
from evalapp.usecases.month_packages import month_record, receive_months
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.workspaces import create_workspace

_UNITS, _PEOPLE = 600, 30
_MOST_RUNS = 5
_MADE = datetime(2018, 8, 2, 5, tzinfo=UTC)
_TABLES = ("received_month", "received_result")


def figures(runs: int) -> Iterator[Figure]:
    """Packages read, every seal computed again, totals checked and kept, in one transaction."""
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as name:
        folder = Path(name)
        packages = _packages(folder)
        empty = _personnel(folder)
        full = _received(empty, packages, folder / "full.sqlite")
        shares = _split(full, folder)

        def merge(number: int) -> None:
            _received(empty, packages, folder / f"merged-{number}.sqlite").unlink()

        def copy(number: int) -> None:
            _copied(empty, shares, folder / f"copied-{number}.sqlite").unlink()

        yield figure("packages: 600 units merged", merge, copy, 1.5, min(runs, _MOST_RUNS))


def _packages(folder: Path) -> list[Path]:
    """One package for each unit: the sample's month with the unit's code, sealed anew."""
    file = folder / "sample.sqlite"
    build_sample(file, people=_PEOPLE)
    workspace = Workspace.open(file)
    with workspace.work() as work:
        record = month_record(work, list_rounds(work)[0])
    workspace.close()
    return [write_month_of(record, f"U{number:03d}", folder) for number in range(_UNITS)]


def _personnel(folder: Path) -> Path:
    """A data file that knows the units."""
    file = folder / "personnel.sqlite"
    workspace = create_workspace(file, clock=lambda: _MADE)
    with workspace.work() as work:
        for number in range(_UNITS):
            work.units.add(f"U{number:03d}", [UnitVersion(f"Phòng {number}")])
        work.audit.record("units.imported", "bench", new=_UNITS)
    workspace.close()
    return file


def _received(empty: Path, packages: Sequence[Path], target: Path) -> Path:
    shutil.copyfile(empty, target)
    workspace = Workspace.open(target)
    with workspace.work() as work:
        receive_months(work, files=packages, choice=ImportChoice())
    workspace.close()
    return target


def _split(full: Path, folder: Path) -> list[Path]:
    """The rows of each unit in a file of their own."""
    source = open_engine(full).raw_connection().cursor()
    columns = {name: _columns(source, name) for name in _TABLES}
    shares: list[Path] = []
    for (month,) in source.execute("SELECT id FROM received_month ORDER BY id").fetchall():
        path = folder / f"{month}.sqlite"
        engine = open_engine(path)
        target = engine.raw_connection().cursor()
        target.execute("BEGIN")
        for name, key in zip(_TABLES, ("id", "month_id"), strict=True):
            target.execute(f"CREATE TABLE {name} ({', '.join(columns[name])})")
            rows = source.execute(f"SELECT * FROM {name} WHERE {key} = ?", (month,)).fetchall()
            target.executemany(_insert(name, len(columns[name])), rows)
        target.execute("COMMIT")
        engine.dispose()
        shares.append(path)
    return shares


def _copied(empty: Path, shares: Sequence[Path], target: Path) -> Path:
    shutil.copyfile(empty, target)
    engine = open_engine(target)
    into = engine.raw_connection().cursor()
    into.execute("PRAGMA foreign_keys = OFF")
    into.execute("BEGIN IMMEDIATE")
    for path in shares:
        source = open_engine(path)
        cursor = source.raw_connection().cursor()
        for name in _TABLES:
            rows = cursor.execute(f"SELECT * FROM {name}").fetchall()
            if rows:
                into.executemany(_insert(name, len(rows[0])), rows)
        source.dispose()
    into.execute("COMMIT")
    engine.dispose()
    return target


def _columns(cursor: Any, table: str) -> list[str]:
    return [row[1] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"
