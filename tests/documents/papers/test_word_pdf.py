"""Word papers drawn on our pages: every word of them, their tables over pages, and nothing but NFC."""

import unicodedata
from io import BytesIO

import pypdfium2
import pytest

from evalapp.documents.papers.word_pdf import ONLY_SEEN, draw_word
from evalapp.documents.papers.word_template import WordTemplate
from evalapp.domain.templates import FIELDS, WordPaper
from evalapp.usecases.word_papers import shipped_template
from tests.documents.papers.test_word_template import document, paragraph, template

_HEADED = "<w:trPr><w:tblHeader/></w:trPr>"


def pages(word: bytes, footer: str = "") -> list[str]:
    out = BytesIO()
    draw_word(out, word, title="Biên bản", footer=footer)
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}" + "".join(f"<w:tc>{paragraph(each)}</w:tc>" for each in cells) + "</w:tr>"


def test_every_word_is_drawn_as_nfc_in_its_order() -> None:
    torn = unicodedata.normalize("NFD", "Hoàn thành tốt nhiệm vụ")
    inner = f"<w:tbl>{row('Ghi chú', '<![CDATA[A & B]]>')}</w:tbl>"
    made = template(
        paragraph("Kỳ ", "{{ ky", " }}", "/2018")
        + paragraph(torn)
        + f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        + paragraph("Trần &lt;b Thi")
    )

    (said,) = pages(made.filled({"ky": "tháng 7"}), ONLY_SEEN)

    assert " ".join(said.split()).startswith(
        "Kỳ tháng 7/2018 Hoàn thành tốt nhiệm vụ Ghi chú A & B Trần <b Thi Bản xem trước: Word"
    )
    assert unicodedata.is_normalized("NFC", said)


def test_a_table_goes_on_under_its_heading_and_loses_no_row() -> None:
    rows = "".join(row(f"Người {number}", "Việc " * 30) for number in range(1, 80))
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6000"/></w:tblGrid>'
    drawn = pages(document(f"<w:tbl>{grid}{row('Họ tên', 'Việc làm', properties=_HEADED)}{rows}</w:tbl>"))

    assert len(drawn) > 1
    assert all(text.count("Họ tên") == 1 for text in drawn)
    assert [text.split("\n")[0].strip() for text in drawn[1:]] == [str(n) for n in range(2, len(drawn) + 1)]
    lines = [line.partition(" Việc")[0].strip() for text in drawn for line in text.split("\n")]
    assert [each for each in lines if each.startswith("Người")] == [f"Người {n}" for n in range(1, 80)]


def test_a_row_longer_than_a_page_goes_on_and_a_word_longer_than_a_line_is_broken() -> None:
    words = " ".join(f"từ{number}" for number in range(1500))
    drawn = pages(document(f"<w:tbl>{row('1', words)}</w:tbl>" + paragraph("x" * 300)))

    said = " ".join(" ".join(drawn).split())
    assert all(f"từ{number}" in said for number in range(1500))
    assert said.replace(" ", "").count("x") == 300


@pytest.mark.parametrize("many", range(11, 22))
def test_who_signs_a_letter_never_stands_on_a_page_alone(many: int) -> None:
    shipped = WordTemplate("x", shipped_template(WordPaper.URGING), tuple(FIELDS[WordPaper.URGING]))
    names = [each.partition(".")[2] for each in FIELDS[WordPaper.URGING] if each.startswith("viec.")]
    texts = {each: each for each in FIELDS[WordPaper.URGING] if "." not in each}
    rows = [{name: f"{name} " * 9 for name in names} for _ in range(many)]

    last = " ".join(pages(shipped.filled({**texts, "viec": rows}))[-1].split())

    assert "nêu rõ lý do nếu chưa thực hiện được" in last
    assert "nguoi_ky" in last


def test_what_only_word_draws_is_named() -> None:
    (said,) = pages(document("<w:p><w:r><w:drawing/></w:r><w:r><w:t> dấu</w:t></w:r></w:p>"))

    assert "[Hình] dấu" in said
