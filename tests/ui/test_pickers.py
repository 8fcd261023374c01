"""Lists to choose one from, as they read when closed."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QListWidget

from evalapp.ui.kit.pickers import Choice, ChoicePicker
from tests.ui.driver import Driver
from tests.ui.world import opened

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
