"""The page of NĐ 30/2020/NĐ-CP, appendix I, for internal forms and lists.

Every string is drawn as plain text, never read as mark-up, so a name prints exactly as it was typed.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from evalapp.documents.papers import fonts, wording
from evalapp.documents.papers.flowing import FlowingCanvas
from evalapp.documents.papers.plain_text import lines, one_line

LEFT_MARGIN = 30 * mm
RIGHT_MARGIN = 15 * mm
TOP_MARGIN = 20 * mm
BOTTOM_MARGIN = 20 * mm
_PAGE_NUMBER_AT = 12 * mm
_FOOTER_AT = 11 * mm
_LOGO = 15 * mm
_BESIDE_LOGO = 2 * mm
#: Between who signs and their name: where the hand writes.
SIGNING_ROOM = 54.0
# How much of the measure the first of two labelled values takes: names and titles are long, codes short.
_FIRST_SHARE = 0.63


class Style(Struct, frozen=True):
    """A face and a size."""

    font: str = fonts.REGULAR
    size: float = 13

    @property
    def leading(self) -> float:
        """From one line to the next; single spacing."""
        return self.size * 1.18


PLAIN = Style()
BOLD = Style(fonts.BOLD)
ITALIC = Style(fonts.ITALIC)
_HEAD = Style(fonts.REGULAR, 12)
_HEAD_BOLD = Style(fonts.BOLD, 12)
_FOOTER = Style(fonts.REGULAR, 8)
_TITLE = Style(fonts.BOLD, 14)
_NOTE = Style(fonts.REGULAR, 10)
_TOLD = Style(fonts.ITALIC, 12)
_RECEIVED_BY, _RECIPIENT = Style(fonts.BOLD_ITALIC, 12), Style(fonts.REGULAR, 11)


class Line(NamedTuple):
    """One line of text and how wide it is."""

    text: str
    width: float


class Signature(Struct, frozen=True):
    """A block that somebody signs: where and when, who, how, and their name where it is known."""

    title: str
    hint: str = wording.SIGN_HERE
    name: str = ""
    dated: str = ""


@lru_cache(maxsize=20_000)
def wrap(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """Break a text into lines that fit; a word longer than a line is broken within."""
    drawable = fonts.drawable(one_line(text), style.font)
    words = chain.from_iterable(_pieces(word, style, width) for word in drawable.split(" "))
    found: list[Line] = []
    current = ""
    for word in words:
        longer = f"{current} {word}" if current else word
        if current and stringWidth(longer, style.font, style.size) > width:
            found.append(Line(current, stringWidth(current, style.font, style.size)))
            current = word
        else:
            current = longer
    return (*found, Line(current, stringWidth(current, style.font, style.size)))


def balanced(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """Break a text into as few lines as fit, of about the same length: no last word stands alone."""
    widest = wrap(text, style, width)
    narrower = max(line.width for line in widest)
    while len(tried := wrap(text, style, narrower * 0.97)) == len(widest) and narrower > width / 4:
        widest, narrower = tried, narrower * 0.97
    return widest if len(widest) > 1 else wrap(text, style, width)


def _title_of(block: Signature, width: float) -> tuple[Line, ...]:
    """Who signs: by whose authority stands on lines of their own, as `TM.` above `KT.`."""
    return tuple(line for part in lines(block.title) for line in wrap(part, BOLD, width))


def _pieces(word: str, style: Style, width: float) -> Iterable[str]:
    while len(word) > 1 and stringWidth(word, style.font, style.size) > width:
        end = next(
            n
            for n in range(len(word) - 1, 0, -1)
            if n == 1 or stringWidth(word[:n], style.font, style.size) <= width
        )
        yield word[:end]
        word = word[end:]
    yield word


class Paper:
    """One PDF file of one or more documents, filled from the top down; `y` is where the next thing goes."""

    def __init__(self, out: BinaryIO, *, title: str, author: str, wide: bool = False) -> None:
        self._face = fonts.use_serif()
        size = landscape(A4) if wide else A4
        self.width, self._height = size
        # The library's type stubs leave what its methods take unknown.
        self._canvas: Any = FlowingCanvas(out, pagesize=size, lang="vi")
        self._canvas.setTitle(one_line(title))
        self._canvas.setSubject(one_line(title))
        self._canvas.setAuthor(one_line(author))
        self._canvas.setCreator("evalapp")
        self.left = LEFT_MARGIN
        self.right = self.width - RIGHT_MARGIN
        self.bottom = BOTTOM_MARGIN
        self.y = self.top = self._height - TOP_MARGIN
        self._footer = ""
        self._draft = ""
        self._page = 0
        self._lacking: dict[str, None] = {}  # codes drawn on this page for letters that the face lacks
        self._style: Style | None = None  # of what was drawn last: most neighbours share it
        self._text: Any = self._canvas.beginText()

    @property
    def number(self) -> int:
        """Which page of the file is being filled, counted from 0."""
        return int(self._canvas.getPageNumber()) - 1

    @property
    def room(self) -> float:
        """How much of the page is left."""
        return self.y - self.bottom

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    def begin(self, *, name: str, footer: str, draft: bool, mark: str = wording.DRAFT) -> None:
        """Start a document on a page of its own; pages count from one again."""
        if self._page:
            self._end_page()
        self._footer, self._draft, self._page = footer, mark if draft else "", 1
        self.y = self.top
        key = f"document-{self._canvas.getPageNumber()}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(one_line(name), key)

    def annex(self, title: str, belongs_to: str) -> None:
        """Start an annex to the document, as NĐ 30/2020 heads it; its pages count for themselves."""
        self._end_page()
        self._page, self.y = 1, self.top
        key = f"annex-{self._canvas.getPageNumber()}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(one_line(f"{wording.ANNEX}: {title}"), key, level=1)
        self.paragraph(wording.ANNEX, _TITLE, centred=True, before=0)
        self.title(title, [], before=0)
        self.y += 4
        self.paragraph(f"({belongs_to})", ITALIC, centred=True, before=0)
        self.y -= 8

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self._end_page()
        self._page += 1
        self.y = self.top
        number = str(self._page)
        x = (self.width - stringWidth(number, PLAIN.font, PLAIN.size)) / 2
        self.put(x, self._height - _PAGE_NUMBER_AT, number, PLAIN)

    def foot(self, text: str) -> None:
        """Say this at the foot of the page that is being drawn, and of those after it."""
        self._footer = text

    def need(self, height: float) -> None:
        """Go to a new page unless so much room is left."""
        if self.room < height:
            self.new_page()

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._end_page()
        self._canvas.save()

    def put(self, x: float, y: float, text: str, style: Style) -> None:
        """Draw one string at a place; it must be on one line already."""
        if style != self._style:
            self._text.setFont(style.font, style.size)
            self._style = style
        self._text.setTextOrigin(x, y)
        self._text.textOut(text)
        self._lacking.update(dict.fromkeys(fonts.codes_in(text)))

    def rules(self, rules: Sequence[tuple[float, float, float, float]], thickness: float = 0.5) -> None:
        """Draw straight rules."""
        self._canvas.setLineWidth(thickness)
        self._canvas.lines(rules)

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a JPEG with its lower left corner at a place."""
        self._canvas.drawImage(ImageReader(BytesIO(data)), x, y, width, height)

    def logo(self, data: bytes, x: float, y: float) -> None:
        """Draw a picture into a small square, as large as it fits."""
        self._canvas.drawImage(
            ImageReader(BytesIO(data)), x, y, _LOGO, _LOGO, preserveAspectRatio=True, anchor="c"
        )

    def strokes(self, strokes: Sequence[Sequence[tuple[float, float]]], thickness: float = 1.1) -> None:
        """Draw what a pen drew."""
        self._canvas.saveState()
        self._canvas.setLineWidth(thickness)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        path = self._canvas.beginPath()
        for stroke in strokes:
            path.moveTo(*stroke[0])
            for point in stroke[1:] or stroke:
                path.lineTo(*point)
        self._canvas.drawPath(path)
        self._canvas.restoreState()

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """Lay a light grey under what is drawn there."""
        self._canvas.setFillGray(0.92)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def box(self, x: float, y: float, width: float, height: float, *, grey: float = 1) -> None:
        """Draw a box with a thin rule around it, from black (0) to white (1) inside."""
        self._canvas.setLineWidth(0.5)
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, y, width, height, stroke=1, fill=1)
        self._canvas.setFillGray(0)

    def paragraph(self, text: str, style: Style = PLAIN, *, centred: bool = False, before: float = 3) -> None:
        """Draw a text over the whole measure, on as many lines and pages as it takes."""
        self.y -= before
        for line in wrap(text, style, self.measure):
            self.need(style.leading)
            self.y -= style.leading
            x = self.left + (self.measure - line.width) / 2 if centred else self.left
            self.put(x, self.y, line.text, style)

    def ticked(self, text: str, *, ticked: bool, before: float = 2) -> None:
        """Draw a box and what it stands for; the tick is a letter, so that it can be searched and copied."""
        side = PLAIN.size * 0.8
        indent = side + 8
        self.y -= before
        for number, line in enumerate(wrap(text, PLAIN, self.measure - indent)):
            self.need(PLAIN.leading)
            self.y -= PLAIN.leading
            if number == 0:
                self.box(self.left, self.y - 1, side, side)
                if ticked:
                    centre = self.left + (side - stringWidth("x", BOLD.font, BOLD.size)) / 2
                    self.put(centre, self.y + 0.5, "x", BOLD)
            self.put(self.left + indent, self.y, line.text, PLAIN)

    def labelled(self, pairs: Sequence[tuple[str, str]], before: float = 3) -> None:
        """Draw one or two `label: value` pairs side by side, the values bold."""
        self.y -= before
        blocks: list[tuple[float, str, tuple[Line, ...], float]] = []
        for number, (label, value) in enumerate(pairs):
            x = self.left + number * self.measure * _FIRST_SHARE
            end = self.left + self.measure * _FIRST_SHARE if number + 1 < len(pairs) else self.right + 8
            indent = stringWidth(f"{label}: ", PLAIN.font, PLAIN.size)
            blocks.append((x, label, wrap(value, BOLD, end - x - indent - 8), indent))
        for row in range(max(len(broken) for _, _, broken, _ in blocks)):
            self.need(PLAIN.leading)
            self.y -= PLAIN.leading
            for x, label, broken, indent in blocks:
                if row == 0:
                    self.put(x, self.y, f"{label}:", PLAIN)
                if row < len(broken):
                    self.put(x + indent, self.y, broken[row].text, BOLD)

    def letterhead(
        self, superior: str, unit: str, place_and_date: str, logo: bytes = b"", *, number: str = ""
    ) -> None:
        """Draw the agency, with its logo, and the paper's number at the left, the nation at the right."""
        top = self.y
        nation = stringWidth(wording.NATION, _HEAD_BOLD.font, _HEAD_BOLD.size)
        right_centre = self.right - nation / 2
        left_width = self.measure - nation - 14
        left_centre = self.left + left_width / 2
        if logo:  # in the margin, where it takes nothing from the words that the decree places
            self.logo(logo, self.left - _LOGO - _BESIDE_LOGO, top - _LOGO)
        above = balanced(superior.upper(), _HEAD, left_width) if superior else ()
        named = balanced(unit.upper(), _HEAD_BOLD, left_width)
        left_end = self._stack(left_centre, self._stack(left_centre, top, above, _HEAD), named, _HEAD_BOLD)
        self._rule_below(left_centre, left_end, max(line.width for line in named) * 0.4)
        y = self._stack(right_centre, top, (Line(wording.NATION, nation),), _HEAD_BOLD)
        motto = wrap(wording.MOTTO, BOLD, self.measure)
        y = self._stack(right_centre, y, motto, BOLD)
        self._rule_below(right_centre, y, motto[0].width)
        dated = wrap(place_and_date, ITALIC, nation) if place_and_date else ()
        y = self._stack(right_centre, y - 6, dated, ITALIC)
        if number:
            left_end = self._stack(left_centre, left_end - 8, wrap(number, PLAIN, left_width), PLAIN)
        self.y = min(y, left_end - 6)

    def numbered(self, number: str) -> None:
        """Draw which form of its decree the paper is, at the top right."""
        width = stringWidth(number, _HEAD_BOLD.font, _HEAD_BOLD.size)
        self.y -= _HEAD_BOLD.leading
        self.put(self.right - width, self.y, number, _HEAD_BOLD)
        self.y -= 2

    def footnotes(self, notes: Sequence[str]) -> None:
        """Draw numbered notes under a short rule."""
        if not notes:
            return
        self.need(self.height_of_notes(notes))
        self.y -= 8
        self.rules([(self.left, self.y, self.left + self.measure / 3, self.y)])
        for number, text in enumerate(notes, start=1):
            self.paragraph(f"{number} {text}", _NOTE, before=1)

    def title(
        self, title: str, below: Sequence[str], *, before: float = 10, told: Sequence[str] = ()
    ) -> None:
        """Draw the name of the paper in capitals, what it is about and what is told of it, the draft mark."""
        self.y -= before
        for part in self._title_lines(title.upper()):
            self.paragraph(part, _TITLE, centred=True, before=0)
        for text in below:
            self.paragraph(text, BOLD, centred=True, before=1)
        for text in told:
            self.paragraph(text, _TOLD, centred=True, before=1)
        if self._draft:
            self._mark_draft()
        self.y -= 6

    def signatures(
        self,
        blocks: Sequence[Signature],
        *,
        before: float = 12,
        room: float = SIGNING_ROOM,
        recipients: Sequence[str] = (),
    ) -> None:
        """Draw the blocks to sign side by side and who receives the paper below, all of it on one page."""
        width = self.measure / len(blocks)
        titles = [_title_of(block, width - 8) for block in blocks]
        names = [wrap(block.name, BOLD, width - 8) if block.name else () for block in blocks]
        title_height, name_height = self._signature_heights(blocks)
        self.need(self.height_of_signatures(blocks, before=before, room=room, recipients=recipients))
        top = self.y - before
        below = top - title_height - ITALIC.leading - room
        for number, block in enumerate(blocks):
            centre = self.left + (number + 0.5) * width
            dated = wrap(block.dated, ITALIC, width) if block.dated else ()
            y = self._stack(centre, self._stack(centre, top, dated, ITALIC), titles[number], BOLD)
            self._stack(centre, y, wrap(block.hint, Style(fonts.ITALIC, 12), width), Style(fonts.ITALIC, 12))
            self._stack(centre, below, names[number], BOLD)
        self.y = below - name_height
        self.recipients(recipients)

    def recipients(self, lines: Sequence[str]) -> None:
        """Draw who receives the paper, below what is signed; nothing where nobody is named."""
        for number, text in enumerate((wording.RECEIVED_BY, *lines) if lines else ()):
            self.paragraph(text, _RECIPIENT if number else _RECEIVED_BY, before=0)

    def height_of_notes(self, notes: Sequence[str]) -> float:
        """How much room numbered notes take with their rule."""
        return self.height_of(notes, _NOTE, before=1) + 10 if notes else 0.0

    def height_of(self, texts: Iterable[str], style: Style = PLAIN, *, before: float = 3) -> float:
        """How much room paragraphs take."""
        return sum(before + len(wrap(text, style, self.measure)) * style.leading for text in texts)

    def height_of_signatures(
        self,
        blocks: Sequence[Signature],
        *,
        before: float = 12,
        room: float = SIGNING_ROOM,
        recipients: Sequence[str] = (),
    ) -> float:
        """How much room blocks to sign take, with who receives the paper."""
        titles, names = self._signature_heights(blocks)
        below = self.height_of(recipients, _RECIPIENT, before=0) + _RECEIVED_BY.leading if recipients else 0.0
        return before + titles + ITALIC.leading + room + names + below

    def _signature_heights(self, blocks: Sequence[Signature]) -> tuple[float, float]:
        width = self.measure / len(blocks) - 8
        titles = max(len(_title_of(block, width)) + bool(block.dated) for block in blocks)
        names = max(len(wrap(block.name, BOLD, width)) if block.name else 0 for block in blocks)
        return titles * BOLD.leading, names * BOLD.leading

    def _title_lines(self, title: str) -> list[str]:
        """A title on one line, or with what it says in brackets on a line of its own, or in even lines."""
        first, bracket, rest = title.partition(" (")
        parts = [title]
        if bracket and len(wrap(title, _TITLE, self.measure)) > 1:
            parts = [first, f"({rest}"]
        return [line.text for part in parts for line in balanced(part, _TITLE, self.measure)]

    def _stack(self, centre: float, y: float, lines: Iterable[Line], style: Style) -> float:
        for line in lines:
            y -= style.leading
            self.put(centre - line.width / 2, y, line.text, style)
        return y

    def _rule_below(self, centre: float, y: float, width: float) -> None:
        self.rules([(centre - width / 2, y - 4, centre + width / 2, y - 4)])

    def _mark_draft(self) -> None:
        style = Style(fonts.BOLD_ITALIC, 13)
        width = stringWidth(self._draft, style.font, style.size)
        self.y -= style.leading + 8
        x = self.left + (self.measure - width) / 2
        self.put(x, self.y, self._draft, style)
        self._canvas.setLineWidth(0.8)
        self._canvas.rect(x - 8, self.y - 5, width + 16, style.size + 7)
        self.y -= 5

    def _end_page(self) -> None:
        width = self.measure
        lacking = wording.not_in_the_face(self._lacking)
        parts = [part for part in (self._draft, self._footer, self._face.note, lacking) if part]
        self._lacking = {}
        y = _FOOTER_AT + _FOOTER.leading
        for line in wrap(" · ".join(parts), _FOOTER, width):
            y -= _FOOTER.leading
            self.put(self.left, y, line.text, _FOOTER)
        self._canvas.drawText(self._text)
        self._canvas.showPage()
        self._style = None
        self._text = self._canvas.beginText()
