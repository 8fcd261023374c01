"""What somebody does to a closed month with a database tool is found by the check."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from evalapp.base.errors import UserError
from evalapp.store.page_sums import sums_file
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import WorkspaceCheck, check_workspace
from evalapp.usecases.health import Health, begin_check, next_check
from evalapp.usecases.people import move_person
from evalapp.usecases.rounds import open_round
from evalapp.usecases.settling import reopen_round, settle_round
from tests import make
from tests.store.outside import tamper


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def checked_after(workspace: Workspace, *statements: str) -> WorkspaceCheck:
    workspace.close()
    tamper(workspace.path, *statements)
    again = Workspace.open(workspace.path)
    try:
        with again.work() as work:
            return check_workspace(work)
    finally:
        again.close()


def reopened(workspace: Workspace) -> None:
    closed = make.closed(workspace)
    with workspace.work() as work:
        reopen_round(work, round_id=closed.id, reason="Sửa điểm")


def test_a_month_closed_and_reopened_checks_out(workspace: Workspace) -> None:
    reopened(workspace)

    assert checked_after(workspace).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE round SET stage = 'settled', seal = NULL, closed_at = NULL WHERE id = 1",
        "UPDATE round SET replaced = 0 WHERE id = 1",
        "UPDATE round SET replaced = 1 WHERE id = 2",
        "UPDATE round SET closed_at = '2018-09-09T00:00:00Z' WHERE id = 1",
        "UPDATE round SET skipped = 'nowhere' WHERE id = 1",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit",
    ],
)
def test_a_round_or_history_changed_behind_our_back_is_found(workspace: Workspace, statement: str) -> None:
    reopened(workspace)

    assert not checked_after(workspace, statement).ok


def test_a_revision_taken_away_with_all_its_rows_is_found(workspace: Workspace) -> None:
    reopened(workspace)

    gone = "(SELECT id FROM sheet WHERE round_id = 1)"
    check = checked_after(
        workspace,
        f"DELETE FROM result WHERE sheet_id IN {gone}",
        f"DELETE FROM mark WHERE sheet_id IN {gone}",
        f"DELETE FROM sheet_facts WHERE sheet_id IN {gone}",
        "DELETE FROM sheet WHERE round_id = 1",
        "DELETE FROM round WHERE id = 1",
    )

    assert check.seals_broken == ("PNV 2018-07 hn-3814-2018 r1",)


def test_somebody_in_two_units_months_is_decided_in_one_of_them(workspace: Workspace) -> None:
    current = make.scored(workspace)
    moving = make.CODES[2]
    next_door = make.unit_id(workspace, make.NEXT_DOOR)
    with workspace.work() as work:
        name = move_person(
            work, code=moving, unit=next_door, title="Chuyên viên", since=date(2018, 7, 20)
        ).name

    with workspace.work() as work:
        other = open_round(work, unit=next_door, period=make.JULY)
    with pytest.raises(UserError, match="Say in one of the two") as refused, workspace.work() as work:
        settle_round(work, round_id=current.id)

    assert [warning.values["name"] for warning in other.warnings if "name" in warning.values] == [name]
    assert refused.value.values["name"] == name


def checked_in_steps(workspace: Workspace, *statements: str) -> Health:
    tamper(workspace.path, *statements)
    sums_file(workspace.path).unlink(missing_ok=True)
    again = Workspace.open(workspace.path)
    try:
        with again.work() as work:
            health = begin_check(work)
            while not health.is_done and health.ok:
                health = next_check(work, health)
        return health
    finally:
        again.close()


def test_the_check_at_the_start_goes_on_where_the_chain_was_found_whole(workspace: Workspace) -> None:
    make.closed(workspace)
    workspace.close()
    first = checked_in_steps(workspace)

    seal = checked_in_steps(workspace, "UPDATE mark SET points = points - 50 WHERE criterion = 'II.2'")
    end = checked_in_steps(workspace, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")

    assert (first.ok, first.seals) == (True, 10)
    assert (seal.ok, len(seal.broken) > 0) == (False, True)
    assert (end.ok, end.broken_at) == (False, first.rows)


def test_what_another_program_left_in_the_log_of_a_closed_file_is_found(workspace: Workspace) -> None:
    make.scored(workspace)
    workspace.close()
    left_in_log(workspace.path, "UPDATE mark SET points = 0 WHERE criterion = 'I.1'")

    again = Workspace.open(workspace.path)
    with again.work() as work:
        check = check_workspace(work)
    again.close()

    assert "changed since the file was closed" in check.database


def test_a_log_that_a_crash_of_ours_left_is_no_change_of_others(workspace: Workspace, tmp_path: Path) -> None:
    workspace.close()
    again = Workspace.open(workspace.path)
    make.scored(again)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in tmp_path.glob("w.sqlite*"):
        shutil.copy(file, crashed)
    again.close()

    found = Workspace.open(crashed / "w.sqlite")
    changed = found.changed_outside
    found.close()

    assert changed == ()


def left_in_log(path: Path, statement: str) -> None:
    """As a program does that is killed before it folds its log in."""
    aside = path.with_name("aside")
    aside.mkdir()
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(statement)
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, aside)
    connection.close()
    for file in aside.iterdir():
        shutil.copy(file, path.parent)
