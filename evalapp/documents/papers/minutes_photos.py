"""The annex of minutes: two photos a page, each with its caption and the hash of the file it came from."""

from collections.abc import Callable
from io import BytesIO
from math import ceil

from reportlab.lib.utils import ImageReader

from evalapp.documents.papers import minutes_lines as said
from evalapp.documents.papers.page import ITALIC, PLAIN, Paper, Style, wrap
from evalapp.domain.minutes import Content, PhotoLine

_A_PAGE = 2
_GAP = 10.0
_MOST_CAPTION_LINES = 4
_CAPTION = Style(PLAIN.font, 12)
_PROOF = Style(ITALIC.font, 9)
_LOST = "Không đọc được ảnh này trong tệp dữ liệu; bản gốc có mã nêu dưới đây."


def draw_annex(paper: Paper, content: Content, pictures: Callable[[str], bytes], footer: str) -> None:
    """Draw the photos on the pages that were begun for them; each says which of how many it is."""
    page, pages = 1, ceil(len(content.photos) / _A_PAGE)
    paper.foot(f"{footer} · {said.annex_page(page, pages)}")
    paper.title(said.ANNEX, [], before=0)
    paper.y += 4
    paper.paragraph(said.annex_subject(content.visit), ITALIC, centred=True, before=0)
    paper.y -= 6
    left_on_page = _A_PAGE
    for photo in content.photos:
        if not left_on_page:
            paper.new_page()
            page += 1
            paper.foot(f"{footer} · {said.annex_page(page, pages)}")
            left_on_page = _A_PAGE
        _draw(paper, photo, pictures, paper.room / left_on_page - _GAP)
        left_on_page -= 1


def _draw(paper: Paper, photo: PhotoLine, pictures: Callable[[str], bytes], height: float) -> None:
    caption = wrap(said.photo_caption(photo), _CAPTION, paper.measure)[:_MOST_CAPTION_LINES]
    proof = wrap(said.photo_proof(photo), _PROOF, paper.measure)
    room = height - len(caption) * _CAPTION.leading - len(proof) * _PROOF.leading - 6
    foot = paper.y - room
    data = pictures(photo.shown)
    if data:
        _draw_picture(paper, data, room, foot)
    else:
        paper.paragraph(_LOST, ITALIC, centred=True)
    paper.y = foot - 2
    for lines, style in ((caption, _CAPTION), (proof, _PROOF)):
        for line in lines:
            paper.y -= style.leading
            paper.put(paper.left + (paper.measure - line.width) / 2, paper.y, line.text, style)
    paper.y -= _GAP


def _draw_picture(paper: Paper, data: bytes, room: float, foot: float) -> None:
    across, down = ImageReader(BytesIO(data)).getSize()
    scale = min(paper.measure / across, room / down)
    width, height = across * scale, down * scale
    paper.picture(data, paper.left + (paper.measure - width) / 2, foot + (room - height) / 2, width, height)
