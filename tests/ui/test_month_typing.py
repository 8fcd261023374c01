from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head, stored

Sit = Callable[..., Driver]
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"
NOTE = "note:III"


@pytest.fixture
def at(user: Sit) -> Iterator[GridDriver]:
    """The head is about to write a note, with an input method on."""
    driver = GridDriver.of(user(at_head))
    driver.put(FIRST, NOTE)
    yield driver
    QApplication.clipboard().clear()


def preedit(at: GridDriver, text: str) -> None:
    """The syllable that is being composed; nothing of it is finished."""
    QApplication.sendEvent(at.editor(), QInputMethodEvent(text, []))


def note(at: GridDriver, name: str) -> str:
    return at.line(name).sheet.mark(Stage.HEAD, "III").note


def test_the_first_syllable_composed_in_a_cell_loses_no_letter(at: GridDriver) -> None:
    at.compose("C", "Ch", "Châ", "Chậ", "Chậm")
    at.type(" ")
    at.compose("b", "bá", "báo")
    at.press(Qt.Key.Key_Return)

    assert note(at, FIRST) == "Chậm báo"
    assert at.place == (SECOND, NOTE)


def test_an_unfinished_syllable_is_kept_when_the_cell_is_left_by_key(at: GridDriver) -> None:
    at.type("Trễ ")
    preedit(at, "giờ")

    at.press(Qt.Key.Key_Return)

    assert note(at, FIRST) == "Trễ giờ"


def test_an_unfinished_syllable_is_kept_when_the_keyboard_goes_elsewhere(at: GridDriver, file: Path) -> None:
    preedit(at, "Đúng")

    at.month.find_line.setFocus()
    at.settle()

    assert note(at, FIRST) == "Đúng"
    assert at.month.is_saved


def test_an_unfinished_syllable_is_kept_when_another_window_comes_to_the_front(at: GridDriver) -> None:
    preedit(at, "hẹn")

    gone = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(at.editor(), gone)

    assert at.month.grid.editor.text() == "hẹn"
    at.press(Qt.Key.Key_Return)
    assert note(at, FIRST) == "hẹn"


def test_a_figure_is_typed_on_after_something_was_looked_up_in_another_window(at: GridDriver) -> None:
    at.put(FIRST, "I.2")
    at.type("1")

    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(at.editor(), QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    at.enter("3")

    assert at.points(FIRST, "I.2") == 13


def test_a_menu_that_opens_over_the_cell_does_not_take_the_syllable_away(at: GridDriver) -> None:
    at.type("a")

    opened_menu = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(at.editor(), opened_menu)
    at.type("b")
    at.press(Qt.Key.Key_Return)

    assert note(at, FIRST) == "ab"


def test_no_key_is_looked_at_while_a_syllable_is_composed(at: GridDriver) -> None:
    preedit(at, "n")

    at.press(Qt.Key.Key_Left)
    at.press(Qt.Key.Key_Delete)

    assert at.place == (FIRST, NOTE)
    assert at.month.grid.editor.is_open


def test_a_note_is_changed_letter_by_letter_with_the_arrows_inside_it(at: GridDriver) -> None:
    at.compose("ộ")
    at.press(Qt.Key.Key_Home)
    at.compose("đ")
    at.press(Qt.Key.Key_Return)

    assert note(at, FIRST) == "độ"


def test_digits_come_through_while_an_input_method_is_on(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    at.compose("5")
    at.type(",5")
    at.press(Qt.Key.Key_Return)
    assert at.reads(FIRST, "I.1") == "5.5"

    at.put(FIRST, "I.2")
    preedit(at, "13")
    at.press(Qt.Key.Key_Tab)
    assert at.reads(FIRST, "I.2") == "13.0"


def test_an_input_method_stays_out_of_cells_that_take_figures(at: GridDriver) -> None:
    assert at.editor().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    at.put(FIRST, "I.1")

    assert not at.editor().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_name_is_composed_in_the_search_line_and_found(at: GridDriver) -> None:
    at.hold(Qt.Key.Key_F)

    at.compose("đ", "đào")

    assert at.names == ["Nguyễn Văn Đào"]


def test_letters_typed_while_the_month_is_read_again_are_not_lost(at: GridDriver) -> None:
    at.put(FIRST, "II.2")
    at.type("4")
    at.tasks.changed.emit(at.month.topics)
    at.settle()
    at.type("5")
    at.press(Qt.Key.Key_Return)

    assert at.points(FIRST, "II.2") == 45


def test_a_note_is_on_the_disk_once_it_is_said_to_be_saved(at: GridDriver, file: Path) -> None:
    at.put(FIRST, "III")
    at.enter("2")
    at.put(FIRST, NOTE)
    at.compose("Sáng kiến")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert "Saved" in at.window.messages.saved
    at.tasks.close()
    assert stored(file, FIRST) == {"III": 2}
