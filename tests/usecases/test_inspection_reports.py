"""The report on inspections: every figure has its list, and all ways of handing it over say the same."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from evalapp.base.errors import UserError
from evalapp.base.messages import plain
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspections import FindingId
from evalapp.domain.periods import Days
from evalapp.store.workspace import Workspace
from evalapp.usecases.hearings import link_same_breach, withdraw_finding
from evalapp.usecases.inspection_papers import (
    InspectionReport,
    report_inspections,
    write_inspection_report,
)
from evalapp.usecases.inspections import counted_lines, write_visits
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.remedies import mend_finding
from tests import make
from tests.visiting import HEADER

YEAR = Days(date(2018, 1, 1), date(2018, 12, 31))
DRESS, TIME = "HN522.DRESS", "HN522.TIME"


def row(day: str, kind: str, unit: str, number: str, *found: Any) -> tuple[Any, ...]:
    return (day, "8:00", kind, unit, number, 10, 10, 0, 0, *found, *(None,) * (6 - len(found)))


LOG = (
    row("10/10/2017", "Đột xuất", "PNV", "0/BB", DRESS, "NV003", "Trang phục", "Nhẹ"),
    row("05/03/2018", "Đột xuất", "PNV", "1/BB", DRESS, "NV003", "Trang phục", "Nhẹ", "Sửa", "01/04/2018"),
    row("05/03/2018", "Đột xuất", "PNV", "1/BB", TIME, None, "Giờ làm việc", "Nặng", "Sửa", "01/12/2018"),
    row("09/04/2018", "Chuyên đề", "PTP", "2/BB", TIME, None, "Giờ làm việc", "Trung bình", "Sửa"),
    row("01/06/2018", "Tự kiểm tra", "PNV", "3/BB", TIME, None, "Giờ làm việc", "Nhẹ"),
    row("02/06/2018", "Tự kiểm tra", "PNV", "4/BB"),
    row("03/06/2018", "Báo trước", "UB", "5/BB", DRESS, "NV004", "Nhầm người", "Nhẹ"),
)


@pytest.fixture
def logged(tmp_path: Path) -> Workspace:
    """An office with a year of inspections: one finding withdrawn, one remedy mended."""
    made = make.office(tmp_path)
    with made.work() as work:
        import_inspections(work, read=make.listed(INSPECTIONS, HEADER, *LOG), choice=make.ALL)
    with made.work() as work:
        keys = {finding.text: finding.id for visit in work.inspections.all() for finding in visit.findings}
        withdraw_finding(work, finding_id=keys["Nhầm người"], reason="Không phải người này")
        [_, hours] = work.inspections.by_number("1/BB").findings
        mend_finding(work, finding_id=hours.id, on=date(2018, 4, 1))
    return made


def plainly(cells: Sequence[Any]) -> tuple[str, ...]:
    kept = (cell for cell in cells if cell not in (None, ""))
    return tuple(cell if isinstance(cell, str) else plain(Decimal(str(cell))) for cell in kept)


def reported(of: Workspace, unit: str | None = None, days: Days = YEAR) -> InspectionReport:
    with of.work() as work:
        key = work.units.by_code(unit).id if unit else None
        return report_inspections(work, days=days, unit=key, proposals="Tiếp tục kiểm tra")


@pytest.mark.parametrize("unit", [None, "PNV"])
def test_every_figure_is_as_long_as_the_list_it_opens(logged: Workspace, unit: str | None) -> None:
    report = reported(logged, unit)

    with logged.work() as work:
        lists = {
            (each.table, each.row, each.column): counted_lines(
                work, days=report.days, unit=report.unit, selection=each.selection
            )
            for each in report.counted
        }

    tables = report.report.tables
    figures = {(at, row, column): tables[at].rows[row][column] for at, row, column in lists}
    assert {place: len(lines) for place, lines in lists.items()} == figures
    assert sum(figure or 0 for figure in figures.values() if isinstance(figure, int)) > 20


def test_the_inspections_that_the_city_published_of_2018_come_out_of_its_log(tmp_path: Path) -> None:
    published = {"Đột xuất": 36, "Chuyên đề": 11, "Tự kiểm tra": 527}  # press of 6 February 2019
    kinds = enumerate(kind for kind, count in published.items() for _ in range(count))
    log = [row(f"{1 + at % 28:02}/{1 + at % 12:02}/2018", kind, "PNV", f"{at}/BB") for at, kind in kinds]
    made = make.workspace(tmp_path, clock=make.Ticking(make.NOON.replace(year=2019, month=2)))
    make.take_units(made)
    with made.work() as work:
        import_inspections(work, read=make.listed(INSPECTIONS, HEADER, *log), choice=make.ALL)

    counts = {str(name): count for _, name, count, *_ in reported(made).report.tables[0].rows}

    names = ("Kiểm tra đột xuất", "Kiểm tra chuyên đề", "Tự kiểm tra", "Tổng số cuộc kiểm tra")
    assert [counts[name] for name in names] == [36, 11, 527, 574]


def test_what_was_found_before_counts_as_repeated_within_a_year_or_the_span(logged: Workspace) -> None:
    whole = reported(logged)
    summer = reported(logged, days=Days(date(2018, 6, 1), date(2018, 6, 30)))
    with logged.work() as work:
        [dress, _] = work.inspections.by_number("1/BB").findings
        [before] = work.inspections.by_number("0/BB").findings
        link_same_breach(work, finding_id=dress.id, other_id=FindingId(before.id), reason="Cùng một lần")

    linked = reported(logged)

    assert (whole.count.repeated, summer.count.repeated, linked.count.repeated) == (2, 1, 1)


def test_units_are_told_of_how_many_and_days_in_the_wrong_order_are_refused(logged: Workspace) -> None:
    report = reported(logged)

    figures = (report.count.units_visited, report.count.units_self_inspected, report.units)
    assert figures == (3, 1, 3)
    assert report.count.clean == 2
    assert "Số đơn vị được kiểm tra: 3/3" in report.report.text[0][1]
    with pytest.raises(UserError):
        Days(date(2018, 2, 1), date(2018, 1, 1))


def test_the_workbook_and_the_pdf_say_what_the_report_says(logged: Workspace, tmp_path: Path) -> None:
    report = reported(logged)

    with logged.work() as work:
        for form in ("xlsx", "pdf"):
            write_inspection_report(work, of=report, out=tmp_path / f"r.{form}", form=form)

    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    written = {plainly(line) for line in sheet.iter_rows(values_only=True)}
    pdf = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    printed = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    for table in report.report.tables:
        for cells in table.rows:
            assert plainly(cells) in written
            assert str(cells[table.name_at]).split()[0] in printed
    assert all(" ".join(words.split()) in printed for _, words in report.report.text)


def test_units_without_a_common_one_above_are_counted_together(logged: Workspace, tmp_path: Path) -> None:
    make.take_units(logged, ("SO", "Sở Y tế", None, "Cơ quan hành chính", None, None))

    report = reported(logged)
    with logged.work() as work:
        for form in ("xlsx", "pdf"):
            write_inspection_report(work, of=report, out=tmp_path / f"r.{form}", form=form)

    assert (report.units, report.count.units_visited, report.report.unit_code) == (4, 3, "")
    assert (tmp_path / "r.pdf").stat().st_size > 1000


def test_what_was_withdrawn_is_told_beside_every_sum_that_leaves_it_out(logged: Workspace) -> None:
    report = reported(logged).report
    [_, by_article, _, by_unit] = report.tables

    assert by_article.rows[-2][1:] == ("", "Tổng số vi phạm", "", 4)
    assert by_article.rows[-1] == (None, "", "Đã rút sau khi nghe giải trình (không tính ở trên)", "", 1)
    assert {row[1].split()[0]: row[6] for row in by_unit.rows if isinstance(row[1], str)}["UB"] == 1
    assert "Phát hiện 4 vi phạm (không tính 1 vi phạm đã rút" in report.text[1][1]


def test_a_log_says_what_it_leaves_out_and_comes_in_again_all_the_same(
    logged: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "so.xlsx"
    with logged.work() as work:
        written = write_visits(work, out=out)
        again = import_inspections(
            work, read=find_list(read_workbook(out), INSPECTIONS), choice=ImportChoice(dry_run=True)
        )

    lines = [row[0] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)]
    assert (written.visits, written.findings, written.withdrawn) == (6, 5, 1)
    assert "Không ghi trong sổ này: 1 vi phạm đã rút sau khi nghe giải trình." in lines
    assert "1 finding withdrawn" in written.told("so.xlsx")
    assert (again.read, again.refused) == (7, ())
