"""Stacked bars in a list: each part with its letter and figure, chosen with the arrows, opened with Enter."""

from typing import cast

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, counted, tr
from evalapp.ui.kit.cells import AnyIndex, CellDelegate
from evalapp.ui.kit.colours import SMALL, TINY, colours
from evalapp.ui.kit.roles import ROW_ROLE
from evalapp.ui.kit.segments import Bar, Segment
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table

_BAR = 1  # the column of the bars
_HEIGHT = 20
_GAP = 2
_LETTERS = 12  # pixels
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

COLUMNS: tuple[Column[Bar], ...] = (
    Column(
        "label",
        N_("Unit"),
        lambda bar: bar.label,
        width=200,
        tip=lambda bar: bar.label,
        tone=lambda bar: Tone.STRONG if bar.strong else Tone.PLAIN,
    ),
    Column("bar", N_("Levels"), lambda bar: bar.said, tip=lambda bar: bar.said),
)


class BarList(Table[Bar]):
    """A list of bars. A part that is opened is announced with its line."""

    part_opened = Signal(object, object)

    def __init__(self, name: str) -> None:
        super().__init__(COLUMNS, lambda bar: bar.key, name)
        self._part = 0
        self._bars = _BarDelegate(self)
        self.setItemDelegateForColumn(_BAR, self._bars)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.moved.connect(self._begin_line)

    @property
    def part(self) -> Segment | None:
        """The part that the cursor is on."""
        bar = self.current()
        parts = _drawn(bar) if bar else ()
        return parts[min(self._part, len(parts) - 1)] if parts else None

    def is_marked(self, bar: Bar, segment: Segment) -> bool:
        """Whether the cursor is on this part and the keyboard is here."""
        return self.hasFocus() and self.current() == bar and self.part == segment

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a part, Enter opens it; the rest is the table's own."""
        bar, key = self.current(), Qt.Key(event.key())
        if bar is not None and key in _STEPS:
            self._part = min(max(self._part + _STEPS[key], 0), max(len(_drawn(bar)) - 1, 0))
            self.viewport().update()
        elif bar is not None and self.part is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.part_opened.emit(bar, self.part)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A part that is clicked is opened."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or index.column() != _BAR or event.button() is not Qt.MouseButton.LeftButton:
            return
        bar = cast("Bar", index.data(ROW_ROLE))
        for number, (segment, rect) in enumerate(_places(bar, self.visualRect(index))):
            if rect.contains(event.position().toPoint()):
                self._part = number
                self.viewport().update()
                self.part_opened.emit(bar, segment)

    def _begin_line(self, _bar: Bar) -> None:
        self._part = 0


class _BarDelegate(CellDelegate):
    """Draws the parts of a bar with what they are called; a line without parts shows its note."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one bar."""
        bar = cast("Bar", index.data(ROW_ROLE))
        if not bar.total:
            super().paint(painter, option, index)
            return
        painter.save()
        self._background(painter, option.rect, option.rect, option.state, refused=False)
        self._edges(painter, option.rect, option.rect, refused=False, current=False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(painter.font())
        font.setPixelSize(px(_LETTERS))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        view = cast("BarList", self.parent())
        for segment, rect in _places(bar, option.rect):
            _draw(painter, segment, rect, bar.total, marked=view.is_marked(bar, segment))
        painter.restore()


def _drawn(bar: Bar) -> tuple[Segment, ...]:
    return tuple(segment for segment in bar.segments if segment.count)


def _places(bar: Bar, cell: QRect) -> list[tuple[Segment, QRect]]:
    """Where the parts of a bar are; each is wide enough to be seen and hit."""
    parts = _drawn(bar)
    inside = cell.adjusted(SMALL, 0, -SMALL, 0)
    least = _GAP + SMALL
    spare = inside.width() - least * len(parts)
    left, places = inside.left(), list[tuple[Segment, QRect]]()
    for segment in parts:
        width = least + spare * segment.count // bar.total
        high = px(_HEIGHT)
        top = inside.center().y() - high // 2
        places.append((segment, QRect(left, top, width - _GAP, high)))
        left += width
    return places


def _draw(painter: QPainter, segment: Segment, rect: QRect, total: int, *, marked: bool) -> None:
    c = colours()
    paint = c.offer if segment.tone is Tone.PLAIN else c.ink(segment.tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(paint))
    painter.drawRoundedRect(rect, 3, 3)
    if marked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.text), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
    painter.setPen(QColor(c.on_accent))
    metrics = QFontMetrics(painter.font())
    share = tr("{percent}%", percent=round(100 * segment.count / total))
    for text in (
        f"{segment.text} {counted(segment.count)} · {share}",
        f"{segment.text} {counted(segment.count)}",
        segment.text,
    ):
        if metrics.horizontalAdvance(text) <= rect.width() - 2 * TINY:
            painter.drawText(rect.adjusted(TINY, 0, -TINY, 0), Qt.AlignmentFlag.AlignVCenter, text)
            return
