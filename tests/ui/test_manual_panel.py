from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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
