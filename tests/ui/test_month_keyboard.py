"""Where the keyboard works on the month screen after a click, a search and a filter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head

FIRST = "Nguyễn Hải Anh"


@pytest.fixture
def at(user: Callable[..., Driver]) -> GridDriver:
    return GridDriver.of(user(at_head))


def test_a_click_on_an_action_leaves_the_keyboard_in_the_cell(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    for button in at.month.actions_bar.findChildren(QPushButton):
        if button.isVisible() and button.menu() is None:
            at.qtbot.mousePress(button, Qt.MouseButton.LeftButton)
            at.qtbot.mouseRelease(
                button, Qt.MouseButton.LeftButton, pos=QPoint(-9, -9)
            )  # not there after all
    at.enter("4")

    assert at.points(FIRST, "I.1") == 4


def test_where_a_search_or_a_filter_leaves_nobody_it_says_why_and_escape_brings_everybody_back(
    at: GridDriver,
) -> None:
    everybody, line = at.names, at.month.find_line
    line.setFocus()
    line.setText("tran van binh")  # the deputy stands under another form
    told, shown = at.nothing_told, at.names
    at.press(Qt.Key.Key_Escape)

    assert shown == []
    assert told.startswith("Nobody here is called “tran van binh”. Under “")
    assert at.names == everybody
    assert at.nothing_told == ""
    at.enter("4")
    assert at.points(FIRST, "I.1") == 4
