import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pypdfium2
import pytest
from msgspec.structs import replace

from evalapp.base.errors import Cancelled
from evalapp.documents.papers.form_pdf import write_empty_form, write_form, write_forms
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.people import Role
from evalapp.domain.policy.model import Form
from evalapp.domain.rounds import Mark, PersonSheet, Stage
from evalapp.usecases.policies import shipped
from evalapp.usecases.policy_exchange import empty_sheet
from tests.documents.papers.reading_back import pages, text_of
from tests.documents.papers.samples import head_form, participant, person_sheet, rating, with_all_marks


def pdf(sheet: PersonSheet, layout: Layout = PLAIN_LAYOUT) -> bytes:
    out = io.BytesIO()
    write_form(out, sheet, layout=layout)
    return out.getvalue()


def with_marks(sheet: PersonSheet, stage: Stage, **marks: Mark) -> PersonSheet:
    given = {code.replace("_", "."): mark for code, mark in marks.items()}
    changed = {**sheet.sheet.marks, stage: {**sheet.sheet.marks.get(stage, {}), **given}}
    return replace(sheet, sheet=replace(sheet.sheet, marks=MappingProxyType(changed)))


def test_a_form_says_who_when_and_what_in_the_layout_of_the_decree() -> None:
    text = text_of(pdf(person_sheet(), Layout(place="Hà Nội")))

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN QUẬN HAI BÀ TRƯNG",
        "PHÒNG NỘI VỤ",
        "Hà Nội, ngày …… tháng …… năm ……",
        "PHIẾU ĐÁNH GIÁ, XẾP LOẠI HẰNG THÁNG",
        "Tháng 7 năm 2018",
        "Họ và tên: Nguyễn Thị Thùy Dương",
        "Đối tượng: Công chức",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ):
        assert words in text


def test_points_stand_side_by_side_with_sums_of_groups_and_the_rated_total() -> None:
    text = text_of(pdf(person_sheet(rating=rating("91.25", "A"))))

    assert "I.1.1 Gương mẫu chấp hành" in text
    assert "II Kết quả thực hiện chức trách, nhiệm vụ 70 70,0 68,5 69,0" in text
    assert "TỔNG ĐIỂM 100 92,0 88,0 91,25" in text
    assert "Xếp loại: A - Hoàn thành xuất sắc nhiệm vụ" in text


def test_what_earns_the_bonus_is_printed_under_its_row() -> None:
    assert "Cá nhân: Xây dựng phần mềm theo dõi hồ sơ trễ hạn" in text_of(pdf(person_sheet()))


def test_a_row_without_points_says_so_and_is_never_zero() -> None:
    sheet = with_marks(person_sheet(rating=None), Stage.HEAD, II_2=Mark(None))

    text = text_of(pdf(sheet))

    assert "50 50,0 48,5 Chưa chấm" in text
    assert "TỔNG ĐIỂM 100 92,0 88,0 Chưa đủ" in text


def test_a_step_that_was_passed_over_is_told_from_one_not_done_yet() -> None:
    sheet = person_sheet()
    marks = MappingProxyType({**sheet.sheet.marks, Stage.DEPUTY: {}})
    sheet = replace(
        sheet, sheet=replace(sheet.sheet, marks=marks), round=replace(sheet.round, skipped=(Stage.DEPUTY,))
    )

    text = text_of(pdf(sheet))

    assert "TỔNG ĐIỂM 100 92 – 91" in text
    assert "Bước không thực hiện: cấp phó." in text


def test_a_month_that_is_not_closed_prints_as_a_draft() -> None:
    open_month, closed = pages(pdf(person_sheet(stage=Stage.SETTLED))), pages(pdf(person_sheet()))

    assert all("BẢN NHÁP - chưa chốt" in page for page in open_month)
    assert not any("BẢN NHÁP" in page for page in closed)


def test_somebody_over_the_quota_reads_why() -> None:
    over = rating("90.5", "B", "quota", level_by_points="A")

    text = text_of(pdf(person_sheet(rating=over, level_label="Hoàn thành tốt nhiệm vụ")))

    assert "Xếp loại: B - Hoàn thành tốt nhiệm vụ Mức theo điểm: A. Lý do: Vượt tỷ lệ tối đa" in text


def test_somebody_not_rated_reads_the_reason() -> None:
    away = participant(unrated="Nghỉ thai sản từ 02/05/2018")

    text = text_of(pdf(person_sheet(away, rating=rating(None, None, "Nghỉ thai sản từ 02/05/2018"))))

    assert "Không xếp loại: Nghỉ thai sản từ 02/05/2018" in text
    assert text.count("Nghỉ thai sản") == 1


def test_a_head_is_decided_by_a_higher_level() -> None:
    text = text_of(pdf(person_sheet(participant(role=Role.HEAD))))

    assert "CẤP CÓ THẨM QUYỀN" in text
    assert "THỦ TRƯỞNG ĐƠN VỊ" not in text


def test_every_page_after_the_first_has_its_number_and_the_headings_again() -> None:
    first, second = pages(pdf(person_sheet()))

    assert second.startswith("2 TT Nội dung đánh giá")
    assert first.startswith("ỦY BAN")


def test_every_page_says_what_it_was_made_from() -> None:
    for page in pages(pdf(person_sheet())):
        assert (
            "Quy định: Quy định đánh giá hằng tháng của Thành phố Hà Nội, phiên bản 1 · Lần lập: 1 · "
            "Mã kiểm chứng: 3f9a 1c2b 77e0"
        ) in page
        assert "hn-3814-2018" not in page


def test_a_note_longer_than_a_page_runs_on_without_losing_a_word() -> None:
    words = " ".join(f"từ{number}" for number in range(2500))

    found = pages(pdf(with_marks(person_sheet(), Stage.SELF, II_2=Mark(None, words))))

    assert len(found) > 4
    assert [
        word for word in " ".join(found).split() if word.startswith("từ") and word[2:].isdigit()
    ] == words.split()


def test_a_word_longer_than_its_column_is_broken_and_kept() -> None:
    name = "W" * 400

    text = text_of(pdf(person_sheet(participant(name=name))))

    assert name in text.replace(" ", "")


def test_the_same_form_gives_the_same_bytes() -> None:
    assert pdf(person_sheet()) == pdf(person_sheet())


def test_a_file_says_its_title_author_and_language() -> None:
    written = pdf(person_sheet())
    document = pypdfium2.PdfDocument(written)

    told = document.get_metadata_dict()
    document.close()

    assert told["Title"] == "Phiếu đánh giá, xếp loại hằng tháng - Tháng 7 năm 2018 - Nguyễn Thị Thùy Dương"
    assert told["Author"] == "Phòng Nội vụ"
    assert b"/Lang (vi)" in written


def test_many_forms_in_one_file_count_their_pages_apart(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sheets = [person_sheet(participant(f"NV{number:03d}")) for number in range(3)]

    write_forms(tmp_path / "all.pdf", sheets, progress=lambda done, total: told.append((done, total)))

    found = pages((tmp_path / "all.pdf").read_bytes())
    assert [page.split()[0] for page in found] == ["ỦY", "2"] * 3
    assert [f"NV{number:03d}" in found[2 * number] for number in range(3)] == [True] * 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cancelling_many_forms_leaves_no_file_and_keeps_the_old_one(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    (tmp_path / "all.pdf").write_bytes(b"from before")

    with pytest.raises(Cancelled):
        write_forms(tmp_path / "all.pdf", [person_sheet()], progress=stop)

    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]
    assert (tmp_path / "all.pdf").read_bytes() == b"from before"


def test_a_form_of_24_rows_prints_every_row_once() -> None:
    text = text_of(pdf(person_sheet()))

    for row in head_form().leaves:
        assert text.count(f" {row.code} ") == 1


def staff_form() -> Form:
    head = head_form()
    left_out = {"I.1.1", "I.1.2", "I.1.3", "I.2.1", "I.2.2", "I.2.3", "I.2.4", "I.2.5", "I.2.6", "II.1.10"}
    return replace(head, criteria=tuple(row for row in head.criteria if row.code not in left_out))


def test_a_staff_form_with_a_bonus_and_the_quota_stands_on_one_page() -> None:
    over = rating("90.5", "B", "quota", level_by_points="A")
    sheet = person_sheet(rating=over, level_label="Hoàn thành tốt nhiệm vụ")

    found = pages(pdf(replace(sheet, form=staff_form())))

    assert len(found) == 1


def test_the_last_rows_go_along_with_the_total_to_the_page_that_is_signed() -> None:
    first, second = pages(pdf(person_sheet()))

    assert "II.2 Kết quả" in second
    assert "TỔNG ĐIỂM" in second
    assert "THỦ TRƯỞNG ĐƠN VỊ" in second
    assert "II.2 Kết quả" not in first


@pytest.mark.parametrize("words", [10, 60, 120, 180, 240, 300, 360, 420])
def test_the_total_never_stands_alone_however_long_the_notes(words: int) -> None:
    noted = with_marks(person_sheet(), Stage.SELF, I_1_1=Mark(None, "thêm " * words))

    *_, last = pages(pdf(replace(noted, form=staff_form())))

    assert "III Điểm thưởng" in last
    assert "TỔNG ĐIỂM" in last
    assert "NGƯỜI TỰ ĐÁNH GIÁ" in last


def test_a_note_that_two_stages_share_is_printed_once_with_both() -> None:
    noted = with_marks(person_sheet(), Stage.DEPUTY, III=Mark(Decimal(2), "Sáng kiến mới"))
    noted = with_marks(noted, Stage.HEAD, III=Mark(Decimal(2), "Sáng kiến mới"))

    text = text_of(pdf(noted))

    assert "Cấp phó, cấp trưởng: Sáng kiến mới" in text
    assert text.count("Sáng kiến mới") == 1


def test_somebody_not_rated_and_not_scored_has_dashes_instead_of_missing_points() -> None:
    away = participant(unrated="Nghỉ thai sản")
    sheet = with_all_marks(person_sheet(away, rating=rating(None, None, "Nghỉ thai sản")), {})

    text = text_of(pdf(sheet))

    assert "TỔNG ĐIỂM 100 – – –" in text
    assert "Chưa chấm" not in text


def test_somebody_not_rated_has_no_total_whatever_was_scored_before() -> None:
    away = participant(unrated="Nghỉ ốm từ 03/07/2018")

    text = text_of(pdf(person_sheet(away, rating=rating(None, None, "Nghỉ ốm từ 03/07/2018"))))

    assert "TỔNG ĐIỂM 100 – – – Không xếp loại: Nghỉ ốm từ 03/07/2018" in text


def test_the_points_of_all_who_scored_have_one_number_of_decimals() -> None:
    text = text_of(pdf(person_sheet()))

    assert (
        "II.2 Kết quả thực hiện nhiệm vụ theo kế hoạch, lịch công tác và đột xuất 50 50,0 48,5 49,0" in text
    )
    assert "I.1.2 Tác phong làm việc đúng mực, cần cù, sẵn sàng nhận nhiệm vụ 2 2,0 2,0 2,0" in text


def test_an_empty_form_leaves_room_and_says_whose_form_it_is() -> None:
    sheet = empty_sheet(shipped()["hn-3814-2018"], 3, "Phòng Nội vụ", datetime(2018, 7, 1, tzinfo=UTC))
    out = io.BytesIO()

    write_empty_form(out, sheet)

    text = text_of(out.getvalue())
    assert "PHÒNG NỘI VỤ" in text
    assert (
        "Mẫu theo quy định: Đánh giá, xếp loại hằng tháng theo Quyết định 3814-QĐ/TU ngày 16/05/2018 của "
        "Thành ủy Hà Nội, phiên bản 1"
    ) in text
    assert "Chưa chấm" not in text
    assert "BẢN NHÁP" not in text


def test_those_sign_whom_the_policy_names_and_nobody_decides_their_own_result() -> None:
    named = ("Người tự đánh giá", "Người đứng đầu")
    roles = (Role.HEAD, Role.STAFF)
    head, staff = (person_sheet(participant(role=role), signatures=named) for role in roles)

    of_head, of_staff = (text_of(pdf(sheet)) for sheet in (head, staff))

    assert "NGƯỜI ĐỨNG ĐẦU" in of_staff
    assert "CẤP PHÓ" not in of_staff
    assert "CẤP CÓ THẨM QUYỀN" in of_head
    assert "NGƯỜI ĐỨNG ĐẦU" not in of_head
