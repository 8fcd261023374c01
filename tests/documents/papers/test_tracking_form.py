"""Mẫu 01 of Decree 335/2025: the paper has every label of the annex, and leaves room where it does."""

import io

import pytest
from msgspec.structs import replace

from evalapp.base import paths
from evalapp.documents.papers.form_pdf import write_empty_form, write_form
from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Form
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rounds import SCORING, Mark, PersonSheet, Stage
from evalapp.domain.sheet_words import OPINION, STRENGTHS, WEAKNESSES
from evalapp.usecases.summaries import tracking_paper
from tests.documents.papers.reading_back import first_sheet, pages
from tests.documents.papers.samples import full_marks, person_sheet, with_all_marks

_FOLDER = paths.resources() / "policies" / "nd-335-2025"
POLICY = read_policy({file.name: file.read_text("utf-8") for file in _FOLDER.glob("*.toml")})
STAFF = next(form for form in POLICY.forms if form.code == "staff")
PEOPLE = tuple(form for form in POLICY.forms if form.code != "collective")
MONTH = Period(2026, 1)
LABELS = (
    "Mẫu số 01",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC",
    "(Kỳ theo dõi, đánh giá: ",
    "Họ và tên:",
    "Chức vụ, chức danh:",
    "Đơn vị công tác:",
    "I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG",
    "Tiêu chí chấm điểm",
    "Điểm tối đa",
    "Điểm do cá nhân tự chấm",
    "Tổng cộng 30",
    "II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC",
    "1. Điểm tiêu chí chung:",
    "2. Điểm tiêu chí kết quả thực hiện nhiệm vụ:",
    "3. Tổng điểm theo dõi, đánh giá công chức:",
    "4. Ưu điểm:",
    "5. Hạn chế, khuyết điểm:",
    "6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá:",
    "CÔNG CHỨC TỰ ĐÁNH GIÁ",
    "CẤP CÓ THẨM QUYỀN THEO DÕI, ĐÁNH GIÁ",
    "(Ký tên, ghi rõ họ tên)",
    "1 Ghi rõ kỳ theo dõi là tháng/quý ... năm... .",
)


def tracked(form: Form = STAFF) -> PersonSheet:
    given = with_all_marks(person_sheet(form=form), {stage: full_marks(form) for stage in SCORING})
    return replace(given, tracking=tracking_paper(POLICY, form, MONTH))


def said_by(out: io.BytesIO) -> str:
    return " ".join(" ".join(pages(out.getvalue())).split())


@pytest.mark.parametrize(
    "form", [form for form in POLICY.forms if form.code != "collective"], ids=lambda form: form.code
)
def test_the_form_has_every_label_of_the_annex_and_every_general_criterion(form: Form) -> None:
    out = io.BytesIO()

    write_form(out, tracked(form))

    said = said_by(out)
    assert [label for label in LABELS if label not in said] == []
    assert all(row.label in said for row in form.criteria if row.code.count(".") > 0)


def test_the_workbook_has_what_the_paper_has_with_points_as_numbers() -> None:
    sheet = tracked()
    words = {STRENGTHS: "Tận tụy", WEAKNESSES: "Chậm báo cáo", OPINION: "Nên giữ"}
    written = {**sheet.sheet.marks[Stage.HEAD], **{code: Mark(None, text) for code, text in words.items()}}
    marks = {**sheet.sheet.marks, Stage.HEAD: written}
    out = io.BytesIO()

    write_form_workbook(out, replace(sheet, sheet=replace(sheet.sheet, marks=marks)))

    values = list(first_sheet(out.getvalue()).iter_rows(values_only=True))
    said = " ".join(str(value) for row in values for value in row if value is not None)
    assert [label for label in LABELS if label not in said] == []
    assert all(row.label in said for row in STAFF.criteria if row.code.count(".") > 0)
    assert all(text in said for text in words.values())
    assert "Cấp trưởng" not in said
    [total] = [row for row in values if "Tổng cộng" in row]
    assert [value for value in total if value is not None] == ["Tổng cộng", 30, 30]


def test_what_the_one_who_follows_wrote_stands_as_their_opinion() -> None:
    sheet = tracked()
    marks = {**sheet.sheet.marks[Stage.HEAD], "I.1.1": Mark(sheet.form.leaves[0].maximum, "Gương mẫu")}
    noted = replace(sheet, sheet=replace(sheet.sheet, marks={**sheet.sheet.marks, Stage.HEAD: marks}))
    out = io.BytesIO()

    write_form(out, noted)

    assert "Cấp trưởng, I.1.1: Gương mẫu" in said_by(out)


def test_an_empty_form_names_nobody_and_leaves_the_points_to_be_written() -> None:
    out = io.BytesIO()

    write_empty_form(out, tracked())

    said = said_by(out)
    assert "1. Điểm tiêu chí chung: ………" in said
    assert "Tổng cộng 30 II." in said


def test_a_unit_s_own_form_and_a_year_are_not_followed_up_by_points_alone() -> None:
    collective = next(form for form in POLICY.forms if form.code == "collective")

    assert tracking_paper(POLICY, collective, MONTH) is None
    assert tracking_paper(POLICY, STAFF, Period.parse("2026")) is None
