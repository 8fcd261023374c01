"""The list of a longer period: its columns are a promise, and what is missing is said."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from evalapp.base.errors import Cancelled
from evalapp.documents.papers.year_lines import cells, closing_lines
from evalapp.documents.papers.year_pdf import write_year_pdf
from evalapp.documents.papers.year_workbook import write_year
from evalapp.domain.month_results import Missing, MonthResult
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.revisions import MONTH, Changed, Replaced, UnitReplaced
from evalapp.domain.years import Origin, YearReport, YearRow
from tests.documents.papers.reading_back import pages, text_of

FIRST, SECOND, THIRD = (Period(2026, number) for number in (1, 2, 3))


def report() -> YearReport:
    months = (
        MonthResult(FIRST, Decimal("88.25"), None, unit="PNV"),
        MonthResult(SECOND, excluded="leave_maternity"),
        MonthResult(THIRD, missing=Missing.NOT_CLOSED, detail="PNV"),
    )
    row = YearRow(
        PersonId(1), "NV001", "Đỗ Thị An", "Chuyên viên", "PNV", "Phòng Nội vụ", "Cơ quan hành chính",
        Origin.OPEN, "nd-335-2025", total=None, months=months,
    )  # fmt: skip
    return YearReport(
        "PNV",
        "Phòng Nội vụ",
        "UBND quận",
        Period.parse("2026-Q1"),
        (row,),
        {"nd-335-2025": "NĐ 335"},
        {},
        "ab" * 32,
    )


def test_the_workbook_keeps_its_columns_and_numbers(tmp_path: Path) -> None:
    write_year(tmp_path / "quy.xlsx", report())

    sheet: Any = openpyxl.load_workbook(tmp_path / "quy.xlsx").worksheets[0]
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    heading = next(row for row in rows if row and row[0] == "STT")
    person = rows[rows.index(heading) + 1]
    assert heading == [
        "STT", "Mã CB", "Họ và tên", "Chức vụ, đơn vị", "T1", "T2", "T3", "Tổng điểm", "Xếp loại", "Ghi chú",
    ]  # fmt: skip
    assert person[4:7] == [88.25, "–", "Thiếu"]
    assert person[-1] == "Chưa chốt; T2: nghỉ thai sản; T3: chưa chốt"


def test_the_pdf_says_that_it_is_a_draft_and_what_is_missing(tmp_path: Path) -> None:
    write_year_pdf(tmp_path / "quy.pdf", report())

    text = " ".join(text_of((tmp_path / "quy.pdf").read_bytes()).split())
    assert "Quý I năm 2026" in text
    assert "T2: nghỉ thai sản" in text


def test_a_period_that_gives_only_scores_says_so_in_words_and_has_no_column_of_levels(
    tmp_path: Path,
) -> None:
    scored = replace(report().rows[0], origin=Origin.SEALED, total=Decimal("95.81"), months=())
    quarter = replace(report(), rows=(scored,), score_only=True, level_labels={"A": "Xuất sắc"})

    write_year_pdf(tmp_path / "quy.pdf", quarter)
    write_year(tmp_path / "quy.xlsx", quarter)

    printed = " ".join(text_of((tmp_path / "quy.pdf").read_bytes()).split())
    sheet: Any = openpyxl.load_workbook(tmp_path / "quy.xlsx").worksheets[0]
    written = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert "Kỳ này chỉ tính điểm, không xếp loại." in printed
    assert "95,81" in printed
    assert "Xếp loại" not in printed
    assert "0 người" not in printed
    assert sheet.column_dimensions[written["Xếp loại"].column_letter].hidden
    assert 95.81 in written


def test_where_nobody_is_rated_yet_nobody_is_counted() -> None:
    assert list(closing_lines(report())) == ["Kỳ này chưa có ai được xếp loại."]


def test_a_result_from_outside_without_a_source_is_marked_all_the_same() -> None:
    row = replace(report().rows[0], origin=Origin.EXTERNAL, level="B", months=())

    assert cells(1, row, report().period)[-1] == "Kết quả từ nơi khác, không ghi nguồn"


def test_months_of_one_reason_are_named_together(tmp_path: Path) -> None:
    lacking = tuple(
        MonthResult(Period(2026, number), missing=Missing.NOT_OPENED) for number in (1, 2, 3, 5, 6)
    )
    year = replace(
        report(), period=Period.parse("2026-H1"), rows=(replace(report().rows[0], months=lacking),)
    )

    write_year_pdf(tmp_path / "nam.pdf", year)

    text = " ".join(text_of((tmp_path / "nam.pdf").read_bytes()).split())
    assert "T1–T3, T5–T6: không có kết quả" in text


def test_a_list_that_is_cancelled_while_it_is_written_leaves_no_file(tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    for write, name in ((write_year_pdf, "quy.pdf"), (write_year, "quy.xlsx")):
        with pytest.raises(Cancelled):
            write(tmp_path / name, report(), progress=cancel)

    assert list(tmp_path.iterdir()) == []


def test_each_of_several_units_has_its_heading_and_one_alone_has_none(tmp_path: Path) -> None:
    row = replace(report().rows[0], position="")
    other = replace(row, person=PersonId(2), code="TP001", unit_code="PTP", unit_name="Phòng Tư pháp")

    write_year_pdf(tmp_path / "one.pdf", replace(report(), rows=(row,)))
    write_year_pdf(tmp_path / "two.pdf", replace(report(), rows=(row, other)))

    one, two = (" ".join(text_of((tmp_path / f"{name}.pdf").read_bytes()).split()) for name in ("one", "two"))
    assert two.count("Phòng Tư pháp") == 2  # over its people, and beside each
    assert one.count("Phòng Nội vụ") == two.count("Phòng Nội vụ") - 1


def revised(*units: int, people: int = 1) -> tuple[UnitReplaced, ...]:
    changes = tuple(
        Changed(f"NV{number:03d}", f"Người Số {number}", f"{MONTH}2", Decimal("88.5"), None)
        for number in range(1, people + 1)
    )
    return tuple(
        UnitReplaced(f"P{number}", f"Phòng {number}", Replaced(2, "Tính sót", date(2026, 4, number), changes))
        for number in units
    )


def of_units(*replaced: UnitReplaced) -> YearReport:
    rows = [replace(report().rows[0], unit_code=each, unit_name=each) for each in ("PNV", "PTP")]
    return replace(report(), rows=tuple(rows), replaced=replaced)


def printed(out: Path, of: YearReport) -> str:
    write_year_pdf(out, of)
    return text_of(out)


def test_a_list_of_several_units_says_which_of_them_made_the_period_anew(tmp_path: Path) -> None:
    text = printed(tmp_path / "quy.pdf", of_units(*revised(2)))

    assert "Phòng 2: lần 2, thay bản lần 1 chốt ngày 02/04/2026; lý do mở lại: Tính sót." in text
    assert "Phòng 2: thay đổi so với lần 1: - Người Số 1 (NV001): tháng 2: 88,5 → –." in text
    assert "Phụ lục" not in text


@pytest.mark.parametrize("replaced", [revised(1, 2, 3, 4), revised(2, people=7)])
def test_what_changed_in_many_units_or_for_many_people_stands_in_an_annex(
    tmp_path: Path, replaced: tuple[UnitReplaced, ...]
) -> None:
    *_, annex = pages_of(tmp_path / "quy.pdf", of_units(*replaced))

    people = sum(len(each.of.changes or ()) for each in replaced)
    assert f"Thay đổi so với lần trước: {people} người, ghi ở phụ lục." in text_of(tmp_path / "quy.pdf")
    assert "Phòng 2: lần 2, thay bản lần 1 chốt ngày 02/04/2026; lý do mở lại: Tính sót." in annex
    assert "1 NV001 Người Số 1 tháng 2 88,5 –" in annex
    assert "(Kèm theo danh sách quý I năm 2026)" in annex


def pages_of(out: Path, of: YearReport) -> list[str]:
    write_year_pdf(out, of)
    return pages(out)
