"""How figures of a report stand on paper and in a workbook."""

from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from evalapp.documents.papers.report_pdf import write_report_pdf
from evalapp.documents.papers.report_workbook import write_report
from evalapp.domain.periods import Period
from evalapp.domain.reports import Report, ReportColumn, ReportTable
from tests.documents.papers.reading_back import first_sheet, text_of

COLUMNS = (ReportColumn("STT", 7), ReportColumn("Chỉ số", 30, is_text=True), ReportColumn("Giá trị", 9))
ROWS = (
    (1, "Hồ sơ", 5002),
    (2, "Số thu", Decimal("7500")),
    (1003, "Bình quân", Decimal("1250.5")),
    (4, "Ít", 12),
)


def report() -> Report:
    table = ReportTable("", COLUMNS, ROWS)
    return Report("Báo cáo", "QTH", "Quận Tây Hồ", "", Period(2018, 7), (table,), "ab" * 32)


def test_thousands_of_a_report_are_set_apart_and_its_places_are_not(tmp_path: Path) -> None:
    write_report_pdf(tmp_path / "bao-cao.pdf", report())
    write_report(tmp_path / "bao-cao.xlsx", report())

    cells = [cell for row in first_sheet(tmp_path / "bao-cao.xlsx").iter_rows() for cell in row]
    formats = {cell.value: cell.number_format for cell in cells}
    assert "1 Hồ sơ 5.002 2 Số thu 7.500 1003 Bình quân 1.250,5 4 Ít 12" in text_of(tmp_path / "bao-cao.pdf")
    assert [formats[value] for value in (5002, 7500, 1250.5, 12, 1003)] == [
        "#,##0",
        "#,##0",
        "#,##0.0",
        "General",
        "General",
    ]


def test_points_of_a_report_have_one_number_of_decimals_and_other_figures_their_own(tmp_path: Path) -> None:
    columns = (ReportColumn("Điểm", 9, is_points=True), ReportColumn("Cộng", 9, is_points=True), COLUMNS[2])
    rows = ((Decimal(90), Decimal(5), Decimal(3)), (Decimal("85.5"), Decimal(0), Decimal("2.25")))
    made = replace(report(), tables=(ReportTable("", columns, rows),))
    write_report_pdf(tmp_path / "bao-cao.pdf", made)
    write_report(tmp_path / "bao-cao.xlsx", made)

    cells = [cell for row in first_sheet(tmp_path / "bao-cao.xlsx").iter_rows() for cell in row]
    assert "90,0 5,0 3 85,5 0,0 2,25" in text_of(tmp_path / "bao-cao.pdf")
    assert {cell.value: cell.number_format for cell in cells}[90] == "0.0"
