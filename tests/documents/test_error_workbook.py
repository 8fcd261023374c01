from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from evalapp.documents.error_workbook import write_error_workbook
from evalapp.documents.reading.lists import ReadList, RefusedCell, find_list
from evalapp.documents.reading.specs import PEOPLE, SCORES, ListSpec
from evalapp.documents.reading.workbook import read_workbook
from tests.documents.reading import hostile

REFUSED = [
    RefusedCell(3, "Ngày sinh", "31/02/1980", "“31/02/1980” does not exist."),
    RefusedCell(3, "Đơn vị", "XX", "There is no unit “XX”."),
    RefusedCell(4, "", "", "The row is there twice."),
]
FORMULA = "=HYPERLINK(1)"


def people(tmp_path: Path) -> ReadList:
    rows = [
        hostile.PEOPLE_HEADER,
        hostile.AN,
        (2, "007", "Trần Văn Bình", "31/02/1980", "XX", "+Trưởng phòng"),
        (3, Decimal("1980.5"), "Lê _x005F_x0041_ Sáu", date(1980, 2, 28), "TP", ""),
    ]
    path = hostile.with_parts(tmp_path / "unused.xlsx", {})
    return find_list(read_workbook(hostile.workbook(path, rows)), PEOPLE)


def written(tmp_path: Path, read: ReadList, refused: list[RefusedCell], spec: ListSpec = PEOPLE) -> ReadList:
    out = tmp_path / "lỗi.xlsx"
    write_error_workbook(out, read, refused)
    return find_list(read_workbook(out), spec)


def test_the_refused_rows_come_back_as_they_were_and_can_be_read_again(tmp_path: Path) -> None:
    read = people(tmp_path)

    again = written(tmp_path, read, REFUSED)

    assert again.headers == read.headers
    assert [row.cell("code") for row in again.rows] == ["007", Decimal("1980.5")]
    assert [row.cell("name") for row in again.rows] == ["Trần Văn Bình", "Lê _x0041_ Sáu"]
    assert [row.cell("birth_date") for row in again.rows] == ["31/02/1980", "28/02/1980"]
    assert again.extra_headers == ()


def test_each_row_says_where_it_was_and_why_it_was_refused(tmp_path: Path) -> None:
    written(tmp_path, people(tmp_path), REFUSED)

    sheet = openpyxl.load_workbook(tmp_path / "lỗi.xlsx").active

    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells] == ["Dòng gốc", 3, 4]
    assert [row[-1] for row in cells] == [
        "Lý do từ chối",
        "Ngày sinh: “31/02/1980” does not exist.\nĐơn vị: There is no unit “XX”.",
        "The row is there twice.",
    ]


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    rows = [("Mã CB", "Họ và tên", "I.1"), ("NV001", "Nguyễn Thị An", FORMULA)]
    path = hostile.text_file(tmp_path / "ds.csv", "\n".join(";".join(row) for row in rows))
    read = find_list(read_workbook(path), SCORES)

    again = written(tmp_path, read, [RefusedCell(2, "I.1", FORMULA, FORMULA)], SCORES)

    sheet = openpyxl.load_workbook(tmp_path / "lỗi.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert again.rows[0].extra == {"I.1": FORMULA}


def test_a_refusal_without_a_row_of_the_list_is_said_too(tmp_path: Path) -> None:
    written(tmp_path, people(tmp_path), [*REFUSED, RefusedCell(99, "", "", "Unknown.")])

    sheet = openpyxl.load_workbook(tmp_path / "lỗi.xlsx").active

    assert sheet is not None
    assert [cell.value for cell in list(sheet.iter_rows())[3]][::7] == [99, "Unknown."]
