import io
from decimal import Decimal

import pypdfium2
import pytest

from evalapp.documents.papers import wording
from evalapp.documents.papers.summary_pdf import write_summary_pdf
from evalapp.domain.layouts import Layout
from evalapp.domain.rounds import Stage
from evalapp.domain.summaries import Summary
from tests.documents.papers.reading_back import closed_up, pages, text_of
from tests.documents.papers.samples import summary


def pdf(of: Summary) -> bytes:
    out = io.BytesIO()
    write_summary_pdf(out, of)
    return out.getvalue()


def test_the_list_says_the_same_as_the_workbook() -> None:
    text = text_of(pdf(summary()))

    assert "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI Tháng 7 năm 2018" in text
    assert "2 NV001 Trần Thị Hoàng An" in text
    assert "87,5 86,5 86,5 2,0 0,0 88,5 B" in text
    assert "Số người 10 13 5 0 1 1 30 Tỷ lệ 35,71 % 46,43 % 17,86 % 0,00 %" in text


def test_every_person_stands_in_the_list_once_however_long() -> None:
    of = summary(120)

    text = closed_up(text_of(pdf(of)))

    assert all(text.count(row.code) >= 1 for row in of.rows)


def test_headings_come_again_on_every_page_of_people() -> None:
    found = pages(pdf(summary(60)))

    assert sum("Họ và tên" in page for page in found) == len(found) - ("NV059" not in found[-1])
    assert [page.split()[0] for page in found[1:]] == [str(number) for number in range(2, len(found) + 1)]


def test_an_open_month_is_marked_on_every_page() -> None:
    assert all("BẢN NHÁP" in page for page in pages(pdf(summary(40, stage=Stage.SELF))))


def test_a_short_list_stands_on_one_page() -> None:
    assert len(pages(pdf(summary(5)))) == 1


@pytest.mark.parametrize("people", range(8, 30))
def test_counts_and_signatures_never_stand_on_a_page_without_people(people: int) -> None:
    *_, last = pages(pdf(summary(people)))

    assert f"NV{people - 2:03d}" in last
    assert "Tổng số" in last
    assert "NGƯỜI LẬP BIỂU" in last


def test_a_page_is_filled_before_the_last_people_go_along_with_the_signatures() -> None:
    first, last = pages(pdf(summary(12)))

    assert "NV009" in first
    assert "10 NV009" not in last


def test_all_points_stand_with_as_many_decimals_as_any_of_them_has() -> None:
    text = text_of(pdf(summary()))

    assert "1 NV000 Nguyễn Văn An Chuyên viên 90,0 89,0 89,0 2,0 0,0 91,0 A" in text


def test_the_foot_says_which_version_of_the_policy_as_the_forms_do() -> None:
    text = text_of(pdf(summary(policy_version=2)))

    assert "Thành phố Hà Nội, phiên bản 2 · Lần lập: 1" in text


def test_each_part_of_the_authority_to_sign_stands_on_a_line_of_its_own() -> None:
    out = io.BytesIO()
    layout = Layout(signer_title="TM. Ủy ban nhân dân; KT. Chủ tịch; Phó Chủ tịch", signer="Lê Thị Hoa")

    write_summary_pdf(out, summary(5), layout=layout)

    with pypdfium2.PdfDocument(out.getvalue()) as document:
        said = document[0].get_textpage().get_text_range().splitlines()
    at = said.index("TM. ỦY BAN NHÂN DÂN")
    assert said[at : at + 3] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_shares_that_do_not_make_a_hundred_say_that_each_was_rounded_alone() -> None:
    thirds = {code: Decimal("33.33") for code in "ABC"}
    uneven, even = summary(shares=thirds), summary(shares={"A": Decimal("75.00"), "B": Decimal("25.00")})

    said = [wording.ROUNDED in text_of(pdf(each)) for each in (uneven, even)]

    assert said == [True, False]


def test_a_period_of_points_alone_prints_no_table_of_levels_and_promises_none() -> None:
    text = text_of(pdf(summary(score_only=True)))

    assert wording.SCORES_ONLY in text
    assert "Số người" not in text
    assert "Tỷ lệ" not in text
    assert "ĐÁNH GIÁ, XẾP LOẠI" not in text
