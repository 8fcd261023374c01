"""The manual as a booklet for the printer: title, contents by page, bookmarks, links and page numbers."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it.token import Token
from msgspec import Struct
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import (
    Flowable,
    Image,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from evalapp.documents.manual import Manual, Page, folder
from evalapp.documents.papers import fonts

_MARGIN = 2 * cm
_WIDTH = A4[0] - 2 * _MARGIN
_LINE, _HEAD, _LINK = HexColor("#D9DFE7"), HexColor("#F4F6F9"), "#1F5FA8"
_BODY = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=11.5, leading=16, spaceAfter=6)
_CELL = ParagraphStyle("cell", _BODY, fontSize=10.5, leading=14, spaceAfter=0)
_COMMAND = ParagraphStyle(
    "command",
    _BODY,
    fontSize=9.5,
    leading=13,
    leftIndent=22,
    firstLineIndent=-14,
    backColor=_HEAD,
    spaceAfter=0,
)
_CAPTION = ParagraphStyle(
    "caption", _CELL, fontName=fonts.ITALIC, alignment=TA_CENTER, spaceBefore=4, spaceAfter=8
)
_TITLE = ParagraphStyle("title", _BODY, fontName=fonts.BOLD, fontSize=26, leading=34, spaceAfter=12)
_COVER = 2 * cm  # what is left free above the title
#: How chapters and the tasks in them stand in the contents; what is deeper does not.
_CONTENTS = (
    ParagraphStyle("chapters", _CELL, fontName=fonts.BOLD, spaceBefore=6),
    ParagraphStyle("tasks", _CELL, leftIndent=16),
)
_HEADINGS = {
    tag: ParagraphStyle(
        tag,
        _BODY,
        fontName=fonts.BOLD,
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=before,
        keepWithNext=1,
    )
    for tag, size, before in (("h1", 20, 0), ("h2", 14, 10), ("h3", 12, 6))
}
#: How the columns of a table share the width, by their number.
_SHARES = {2: (0.3, 0.7), 3: (0.28, 0.36, 0.36)}
#: What the Markdown library calls a part of a line -> how the PDF library writes it.
_MARKS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "link_close": "</a>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


def write_pdf(manual: Manual, out: Path, *, title: str) -> Path:
    """Write every chapter, each beginning on a page of its own."""
    fonts.use_serif()
    addMapping(fonts.REGULAR, 0, 0, fonts.REGULAR)
    addMapping(fonts.REGULAR, 0, 1, fonts.ITALIC)
    addMapping(fonts.REGULAR, 1, 0, fonts.BOLD)
    addMapping(fonts.REGULAR, 1, 1, fonts.BOLD_ITALIC)
    story: list[Flowable] = [Spacer(1, _COVER), Paragraph(escape(title), _TITLE)]
    contents = TableOfContents(levelStyles=list(_CONTENTS), dotsMinLevel=0)
    story.append(contents)
    firsts = {f"{page.name}.html": page.sections[0].place for page in manual.pages}
    for page in manual.pages:
        story += [PageBreak(), *_Chapter(page, firsts).parts()]
    booklet = _Booklet(
        str(out),
        pagesize=A4,
        title=title,
        author="evalapp",
        lang=manual.language,
        invariant=1,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    )
    booklet.multiBuild(story, onLaterPages=_number)  # the contents know their pages the second time
    return out


def _number(canvas: Any, _booklet: object) -> None:
    canvas.setFont(fonts.REGULAR, 10)
    canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, str(canvas.getPageNumber()))


class _Booklet(SimpleDocTemplate):
    """Notes each heading among the bookmarks and in the contents when it has found its page."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library's own word
        bookmark = getattr(flowable, "bookmark", None)
        if bookmark is not None:
            canvas: Any = self.canv
            canvas.addOutlineEntry(*bookmark)
            title, place, level, _ = bookmark
            if level < len(_CONTENTS):
                self.notify("TOCEntry", (level, escape(title), self.page, place))


class _Chapter(Struct):
    """One chapter, turned into what the PDF library draws."""

    page: Page
    firsts: Mapping[str, str]  # a chapter's file -> its first heading

    def parts(self) -> Iterator[Flowable]:
        """What is drawn, from the top down."""
        waiting = iter(self.page.tokens)
        lists: list[int | None] = []  # the next number of each list that is open; None where it has dots
        for token in waiting:
            if token.type == "heading_open":
                yield self._heading(token, next(waiting))
            elif token.type == "table_open":
                yield self._table(waiting)
            elif token.type == "fence":
                yield from _commands(token.content)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                lists.append(1 if token.type == "ordered_list_open" else None)
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                lists.pop()
            elif token.type == "inline":
                yield from self._line(token, lists)

    def _heading(self, opening: Token, inline: Token) -> Flowable:
        place = f"{self.page.name}.html#{opening.attrs['id']}"
        made: Any = Paragraph(f'<a name="{escape(place)}"/>{self._marked(inline)}', _HEADINGS[opening.tag])
        made.bookmark = (inline.content, place, int(opening.tag[1:]) - 1, True)
        return made

    def _table(self, waiting: Iterator[Token]) -> Flowable:
        rows: list[list[Flowable]] = []
        for token in waiting:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(Paragraph(self._marked(token), _CELL))
        widths = [_WIDTH * share for share in _SHARES[len(rows[0])]]
        made = Table(rows, colWidths=widths, repeatRows=1, spaceAfter=8)
        everywhere = ((0, 0), (-1, -1))
        made.setStyle(
            [
                ("GRID", *everywhere, 0.5, _LINE),
                ("VALIGN", *everywhere, "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
            ]
        )
        return made

    def _line(self, inline: Token, lists: list[int | None]) -> Sequence[Flowable]:
        children = inline.children or []
        if [part.type for part in children] == ["image"]:
            return _picture(children[0])
        if not lists:
            return [Paragraph(self._marked(inline), _BODY)]
        number = lists[-1]
        if number is not None:
            lists[-1] = number + 1
        indent = 18 * len(lists)
        style = ParagraphStyle("point", _BODY, leftIndent=indent, bulletIndent=indent - 16, spaceAfter=3)
        return [Paragraph(self._marked(inline), style, bulletText="•" if number is None else f"{number}.")]

    def _marked(self, inline: Token) -> str:
        return "".join(map(self._mark, inline.children or ()))

    def _mark(self, part: Token) -> str:
        if part.type == "link_open":
            return f'<a href="#{escape(self._target(str(part.attrs["href"])))}" color="{_LINK}">'
        if part.type == "code_inline":
            return f"<b>{escape(part.content)}</b>"
        return _MARKS.get(part.type, escape(part.content))

    def _target(self, link: str) -> str:
        return f"{self.page.name}.html{link}" if link.startswith("#") else self.firsts.get(link, link)


def _commands(text: str) -> Iterator[Flowable]:
    """What is typed into a console, line by line; a long line goes on further in."""
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        yield Paragraph("&nbsp;" * indent + escape(line.lstrip()), _COMMAND)
    yield Spacer(1, 8)


def _picture(part: Token) -> Sequence[Flowable]:
    picture: Any = Image(str(folder() / str(part.attrs["src"])))
    picture.drawHeight *= _WIDTH / picture.drawWidth
    picture.drawWidth = _WIDTH
    picture.keepWithNext = True
    return [picture, Paragraph(escape(part.content), _CAPTION)]
