"""What a report draws: the cells of its tables, readable without colours, in the PDF and the workbook."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2

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
