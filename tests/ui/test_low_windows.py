"""Where the window is low, parts of a screen scroll or give way: none lies on another or cuts words."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.choice_list import MarkList
from evalapp.ui.kit.colours import DARK, contrast
from evalapp.ui.kit.labels import button, heading
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.scenes import SCENES
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.screens.start.state import Missing
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import sideways, stage
from tests.ui.test_smallest_window import LEAST

__all__ = ["stage"]
ENOUGH_FOR_A_LINE, READABLE = 3, 4.5
FULL = (
    "policies.trial",
    "policies.rule_faults",
    "policies.rule_trial",
    "history.entry",
    "sheet.evidence",
    "dialogs.several",
)


def on_each_other(around: QWidget) -> list[str]:
    """Parts of one row or column that share room."""
    found: list[str] = []
    for owner in (around, *around.findChildren(QWidget)):
        layout = owner.layout()
        if not isinstance(layout, QBoxLayout) or not owner.isVisible():
            continue
        items = (layout.itemAt(number) for number in range(layout.count()))
        parts = [part for item in items if item and (part := item.widget()) and part.isVisible()]
        pairs = combinations(parts, 2)
        found += [f"{a} on {b}" for a, b in pairs if a.geometry().intersects(b.geometry())]
    return found


def cut_words(around: QWidget) -> list[str]:
    """Wrapped texts with less height than their lines."""
    return [
        f"{each.text()[:40]}: {each.height()} < {each.heightForWidth(each.width())}"
        for each in around.findChildren(QLabel)
        if each.isVisible() and each.wordWrap() and each.height() < each.heightForWidth(each.width())
    ]


@pytest.mark.parametrize("name", FULL)
def test_in_the_smallest_window_no_part_lies_on_another_and_nothing_goes_on_sideways(
    stage: Theatre, name: str
) -> None:
    SCENES[name](stage)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle(stage.tasks)

    stage.window.resize(LEAST)
    QApplication.processEvents()

    assert stage.window.size() == LEAST
    assert on_each_other(stage.window.screen_shown) == []
    assert cut_words(stage.window.screen_shown) == []
    assert sideways(stage.window) == []


def test_the_first_page_says_all_of_what_became_of_the_last_file_however_low_the_window(
    qtbot: QtBot, light: Theme
) -> None:
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    page = StartPage(Missing(Path("D:/PNV/evalapp.sqlite"), has_folder=True, copies=5))
    page.setParent(around)
    page.resize(LEAST)

    around.show()
    QApplication.processEvents()

    assert page.size() == LEAST
    assert cut_words(page) == []
    assert on_each_other(page) == []


def test_the_title_of_a_screen_stands_as_high_whether_or_not_a_button_stands_beside_it(
    qtbot: QtBot, light: Theme
) -> None:
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    title, press = heading("Settings"), button("Save")
    for each in (title, press):
        each.setParent(around)

    around.show()

    assert title.minimumHeight() == press.sizeHint().height()


def test_in_the_dark_the_boxes_of_a_list_are_seen_before_and_after_they_are_marked(
    qtbot: QtBot, light: Theme
) -> None:
    light.choose("dark")
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    marks = MarkList("Who", [Choice(number, "") for number in range(2)], most=2)
    marks.setParent(around)
    around.show()
    QApplication.processEvents()
    shown = marks.findChildren(QWidget, "qt_scrollarea_viewport")[0]

    plain = inks(shown.grab().toImage())
    qtbot.keyClick(marks.focusProxy(), Qt.Key.Key_Space)
    ticked = inks(shown.grab().toImage())

    assert DARK.offer.lower() in plain
    assert contrast(DARK.offer, DARK.surface) >= ENOUGH_FOR_A_LINE
    assert DARK.accent.lower() in ticked
    assert max(contrast(ink, DARK.accent) for ink in ticked - plain) >= READABLE


def inks(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(min(40, image.width())) for y in range(image.height())
    }
