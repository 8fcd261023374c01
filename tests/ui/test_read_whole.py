"""What tells one thing from another is read: beside the pointer, from its beginning, with its code."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import OneLine
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.texts import in_lines
from evalapp.ui.shell.theme import Theme
from evalapp.usecases.users import add_user
from tests.ui.driver import Driver
from tests.ui.world import JULY, opened

Sit = Callable[..., Driver]
LONG = "Xây dựng kế hoạch công tác cá nhân trong tháng, thực hiện đúng tiến độ và báo cáo kịp thời " * 3


def test_a_long_tip_is_told_in_lines_so_that_it_stands_beside_the_pointer(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())

    told = in_lines(LONG.strip(), metrics, 360)

    assert max(metrics.horizontalAdvance(line) for line in told.split("\n")) <= 360
    assert told.replace("\n", " ") == LONG.strip()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_that_is_typed_into_stays_on_the_screen(qtbot: QtBot) -> None:
    picker = ChoicePicker("Subject", "Choose…")
    qtbot.addWidget(picker)
    picker.show_choices([Choice(number, f"Chuyên viên {number}") for number in range(6)], None)
    room = picker.screen().availableGeometry()
    picker.show()
    picker.move(QPoint(100, room.bottom() - 3 * picker.height() - 190))
    QApplication.processEvents()

    picker.click()
    popup: Any = QApplication.activePopupWidget()
    QTest.keyClicks(popup.findChild(QListWidget), "c")
    QApplication.processEvents()

    assert room.contains(popup.geometry())
    popup.hide()


def test_a_long_text_that_one_comes_to_is_read_from_its_beginning(qtbot: QtBot, light: Theme) -> None:
    around = QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    form = Form("Row")
    form.setParent(around)
    form.resize(300, 120)
    form.show_fields((FieldSpec("name", "Name"), FieldSpec("code", "Code")), {"name": LONG, "code": "I.1"})
    around.show()
    QApplication.processEvents()

    places: list[int] = []
    for key in ("name", "code"):
        form.go_to(key)
        editor = form.field(key)
        assert isinstance(editor, QLineEdit)
        places.append(editor.cursorPosition())

    assert places == [0, 3]


def test_of_a_file_it_is_always_read_whole_what_is_in_it(qtbot: QtBot) -> None:
    line = OneLine("title", Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(line)
    line.setText("Danh sách nhân sự: danh-sach-nhan-su-cac-phong-nam-2018.xlsx")
    line.resize(line.fontMetrics().horizontalAdvance("Danh sách nhân sự: danh-sach.xlsx"), 30)

    assert line.drawn.startswith("Danh sách nhân sự: ")
    assert line.drawn.endswith(".xlsx")


def two_of_one_name(workspace: Workspace) -> None:
    with workspace.work() as work:
        first, second = (work.people.by_code(code) for code in ("NV001", "NV002"))
        work.people.save(replace(second, name=first.name))
        add_user(work, name="Kho", role=UserRole.AUDITOR, person_code="NV001")


def test_a_user_whose_name_two_people_have_is_told_by_code(user: Sit) -> None:
    at = user(two_of_one_name)
    at.visit("users")

    assert "Lê Thị Hồng An (NV001)" in [line.person for line in at.screen.state.lines]


def test_escape_and_alt_left_lead_from_a_policy_back_to_the_list_of_them(user: Sit) -> None:
    at = user(opened)
    at.visit("people", period=JULY)
    at.visit("policies", period=JULY)
    found: list[tuple[bool, str]] = []
    for leave in (
        lambda: at.press(Qt.Key.Key_Escape),
        at.window.back,
    ):
        at.screen.table.opened.emit(at.screen.state.lines[0])
        at.settle()
        was_open = not at.screen.state.is_list
        leave()
        at.settle()
        found.append((was_open and at.screen.state.is_list, at.window.route.screen))

    at.window.back()
    at.settle()

    assert found == [(True, "policies")] * 2
    assert at.window.route.screen == "people"


def test_the_title_of_a_policy_is_read_to_its_end(user: Sit) -> None:
    at = user(opened)
    at.visit("policies", period=JULY)
    at.screen.table.opened.emit(at.screen.state.lines[0])
    at.settle()
    at.window.resize(911, 512)
    QApplication.processEvents()

    [title] = [each for each in at.screen.findChildren(QLabel) if each.text() == at.screen.state.heading[0]]
    assert not isinstance(title, OneLine)
    assert title.height() >= title.heightForWidth(title.width())


def test_a_wrong_day_of_a_decision_is_marked_at_its_field_and_over_once_it_is_closed(user: Sit) -> None:
    at = user(opened)
    at.visit("inspections", period=JULY)
    at.screen.turn("plans")
    at.settle()
    page = at.screen.page
    page.actions_bar.action("plans.team").trigger()
    day = page.form.field("day")
    assert isinstance(day, QLineEdit)
    day.setText("31/02/2026")

    page._panel_bar.action("plans.save").trigger()
    at.settle()

    assert "31/02/2026" in page.form.reason("day")
    assert page.form.at == "day"
