"""On an English screen a report is English, and its numbers are; the paper itself stays Vietnamese."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from evalapp.base.messages import use_language
from evalapp.domain.reports import Report, ReportColumn
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.report_words import cell_said, said, sentence
from evalapp.usecases.inspection_papers import report_inspections
from evalapp.usecases.papers import write_report_paper
from evalapp.usecases.reporting import ReportKind, make_report
from tests.ui.world import JULY, UNIT, closed, office


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = office(tmp_path / "office.sqlite")
    closed(made)
    yield made
    use_language("en")
    made.close()


def reports_of(workspace: Workspace) -> list[Report]:
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        made = [make_report(work, kind=kind, unit=unit, period=JULY) for kind in ReportKind]
        return [*made, report_inspections(work, days=JULY).report]


def words_of(report: Report) -> list[str]:
    tables = report.tables
    return [
        report.title,
        *(each.caption for each in tables),
        *(c.title for each in tables for c in each.columns),
    ]


def test_every_heading_and_caption_of_every_report_is_english_on_an_english_screen(
    workspace: Workspace,
) -> None:
    spoken = [said(text) for report in reports_of(workspace) for text in words_of(report)]

    assert [text for text in spoken if not text.isascii()] == []


def test_what_stands_below_the_tables_is_english_too_but_for_names(workspace: Workspace) -> None:
    below = [text for report in reports_of(workspace) for text in report.remarks]

    spoken = [sentence(text) for text in below]

    assert spoken[0].startswith("Good or better: ")
    assert all(each != text for each, text in zip(spoken, below, strict=True))


def test_a_vietnamese_screen_says_what_papers_say(workspace: Workspace) -> None:
    reports = reports_of(workspace)
    use_language("vi")

    for report in reports:
        assert [said(text) for text in words_of(report)] == words_of(report)
        assert [*map(sentence, report.remarks)] == [*report.remarks]


def test_numbers_of_a_table_are_written_as_those_beside_it() -> None:
    share, count, name = ReportColumn("Tỷ lệ (%)", is_share=True), ReportColumn("Số"), ReportColumn("Đơn vị")

    english = (
        cell_said(Decimal("93.333"), share),
        cell_said(Decimal("89.5"), count),
        cell_said("Tổng cộng", name),
    )
    use_language("vi")
    vietnamese = (
        cell_said(Decimal("93.333"), share),
        cell_said(Decimal("89.5"), count),
        cell_said("Tổng cộng", name),
    )
    use_language("en")

    assert english == ("93.33", "89.5", "Altogether")
    assert vietnamese == ("93,33", "89,5", "Tổng cộng")


def test_a_paper_written_from_an_english_screen_is_vietnamese(workspace: Workspace, tmp_path: Path) -> None:
    report, out = reports_of(workspace)[0], tmp_path / "report.xlsx"

    with workspace.work() as work:
        write_report_paper(work, report=report, out=out)

    book = openpyxl.load_workbook(out)
    cells = {str(cell) for name in book.sheetnames for row in book[name].values for cell in row if cell}
    assert {"Đơn vị", "Được xếp loại", "Tổng cộng"} <= cells
