"""The list of screens at the left: how much of each is said in windows of every size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.colours import colours
from evalapp.ui.kit.labels import button, column
from evalapp.ui.kit.sizes import USUAL_SIZE, use_text_size
from evalapp.ui.shell.navigation import Entry, Navigation
from evalapp.ui.shell.theme import Theme

ENTRIES = [Entry(f"s{n}", f"A rather long title {n}", "ph.house", f"Short {n}") for n in range(15)]
BESIDE, UNDER = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextUnderIcon
ALONE = Qt.ToolButtonStyle.ToolButtonTextOnly

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(
    ("narrow", "height", "style"),
    [
        (False, 768, BESIDE),
        (False, 614, BESIDE),  # 1366x768 at 125 %
        (True, 512, UNDER),  # 1366x768 at 150 %
        (True, 480, UNDER),  # the smallest window
        (False, 500, UNDER),  # wide, but with room for no more
        (True, 400, ALONE),
    ],
)
def test_each_screen_is_named_as_far_as_there_is_room_and_none_stands_over_another(
    owner: QWidget, *, narrow: bool, height: int, style: Qt.ToolButtonStyle
) -> None:
    made = Navigation(ENTRIES)
    made.setParent(owner)

    made.fit(narrow=narrow, height=height)
    made.resize(made.width(), height)
    owner.show()

    entries = made.findChildren(QToolButton)
    assert {each.toolButtonStyle() for each in entries} == {style}
    assert made.minimumSizeHint().height() <= height
    assert all(each.accessibleName().startswith("A rather long title") for each in entries)
    assert all(each.toolTip().startswith("A rather long title") for each in entries)


def test_with_letters_twice_as_large_the_words_stand_alone_in_an_office_window(
    qtbot: QtBot, light: Theme
) -> None:
    use_text_size(200)
    try:
        made = Navigation(ENTRIES)
        qtbot.addWidget(made)
        made.fit(narrow=True, height=768)
    finally:
        use_text_size(USUAL_SIZE)

    assert {each.toolButtonStyle() for each in made.findChildren(QToolButton)} == {ALONE}


def test_what_the_keyboard_is_on_has_one_frame(qtbot: QtBot, owner: QWidget) -> None:
    buttons = [button("First"), button("Second")]
    column(owner, *buttons)
    owner.resize(200, 80)
    owner.show()
    owner.activateWindow()
    buttons[0].setFocus()

    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    QApplication.processEvents()

    assert buttons[1].hasFocus()
    drawn = buttons[1].grab().toImage()
    assert drawn.pixelColor(20, 8) == QColor(colours().surface)
