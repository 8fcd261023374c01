"""A Word paper drawn on pages of ours, to be looked at before it is written, or kept as a PDF.

It is the paper that Word gets, with its words, styles and tables; where Word breaks a line or a page it may
do so elsewhere, and what only Word draws (pictures, boxes, numbers it counts itself) is named, not drawn.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from reportlab.pdfbase.pdfmetrics import stringWidth

from evalapp.documents.papers import fonts
from evalapp.documents.papers.page import Paper, Style, wrap
from evalapp.documents.papers.plain_text import one_line
from evalapp.documents.papers.word_reading import Paragraph, Piece, WordCell, WordPage, WordTable, read_word

# A line whose spaces would grow by more than so many times their own width is left ragged.
_WIDEST_SPACE = 1.3
# What is left of a page below this height is not worth starting a long row in.
_WORTH_STARTING = 60.0
_NARROWEST = 8.0
# Letters stand so much of their size above the foot of their line.
_BASE = 0.22
#: What pages say that only show a Word paper.
ONLY_SEEN = (
    "Bản xem trước: Word có thể ngắt dòng, ngắt trang khác; hình, hộp chữ, số tự động và đầu trang, "
    "chân trang của mẫu không hiện ở đây"
)


class _Put(NamedTuple):
    """A text at a place in a line."""

    x: float
    text: str
    style: Style


class _Line(Struct, frozen=True):
    """A line ready to be drawn: its height, what stands in it, and a rule above it from where to where."""

    height: float
    puts: tuple[_Put, ...] = ()
    rule: tuple[float, float, float] | None = None  # how far below its top, and from where to where
    foot: float = 0  # how much of the height is below the words


def draw_word(out: BinaryIO, word: bytes, *, title: str, footer: str = "") -> None:
    """Draw a Word paper as a PDF."""
    page = read_word(word)
    paper = Paper(out, title=title, author="evalapp", wide=page.wide)
    _fit(paper, page)
    paper.begin(name=title, footer=footer, draft=False)
    drawing = _Drawing(paper)
    for number, block in enumerate(page.blocks):
        paper.need(min(drawing.kept(page.blocks[number:]), paper.top - paper.bottom))
        drawing.draw(block)
    paper.save()


def _fit(paper: Paper, page: WordPage) -> None:
    """Take the margins of the template."""
    paper.top += paper.bottom - page.top
    paper.y = paper.top
    paper.left, paper.right, paper.bottom = page.left, paper.width - page.right, page.bottom


class _Drawing:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def draw(self, block: Paragraph | WordTable) -> None:
        """Draw one paragraph or table from where the paper stands."""
        if isinstance(block, WordTable):
            _Table(self._paper, block).draw()
            return
        for line in _set(block, self._paper.measure):
            self._paper.need(line.height)
            _draw_line(self._paper, line, self._paper.left)

    def kept(self, blocks: Sequence[Paragraph | WordTable]) -> float:
        """How much room a block takes with those that it is kept with."""
        height = 0.0
        for block in blocks:
            if isinstance(block, WordTable):
                table = _Table(self._paper, block)
                if not block.with_next:
                    return height + table.beginning
                height += table.height
                continue
            lines = _set(block, self._paper.measure)
            if not block.with_next:
                return height + sum(line.height for line in lines[:2])
            height += sum(line.height for line in lines)
        return height


class _Table:
    """A table on the page: columns as wide as the template has them, if they fit."""

    def __init__(self, paper: Paper, table: WordTable) -> None:
        self._paper, self._table = paper, table
        whole, measure = sum(table.widths) or 1.0, paper.measure
        fits = table.widths[:1] > (1.0,) and whole <= measure + 1
        self._widths = table.widths if fits else tuple(each * measure / whole for each in table.widths)
        # Tables stand in the middle, as ours do; one as wide as the page begins at its margin.
        self._left = paper.left + (measure - sum(self._widths)) / 2
        self._headings = [_Row(row, self._laid(row)) for row in table.rows[: table.headings]]

    @property
    def beginning(self) -> float:
        """How high its headings and its first row are."""
        first = self._table.rows[self._table.headings : self._table.headings + 1]
        return sum(row.height for row in self._headings) + sum(
            _Row(row, self._laid(row)).height for row in first
        )

    @property
    def height(self) -> float:
        """How high all of it is on one page."""
        return sum(_Row(row, self._laid(row)).height for row in self._table.rows)

    def draw(self) -> None:
        """Draw all rows; one that is longer than a page goes on on the next."""
        paper = self._paper
        above = sum(row.height for row in self._headings)
        for number, cells in enumerate(self._table.rows):
            row = _Row(cells, self._laid(cells))
            headings = self._headings if number >= self._table.headings else []
            full = paper.top - paper.bottom - above
            if row.height > paper.room and (row.height <= full or paper.room < _WORTH_STARTING):
                self._turn(headings)
            while row.height > paper.room:
                now, later = _cut(row.lines, paper.room)
                self._put(_Row(cells, now))
                self._turn(headings)
                row = _Row(cells, later)
            self._put(row)

    def _turn(self, headings: Sequence["_Row"]) -> None:
        self._paper.new_page()
        for row in headings:
            self._put(row)

    def _put(self, row: "_Row") -> None:
        paper, top, x = self._paper, self._paper.y, self._left
        edges = [x]
        for lines, (cell, width) in zip(row.lines, self._wide(row.cells), strict=True):
            free = row.height - sum(line.height for line in lines)
            paper.y = top - (free / 2 if cell.middle else 0)
            for line in lines:
                _draw_line(paper, line, x + self._table.side)
            x += width
            edges.append(x)
        paper.y = top - row.height
        if self._table.ruled:
            across = [(edges[0], y, edges[-1], y) for y in (top, paper.y)]
            paper.rules([*across, *((edge, top, edge, paper.y) for edge in edges)])

    def _laid(self, row: Sequence[WordCell]) -> list[list[_Line]]:
        return [
            [
                line
                for each in cell.paragraphs
                for line in _set(each, max(width - 2 * self._table.side, _NARROWEST))
            ]
            for cell, width in self._wide(row)
        ]

    def _wide(self, row: Sequence[WordCell]) -> Iterator[tuple[WordCell, float]]:
        """Each cell with the width of the columns that it spans."""
        at = 0
        for cell in row:
            yield cell, sum(self._widths[at : at + cell.span])
            at += cell.span


class _Row(Struct, frozen=True):
    """The cells of a row, and the lines of each that are drawn together."""

    cells: Sequence[WordCell]
    lines: Sequence[Sequence[_Line]]

    @property
    def height(self) -> float:
        """How high the highest cell is."""
        return max((sum(line.height for line in lines) for lines in self.lines), default=0.0)


def _draw_line(paper: Paper, line: _Line, left: float) -> None:
    if line.rule:
        at, begin, end = line.rule
        paper.rules([(left + begin, paper.y - at, left + end, paper.y - at)], 0.75)
    paper.y -= line.height
    for put in line.puts:
        paper.put(left + put.x, paper.y + line.foot + put.style.size * _BASE, put.text, put.style)


def _cut(
    cells: Sequence[Sequence[_Line]], room: float
) -> tuple[list[Sequence[_Line]], list[Sequence[_Line]]]:
    """What of each cell fits into the room, at least a line of it, and what is left."""
    now: list[Sequence[_Line]] = []
    later: list[Sequence[_Line]] = []
    for lines in cells:
        count, taken = 0, 0.0
        while count < len(lines) and (taken + lines[count].height <= room or count == 0):
            taken += lines[count].height
            count += 1
        now.append(lines[:count])
        later.append(lines[count:])
    return now, later


def _set(paragraph: Paragraph, measure: float) -> list[_Line]:
    """A paragraph as the lines it takes, with the room before and after it."""
    ruled = (paragraph.before, paragraph.left, measure - paragraph.right)
    rule = ruled if paragraph.ruled else None
    set_lines: list[_Line] = []
    for line in paragraph.lines:
        words = [word for piece in line for word in _words(piece)]
        if paragraph.dotted and not any(word.text for word in words):
            words = list(_words(Piece(_dots(measure, paragraph.style), paragraph.style)))
        room = measure - paragraph.left - paragraph.right
        rows = list(_rows(words, room, paragraph.first if not set_lines else 0.0))
        for number, row in enumerate(rows):
            indent = paragraph.left + (paragraph.first if not set_lines else 0.0)
            width = room - (paragraph.first if not set_lines else 0.0)
            puts = _spread(row, paragraph.align, indent, width, last=number == len(rows) - 1)
            height, foot = _leading(row, paragraph)
            set_lines.append(_Line(height, puts, foot=foot))
    first = replace(set_lines[0], height=paragraph.before + set_lines[0].height, rule=rule)
    return [first, *set_lines[1:], *_gap(paragraph.after)]


def _dots(measure: float, style: Style) -> str:
    """A line to be written on by hand."""
    return "…" * int(measure / stringWidth("…", style.font, style.size))


def _gap(height: float) -> list[_Line]:
    return [_Line(height)] if height else []


class _Word(NamedTuple):
    """Part of a line that is not broken; `joined` to what stands before it."""

    text: str
    style: Style
    width: float
    joined: bool


def _words(piece: Piece) -> Iterator[_Word]:
    """The words of a piece; its first one belongs to the word before it, unless a space stands between."""
    for number, word in enumerate(piece.text.split(" ")):
        part = fonts.drawable(one_line(word), piece.style.font)
        yield _Word(part, piece.style, stringWidth(part, piece.style.font, piece.style.size), number == 0)


def _rows(words: Sequence[_Word], room: float, first: float) -> Iterator[list[_Word]]:
    """The words over as many rows as they take; a word longer than a row is broken within."""
    row: list[_Word] = []
    taken, width = 0.0, room - first
    for word in _short(words, room):
        space = 0.0 if word.joined or not row else stringWidth(" ", word.style.font, word.style.size)
        if row and not word.joined and taken + space + word.width > width:
            yield row
            row, taken, width, space = [], 0.0, room, 0.0
        row.append(word)
        taken += space + word.width
    yield row


def _short(words: Sequence[_Word], room: float) -> Iterator[_Word]:
    for word in words:
        if word.width <= room:
            yield word
            continue
        for number, part in enumerate(wrap(word.text, word.style, room)):
            yield _Word(part.text, word.style, part.width, word.joined and number == 0)


def _spread(row: Sequence[_Word], align: str, left: float, width: float, *, last: bool) -> tuple[_Put, ...]:
    """Where each word of a row stands."""
    spaces = [
        0.0 if word.joined or not number else stringWidth(" ", word.style.font, word.style.size)
        for number, word in enumerate(row)
    ]
    free = width - sum(word.width for word in row) - sum(spaces)
    x = left + {"center": free / 2, "right": free, "end": free}.get(align, 0.0)
    gaps = sum(bool(space) for space in spaces)
    extra = free / gaps if align == "both" and not last and gaps else 0.0
    if extra > _WIDEST_SPACE * max(spaces, default=0.0):
        extra = 0.0
    puts: list[_Put] = []
    for word, space in zip(row, spaces, strict=True):
        x += space + (extra if space else 0.0)
        puts.append(_Put(x, word.text, word.style))
        x += word.width
    return tuple(_runs(puts, extra=extra))


def _runs(puts: Sequence[_Put], *, extra: float) -> Iterator[_Put]:
    """Words of one style as one text where nothing was spread, so that they are copied as they were typed."""
    if extra or not puts:
        yield from (put for put in puts if put.text)
        return
    at, said = puts[0], [puts[0].text]
    end = at.x + stringWidth(at.text, at.style.font, at.style.size)
    for put in puts[1:]:
        if put.style == at.style:
            said.append(("" if abs(put.x - end) < 0.01 else " ") + put.text)
        else:
            yield _Put(at.x, "".join(said), at.style)
            at, said = put, [put.text]
        end = put.x + stringWidth(put.text, put.style.font, put.style.size)
    yield _Put(at.x, "".join(said), at.style)


def _leading(row: Sequence[_Word], paragraph: Paragraph) -> tuple[float, float]:
    """How high a row is, and how much of that is below it."""
    if paragraph.is_exact:
        return paragraph.line, 0.0
    single = max((word.style.leading for word in row if word.text), default=paragraph.style.leading)
    return single * paragraph.line, single * max(paragraph.line - 1, 0.0)
