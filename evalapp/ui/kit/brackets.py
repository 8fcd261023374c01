"""A column that draws a bracket beside rows that belong together."""

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from evalapp.ui.kit.cells import AnyIndex, CellDelegate
from evalapp.ui.kit.colours import SMALL, colours


class Bracket(StrEnum):
    """The part of a bracket that stands beside one row."""

    NONE = ""
    FIRST = "┌"
    INSIDE = "│"
    LAST = "└"


class BracketDelegate(CellDelegate):
    """Draws the parts of a bracket so that they join from row to row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the part that the cell names."""
        part = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.save()
        self._background(painter, option.rect, option.rect, option.state, refused=False)
        self._edges(painter, option.rect, option.rect, refused=False, current=False)
        if part:
            self._draw(painter, option, Bracket(part))
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, part: Bracket) -> None:
        rect = option.rect
        left, right, middle = rect.left() + SMALL, rect.right() - SMALL // 2, rect.center().y()
        top = middle if part is Bracket.FIRST else rect.top()
        bottom = middle if part is Bracket.LAST else rect.bottom() + 1
        painter.setPen(QPen(QColor(colours().warn), 2))
        painter.drawLine(QPoint(left, top), QPoint(left, bottom))
        if part is not Bracket.INSIDE:
            painter.drawLine(QPoint(left, middle), QPoint(right, middle))
