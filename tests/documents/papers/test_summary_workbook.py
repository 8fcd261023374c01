import io
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from evalapp.base.errors import UserError
from evalapp.documents.papers import wording
from evalapp.documents.papers.report_workbook import write_report
from evalapp.documents.papers.summary_lines import COLUMNS
from evalapp.documents.papers.summary_workbook import write_summary
from evalapp.domain.periods import Period
from evalapp.domain.reports import Report, ReportColumn, ReportTable
from evalapp.domain.rounds import Stage
from evalapp.domain.summaries import Summary
from tests.documents.papers.reading_back import first_sheet, people_of, row_of, source_of
from tests.documents.papers.samples import summary


def book(of: Summary) -> bytes:
    out = io.BytesIO()
    write_summary(out, of)
    return out.getvalue()


def test_the_columns_stand_in_the_promised_order() -> None:
    sheet = first_sheet(book(summary()))

    heading = row_of(sheet, 1, "STT")

    assert [cell.value for cell in sheet[heading]] == [
        "STT", "Mã CB", "Họ và tên", "Chức vụ", "Điểm tự chấm", "Điểm cấp phó", "Điểm cấp trưởng",
        "Cộng", "Trừ", "Tổng điểm", "Xếp loại", "Ghi chú",
    ]  # fmt: skip


def test_every_person_is_there_in_the_order_given_with_points_as_numbers() -> None:
    of = summary()

    rows = people_of(first_sheet(book(of)))

    assert [row[1] for row in rows] == [row.code for row in of.rows]
    assert rows[1][4:11] == (87.5, 86.5, 86.5, 2, 0, 88.5, "B")
    assert [row[0] for row in rows] == list(range(1, 31))


def test_all_points_show_one_number_of_decimals_and_places_none() -> None:
    sheet = first_sheet(book(summary()))
    first = row_of(sheet, 1, "STT") + 1

    shown = {sheet.cell(row, 10).number_format for row in range(first, first + 30)}

    assert shown == {"0.0"}
    assert sheet.cell(first, 8).number_format == "0.0"
    assert sheet.cell(first, 1).number_format == "General"


def test_whoever_is_not_scored_or_not_rated_has_words_and_no_zero() -> None:
    rows = people_of(first_sheet(book(summary())))

    not_scored, not_rated = rows[28], rows[29]

    assert not_scored[4:12] == (
        *["Chưa chấm"] * 3,
        None,
        None,
        None,
        "Chưa chấm",
        "Chưa chấm đủ các nội dung",
    )
    assert not_rated[4:12] == (*[None] * 6, "Không xếp loại", "Nghỉ thai sản từ 02/05/2018")


def test_counts_and_shares_are_numbers_and_one_row_of_formulas_checks_them() -> None:
    of = summary()
    sheet = first_sheet(book(of))
    heading = row_of(sheet, 1, "Xếp loại")

    titles, people, shares, checks = (
        [sheet.cell(heading + below, column).value for column in range(4, 11)] for below in range(4)
    )

    assert titles == ["A", "B", "C", "D", "Không xếp loại", "Chưa chấm", "Tổng số"]
    assert people == [*of.counts.values(), 30]
    assert shares[:4] == [float(share / 100) for share in of.shares.values()]
    assert sheet.cell(heading + 2, 4).number_format == r"0.00\ %"
    assert checks[0] == f"=COUNTIF($K$8:$K$37,D${heading})"
    assert checks[-1] == "=COUNTA($B$8:$B$37)"


def test_people_tied_at_the_line_have_a_count_of_their_own() -> None:
    of = summary(5, stage=Stage.SETTLING)
    tied = replace(of.rows[0], level=None, reason="tie")

    sheet = first_sheet(book(replace(of, rows=(tied, *of.rows[1:]))))

    heading = row_of(sheet, 1, "Xếp loại")
    assert people_of(sheet)[0][9:11] == (91, "Chưa xếp loại")
    assert (sheet.cell(heading, 10).value, sheet.cell(heading + 1, 10).value) == ("Chưa xếp loại", 1)


def test_the_sheet_is_set_up_for_paper() -> None:
    sheet = first_sheet(book(summary()))

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.freeze_panes == "D8"


def test_the_hidden_sheet_says_what_it_was_made_from() -> None:
    source = source_of(book(summary()))

    assert source == {
        "state": "hidden",
        "unit": "PNV", "period": "2018-07", "policy": "hn-3814-2018",
        "stage": "closed", "revision": "1", "hash": summary().hash,
    }  # fmt: skip


def test_the_name_of_the_nation_stays_on_one_line_and_the_foot_can_be_copied_in_black_and_white() -> None:
    sheet = first_sheet(book(summary(5)))

    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    foot = next(cell for text, cell in cells.items() if str(text).startswith("Quy định: "))

    assert cells[wording.NATION].alignment.shrink_to_fit
    assert not cells[wording.NATION].alignment.wrap_text
    assert foot.font.color.rgb == "FF404040"


def test_no_text_is_ever_a_formula() -> None:
    of = summary(3)
    hostile = ('=HYPERLINK("x")', "+1", "-1", "@SUM(1)", "#REF!", "TRUE", "01/02/2018", "12")
    rows = tuple(replace(of.rows[0], code=text, name=text, position=text, note=text) for text in hostile)

    sheet = first_sheet(book(replace(of, rows=rows, unit_name="=1+1", policy_title="=2+2")))

    assert [row[2] for row in people_of(sheet)] == list(hostile)
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.value.split("(")[0] for cell in formulas} == {"=COUNTIF", "=COUNTA"}
    assert sheet.cell(row_of(sheet, 1, "STT") + 1, 3).quotePrefix


def test_an_open_month_is_marked_as_a_draft() -> None:
    values = [cell.value for cell in first_sheet(book(summary(5, stage=Stage.HEAD)))["A"]]

    assert "BẢN NHÁP - chưa chốt" in values


def test_the_decisions_of_the_settlement_are_named() -> None:
    of = summary(5, exception="12/QĐ-UBND", first=("NV001", "NV002"), first_reason="Hoàn thành sớm kế hoạch")

    values = [cell.value for cell in first_sheet(book(of))["A"]]

    assert "Áp dụng tỷ lệ cao hơn theo Quyết định số 12/QĐ-UBND." in values
    first = ", ".join(f"{row.name} ({row.code})" for row in of.rows if row.code in of.first)
    assert f"Thứ tự ưu tiên khi bằng điểm: {first}. Lý do: Hoàn thành sớm kế hoạch." in values


def test_a_unit_without_anybody_still_has_its_table() -> None:
    sheet = first_sheet(book(summary(0)))

    assert people_of(sheet) == []
    assert [cell.value for cell in sheet[row_of(sheet, 1, "STT")]] == list(COLUMNS)


def test_five_hundred_people_are_all_there() -> None:
    assert len(people_of(first_sheet(book(summary(500))))) == 500


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there and could not be made"):
        write_summary(tmp_path / "none" / "summary.xlsx", summary(3))


@pytest.mark.parametrize(("people", "pages_high"), [(16, 1), (40, 0)])
def test_the_summary_of_a_usual_office_prints_on_one_page(people: int, pages_high: int) -> None:
    sheet = first_sheet(book(summary(people)))

    assert sheet.page_setup.fitToHeight == pages_high
    assert sheet.page_setup.fitToWidth == 1


@pytest.mark.parametrize(("people", "breaks"), [(16, 0), (26, 0), (32, 1), (38, 1), (50, 0), (60, 1)])
def test_who_signs_a_long_list_stands_together_with_its_last_rows(people: int, breaks: int) -> None:
    sheet = first_sheet(book(summary(people)))

    turned = [each.id for each in sheet.row_breaks.brk]
    last = row_of(sheet, 1, "STT") + people
    assert turned == [last - 1] * breaks  # the last of the people goes along


def test_columns_are_counted_in_a_font_that_every_system_has() -> None:
    with zipfile.ZipFile(io.BytesIO(book(summary(1)))) as made:
        styles = made.read("xl/styles.xml").decode()

    first_font = styles.partition("<font>")[2].partition("</font>")[0]
    assert 'name val="Times New Roman"' in first_font


@pytest.mark.parametrize(("rows", "pages_high"), [(4, 1), (12, 1), (60, 0)])
def test_a_report_a_little_longer_than_a_page_prints_on_one_with_those_who_sign_it(
    tmp_path: Path, rows: int, pages_high: int
) -> None:
    columns = tuple(ReportColumn(f"Cột {number}", 12) for number in range(9))
    listed = tuple(tuple(range(9)) for _ in range(rows))
    report = Report(
        title="Báo cáo",
        unit_code="PNV",
        unit_name="Phòng Nội vụ",
        superior_name="",
        period=Period(2018, 7),
        tables=(ReportTable("", columns, listed),),
        hash="ab" * 32,
    )

    write_report(tmp_path / "report.xlsx", report)

    assert load_workbook(tmp_path / "report.xlsx").worksheets[0].page_setup.fitToHeight == pages_high


def test_a_period_of_points_alone_counts_no_levels_in_the_workbook_either() -> None:
    sheet = first_sheet(book(summary(score_only=True)))

    said = {cell.value for row in sheet.iter_rows() for cell in row}

    assert wording.SCORES_ONLY in said
    assert not said & {"Số người", "Tỷ lệ", "Đối chiếu (công thức)"}
    assert sheet.column_dimensions["K"].hidden
