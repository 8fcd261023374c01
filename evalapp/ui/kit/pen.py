"""A box to sign in with a mouse, a pen or a finger: strokes in the parts of a box of a fixed shape."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from evalapp.ui.kit.colours import colours

Strokes = tuple[tuple[tuple[int, int], ...], ...]

_LINE = 40  # where one signs, in parts above the foot
_NEAR = 3  # a pen that moved less has not moved


class PenBox(QWidget):
    """Ctrl+Z takes the last stroke back; Delete begins again."""

    changed = Signal()

    def __init__(self, name: str, width: int, height: int) -> None:
        super().__init__()
        self._shape = QSize(width, height)
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(width // 3, height // 3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def strokes(self) -> Strokes:
        """What was drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: Strokes) -> None:
        """Show what was drawn before."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.update()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self.show_strokes(self.strokes[:-1])

    def sizeHint(self) -> QSize:
        """As large as the box is fine."""
        return self._shape * 2 / 3

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pen is on the paper."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drawing = True
            self._strokes.append([self._place(event.position())])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pen goes on."""
        if not self._drawing:
            return
        place, last = self._place(event.position()), self._strokes[-1][-1]
        if abs(place[0] - last[0]) + abs(place[1] - last[1]) >= _NEAR:
            self._strokes[-1].append(place)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen is lifted."""
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back a stroke, or all of them."""
        if event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.show_strokes(())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the line to sign on, and the strokes."""
        look = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.line), 1.5))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        foot = self._point((0, self._shape.height() - _LINE)).y()
        painter.setPen(QPen(QColor(look.line), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left() + 16, foot), QPointF(box.right() - 16, foot))
        pen = QPen(QColor(look.text), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            points = [self._point(place) for place in stroke]
            if len(points) == 1:
                painter.drawPoint(points[0])
            painter.drawPolyline(QPolygonF(points))
        painter.end()

    def _box(self) -> QRectF:
        """The part of the widget that has the shape of the box."""
        scale = min(self.width() / self._shape.width(), self.height() / self._shape.height())
        width, height = self._shape.width() * scale, self._shape.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _place(self, at: QPointF | QPoint) -> tuple[int, int]:
        box = self._box()
        x = round((at.x() - box.left()) * self._shape.width() / box.width())
        y = round((at.y() - box.top()) * self._shape.height() / box.height())
        return min(max(x, 0), self._shape.width()), min(max(y, 0), self._shape.height())

    def _point(self, place: tuple[int, int]) -> QPointF:
        box = self._box()
        return QPointF(
            box.left() + place[0] * box.width() / self._shape.width(),
            box.top() + place[1] * box.height() / self._shape.height(),
        )
