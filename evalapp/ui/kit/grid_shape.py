"""Where everything of a grid lies: fixed columns, scrolling ones between them, rows of one height."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize

from evalapp.ui.kit.grid_columns import Arrangement, GridColumn, Heading, Side
from evalapp.ui.kit.row_keys import RowKeys
from evalapp.ui.kit.sizes import px, row_height

Row = TypeVar("Row")
_LEAST_MIDDLE = 400  # less room for the scrolling columns drops what is dispensable
_READABLE = 360  # what a column that stretches is given of what is left: sums stay near their parts


class Hit(NamedTuple):
    """What lies under a point; -1 and None where there is nothing of the kind."""

    side: Side
    row: int
    column: int
    heading: Heading | None


class GridShape(Generic[Row]):
    """The geometry of a grid, in pixels of its viewport."""

    def __init__(self, key: Callable[[Row], Hashable]) -> None:
        self.arrangement: Arrangement[Row] = Arrangement()
        self.rows: Sequence[Row] = ()
        self.keys: RowKeys[Row] = RowKeys((), key)
        self.x = self.y = 0
        self.size = QSize()
        self.left: tuple[GridColumn[Row], ...] = ()
        self._begin = 0  # the left edge of the first scrolling column, before it is scrolled
        self.middle = QRect()  # where the scrolling columns are, from the top of the headings down
        self._starts: list[int] = [0]

    def lay_out(self, size: QSize) -> None:
        """Measure the columns for a viewport of that size."""
        self.size = size
        columns = self.arrangement
        self.left = columns.left
        room = size.width() - _width(columns.right)
        if room - _width(columns.left) < px(_LEAST_MIDDLE):
            self.left = tuple(column for column in columns.left if not column.dispensable)
        spare = max(0, min(px(_READABLE), room - _width(self.left) - _width(columns.shown)))
        self._starts = [0]
        for column in columns.shown:
            self._starts.append(self._starts[-1] + px(column.width) + (spare if column.stretches else 0))
        left = _width(self.left)
        stretches = any(column.stretches for column in columns.shown)
        room = min(room, left + self._starts[-1]) if stretches else room
        self.middle = QRect(left, 0, max(0, room - left), size.height())
        self._begin = left

    @property
    def header_height(self) -> int:
        """The headings of the groups, then those of the columns."""
        return row_height() * (self.arrangement.depth + 1)

    @property
    def body(self) -> QRect:
        """Where the rows are."""
        top = self.header_height
        return QRect(0, top, self.size.width(), max(0, self.size.height() - top))

    @property
    def full_size(self) -> QSize:
        """How much there is to scroll through."""
        return QSize(self._starts[-1], len(self.rows) * row_height())

    @property
    def rows_in_view(self) -> range:
        """The rows of which something can be seen."""
        body = self.body
        first = self.y // row_height()
        return range(first, min(len(self.rows), (self.y + body.height()) // row_height() + 1))

    def rows_in(self, clip: QRect) -> range:
        """The rows of which something lies in a part of what can be seen."""
        seen, top = self.rows_in_view, clip.top() - self.header_height + self.y
        first = max(seen.start, top // row_height())
        return range(first, max(first, min(seen.stop, (top + clip.height() - 1) // row_height() + 1)))

    @property
    def page(self) -> int:
        """How many whole rows fit."""
        return max(1, self.body.height() // row_height())

    def top_of(self, row: int) -> int:
        """The upper edge of a row."""
        return self.header_height + row * row_height() - self.y

    def row_rect(self, row: int) -> QRect:
        """A row from edge to edge."""
        return QRect(0, self.top_of(row), self.size.width(), row_height())

    def differing(self, number: int, before: Row, after: Row) -> Iterator[QRect]:
        """The cells in sight that read differently in a row that changed."""
        top = self.top_of(number)
        if top < self.size.height() and top + row_height() > self.header_height:
            for side in Side:
                for column, left, width in self.columns_of(side):
                    if column.cell(before) != column.cell(after):
                        yield QRect(left, top, width, row_height())

    def cell_rect(self, row: int, column: int) -> QRect:
        """A cell of the scrolling columns."""
        return QRect(self.edge(column), self.top_of(row), self.width_of(column), row_height())

    def edge(self, column: int) -> int:
        """The left edge of a scrolling column."""
        return self._begin + self._starts[column] - self.x

    def width_of(self, column: int) -> int:
        """The width of a scrolling column."""
        return self._starts[column + 1] - self._starts[column]

    def columns_of(self, side: Side) -> Iterator[tuple[GridColumn[Row], int, int]]:
        """The columns of a side with left edge and width; of the scrolling ones those that can be seen."""
        if side is Side.MIDDLE:
            least, most = self.middle.left(), self.middle.right()
            for number, column in enumerate(self.arrangement.shown):
                left, width = self.edge(number), self.width_of(number)
                if left + width > least and left <= most:
                    yield column, left, width
            return
        left = 0 if side is Side.LEFT else self.middle.right() + 1
        for column in self.left if side is Side.LEFT else self.arrangement.right:
            yield column, left, px(column.width)
            left += px(column.width)

    def columns_in(self, side: Side, clip: QRect) -> list[tuple[GridColumn[Row], int, int]]:
        """The columns of a side of which something lies in a part of what can be seen."""
        if clip.isEmpty():
            return []
        seen = [(each, left, width) for each, left, width in self.columns_of(side) if left <= clip.right()]
        return [(each, left, width) for each, left, width in seen if left + width > clip.left()]

    def side_rect(self, side: Side) -> QRect:
        """The strip of a side, headings included."""
        middle, height = self.middle, self.size.height()
        if side is Side.LEFT:
            return QRect(0, 0, middle.left(), height)
        if side is Side.RIGHT:
            return QRect(middle.right() + 1, 0, self.size.width() - middle.right() - 1, height)
        return middle

    def heading_rect(self, heading: Heading) -> QRect:
        """A heading over its columns; a folded one reaches down to the rows."""
        left = self.edge(heading.first)
        right = self.edge(heading.last) + self.width_of(heading.last)
        levels = self.arrangement.depth + 1 - heading.level if heading.folded else 1
        return QRect(left, heading.level * row_height(), right - left, levels * row_height())

    def hit(self, point: QPoint) -> Hit:
        """What lies under a point."""
        side = next((side for side in Side if self.side_rect(side).contains(point)), Side.MIDDLE)
        row = (point.y() - self.header_height + self.y) // row_height()
        if point.y() < self.header_height or row >= len(self.rows):
            row = -1
        heading = None
        if side is Side.MIDDLE:
            headings = self.arrangement.headings
            heading = next((each for each in headings if self.heading_rect(each).contains(point)), None)
        return Hit(side, row, self._column_at(side, point.x()), heading)

    def column_at(self, hit: Hit) -> GridColumn[Row] | None:
        """The column that was hit."""
        columns = {Side.LEFT: self.left, Side.RIGHT: self.arrangement.right}.get(
            hit.side, self.arrangement.shown
        )
        return columns[hit.column] if 0 <= hit.column < len(columns) else None

    def _column_at(self, side: Side, x: int) -> int:
        if side is Side.MIDDLE:
            count = len(self.arrangement.shown)
            places = ((self.edge(number), self.width_of(number)) for number in range(count))
        else:
            places = ((left, width) for _, left, width in self.columns_of(side))
        return next((n for n, (left, width) in enumerate(places) if left <= x < left + width), -1)


def _width(columns: Sequence[GridColumn[Row]]) -> int:
    return sum(px(column.width) for column in columns)
