"""Keys that come before the screen they are meant for: none is lost, none lands elsewhere."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import settle
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import clock, office

Sit = Callable[..., Driver]


def typed_at(window: MainWindow, *keys: Qt.Key) -> None:
    """Keys as the system hands them to the window, whatever in it has the keyboard."""
    for key in keys:
        QTest.keyClick(window.windowHandle(), key)


def test_what_is_typed_while_the_month_still_loads_is_typed_into_its_grid(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    first, second = at.names[:2]
    at.visit("overview")

    at.window.go(Route("month"))
    typed_at(at.window, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_4)
    at.settle()
    typed_at(at.window, Qt.Key.Key_Return)
    at.settle()

    code = at.line(first).form.leaves[0].code
    assert at.line(first).sheet.mark(Stage.HEAD, code).points == Decimal(5)
    assert at.line(second).sheet.mark(Stage.HEAD, code).points == Decimal(4)


def test_keys_typed_while_the_file_is_opened_press_nothing_and_reach_the_screen(
    qtbot: QtBot, tasks: Tasks, window: MainWindow, file: Path
) -> None:
    workspace = office(file)
    at_head(workspace)
    workspace.close()
    pressed: list[str] = []
    for page in window.findChildren(StartPage):
        page.chosen.connect(pressed.append)
    window.await_file("…")
    window.early_keys.wait()

    typed_at(window, Qt.Key.Key_Return)
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    settle(tasks)

    assert pressed == []
    assert window.screen_shown.isVisible()


def test_where_no_file_was_opened_keys_are_heard_at_once_again(
    qtbot: QtBot, tasks: Tasks, window: MainWindow
) -> None:
    pressed: list[str] = []
    window.early_keys.wait()
    typed_at(window, Qt.Key.Key_Space)

    window.early_keys.drop_without_file()
    for page in window.findChildren(StartPage):
        page.chosen.connect(pressed.append)
        page.buttons["open"].setFocus()
    typed_at(window, Qt.Key.Key_Space)

    assert pressed == ["open"]
