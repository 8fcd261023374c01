"""What takes somebody out of a month that was scored or closed is asked about before it is done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from evalapp.documents.papers.list_workbook import write_list
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import closed

Sit = Callable[..., Driver]
HEADER = ("Mã CB", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Chức vụ", "Từ ngày")


@pytest.fixture
def at(user: Sit) -> Driver:
    """In the list of people of an office whose July is closed."""
    sitting = user(closed)
    sitting.visit("people")
    return sitting


def at_position(at: Driver) -> None:
    """The form of the one position of the first of them."""
    at.do("people.edit_person")
    at.screen.panel.dated.setFocus()
    at.press(Qt.Key.Key_Return)


def test_a_position_moved_out_of_a_closed_month_is_saved_when_save_is_pressed_once_more(at: Driver) -> None:
    at_position(at)
    at.fill(since="15/08/2018", until="20/08/2018")

    at.do("filled.save")
    asked = at.screen.panel.form.reason("since")
    assert "month 07/2018" in asked
    assert "press the button once more" in asked
    at.fill(since="16/08/2018")
    at.do("filled.save")
    assert "month 07/2018" in at.screen.panel.form.reason("since")  # another day is asked about anew

    at.do("filled.save")
    held = next(each for each in at.screen.state.people if each.code == "NV001").positions
    assert [f"{each.since:%d/%m}" for each in held if each.since] == ["16/08"]


def test_a_position_of_a_closed_month_is_taken_away_when_that_is_pressed_once_more(at: Driver) -> None:
    at_position(at)

    at.do("panel.remove")
    assert "no longer be in Phòng Nội vụ in month 07/2018" in at.screen.panel.form.reason("since")
    assert next(each for each in at.screen.state.people if each.code == "NV001").positions

    at.do("panel.remove")
    assert not next(each for each in at.screen.state.people if each.code == "NV001").positions


def test_a_list_that_takes_somebody_out_of_a_closed_month_asks_once_who_and_which_month(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    rows = (
        ("NV003", "Đỗ Thị Ánh", "", "PTP", "Chuyên viên", "15/07/2018"),
        ("NV004", "Nguyễn Hải Anh", "", "PTP", "Chuyên viên", "01/08/2018"),
    )
    answers.file = tmp_path / "a.xlsx"
    write_list(answers.file, titles=("DANH SÁCH",), header=HEADER, rows=rows, widths=(8,) * len(HEADER))
    at.do("people.people_in")

    answers.agrees = False
    at.do("intake.apply")
    assert not at.screen.intake.state.report.applied
    assert "Đỗ Thị Ánh (NV003) would no longer be in Phòng Nội vụ in month 07/2018" in answers.questions[-1]
    assert "NV004" not in answers.questions[-1]

    answers.agrees = True
    at.do("intake.apply")
    assert at.screen.intake.state.report.applied
    assert len(answers.questions) == 2
