"""Who receives a paper stands on the page of those who sign it, however long the paper is."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import BinaryIO

import pypdfium2
import pytest

from evalapp.documents.papers.report_pdf import write_report_pdf
from evalapp.documents.papers.word_pdf import draw_word
from evalapp.documents.papers.word_template import WordTemplate
from evalapp.domain.layouts import Layout
from evalapp.domain.periods import Period
from evalapp.domain.reports import Report, ReportColumn, ReportTable
from evalapp.domain.templates import FIELDS, WordPaper
from evalapp.usecases.word_papers import shipped_template

LAYOUT = Layout(recipients=("Thành ủy", "Sở Nội vụ", "Ủy ban nhân dân các phường", "Lưu: VT"))


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def together(said: Sequence[str], signed: str) -> bool:
    """Whether the page with the recipients is one that somebody signs."""
    return all(signed in page for page in said if "Nơi nhận" in page) and any("Nơi nhận" in p for p in said)


def write_report(out: BinaryIO, rows: int) -> None:
    columns = (ReportColumn("STT", 7), ReportColumn("Nội dung", 60, is_text=True))
    listed = tuple((number, "Việc") for number in range(1, rows + 1))
    report = Report(
        title="Báo cáo",
        unit_code="PNV",
        unit_name="Phòng Nội vụ",
        superior_name="",
        period=Period(2018, 7),
        tables=(ReportTable("", columns, listed),),
        hash="ab" * 32,
        layout=LAYOUT,
    )
    write_report_pdf(out, report)


def write_meeting(out: BinaryIO, rows: int) -> None:
    known = FIELDS[WordPaper.MEETING]
    lists = {name.partition(".")[0] for name in known if "." in name}
    row = {name.partition(".")[2]: "Việc" for name in known if "." in name}
    values = {name: "Kỳ" for name in known if "." not in name} | {name: [row] for name in lists}
    values |= {"nguoi": [row] * rows, "noi_nhan": [row] * 4, "chuc_vu_nguoi_ky": "NGƯỜI LẬP BIỂU"}
    template = WordTemplate("meeting.docx", shipped_template(WordPaper.MEETING), tuple(known))
    draw_word(out, template.filled(values), title="Biên bản")


@pytest.mark.parametrize("write", [write_report, write_meeting])
def test_recipients_never_stand_alone_on_the_last_page(
    write: Callable[[BinaryIO, int], None],
) -> None:
    lengths: list[int] = []
    for rows in range(5, 41, 2):
        out = BytesIO()
        write(out, rows)
        said = pages(out.getvalue())
        lengths.append(len(said))
        assert together(said, "NGƯỜI LẬP BIỂU"), rows

    assert max(lengths) > min(lengths)
