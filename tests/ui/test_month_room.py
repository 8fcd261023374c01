"""What the month's list gives up where the window is low, and what it says in full where there is room."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.grid_columns import Cell, GridColumn
from evalapp.ui.kit.grid_shape import GridShape
from evalapp.ui.kit.sizes import px, use_text_size
from evalapp.ui.scenes import SCENES
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import AT_125, stage

__all__ = ["stage"]
AT_200 = QSize(683, 384)  # the usual screen in letters twice as large, in pixels of the usual letters
AT_150 = QSize(911, 512)
ENOUGH = 6  # rows in sight


def screen_of(stage: Theatre) -> Any:
    return stage.window.screen_shown


@pytest.fixture
def large(light: Theme) -> Callable[[Theatre], None]:
    """Letters twice as large, as the settings give them."""

    def make(stage: Theatre) -> None:
        use_text_size(200)
        light.choose("light")
        stage.window.rebuild()
        settle(stage.tasks)

    return make


@pytest.fixture(autouse=True)
def usual(light: Theme) -> object:
    yield None
    use_text_size(100)
    light.choose("light")


@pytest.mark.parametrize("name", ["month.scoring", "month.done", "month.compare"])
def test_in_letters_twice_as_large_six_people_are_in_sight_in_an_office_window(
    stage: Theatre, large: Callable[[Theatre], None], name: str
) -> None:
    large(stage)
    SCENES[name](stage)
    settle(stage.tasks)

    stage.window.resize(AT_200 * 2)
    QApplication.processEvents()

    shape = screen_of(stage).grid._shape
    assert stage.window.size() == AT_200 * 2
    assert shape.page >= ENOUGH
    assert shape.row_height >= px(22)


@pytest.mark.parametrize(("name", "rows"), [("month.lacking", 5), ("month.pasted", 5), ("month.differs", 4)])
def test_with_a_question_over_it_the_list_still_shows_several_people_in_a_low_window(
    stage: Theatre, name: str, rows: int
) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES[name](stage)
    settle(stage.tasks)

    stage.window.resize(AT_150)
    QApplication.processEvents()

    assert screen_of(stage).grid._shape.page >= rows


def test_a_preview_of_a_file_says_in_its_rows_what_it_has_no_room_to_say_below(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["people.intake_refused"](stage)
    settle(stage.tasks)
    panel = screen_of(stage).intake

    stage.window.resize(AT_125 * 2)
    QApplication.processEvents()
    in_a_high_window = panel._reason.isVisible()
    stage.window.resize(AT_150)
    QApplication.processEvents()

    table = panel._table
    ends = [table.visualRect(table.model().index(row, 0)).bottom() for row in range(3)]
    assert in_a_high_window
    assert not panel._reason.isVisible()
    assert max(ends) <= table.viewport().height()


def test_what_a_closed_month_says_is_said_in_full_in_an_office_window(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["month.done"](stage)
    settle(stage.tasks)

    stage.window.resize(AT_125)
    QApplication.processEvents()

    screen = screen_of(stage)
    said = [each for each in screen.findChildren(QLabel) if each.text() == screen.state.standing]
    assert [each.isVisible() for each in said] == [True]
    [line] = said
    assert line.height() >= line.heightForWidth(line.width())


def test_in_a_low_window_a_closed_month_says_its_first_sentence_whole(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["month.done"](stage)
    settle(stage.tasks)

    stage.window.resize(911, 512)
    QApplication.processEvents()

    screen = screen_of(stage)
    short = screen.state.standing_short
    assert short.endswith("scores no longer change.")
    [line] = [each for each in screen.findChildren(QLabel) if each.text() == short and each.isVisible()]
    assert line.drawn == short


def test_a_note_that_lacks_a_little_room_is_narrower_and_nothing_has_to_be_scrolled(qtbot: QtBot) -> None:
    def cell(row: int) -> Cell:
        return Cell(str(row))

    shape: GridShape[int] = GridShape(lambda row: row)
    columns: list[GridColumn[int]] = [GridColumn("I", "I", cell, 300)]
    columns.append(GridColumn("note", "Note", cell, 180, stretches=True))
    shape.arrangement = type(shape.arrangement)(columns)

    shape.lay_out(QSize(420, 200))
    assert shape.full_size.width() == shape.middle.width() == 420

    shape.lay_out(QSize(340, 200))
    assert shape.full_size.width() == 480
