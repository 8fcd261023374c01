"""The sample is made on a page of its own, which can be left at any time with nothing half done."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import LAST_WORKSPACE, Settings
from evalapp.ui.kit.progress import BusyPage, ProgressBox
from evalapp.ui.screens.settings.screen import SettingsScreen
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.left_sample import SCRATCH
from evalapp.ui.shell.routes import Route
from evalapp.usecases.backups import back_up
from evalapp.usecases.workspaces import open_workspace
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import office

Way = Callable[[BusyPage], None]


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    made = Program(qapp, Settings(tmp_path / "settings.json"), tmp_path, language="en")
    yield made
    made.tasks.cancel()  # before the window is closed: nobody is there to answer what becomes of the sample
    qtbot.waitUntil(lambda: made.tasks.idle, timeout=60_000)
    made.close()
    made.window.close()
    made.window.deleteLater()


def shown(program: Program, kind: type[StartPage | BusyPage]) -> StartPage | BusyPage | None:
    return next((page for page in program.window.findChildren(kind) if page.isVisible()), None)


def asked_for(qtbot: QtBot, program: Program) -> BusyPage:
    """The page that stands there once the sample is asked for."""
    program.begin(None)
    qtbot.waitUntil(lambda: program.window.picture.is_painted, timeout=60_000)
    start = shown(program, StartPage)
    assert isinstance(start, StartPage)
    start.buttons["sample"].click()
    page = shown(program, BusyPage)
    assert isinstance(page, BusyPage)
    return page


def test_while_the_sample_is_made_nothing_else_stands_there(qtbot: QtBot, program: Program) -> None:
    page = asked_for(qtbot, program)
    box = program.window.findChildren(ProgressBox)[0]

    box.appear()

    assert page.said == "Preparing the sample data"
    assert page.hasFocus()
    assert not box.isVisible()
    assert shown(program, StartPage) is None
    assert not program.window.navigation.isVisible()


@pytest.mark.parametrize("way", ["Esc", "Cancel"])
def test_the_sample_is_given_up_with_nothing_half_done_and_the_start_page_is_back(
    qtbot: QtBot, program: Program, tmp_path: Path, way: str
) -> None:
    page = asked_for(qtbot, program)
    with qtbot.waitSignal(program.tasks.progressed, timeout=60_000):
        pass

    if way == "Esc":
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    else:
        next(each for each in page.findChildren(QPushButton) if each.text() == "Cancel").click()

    qtbot.waitUntil(lambda: program.tasks.idle, timeout=60_000)
    start = shown(program, StartPage)
    assert isinstance(start, StartPage)
    assert start.buttons["sample"].hasFocus()
    assert shown(program, BusyPage) is None
    assert [each.name for each in tmp_path.iterdir() if each.name != "settings.json"] == []


def test_a_start_on_the_sample_can_be_given_up_too(qtbot: QtBot, program: Program) -> None:
    program.begin(None, sample=True)
    qtbot.waitUntil(lambda: shown(program, BusyPage) is not None and program.tasks.busy, timeout=60_000)
    page = shown(program, BusyPage)
    assert page is not None

    qtbot.keyClick(page, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: program.tasks.idle, timeout=60_000)
    assert shown(program, StartPage) is not None


def test_who_began_with_a_unit_of_their_own_can_still_try_the_sample_and_come_back(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()
    before = file.read_bytes()
    program.begin(file)
    qtbot.waitUntil(lambda: program.window.place.unit is not None and program.tasks.idle, timeout=60_000)
    program.window.go(Route("settings"))

    screen = program.window.screen_shown
    assert isinstance(screen, SettingsScreen)
    screen.sample_button.click()
    qtbot.waitUntil(lambda: "sample data" in program.window.windowTitle(), timeout=120_000)

    assert shown(program, BusyPage) is None
    assert len(file.read_bytes()) == len(before)
    program.begin(None)
    qtbot.waitUntil(lambda: "office.sqlite" in program.window.windowTitle(), timeout=60_000)
    qtbot.waitUntil(lambda: program.tasks.idle, timeout=60_000)


def test_who_gives_the_sample_up_finds_their_own_file_as_it_was(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()
    program.begin(file)
    qtbot.waitUntil(lambda: program.window.place.unit is not None and program.tasks.idle, timeout=60_000)
    program.window.go(Route("settings"))
    screen = program.window.screen_shown
    assert isinstance(screen, SettingsScreen)
    screen.sample_button.click()
    with qtbot.waitSignal(program.tasks.progressed, timeout=60_000):
        pass

    program.tasks.cancel()
    qtbot.waitUntil(lambda: program.tasks.idle, timeout=60_000)

    assert program.window.route.screen == "settings"
    assert shown(program, StartPage) is None
    assert "office.sqlite" in program.window.windowTitle()


def test_the_sample_stays_the_sample_after_a_backup_of_it_was_restored(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    own = tmp_path / "office.sqlite"
    settings = Settings(tmp_path / "settings.json")
    settings.set(LAST_WORKSPACE, str(own))
    workspace = office(tmp_path / "sample.sqlite")
    back_up(workspace)
    workspace.close()
    program = Program(qapp, settings, tmp_path, language="en", make_dialogs=answers.dialogs)
    program.begin(None, sample=True)
    at = Driver(qtbot, program.tasks, program.window)
    qtbot.waitUntil(lambda: program.window.place.unit is not None and program.tasks.idle, timeout=60_000)

    at.visit("safety")
    at.do("safety.restore")
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.replaced.sqlite"))), timeout=60_000)
    qtbot.waitUntil(lambda: program.tasks.idle and program.window.place.unit is not None, timeout=60_000)
    at.settle()
    title, told = program.window.windowTitle(), program.window.messages.text
    program.close()
    program.window.close()

    assert "sample data, thrown away at the end" in title
    assert settings.get(LAST_WORKSPACE) == str(own)
    assert "What was there before is kept as" in told
    assert "One user without a password" in told, (
        "said beside it: the state that was put back has said it never"
    )


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A sample in which something was done when its window was ended by force."""
    (tmp_path / f"{SCRATCH}left").mkdir()
    file = tmp_path / f"{SCRATCH}left" / "sample.sqlite"
    workspace = office(file)
    workspace.close()
    (file.parent / "sample.sqlite.owner").touch()
    return file


@pytest.fixture
def beginning(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, answers: Answers
) -> Iterator[Callable[[], Program]]:
    """Starts a window on the sample, with a place of its own for what is thrown away."""
    made: list[Program] = []

    def begin() -> Program:
        (tmp_path / f"{SCRATCH}mine").mkdir()
        settings = Settings(tmp_path / "settings.json")
        program = Program(
            qapp, settings, tmp_path / f"{SCRATCH}mine", language="en", make_dialogs=answers.dialogs
        )
        made.append(program)
        program.begin(None, sample=True)
        qtbot.waitUntil(lambda: "sample data" in program.window.windowTitle(), timeout=120_000)
        return program

    yield begin
    for program in made:
        qtbot.waitUntil(partial(getattr, program.tasks, "idle"), timeout=60_000)
        program.close()
        program.window.close()
        program.window.deleteLater()


def units(qtbot: QtBot, program: Program) -> list[str]:
    """What the units of the file that is open are called."""
    found: list[list[str]] = []
    program.tasks.load(lambda work: [each.name for each in work.units.all()], done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    return found[0]


def test_a_sample_whose_window_was_ended_by_force_is_gone_on_with(
    left: Path, beginning: Callable[[], Program], answers: Answers, qtbot: QtBot
) -> None:
    program = beginning()

    assert answers.offered[0] == "Go on with them as they were left"
    assert "UBND huyện Bắc Quang" in units(qtbot, program)
    assert not left.parent.exists()


def test_a_sample_that_is_begun_anew_leaves_nothing_of_the_one_before(
    left: Path, beginning: Callable[[], Program], answers: Answers, qtbot: QtBot
) -> None:
    answers.choice = 1

    program = beginning()

    assert "UBND huyện Bắc Quang" not in units(qtbot, program)
    assert not left.parent.exists()


def test_a_sample_that_another_window_has_open_is_left_alone(
    left: Path, beginning: Callable[[], Program], answers: Answers
) -> None:
    other = open_workspace(left)

    beginning()

    assert answers.offered == []
    assert left.exists()
    other.close()
