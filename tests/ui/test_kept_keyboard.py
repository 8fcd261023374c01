"""The keyboard stays where the work is, whatever becomes of the part that had it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.forms import Form
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.test_registers_screen import at_suggestions, scored_with_entries
from tests.ui.world import opened

Sit = Callable[..., Driver]


def keyboard(at: Driver) -> QWidget | None:
    at.qtbot.waitUntil(lambda: at.screen.isAncestorOf(QApplication.focusWidget() or at.window))
    return QApplication.focusWidget()


def typed_into_points(at: Driver, text: str) -> None:
    points = at.screen.suggestions.points
    points.setFocus()
    points.setText(text)
    at.press(Qt.Key.Key_Return)
    at.settle()


def test_once_a_suggestion_is_accepted_from_its_field_the_list_has_the_keyboard(user: Sit) -> None:
    at = at_suggestions(user(scored_with_entries))

    typed_into_points(at, "2")

    assert at.screen.suggestions.points.isHidden()
    assert keyboard(at) is at.screen.suggestions.table


def test_points_that_are_refused_can_be_mended_at_once(user: Sit) -> None:
    at = at_suggestions(user(scored_with_entries))

    typed_into_points(at, "99")

    assert keyboard(at) is at.screen.suggestions.points
    assert at.screen.suggestions.points.text() == "99"


def test_whoever_goes_on_after_all_is_in_the_field_again(user: Sit, answers: Answers) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    note = at.screen.findChildren(Form)[0].field("note")
    note.setFocus()
    at.type("muộn")
    answers.agrees = False

    at.window.close()

    assert at.window.isVisible()
    assert keyboard(at) is note


def test_whoever_leaves_the_page_on_purpose_is_not_called_back(user: Sit, qtbot: QtBot) -> None:
    at = user(opened)
    menu = at.window.navigation

    menu.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(0)

    assert menu.isAncestorOf(QApplication.focusWidget() or at.screen) or menu.hasFocus()
