"""How a cell is drawn and typed into: figures line up, a chip keeps its letter, a refusal is outlined."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from evalapp.base.columns import Tone
from evalapp.ui.kit.checks import draw_box
from evalapp.ui.kit.colours import SMALL, Colours, colours
from evalapp.ui.kit.roles import LOOK_ROLE, Look
from evalapp.ui.kit.sizes import px, row_height, text_size
from evalapp.ui.kit.texts import Texts

AnyIndex = QModelIndex | QPersistentModelIndex
_CHIP_HEIGHT = 20
_WORDS = 360  # pixels: a short sentence
_BEGUN = "begun"
HAS_CELLS = "has_cells"  # property of a table in which the cursor is on a cell, not on a whole row
TYPED_IN = "typed_in"  # property of the editor of a cell: its column
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight
_WRAPPED = _LEFT | Qt.TextFlag.TextWordWrap
_NUMBER = re.compile(r"\S*[\dA-ZĐ][-/][\dA-ZĐ]\S*")  # of a document, or a day
_MARKS = re.compile(r"(?<=[\dA-ZĐ])[-/](?=[\dA-ZĐ])")
_JOINED = "\u2060"  # takes no room, and no line ends at it


def _nothing(_row: int) -> int:
    return 0


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of every table and makes its editor."""

    stepped = Signal(int)
    typed = Signal()  # a letter more or less in the cell that is open
    below: Callable[[int], int] = staticmethod(_nothing)  # how much of a row is not for its cells

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Rows have one height, so no table ever measures its texts."""
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw background, text or chip, the line under the row, and the cursor."""
        look = cast("Look", index.data(LOOK_ROLE))
        painter.save()
        rect, below = option.rect, self.below(index.row())
        cell = rect.adjusted(0, 0, 0, -below)
        self._background(painter, rect, cell, option.state, refused=look.refused)
        inside = cell.adjusted(SMALL, 0, -SMALL, -1)
        if look.ticked is not None:
            draw_box(painter, inside, ticked=look.ticked)
        elif look.chip and look.tone is not Tone.MUTED:
            draw_chip(painter, inside, look.text, look.tone)
        elif look.wraps and cell.height() > row_height() and _goes_on(painter, inside, look):
            _draw_wrapped(painter, inside, look)
        else:
            _draw_text(painter, inside, look)
        self._edges(painter, rect, cell, refused=look.refused, current=self._is_current(index))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """What the cell has to say about itself; else the whole of a text that does not fit."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        is_cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - 2 * SMALL
        if event.type() == QEvent.Type.ToolTip and is_cut and not index.data(Qt.ItemDataRole.ToolTipRole):
            QToolTip.showText(event.globalPos(), text, view)
            return True
        return super().helpEvent(event, view, option, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A plain line: input methods compose in it undisturbed."""
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        editor.setProperty(TYPED_IN, index.column())
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        if cast("Look", index.data(LOOK_ROLE)).decimals >= 0:
            editor.setAlignment(_RIGHT)
        editor.textEdited.connect(self.typed)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Begin with what the cell holds, all of it selected."""
        line = cast("QLineEdit", editor)
        if line.property(_BEGUN):
            return  # the row was shown again meanwhile: what is being typed stays
        line.setProperty(_BEGUN, True)
        line.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        line.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: AnyIndex) -> None:
        """Hand over what was typed."""
        index.model().setData(index, cast("QLineEdit", editor).text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Fill the cell; words have room to be read while they are typed, over the cells beside theirs."""
        rect, room = QRect(option.rect), cast("QWidget", editor.parent()).width()
        rect.setHeight(rect.height() - self.below(index.row()))
        if cast("Look", index.data(LOOK_ROLE)).decimals < 0:
            rect.setWidth(min(max(rect.width(), px(_WORDS)), room))
            rect.moveLeft(max(0, min(rect.left(), room - rect.width())))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes the text and goes down, Shift+Enter up; the rest is Qt's own.

        While another window is in front the cell stays open: whoever looks something up types on.
        """
        if isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            return False
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            line, up = cast("QLineEdit", editor), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.commitData.emit(line)
            self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.NoHint)
            self.stepped.emit(-1 if up else 1)
            return True
        return super().eventFilter(editor, event)

    def _is_current(self, index: AnyIndex) -> bool:
        view = cast("QAbstractItemView", self.parent())
        return view.hasFocus() and bool(view.property(HAS_CELLS)) and view.currentIndex() == index

    def _background(
        self, painter: QPainter, rect: QRect, cell: QRect, state: "QStyle.StateFlag", *, refused: bool
    ) -> None:
        c = colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(c.accent_soft))
        if refused:
            painter.fillRect(cell, QColor(c.bad_soft))

    def _edges(self, painter: QPainter, rect: QRect, cell: QRect, *, refused: bool, current: bool) -> None:
        c = colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(c.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if refused or current:
            painter.setPen(QPen(QColor(c.bad if refused else c.accent), 2))
            painter.drawRect(cell.adjusted(1, 1, -1, -1))


def _draw_text(painter: QPainter, rect: QRect, look: Look) -> None:
    font, decimals = QFont(painter.font()), look.decimals
    text = " · ".join(filter(None, (look.head, look.text.replace("\n", " "))))
    if look.tone is Tone.STRONG:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours().ink(look.tone)))
    metrics = QFontMetrics(font)
    whole, mark, part = text.replace(".", ",").partition(",")
    if decimals > 0 and mark and part.isdigit():
        _draw_figure(
            painter, rect, (whole, text[len(whole) :]), metrics.horizontalAdvance("," + "0" * decimals)
        )
        return
    if metrics.horizontalAdvance(text) > rect.width():  # not what Qt finds too wide by a part of a pixel
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, (_LEFT if decimals < 0 else _RIGHT) | Qt.TextFlag.TextDontClip, text)


def wrapped_height(text: str, font: QFont, width: int, head: str = "", *, strong: bool = False) -> int:
    """How high a row must be for a text that goes on in further lines, under a head where it has one."""
    metrics = QFontMetrics(_strong(font) if strong else font)
    room = QRect(0, 0, max(1, width - 2 * SMALL - _indent(text, metrics)), 10_000)
    text = _unbroken(text.lstrip(), metrics, room.width())
    if not head and _is_one_line(text, metrics, room.width()):
        return row_height()
    above = QFontMetrics(_strong(font)).boundingRect(room, _WRAPPED, head).height() if head else 0
    high = metrics.boundingRect(room, _WRAPPED, text).height() if text else 0
    return max(row_height(), above + high + SMALL)


def _is_one_line(text: str, metrics: QFontMetrics, room: int) -> bool:
    """Whether a text has room in one line, also where Qt finds it too wide by a part of a pixel."""
    return "\n" not in text and metrics.horizontalAdvance(text) <= room


def lines_height(text: str, font: QFont, width: int) -> int:
    """How high a text is that goes on in further lines."""
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), 10_000), _WRAPPED, text).height()


def draw_lines(painter: QPainter, rect: QRect, text: str) -> None:
    """Draw a text that goes on in further lines."""
    painter.drawText(rect, _WRAPPED, text)


def _unbroken(text: str, metrics: QFontMetrics, room: int) -> str:
    """A text in which no line ends inside the number of a document, as far as a line has room for it."""

    def whole(found: re.Match[str]) -> str:
        number = found[0]
        if metrics.horizontalAdvance(number) > room:
            return number
        return _MARKS.sub(lambda mark: f"{_JOINED}{mark[0]}{_JOINED}", number)

    return _NUMBER.sub(whole, text)


def _indent(text: str, metrics: QFontMetrics) -> int:
    """How far in a text begins: its further lines begin there too."""
    return metrics.horizontalAdvance(text[: len(text) - len(text.lstrip())])


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _goes_on(painter: QPainter, rect: QRect, look: Look) -> bool:
    """Whether a text needs several lines, and all of them have room."""
    strong = look.tone is Tone.STRONG
    font = _strong(painter.font()) if strong else painter.font()
    if not look.head and _is_one_line(look.text, QFontMetrics(font), rect.width()):
        return False
    width = rect.width() + 2 * SMALL
    return wrapped_height(look.text, painter.font(), width, look.head, strong=strong) <= rect.height() + 1


def _draw_wrapped(painter: QPainter, rect: QRect, look: Look) -> None:
    plain, head = QFont(painter.font()), look.head
    font = _strong(plain) if look.tone is Tone.STRONG else plain
    metrics = QFontMetrics(font)
    rect = rect.adjusted(_indent(look.text, metrics), 0, 0, 0)
    text = _unbroken(look.text.lstrip(), metrics, rect.width())
    if head:
        high = QFontMetrics(_strong(plain)).boundingRect(rect, _WRAPPED, head).height()
        rest = metrics.boundingRect(rect, _WRAPPED, text).height()
        top = QRect(rect.left(), rect.center().y() - (high + rest) // 2 + 1, rect.width(), high)
        painter.setFont(_strong(plain))
        painter.setPen(QColor(colours().ink(Tone.PLAIN)))
        painter.drawText(top, _WRAPPED, head)
        rect = QRect(rect.left(), top.bottom() + 1, rect.width(), rest)
    painter.setFont(font)
    painter.setPen(QColor(colours().ink(look.tone)))
    painter.drawText(rect, _WRAPPED, text)


def _draw_figure(painter: QPainter, rect: QRect, parts: tuple[str, str], width: int) -> None:
    """Whole part up to the mark, the rest from it on: so that the marks stand under each other."""
    left, right = QRect(rect), QRect(rect)
    left.setRight(rect.right() - width)
    right.setLeft(rect.right() - width + 1)
    painter.drawText(left, _RIGHT, parts[0])
    painter.drawText(right, _LEFT | Qt.TextFlag.TextDontClip, parts[1])


def draw_chip(painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
    """Draw a short word on its own soft colour."""
    _chips(painter.font().toString(), colours(), text_size()).draw(painter, rect, text, tone)


class Chips:
    """Short words on their own soft colour, in the size that goes with a font; colours are those in use."""

    def __init__(self, font: QFont) -> None:
        made = _strong(font)
        made.setPixelSize(px(12))
        c = colours()
        self._texts = Texts(made)
        self._high = px(_CHIP_HEIGHT)
        self._above = self._texts.top_in(0, self._high)
        self._looks = {
            tone: (_edge(tone), QColor(c.soft(tone)), QColor(c.muted if tone is Tone.PLAIN else c.ink(tone)))
            for tone in Tone
        }

    def draw(self, painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
        """Draw one; what is drawn after it is filled and smoothed no more than before."""
        if not text:
            return
        edge, ground, ink = self._looks[tone]
        wide = self._texts.width(text)
        pill = QRect(
            rect.left(), rect.center().y() - self._high // 2 + 1, min(rect.width(), wide + 20), self._high
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, self._high / 2, self._high / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self._texts.font)
        painter.setPen(ink)
        beside = max(6, (pill.width() - wide) // 2)
        ends = pill.left() + beside, pill.left() + pill.width() - 6, pill.top() + self._above
        self._texts.draw(painter, ends, text, to_right=False)


@lru_cache(maxsize=8)  # fonts of tables in use
def _chips(font: str, _colours: Colours, _size: int) -> Chips:
    made = QFont()
    made.fromString(font)
    return Chips(made)


def _edge(tone: Tone) -> QColor:
    """A chip's edge; where its colour is that of a selected row, only the edge says that it is one."""
    c = colours()
    edge = QColor(c.line if tone is Tone.PLAIN else c.ink(tone))
    edge.setAlpha(255 if tone is Tone.PLAIN else 110)
    return edge
