"""Where everything of a grid lies: fixed columns, scrolling ones between them, rows of one height."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize

from evalapp.ui.kit.grid_columns import Arrangement, GridColumn, Heading, Side
from evalapp.ui.kit.row_keys import RowKeys
from evalapp.ui.kit.sizes import px, row_height

Row = TypeVar("Row")
#: A column as it stands: with its left edge and its width.
Placed = tuple[GridColumn[Row], int, int]
ALL_LEVELS = 9
_LEAST_MIDDLE = 400  # less room for the scrolling columns drops what is dispensable
_LEAST_STRETCHED = 96  # what it can do with where nothing then has to be scrolled
_READABLE = 360  # what a column that stretches is given of what is left: sums stay near their parts


class Hit(NamedTuple):
    """What lies under a point; -1 and None where there is nothing of the kind."""

    side: Side
    row: int
    column: int
    heading: Heading | None


class GridShape(Generic[Row]):
    """The geometry of a grid, in pixels of its viewport.

    Each change of a cell asks for it many times, so it is measured once for each layout and each scrolling.
    """

    def __init__(self, key: Callable[[Row], Hashable]) -> None:
        self.arrangement: Arrangement[Row] = Arrangement()
        self.rows: Sequence[Row] = ()
        self.keys: RowKeys[Row] = RowKeys((), key)
        self.x = self.y = 0
        self.levels = ALL_LEVELS  # of headings over the columns, at most
        self.is_bare = False  # without the fixed columns at the right, where something stands beside
        self.row_height = row_height()
        self.lay_out(QSize())

    def lay_out(self, size: QSize) -> None:
        """Measure the columns for a viewport of that size."""
        self.size = size
        columns = self.arrangement
        self.left, self.right = columns.left, () if self.is_bare else columns.right
        room = size.width() - _width(self.right)
        if room - _width(columns.left) < px(_LEAST_MIDDLE):
            self.left = tuple(column for column in columns.left if not column.dispensable)
        spare = self._spare(room - _width(self.left))
        self._starts = [0]
        for column in columns.shown:
            self._starts.append(self._starts[-1] + px(column.width) + (spare if column.stretches else 0))
        left, wide, high = _width(self.left), size.width(), size.height()
        stretches = any(column.stretches for column in columns.shown)
        room = min(room, left + self._starts[-1]) if stretches else room
        self._begin = left  # the left edge of the first scrolling column, before it is scrolled
        #: Where the scrolling columns are, from the top of the headings down.
        self.middle = QRect(left, 0, max(0, room - left), high)
        self.depth = min(columns.depth, self.levels)
        #: The headings of the groups, then those of the columns.
        self.header_height = self.row_height * (self.depth + 1)
        #: Those that there is room for; a folded group is one of the columns.
        self.headings = [each for each in columns.headings if each.folded or each.level < self.depth]
        #: Where the rows are: as many whole ones as there is room for.
        tall = max(0, high - self.header_height)
        rest = tall % self.row_height if tall > self.row_height else 0
        self.body = QRect(0, self.header_height, wide, tall - rest)
        end = self.middle.right() + 1
        self._strips = {
            Side.LEFT: QRect(0, 0, left, high),
            Side.MIDDLE: self.middle,
            Side.RIGHT: QRect(end, 0, wide - end, high),
        }
        self._placed = {
            Side.LEFT: _side_by_side(self.left, 0),
            Side.RIGHT: _side_by_side(self.right, end),
        }
        self.scroll_to(self.x, self.y)

    def _spare(self, room: int) -> int:
        """How much wider a column that stretches is, or less wide, where all columns then have room."""
        shown = self.arrangement.shown
        spare = room - _width(shown)
        if spare >= 0:
            return min(px(_READABLE), spare)
        least = [px(column.width - _LEAST_STRETCHED) for column in shown if column.stretches]
        return spare if least and -spare <= least[0] else 0

    def scroll_to(self, x: int, y: int) -> None:
        """Show what lies so far to the right, and so many pixels down, which are whole rows."""
        self.x, self.y = x, y
        least, most = self.middle.left(), self.middle.right()
        placed = (
            (column, self.edge(number), self.width_of(number))
            for number, column in enumerate(self.arrangement.shown)
        )
        seen = [each for each in placed if each[1] + each[2] > least and each[1] <= most]
        whole = [each for each in seen if each[1] >= least and each[1] + each[2] <= most + 1]
        #: Half a figure reads as another one, so columns are shown that are whole in sight.
        self._placed[Side.MIDDLE] = whole or seen
        #: What is in sight of the others, before them and after them.
        self.halves = [self._seen_of(each) for each in seen if whole and each not in whole]
        borders = [x for x in map(self.edge, self.arrangement.borders) if least < x < most]
        #: Where a line stands between the fixed columns and the others, and between the outermost groups.
        self.lines = (least - 1, *borders, most + 1)
        self.sides = tuple((side, self._strips[side], self._placed[side]) for side in Side)

    def width_for(self, columns: int, *, is_bare: bool) -> int:
        """How wide it has to be at least for so many columns between the fixed ones."""
        shown = self.arrangement.shown
        kept = (column for column in self.arrangement.left if not column.dispensable)
        widths = sorted(px(column.width) for column in shown if column.numeric) or [0]
        right = () if is_bare else self.arrangement.right
        return _width((*kept, *right)) + columns * widths[len(widths) // 2]

    def _seen_of(self, placed: Placed[Row]) -> QRect:
        _, left, width = placed
        return QRect(left, 0, width, self.size.height()).intersected(self.middle)

    @property
    def full_size(self) -> QSize:
        """How much there is to scroll through."""
        return QSize(self._starts[-1], len(self.rows) * self.row_height)

    def rows_in(self, clip: QRect) -> range:
        """The rows of which something lies in a part of what can be seen."""
        above = self.y - self.header_height
        first = max(self.y, clip.top() + above) // self.row_height
        last = min(len(self.rows) - 1, (clip.bottom() + above) // self.row_height)
        return range(first, max(first, last + 1))

    @property
    def page(self) -> int:
        """How many whole rows fit."""
        return max(1, self.body.height() // self.row_height)

    def top_of(self, row: int) -> int:
        """The upper edge of a row."""
        return self.header_height + row * self.row_height - self.y

    def row_rect(self, row: int) -> QRect:
        """A row from edge to edge."""
        return QRect(0, self.top_of(row), self.size.width(), self.row_height)

    def differing(
        self, number: int, before: Row, after: Row, parts: Collection[str] | None = None
    ) -> Iterator[QRect]:
        """The cells in sight that read differently in a row that changed; of its parts in these only."""
        top = self.top_of(number)
        if top < self.size.height() and top + self.row_height > self.header_height:
            for _side, _strip, placed in self.sides:
                for column, left, width in placed:
                    if parts is not None and column.part and column.part not in parts:
                        continue
                    if column.cell(before) != column.cell(after):
                        yield QRect(left, top, width, self.row_height)

    def cell_rect(self, row: int, column: int) -> QRect:
        """A cell of the scrolling columns."""
        return QRect(self.edge(column), self.top_of(row), self.width_of(column), self.row_height)

    def edge(self, column: int) -> int:
        """The left edge of a scrolling column."""
        return self._begin + self._starts[column] - self.x

    def width_of(self, column: int) -> int:
        """The width of a scrolling column."""
        return self._starts[column + 1] - self._starts[column]

    def columns_of(self, side: Side) -> Sequence[Placed[Row]]:
        """The columns of a side; of the scrolling ones those that can be seen."""
        return self._placed[side]

    def side_rect(self, side: Side) -> QRect:
        """The strip of a side, headings included."""
        return self._strips[side]

    def heading_rect(self, heading: Heading) -> QRect:
        """A heading over its columns; a folded one reaches down to the rows."""
        left = self.edge(heading.first)
        right = self.edge(heading.last) + self.width_of(heading.last)
        level = min(heading.level, self.depth)
        levels = self.depth + 1 - level if heading.folded else 1
        return QRect(left, level * self.row_height, right - left, levels * self.row_height)

    def hit(self, point: QPoint) -> Hit:
        """What lies under a point."""
        side = next((side for side, strip, _ in self.sides if strip.contains(point)), Side.MIDDLE)
        row = (point.y() - self.header_height + self.y) // self.row_height
        if point.y() < self.header_height or row >= len(self.rows):
            row = -1
        heading = None
        if side is Side.MIDDLE:
            heading = next((each for each in self.headings if self.heading_rect(each).contains(point)), None)
        return Hit(side, row, self._column_at(side, point.x()), heading)

    def column_at(self, hit: Hit) -> GridColumn[Row] | None:
        """The column that was hit."""
        columns = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(hit.side, self.arrangement.shown)
        return columns[hit.column] if 0 <= hit.column < len(columns) else None

    def _column_at(self, side: Side, x: int) -> int:
        if side is Side.MIDDLE:
            count = len(self.arrangement.shown)
            places = ((self.edge(number), self.width_of(number)) for number in range(count))
        else:
            places = ((left, width) for _, left, width in self._placed[side])
        return next((n for n, (left, width) in enumerate(places) if left <= x < left + width), -1)


def _width(columns: Sequence[GridColumn[Row]]) -> int:
    return sum(px(column.width) for column in columns)


def _side_by_side(columns: Sequence[GridColumn[Row]], left: int) -> list[Placed[Row]]:
    placed: list[Placed[Row]] = []
    for column in columns:
        placed.append((column, left, px(column.width)))
        left += px(column.width)
    return placed
