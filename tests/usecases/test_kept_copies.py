"""A copy that is kept of a data file stays the copy: it is looked at where it lies, and never worked in."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.store.kept_copies import home_of
from evalapp.store.migrate import LATEST
from evalapp.usecases.backups import back_up
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import Console
from tests.store.outside import tamper

BACKUP = "evalapp.000003.20261127T101010Z.exit.sqlite"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup of an office among its backups."""
    workspace = make.office(tmp_path)
    made = back_up(workspace)
    workspace.close()
    return made


def in_folder(of: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in of.parent.iterdir()}


@pytest.mark.parametrize(
    ("path", "home"),
    [
        (f"data/evalapp.backups/{BACKUP}", "data/evalapp.sqlite"),
        (f"stick/{BACKUP}", "stick/evalapp.sqlite"),
        ("data/evalapp.backups/mine.sqlite", "data/evalapp.sqlite"),
        ("data/evalapp-20261128T004500Z.rescued.sqlite", "data/evalapp.sqlite"),
        ("data/evalapp-20261128T004500Z.replaced-.sqlite", "data/evalapp.sqlite"),
        ("data/a.000003.20261127T101010Z.closed.2018-07.sqlite", "data/a.sqlite"),
        ("data/evalapp.sqlite", None),
        ("data/office.123456.sqlite", None),
        ("data/copy of evalapp.sqlite", None),
    ],
)
def test_a_kept_copy_is_known_by_its_name_or_its_folder(tmp_path: Path, path: str, home: str | None) -> None:
    assert home_of(tmp_path / path) == (None if home is None else tmp_path / home)


def test_a_backup_is_looked_at_and_neither_it_nor_its_folder_changes(copy: Path) -> None:
    before = in_folder(copy)

    workspace = open_workspace(copy)
    with workspace.work() as work:
        people = len(work.people.all())
    with pytest.raises(UserError, match=r"is a kept copy of w\.sqlite: here it is only looked at"):
        make.take_people(workspace, make.person_row(1, note="đổi"))
    meanwhile = in_folder(copy)
    workspace.close()

    assert (workspace.only_read, people) == (True, 10)
    assert meanwhile == before == in_folder(copy)


def test_a_backup_of_an_older_version_is_not_brought_up_to_date_where_it_lies(copy: Path) -> None:
    tamper(copy, f"PRAGMA user_version = {LATEST - 1}")
    before = in_folder(copy)

    with pytest.raises(UserError, match="Restore it to the place of"):
        open_workspace(copy)

    assert in_folder(copy) == before


def test_a_command_reads_a_backup_and_says_how_it_is_put_back(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    console, before = Console(copy, capsys), in_folder(copy)

    read = console("people", "list")
    refused = console("people", "deactivate", "NV001")

    assert "is a kept copy of w.sqlite" in read.err
    assert "workspace restore" in read.err
    assert "is a kept copy of w.sqlite" in refused.err
    assert in_folder(copy) == before
