"""A list of people that does not say things as we do: which column is which, and which unit is meant."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from evalapp.base.columns import Tone
from evalapp.documents.papers.list_workbook import write_list
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
#: A column of parts of one unit, headed as other offices head their units.
HEADER = ("STT", "Họ và tên", "Năm sinh", "Bộ phận", "Chức vụ")
ROWS = (
    (1, "Lò Thị Mỷ", 1990, "Tổ Đất đai", "Chuyên viên"),
    (2, "Giàng A Páo", 1985, "Tổ Môi trường", "Chuyên viên"),
)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    name = tmp_path / "Danh sách cán bộ, công chức của Phòng Tài nguyên và Môi trường huyện Sóc Sơn.xlsx"
    return write(name, HEADER, ROWS)


def write(file: Path, header: Sequence[str], rows: Sequence[tuple[int | str, ...]]) -> Path:
    write_list(file, titles=("DANH SÁCH",), header=header, rows=rows, widths=(8,) * len(header))
    return file


@pytest.fixture
def at(user: Sit, answers: Answers, sent: Path) -> Driver:
    """Somebody who stands in a unit and has chosen a list."""
    sitting = user()
    sitting.visit("people", unit="PTP")
    answers.file = sent
    sitting.do("people.people_in")
    return sitting


def choose(at: Driver, key: str, words: str) -> None:
    """Choose what begins so, as it is offered."""
    offered = next(field.choices for field in at.screen.intake.state.fields if field.key == key)
    chosen = next(choice.key for choice in offered if choice.text.startswith(words))
    at.screen.intake.columns.field(key).show_choices(offered, chosen)


def button(at: Driver, key: str) -> QPushButton:
    text = at.action(key).text()
    shown = [each for each in at.screen.intake.findChildren(QPushButton) if each.isVisible()]
    return next(each for each in shown if each.text() == text)


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_where_no_column_names_a_unit_everybody_goes_to_the_one_that_one_stands_in(at: Driver) -> None:
    assert at.screen.intake.state.report.new == 0
    at.do("intake.columns")
    choose(at, "code", "STT")
    at.do("intake.read")
    at.do("intake.columns")
    choose(at, "unit", "Not in the list: everybody goes to Phòng Tư pháp")

    at.do("intake.read")

    assert at.screen.intake.state.report.new == 2
    assert "Everybody goes to Phòng Tư pháp" in at.screen.intake.state.summary
    at.do("intake.apply")
    at.do("intake.leave")
    assert at.column("name") == ["Lò Thị Mỷ", "Giàng A Páo"]


def test_that_no_column_names_a_unit_is_remembered_for_the_unit_that_one_stands_in_then(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    at.do("intake.columns")
    choose(at, "unit", "Not in the list")
    at.do("intake.read")
    at.do("intake.apply")
    at.do("intake.leave")
    at.visit("people", unit="PNV")
    answers.file = write(tmp_path / "b.xlsx", HEADER, [(1, "Sùng Thị Mai", 1991, "Tổ Một", "Văn thư")])

    at.do("people.people_in")

    assert "Everybody goes to Phòng Nội vụ" in at.screen.intake.state.summary


def test_where_one_stands_in_no_unit_it_is_asked_which_everybody_goes_to(
    user: Sit, answers: Answers, sent: Path
) -> None:
    at = user()
    at.visit("people")
    at.screen.units.select(at.screen.state.unit_lines[0])
    answers.file = sent
    at.do("people.people_in")
    at.do("intake.columns")

    choose(at, "unit", "Not in the list: everybody goes to Phòng Nội vụ")
    at.do("intake.read")

    assert at.screen.intake.state.report.new == 2


def test_a_column_that_is_needed_is_marked_at_its_field_and_nothing_is_read_without_it(at: Driver) -> None:
    at.do("intake.columns")
    choose(at, "name", "Not in the list")

    at.do("intake.read")

    assert "Say which column this is" in at.screen.intake.columns.reason("name")
    assert at.told == ""


def test_what_was_refused_of_one_reading_is_not_said_of_the_next(at: Driver) -> None:
    at.window.messages.tell("Refused.", Tone.BAD)
    at.do("intake.columns")
    choose(at, "unit", "Not in the list")

    at.do("intake.read")

    assert at.told == ""


@pytest.mark.parametrize("asking", ["intake.columns", "intake.units"])
def test_escape_leads_back_to_what_was_read(at: Driver, asking: str) -> None:
    read = at.screen.intake.state
    at.do(asking)

    at.press(Qt.Key.Key_Escape)

    assert at.screen.intake.state == read
    assert at.screen.intake.isVisible()
    at.press(Qt.Key.Key_Escape)
    assert at.screen.table.isVisible()


def test_what_mends_refusals_stands_beside_the_counts_however_long_the_name_of_the_file(at: Driver) -> None:
    assert button(at, "intake.units").isEnabled()
    assert button(at, "intake.columns").isEnabled()


@pytest.mark.parametrize("asking", ["intake.columns", "intake.units"])
def test_tab_goes_through_the_fields_and_on_to_what_reads_the_list(at: Driver, asking: str) -> None:
    at.do(asking)
    fields = len(at.screen.intake.columns.values)
    for _ in range(fields):
        at.press(Qt.Key.Key_Tab)

    assert at.button_at() == at.action("intake.read").text()
    at.press(Qt.Key.Key_Tab)
    assert at.button_at() == at.action("intake.back").text()


def test_a_list_without_any_column_of_units_asks_for_one_and_offers_where_one_stands(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    at.do("intake.leave")
    answers.file = write(
        tmp_path / "c.xlsx", ("STT", "Họ và tên", "Chức vụ"), [(1, "Sùng Thị Mai", "Văn thư")]
    )

    at.do("people.people_in")
    assert "everybody goes to one unit" in at.screen.intake.columns.reason("unit")
    choose(at, "unit", "Not in the list: everybody goes to Phòng Tư pháp")
    at.do("intake.read")

    assert at.screen.intake.state.report.new == 1


def test_what_is_said_of_many_rows_is_said_once_and_names_rows_people_and_column(at: Driver) -> None:
    at.do("intake.units")
    choose(at, "Tổ Đất đai", "Phòng Tư pháp")
    choose(at, "Tổ Môi trường", "Phòng Tư pháp")

    at.do("intake.read")

    said = [line for line in at.screen.intake.state.lines if "No category" in line.reason]
    assert [(line.rows, line.who, line.column) for line in said] == [
        ("4–5", "Lò Thị Mỷ, Giàng A Páo", "Đối tượng")
    ]


def test_the_key_that_reads_the_list_is_named(at: Driver) -> None:
    at.do("intake.units")

    assert "Ctrl+Enter" in at.screen.intake.state.keys_words


def test_a_second_click_where_the_list_was_read_takes_nobody_in(at: Driver) -> None:
    at.do("intake.units")
    choose(at, "Tổ Đất đai", "Phòng Tư pháp")
    reading = place(button(at, "intake.read"))

    at.do("intake.read")

    taking_in = button(at, "intake.apply")
    assert taking_in.isEnabled()
    assert not place(taking_in).intersects(reading)
    assert QApplication.focusWidget() is not taking_in
