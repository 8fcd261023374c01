"""What papers of a quarter say of the revision that it replaces, and how their points stand."""

from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.documents.papers.year_pdf import write_year_pdf
from evalapp.documents.papers.year_workbook import write_year
from evalapp.domain.years import YearReport
from evalapp.store.workspace import Workspace
from evalapp.usecases.papers import write_person_period_paper
from evalapp.usecases.person_years import person_period
from evalapp.usecases.settling import reopen_round
from evalapp.usecases.years import year_report
from tests import longer, make
from tests.documents.papers.reading_back import first_sheet, text_of, texts_of

FIRST, SECOND, THIRD = longer.MONTHS[:3]
TOLD = "Lần 2, thay bản lần 1 chốt ngày 31/12/2026; lý do mở lại: Tháng 1 đã sửa."
CHANGES = "- Nguyễn Hải Anh (NV003): tháng 1: 90 → 60,5; tổng điểm: 90 → 80,17."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A quarter closed a second time, after somebody's January came out lower."""
    made = longer.office(tmp_path_factory.mktemp("quarter"))
    rounds = longer.months(made, longer.alike((FIRST, SECOND, THIRD), NV002="80", NV003="90"))
    quarter = longer.sealed(made, longer.opened(made, longer.QUARTER).id)
    with made.work() as work:
        again = reopen_round(work, round_id=rounds[FIRST].id, reason="Kiến nghị đúng")
    longer.finished(made, again.id, {"NV002": "80", "NV003": "60.5"})
    with made.work() as work:
        redone = reopen_round(work, round_id=quarter.id, reason="Tháng 1 đã sửa")
    longer.sealed(made, redone.id)
    return made


def listed(of: Workspace) -> YearReport:
    unit = make.unit_id(of)
    with of.work() as work:
        return year_report(work, unit=unit, period=longer.QUARTER)


def own_paper(of: Workspace, out: Path) -> Path:
    unit = make.unit_id(of)
    with of.work() as work:
        found = person_period(work, unit=unit, period=longer.QUARTER, code="NV003")
        return write_person_period_paper(work, of=found, out=out, form=out.suffix.removeprefix("."))


def test_the_list_of_a_quarter_closed_again_says_what_it_replaces_why_and_what_became_another(
    office: Workspace, tmp_path: Path
) -> None:
    report = listed(office)

    write_year_pdf(tmp_path / "quy.pdf", report)
    write_year(tmp_path / "quy.xlsx", report)

    printed = text_of(tmp_path / "quy.pdf")
    written = set(texts_of((tmp_path / "quy.xlsx").read_bytes()))
    assert TOLD in printed
    assert f"Thay đổi so với lần 1: {CHANGES}" in printed
    assert {TOLD, "Thay đổi so với lần 1:", CHANGES} <= written


def test_ones_own_paper_of_a_quarter_closed_again_names_the_first(office: Workspace, tmp_path: Path) -> None:
    printed = own_paper(office, tmp_path / "quy.pdf")
    written = own_paper(office, tmp_path / "quy.xlsx")

    assert TOLD in text_of(printed)
    assert TOLD in texts_of(written.read_bytes())


def test_points_of_a_quarter_stand_under_each_other_by_their_comma(office: Workspace, tmp_path: Path) -> None:
    write_year_pdf(tmp_path / "quy.pdf", listed(office))
    write_year(tmp_path / "quy.xlsx", listed(office))

    sheet = first_sheet(tmp_path / "quy.xlsx")
    totals = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value == Decimal(80)}
    assert "80,0 80 80 80,00" in text_of(tmp_path / "quy.pdf")
    assert "60,5 90 90 80,17" in text_of(tmp_path / "quy.pdf")
    assert totals == {"0.0", "General", "0.00"}


def test_ones_own_months_have_as_many_decimals_as_the_total_below_them(
    office: Workspace, tmp_path: Path
) -> None:
    printed = own_paper(office, tmp_path / "quy.pdf")

    assert "1 60,50 2 90,00 3 90,00 Điểm trung bình quý 80,17" in text_of(printed)
