"""One person's year on a sheet of its own: every month, what does not count and why, and what follows."""

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from evalapp.base.errors import UserError
from evalapp.documents.preview import text_of
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.person_years import PersonPeriod
from evalapp.store.workspace import Workspace
from evalapp.usecases.dossier import dossier_of
from evalapp.usecases.papers import print_forms, write_person_forms, write_person_period_paper
from evalapp.usecases.person_years import person_period
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import set_unrated
from evalapp.usecases.summaries import person_sheets
from tests import longer, make


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A closed year: one person was on maternity leave in January and ended it in D."""
    office = longer.office(tmp_path_factory.mktemp("year"))
    with office.work() as work:
        record_entry(
            work,
            kind=KINDS["leave_maternity"],
            since=date(2026, 1, 1),
            until=date(2026, 1, 31),
            person_code="NV003",
        )
    january = longer.opened(office, longer.MONTHS[0])
    with office.work() as work:
        away = next(s for s in work.rounds.sheets(january.id) if s.participant.code == "NV003")
        set_unrated(work, sheet_id=away.participant.sheet, reason="Nghỉ thai sản")
    longer.finished(office, january.id, {"NV002": "80"})
    longer.months(office, longer.alike(longer.MONTHS[1:], NV002="80", NV003="45"))
    longer.sealed(office, longer.opened(office, longer.QUARTER).id)
    longer.sealed(office, longer.opened(office, longer.YEAR).id)
    return office


#: What the annex of the decree prints on its form 02.
LABELS = (
    "Mẫu số 02",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC",
    "Họ và tên:",
    "Chức vụ, chức danh:",
    "Đơn vị công tác:",
    "I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ",
    "Tháng",
    "Tổng điểm theo dõi, đánh giá",
    "Ghi chú",
    "Tổng điểm trung bình cả năm",
    "II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG",
    "III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC",
    "IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ",
    "CÔNG CHỨC TỰ XẾP LOẠI",
    "(Ký tên, ghi rõ họ tên)",
    "CẤP CÓ THẨM QUYỀN XẾP LOẠI",
    "căn cứ vào quy định tại Điều 20 Nghị định này",
    "căn cứ quy định tại Điều 23 Nghị định này",
)


#: The boxes of part II and again of part III.
LEVELS = (
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
)


def of_year(office: Workspace, code: str) -> PersonPeriod:
    key = make.unit_id(office)
    with office.work() as work:
        return person_period(work, unit=key, period=longer.YEAR, code=code)


def test_the_year_of_one_person_tells_each_month_the_quarters_and_what_follows(year: Workspace) -> None:
    found = of_year(year, "nv003")

    assert [str(each.total) if each.total else each.excluded for each in found.row.months[:2]] == [
        "leave_maternity",
        "45",
    ]
    assert [(str(each.period), each.total) for each in found.parts] == [("2026-Q1", Decimal(45))]
    assert found.paper is not None
    assert (found.paper.title, found.row.level) == ("PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", "D")
    assert found.levels[0] == ("A", "Hoàn thành xuất sắc nhiệm vụ")
    assert found.proposals == ("Xem xét bố trí vị trí việc làm thấp hơn hoặc cho thôi việc",)


def test_the_form_of_the_year_is_the_one_of_the_decree(year: Workspace, tmp_path: Path) -> None:
    found = of_year(year, "NV003")

    with year.work() as work:
        pdf = write_person_period_paper(work, of=found, out=tmp_path / "mau-02.pdf", form="pdf")
        book = write_person_period_paper(work, of=found, out=tmp_path / "mau-02.xlsx", form="xlsx")

    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
        text = document[0].get_textpage().get_text_range()
    assert pages == 1
    whole = " ".join(text.split())
    places = [whole.find(label) for label in LABELS]
    assert -1 not in places
    assert places == sorted(places)
    assert all(whole.count(level) >= 2 for level in LEVELS)
    assert unicodedata.is_normalized("NFC", text)
    for said in (*LABELS, "Năm 2026", "Không tính: nghỉ thai sản", "Quý I năm 2026: 45 điểm"):
        assert said in " ".join(text.split())
    assert text.count("x Không hoàn thành nhiệm vụ") == 1
    cells = [cell.value for row in openpyxl.load_workbook(book).worksheets[0].iter_rows() for cell in row]
    assert "☒ Không hoàn thành nhiệm vụ" in cells
    assert cells.count(45) == 12


def test_who_is_not_in_the_unit_is_refused(year: Workspace) -> None:
    with pytest.raises(UserError, match="Nobody with the code NV009"):
        of_year(year, "NV009")


def test_the_form_of_a_period_made_of_months_is_the_paper_of_that_period(
    year: Workspace, tmp_path: Path
) -> None:
    with year.work() as work:
        of = next(each for each in work.rounds.all(period=longer.YEAR))
        written = print_forms(work, round_id=of.id, folder=tmp_path).written
        together = write_person_forms(
            work, of=of, sheets=person_sheets(work, round_id=of.id), out=tmp_path / "nam.pdf"
        )
        dossier = dossier_of(work, person_code="NV003", year=2026)

    for file in (written[0], together):
        assert "Mẫu số 02" in text_of(file)[0]
    assert len(text_of(together)) == len(written)
    assert [part.title for part in dossier.parts if part.longer] == [
        "Phiếu đánh giá năm 2026 (nd-335-2025)", "Phiếu đánh giá quý i năm 2026 (nd-335-2025)",
    ]  # fmt: skip
