"""A box that is ticked: colour alone would not say that it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QCheckBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from evalapp.ui.kit.colours import colours
from evalapp.ui.kit.labels import as_read, unmarked
from evalapp.ui.kit.sizes import px

_BOX, _ROUND = 16, 3  # pixels
_TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))  # in parts of the box


class Check(QCheckBox):
    """A choice of yes or no, with its words beside it; “&” is a letter like others."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Say what is chosen."""
        super().setText(unmarked(text))

    def text(self) -> str:
        """What it says."""
        return as_read(super().text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick into the box that the style draws."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        _draw_tick(painter, box)
        painter.end()


class TickedRows(QStyledItemDelegate):
    """Draws the same box before each row of a list that is marked."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row, and the tick into its box."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            drawn = QStyleOptionViewItem(option)
            self.initStyleOption(drawn, index)
            widget = drawn.widget
            part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
            _draw_tick(painter, widget.style().subElementRect(part, drawn, widget))


def draw_box(painter: QPainter, inside: QRect, *, ticked: bool) -> None:
    """A box in the middle of a cell, as the boxes of forms look."""
    side = px(_BOX)
    box = QRect(0, 0, side, side)
    box.moveCenter(inside.center())
    colour = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour.accent if ticked else colour.muted), 1))
    painter.setBrush(QColor(colour.accent if ticked else colour.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    painter.restore()
    if ticked:
        _draw_tick(painter, box)


def _draw_tick(painter: QPainter, box: QRect) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colours().on_accent), max(2, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in _TICK])
    )
    painter.restore()
