"""Another program puts a file in the place of the one that is open: nothing goes into it, nothing is lost."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make


def _moved_over(path: Path, other: Path) -> None:
    Path(shutil.copy(other, path.with_name("new"))).replace(path)


def _written_over(path: Path, other: Path) -> None:
    with path.open("r+b") as file:
        file.write(other.read_bytes())
        file.truncate()


def _deleted(path: Path, _other: Path) -> None:
    path.unlink()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make.office(tmp_path)
    make.take_people(made, make.person_row(1, note="đã lưu"))
    return made


@pytest.fixture
def other(tmp_path: Path) -> Path:
    (tmp_path / "other").mkdir()
    made = make.workspace(tmp_path / "other")
    made.close()
    return made.path


@pytest.mark.skipif(os.name == "nt", reason="there an open file cannot be replaced")
@pytest.mark.parametrize("replace", [_moved_over, _written_over])
def test_nothing_is_written_into_a_file_that_was_put_in_its_place(
    workspace: Workspace, other: Path, replace: Callable[[Path, Path], None]
) -> None:
    replace(workspace.path, other)

    for _ in range(2):
        with pytest.raises(UserError, match="replaced or changed by another program"):
            make.take_people(workspace, make.person_row(1, note="muộn rồi"))
    workspace.close()

    assert workspace.path.read_bytes() == other.read_bytes()
    open_workspace(workspace.path).close()


@pytest.mark.skipif(os.name == "nt", reason="there an open file cannot be replaced")
@pytest.mark.parametrize("replace", [_moved_over, _deleted])
def test_what_was_saved_before_is_kept_beside_it(
    workspace: Workspace, other: Path, replace: Callable[[Path, Path], None]
) -> None:
    replace(workspace.path, other)

    with pytest.raises(UserError, match=r"is in w-.*rescued"):
        make.take_people(workspace, make.person_row(1, note="muộn rồi"))
    workspace.close()

    [rescued] = workspace.path.parent.glob("*.rescued.sqlite")
    kept = open_workspace(rescued)
    with kept.work() as work:
        assert check_workspace(work).ok
        assert work.people.by_code(make.CODES[0]).note == "đã lưu"
    kept.close()


def test_our_own_saving_is_never_taken_for_somebody_elses(workspace: Workspace) -> None:
    with workspace.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 1")

    for turn in range(3):
        make.take_people(workspace, make.person_row(1, note=f"lượt {turn}"))

    workspace.close()
    assert not list(workspace.path.parent.glob("*.rescued.sqlite"))
