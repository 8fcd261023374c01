from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from evalapp.documents.reading import legacy
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import read_workbook
from tests.documents.reading import hostile

TCVN3 = {
    "NguyÔn V¨n An": "Nguyễn Văn An",
    "TrÇn ThÞ H\u00adêng": "Trần Thị Hường",
    "§Æng Quèc Kh¸nh": "Đặng Quốc Khánh",
    "Phßng T\u00ad ph¸p": "Phòng Tư pháp",
    "Chuyªn viªn": "Chuyên viên",
    "Lª Hång §øc": "Lê Hồng Đức",
}
VNI = {
    "Nguyeãn Vaên An": "Nguyễn Văn An",
    "Traàn Thò Höôøng": "Trần Thị Hường",
    "Ñaëng Quoác Khaùnh": "Đặng Quốc Khánh",
    "Phoøng Tö phaùp": "Phòng Tư pháp",
    "NGUYEÃN THÒ BÆNH": "NGUYỄN THỊ BỈNH",
    "Phaïm Thuûy Lyù": "Phạm Thủy Lý",
    "Boä phaän kyõ thuaät": "Bộ phận kỹ thuật",
}
UNICODE = [
    "Nguyễn Văn An",
    "Hà Toàn",
    "Lê Thị Tuân",
    "Hoà Bình",
    "Phùng Quý",
    "Lò Văn Xoá",
    "25°C, 10 m²",
    "© 2018",
    "Le Thi An",
]


@pytest.mark.parametrize(("old", "meant"), TCVN3.items())
def test_tcvn3_is_converted(old: str, meant: str) -> None:
    assert legacy.recognise([old]) == "TCVN3"
    assert legacy.to_unicode(old, "TCVN3") == meant


@pytest.mark.parametrize(("old", "meant"), VNI.items())
def test_vni_is_converted(old: str, meant: str) -> None:
    assert legacy.recognise([old]) == "VNI"
    assert legacy.to_unicode(old, "VNI") == meant


@pytest.mark.parametrize("text", UNICODE)
def test_unicode_is_left_alone(text: str) -> None:
    assert legacy.recognise([text]) is None


@given(st.lists(st.sampled_from([word for text in UNICODE for word in text.split()])))
def test_words_of_unicode_are_never_taken_for_an_old_encoding(words: list[str]) -> None:
    assert legacy.recognise(words) is None


def test_a_text_typed_anew_among_old_ones_stays() -> None:
    assert legacy.recognise([*TCVN3, "Đỗ Thị Bưởi"]) == "TCVN3"
    assert legacy.to_unicode("Đỗ Thị Bưởi", "TCVN3") == "Đỗ Thị Bưởi"


@pytest.mark.parametrize(("old", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_list_in_an_old_encoding_is_read_converted_and_says_so(
    old: dict[str, str], encoding: str, tmp_path: Path
) -> None:
    rows = [(f"NV{n}", name, "28/02/1980", "TP") for n, name in enumerate(old)]
    path = hostile.workbook(tmp_path / "ds.xlsx", [("Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị"), *rows])

    found = find_list(read_workbook(path), PEOPLE)

    assert [row.cell("name") for row in found.rows] == list(old.values())
    assert found.encodings == (encoding,)


def test_headers_in_an_old_encoding_are_known_too(tmp_path: Path) -> None:
    path = hostile.workbook(
        tmp_path / "ds.xlsx",
        [("M· sè", "Hä vµ tªn", "Ngµy sinh", "§¬n vÞ"), ("1", "Lª V¨n S¸u", "1/2/1980", "TP")],
    )

    found = find_list(read_workbook(path), PEOPLE)

    assert found.rows[0].cell("name") == "Lê Văn Sáu"


def test_a_list_in_unicode_is_said_to_be_in_no_old_encoding(tmp_path: Path) -> None:
    assert find_list(read_workbook(hostile.people(tmp_path / "ds.xlsx")), PEOPLE).encodings == ()


def test_a_file_in_the_code_page_of_viet_nam_is_told_from_tcvn3_though_both_use_its_tones(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes("Ma\u0303 CB;Ho\u0323 va\u0300 tên\nNV001;Vo\u0303 My\u0303 Nga\n".encode("cp1258"))

    (sheet,) = read_workbook(path).sheets

    assert [row.cells for row in sheet.rows] == [("Mã CB", "Họ và tên"), ("NV001", "Võ Mỹ Nga")]
    assert sheet.encodings == ("Windows-1258",)


@pytest.mark.parametrize(
    ("line", "encoding", "named"),
    [
        ("NV001;NguyÔn V¨n An;Tr­ëng phßng", "latin-1", "TCVN3"),
        ("NV001;Nguyeãn Vaên An;Tröôûng phoøng", "latin-1", "VNI"),
        ("NV001;Nguyê\u0303n Văn An;Trươ\u0309ng pho\u0300ng", "cp1258", "Windows-1258"),
    ],
)
def test_a_text_file_of_before_unicode_is_read_as_it_was_meant_and_says_so(
    tmp_path: Path, line: str, encoding: str, named: str
) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(f"Ma CB;Ho ten;Chuc vu\n{line}\n".encode(encoding))

    (sheet,) = read_workbook(path).sheets

    assert sheet.rows[1].cells == ("NV001", "Nguyễn Văn An", "Trưởng phòng")
    assert sheet.encodings == (named,)


def test_what_a_capital_font_draws_as_capitals_comes_in_as_capitals(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text, font in (("trÇn thÞ h\u00adêng", ".VnTimeH"), ("Lª Hång §øc", ".VnTime")):
        sheet.append([text])
        sheet.cell(sheet.max_row, 1).font = Font(name=font)
    book.save(tmp_path / "cu.xlsx")

    rows = read_workbook(tmp_path / "cu.xlsx").sheets[0].rows

    assert [row.cells[0] for row in rows] == ["TRẦN THỊ HƯỜNG", "Lê Hồng Đức"]


@pytest.mark.parametrize("fonts", [(".VnTime", ".VnTimeH"), ("A", ".VnTime", "B", "C", "D", ".VnArialH")])
def test_a_capital_font_of_an_old_workbook_is_known_too(tmp_path: Path, fonts: tuple[str, ...]) -> None:
    plain, capital = fonts.index(".VnTime"), len(fonts) - 1
    cells = [
        hostile.old_text(0, 0, "trÇn thÞ h\u00adêng", capital),
        hostile.old_text(1, 0, "Lª Hång §øc", plain),
        hostile.old_error(2, 1, 0x17),
    ]

    rows = read_workbook(hostile.old_workbook(tmp_path / "cu.xls", cells, fonts)).sheets[0].rows

    assert [row.cells[0] for row in rows[:2]] == ["TRẦN THỊ HƯỜNG", "Lê Hồng Đức"]
