"""A window on a real file with its real worker; what crashes in the worker fails the test."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import LAST_WORKSPACE, Settings
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.colours import LIGHT, colours
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.theme import FUSION, Theme
from evalapp.ui.theatre import settle
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import at_head
from tests.ui.killed import killed_at
from tests.ui.world import JULY, UNIT, clock, office

#: Begins the program on the file used last; each of them is closed at the end of the test.
Start = Callable[[], Program]
Prepare = Callable[[Workspace], object]
#: Puts the file of an office there, prepared as asked.
GiveOffice = Callable[[Path, Prepare | None], None]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application is drawn as the program's own."""
    return ["evalapp", "-style", FUSION]


@pytest.fixture(autouse=True)
def _no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """Closed windows are deleted at once: another look would dress every one of them again.

    The clipboard is emptied, since off the screen it outlives Python, which made what it holds.
    """
    yield
    QApplication.clipboard().clear()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The worker; an error nobody expected is raised at the end of the test."""
    made = Tasks(clock)
    crashes: list[BaseException] = []
    made.crashed.connect(crashes.append)
    yield made
    made.close()
    if crashes:
        raise crashes[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the office's data is."""
    return tmp_path / "office.sqlite"


@pytest.fixture
def answers() -> Answers:
    """What the user answers when a dialog asks."""
    return Answers()


@pytest.fixture
def patient(qapp: QApplication) -> Iterator[None]:
    """A system on which two clicks are one for longer than any test lasts."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(600_000)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def light(_dressed: Theme) -> Theme:
    """The light look, for windows to be dressed in."""
    if colours() is not LIGHT:
        _dressed.choose("light")
    return _dressed


@pytest.fixture
def owner(qtbot: QtBot, light: Theme) -> QWidget:
    """A window for what is tried without the main one."""
    made = QWidget()
    light.dress(made)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(qtbot: QtBot, light: Theme, tasks: Tasks, answers: Answers) -> MainWindow:
    """The main window, still at the start page."""
    made = MainWindow(
        tasks,
        Settings(),
        SCREENS,
        period=JULY,
        title="",
        restyle=lambda: None,
        begin_with=lambda _way: None,
        make_start=StartPage,
        make_dialogs=answers.dialogs,
    )
    light.dress(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> GiveOffice:
    """What a function of a module prepares is prepared once, and copied with all that lies beside it."""
    made: dict[Prepare, Path] = {}

    def give(file: Path, prepare: Prepare | None) -> None:
        if prepare is None or "<locals>" in getattr(prepare, "__qualname__", "<locals>"):
            _prepare(file, prepare)
            return
        if prepare not in made:
            folder = tmp_path_factory.mktemp("office")
            _prepare(folder / file.name, prepare)
            made[prepare] = folder
        shutil.copytree(made[prepare], file.parent, dirs_exist_ok=True)

    return give


def _prepare(file: Path, prepare: Prepare | None) -> None:
    workspace = office(file)
    if prepare:
        prepare(workspace)
    workspace.close()


@pytest.fixture
def user(
    qtbot: QtBot, tasks: Tasks, window: MainWindow, file: Path, offices: GiveOffice
) -> Callable[[Prepare | None], Driver]:
    """Sits down at the window once the office is prepared as the test asks."""

    def sit_down(prepare: Prepare | None = None) -> Driver:
        offices(file, prepare)
        driver = Driver(qtbot, tasks, window)
        window.navigation.chosen.emit("month")  # while the file is opened: no other screen is shown before it
        tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
        driver.settle()
        if driver.window.place.unit != UNIT:
            driver.visit("month", unit=UNIT)
        return driver

    return sit_down


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file: Path, answers: Answers) -> Iterator[Start]:
    """The program as it begins on the file used last, whatever became of that."""
    begun: list[Program] = []
    settings = Settings(tmp_path / "settings.json")
    settings.set(LAST_WORKSPACE, str(file))

    def sit_down() -> Program:
        made = Program(qapp, settings, tmp_path, language="en", make_dialogs=answers.dialogs)
        qtbot.addWidget(made.window)
        begun.append(made)
        made.begin(None)
        qtbot.waitUntil(lambda: made.window.picture.is_painted, timeout=30_000)
        return made

    yield sit_down
    for each in begun:
        each.close()


@pytest.fixture
def reopened(tmp_path: Path, tasks: Tasks, window: MainWindow) -> Callable[[str], None]:
    """Has a program killed at some work on a month that the head scores, and opens its file in the window."""

    def reopen(work: str) -> None:
        file = tmp_path / "office.sqlite"
        workspace = office(file)
        at_head(workspace)
        workspace.close()
        killed = killed_at(file, tmp_path, work)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
        settle(tasks)

    return reopen
