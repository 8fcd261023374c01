"""Web pages that a program hands out as workbooks: their tables are read as Excel shows them, or refused."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import MergedRange, read_workbook

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Danh sách</title><style>td { color: red }</style></head><body>
<h3>DANH SÁCH C&Aacute;N BỘ</h3>
<script>var x = "<table><tr><td>nothing</td></tr></table>";</script>
<table border=1>
<tr><th rowspan=2>Mã CB<th rowspan=2>Họ và tên<th colspan=2>Công tác
<tr><th>Đơn vị</th><th>Chức vụ</th></tr>
<tr><td>001</td><td>Nguyễn&nbsp;Thị <b>An</b></td><td>P. TN&amp;MT</td><td>Trưởng<br>phòng</td></tr>
</table></body></html>"""


def saved(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_web_page_named_xls_is_read_as_excel_shows_it(tmp_path: Path, encoding: str) -> None:
    [sheet] = read_workbook(saved(tmp_path / "ds.xls", PAGE, encoding)).sheets

    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("DANH SÁCH CÁN BỘ",)),
        (2, ("Mã CB", "Họ và tên", "Công tác")),
        (3, (None, None, "Đơn vị", "Chức vụ")),
        (4, ("001", "Nguyễn Thị An", "P. TN&MT", "Trưởng phòng")),
    ]
    assert sheet.merged == (
        MergedRange(2, 0, 3, 0), MergedRange(2, 1, 3, 1), MergedRange(2, 2, 2, 3),
    )  # fmt: skip


def test_a_list_is_found_in_a_web_page_with_its_heading_of_two_rows(tmp_path: Path) -> None:
    read = find_list(read_workbook(saved(tmp_path / "ds.xls", PAGE)), PEOPLE)

    [row] = read.rows
    assert (row.number, row.cells["code"], row.cells["name"], row.cells["unit"], row.cells["position"]) == (
        4, "001", "Nguyễn Thị An", "P. TN&MT", "Trưởng phòng",
    )  # fmt: skip


def test_a_table_inside_a_table_goes_on_with_rows_of_its_own(tmp_path: Path) -> None:
    page = "<table><tr><td>Sở Nội vụ<table><tr><td>1<td>An<tr><td>2<td>Bình</table></td></tr></table>"

    [sheet] = read_workbook(saved(tmp_path / "ds.xls", page)).sheets

    assert [row.cells for row in sheet.rows] == [("Sở Nội vụ",), ("1", "An"), ("2", "Bình")]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("ds.xlsx", PAGE),
        ("ds.csv", PAGE),
        ("ds.xls", "<html><body>Phiên làm việc đã hết hạn</body></html>"),
        ("ds.xls", '<html><frameset rows="*,39"><frame src="ds.files/sheet001.htm"></frameset></html>'),
        ("ds.xls", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>"),
    ],
)
def test_a_page_without_a_table_or_under_another_name_is_refused_with_what_to_do(
    tmp_path: Path, name: str, page: str
) -> None:
    with pytest.raises(UserError, match=r"is not a workbook: it is a web page.*save it as \.xlsx"):
        read_workbook(saved(tmp_path / name, page))


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td colspan=16384>x" * 1_000,
        "<table><tr>" + "<td colspan=9999>x" * 2,
        "<table>" + "<tr><td>" + "<td>x" * 20_000,
        "<table><tr><td rowspan=9999999 colspan=9999>x" + "<tr><td>y" * 1_000,
    ],
)
def test_a_page_that_says_little_and_means_millions_of_cells_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(UserError, match="more than can be read at once"):
        read_workbook(saved(tmp_path / "ds.xls", page))


def test_a_page_full_of_beginnings_that_never_end_takes_no_longer_than_it_may(tmp_path: Path) -> None:
    for noise in ("<table" * 4_000, "<table><td " + "a=" * 4_000, "<table><!--" * 4_000):
        try:
            read_workbook(saved(tmp_path / "ds.xls", "<html>" + noise))
        except UserError as refused:
            assert "“ds.xls”" in str(refused)  # noqa: PT017 - some are read as nothing, none stops the program
