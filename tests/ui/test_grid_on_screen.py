"""What is seen of a grid after each step, of which only parts are painted, is as if painted anew."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, GridDriver
from tests.ui.world import scored

Sit = Callable[..., Driver]
Step = Callable[[GridDriver], None]


ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Watched(GridDriver):
    """Somebody who sees what became of each key before the next is pressed."""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        super().press(key, modifiers)
        QApplication.processEvents()


def on_screen(at: GridDriver) -> QImage:
    """The grid as the user sees it now."""
    grid, window = at.month.grid.viewport(), at.window
    before = None
    while before != (before := (grid.mapTo(window, QPoint()), grid.size())):
        QApplication.processEvents()  # what appeared above it takes its room in a second turn
    seen = QRect(grid.mapTo(window, QPoint()), grid.size())
    return window.screen().grabWindow(window.winId()).toImage().copy(seen)


def emptied(at: GridDriver) -> None:
    """Eight people below the first have no score where the cursor is; the rest of theirs stands."""
    at.put(at.names[1], "I.1")
    at.enter("5.5")
    at.put(at.names[2], "I.1")
    at.select(7)
    at.press(Qt.Key.Key_Delete)


def filled(at: GridDriver) -> None:
    at.put(at.names[1], "I.1")
    at.select(8)
    at.press(Qt.Key.Key_D, CONTROL)


def several(at: GridDriver) -> None:
    at.put(at.names[3], "I.2")
    at.select(4, 2)
    at.press(Qt.Key.Key_Return, CONTROL)


def pasted(at: GridDriver) -> None:
    at.put(at.names[0], "I.1")
    at.paste("5\t13\n77\t2\n3\t1")


STEPS: dict[str, Step] = {
    "a figure is typed": lambda at: at.enter("4"),
    "a figure is refused": lambda at: at.enter("77"),
    "the refused one is given up": lambda at: at.press(Qt.Key.Key_Escape),
    "scores are deleted, and offered again": emptied,
    "one is filled down": filled,
    "the filling is undone": lambda at: at.press(Qt.Key.Key_Z, CONTROL),
    "and done again": lambda at: at.press(Qt.Key.Key_Y, CONTROL),
    "the cursor goes elsewhere": lambda at: at.put(at.names[-1], "I.2"),
    "several columns are selected and filled": several,
    "everything is selected": lambda at: at.press(Qt.Key.Key_A, CONTROL),
    "a block waits for a word": pasted,
    "it is taken": lambda at: at.press(Qt.Key.Key_Return),
    "a group is folded": lambda at: at.press(Qt.Key.Key_Left, ALT_SHIFT),
}


@pytest.mark.usefixtures("light")
def test_what_stands_on_the_screen_is_what_would_be_painted_anew(user: Sit) -> None:
    at = Watched.of(user(scored))
    at.window.resize(1366, 768)
    at.put(at.names[0], "I.1")

    wrong: list[str] = []
    for name, step in STEPS.items():
        step(at)
        at.settle()
        seen = on_screen(at)
        at.month.grid.viewport().update()
        if on_screen(at) != seen:
            wrong.append(name)

    assert wrong == []
