"""A paper that replaces another says so under its title, and a summary what became another."""

import io
from datetime import date
from decimal import Decimal

from evalapp.documents.papers.form_pdf import write_form
from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.documents.papers.meeting_words import meeting_values
from evalapp.documents.papers.summary_pdf import write_summary_pdf
from evalapp.documents.papers.summary_workbook import write_summary
from evalapp.documents.papers.word_reading import read_word
from evalapp.documents.papers.word_template import WordTemplate
from evalapp.domain.layouts import PLAIN_LAYOUT
from evalapp.domain.revisions import LEVEL, Changed, Replaced
from evalapp.domain.summaries import Summary
from evalapp.domain.templates import FIELDS, WordPaper
from evalapp.usecases.word_papers import shipped_template
from tests.documents.papers.reading_back import pages, text_of, texts_of
from tests.documents.papers.samples import person_sheet, summary

TOLD = "Lần 2, thay bản lần 1 chốt ngày 05/08/2018; lý do mở lại: Chấm sót một việc."


def second(*changes: Changed) -> Replaced:
    return Replaced(2, "Chấm sót một việc.", date(2018, 8, 5), changes)


def changed(number: int = 3) -> Changed:
    return Changed(f"NV{number:03d}", f"Người Số {number}", "I.1", Decimal("4.5"), Decimal("5.5"))


def pdf(of: Summary) -> bytes:
    out = io.BytesIO()
    write_summary_pdf(out, of)
    return out.getvalue()


def test_the_form_of_a_second_closing_says_under_its_title_which_one_it_replaces_and_why() -> None:
    sheet, written, book = person_sheet(replaces=second()), io.BytesIO(), io.BytesIO()

    write_form(written, sheet)
    write_form_workbook(book, sheet)

    assert f"Tháng 7 năm 2018 {TOLD} Họ và tên" in text_of(written.getvalue())
    assert TOLD in texts_of(book.getvalue())


def test_the_first_closing_says_nothing_of_the_kind() -> None:
    assert "thay bản" not in text_of(pdf(summary(5)))


def test_a_summary_lists_who_has_what_otherwise_than_before() -> None:
    of = summary(5, replaces=second(changed(), Changed("NV003", "Người Số 3", LEVEL, "B", "A")))
    book = io.BytesIO()
    write_summary(book, of)

    text, cells = text_of(pdf(of)), texts_of(book.getvalue())

    line = "- Người Số 3 (NV003): I.1: 4,5 → 5,5; xếp loại: B → A."
    assert TOLD in text
    assert f"Thay đổi so với lần 1: {line}" in text
    assert {TOLD, "Thay đổi so với lần 1:", line} <= set(cells)


def test_what_changed_for_many_people_stands_in_an_annex() -> None:
    of = summary(30, replaces=second(*map(changed, range(1, 21))))

    *before, annex = pages(pdf(of))

    assert "Thay đổi so với lần 1: 20 người, ghi ở phụ lục." in before[-1]
    assert "20 NV020 Người Số 20 I.1 4,5 5,5" in annex


def test_that_nothing_changed_is_said() -> None:
    assert "Không có điểm hay mức xếp loại nào thay đổi so với lần 1." in text_of(
        pdf(summary(5, replaces=second()))
    )


def test_what_came_without_the_revision_before_says_its_number_alone() -> None:
    alone = Replaced(3, "Tính lại")

    text = text_of(pdf(summary(5, replaces=alone)))

    assert "Lần 3, thay bản lần 2; lý do mở lại: Tính lại." in text
    assert "Thay đổi so với" not in text


def test_minutes_say_which_revision_they_are_and_tell_people_of_one_name_apart() -> None:
    of = summary(5, replaces=second(changed()))
    template = WordTemplate("bb.docx", shipped_template(WordPaper.MEETING), tuple(FIELDS[WordPaper.MEETING]))

    page = read_word(template.filled(meeting_values(of, PLAIN_LAYOUT)))

    said = str(page)
    assert TOLD in said
    assert "Người Số 3 (NV003): I.1: 4,5 → 5,5" in said
    assert "Nguyễn Văn An (NV000)" in said


def test_the_counts_of_minutes_stay_on_one_page() -> None:
    template = WordTemplate("bb.docx", shipped_template(WordPaper.MEETING), tuple(FIELDS[WordPaper.MEETING]))

    page = read_word(template.filled(meeting_values(summary(5), PLAIN_LAYOUT)))

    counted = next(block for block in page.blocks if "Tỷ lệ" in str(block) and hasattr(block, "rows"))
    assert counted.with_next
