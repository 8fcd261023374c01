"""What is done to a file of an older version: copied first, then brought to this version, or left alone."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from evalapp.base import paths
from evalapp.store.migrate import LATEST
from evalapp.store.workspace import Workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.store.outside import asked, tamper

V1 = paths.checkout() / "tests" / "databases" / "v1.sqlite"
CONTENT = {
    table: f"SELECT * FROM {table} ORDER BY 1, 2, 3"
    for table in ("unit", "unit_version", "person", "position", "round", "sheet", "mark", "result")
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "cơ quan.sqlite"
    path.write_bytes(V1.read_bytes())
    return path


def opened(path: Path) -> Workspace:
    return open_workspace(path, clock=make.Ticking())


def test_nothing_that_was_in_an_older_file_is_touched(old: Path) -> None:
    before = {table: asked(old, question) for table, question in CONTENT.items()}

    opened(old).close()

    assert {table: asked(old, question) for table, question in CONTENT.items()} == before
    assert asked(old, "PRAGMA user_version") == [(LATEST,)]


def test_the_older_file_is_copied_before_anything_is_changed(old: Path) -> None:
    opened(old).close()

    [copy] = old.parent.glob("*.backup.sqlite")

    assert copy.name == "cơ quan-v1-1.backup.sqlite"
    assert asked(copy, "PRAGMA user_version") == [(1,)]
    assert {table: asked(copy, question) for table, question in CONTENT.items()} == {
        table: asked(old, question) for table, question in CONTENT.items()
    }


def test_a_copy_that_is_there_is_never_written_over(old: Path) -> None:
    kept = old.parent / "cơ quan-v1-1.backup.sqlite"
    kept.write_text("của ai đó", encoding="utf-8")

    opened(old).close()

    assert kept.read_text(encoding="utf-8") == "của ai đó"
    assert (old.parent / "cơ quan-v1-2.backup.sqlite").exists()


def test_a_file_of_this_version_is_not_copied(old: Path) -> None:
    opened(old).close()
    opened(old).close()

    assert len(list(old.parent.glob("*.backup.sqlite"))) == 1


def test_a_migration_that_cannot_be_finished_leaves_the_file_as_it_was(old: Path) -> None:
    tamper(old, "CREATE TABLE entry_use (somebody_elses INTEGER)")
    before = {table: asked(old, question) for table, question in CONTENT.items()}

    with pytest.raises(OperationalError, match="entry_use already exists"):
        opened(old)

    assert {table: asked(old, question) for table, question in CONTENT.items()} == before
    assert asked(old, "PRAGMA user_version") == [(1,)]
    assert asked(old, "SELECT name FROM sqlite_master WHERE name = 'register_entry'") == []
