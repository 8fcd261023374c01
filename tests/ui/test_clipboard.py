"""Cells as spreadsheets really put them on the clipboard, with everything that LibreOffice offers beside."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from evalapp.ui.kit.clipboard import LIBREOFFICE_CELLS, cells_mime, cells_text
from evalapp.ui.kit.grid_blocks import read_block
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, GridDriver, at_head

Sit = Callable[..., Driver]
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"

#: A table as LibreOffice writes it beside the text.
HTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head>'
    '<meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title></head><body>'
    '<table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>'
    '<tr><td height="17" align="right" sdval="5.5" sdnum="1066;0;0,0">5,5</td>'
    '<td align="right" sdval="13" sdnum="1066;0;0,0">13,0</td></tr></table></body></html>'
)


def copied(plain: str, exact: bytes | None = None) -> QMimeData:
    """What the clipboard holds after copying in LibreOffice: a picture, a table, and two texts."""
    mime = QMimeData()
    mime.setData('application/x-openoffice-link;windows_formatname="Link"', b"soffice\0diem.ods\0Sheet1")
    mime.setData("image/png", b"\x89PNG")
    mime.setHtml(HTML)
    mime.setText(plain)
    if exact is not None:
        mime.setData(LIBREOFFICE_CELLS, exact)
    return mime


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_the_exact_text_of_libreoffice_keeps_breaks_and_tabs_inside_their_cells(encoding: str) -> None:
    exact = '5,5\t"Chậm hai báo cáo:\n""tháng 6"" và\ttháng 7"\n6\t\n'

    mime = copied('5,5\tChậm hai báo cáo: "tháng 6" và tháng 7\n6\t\n', exact.encode(encoding))

    assert read_block(cells_text(mime)) == (
        ("5,5", 'Chậm hai báo cáo:\n"tháng 6" và\ttháng 7'),
        ("6", ""),
    )


def test_a_single_cell_of_several_lines_stays_one_cell() -> None:
    mime = copied("dòng một\ndòng hai", b'"d\xc3\xb2ng m\xe1\xbb\x99t\nd\xc3\xb2ng hai"')

    assert read_block(cells_text(mime)) == (("dòng một\ndòng hai",),)


@pytest.mark.parametrize("exact", [None, b"", b"\xff"])
def test_without_it_or_where_it_cannot_be_read_the_plain_text_is_taken(exact: bytes | None) -> None:
    assert read_block(cells_text(copied("5,5\t13,0\n", exact))) == (("5,5", "13,0"),)


def test_cells_copied_in_libreoffice_are_pasted_into_the_grid(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")

    QApplication.clipboard().setMimeData(copied("5,5\t13,0\n4\t12,5\n", b"5,5\t13,0\n4\t12,5\n"))
    at.hold(Qt.Key.Key_V)
    at.settle()

    assert at.line(FIRST).sheet.points(Stage.HEAD) == {"I.1": 5.5, "I.2": 13}
    assert at.line(SECOND).sheet.points(Stage.HEAD) == {"I.1": 4, "I.2": 12.5}


def test_copied_cells_are_figures_for_a_spreadsheet_and_what_looks_like_a_formula_stays_a_text() -> None:
    rows = [("5,5", "=1+1"), ("-0,25", "007"), ("", "a<b"), ("Đạt", "hai\ndòng")]

    html = cells_mime(rows, "", (True, False)).html()

    assert '<td x:num="5.5" sdval="5.5" sdnum="1033;">5,5</td>' in html
    assert 'x:num="-0.25"' in html
    text = '<td x:str sdnum="1033;0;@" style=\'mso-number-format:"\\@"\'>'
    for said in ("=1+1", "007", "a&lt;b", "Đạt", "hai dòng"):
        assert f"{text}{said}</td>" in html
    assert html.count("x:num") == 2


def test_a_block_is_copied_with_its_figures_and_pasted_back_as_it_was(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")
    at.paste("5,5\t13,0\n4\t12,5\n")
    at.settle()
    at.select(1, 1)
    at.hold(Qt.Key.Key_C)
    html, text = (getattr(QApplication.clipboard().mimeData(), each)() for each in ("html", "text"))

    at.press(Qt.Key.Key_Delete)
    at.settle()
    at.hold(Qt.Key.Key_V)
    at.settle()

    assert text == "5.5\t13.0\n4.0\t12.5"
    assert [f'sdval="{each}"' in html for each in text.split()] == [True] * 4
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {"I.1": 5.5, "I.2": 13}
    assert at.line(SECOND).sheet.points(Stage.HEAD) == {"I.1": 4, "I.2": 12.5}


def table_of(html: str) -> list[list[str]]:
    """The cells of the table, row by row, as whoever takes HTML reads them."""
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [[unescape(cell) for cell in re.findall(r"<t[dh][^>]*?>(.*?)</t[dh]>", row)] for row in rows]


def test_a_block_is_copied_with_names_and_headings_for_a_letter(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")
    at.type("5,5")
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.put(FIRST, "I.1")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        at.press(key, SHIFT)

    at.press(Qt.Key.Key_C, CONTROL | SHIFT)

    mime = QApplication.clipboard().mimeData()
    rows = [["Full name", "I.1 /6", "I.2 /14"], [FIRST, "5.5", ""], [SECOND, "", ""]]
    assert mime.text() == "\n".join("\t".join(row) for row in rows)
    assert table_of(mime.html()) == rows
    assert "<th>I.1 /6</th>" in mime.html()


def test_whole_rows_are_copied_with_their_sums_and_a_block_with_names_comes_back(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.do("month.accept")
    at.press(Qt.Key.Key_A, CONTROL)

    at.do("month.copy_named")

    rows = table_of(QApplication.clipboard().mimeData().html())
    assert (rows[0][0], rows[0][-2:]) == ("Full name", ["Total", "Level"])
    assert [row[0] for row in rows[1:]] == at.names
    assert {tuple(row[-2:]) for row in rows[1:]} == {("90.0", "A")}


def test_figures_of_a_table_for_a_letter_keep_their_decimal_comma() -> None:
    html = cells_mime([["Tổng điểm"], ["49,5"], ["90"]], "", [True], headed=True).html()

    assert 'sdval="49.5" sdnum="1033;1066;0,0">49,5</td>' in html
    assert 'sdval="90" sdnum="1033;">90</td>' in html
