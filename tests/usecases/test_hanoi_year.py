"""A year under Decree 90/2020 after months under Hanoi's decision: what its papers say and what it awaits."""

from pathlib import Path

import pytest

from evalapp.documents.papers.person_year_pdf import write_person_period_pdf
from evalapp.documents.papers.summary_pdf import write_summary_pdf
from evalapp.documents.papers.year_pdf import write_year_pdf
from evalapp.domain.periods import Period
from evalapp.domain.years import Origin, YearReport
from evalapp.store.workspace import Workspace
from evalapp.usecases.person_years import person_period
from evalapp.usecases.reporting import ReportKind, make_report
from evalapp.usecases.summaries import summarise
from evalapp.usecases.years import year_report
from tests import hanoi_year, longer, make
from tests.documents.papers.reading_back import text_of


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The year, closed though of nobody anything is known."""
    made = hanoi_year.office(tmp_path_factory.mktemp("year"))
    hanoi_year.closed(made)
    return made


def report(of: Workspace) -> YearReport:
    key = make.unit_id(of)
    with of.work() as work:
        return year_report(work, unit=key, period=hanoi_year.YEAR)


def printed(of: YearReport, folder: Path) -> str:
    write_year_pdf(folder / "nam.pdf", of)
    return " ".join(text_of((folder / "nam.pdf").read_bytes()).split())


def test_the_list_of_a_closed_year_is_no_draft_because_of_somebody_it_does_not_cover(
    office: Workspace, tmp_path: Path
) -> None:
    closed = report(office)

    told = printed(closed, tmp_path)

    assert closed.is_final
    assert {row.code: row.origin for row in closed.rows} == {
        hanoi_year.SPECIALIST: Origin.SEALED,
        hanoi_year.DRIVER: Origin.NOT_COVERED,
    }
    assert "BẢN NHÁP" not in told
    assert "Không thuộc đối tượng của quy định này" in told


def test_the_papers_of_a_year_name_its_revision(office: Workspace, tmp_path: Path) -> None:
    key = make.unit_id(office)
    with office.work() as work:
        person = person_period(work, unit=key, period=hanoi_year.YEAR, code=hanoi_year.SPECIALIST)

    assert "· Lần lập: 1 · Mã kiểm chứng" in printed(report(office), tmp_path)
    assert person.revision == 1


def test_a_year_that_nobody_opened_names_no_policy_below(tmp_path: Path) -> None:
    assert "Quy định:" not in printed(report(hanoi_year.office(tmp_path)), tmp_path)


def test_who_lacks_facts_is_not_said_to_be_decided_unrated(office: Workspace, tmp_path: Path) -> None:
    told = printed(report(office), tmp_path)

    assert "Không xếp loại" not in told
    assert "Chưa xếp loại Còn thiếu dữ kiện: tỷ lệ nhiệm vụ hoàn thành, tỷ lệ nhiệm vụ đúng tiến độ" in told
    assert "Không có mức xếp loại: 1 người (còn thiếu dữ kiện: 1)." in told


def test_the_months_stay_beside_a_year_that_does_not_rest_on_them(office: Workspace, tmp_path: Path) -> None:
    row = report(office).rows[0]

    assert [(str(each.period), each.level) for each in row.months if each.total] == [("2026-09", "B")]
    assert not row.rests_on_months
    told = printed(report(office), tmp_path)
    assert "Nguyễn Hải Anh Chuyên viên, Phòng Nội vụ 89,5 Chưa xếp loại" in told
    assert "kết quả của kỳ này không tính từ điểm tháng" in told


def test_a_month_that_only_its_quarter_was_opened_for_names_the_quarter(tmp_path: Path) -> None:
    made = hanoi_year.office(tmp_path)
    longer.opened(made, Period.parse("2026-Q3"))

    july = report(made).rows[0].months[6]

    assert july.detail == "PNV, quý 3/2026"


def test_a_quarter_of_scores_has_neither_columns_of_scoring_nor_levels_nor_self_raters(
    tmp_path: Path,
) -> None:
    made = longer.office(tmp_path)
    longer.months(made, longer.alike(longer.MONTHS[:3], NV002="80", NV003="90"))
    quarter = longer.sealed(made, longer.opened(made, longer.QUARTER).id)
    key = make.unit_id(made)
    with made.work() as work:
        summary = summarise(work, round_id=quarter.id)
        person = person_period(work, unit=key, period=longer.QUARTER, code="NV003")

    write_summary_pdf(tmp_path / "quy.pdf", summary)
    write_person_period_pdf(tmp_path / "nguoi.pdf", person)

    told = " ".join(text_of((tmp_path / "quy.pdf").read_bytes()).split())
    assert "Chưa chấm 0" not in told
    assert "Điểm tự chấm" not in told
    assert "Chức vụ Tổng điểm Ghi chú" in told
    assert "Kỳ này chỉ tính điểm, không xếp loại." in told
    signed = " ".join(text_of((tmp_path / "nguoi.pdf").read_bytes()).split())
    assert "NGƯỜI ĐƯỢC ĐÁNH GIÁ" in signed
    assert "NGƯỜI TỰ XẾP LOẠI" not in signed


def test_a_report_of_a_quarter_calls_what_is_missing_no_month(office: Workspace) -> None:
    key = make.unit_id(office, make.DISTRICT)
    with office.work() as work:
        quarter = make_report(work, kind=ReportKind.MONTHS, unit=key, period=Period.parse("2026-Q3"))
        october = make_report(work, kind=ReportKind.MONTHS, unit=key, period=Period(2026, 10))

    assert any(each.startswith("Chưa có kỳ này: 1 đơn vị") for each in quarter.remarks)
    assert any(each.startswith("Chưa có tháng này: 1 đơn vị") for each in october.remarks)
