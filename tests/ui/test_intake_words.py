"""What the preview of a list says: equal refusals once, units as they are meant, columns as they are read."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evalapp.documents.papers.list_workbook import write_list
from evalapp.ui.shell.intake_lines import IntakeLine, Kind
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
HEADER = ("Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ")
UNKNOWN = "Phòng Không Có"


def person(number: int, unit: str) -> tuple[str, ...]:
    return (f"DN{number:03d}", f"Nguyễn Thị Hoa {number}", "05/06/1990", unit, "Chuyên viên")


@pytest.fixture
def read(user: Sit, answers: Answers, tmp_path: Path) -> Callable[..., Driver]:
    """Comes to the preview of a list."""

    def to_preview(rows: Sequence[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Driver:
        at = user()
        at.visit("people")
        answers.file = tmp_path / "can-bo.xlsx"
        write_list(answers.file, titles=("DANH SÁCH",), header=header, rows=rows, widths=(9,) * len(header))
        at.do("people.people_in")
        return at

    return to_preview


def of_kind(at: Driver, kind: Kind) -> list[IntakeLine]:
    return [line for line in at.screen.intake.state.lines if line.kind is kind]


def test_rows_that_are_refused_for_the_same_stand_in_one_line_with_the_first_of_them(
    read: Callable[..., Driver],
) -> None:
    at = read([person(each, UNKNOWN if each % 2 else "PNV") for each in range(1, 42)])

    [line] = of_kind(at, Kind.REFUSED)

    assert line.rows_shown == "4, 6, 8 … (21 rows)"
    assert line.who == "Nguyễn Thị Hoa 1, Nguyễn Thị Hoa 3, Nguyễn Thị Hoa 5 …"
    assert line.rows_tip.endswith("42, 44")
    assert max(map(len, line.rows_tip.splitlines())) <= 80
    assert len(at.screen.intake.state.report.refused) == 21


def test_the_rows_of_a_line_take_no_room_from_why_they_are_refused(read: Callable[..., Driver]) -> None:
    at = read([person(each, UNKNOWN if each % 2 else "PNV") for each in range(1, 252)])
    at.window.resize(1366, 768)
    at.settle()

    [table] = at.screen.intake.findChildren(type(at.screen.table))
    widths = {column.key: table.columnWidth(number) for number, column in enumerate(table.rows_model.columns)}
    assert widths["row"] < 170
    assert widths["reason"] >= 340
    assert table.viewport().height() > 6 * table.rowHeight(1)


def test_a_row_says_which_unit_is_meant_where_the_list_calls_it_otherwise(
    read: Callable[..., Driver],
) -> None:
    at = read([person(1, UNKNOWN), person(2, "Phòng Nội vụ"), person(3, "PTP")])
    at.do("intake.units")
    offered = at.screen.intake.state.fields[0].choices
    at.screen.intake.columns.field(UNKNOWN).show_choices(offered, "PTP")

    at.do("intake.read")

    assert [line.reason.split(" · ")[3] for line in of_kind(at, Kind.NEW)] == [
        "Phòng Không Có → Phòng Tư pháp (PTP)",
        "Phòng Nội vụ",
        "PTP",
    ]


def test_a_column_known_by_its_values_is_preselected_and_the_preview_says_what_it_is_read_as(
    read: Callable[..., Driver],
) -> None:
    rows = [(*person(1, "PNV"), "Viên chức"), (*person(2, "PNV"), "Hợp đồng lao động")]

    at = read(rows, (*HEADER, "Loại"))

    assert "the column “Loại” is read as “Đối tượng”" in at.screen.intake.state.summary
    assert not of_kind(at, Kind.DOUBTFUL)
    at.do("intake.columns")
    assert at.screen.intake.columns.values["category"] == "Loại"
    [field] = [each for each in at.screen.intake.state.fields if each.key == "category"]
    assert "Loại  (Viên chức, Hợp đồng lao động) – known by its values" in [c.text for c in field.choices]


def test_a_list_of_text_alone_has_no_sheet_to_be_named(user: Sit, answers: Answers, tmp_path: Path) -> None:
    answers.file = tmp_path / "can-bo.csv"
    answers.file.write_text("Mã CB;Họ và tên;Chỗ làm\nNV1;Lò Thị Mỷ;PTP\n", encoding="utf-8-sig")
    at = user()
    at.visit("people")

    at.do("people.people_in")

    assert at.screen.intake.state.summary.startswith("Headings in row 1.")
