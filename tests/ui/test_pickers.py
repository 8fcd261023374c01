"""Lists to choose one from, as they read when closed."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.labels import column, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from tests.ui.driver import Driver
from tests.ui.world import JULY, opened

Sit = Callable[..., Driver]


def test_a_list_that_is_given_more_room_says_more(user: Sit) -> None:
    at = user(opened)
    picker = ChoicePicker("Unit", "No unit yet")
    picker.setParent(at.window)
    picker.show_choices([Choice("PNV", "Phòng Nội vụ")], "PNV")
    picker.show()
    for width in (96, 220):
        picker.setFixedWidth(width)

    assert "Phòng Nội vụ" in picker.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_each_of_a_few_long_names_is_read_whole_in_the_list(user: Sit) -> None:
    at = user(opened)
    picker = ChoicePicker("Unit", "No unit yet")
    picker.setParent(at.window)
    long = "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, nông nghiệp và phát triển nông thôn"
    names = ("UBND huyện Bắc Quang", long, long, long, "Phòng Nội vụ", long)
    picker.show_choices([Choice(number, name, indent=1) for number, name in enumerate(names)], None)
    picker.show()

    picker.click()
    QApplication.processEvents()

    popup: Any = QApplication.activePopupWidget()
    shown: Any = popup.findChild(QListWidget)
    rows = [shown.visualItemRect(shown.item(number)) for number in range(len(names))]
    assert 2 * rows[-1].height() > 3 * shown.fontMetrics().height()
    assert shown.viewport().rect().contains(rows[-1])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_that_was_laid_out_before_it_was_seen_says_all_that_there_is_room_for(qtbot: QtBot) -> None:
    picker = ChoicePicker("Column", "Choose…")
    picker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    words = "Họ và tên (Nguyễn Hữu Thắng, Đỗ Thị Mỹ Linh, Lê Đức Cường)"
    picker.show_choices([Choice("name", words)], "name")
    owner = QWidget()
    qtbot.addWidget(owner)
    column(owner, picker)
    owner.resize(900, 40)

    owner.show()

    assert picker.text() == words


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_grows_with_what_is_chosen_and_shrinks_again(qtbot: QtBot) -> None:
    picker = ChoicePicker("Unit", "Choose…")
    choices = [Choice("a", "A"), Choice("b", "Trung tâm Dịch vụ công")]
    picker.show_choices(choices, "a")
    owner = QWidget()
    qtbot.addWidget(owner)
    column(owner, row(picker, None))
    owner.resize(900, 40)
    owner.show()
    narrow = picker.width()

    picker.show_choices(choices, "b")
    qtbot.waitUntil(lambda: picker.text() == "Trung tâm Dịch vụ công")
    picker.show_choices(choices, "a")

    qtbot.waitUntil(lambda: picker.width() == narrow)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier])
def test_a_closed_list_opens_with_the_arrow_as_in_other_programs(
    user: Sit, held: Qt.KeyboardModifier
) -> None:
    at = user(opened)
    picker = ChoicePicker("Unit", "Choose…")
    picker.setParent(at.window)
    picker.show_choices([Choice("a", "A"), Choice("b", "Trung tâm Dịch vụ công")], "a")
    picker.show()
    picker.setFocus()

    at.press(Qt.Key.Key_Down, held)

    assert QApplication.activePopupWidget() is not None
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Return)
    assert picker.key == "b"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_menu_of_the_screen_opens_with_the_arrow(user: Sit) -> None:
    at = user(opened)
    at.visit("month", unit="PNV", period=JULY)
    opener = next(each for each in at.window.findChildren(QPushButton) if each.isVisible() and each.menu())
    opener.setFocus()
    shown: list[QWidget] = []
    opener.menu().aboutToShow.connect(lambda: shown.append(opener.menu()))
    QTimer.singleShot(0, opener.menu().close)

    at.press(Qt.Key.Key_Down)

    assert shown == [opener.menu()]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_begins_with_the_words_typed_stands_before_what_only_holds_them(user: Sit) -> None:
    at = user(opened)
    picker = ChoicePicker("Unit", "Choose…")
    picker.setParent(at.window)
    names = ("Phòng Văn hóa – Xã hội", "Trung tâm Phát thanh, Văn phòng phẩm", "Văn phòng HĐND và UBND")
    picker.show_choices([Choice(number, name) for number, name in enumerate(names)], None)
    picker.show()
    picker.setFocus()

    at.type("van ph")
    at.press(Qt.Key.Key_Return)

    assert picker.key == 2


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_opened_a_list_does_not_look_pointed_at_once_the_mouse_is_elsewhere(user: Sit) -> None:
    at = user(opened)
    QCursor.setPos(at.window.mapToGlobal(at.window.rect().center()))
    pickers = [each for each in at.window.findChildren(QPushButton) if each.property("look") == "picker"]
    opener = next(each for each in pickers if each.isVisible())
    opener.click()
    opener.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)

    at.press(Qt.Key.Key_Escape)

    at.qtbot.waitUntil(lambda: not opener.underMouse())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_opened_a_menu_does_not_look_pointed_at_either(user: Sit) -> None:
    at = user(opened)
    at.visit("month", unit="PNV", period=JULY)
    QCursor.setPos(at.window.mapToGlobal(at.window.rect().center()))
    opener = next(each for each in at.window.findChildren(QPushButton) if each.isVisible() and each.menu())
    opener.menu().popup(opener.mapToGlobal(opener.rect().bottomLeft()))
    opener.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)

    opener.menu().close()

    at.qtbot.waitUntil(lambda: not opener.underMouse())


def test_a_unit_with_an_ampersand_in_its_name_is_called_so(qtbot: QtBot) -> None:
    picker = ChoicePicker("Unit", "Choose…")
    qtbot.addWidget(picker)

    picker.show_choices([Choice("tnmt", "P. TN&MT")], "tnmt")

    assert picker.text() == "P. TN&MT"
    assert picker.shortcut().isEmpty()  # none of its letters is a key
