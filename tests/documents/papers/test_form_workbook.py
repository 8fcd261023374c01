import io

from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.domain.rounds import PersonSheet, Stage
from tests.documents.papers.reading_back import first_sheet, row_of, source_of
from tests.documents.papers.samples import DIGEST, person_sheet


def book(sheet: PersonSheet) -> bytes:
    out = io.BytesIO()
    write_form_workbook(out, sheet)
    return out.getvalue()


def test_the_form_has_the_official_columns_and_points_as_numbers() -> None:
    sheet = first_sheet(book(person_sheet()))
    heading = row_of(sheet, 1, "TT")

    values = {row[0]: row for row in sheet.iter_rows(min_row=heading, max_row=heading + 28, values_only=True)}

    assert values["TT"] == (
        "TT",
        "Nội dung đánh giá",
        "Điểm tối đa",
        "Cá nhân chấm",
        "Cấp phó",
        "Cấp trưởng",
        "Ghi chú",
    )
    assert values["II"][2:6] == (70, 70, 68.5, 69)
    assert values["II.2"][2:6] == (50, 50, 48.5, 49)
    assert values["III"][6].startswith("Cá nhân: Xây dựng phần mềm")


def test_total_and_level_stand_below_the_table() -> None:
    sheet = first_sheet(book(person_sheet()))

    total = row_of(sheet, 2, "TỔNG ĐIỂM")

    assert [sheet.cell(total, column).value for column in range(3, 7)] == [100, 92, 88, 91]
    assert row_of(sheet, 1, "Xếp loại: A - Hoàn thành xuất sắc nhiệm vụ") > total


def test_the_form_prints_on_one_page_width_and_names_its_source() -> None:
    written = book(person_sheet())
    sheet = first_sheet(written)

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("portrait", 1)
    assert source_of(written)["hash"] == DIGEST


def test_an_open_month_is_marked_as_a_draft() -> None:
    assert row_of(first_sheet(book(person_sheet(stage=Stage.HEAD))), 1, "BẢN NHÁP - chưa chốt") == 6
