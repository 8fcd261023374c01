"""Drawing on a copy of a picture: arrows and blurred rectangles, with the mouse or with the keyboard."""

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from evalapp.ui.kit.colours import colours

#: Places are counted in parts of the picture's width and height.
PARTS = 10_000
_STEP, _FINE = 200, 25
_SMALLEST = 100
_ARROW = QColor(214, 30, 30)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Drawn(Struct, frozen=True):
    """An arrow or a blurred rectangle from one place to another."""

    blurs: bool
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def is_visible(self) -> bool:
        """Whether it is more than a click."""
        return max(abs(self.x2 - self.x1), abs(self.y2 - self.y1)) >= _SMALLEST


class MarkingBoard(QWidget):
    """Drag to draw; or arrows move the cross, Space begins and ends. Ctrl+Z undoes, Ctrl+Y redoes."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)
        self._image = QImage()
        self._coarse = QImage()
        self._marks: tuple[Drawn, ...] = ()
        self._undone: list[tuple[Drawn, ...]] = []
        self._done: list[tuple[Drawn, ...]] = []
        self._blurs = False
        self._from: tuple[int, int] | None = None
        self._cross = (PARTS // 2, PARTS // 2)

    @property
    def marks(self) -> tuple[Drawn, ...]:
        """What is drawn."""
        return self._marks

    @property
    def can_undo(self) -> bool:
        """Whether there is a mark to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a mark that was taken back can be drawn again."""
        return bool(self._undone)

    def show_picture(self, picture: bytes, marks: Sequence[Drawn]) -> None:
        """Show a picture and what is drawn on it already."""
        self._image = QImage.fromData(picture)
        small = self._image.scaled(QSize(24, 24), Qt.AspectRatioMode.KeepAspectRatio)
        self._coarse = small
        self._marks, self._done, self._undone, self._from = tuple(marks), [], [], None
        self.update()
        self.changed.emit()

    def use(self, *, blurs: bool) -> None:
        """Blur from now on, or draw arrows."""
        self._blurs, self._from = blurs, None
        self.update()

    def undo(self) -> None:
        """Take the last mark back."""
        if self._done:
            self._undone.append(self._marks)
            self._show(self._done.pop())

    def redo(self) -> None:
        """Draw a mark again that was taken back."""
        if self._undone:
            self._done.append(self._marks)
            self._show(self._undone.pop())

    def clear(self) -> None:
        """Take all marks away; that too can be undone."""
        if self._marks:
            self._change(())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a mark."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._cross = self._from = self._place(event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what it would be."""
        if self._from is not None:
            self._cross = self._place(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self._from is not None:
            self._cross = self._place(event.position())
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cross, begin and end a mark, undo and redo."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ARROWS:
            step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            across, down = _ARROWS[Qt.Key(key)]
            self._cross = (_inside(self._cross[0] + across * step), _inside(self._cross[1] + down * step))
            self.update()
        elif key == Qt.Key.Key_Space:
            if self._from is None:
                self._from = self._cross
            else:
                self._end()
            self.update()
        elif key == Qt.Key.Key_Z and control:
            self.undo()
        elif key == Qt.Key.Key_Y and control:
            self.redo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture and everything on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        painter.drawImage(box, self._image)
        shown = [*self._marks, *([self._made()] if self._from is not None else [])]
        for mark in sorted(shown, key=lambda each: not each.blurs):
            (self._paint_blur if mark.blurs else self._paint_arrow)(painter, mark)
        if self.hasFocus():
            self._paint_cross(painter)
        painter.end()

    def _made(self) -> Drawn:
        return Drawn(self._blurs, *(self._from or self._cross), *self._cross)

    def _end(self) -> None:
        made = self._made()
        self._from = None
        if made.is_visible:
            self._change((*self._marks, made))
        self.update()

    def _change(self, marks: tuple[Drawn, ...]) -> None:
        self._done.append(self._marks)
        self._undone = []
        self._show(marks)

    def _show(self, marks: tuple[Drawn, ...]) -> None:
        self._marks = marks
        self.update()
        self.changed.emit()

    def _paint_blur(self, painter: QPainter, mark: Drawn) -> None:
        """Coarse tiles, as the copy will have them."""
        part = QRectF(self._point(mark.x1, mark.y1), self._point(mark.x2, mark.y2)).normalized()
        box = self._box()
        source = QRectF(
            (part.left() - box.left()) * self._coarse.width() / box.width(),
            (part.top() - box.top()) * self._coarse.height() / box.height(),
            part.width() * self._coarse.width() / box.width(),
            part.height() * self._coarse.height() / box.height(),
        )
        painter.drawImage(part, self._coarse, source)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(part)

    def _paint_arrow(self, painter: QPainter, mark: Drawn) -> None:
        start, end = self._point(mark.x1, mark.y1), self._point(mark.x2, mark.y2)
        turn = atan2(end.y() - start.y(), end.x() - start.x())
        thick = max(max(self._box().width(), self._box().height()) / 130, 2)
        head = thick * 5
        sides = [
            QPointF(end.x() - head * cos(turn + side), end.y() - head * sin(turn + side))
            for side in (pi / 6, -pi / 6)
        ]
        for colour, extra in ((QColor("white"), thick), (_ARROW, 0)):
            painter.setPen(QPen(QBrush(colour), thick + extra))
            painter.setBrush(colour)
            painter.drawLine(start, (sides[0] + sides[1]) / 2)
            painter.setPen(QPen(QBrush(colour), max(extra, 1)))
            painter.drawPolygon(QPolygonF([end, *sides]))

    def _paint_cross(self, painter: QPainter) -> None:
        at = self._point(*self._cross)
        for colour, width in ((QColor("white"), 4), (QColor(colours().accent), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(at.x() - 12, at.y()), QPointF(at.x() + 12, at.y()))
            painter.drawLine(QPointF(at.x(), at.y() - 12), QPointF(at.x(), at.y() + 12))

    def _box(self) -> QRectF:
        if self._image.isNull():
            return QRectF(self.rect())
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _place(self, at: QPointF) -> tuple[int, int]:
        box = self._box()
        return (
            _inside(round((at.x() - box.left()) * PARTS / box.width())),
            _inside(round((at.y() - box.top()) * PARTS / box.height())),
        )

    def _point(self, x: int, y: int) -> QPointF:
        box = self._box()
        return QPointF(box.left() + x * box.width() / PARTS, box.top() + y * box.height() / PARTS)


def _inside(part: int) -> int:
    return min(max(part, 0), PARTS)
