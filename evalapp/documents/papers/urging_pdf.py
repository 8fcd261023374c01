"""The letter that urges a unit to mend what is overdue, as a công văn in the layout of NĐ 30/2020."""

from pathlib import Path

from evalapp.documents.papers import wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.page import PLAIN, Paper, Signature, Style
from evalapp.documents.papers.prose import draw_prose
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.documents.papers.urging_words import SIGNS_AS, before_day, remedy_cells
from evalapp.domain.remedies import UrgingLetter

_ABOUT = "V/v đôn đốc thực hiện kiến nghị, khắc phục"
_WIDTHS = (28.0, 88.0, 0.0, 96.0, 66.0)
_TITLES = ("STT", "Nguồn", "Nội dung phải khắc phục", "Người phụ trách", "Thời hạn")
_LEFT = frozenset({1, 2, 3})
_TOGETHER = 2


def write_urging_letter(out: Path, letter: UrgingLetter, *, history: str = "") -> None:
    """Write the letter; the file appears whole or not at all."""
    with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
        title = f"Công văn {letter.number} - {letter.unit}"
        paper = Paper(stream, title=title, author=letter.sender)
        paper.begin(name=title, footer=history and f"Nhật ký: {history}", draft=False)
        dated = wording.place_and_date(letter.place, letter.day)
        paper.letterhead(letter.superior, letter.sender, dated, number=f"Số: {letter.number}")
        _draw_about(paper)
        paper.paragraph(f"Kính gửi: {letter.unit}", Style(PLAIN.font, 13), centred=True, before=14)
        paper.y -= 6
        for text in _opening(letter):
            draw_prose(paper, text)
        paper.y -= 6
        closing = _closing(letter)
        signer = Signature(SIGNS_AS, "(Ký tên, đóng dấu)", letter.signer)
        below = paper.height_of(closing) + paper.height_of_signatures([signer]) + 40
        _table(paper).draw(
            [
                Row(tuple(map(Cell, remedy_cells(number, each))))
                for number, each in enumerate(letter.remedies, start=1)
            ],
            together=_TOGETHER,
            below=below,
        )
        for text in closing:
            draw_prose(paper, text)
        _draw_end(paper, letter, signer)
        paper.save()


def _draw_about(paper: Paper) -> None:
    """The subject of the letter, below its number."""
    style = Style(PLAIN.font, 12)
    paper.y -= style.leading
    paper.put(paper.left, paper.y, _ABOUT, style)


def _opening(letter: UrgingLetter) -> list[str]:
    count = len(letter.remedies)
    return [
        f"{letter.sender} đã kiến nghị, yêu cầu {letter.unit} khắc phục các nội dung nêu dưới đây. Đến ngày "
        f"{letter.day:%d/%m/%Y}, còn {count:02d} nội dung chưa được xác nhận đã khắc phục.",
        f"{letter.sender} đề nghị {letter.unit} chỉ đạo thực hiện ngay các nội dung sau:",
    ]


def _closing(letter: UrgingLetter) -> list[str]:
    return [
        f"Đề nghị {letter.unit} khắc phục và gửi báo cáo bằng văn bản kèm tài liệu chứng minh về "
        f"{letter.sender} {before_day(letter)}; nêu rõ lý do nếu chưa thực hiện được./."
    ]


def _table(paper: Paper) -> Table:
    rest = paper.measure - sum(_WIDTHS)
    return Table(
        paper,
        [
            Column(title, width or rest, Align.LEFT if number in _LEFT else Align.CENTRE)
            for number, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
        ],
        size=11,
    )


def _draw_end(paper: Paper, letter: UrgingLetter, signer: Signature) -> None:
    """Who gets the letter at the left, who signs it at the right, never on two pages."""
    head, small = Style("Paper-BoldItalic", 12), Style(PLAIN.font, 11)
    paper.need(paper.height_of_signatures([signer]) + 30)
    paper.y -= 12
    top = paper.y
    y = top - head.leading
    paper.put(paper.left, y, "Nơi nhận:", head)
    for text in ("- Như trên;", f"- Lưu: VT, {letter.sender}."):
        y -= small.leading
        paper.put(paper.left, y, text, small)
    paper.y = top
    paper.signatures([Signature("", ""), signer])
    paper.y = min(paper.y, y)
