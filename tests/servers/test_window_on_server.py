"""Two windows on one server: each sees what the other did, and neither overwrites it unseen."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.addresses import ServerAddress
from evalapp.base.settings import LAST_WORKSPACE, Settings
from evalapp.domain.rounds import Sheet, Stage
from evalapp.ui.shell.routes import Place
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.servers.conftest import PASSWORD, MakeDatabase, Server
from tests.ui.answers import Answers
from tests.ui.grid_driver import GridDriver

Begin = Callable[[ServerAddress], Program]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def answers() -> Answers:
    made = Answers()
    made.reason = "Chấm lại"
    return made


@pytest.fixture
def begin(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, settings: Settings, answers: Answers
) -> Iterator[Begin]:
    """Starts the program on a server."""
    programs = list[Program]()

    def made(address: ServerAddress) -> Program:
        program = Program(qapp, settings, tmp_path, language="en", make_dialogs=answers.dialogs)
        qtbot.addWidget(program.window)
        programs.append(program)
        program.begin(address)
        return program

    yield made
    for program in programs:
        program.close()


@pytest.fixture
def month(database: MakeDatabase) -> ServerAddress:
    """The address of an office with an open month."""
    address = database()
    workspace = open_workspace(address, clock=make.Ticking())
    make.take_units(workspace)
    make.take_people(workspace, *(make.person_row(number) for number in range(1, 6)))
    opened = make.opened(workspace)
    with workspace.work() as work:
        advance_round(work, round_id=opened.id, to=Stage.HEAD)
    workspace.close()
    return address


def is_open(program: Program) -> bool:
    return isinstance(program.window.place, Place) and program.window.place.unit is not None


def test_the_window_asks_for_the_password_and_keeps_it_nowhere(
    begin: Begin, month: ServerAddress, answers: Answers, settings: Settings, qtbot: QtBot
) -> None:
    answers.passwords = ("sai", PASSWORD)

    program = begin(replace(month, password=""))
    qtbot.waitUntil(lambda: is_open(program), timeout=30_000)

    assert "password authentication failed" in answers.refusals[1]
    assert settings.get(LAST_WORKSPACE) == str(replace(month, password=""))
    assert month.name in program.window.windowTitle()


def test_an_empty_database_is_begun_in_the_window(
    begin: Begin, database: MakeDatabase, answers: Answers, qtbot: QtBot
) -> None:
    address = database(empty=True)
    answers.passwords = (PASSWORD,)

    program = begin(replace(address, password=""))
    qtbot.waitUntil(lambda: address.name in program.window.windowTitle(), timeout=30_000)

    assert "This database is empty" in answers.questions[0]
    workspace = open_workspace(address)
    with workspace.work() as work:
        assert [user.name for user in work.users.all()] == ["local"]
    workspace.close()


def enter_elsewhere(month: ServerAddress, sheet: Sheet, points: str) -> Decimal | None:
    """Somebody enters points at another computer; what stood there before is returned."""
    workspace = open_workspace(month)
    key = sheet.participant.sheet
    with workspace.work() as work:
        before = work.rounds.sheet(key)[1].mark(Stage.HEAD, "II.1.3").points
        enter_mark(work, sheet_id=key, stage=Stage.HEAD, code="II.1.3", points=Decimal(points))
    workspace.close()
    return before


@pytest.fixture
def sit_down(begin: Begin, month: ServerAddress, qtbot: QtBot) -> Callable[[], GridDriver]:
    """Opens one more window at the same month."""

    def made() -> GridDriver:
        program = begin(month)
        qtbot.waitUntil(lambda: is_open(program), timeout=30_000)
        driver = GridDriver(qtbot, program.tasks, program.window)
        driver.settle()
        driver.visit("month", unit=make.OFFICE, period=make.JULY)
        driver.choose_form("staff")
        driver.settle()
        return driver

    return made


def test_what_somebody_else_entered_is_not_overwritten_unseen_and_comes_with_f5(
    sit_down: Callable[[], GridDriver], month: ServerAddress
) -> None:
    mine, who = sit_down(), make.NAMES[2]
    enter_elsewhere(month, mine.line(who).sheet, "1")

    mine.put(who, "II.1.3")
    mine.enter("2")
    mine.settle()

    assert "somebody else entered “1” here meanwhile, so yours is not saved: “2”" in mine.told
    assert (mine.points(who, "II.1.3"), mine.reads(who, "II.1.3")) == (1, "2.0")
    mine.put(who, "II.1.3")
    mine.enter("2")
    mine.settle()
    assert (mine.points(who, "II.1.3"), enter_elsewhere(month, mine.line(who).sheet, "1.5")) == (2, 2)
    mine.press(Qt.Key.Key_F5)
    mine.settle()
    assert mine.points(who, "II.1.3") == Decimal("1.5")


def test_a_mark_typed_while_the_server_is_away_is_kept_and_saved_once_it_is_back(
    sit_down: Callable[[], GridDriver], server: Server, month: ServerAddress, qtbot: QtBot
) -> None:
    mine = sit_down()
    server.stop()
    mine.put(make.NAMES[2], "II.1.3")
    mine.enter("2")
    mine.settle()
    loud, is_kept = mine.told, not mine.month.is_saved

    server.start()
    qtbot.waitUntil(lambda: mine.month.is_saved, timeout=30_000)

    workspace = open_workspace(month)
    with workspace.work() as work:
        [only] = work.rounds.all()
        given = {s.participant.name: s.points(Stage.HEAD) for s in work.rounds.sheets(only.id)}
    workspace.close()
    assert "cannot be reached" in loud or "broke" in loud
    assert is_kept
    assert given[make.NAMES[2]] == {"II.1.3": 2}


def moved_elsewhere(month: ServerAddress, to: Stage) -> Stage:
    """Somebody moves the month on at another computer; where it stands then is returned."""
    workspace = open_workspace(month)
    with workspace.work() as work:
        current = work.rounds.all()[0]
        moved = current if current.stage is to else advance_round(work, round_id=current.id, to=to)
    workspace.close()
    return moved.stage


def test_a_month_that_was_moved_on_elsewhere_is_not_moved_from_an_old_picture_and_is_read_again(
    sit_down: Callable[[], GridDriver], month: ServerAddress
) -> None:
    mine = sit_down()
    moved_elsewhere(month, Stage.DEPUTY)

    mine.do("month.back")
    mine.settle()

    assert "by now: somebody else moved it meanwhile, so nothing was done" in mine.told
    assert mine.action("month.to_head").isVisible()


def test_a_mark_typed_after_the_month_was_sent_back_elsewhere_is_not_given_to_a_closed_stage(
    sit_down: Callable[[], GridDriver], month: ServerAddress
) -> None:
    mine, who = sit_down(), make.NAMES[2]
    moved_elsewhere(month, Stage.DEPUTY)

    mine.put(who, "II.1.3")
    mine.enter("2")
    mine.settle()

    assert "by now: somebody else moved it" in mine.told
    assert mine.points(who, "II.1.3") is None
    assert moved_elsewhere(month, Stage.DEPUTY) is Stage.DEPUTY
