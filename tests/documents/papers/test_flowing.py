"""A finished page is in the file at once, and the file is whole in the end."""

import io
from typing import Any

import pypdfium2

from evalapp.documents.papers.page import Paper
from tests.documents.papers.reading_back import pages, text_of


def test_a_finished_page_is_written_before_the_next_and_the_file_keeps_bookmarks_title_and_text() -> None:
    out = io.BytesIO()
    paper = Paper(out, title="Phiếu đánh giá", author="Phòng Nội vụ")

    sizes: list[int] = []
    for number in range(3):
        paper.begin(name=f"Người thứ {number}", footer="", draft=False)
        paper.paragraph("Nguyễn Thị Thùy Dương " * 200)
        sizes.append(out.tell())
    paper.save()

    assert sizes[0] < sizes[1] < sizes[2] < len(out.getvalue())
    pdf: Any = pypdfium2.PdfDocument(out.getvalue())
    assert [each.get_title() for each in pdf.get_toc()] == ["Người thứ 0", "Người thứ 1", "Người thứ 2"]
    assert [each.get_dest().get_index() for each in pdf.get_toc()] == [0, 2, 4]
    assert pdf.get_metadata_value("Title") == "Phiếu đánh giá"
    assert text_of(out.getvalue()).count("Thùy") == 600


def test_a_page_says_which_letters_its_face_lacks_and_a_page_without_them_says_nothing() -> None:
    out = io.BytesIO()
    paper = Paper(out, title="Phiếu", author="Phòng Nội vụ")

    paper.begin(name="1", footer="", draft=False)
    paper.paragraph("Lê 中 Văn 😀")
    paper.begin(name="2", footer="", draft=False)
    paper.paragraph("Lê Văn An")
    paper.save()

    first, second = pages(out.getvalue())
    assert "[U+4E2D]" in first
    assert "in bằng mã Unicode: U+4E2D, U+1F600" in first
    assert "mã Unicode" not in second
