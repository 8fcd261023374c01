"""Nothing of the month's list is seen in halves, and what waits for an answer stays in sight beside it."""

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.grid_columns import Side
from evalapp.ui.kit.labels import label
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.scenes import SCENES
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import AT_125, SMALLEST, stage

__all__ = ["stage"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of a screen that is smaller
NARROW = QSize(683, 384)  # the usual screen at 200 %


def shown(stage: Theatre, name: str, size: QSize) -> Any:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES[name](stage)
    settle(stage.tasks)
    stage.window.setMinimumSize(stage.window.minimumSize().boundedTo(size))
    stage.window.resize(size)
    QApplication.processEvents()
    return stage.window.screen_shown


@pytest.mark.parametrize("name", ["month.scoring", "month.lacking", "month.refused_cell"])
def test_every_row_in_sight_is_whole_at_the_beginning_and_at_the_end_of_the_list(
    stage: Theatre, name: str
) -> None:
    grid = shown(stage, name, SMALLEST).grid
    shape = grid._shape

    seen: list[bool] = []
    for row in (0, len(grid.rows) // 2, len(grid.rows) - 1):
        grid._put(row, 0)
        tops = [shape.top_of(number) for number in shape.rows_in(shape.body)]
        seen.append(tops[0] == shape.body.top() and tops[-1] + shape.row_height <= shape.body.bottom() + 1)

    assert seen == [True] * 3


def test_figures_of_a_column_that_has_no_room_are_not_shown_in_part(stage: Theatre) -> None:
    shape = shown(stage, "month.scoring", SMALLEST).grid._shape

    seen = [(left, left + width - 1) for _, left, width in shape.columns_of(Side.MIDDLE)]

    assert seen
    assert all(shape.middle.left() <= left and right <= shape.middle.right() for left, right in seen)
    assert shape.halves  # and it is seen that there are more


@pytest.mark.parametrize("size", [AT_125, SMALLEST, NARROW], ids=["125", "150", "200"])
def test_a_suggestion_can_be_answered_while_an_event_is_filled_in(stage: Theatre, size: QSize) -> None:
    screen = shown(stage, "month.proposals", size)

    answers = screen.panel.proposals.actions_bar
    grid, shape = screen.grid, screen.grid._shape
    cell = shape.cell_rect(grid._marks.row, grid._marks.column)
    assert screen.events.isVisible()
    assert answers.isVisible()
    assert screen.events.geometry().bottom() < screen.panel.geometry().top()
    assert not grid.isVisible() or shape.middle.contains(cell)


def test_beside_an_event_several_columns_are_left_or_it_has_the_place_of_the_list(stage: Theatre) -> None:
    found: list[tuple[bool, int]] = []
    for size in (AT_125, SMALLEST, NARROW):
        grid = shown(stage, "month.proposals", size).grid
        grid._put(0, 0)
        found.append((grid.isVisible(), len(grid._shape.columns_of(Side.MIDDLE))))

    assert [visible for visible, _ in found] == [True, True, False]
    assert all(columns >= 3 for visible, columns in found if visible)


def test_what_a_suggestion_rests_on_is_said_once(stage: Theatre) -> None:
    bar = shown(stage, "month.proposals", AT_125).panel.proposals

    said = [each.text() for each in bar.findChildren(QLabel) if each.isVisible() and each.text()]

    assert sum("1207/QĐ-UBND" in each for each in said) == 1


def test_a_text_that_has_no_room_for_all_its_lines_shows_whole_ones(qtbot: QtBot, light: Theme) -> None:
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    text = label("a long sentence of many words " * 20, wrap=True)
    area = Fitting(text, 20, "")
    area.setParent(around)
    around.show()

    left: list[int] = []
    for high in range(40, 60):
        area.resize(200, high)
        QApplication.processEvents()
        flags = Qt.TextFlag.TextWordWrap
        one, two = (text.fontMetrics().boundingRect(0, 0, 900, 900, flags, said) for said in ("g", "g\ng"))
        left.append(area.viewport().height() % (two.height() - one.height()))

    assert left == [0] * 20
