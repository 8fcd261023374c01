"""A list on its way in: what each row does is seen before, and nothing is taken in unseen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from evalapp.documents.papers.list_workbook import write_list
from evalapp.ui.shell.intake_lines import Kind
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
HEADER = ("STT", "Mã CB", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Chức vụ")
NEW = (1, "NV020", "Lò Thị Mỷ", "05/06/1990", "PTP", "Chuyên viên")
PROMOTED = (2, "NV003", "Đỗ Thị Ánh", "", "PNV", "Phó Trưởng phòng")
KNOWN = (3, "NV004", "Nguyễn Hải Anh", "", "PNV", "Chuyên viên")
WRONG = (4, "NV021", "Giàng A Páo", "31/02/1980", "PTP", "Chuyên viên")


def write(file: Path, *rows: tuple[Any, ...]) -> Path:
    write_list(file, titles=("DANH SÁCH",), header=HEADER, rows=rows, widths=(8,) * len(HEADER))
    return file


@pytest.fixture
def opening(user: Sit, answers: Answers, tmp_path: Path) -> Callable[..., Driver]:
    """Chooses a list with these rows and comes to its preview."""

    def open_list(*rows: tuple[Any, ...], name: str = "can-bo.xlsx") -> Driver:
        at = user()
        at.visit("people")
        answers.file = write(tmp_path / name, *rows)
        at.do("people.people_in")
        return at

    return open_list


def kinds(at: Driver) -> dict[str, Kind]:
    return {line.who: line.kind for line in at.screen.intake.state.lines if line.kind is not Kind.DOUBTFUL}


def test_the_preview_says_of_each_row_what_it_does_and_what_it_changes(
    opening: Callable[..., Driver],
) -> None:
    at = opening(NEW, PROMOTED, KNOWN, WRONG)

    assert kinds(at) == {
        "Giàng A Páo": Kind.REFUSED,
        "Đỗ Thị Ánh": Kind.CHANGED,
        "Lò Thị Mỷ": Kind.NEW,
        "Nguyễn Hải Anh": Kind.SAME,
    }
    [changed] = [line for line in at.screen.intake.state.lines if line.kind is Kind.CHANGED]
    assert changed.reason == "Chức vụ: Chuyên viên → Phó Trưởng phòng; Role: Staff member → Deputy"
    assert "1 new, 1 changed, 1 the same as before, 1 refused" in at.screen.intake.state.summary


def test_rows_that_change_something_can_be_looked_at_alone(opening: Callable[..., Driver]) -> None:
    at = opening(NEW, PROMOTED, KNOWN)

    at.screen.intake.shown.chosen.emit(Kind.CHANGED)
    assert [line.who for line in at.screen.intake.state.lines] == ["Đỗ Thị Ánh"]

    at.screen.intake.shown.chosen.emit(None)
    assert len(kinds(at)) == 3


def test_taking_in_is_about_all_rows_whichever_are_looked_at(opening: Callable[..., Driver]) -> None:
    at = opening(NEW, PROMOTED, KNOWN)
    at.screen.intake.shown.chosen.emit(Kind.CHANGED)

    at.do("intake.apply")

    assert (at.screen.intake.state.report.new, at.screen.intake.state.report.changed) == (1, 1)
    at.do("intake.leave")
    assert "Lò Thị Mỷ" in [person.name for person in at.screen.state.people]


def test_a_list_that_changes_nothing_says_so_and_offers_nothing_to_take_in(
    opening: Callable[..., Driver],
) -> None:
    at = opening(KNOWN)

    assert "changes nothing" in at.screen.intake.state.summary
    assert not at.can("intake.apply")
    at.look()
    at.press(Qt.Key.Key_Return)
    assert at.screen.table.isVisible()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_a_second_press_of_enter_takes_nothing_in_unseen(
    opening: Callable[..., Driver], held: Qt.KeyboardModifier
) -> None:
    at = opening(NEW, PROMOTED)

    at.press(Qt.Key.Key_Return, held)
    at.settle()

    assert not at.screen.intake.state.report.applied


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_on_a_preview_that_was_looked_at_takes_in_and_once_more_leads_back(
    opening: Callable[..., Driver], held: Qt.KeyboardModifier
) -> None:
    at = opening(NEW, PROMOTED)

    at.look()
    at.press(Qt.Key.Key_Return, held)
    at.settle()
    assert at.screen.intake.state.report.applied

    at.look()
    at.press(Qt.Key.Key_Return)
    assert at.screen.table.isVisible()


def test_a_key_that_is_held_down_never_reaches_what_takes_in(opening: Callable[..., Driver]) -> None:
    at = opening(NEW)
    at.look()
    again = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    again.ignore()

    QApplication.sendEvent(at.screen.intake, again)

    assert again.isAccepted()


def test_of_a_long_name_of_a_file_the_end_is_seen_too_and_the_tooltip_says_all(
    opening: Callable[..., Driver],
) -> None:
    name = "Danh sách cán bộ, công chức, viên chức và người lao động hợp đồng của các phòng quý III.xlsx"
    at = opening(NEW, WRONG, name=name)

    at.window.resize(900, 600)
    at.settle()

    title = at.screen.intake.title
    assert title.drawn.endswith("III.xlsx")
    assert "…" in title.drawn
    assert title.toolTip() == title.text()
    assert title.text().endswith(name)


def test_a_column_that_is_not_used_is_named_and_a_usual_heading_of_superiors_is_known(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    answers.file = tmp_path / "don-vi.xlsx"
    header = ("Mã đơn vị", "Tên đơn vị", "Cấp trên trực tiếp", "Số điện thoại", "Để trống")
    rows = (("TT", "Trung tâm Văn hóa", "BQ", "0219 123", ""), ("TO1", "Tổ Tổng hợp", "TT", "0219 124", ""))
    write_list(answers.file, titles=("DANH SÁCH",), header=header, rows=rows, widths=(9,) * len(header))
    at = user()
    at.visit("people")

    at.do("people.units_in")

    assert "Not used: Số điện thoại." in at.screen.intake.state.summary
    at.do("intake.apply")
    at.do("intake.leave")
    assert [(line.name, line.depth) for line in at.screen.state.unit_lines if line.code in ("TT", "TO1")] == [
        ("Trung tâm Văn hóa", 2),
        ("Tổ Tổng hợp", 3),
    ]
