from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.top_bar import TopBar
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]


@pytest.mark.parametrize(("screen", "chapter"), [("settlement", "00-manual"), ("safety", "00-manual")])
def test_f1_opens_the_manual_at_the_page_of_the_screen(user: Sit, screen: str, chapter: str) -> None:
    at = user(opened)
    at.visit(screen)

    at.press(Qt.Key.Key_F1)

    assert at.window.manual.isVisible()
    assert at.window.manual.shown == chapter


def test_the_manual_is_searched_while_words_are_typed_and_escape_leads_back_to_the_work(user: Sit) -> None:
    at = user(opened)
    before = QApplication.focusWidget()
    at.press(Qt.Key.Key_F1)
    shown = at.window.manual
    shown.find_line.setFocus()

    at.type("reopen")
    at.press(Qt.Key.Key_Down)

    assert "reopen" in shown.text.toPlainText().lower()
    at.press(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_before_a_file_is_open_every_help_is_the_page_of_the_first_start(
    qtbot: QtBot, window: MainWindow, modifier: Qt.KeyboardModifier
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1, modifier)

    assert window.manual.isVisible()
    assert "Try it with sample data" in window.manual.text.toPlainText()


@pytest.mark.parametrize("width", [1366, 1093, 911])  # the screen of an office at 100, 125 and 150 %
def test_nothing_of_the_top_bar_is_cut_off_while_the_help_stands_there(user: Sit, width: int) -> None:
    at = user(opened)
    at.window.resize(width, width * 768 // 1366)
    at.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    at.settle()
    bar = at.window.findChild(TopBar)
    assert bar is not None
    help_ = at.window.help

    assert help_.isVisible()
    assert help_.mapTo(at.window, QPoint(0, 0)).y() >= bar.height()
    for part in bar.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.width() >= part.minimumSizeHint().width(), part.text()
            assert part.mapTo(bar, QPoint(part.width(), 0)).x() <= bar.width(), part.text()
