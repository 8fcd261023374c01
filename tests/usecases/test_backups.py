"""Backups that the program makes, their second place, and what restoring one would take back."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.backups import BackupReason
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.migrate import LATEST
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import (
    back_up,
    choose_second_folder,
    list_backups,
    preview_file,
    preview_restore,
    restore,
    restore_open,
    secure,
)
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.store.outside import tamper


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def test_nothing_is_backed_up_twice_and_a_closed_month_always_is(workspace: Workspace) -> None:
    made = [
        secure(workspace, reason=BackupReason.IMPORT),
        secure(workspace, reason=BackupReason.EXIT),
        secure(workspace, reason=BackupReason.CLOSED, period="2018-07"),
    ]

    state = list_backups(workspace)

    assert [path is None for path in made] == [False, True, False]
    assert [(each.name.number, each.name.period) for each in state.backups] == [(2, "2018-07"), (1, "")]
    workspace.close()


def test_a_damaged_newest_backup_does_not_stand_for_the_file(workspace: Workspace) -> None:
    first = secure(workspace, reason=BackupReason.EXIT)
    assert first is not None
    first.write_bytes(b"x" * 5000)

    assert secure(workspace, reason=BackupReason.EXIT) is not None
    workspace.close()


def test_a_second_place_gets_each_backup_and_is_reminded_of_while_it_has_none(
    workspace: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    secure(workspace, reason=BackupReason.EXIT)
    assert list_backups(workspace).needs_second
    with pytest.raises(UserError, match="There is no folder"), workspace.work() as work:
        choose_second_folder(work, folder=stick)
    stick.mkdir()
    with workspace.work() as work:
        choose_second_folder(work, folder=stick)

    back_up(workspace)
    with_stick = list_backups(workspace)
    here, there = with_stick.backups[0].path.read_bytes(), with_stick.second_backups[0].path.read_bytes()
    stick.rename(tmp_path / "usb-away")
    back_up(workspace)
    without = list_backups(workspace)

    assert (with_stick.needs_second, len(with_stick.second_backups)) == (False, 1)
    assert here == there
    assert (without.second_there, without.needs_second, len(without.backups)) == (False, True, 3)
    workspace.close()


def test_a_restore_says_beforehand_what_it_takes_back_and_can_be_undone(
    workspace: Workspace, tmp_path: Path
) -> None:
    month = make.scored(workspace)
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    make.give(workspace, month.id, {"NV003": "50"})
    with workspace.work() as work:
        before = preview_restore(work, saved)
        head = work.audit.head()

    kept = restore_open(workspace, saved)
    assert kept is not None
    [secured] = list(workspace.path.with_name("w.backups").iterdir())
    after = preview_file(kept, workspace.path)
    restore(kept, workspace.path, clock=make.Ticking())

    again = open_workspace(workspace.path)
    with again.work() as work:
        told = work.audit.of_actions("workspace.restored")
        assert (check_workspace(work).ok, work.audit.hash_at(work.audit.count() - 1)) == (True, head)
    assert make.results(again, month.id)["NV003"][0] == 50
    again.close()
    assert (dict(before.lost), before.gained) == ({"scores.imported": 1}, 0)
    assert (dict(after.lost), after.gained) == ({"workspace.restored": 1}, 1)
    assert [entry.detail and entry.detail["kept"] for entry in told] != [None]
    assert ".restore." in secured.name


def test_a_file_that_cannot_be_read_is_not_compared_and_not_in_the_way(
    workspace: Workspace, tmp_path: Path
) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    workspace.close()
    workspace.path.write_bytes(b"x" * 5000)

    preview = preview_file(saved, workspace.path)
    restore(saved, workspace.path, clock=make.Ticking())

    assert (preview.present, preview.backup.people) == (None, 10)
    again = open_workspace(workspace.path)
    assert make.opened(again).stage is Stage.SELF
    again.close()


def test_only_who_keeps_the_data_looks_into_backups_and_restores(
    workspace: Workspace, tmp_path: Path
) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    make.sign_in_as(workspace, UserRole.HEAD)

    with pytest.raises(UserError, match="may not back up"), workspace.work() as work:
        preview_restore(work, saved)
    with pytest.raises(UserError, match="may not back up"):
        restore_open(workspace, saved)

    again = open_workspace(workspace.path)
    with again.work() as work:
        assert work.audit.of_actions("workspace.restored") == []
    again.close()


def test_a_backup_of_a_newer_version_is_not_put_back(workspace: Workspace, tmp_path: Path) -> None:
    copy = back_up(workspace, tmp_path / "copy.sqlite")
    workspace.close()
    tamper(copy, f"PRAGMA user_version = {LATEST + 1}")
    before = workspace.path.read_bytes()

    with pytest.raises(UserError, match="made by a newer version"):
        restore(copy, workspace.path)

    assert workspace.path.read_bytes() == before
