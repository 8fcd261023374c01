"""What a report draws: the cells of its tables, readable without colours, in the PDF and the workbook."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from msgspec.structs import replace

from evalapp.documents.papers.report_pdf import write_report_pdf
from evalapp.documents.papers.report_workbook import write_report
from evalapp.domain.periods import Period
from evalapp.domain.reports import Chart, ChartKind, Report, ReportCell, ReportColumn, ReportTable

COLUMNS = (
    ReportColumn("STT", 7),
    ReportColumn("Đơn vị", 34, is_text=True),
    ReportColumn("A (%)", 8, is_share=True),
    ReportColumn("B (%)", 8, is_share=True),
)
PARTS = Chart("Tỷ lệ các mức", ChartKind.PARTS, (2, 3), names=("A", "B"))
TREND = Chart("Diễn biến", ChartKind.TREND, (2, 3), names=("Đúng hạn", "Hài lòng"))


def table(chart: Chart, *rows: tuple[str, str | None, str | None], strong: int | None = None) -> ReportTable:
    cells: list[tuple[ReportCell, ...]] = [
        (number, name, *(None if share is None else Decimal(share) for share in shares))
        for number, (name, *shares) in enumerate(rows, start=1)
    ]
    heavy = frozenset[int]() if strong is None else frozenset({strong})
    return ReportTable("Bảng", COLUMNS, tuple(cells), heavy, chart=chart)


def report(*tables: ReportTable) -> Report:
    return Report("Báo cáo", "QTH", "Quận Tây Hồ", "", Period(2018, 7), tables, "ab" * 32)


def pages(of: Report) -> list[str]:
    out = BytesIO()
    write_report_pdf(out, of)
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.getvalue())]


def test_a_bar_says_its_parts_in_words_and_the_workbook_draws_the_same_cells(tmp_path: Path) -> None:
    parts = table(PARTS, ("Phòng Nội vụ", "25", "75"), ("Phòng Tư pháp", "50", "50"))
    trend = table(TREND, ("06/2018", "91.5", None), ("07/2018", "98.25", "80"))

    write_report(tmp_path / "bc.xlsx", report(parts, trend))
    [text] = pages(report(parts, trend))
    book: Any = openpyxl.load_workbook(tmp_path / "bc.xlsx")

    assert all(words in text for words in ("A 25,00", "B 75,00", "A 50,00", "Tỷ lệ các mức", "Diễn biến"))
    assert text.count("98,25") == text.count("91,50") == 2  # in the table, and beside its point
    bars, lines = book["Biểu đồ"]._charts
    sheet = book["Báo cáo"]
    for chart, expected in ((bars, (25, 50)), (lines, (91.5, 98.25))):
        area = chart.series[0].val.numRef.f.split("!")[1].replace("$", "")
        assert tuple(cell.value for [cell] in sheet[area]) == expected
        heading = chart.series[0].tx.strRef.f.split("!")[1].replace("$", "")
        assert sheet[heading].value == "A (%)"


def test_no_chart_of_a_workbook_is_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    parts = table(PARTS, *((f"Phòng {number}", "25", "75") for number in range(9)))

    write_report(tmp_path / "bc.xlsx", report(*[parts] * 5))

    sheet: Any = openpyxl.load_workbook(tmp_path / "bc.xlsx")["Biểu đồ"]
    begun = [chart.anchor._from.row + 1 for chart in sheet._charts]
    broken = {each.id + 1 for each in sheet.row_breaks.brk}
    pages_of = [[row for row in begun if row >= first] for first in sorted({2, *broken})]
    assert broken <= set(begun)
    assert len(pages_of) == 3  # two of eleven centimetres fit on a page, and a third does not


def test_the_lowest_value_of_a_line_is_not_written_over_its_month() -> None:
    out = BytesIO()
    write_report_pdf(
        out, report(table(TREND, ("07/2018", "1.25", "90"), ("08/2018", "95", "91"), ("09/2018", "97", "92")))
    )

    with pypdfium2.PdfDocument(out.getvalue()) as document:
        said = document[0].get_textpage()
        text = said.get_text_range()
        tops = {
            word: [said.get_charbox(text.index(word) + n) for n in range(len(word))]
            for word in ("1,25", "07/2018")
        }

    assert min(box[1] for box in tops["1,25"]) > max(box[3] for box in tops["07/2018"])


def test_a_caption_never_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(20, 60):
        rows = [(f"Đơn vị {number}", "50", "50") for number in range(before)]
        nothing = Chart("", ChartKind.PARTS, ())
        of = report(table(nothing, *rows), replace(table(nothing, ("Cuối", "1", "2")), caption="Bảng cuối"))

        page = next(each for each in pages(of) if "Bảng cuối" in each)

        assert "Cuối" in page.partition("Bảng cuối")[2], before


@pytest.mark.parametrize("before", range(30, 60, 3))
def test_a_table_of_a_workbook_begins_a_page_rather_than_being_parted(tmp_path: Path, before: int) -> None:
    nothing = Chart("", ChartKind.PARTS, ())
    rows = [(f"Đơn vị {number}", "50", "50") for number in range(before)]
    few = [(f"Tổ {number}", "50", "50") for number in range(8)]
    write_report(
        tmp_path / "b.xlsx", report(table(nothing, *rows), replace(table(nothing, *few), caption="Hai"))
    )

    sheet: Any = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Hai")
    breaks = [each.id for each in sheet.row_breaks.brk]

    assert not any(first <= each < first + 9 for each in breaks)


def test_a_small_table_that_does_not_fit_below_another_begins_the_next_page(tmp_path: Path) -> None:
    turned: set[bool] = set()
    for before in range(25, 60):
        nothing = Chart("", ChartKind.PARTS, ())
        rows = [(f"Đơn vị {number}", "50", "50") for number in range(before)]
        few = [(f"Tổ {number}", "50", "50") for number in range(8)]
        of = report(table(nothing, *rows), replace(table(nothing, *few), caption="Hai"))
        write_report(tmp_path / "b.xlsx", of)
        sheet: Any = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
        first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Hai")
        turned.add(first - 1 in [each.id for each in sheet.row_breaks.brk])

    assert turned == {True, False}


def test_what_would_say_nothing_is_not_drawn(tmp_path: Path) -> None:
    alone = table(PARTS, ("Phòng Nội vụ", "25", "75"), ("Tổng cộng", "25", "75"), strong=1)
    empty = table(TREND, ("06/2018", None, None), ("07/2018", None, None))

    write_report(tmp_path / "bc.xlsx", report(alone, empty))
    text = " ".join(pages(report(alone, empty)))

    assert "Tỷ lệ các mức" not in text
    assert "Diễn biến" not in text
    assert "Biểu đồ" not in openpyxl.load_workbook(tmp_path / "bc.xlsx").sheetnames


def test_hundreds_of_units_are_drawn_in_part_and_listed_whole() -> None:
    many = table(PARTS, *((f"Đơn vị {number}", "40", "60") for number in range(300)))

    text = " ".join(pages(report(many)))

    assert "40 dòng đầu" in text
    assert text.count("A 40,00") == 40
    assert text.count("Đơn vị 299") == 1
