"""A list is taken in with the keyboard alone; a long one can be left at any step with nothing half done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.documents.papers.list_workbook import write_list
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import NAMES

Sit = Callable[..., Driver]
ODD = ("STT", "Ký hiệu", "Cán bộ", "Đơn vị", "Chức vụ", "Đối tượng")
MANY = 10_000


def write(file: Path, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Path:
    write_list(file, titles=("DANH SÁCH",), header=header, rows=rows, widths=(8,) * len(header))
    return file


@pytest.fixture
def at(user: Sit, answers: Answers, tmp_path: Path) -> Driver:
    """Somebody at the people with a list at hand whose headings are their own."""
    sitting = user()
    sitting.visit("people")
    row = (1, "NV020", "Lò Thị Mỷ", "PTP", "Chuyên viên", "Công chức")
    answers.file = write(tmp_path / "a.xlsx", ODD, [row])
    return sitting


def asked(at: Driver) -> str:
    """The column that the keyboard is on."""
    columns = at.screen.intake.columns
    return next((key for key in columns.values if columns.field(key).hasFocus()), "")


def test_the_whole_way_is_gone_with_the_keys(at: Driver) -> None:
    at.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    first = asked(at)
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    asked_again = asked(at)
    picker = at.screen.intake.columns.field("name")
    picker.show_choices(next(f.choices for f in at.screen.intake.state.fields if f.key == "name"), "Cán bộ")
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    at_preview = focused.accessibleName()
    at.look()
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.look()
    at.press(Qt.Key.Key_Escape)
    at.settle()

    assert (first, asked_again) == ("name", "name")
    assert at_preview == "What became of the file"
    assert "Lò Thị Mỷ" in [person.name for person in at.screen.state.people]
    assert at.screen.table.hasFocus()


def test_the_button_that_takes_in_says_how_many_rows_it_takes(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    header = ("Mã CB", "Họ và tên", "Đơn vị", "Chức vụ")
    answers.file = write(tmp_path / "b.xlsx", header, [("NV020", "Lò Thị Mỷ", "PTP", "Văn thư")])

    at.do("people.people_in")

    assert at.action("intake.apply").text() == "Import 1 row"


def test_a_long_list_is_left_at_any_step_with_nothing_half_done(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    header = ("Mã CB", "Họ và tên", "Đơn vị", "Chức vụ", "Đối tượng")
    rows = [(f"X{n:05d}", f"Nguyễn Văn {n}", "PTP", "Chuyên viên", "Công chức") for n in range(MANY)]
    answers.file = write(tmp_path / "nhieu.xlsx", header, rows)

    at.do("people.people_in")
    seen = at.screen.intake.state.report.new
    at.do("intake.columns")
    at.press(Qt.Key.Key_Escape)
    at.settle()
    back = at.screen.intake.state.report.new
    at.do("intake.columns")
    at.do("intake.read")
    read_again = at.screen.intake.state.report.new
    at.action("intake.apply").trigger()
    with at.qtbot.waitSignal(at.tasks.progressed, timeout=60_000):
        pass
    at.tasks.cancel()
    at.settle()
    shown = at.screen.intake.state

    assert (seen, back, read_again) == (MANY, MANY, MANY)
    assert (shown.busy, shown.report.applied) == (False, False)
    at.do("intake.leave")
    assert len(at.screen.state.people) == len(NAMES)
