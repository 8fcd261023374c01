"""Why a result is what it is: read whole from the first moment on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from evalapp.ui.screens.sheet.beside import Reasons
from tests.ui.driver import Driver
from tests.ui.world import JULY, settled

Sit = Callable[..., Driver]
SENTENCE = "II.1.1. Chủ động cập nhật kiến thức pháp luật, chuyên môn; tham mưu đúng quy định: 3,0 trên 3,0"


def test_no_line_lies_on_another_before_qt_has_come_to_measuring_them(user: Sit) -> None:
    at = user(settled)
    at.window.resize(1366, 768)
    at.visit("settlement", unit="PNV", period=JULY)
    at.press(Qt.Key.Key_Return)
    at.settle()
    QApplication.processEvents()
    [why] = at.screen.findChildren(Reasons)

    why.show_reasons(tuple((f"{number}. {SENTENCE}", "QĐ 3814-QĐ/TU") for number in range(16)))

    lines = [each for each in why.findChildren(QLabel) if each.isVisible() and each.text()[0].isdigit()]
    assert len(lines) == 16
    assert [each.text() for each in lines if each.height() < each.heightForWidth(each.width())] == []
