"""What is pasted into a person's form: one value as if it was typed, anything else is refused with why."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from tests.ui.driver import Driver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import opened

Sit = Callable[..., Driver]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(user: Sit) -> Driver:
    """The form of somebody who scores themself, the cursor on the first mark."""
    driver = open_sheet(user(opened), "Đỗ Thị Ánh")
    driver.put_cursor(row="I.1", column="self", by="code")
    return driver


def paste(at: Driver, text: str) -> None:
    QApplication.clipboard().setText(text)
    at.press(Qt.Key.Key_V, CONTROL)
    at.settle()


def mark(at: Driver) -> object:
    line = next(line for line in at.screen.state.lines if line.criterion.code == "I.1")
    return line.points(Stage.SELF)


@pytest.mark.parametrize("copied", ["4,5", "4.5", "4,5\r\n", "4,5\n\n\n"])
def test_a_figure_copied_from_a_spreadsheet_is_pasted_as_if_it_was_typed(at: Driver, copied: str) -> None:
    paste(at, copied)

    assert str(mark(at)) == "4.5"
    assert at.cell(row="I.1", column="self", by="code") == "4.5"


def test_it_is_pasted_into_an_open_cell_too(at: Driver) -> None:
    at.press(Qt.Key.Key_F2)
    at.editor().selectAll()
    paste(at, "4,5\r\n")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert str(mark(at)) == "4.5"


def test_a_text_is_refused_at_its_cell_with_the_reason(at: Driver) -> None:
    paste(at, "năm")

    assert "năm" in at.told
    assert at.cell(row="I.1", column="self", by="code") == "năm"
    assert mark(at) is None


def test_several_cells_are_refused_and_nothing_is_changed(at: Driver) -> None:
    paste(at, "4\t13\n5\t12\n")

    assert at.told == "✕ 4 cells were copied, and one cell takes one value. Copy a single one."
    assert mark(at) is None


def test_a_cell_that_takes_nothing_says_so(at: Driver) -> None:
    at.put_cursor(row="I.1", column="head", by="code")
    paste(at, "4")

    assert at.told == "✕ This cell takes no value."
