"""What stands at an edge: under a heading, beside a page."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evalapp.documents.preview import PagePicture
from evalapp.ui.kit.colours import MEDIUM, colours
from evalapp.ui.scenes import SCENES
from evalapp.ui.screens.inspections.visits_panel import VisitPanel
from evalapp.ui.shell.preview import PageView
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import SMALLEST, stage

__all__ = ["stage"]


@pytest.mark.parametrize("room", [101, 102, 103])
def test_a_page_ends_with_its_line_however_many_points_a_pixel_takes(
    qtbot: QtBot, light: Theme, room: int
) -> None:
    def picture(_number: int, width: int) -> QPixmap:
        made = QPixmap(width, width * 140 // 100)
        made.fill(QColor("white"))
        return made

    view = PageView(0, PagePicture(200, 280, b""), picture)
    qtbot.addWidget(view)
    view.fit(room, 100)
    image = QImage(view.size() * 1.5, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.5)
    image.fill(QColor(colours().line))

    view.render(image, QPoint())

    seen = {image.pixelColor(image.width() - 1, y).name() for y in range(4, image.height() - 4)}
    assert seen == {colours().line.lower()}


def test_that_no_visit_is_chosen_is_said_under_its_heading_at_the_top(qtbot: QtBot, light: Theme) -> None:
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    panel = VisitPanel()
    panel.setParent(around)
    panel.resize(360, 500)
    panel.show_visit(None, "")
    around.show()
    QApplication.processEvents()

    title, facts = (
        panel._title.geometry(),
        panel._facts.rect().translated(panel._facts.mapTo(panel, QPoint())),
    )
    assert title.top() < 40
    assert facts.top() - title.bottom() <= MEDIUM + 1
    assert title.height() <= 2 * panel._title.fontMetrics().height()


def test_of_those_whom_a_policy_would_change_two_are_in_sight_in_a_low_window(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["policies.trial"](stage)
    settle(stage.tasks)

    stage.window.resize(SMALLEST)
    QApplication.processEvents()

    screen: Any = stage.window.screen_shown
    page = screen.view.panels["trial"]
    second = page.table.visualRect(page.table.model().index(1, 0))
    assert page.bars.isHidden()
    assert 0 < second.top() < page.table.viewport().height()
