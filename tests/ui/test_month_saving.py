from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.settling import settle_round
from evalapp.usecases.users import add_user
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head, stored
from tests.ui.world import UNIT, office

Sit = Callable[..., Driver]
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"


@pytest.fixture
def at(user: Sit) -> GridDriver:
    driver = GridDriver.of(user(at_head))
    driver.put(FIRST, "I.1")
    return driver


def limit_pages(at: GridDriver, more: int | None) -> None:
    """Let the database grow by so many pages and no further, as a full disk does; None frees it again."""

    def set_limit(work: object) -> None:
        connection = work._connection  # type: ignore[attr-defined] - the disk is below everything
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = 1_000_000 if more is None else pages + more
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    at.tasks.load(set_limit, done=lambda _: None)
    at.settle()


def signs(at: GridDriver) -> set[str]:
    return {
        column.cell(row).sign for row in at.month.grid.rows for column in at.month.grid.arrangement.middle
    }


def fill(at: GridDriver) -> None:
    """Type until the disk is full."""
    for name in at.names:
        for code in ("I.1", "I.2", "II.1.1", "II.1.2"):
            at.put(name, code)
            at.enter("2")
            at.settle()
            if not at.month.is_saved:
                return
    pytest.fail("the disk never became full")


def test_a_full_disk_is_said_aloud_and_the_edit_stays_in_its_cell_marked(at: GridDriver) -> None:
    limit_pages(at, 0)

    fill(at)

    assert "disk is full" in at.told
    assert "↻" in signs(at)


def test_what_could_not_be_saved_is_saved_with_the_next_cell_once_there_is_room(
    at: GridDriver, file: Path
) -> None:
    limit_pages(at, 0)
    fill(at)
    limit_pages(at, None)

    at.put(at.names[-1], "II.2")
    at.enter("40")
    at.settle()

    assert at.month.is_saved
    shown = {name: at.line(name).sheet.points(Stage.HEAD) for name in at.names}
    assert "disk is full" not in at.told
    at.tasks.close()
    assert {name: stored(file, name) for name in at.names} == shown


def test_it_is_tried_again_without_being_asked(at: GridDriver) -> None:
    limit_pages(at, 0)
    fill(at)
    limit_pages(at, None)

    at.qtbot.waitUntil(lambda: at.month.is_saved, timeout=10_000)
    at.settle()

    assert "↻" not in signs(at)


def test_a_newer_value_replaces_one_that_could_not_be_saved(at: GridDriver, file: Path) -> None:
    limit_pages(at, 0)
    fill(at)
    assert at.month.state is not None
    lost = next(line for line in at.month.state.lines.values() if line.unsaved)
    _, row = next(iter(lost.unsaved))
    limit_pages(at, None)

    at.put(lost.sheet.participant.name, row)
    at.enter("1")
    at.settle()

    at.tasks.close()
    assert stored(file, lost.sheet.participant.name)[row] == 1


def test_a_value_that_the_rules_refuse_when_it_is_saved_stays_in_its_cell_with_the_reason(
    qtbot: QtBot, tasks: Tasks, window: MainWindow, file: Path
) -> None:
    def as_themselves() -> Workspace:
        workspace = office(file)
        at_head(workspace)
        with workspace.work() as work:
            head = add_user(work, name="Ánh", role=UserRole.HEAD, unit_code=UNIT, person_code="NV003")
        workspace.sign_in(head)
        return workspace

    tasks.open(as_themselves, label="", done=lambda: None)
    driver = Driver(qtbot, tasks, window)
    driver.settle()
    driver.visit("month", unit=UNIT)
    at = GridDriver.of(driver)
    at.put(SECOND, "I.1")
    at.enter("5")
    at.settle()

    assert at.reads(SECOND, "I.1") == "5.0"
    assert "Nobody decides their own result" in at.told
    assert at.points(SECOND, "I.1") is None
    tasks.close()
    assert stored(file, SECOND) == {}


def test_a_value_for_a_month_that_was_settled_meanwhile_is_refused_and_not_tried_again(
    at: GridDriver,
) -> None:
    state = at.month.state
    assert state is not None
    assert state.round is not None
    at.do("month.accept")
    settling = partial(advance_round, round_id=state.round.id, to=Stage.SETTLING)
    at.tasks.run(settling, label="", done=lambda _: None)
    at.settle()
    first = tuple(line.sheet.participant.code for line in state.lines.values())[:4]
    settle = partial(settle_round, round_id=state.round.id, first=first, reason="Thâm niên")
    at.tasks.run(settle, label="", done=lambda _: None)
    at.put(FIRST, "I.1")
    at.enter("5")
    at.settle()

    assert at.month.is_saved
    assert at.points(FIRST, "I.1") == 6
    assert "settled" in at.told
