"""Charts: bars of shares, and months in a row. Every value is also written, and told to a screen reader."""

import math
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from evalapp.base.columns import EMPTY
from evalapp.base.messages import points_shown, tr
from evalapp.ui.kit.colours import MEDIUM, SMALL, TINY, colours
from evalapp.ui.kit.sizes import px

_BAR_HEIGHT = 14
_LINE = 40  # a bar with its name above it
_LETTERS = 12
_VALUE_ROOM = 64
_TREND_HEIGHT, _LOWEST_TREND = 170, 100


class ChartPoint(Struct, frozen=True):
    """One named value; None where nothing is known."""

    name: str
    value: Decimal | None

    @property
    def text(self) -> str:
        """The value as it is written."""
        return EMPTY if self.value is None else points_shown(self.value)


class _Chart(QWidget):
    """What charts share: their points, and how they are read aloud."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.points: tuple[ChartPoint, ...] = ()
        self._most = Decimal(100)
        self.setAccessibleName(name)

    def show_points(self, points: Sequence[ChartPoint], *, percent: bool = True) -> None:
        """Draw these values; percents are drawn against a hundred, counts against the highest."""
        self.points = tuple(points)
        highest = max((each.value for each in points if each.value is not None), default=Decimal(0))
        self._most = Decimal(100) if percent else max(highest, Decimal(1))
        told = "; ".join(f"{each.name}: {each.text}" for each in points)
        self.setAccessibleDescription(told or tr("Nothing to draw"))
        self.updateGeometry()
        self.update()

    def _share(self, value: Decimal) -> float:
        return float(min(max(value, Decimal(0)) / self._most, Decimal(1)))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(_LETTERS))
        return font


class BarChart(_Chart):
    """Horizontal bars, one under another, each with its name above and its value beside."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As tall as all bars."""
        return QSize(240, max(len(self.points), 1) * px(_LINE))

    def minimumSizeHint(self) -> QSize:
        """Never less: what holds the chart scrolls."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars that are in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        first, last = event.rect().top() // px(_LINE), event.rect().bottom() // px(_LINE)
        for number, point in enumerate(self.points[first : last + 1], start=first):
            self._bar(painter, point, number * px(_LINE))
        painter.end()

    def _bar(self, painter: QPainter, point: ChartPoint, top: int) -> None:
        c, room = colours(), self.width() - px(_VALUE_ROOM)
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(c.text))
        name = metrics.elidedText(point.name, Qt.TextElideMode.ElideRight, self.width() - SMALL)
        painter.drawText(0, top + metrics.ascent() + 2, name)
        y = top + metrics.height() + TINY
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.line))
        painter.drawRoundedRect(QRectF(0, y, room, px(_BAR_HEIGHT)), 3, 3)
        if point.value:
            painter.setBrush(QColor(c.accent))
            painter.drawRoundedRect(
                QRectF(0, y, max(room * self._share(point.value), 3), px(_BAR_HEIGHT)), 3, 3
            )
        painter.setPen(QColor(c.text))
        painter.drawText(room + SMALL, y + px(_BAR_HEIGHT) - 2, point.text)


def steps_between(widest: float, step: float) -> int:
    """How many points lie between two names so that none touches another; all measures in pixels.

    The last name ends where the chart does, half its width before where it would stand in the middle.
    """
    return max(math.ceil((widest * 1.5 + SMALL) / step), 1)


class TrendChart(_Chart):
    """Months in a row as a line; a month without a value leaves a gap. It gives way to words above it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(280, px(_TREND_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a panel."""
        return QSize(200, px(_LOWEST_TREND))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, the line and the names of some months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        metrics = QFontMetrics(painter.font())
        below, above = metrics.height() + TINY, metrics.height() + SMALL
        field = QRectF(MEDIUM, above, self.width() - 2 * MEDIUM, self.height() - above - below)
        self._frame(painter, field)
        if self.points:
            self._line(painter, field)
            self._months(painter, field, metrics)
        painter.end()

    def _frame(self, painter: QPainter, field: QRectF) -> None:
        c = colours()
        painter.setPen(QPen(QColor(c.line), 1))
        for part in (0.0, 0.5, 1.0):
            y = field.top() + field.height() * part
            painter.drawLine(int(field.left()), int(y), int(field.right()), int(y))
        painter.setPen(QColor(c.muted))
        painter.drawText(0, int(field.top()) - SMALL, points_shown(self._most))

    def _line(self, painter: QPainter, field: QRectF) -> None:
        c = colours()
        before: tuple[float, float] | None = None
        for number, point in enumerate(self.points):
            if point.value is None:
                before = None
                continue
            x, y = self._x(field, number), field.bottom() - field.height() * self._share(point.value)
            painter.setPen(QPen(QColor(c.accent), 2))
            if before is not None:
                painter.drawLine(int(before[0]), int(before[1]), int(x), int(y))
            painter.setBrush(QColor(c.accent))
            painter.drawEllipse(QRectF(x - 3, y - 3, 6, 6))
            before = (x, y)

    def _months(self, painter: QPainter, field: QRectF, metrics: QFontMetrics) -> None:
        painter.setPen(QColor(colours().muted))
        last = len(self.points) - 1
        widest = max(metrics.horizontalAdvance(each.name) for each in self.points)
        every = steps_between(widest, field.width() / max(last, 1))
        for number in range(last, -1, -every):
            text = self.points[number].name
            width = metrics.horizontalAdvance(text)
            x = min(max(self._x(field, number) - width / 2, 0), self.width() - width)
            painter.drawText(int(x), self.height() - TINY, text)

    def _x(self, field: QRectF, number: int) -> float:
        steps = max(len(self.points) - 1, 1)
        return field.left() + field.width() * number / steps
