from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.indicator_specs import INDICATORS
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import PEOPLE, SCORES, UNITS, ListSpec
from evalapp.documents.reading.workbook import read_workbook
from tests.documents.reading import hostile

HEADER, AN, BINH = hostile.PEOPLE_HEADER, hostile.AN, hostile.BINH
SCORE_HEADER = ("STT", "Mã CB", "Họ và tên", "I.1", "I.2", "II.1", "Ghi chú")


def read(
    tmp_path: Path,
    rows: Sequence[Sequence[Any]],
    spec: ListSpec = PEOPLE,
    merged: Sequence[str] = (),
    **options: Any,
) -> ReadList:
    path = hostile.workbook(tmp_path / "ds.xlsx", rows, merged)
    return find_list(read_workbook(path), spec, **options)


def names(found: ReadList) -> list[object]:
    return [row.cell("name") for row in found.rows]


def test_a_plain_list_is_read_by_keys(tmp_path: Path) -> None:
    found = read(tmp_path, [HEADER, AN, BINH])

    assert [row.number for row in found.rows] == [2, 3]
    assert found.rows[0].cells == {
        "ordinal": Decimal(1),
        "code": "NV001",
        "name": "Nguyễn Thị An",
        "birth_date": "28/02/1980",
        "unit": "TP",
        "position": "Chuyên viên",
    }
    assert found.header("birth_date") == "Ngày sinh"
    assert (found.file, found.sheet, found.header_row) == ("ds.xlsx", "Sheet1", 1)


def test_the_header_is_found_below_the_titles_of_an_official_paper(tmp_path: Path) -> None:
    title = [
        ("UBND QUẬN HOÀN KIẾM", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("PHÒNG NỘI VỤ", "", "", "Độc lập - Tự do - Hạnh phúc"),
        (),
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC",),
        ("Đơn vị", "Phòng Nội vụ"),
        (),
    ]

    found = read(tmp_path, [*title, HEADER, AN, BINH], merged=["A1:C1", "A2:C2", "D1:F1", "D2:F2", "A4:F4"])

    assert found.header_row == 7
    assert [row.number for row in found.rows] == [8, 9]


@pytest.mark.parametrize(
    "header",
    [
        ("TT", "MÃ CÁN BỘ", "HỌ TÊN", "Ngày tháng năm sinh", "Phòng/ban", "Vị trí việc làm"),
        ("stt", "ma cb", "ho va ten", "ngay sinh", "don vi", "chuc vu"),
        ("Số TT", "Mã\nCBCC", "Họ và tên\nCBCC", "Ngày, tháng,\nnăm sinh", "Đơn vị công tác", "Chức danh"),
        (
            "STT",
            "  Mã   nhân viên ",
            "Họ và tên (*)",
            "Ngày sinh (dd/mm/yyyy)",
            "Mã đơn vị:",
            "Chức vụ/Chức danh",
        ),
        ("STT", "Ma\u0303 CB", "Ho\u0323 va\u0300 te\u0302n", "Nga\u0300y sinh", "Đơn vị", "Chức vụ"),
    ],
)
def test_headers_match_without_regard_to_case_accents_spaces_and_line_breaks(
    header: tuple[str, ...], tmp_path: Path
) -> None:
    found = read(tmp_path, [header, AN])

    assert list(found.headers) == ["ordinal", "code", "name", "birth_date", "unit", "position"]
    assert found.extra_headers == ()


def test_a_header_split_over_two_rows_is_read_as_one(tmp_path: Path) -> None:
    top = ("STT", "Mã CB", "Họ và tên", "Điểm chấm", None, None, "Ghi chú")
    below = (None, None, None, "I.1", "I.2", "II.1", None)
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"]

    found = read(tmp_path, [top, below, (1, "NV001", "Nguyễn Thị An", 5, "4,5", None, "")], SCORES, merged)

    assert found.extra_headers == ("I.1", "I.2", "II.1")
    assert [row.number for row in found.rows] == [3]
    assert found.rows[0].extra == {"I.1": Decimal(5), "I.2": "4,5", "II.1": None}


def test_a_header_of_two_rows_needs_no_merged_cells(tmp_path: Path) -> None:
    top = ("STT", "Mã CB", "Họ và tên", "Điểm chấm")
    below = (None, None, None, "I.1", "I.2")

    found = read(tmp_path, [top, below, (1, "NV001", "Nguyễn Thị An", 5, 4)], SCORES)

    assert found.rows[0].extra == {"I.1": Decimal(5), "I.2": Decimal(4)}


def test_columns_under_a_common_heading_are_known_by_their_own(tmp_path: Path) -> None:
    top = ("STT", "Thông tin cá nhân", None, "Công tác", None)
    below = (None, "Họ và tên", "Năm sinh", "Đơn vị", "Chức vụ")

    found = read(
        tmp_path, [top, below, (1, "Nguyễn Thị An", 1980, "TP", "")], merged=["B1:C1", "D1:E1", "A1:A2"]
    )

    assert found.rows[0].cells["birth_year"] == Decimal(1980)
    assert found.header("name") == "Họ và tên"


def test_a_name_in_two_columns_under_one_merged_header_is_joined(tmp_path: Path) -> None:
    rows = [("STT", "Mã CB", "Họ và tên", None, "Đơn vị"), (1, "NV001", "Nguyễn Thị", "An", "TP")]

    found = read(tmp_path, rows, merged=["C1:D1"])

    assert names(found) == ["Nguyễn Thị An"]


def test_a_birth_stands_under_men_or_under_women(tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", None, "Đơn vị"),
        (None, None, "Nam", "Nữ", None),
        (1, "Trần Văn Bình", 1975, None, "TP"),
        (2, "Nguyễn Thị An", None, 1980, "TP"),
    ]

    found = read(tmp_path, rows, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"])

    assert [row.cell("birth_year") for row in found.rows] == [Decimal(1975), Decimal(1980)]


def test_both_halves_of_a_name_stand_for_the_name(tmp_path: Path) -> None:
    found = read(tmp_path, [("Mã CB", "Họ đệm", "Tên", "Đơn vị"), ("NV001", "Nguyễn Thị", "An", "TP")])

    assert (found.rows[0].cell("family"), found.rows[0].cell("given")) == ("Nguyễn Thị", "An")


def test_totals_numbering_titles_and_signatures_are_no_rows(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("I. Phòng Tư pháp",),
        AN,
        (3,),
        ("II. Phòng Nội vụ",),
        BINH,
        (),
        (None, "Tổng cộng: 2 người"),
        ("Ghi chú: số liệu đến 31/7",),
        (None, None, None, None, "Hà Nội, ngày 31 tháng 7 năm 2018"),
        (None, "NGƯỜI LẬP BIỂU", None, None, "TRƯỞNG PHÒNG"),
        (None, "Lê Văn Dũng", None, None, "Trần Văn Bình"),
    ]

    found = read(tmp_path, rows, merged=["A3:F3", "A6:F6"])

    assert names(found) == ["Nguyễn Thị An", "Trần Văn Bình"]
    assert [number for number, _ in found.skipped] == [2, 3, 6, 9, 10, 11, 12, 13]


def test_people_whose_name_looks_like_a_total_are_people(tmp_path: Path) -> None:
    rows = [
        ("Họ đệm", "Tên", "Đơn vị"),
        ("Nguyễn Văn", "Cộng", "TP"),
        ("Trần Thị", "Tổng", "TP"),
        ("Tống", "Kế Toán", "TP"),
    ]

    found = read(tmp_path, rows)

    assert [row.cell("given") for row in found.rows] == ["Cộng", "Tổng", "Kế Toán"]


def test_a_head_without_marks_does_not_end_the_list(tmp_path: Path) -> None:
    rows = [
        ("Mã CB", "Họ và tên", "Chức vụ", "I.1"),
        ("NV001", "Trần Văn Bình", "Trưởng phòng"),
        ("NV002", "Lê An", "", 5),
    ]

    assert names(read(tmp_path, rows, SCORES)) == ["Trần Văn Bình", "Lê An"]


def test_a_person_below_the_signatures_is_not_lost_in_silence(tmp_path: Path) -> None:
    rows = [HEADER, AN, (None, "Người lập biểu"), (), BINH]

    with pytest.raises(UserError, match="Row 5 stands below row 3"):
        read(tmp_path, rows)


def test_a_short_row_below_the_signatures_is_not_lost_either(tmp_path: Path) -> None:
    rows = [("Mã đơn vị", "Tên đơn vị"), ("TP", "Phòng Tư pháp"), ("Nơi nhận:",), ("NV", "Phòng Nội vụ")]

    with pytest.raises(UserError, match="Row 4 stands below row 3"):
        read(tmp_path, rows, UNITS)


def test_a_header_printed_again_on_every_page_is_skipped(tmp_path: Path) -> None:
    assert names(read(tmp_path, [HEADER, AN, HEADER, BINH])) == ["Nguyễn Thị An", "Trần Văn Bình"]


def test_two_different_headers_in_one_sheet_are_refused(tmp_path: Path) -> None:
    other = ("STT", "Họ và tên", "Mã CB", "Ngày sinh", "Đơn vị")

    with pytest.raises(UserError, match="headed in rows 1 and 5"):
        read(tmp_path, [HEADER, AN, BINH, (), other, AN])


def test_two_sheets_with_the_list_are_refused_by_name(tmp_path: Path) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Quý 1": [HEADER, AN], "Quý 2": [HEADER, BINH]})

    with pytest.raises(UserError, match="several sheets: “Quý 1”, “Quý 2”"):
        find_list(read_workbook(path), PEOPLE)


def test_a_sheet_that_is_named_is_the_one_read(tmp_path: Path) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Quý 1": [HEADER, AN], "Quý 2": [HEADER, BINH]})

    assert names(find_list(read_workbook(path), PEOPLE, sheet="Quý 2")) == ["Trần Văn Bình"]


@pytest.mark.parametrize("other", [[HEADER], [HEADER, AN], [("Hướng dẫn nhập",)]])
def test_an_empty_template_or_an_exact_copy_beside_the_list_does_not_count(
    other: list[Any], tmp_path: Path
) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Danh sách": [HEADER, AN], "Khác": other})

    assert names(find_list(read_workbook(path), PEOPLE)) == ["Nguyễn Thị An"]


def test_hidden_sheets_hold_no_list(tmp_path: Path) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Ẩn": [HEADER, AN], "Hiện": [("chào",)]}, hidden=["Ẩn"])

    with pytest.raises(UserError, match="No header row was found"):
        find_list(read_workbook(path), PEOPLE)


def test_one_column_named_twice_is_refused_with_both_columns(tmp_path: Path) -> None:
    header = ("Mã CB", "Họ và tên", "Phòng ban", "Bộ phận")

    with pytest.raises(UserError, match="C “Phòng ban”, D “Bộ phận”"):
        read(tmp_path, [header, ("NV001", "An", "a", "b")])


def test_one_criterion_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"C “I\.1”, D “i\.1”"):
        read(tmp_path, [("Mã CB", "Họ và tên", "I.1", "i.1"), ("NV001", "An", 1, 2)], SCORES)


def test_the_code_of_a_unit_wins_over_its_name(tmp_path: Path) -> None:
    found = read(
        tmp_path, [("Mã CB", "Họ và tên", "Đơn vị", "Mã đơn vị"), ("NV001", "An", "Phòng Tư pháp", "TP")]
    )

    assert found.rows[0].cell("unit") == "TP"
    assert found.rows[0].extra == {"Đơn vị": "Phòng Tư pháp"}


def test_a_missing_column_is_named_with_what_it_may_be_called(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no column “Đơn vị”") as refused:
        read(tmp_path, [("Mã CB", "Họ và tên", "Ngày sinh"), AN[1:4]])

    assert "“Phòng ban”" in refused.value.values["aliases"]


def test_a_workbook_without_a_header_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“Mã CB”, “Họ và tên”"):
        read(tmp_path, [AN, BINH])
    with pytest.raises(UserError, match="“Chỉ số”, “Tử số”"):
        find_list(read_workbook(hostile.workbook(tmp_path / "cs.xlsx", [AN, BINH])), INDICATORS)


def test_a_workbook_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no visible sheet with anything"):
        read(tmp_path, [])


def test_a_header_chosen_by_the_user_is_taken_and_no_other(tmp_path: Path) -> None:
    rows = [("Mã CB", "Họ và tên", "Phòng ban", "Nhóm"), ("NV001", "An", "Phòng cũ", "TP")]

    found = read(tmp_path, rows, mapping={"unit": "Nhóm"})

    assert found.rows[0].cell("unit") == "TP"
    assert found.rows[0].extra == {"Phòng ban": "Phòng cũ"}


def test_a_chosen_header_may_be_one_that_means_something_else(tmp_path: Path) -> None:
    rows = [("Số hiệu", "Họ và tên", "Đơn vị", "Mã CB"), ("NV001", "An", "TP", "cũ")]

    found = read(tmp_path, rows, mapping={"code": "Số hiệu", "unit": "Đơn vị"})

    assert found.rows[0].cell("code") == "NV001"
    assert found.extra_headers == ("Mã CB",)


def test_rows_of_a_unit_list_are_read(tmp_path: Path) -> None:
    rows = [
        ("Mã ĐV", "Tên đơn vị", "Mã cấp trên", "Loại", "Từ ngày", "Đến ngày"),
        ("QHK", "UBND quận Hoàn Kiếm", None, "UBND cấp huyện"),
        ("TP", "Phòng Tư pháp", "QHK", "Cơ quan hành chính"),
    ]

    found = read(tmp_path, rows, UNITS)

    assert [row.cell("parent") for row in found.rows] == [None, "QHK"]


def test_a_score_list_keeps_its_criteria_by_their_codes(tmp_path: Path) -> None:
    found = read(tmp_path, [SCORE_HEADER, (1, "NV001", "Nguyễn Thị An", 5, None, "10", "tốt")], SCORES)

    assert found.rows[0].extra == {"I.1": Decimal(5), "I.2": None, "II.1": "10"}
    assert found.rows[0].cell("note") == "tốt"


def test_the_first_row_of_marks_is_not_taken_for_the_numbering(tmp_path: Path) -> None:
    found = read(tmp_path, [("Mã CB", "Họ và tên", "I.1", "I.2"), ("1", "An", 2, 3)], SCORES)

    assert [row.number for row in found.rows] == [2]


def test_ten_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    rows = [(n, f"NV{n:05}", f"Nguyễn Văn {n}", "01/02/1980", "TP", "") for n in range(10_000)]

    found = read(tmp_path, [HEADER, *rows])

    assert len(found.rows) == 10_000
    assert found.rows[-1].number == 10_001


def test_a_score_list_is_known_by_codes_of_people_and_criteria_alone(tmp_path: Path) -> None:
    found = read(tmp_path, [["Mã CB", "I.1", "I.2"], ["NV001", 6, 14]], SCORES)

    assert [(row.number, row.cell("code"), dict(row.extra)) for row in found.rows] == [
        (2, "NV001", {"I.1": Decimal(6), "I.2": Decimal(14)})
    ]


def test_a_header_of_two_names_for_one_column_is_that_column(tmp_path: Path) -> None:
    header = [{"Chức vụ": "Chức vụ/\nVị trí việc làm"}.get(title, title) for title in HEADER]

    found = read(tmp_path, [header, AN])

    assert found.rows[0].cell("position") == dict(zip(HEADER, AN, strict=True))["Chức vụ"]


def test_a_header_of_names_for_two_columns_is_neither(tmp_path: Path) -> None:
    header = [{"Chức vụ": "Chức vụ/Đối tượng"}.get(title, title) for title in HEADER]

    found = read(tmp_path, [header, AN])

    assert "position" not in found.rows[0].cells


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Quý 1": [HEADER, AN], "Quý 2": [HEADER, BINH]})

    with pytest.raises(UserError, match=r"no sheet “Quý 3”\. Its sheets are: “Quý 1”, “Quý 2”"):
        find_list(read_workbook(path), PEOPLE, sheet="Quý 3")
    assert names(find_list(read_workbook(path), PEOPLE, sheet="quy 2")) == ["Trần Văn Bình"]


def test_the_name_of_a_unit_between_its_people_is_no_row(tmp_path: Path) -> None:
    rows = [HEADER, ("I", "Phòng Nội vụ"), AN, ("II", "Phòng Tư pháp"), BINH]
    path = hostile.sheets(tmp_path / "ds.xlsx", {"DS": rows})

    found = find_list(read_workbook(path), PEOPLE)

    assert names(found) == ["Nguyễn Thị An", "Trần Văn Bình"]
    assert [number for number, _ in found.skipped] == [2, 4]
