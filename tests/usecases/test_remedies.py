"""Remedies: proved by one, checked by another, urged when overdue, looked at again."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.domain.imports import ImportChoice
from evalapp.domain.layouts import Layout
from evalapp.domain.remedies import Recheck, RemedyAct, RemedyId, RemedySource, RemedyState
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases import remedies
from evalapp.usecases.hearings import list_findings, withdraw_finding
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.layouts import keep_layout
from evalapp.usecases.users import add_user
from tests import make

HEADER = (
    "Ngày", "Hình thức", "Đơn vị", "Số biên bản", "Điều/nội dung vi phạm", "Mã CB", "Kiến nghị",
    "Hạn khắc phục",
)  # fmt: skip
DRESS = ("12/07/2018", "Đột xuất", "PNV", "05/BB", "HN522.DRESS", "NV007", "Chấn chỉnh", "20/07/2018")
TIME = ("12/07/2018", "Đột xuất", "PNV", "05/BB", "HN522.TIME", None, "Niêm yết giờ", "30/08/2018")
AGAIN = ("01/08/2018", "Đột xuất", "PNV", "12/BB", None, None, None, None)
ALL = ImportChoice(dry_run=False, take_good=False)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """An office with two remedies of a visit in July, one of them overdue, and a visit in August."""
    made = make.office(tmp_path)
    with made.work() as work:
        import_inspections(work, read=make.listed(INSPECTIONS, HEADER, DRESS, TIME, AGAIN), choice=ALL)
    yield made
    made.close()


def number_of(of: Workspace, topic: str) -> RemedyId:
    with of.work() as work:
        return next(each.id for each in remedies.list_remedies(work) if each.topic == topic)


def test_remedies_of_findings_and_those_alone_stand_in_one_list_by_their_deadlines(
    office: Workspace,
) -> None:
    with office.work() as work:
        alone = remedies.raise_remedy(
            work,
            unit_code="PTP",
            source=RemedySource.INDEX,
            reference="HS_DUNGHAN 91,20 %",
            text="Giảm hồ sơ quá hạn",
            owner_code="NV002",
            due=date(2018, 8, 15),
        )
        listed = remedies.list_remedies(work)
        overdue = remedies.list_remedies(work, state=RemedyState.OVERDUE)

    assert [each.topic or each.reference for each in listed] == [
        "HN522.DRESS",
        "HS_DUNGHAN 91,20 %",
        "HN522.TIME",
    ]
    assert [each.topic for each in overdue] == ["HN522.DRESS"]
    assert (alone.owner_code, alone.source) == ("NV002", RemedySource.INDEX)


def test_who_has_to_mend_proves_it_and_somebody_else_checks(office: Workspace, tmp_path: Path) -> None:
    dress = number_of(office, "HN522.DRESS")
    proof = tmp_path / "bao-cao.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF\n")
    with office.work() as work:
        remedies.assign_remedy(work, remedy_id=dress, owner_code="NV003")
    with office.work() as work:
        owner = add_user(work, name="Chủ", role=UserRole.PERSONNEL, person_code="NV003")
        other = add_user(work, name="Khác", role=UserRole.PERSONNEL, person_code="NV004")
    office.sign_in(owner)
    with office.work() as work:
        remedies.report_remedy(work, remedy_id=dress, file=proof, on=date(2018, 7, 25))

    with pytest.raises(UserError, match="somebody else has to look"), office.work() as work:
        remedies.check_remedy(work, remedy_id=dress)

    office.sign_in(other)
    with office.work() as work:
        done = remedies.check_remedy(work, remedy_id=dress, on=date(2018, 8, 1))
        steps = remedies.remedy_detail(work, remedy_id=dress).steps
    assert (done.done, done.checked_by) == (date(2018, 8, 1), "Khác")
    assert [step.act for step in steps] == [RemedyAct.ASSIGNED, RemedyAct.REPORTED, RemedyAct.CHECKED]


def test_who_took_the_proof_in_does_not_check_it_whoever_they_are(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    with office.work() as work:
        first = add_user(work, name="Lan", role=UserRole.INSPECTOR)
        other = add_user(work, name="Hòa", role=UserRole.INSPECTOR)
    office.sign_in(first)
    with office.work() as work:
        remedies.report_remedy(work, remedy_id=dress, text="Đã nhắc")

    for name in ("Đã xem", ""):
        with pytest.raises(UserError, match="somebody else has to look"), office.work() as work:
            remedies.check_remedy(work, remedy_id=dress, text=name)
    with pytest.raises(UserError, match="somebody else has to look"), office.work() as work:
        remedies.return_remedy(work, remedy_id=dress, reason="Thiếu ảnh")

    office.sign_in(other)
    with office.work() as work:
        assert remedies.check_remedy(work, remedy_id=dress).checked_by == "Hòa"


def test_the_only_user_of_a_file_says_who_looked_at_what_they_took_in(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    with office.work() as work:
        remedies.report_remedy(work, remedy_id=dress, text="Đã nhắc")

    with pytest.raises(UserError, match="write who looked"), office.work() as work:
        remedies.check_remedy(work, remedy_id=dress)

    with office.work() as work:
        done = remedies.check_remedy(work, remedy_id=dress, text="Ông Hòa, Thanh tra huyện, đã xem")
    assert done.done is not None


def test_what_is_not_enough_goes_back_and_a_deadline_moves_only_with_a_reason(office: Workspace) -> None:
    time = number_of(office, "HN522.TIME")
    with office.work() as work:
        reported = remedies.report_remedy(work, remedy_id=time, text="Đã niêm yết")
        sent_back = remedies.return_remedy(work, remedy_id=time, reason="Thiếu ảnh")
        today = work.today

    with pytest.raises(UserError, match="needs a reason"), office.work() as work:
        remedies.move_deadline(work, remedy_id=time, due=date(2018, 9, 15), reason="")

    assert reported.state(today) is RemedyState.REPORTED
    assert sent_back.state(today) is RemedyState.OPEN


def test_a_visit_that_looks_again_closes_or_opens_a_remedy(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    with office.work() as work:
        remedies.report_remedy(work, remedy_id=dress, text="Đã nhắc", on=date(2018, 7, 30))
        failed = remedies.inspect_again(work, remedy_id=dress, number="12/BB", result=Recheck.NOT_FIXED)
        fixed = remedies.inspect_again(work, remedy_id=dress, number="12/bb", result=Recheck.FIXED)
        repeated = remedies.inspect_again(work, remedy_id=dress, number="12/BB", result=Recheck.REPEATED)

    with pytest.raises(UserError, match="comes after"), office.work() as work:
        remedies.inspect_again(work, remedy_id=dress, number="05/BB", result=Recheck.FIXED)

    assert (failed.reported, failed.recheck) == (None, Recheck.NOT_FIXED)
    assert (fixed.done, repeated.done, repeated.recheck) == (date(2018, 8, 1), None, Recheck.REPEATED)


def test_a_withdrawn_finding_leaves_nothing_to_mend(office: Workspace) -> None:
    with office.work() as work:
        [dress] = list_findings(work, topic="HN522.DRESS")
        withdraw_finding(work, finding_id=dress.id, reason="Nhầm")
        left = remedies.list_remedies(work)

    assert [each.topic for each in left] == ["HN522.TIME"]


def test_a_letter_urges_a_unit_to_mend_all_that_is_overdue_there(office: Workspace) -> None:
    dress, time = number_of(office, "HN522.DRESS"), number_of(office, "HN522.TIME")
    with office.work() as work:
        before = remedies.to_be_urged(work, remedy_id=time)
        remedies.check_remedy(work, remedy_id=time)
        after = remedies.to_be_urged(work, remedy_id=dress)

    assert (set(before), after) == ({dress, time}, [dress])


def test_the_urging_letter_names_what_is_overdue_and_is_on_record(office: Workspace, tmp_path: Path) -> None:
    dress, out = number_of(office, "HN522.DRESS"), tmp_path / "don-doc.pdf"
    with office.work() as work:
        remedies.assign_remedy(work, remedy_id=dress, owner_code="NV003")
        remedies.urge_remedies(
            work, remedies=[dress], number="45/UBND-NV", out=out, until=date(2018, 8, 10), place="Tây Hồ"
        )
        line = remedies.remedy_detail(work, remedy_id=dress).line

    text = " ".join(PdfDocument(out)[0].get_textpage().get_text_range().split())
    for said in ("45/UBND-NV", "Kính gửi: Phòng Nội vụ", "Biên bản 05/BB", "20/07/2018", "10/08/2018"):
        assert said in text
    assert line.urged == date(2018, 8, 2)


def test_the_urging_letter_is_headed_signed_and_sent_as_the_senders_layout_says(
    office: Workspace, tmp_path: Path
) -> None:
    dress, out = number_of(office, "HN522.DRESS"), tmp_path / "don-doc.pdf"
    layout = Layout(
        superior="Thành phố Hà Nội",
        name="Ủy ban nhân dân quận Thử",
        place="Thử",
        signer_title="TM. Ủy ban nhân dân; KT. Chủ tịch; Phó Chủ tịch",
        signer="Nguyễn Văn Phó",
        recipients=("Thành ủy", "Lưu: VT"),
    )
    sender = make.unit_id(office, make.DISTRICT)
    with office.work() as work:
        keep_layout(work, unit=sender, layout=layout)
        remedies.urge_remedies(work, remedies=[dress], number="45/UBND-NV", out=out)

    text = " ".join(PdfDocument(out)[0].get_textpage().get_text_range().split())
    assert "THỦ TRƯỞNG ĐƠN VỊ" not in text
    for said in (
        "THÀNH PHỐ HÀ NỘI", "ỦY BAN NHÂN DÂN QUẬN THỬ", "Thử, ngày", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH", "Nguyễn Văn Phó", "- Như trên;", "- Thành ủy;", "- Lưu: VT.",
    ):  # fmt: skip
        assert said in text


def test_a_letter_goes_to_one_unit_and_carries_a_number(office: Workspace, tmp_path: Path) -> None:
    dress = number_of(office, "HN522.DRESS")

    with pytest.raises(UserError, match="its number"), office.work() as work:
        remedies.urge_remedies(work, remedies=[dress], number=" ", out=tmp_path / "x.pdf")

    assert not (tmp_path / "x.pdf").exists()


def test_a_letter_is_written_in_word_too(office: Workspace, tmp_path: Path) -> None:
    dress, out = number_of(office, "HN522.DRESS"), tmp_path / "don-doc.docx"

    with office.work() as work:
        remedies.urge_remedies(work, remedies=[dress], number="45/UBND-NV", out=out)

    with zipfile.ZipFile(out) as archive:
        text = archive.read("word/document.xml").decode()
    text = text.replace('</w:t><w:noBreakHyphen/><w:t xml:space="preserve">', "-")
    for said in ("45/UBND-NV", "Kính gửi: Phòng Nội vụ", "Biên bản 05/BB", "20/07/2018", "sớm nhất"):
        assert said in text
