"""Running text as NĐ 30/2020 sets it: the first line indented, both edges straight."""

from collections.abc import Iterator, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from evalapp.documents.papers import fonts
from evalapp.documents.papers.page import PLAIN, Line, Paper, Style, wrap
from evalapp.documents.papers.plain_text import lines, one_line

#: 1 cm, as the decree allows.
INDENT = 28.35
# A line whose spaces would grow by more than so many times their own width is left ragged.
_WIDEST_SPACE = 1.3


def draw_prose(
    paper: Paper, text: str, style: Style = PLAIN, *, indent: float = INDENT, before: float = 4
) -> None:
    """Draw paragraphs over as many lines and pages as they take."""
    for paragraph in lines(text):
        paper.y -= before
        set_lines = list(_broken(paragraph, style, paper.measure, indent))
        for number, line in enumerate(set_lines):
            # No page begins with the last line of a paragraph, nor ends with its first.
            with_next = len(set_lines) > 1 and number in {0, len(set_lines) - 2}
            paper.need(style.leading * (2 if with_next else 1))
            paper.y -= style.leading
            at = indent if number == 0 else 0.0
            is_last = number == len(set_lines) - 1
            _put(paper, line, style, at, None if is_last else paper.measure - at)


def draw_heading(paper: Paper, text: str, style: Style, *, before: float = 8) -> None:
    """Draw a heading that never stands alone at the foot of a page."""
    broken = wrap(text, style, paper.measure - INDENT)
    paper.need(before + (len(broken) + 2) * style.leading)
    paper.y -= before
    for line in broken:
        paper.y -= style.leading
        paper.put(paper.left + INDENT, paper.y, line.text, style)


def draw_dots(paper: Paper, count: int) -> None:
    """Leave lines to be written on by hand."""
    dot = stringWidth("…", PLAIN.font, PLAIN.size)
    for _ in range(count):
        paper.need(PLAIN.leading * 1.2)
        paper.y -= PLAIN.leading * 1.2
        paper.put(paper.left, paper.y, "…" * int(paper.measure / dot), PLAIN)


def _broken(text: str, style: Style, width: float, indent: float) -> Iterator[Line]:
    first = wrap(text, style, width - indent)
    yield first[0]
    rest = fonts.drawable(one_line(text), style.font)[len(first[0].text) :].lstrip()
    if rest:
        yield from wrap(rest, style, width)


def _put(paper: Paper, line: Line, style: Style, at: float, width: float | None) -> None:
    words: Sequence[str] = line.text.split(" ")
    space = stringWidth(" ", style.font, style.size)
    extra = (width - line.width) / (len(words) - 1) if width is not None and len(words) > 1 else 0.0
    if not 0 < extra < space * _WIDEST_SPACE:
        paper.put(paper.left + at, paper.y, line.text, style)
        return
    x = paper.left + at
    for word in words:
        paper.put(x, paper.y, word, style)
        x += stringWidth(word, style.font, style.size) + space + extra
