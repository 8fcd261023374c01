"""How high the rows of a table are: what their longest texts need, and under them why a value was refused."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTableView

from evalapp.base.columns import Tone
from evalapp.ui.kit.cells import draw_lines, lines_height, wrapped_height
from evalapp.ui.kit.colours import SMALL, colours
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.kit.table_model import TableModel

Row = TypeVar("Row")
_WRAPS_UP_TO = 1000  # rows; those of a longer list keep one height, since each had to be measured
_SIGN = "✕ "


class RowHeights(Generic[Row]):
    """The heights of a table's rows, and the lines that stand under those with something refused."""

    def __init__(self, view: QTableView, model: TableModel[Row], spans: Callable[[Row], bool] | None) -> None:
        self._view, self._model, self._spans = view, model, spans
        self._raised: set[int] = set()  # rows higher than one line
        self._reasons: dict[int, tuple[str, int]] = {}  # by row: why, and how much room that takes

    def below(self, number: int) -> int:
        """How much of a row's height is taken by why something in it was refused."""
        return self._reasons[number][1] if number in self._reasons else 0

    def reason(self, number: int) -> str:
        """What stands under a row; nothing where nothing was refused."""
        return self._reasons[number][0] if number in self._reasons else ""

    def fit(self, numbers: Sequence[int] | None = None) -> None:
        """Give each row, or only these, the height that it needs."""
        self._note_reasons()
        columns, rows = self._model.columns, self._model.rows
        wrapping = [n for n, each in enumerate(columns) if each.wraps and not self._view.isColumnHidden(n)]
        if not wrapping or len(rows) > _WRAPS_UP_TO:
            self._lower_all()
            return
        for number in range(len(rows)) if numbers is None else numbers:
            self._give(number, self._height(rows[number], wrapping) + self.below(number))

    def draw_reasons(self, painter: QPainter) -> None:
        """Write under each row in sight why something in it was refused, over the whole width."""
        room = self._view.viewport().rect()
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours().bad))
        for number, (text, high) in self._reasons.items():
            end = self._view.rowViewportPosition(number) + self._view.rowHeight(number) - 1
            place = QRect(SMALL, end - high, room.width() - 2 * SMALL, high)
            if place.intersects(room):
                draw_lines(painter, place, text)

    def _note_reasons(self) -> None:
        """What was refused, and how many lines why takes; few rows have any."""
        self._reasons = {}
        if not (why := self._model.reasons):
            return
        font, wide = self._view.font(), self._view.viewport().width()
        for number, row in enumerate(self._model.rows):
            if text := why.get(self._model.key_of(row)):
                said = _SIGN + text
                self._reasons[number] = said, lines_height(said, font, wide - 2 * SMALL) + SMALL

    def _lower_all(self) -> None:
        """Every row is as high as one line; those that are already are not gone through."""
        for number in [*self._raised.difference(self._reasons), *self._reasons]:
            self._give(number, row_height() + self.below(number))

    def _give(self, number: int, height: int) -> None:
        if self._view.rowHeight(number) != height:
            self._view.setRowHeight(number, height)
        if height > row_height():
            self._raised.add(number)
        else:
            self._raised.discard(number)

    def _height(self, row: Row, wrapping: Sequence[int]) -> int:
        if self._spans and self._spans(row):
            return row_height()  # its text has the whole line
        heights = [
            wrapped_height(
                column.text(row),
                self._view.font(),
                self._view.columnWidth(each),
                column.head(row),
                strong=column.tone(row) is Tone.STRONG,
            )
            for each, column in ((each, self._model.columns[each]) for each in wrapping)
        ]
        return max(heights, default=row_height())
