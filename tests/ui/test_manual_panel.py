from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.messages import use_language
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.manual import ManualPanel
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


def test_what_is_typed_while_the_manual_is_read_is_looked_for_in_it(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_F1)
    shown = at.window.manual
    before = shown.contents.count()

    at.type("reo")
    shown.contents.setFocus()
    at.type("pen")

    assert shown.find_line.text() == "reopen"
    assert 0 < shown.contents.count() != before


def test_a_list_that_comes_to_be_shown_behind_the_manual_has_the_keyboard_only_after_it(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_F1)
    shown = at.window.manual

    at.screen.setFocus()
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    inside = focused is not None and shown.isAncestorOf(focused)
    at.press(Qt.Key.Key_Escape)

    assert (inside, shown.isVisible()) == (True, False)
    assert at.screen.isAncestorOf(QApplication.focusWidget())


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


@pytest.mark.parametrize("words", ["en", "vi"])
def test_every_title_of_the_manual_is_read_whole_in_its_contents(
    qtbot: QtBot, owner: QWidget, words: str
) -> None:
    use_language(words)
    owner.resize(976, 720)
    panel = ManualPanel(owner, lambda _part: "")
    owner.show()
    panel.open_at("")
    shown = panel.contents

    room = shown.viewport().width()
    items = [shown.item(number) for number in range(shown.count())]
    cut = [each.text() for each in items if shown.sizeHintForIndex(shown.indexFromItem(each)).width() > room]
    assert cut == []
