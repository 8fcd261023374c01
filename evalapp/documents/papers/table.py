"""A ruled table that runs over pages: headings repeated, rows kept whole while they fit a page."""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from evalapp.documents.papers import fonts
from evalapp.documents.papers.page import Line, Paper, Style, wrap
from evalapp.documents.papers.plain_text import lines

_SIDE = 3.5
# What is left of a page below this height is not worth starting a long row in.
_WORTH_STARTING = 60.0


class Align(Enum):
    """Where a column's text stands."""

    LEFT = "left"
    CENTRE = "centre"


class Column(Struct, frozen=True):
    """A column of a table: its heading, its width and where its text stands."""

    title: str
    width: float
    align: Align = Align.CENTRE


class Cell(Struct, frozen=True):
    """A text, bold or not, and smaller words below it."""

    text: str
    bold: bool = False
    notes: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """The cells of one row, on grey or not; a heading `across` is one text over all columns."""

    cells: tuple[Cell, ...]
    shaded: bool = False
    across: bool = False


class _Set(Struct, frozen=True):
    """A line ready to be drawn in its cell."""

    line: Line
    style: Style


class Table:
    """Draws rows on a paper from where it stands; `pad` is the air above and below the text of a row."""

    def __init__(
        self,
        paper: Paper,
        columns: Sequence[Column],
        *,
        size: float = 11,
        pad: float = 2.0,
        hidden: Collection[str] = (),
    ) -> None:
        self._paper = paper
        self._shown = [number for number, each in enumerate(columns) if each.title not in hidden]
        self._columns = _stretched([columns[number] for number in self._shown], columns)
        self._pad = pad
        self._plain, self._bold = Style(fonts.REGULAR, size), Style(fonts.BOLD, size)
        self._note = Style(fonts.ITALIC, size - 1)
        self._edges = [paper.left]
        for column in self._columns:
            self._edges.append(self._edges[-1] + column.width)
        self._heading = [self._lay_heading(column) for column in self._columns]
        self._lines: list[tuple[float, float, float, float]] = []
        self._across: list[tuple[float, float]] = []  # from where to where headings stand on this page
        self._top = paper.y

    def height(self, rows: Iterable[Row]) -> float:
        """How much room the rows take under their heading, on one page."""
        return self._height(self._heading) + sum(self._height(self._laid(row)) for row in rows)

    def draw(
        self,
        rows: Sequence[Row],
        *,
        together: int = 1,
        below: float = 0,
        progress: Callable[[], None] | None = None,
    ) -> None:
        """Draw the rows; the last ones stay on one page, with the room asked for below them.

        After each row `progress` is told, which may raise to stop.
        """
        self._start()
        needed = [self._height(self._laid(row)) for row in rows[-together:]]
        first_of_last = len(rows) - len(needed)
        for number, row in enumerate(rows):
            at = number - first_of_last
            following = self._height(self._laid(rows[number + 1])) if row.across and at < 0 else 0
            self._row(row, below=sum(needed[at + 1 :]) + below if at >= 0 else following)
            if progress:
                progress()
        self._finish()

    def _row(self, row: Row, *, below: float) -> None:
        laid = self._laid(row)
        height = self._height(laid)
        if height + below > self._paper.room >= height and height + below <= self._full_page():
            self._turn()
        if height > self._paper.room and (height <= self._full_page() or self._paper.room < _WORTH_STARTING):
            self._turn()
        while height > self._paper.room:
            laid = self._draw_what_fits(laid)
            self._turn()
            height = self._height(laid)
        if row.across:
            self._across.append((self._paper.y, self._paper.y - height))
        self._draw(laid, height, shaded=row.shaded, across=row.across)

    def _finish(self) -> None:
        """Close the frame of what stands on this page."""
        for x in self._edges:
            top = self._top
            for high, low in self._across if x not in (self._edges[0], self._edges[-1]) else ():
                self._lines.append((x, top, x, high))
                top = low
            self._lines.append((x, top, x, self._paper.y))
        self._paper.rules(self._lines)
        self._lines, self._across = [], []

    def _start(self) -> None:
        self._top = self._paper.y
        self._lines.append((self._edges[0], self._top, self._edges[-1], self._top))
        self._draw(self._heading, self._height(self._heading), shaded=True, centred=True)

    def _turn(self) -> None:
        self._finish()
        self._paper.new_page()
        self._start()

    def _full_page(self) -> float:
        return self._paper.top - self._height(self._heading) - self._paper.bottom

    def _lay_heading(self, column: Column) -> list[_Set]:
        return [_Set(line, self._bold) for line in wrap(column.title, self._bold, column.width - 2 * _SIDE)]

    def _laid(self, row: Row) -> list[list[_Set]]:
        if row.across:
            width = self._edges[-1] - self._edges[0] - 2 * _SIDE
            return [[_Set(line, self._bold) for line in wrap(row.cells[0].text, self._bold, width)]]
        return [self._lay(row.cells[place], number) for number, place in enumerate(self._shown)]

    def _lay(self, cell: Cell, number: int) -> list[_Set]:
        width = self._columns[number].width - 2 * _SIDE
        style = self._bold if cell.bold else self._plain
        laid = [_Set(line, style) for line in wrap(cell.text, style, width)] if cell.text else []
        for note in cell.notes:
            laid += [_Set(line, self._note) for part in lines(note) for line in wrap(part, self._note, width)]
        return laid

    def _draw_what_fits(self, laid: Sequence[Sequence[_Set]]) -> list[list[_Set]]:
        now: list[list[_Set]] = []
        later: list[list[_Set]] = []
        for cell in laid:
            room, count = self._paper.room - 2 * self._pad, 0
            while count < len(cell) and room >= cell[count].style.leading:
                room -= cell[count].style.leading
                count += 1
            now.append(list(cell[:count]))
            later.append(list(cell[count:]))
        self._draw(now, self._paper.room)
        return later

    def _draw(
        self,
        laid: Iterable[Sequence[_Set]],
        height: float,
        *,
        shaded: bool = False,
        centred: bool = False,
        across: bool = False,
    ) -> None:
        paper, top = self._paper, self._paper.y
        if shaded:
            paper.shade(self._edges[0], top - height, self._edges[-1] - self._edges[0], height)
        for number, cell in enumerate(laid):
            middle = centred or (self._columns[number].align is Align.CENTRE and not across)
            y = top - self._pad - ((height - self._height([cell])) / 2 if centred else 0)
            for part in cell:
                y -= part.style.leading
                x = self._edges[number] + _SIDE
                if middle:
                    x = (self._edges[number] + self._edges[number + 1] - part.line.width) / 2
                paper.put(x, y + part.style.size * 0.2, part.line.text, part.style)
        paper.y = top - height
        self._lines.append((self._edges[0], paper.y, self._edges[-1], paper.y))

    def _height(self, laid: Iterable[Sequence[_Set]]) -> float:
        return 2 * self._pad + max((sum(part.style.leading for part in cell) for cell in laid), default=0.0)


def _stretched(shown: Sequence[Column], columns: Sequence[Column]) -> list[Column]:
    """The columns that are shown, sharing the room of those that are not."""
    share = sum(each.width for each in columns) / sum(each.width for each in shown)
    return [replace(each, width=each.width * share) for each in shown]
