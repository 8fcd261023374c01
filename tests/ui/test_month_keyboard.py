"""Where the keyboard works on the month screen after a click, a search and a filter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from evalapp.domain.rounds import Stage
from evalapp.ui.kit.months import MonthPicker
from evalapp.ui.screens.month.columns import NOTE
from evalapp.ui.screens.month.panel import StandingLine
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import opened, settled

FIRST, SECOND, THIRD = "Nguyễn Hải Anh", "Đỗ Thị Ánh", "Hoàng Ngọc Ánh"


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


def test_a_month_that_was_just_opened_has_the_keyboard_in_its_cells(user: Callable[..., Driver]) -> None:
    at = user()
    at.window.findChildren(MonthPicker)[0].setFocus()

    at.press(Qt.Key.Key_F9)
    at.settle()

    assert at.screen.grid.hasFocus()


def test_full_marks_are_not_taken_for_a_cell_with_a_refused_value_and_it_is_said(at: GridDriver) -> None:
    at.put(SECOND, "I.1")
    at.enter("101")

    at.do("month.accept")

    assert at.line(SECOND).sheet.points(Stage.HEAD).get("I.1") is None
    assert at.line(SECOND).rating.total is None
    assert at.line(FIRST).rating.total == 90
    assert "1 cell with a refused value stays open" in at.told


def test_n_goes_through_those_whose_full_marks_are_only_offered_once_nothing_else_is_left(
    at: GridDriver,
) -> None:
    at.put(FIRST, "I.1")

    at.press(Qt.Key.Key_N)
    second = at.place
    at.press(Qt.Key.Key_N)

    assert (second, at.place) == ((SECOND, "I.1"), (THIRD, "I.1"))
    assert "Only offered full marks are left" in at.told


def test_undo_and_redo_of_a_block_select_it_from_its_first_cell(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    at.paste("5\t13\n4\t12")
    at.settle()
    at.put(THIRD, "II.1.1")

    at.hold(Qt.Key.Key_Z)
    undone = at.place, at.copy().count("\t")
    at.put(THIRD, "II.1.1")
    at.hold(Qt.Key.Key_Y)

    assert undone == ((FIRST, "I.1"), 2)
    assert at.place == (FIRST, "I.1")
    assert at.copy() == "5.0\t13.0\n4.0\t12.0"


def test_before_the_head_scores_nobody_is_counted_under_a_level(user: Callable[..., Driver]) -> None:
    at = GridDriver.of(user(opened))
    at.do("month.accept")

    said = at.month.findChildren(StandingLine)[0].text

    assert said.startswith("Not scored by the head 14 |")


def test_the_note_of_a_row_is_told_from_the_row(at: GridDriver) -> None:
    at.put(FIRST, NOTE + "III")

    assert at.month.panel.about.startswith("The note that goes with III. ")


def test_moving_the_month_on_says_where_it_is_now(user: Callable[..., Driver]) -> None:
    at = GridDriver.of(user(opened))

    at.do("month.to_deputy")
    at.settle()

    assert at.told.endswith("is at “Deputy scoring” now.")


def test_the_cell_of_the_cursor_is_whole_in_sight_after_the_window_was_made_anew_or_lower(
    at: GridDriver,
) -> None:
    at.window.resize(1000, 600)
    QApplication.processEvents()
    at.put(at.names[-1], "I.1")
    at.window.rebuild()
    at.settle()
    seen = [at.is_whole_in_sight]
    for height in range(600, 500, -7):
        at.window.resize(1000, height)
        QApplication.processEvents()
        seen.append(at.is_whole_in_sight)

    assert all(seen)


def test_after_closing_with_its_button_the_keyboard_is_in_the_list(
    user: Callable[..., Driver], answers: Answers
) -> None:
    at = GridDriver.of(user(settled))
    answers.agrees = True
    at.month.actions_bar.stand_at("month.close")

    at.press(Qt.Key.Key_Space)
    at.settle()

    assert at.month.state is not None
    assert at.month.state.stage is Stage.CLOSED
    assert QApplication.focusWidget() is at.month.grid.editor
