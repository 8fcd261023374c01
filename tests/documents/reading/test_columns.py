from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.columns import look_at
from evalapp.documents.reading.specs import NOT_THERE, PEOPLE
from evalapp.documents.reading.workbook import Row, Sheet, Workbook


def book(*rows: tuple[Any, ...], visible: bool = True) -> Workbook:
    read = tuple(Row(number, row) for number, row in enumerate(rows, start=1))
    return Workbook("a.xlsx", (Sheet("Tờ 1", is_visible=visible, rows=read),))


def test_known_headings_stand_for_ours_and_the_others_are_offered_with_their_first_values() -> None:
    found = look_at(
        book(
            ("DANH SÁCH", None, None, None),
            ("Mã CB", "Họ và tên", "Đơn vị", "Quê quán"),
            ("NV1", "Lò Thị Mỷ", "PTP", "Hà Giang"),
            ("NV2", "Giàng A Páo", "PTP", None),
        ),
        PEOPLE,
    )

    assert (found.sheet, found.row) == ("Tờ 1", 2)
    assert found.headings == ("Mã CB", "Họ và tên", "Đơn vị", "Quê quán")
    assert found.known == {"code": "Mã CB", "name": "Họ và tên", "unit": "Đơn vị"}
    assert found.missing == ()
    assert found.samples["Quê quán"] == ("Hà Giang",)


def test_a_bare_code_in_a_list_of_people_is_theirs_unless_a_column_says_so_itself() -> None:
    bare = look_at(book(("Mã", "Họ và tên", "Đơn vị"), ("NV1", "Lò Thị Mỷ", "PTP")), PEOPLE)
    beside = look_at(book(("Mã", "Mã CB", "Họ và tên", "Đơn vị"), ("1", "NV1", "Lò Thị Mỷ", "PTP")), PEOPLE)

    assert (bare.known["code"], beside.known["code"]) == ("Mã", "Mã CB")


def test_a_header_of_unknown_names_is_the_row_with_most_texts() -> None:
    found = look_at(book(("Báo cáo",), ("A", "Cán bộ", "Chỗ làm"), ("1", "Lò Thị Mỷ", "PTP")), PEOPLE)

    assert (found.row, found.headings) == (2, ("A", "Cán bộ", "Chỗ làm"))
    assert found.missing == ("name", "unit")


def test_a_choice_makes_an_unknown_heading_known() -> None:
    rows = book(("Ký hiệu", "Cán bộ", "Chỗ làm"), ("1", "Lò Thị Mỷ", "PTP"))

    found = look_at(rows, PEOPLE, {"name": "Cán bộ", "unit": "Chỗ làm"})

    assert found.known == {"name": "Cán bộ", "unit": "Chỗ làm"}
    assert found.missing == ()


def test_a_sheet_without_any_row_of_texts_is_refused() -> None:
    with pytest.raises(UserError, match="no row that could name the columns"):
        look_at(book(("Báo cáo",)), PEOPLE)
    with pytest.raises(UserError, match="no row that could name the columns"):
        look_at(book(("A", "B", "C"), visible=False), PEOPLE)


def test_a_column_in_which_nothing_but_categories_stand_is_told_by_them_whatever_its_heading() -> None:
    header = ("Họ và tên", "Đơn vị", "Loại", "Quê quán")
    rows = (
        ("Lò Thị Mỷ", "PTP", "Công chức", "Hà Giang"),
        ("Giàng A Páo", "PTP", "Hợp đồng lao động", "Hà Giang"),
        ("Sùng Thị Mai", "PTP", "VIÊN CHỨC", "Lào Cai"),
    )
    signed = (None, None, "Người lập biểu", None)

    assert look_at(book(header, *rows, signed), PEOPLE).by_values == {"category": "Loại"}
    assert look_at(book(header, *rows, ("Vừ A Sử", "PTP", "Loại A", "Hà Giang")), PEOPLE).by_values == {}


def test_no_column_is_told_by_values_where_one_is_headed_so_or_said_not_to_be_there_or_two_would_do() -> None:
    row = ("Lò Thị Mỷ", "PTP", "Công chức", "Công chức")

    headed = look_at(book(("Họ và tên", "Đơn vị", "Loại", "Đối tượng"), row), PEOPLE)
    two = look_at(book(("Họ và tên", "Đơn vị", "Loại", "Ngạch"), row), PEOPLE)
    without = look_at(book(("Họ và tên", "Đơn vị", "Loại"), row[:3]), PEOPLE, {"category": NOT_THERE})

    assert headed.by_values == two.by_values == without.by_values == {}
