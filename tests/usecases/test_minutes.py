"""Minutes of a visit: what they say, who signs, versions that stay, seals that are proved."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.documents.papers.minutes_pdf import write_minutes
from evalapp.domain.checklists import Checked
from evalapp.domain.inspection_teams import Member, Part
from evalapp.domain.inspections import Visit
from evalapp.domain.layouts import Layout
from evalapp.domain.minutes import Minutes, Recommendation, Signer, SignerRole, Statement, Way
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.conduct import fill_topic
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.field_parts import (
    answer_question,
    note_absence,
    note_finding,
    note_late_file,
    remove_finding,
)
from evalapp.usecases.field_visits import reopen_visit, set_field, start_visit
from evalapp.usecases.hearings import withdraw_finding
from evalapp.usecases.layouts import keep_layout, keep_logo
from evalapp.usecases.minutes import minutes_of, preview_minutes, print_minutes, sign_minutes
from evalapp.usecases.photos import remove_photo
from evalapp.usecases.teams import record_team
from tests import make, photos, visiting
from tests.documents.papers.reading_back import pages
from tests.store.outside import tamper

STROKES = (((10, 10), (400, 200), (800, 40)),)


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, Visit]:
    return visiting.visited(tmp_path)


def sign(of: Workspace, visit: Visit, *signers: Signer, reason: str = "") -> Minutes:
    given = signers or (visiting.TEAM, visiting.UNIT)
    with of.work() as work:
        return sign_minutes(work, visit_id=visit.id, signers=given, reason=reason)


def printed(of: Workspace, visit: Visit, version: int | None = None) -> list[str]:
    with of.work() as work:
        pdf = preview_minutes(work, visit_id=visit.id, version=version).pdf
    return pages(pdf)


def test_the_minutes_say_what_was_seen_and_no_article_that_nobody_verified(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)

    text = " ".join(printed(workspace, visit))

    for words in (
        "Số: 05/BB", "BẢN NHÁP - chưa ký", "Kiểm tra công vụ đột xuất tại Phòng Nội vụ",
        "7 giờ 45, ngày 12 tháng 7 năm 2018", "Tổng số 10; có mặt 8; vắng có lý do 1; vắng không lý do 1",
        "HN522.DRESS", "Hoàng Ngọc Đào (NV007)", "Đơn vị nhất trí.", "11 giờ 25",
        "Mục 1: Chấn chỉnh. Thời hạn: 20/07/2018.",
    ):  # fmt: skip
        assert words in text
    with workspace.work() as work:
        findings = minutes_of(work, visit_id=visit.id).content.visit.findings
    assert [each.article for each in findings] == ["", ""]


def test_nothing_found_is_said(tmp_path: Path) -> None:
    nothing = (*visiting.DRESS[:9], *(None,) * 6)
    workspace, visit = visiting.visited(tmp_path, nothing)

    text = " ".join(printed(workspace, visit))

    assert "Tại thời điểm kiểm tra không phát hiện vi phạm." in text


def test_signed_minutes_never_change_and_a_correction_is_a_version_with_a_reason(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)
    first = sign(workspace, visit)
    before = printed(workspace, visit, 1)

    with workspace.work() as work:
        withdraw_finding(work, finding_id=visit.findings[1].id, reason="Đã niêm yết ở cửa sau")
    with workspace.work() as work:
        outdated = minutes_of(work, visit_id=visit.id).is_outdated
    with pytest.raises(UserError, match="A correction is a new version"):
        sign(workspace, visit)
    second = sign(workspace, visit, reason="Rút phát hiện 2")

    assert outdated
    assert (second.version, second.previous) == (2, first.seal)
    assert printed(workspace, visit, 1) == before
    assert "Bản đính chính lần 1" in printed(workspace, visit)[0]
    assert "HN522.TIME" in " ".join(before)
    assert "HN522.TIME" not in " ".join(printed(workspace, visit))


def test_a_visit_opened_again_after_signing_gives_the_next_version_its_reason(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)
    sign(workspace, visit)

    with workspace.work() as work:
        reopen_visit(work, visit_id=visit.id, reason="Ghi nhầm số người có mặt")
    with workspace.work() as work:
        set_field(work, visit_id=visit.id, field="present", text="7")
        set_field(work, visit_id=visit.id, field="excused", text="2")
    second, third = sign(workspace, visit), None
    with pytest.raises(UserError, match="A correction is a new version"):
        third = sign(workspace, visit)

    assert (second.version, second.reason, third) == (2, "Ghi nhầm số người có mặt", None)
    assert "Ghi nhầm" not in str(second.content)


def test_signing_again_without_a_change_is_refused(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    sign(workspace, visit)

    with pytest.raises(UserError, match="Nothing has changed"):
        sign(workspace, visit, reason="Ký lại")


def test_a_removed_photo_stays_in_the_minutes_that_were_signed_with_it(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    [photo] = visiting.take(workspace, visit, finding_id=visit.findings[0].id, caption="Bàn trống").added
    sign(workspace, visit)

    with workspace.work() as work:
        remove_photo(work, photo_id=photo.id, reason="Chụp nhầm")

    assert "Ảnh 1 (mục 1). Bàn trống" in printed(workspace, visit, 1)[-1]
    assert "PHỤ LỤC ẢNH" not in " ".join(printed(workspace, visit, 0))


@pytest.mark.parametrize(
    ("signers", "said"),
    [
        ([visiting.UNIT], "Nobody of the team signs"),
        ([visiting.TEAM], "Nobody signs for the unit"),
        ([visiting.TEAM, replace(visiting.REFUSING, reason=" ")], "Say why Đỗ Thị An refused"),
        ([visiting.TEAM, visiting.REFUSING], "enter a witness"),
        ([visiting.TEAM, replace(visiting.UNIT, way=Way.DRAWN)], "is empty"),
        ([visiting.TEAM, replace(visiting.UNIT, name="", way=Way.DRAWN, strokes=STROKES)], "has a name"),
        ([visiting.TEAM, replace(visiting.UNIT, way=Way.DRAWN, strokes=(((0, 0), (9999, 9)),))], "not fit"),
    ],
)
def test_minutes_that_prove_nothing_are_not_sealed(
    office: tuple[Workspace, Visit], signers: list[Signer], said: str
) -> None:
    workspace, visit = office

    with pytest.raises(UserError, match=said):
        sign(workspace, visit, *signers)

    with workspace.work() as work:
        assert minutes_of(work, visit_id=visit.id).versions == ()


def test_a_refusal_is_printed_with_its_reason_and_its_witness(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    drawn = Signer(SignerRole.TEAM, "Trần <b Thi", way=Way.DRAWN, strokes=STROKES)
    sign(workspace, visit, drawn, visiting.REFUSING, visiting.WITNESS)

    text = " ".join(printed(workspace, visit))

    assert "Đỗ Thị An (Trưởng phòng) từ chối ký biên bản. Lý do: chưa xem ảnh." in text
    assert "Người chứng kiến: Lê Văn Bình (Tổ trưởng dân phố)." in text
    assert "Trần <b Thi" in text


def test_minutes_changed_or_taken_away_behind_the_programs_back_are_found(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)
    sign(workspace, visit)
    sign(workspace, visit, visiting.TEAM, visiting.UNIT, visiting.WITNESS, reason="Thêm người chứng kiến")
    workspace.close()
    tamper(
        workspace.path,
        "UPDATE visit_minutes SET content = replace(content, 'nhất trí', 'không nhất trí') WHERE version = 1",
        "DELETE FROM visit_minutes WHERE version = 2",
    )

    again = Workspace.open(workspace.path)
    with again.work() as work:
        broken = check_workspace(work).seals_broken
    again.close()

    assert broken == ("05/BB v1", "05/BB v2")


def test_a_paper_is_written_whole_for_long_names_many_findings_and_formulas(tmp_path: Path) -> None:
    rows = [visiting.DRESS] + [
        (*visiting.TIME[:9], "HN522.TIME", None, f"=1+{n} " + "không niêm yết " * 20, "Nặng", None, None)
        for n in range(30)
    ]
    workspace, visit = visiting.visited(tmp_path, *rows)
    asked = tuple(Recommendation("Chấn chỉnh " * 30, "Trần <b Thi", date(2018, 8, n)) for n in range(1, 9))
    visiting.state(workspace, visit, Statement(opinion="Đơn vị có ý kiến. " * 200, recommendations=asked))

    with workspace.work() as work:
        out = print_minutes(work, visit_id=visit.id, out=tmp_path / "bb.pdf")
    text = " ".join(printed(workspace, visit))

    assert out.stat().st_size > 10_000
    assert all(f"=1+{n} " in text for n in range(30))
    assert "Trần <b Thi: Chấn chỉnh" in text


def test_who_receives_the_minutes_stands_with_those_who_sign_last(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)
    with workspace.work() as work:
        content = minutes_of(work, visit_id=visit.id).content

    for lines in range(40):
        out = BytesIO()
        longer = replace(content.statement, opinion="\n".join(["Đơn vị có ý kiến."] * lines))
        write_minutes(out, replace(content, statement=longer), pictures=lambda _digest: b"")
        with pypdfium2.PdfDocument(out.getvalue()) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        assert all("TRƯỞNG ĐOÀN" in page for page in pages if "Nơi nhận" in page), lines


def test_who_may_only_look_signs_nothing(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    make.sign_in_as(workspace, UserRole.AUDITOR)

    with pytest.raises(UserError, match="may not log inspections"):
        sign(workspace, visit)


def test_minutes_of_a_field_visit_tell_the_team_the_absent_the_checklist_and_late_files(
    tmp_path: Path,
) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        unit = work.units.by_code(make.OFFICE).id
        head = Member("Nguyễn Văn An", Part.HEAD, "Phó Chánh Thanh tra")
        day = date(2018, 2, 12)
        record_team(
            work, number="3938/QĐ-SNV", day=day, since=day, until=date(2018, 12, 31), issuer="Sở Nội vụ",
            members=(head,),
        )  # fmt: skip
        visit = start_visit(work, unit=unit)
        note_absence(
            work, visit_id=visit.id, person_code="NV006", excused=True, reason="Nghỉ phép", paper=True
        )
        answer_question(work, visit_id=visit.id, question="THE", answer=Checked.FAILED, note="Không có thẻ")
        note_late_file(work, visit_id=visit.id, code="H26.15", received="04/01/2018", due="16/01/2018")
        seen = {"topic": "HN522.DRESS", "text": "Không đeo thẻ", "place": "Một cửa"}
        found = note_finding(work, visit_id=visit.id, **seen)

    [page, *more] = printed(workspace, visit)

    text = " ".join([page, *more])
    for words in (
        "SỞ NỘI VỤ", "Quyết định số 3938/QĐ-SNV ngày 12/02/2018 của Sở Nội vụ",
        "Nguyễn Văn An, Phó Chánh Thanh tra, Trưởng đoàn", "Vũ Quốc Cường (NV006)", "Nghỉ phép", "Đã xem",
        "Không đạt", "Không có thẻ", "H26.15", "04/01/2018", "Không đeo thẻ; Một cửa",
    ):  # fmt: skip
        assert words in text, words
    photo = visiting.take(workspace, visit, finding_id=found.id).added[0]
    with workspace.work() as work:
        remove_finding(work, finding_id=found.id)
        assert work.photos.get(photo.id).finding is None


def test_minutes_are_headed_as_the_office_has_its_papers_and_name_the_article_it_read(
    office: tuple[Workspace, Visit], tmp_path: Path
) -> None:
    workspace, visit = office
    visiting.state(workspace, visit)
    sign(workspace, visit)
    before = printed(workspace, visit, 1)
    (tmp_path / "logo.jpg").write_bytes(photos.photo())

    with workspace.work() as work:
        district = work.units.by_code(make.DISTRICT).id
        logo = keep_logo(work, unit=district, file=tmp_path / "logo.jpg")
        layout = Layout(name="Văn phòng UBND quận", place="Tây Hồ", logo=logo)
        keep_layout(work, unit=district, layout=layout)
        fill_topic(work, topic="HN522.DRESS", article="Điều 4", source="Bản in của quận")

    draft = printed(workspace, visit, 0)[0]
    for words in ("VĂN PHÒNG UBND QUẬN", "Tây Hồ, ngày 12 tháng 7 năm 2018", "Điều 4"):
        assert words in draft
    with workspace.work() as work:
        assert not minutes_of(work, visit_id=visit.id).is_outdated
    assert printed(workspace, visit, 1) == before


def test_every_page_of_photos_says_which_of_how_many_it_is(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    given = [Pasted(f"{n}.jpg", photos.photo((40 + n, 30))) for n in range(3)]
    visiting.take(workspace, visit, *given)

    pages = printed(workspace, visit)

    assert ["Phụ lục ảnh, trang 1/2" in pages[-2], "Phụ lục ảnh, trang 2/2" in pages[-1]] == [True, True]
    assert "trang 1/2" not in pages[0]


def test_another_than_the_decisions_head_signs_as_head_only_with_a_reason_that_the_minutes_say(
    tmp_path: Path,
) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        unit = work.units.by_code(make.OFFICE).id
        day = date(2018, 2, 12)
        members = (Member("Trần Thị Bích", Part.HEAD), Member("Lê Văn Bình", Part.DEPUTY, "Phó Chánh"))
        record_team(
            work, number="39/QĐ-SNV", day=day, since=day, until=date(2018, 12, 31), members=members
        )  # fmt: skip
        visit = start_visit(work, unit=unit)
    deputy = Signer(SignerRole.TEAM, "Lê Văn Bình", "Phó Trưởng đoàn")

    with pytest.raises(UserError, match="names Trần Thị Bích as head of the team, and Lê Văn Bình signs"):
        sign(workspace, visit, deputy, visiting.UNIT)
    sign(workspace, visit, replace(deputy, reason="Trưởng đoàn đi họp"), visiting.UNIT)

    text = " ".join(printed(workspace, visit))
    told = "Lê Văn Bình (Phó Trưởng đoàn) ký thay Trưởng đoàn Trần Thị Bích. Lý do: Trưởng đoàn đi họp."
    assert told in text
