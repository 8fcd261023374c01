"""Vietnamese is composed syllable by syllable: none is lost when another window comes to the front."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from evalapp.domain.rounds import Stage
from evalapp.ui.kit.syllables import Syllables
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import opened

Sit = Callable[..., Driver]
FIRST = "Nguyễn Hải Anh"
#: What a platform without a screen says of windows that come and go.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def _kept(qapp: QApplication) -> Iterator[None]:
    """As in the program: syllables are looked after."""
    made = Syllables(qapp)
    yield
    made.deleteLater()


@pytest.fixture
def other(qtbot: QtBot) -> QWidget:
    """Another window, to which somebody turns."""
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


def turn_to(window: QWidget) -> None:
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def send(event: QInputMethodEvent) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)


def compose(*stages: str) -> None:
    for stage in stages:
        send(QInputMethodEvent(stage, []))


def forget() -> None:
    """What ibus with Unikey does once another program has the keyboard: it drops the syllable."""
    send(QInputMethodEvent("", []))


def commit(text: str) -> None:
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    send(done)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_syllable_that_is_forgotten_as_the_window_is_left_is_kept(
    qtbot: QtBot, other: QWidget, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    field = kind("đi ")
    qtbot.addWidget(field)
    turn_to(field)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)

    compose("m", "muôn", "muộn")
    forget()
    turn_to(other)

    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == "đi muộn"


def test_a_syllable_that_was_finished_is_not_written_twice(qtbot: QtBot, other: QWidget) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    turn_to(field)

    compose("m", "muộn")
    commit("muộn")
    forget()
    turn_to(other)

    assert field.text() == "muộn"


def test_a_syllable_that_was_taken_back_does_not_return(qtbot: QtBot, other: QWidget) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    turn_to(field)

    compose("m")
    forget()  # by Backspace
    qtbot.keyClick(field, Qt.Key.Key_A)
    turn_to(other)

    assert field.text() == "a"


def test_a_note_is_kept_whole_and_its_line_stays_open(user: Sit, other: QWidget) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")
    at.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    at.type("đi ")
    compose("m", "muộn")
    forget()

    turn_to(other)
    at.settle()
    turn_to(at.window)
    at.settle()

    assert at.line(FIRST).sheet.mark(Stage.HEAD, "I.1").note == "đi muộn"
    at.type(" 5")
    assert at.editor().text() == "đi muộn 5"


def test_the_search_box_waits_while_somebody_looks_at_another_window(user: Sit, other: QWidget) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    compose("đ", "đào")
    forget()

    turn_to(other)
    turn_to(at.window)

    assert at.window.finder.isVisible()
    assert at.editor().text() == "đào"
    assert [hit.title for hit in at.window.finder.state.hits if hit.person] == ["Nguyễn Văn Đào (NV008)"]


@pytest.mark.parametrize("screen", ["month", "people", "history"])
def test_ctrl_f_comes_to_the_search_line_wherever_the_keyboard_is(user: Sit, screen: str) -> None:
    at = user(opened)
    at.visit(screen)
    at.window.navigation.setFocus()
    at.qtbot.keyClick(at.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert at.screen.find_line.hasFocus()
