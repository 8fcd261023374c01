"""How a grid is painted: one pass over what can be seen, no widget and no item for a cell."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct, field
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.ui.kit.cells import Chips
from evalapp.ui.kit.colours import SMALL, TINY, Colours, colours
from evalapp.ui.kit.grid_blocks import ONE, Span
from evalapp.ui.kit.grid_columns import FOLDED, UNFOLDED, Cell, GridColumn, Heading, Side
from evalapp.ui.kit.grid_preview import Proposed, Refused
from evalapp.ui.kit.grid_shape import GridShape, Placed
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.texts import Texts

Row = TypeVar("Row")
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight
REFUSED_SIGN, OFFERED_SIGN, SAME_SIGN, WAITING_SIGN = "✕", "+", "=", "…"
_GOES_ON = "…"  # there are more columns
_SMALL = 11  # pixels: letters in which the old beside the new fits into a narrow cell
Place = tuple[Hashable, str]  # a row's key and a column's


class Waiting(Struct, frozen=True):
    """A text that was entered and is saved after what is being saved now."""

    text: str

    @property
    def tip(self) -> str:
        """Why it looks so."""
        return tr("Being saved: it comes after the many scores that are being entered.")


class Marks(Struct):
    """What lies over the rows: the cursor, what is selected, refused, or waits in a preview."""

    row: int = 0
    column: int = 0
    span: Span = ONE
    has_focus: bool = False
    refused: dict[Place, Refused] = field(default_factory=dict[Place, Refused])
    waiting: dict[Place, Waiting] = field(default_factory=dict[Place, Waiting])
    preview: dict[Place, Refused | Proposed] = field(default_factory=dict[Place, Refused | Proposed])

    def over(self, place: Place) -> Refused | Proposed | Waiting | None:
        """What stands in a cell in place of its value."""
        return self.preview.get(place) or self.refused.get(place) or self.waiting.get(place)

    def reason_in(self, key: Hashable) -> str:
        """Why something in a row was refused."""
        for kept in (self.preview, self.refused):
            for (row, _), mark in kept.items():
                if row == key and isinstance(mark, Refused):
                    return tr_error(mark.reason)
        return ""


class GridPainter(Generic[Row]):
    """Paints a grid of one shape with its marks."""

    def __init__(self, shape: GridShape[Row], marks: Marks) -> None:
        self._shape = shape
        self._marks = marks
        self._made_for: tuple[QFont, Colours, int] | None = None

    def paint(self, painter: QPainter, region: Iterable[QRect], font: QFont) -> None:
        """Paint what lies in a region, part by part."""
        self._prepare(font)
        marks = (self._marks.refused, self._marks.preview, self._marks.waiting)
        self._loud = {key for kept in marks for key, _ in kept}
        for clip in region:
            self._paint(painter, clip)

    def _paint(self, painter: QPainter, clip: QRect) -> None:
        shape = self._shape
        painter.setClipRect(clip)  # no longer the part painted before it
        painter.fillRect(clip, self._ground)
        rows, inside = shape.rows_in(clip), clip.intersected(shape.body)
        least, most = inside.left(), inside.right()
        for side, strip, placed in shape.sides if rows else ():
            columns = [each for each in placed if each[1] <= most and each[1] + each[2] > least]
            if columns and strip.intersects(inside):
                painter.setClipRect(strip.intersected(inside))
                self._rows(painter, rows, columns)
                if side is Side.MIDDLE:
                    self._selection(painter, rows)
        painter.setClipRect(clip)
        if clip.top() < shape.header_height:
            self._header(painter, clip)
        self._goes_on(painter)
        self._edges(painter, clip)

    def _prepare(self, font: QFont) -> None:
        """Have fonts and inks at hand; they are made anew only where font or colours changed."""
        made_for = (font, colours(), self._shape.row_height)
        if self._made_for == made_for:
            return
        self._made_for = made_for
        c = colours()
        self._ground, self._line, self._soft = QColor(c.surface), QColor(c.line), QColor(c.accent_soft)
        self._plain, self._strong = QFont(font), QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        small = QFont(font)
        small.setPixelSize(px(_SMALL))
        self._small_texts = Texts(small)
        self._plain_texts, self._strong_texts = Texts(self._plain), Texts(self._strong)
        self._texts = self._plain_texts
        self._above = self._texts.top_in(0, self._shape.row_height - 1)
        self._chips = Chips(self._plain)
        self._inks = {tone: QColor(c.ink(tone)) for tone in Tone}

    def _rows(self, painter: QPainter, rows: range, columns: list[Placed[Row]]) -> None:
        first, last = columns[0][1], columns[-1][1] + columns[-1][2]
        shape, high = self._shape, self._shape.row_height
        self._tone: Tone | None = None  # of the cell drawn last: what font and pen are set to
        for number in rows:
            row, top = shape.rows[number], shape.top_of(number)
            if number == self._marks.row and self._marks.span.is_one:
                painter.fillRect(first, top, last - first, high, self._soft)
            loud = bool(self._loud) and shape.keys.at(number) in self._loud
            for column, left, width in columns:
                if loud and self._draw_marked(painter, QRect(left, top, width, high), number, column):
                    continue
                cell = column.cell(row)
                if cell.chip:
                    self._draw_chip(painter, QRect(left, top, width, high), cell)
                elif cell.text or cell.sign:
                    self._draw(painter, (left, left + width, top), cell, to_right=column.numeric)
        self._lines_under(painter, rows, first, last)

    def _lines_under(self, painter: QPainter, rows: range, first: int, last: int) -> None:
        painter.setPen(self._line)
        for number in rows:
            bottom = self._shape.top_of(number + 1) - 1
            painter.drawLine(first, bottom, last, bottom)

    def _draw_chip(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        self._chips.draw(painter, rect.adjusted(SMALL, 0, -SMALL, -1), cell.text, cell.tone)
        self._tone = None

    def _draw(self, painter: QPainter, edges: tuple[int, int, int], cell: Cell, *, to_right: bool) -> None:
        """Draw sign and text between the left and right edge of a cell, under its top."""
        if cell.tone is not self._tone:  # most cells read like the one before: choosing a font takes long
            self._tone = cell.tone
            self._texts = self._strong_texts if cell.tone is Tone.STRONG else self._plain_texts
            painter.setFont(self._texts.font)
            painter.setPen(self._inks[cell.tone])
        left, right, top = edges[0] + SMALL, edges[1] - SMALL, edges[2] + self._above
        if cell.sign:
            self._texts.draw(painter, (left - 4, right, top), cell.sign, to_right=False)
            left += self._texts.width(cell.sign) - 2  # the text gives way, not the sign
        self._texts.draw(painter, (left, right, top), cell.text, to_right=to_right)

    def _draw_marked(self, painter: QPainter, rect: QRect, number: int, column: GridColumn[Row]) -> bool:
        """Draw what was refused or waits in a preview; say whether there was any."""
        key = self._shape.keys.at(number)
        mark = self._marks.over((key, column.key))
        if mark is None:
            reason = self._marks.reason_in(key) if column.key == self._shape.arrangement.reasons else ""
            if reason:
                self._draw(
                    painter,
                    (rect.left(), rect.right() + 1, rect.top()),
                    Cell(reason, Tone.BAD),
                    to_right=False,
                )
            return bool(reason)
        c, refused = colours(), isinstance(mark, Refused)
        tone = Tone.BAD if refused else Tone.ACCENT
        painter.fillRect(rect.adjusted(0, 0, -1, -1), QColor(c.bad_soft if refused else c.accent_soft))
        edges = (rect.left(), rect.right() + 1, rect.top())
        if isinstance(mark, Proposed) and mark.change:
            self._draw_change(painter, edges, mark, to_right=column.numeric)
        else:
            self._draw(painter, edges, Cell(mark.text, tone, _sign(mark)), to_right=column.numeric)
        painter.setPen(QPen(QColor(c.bad if refused else c.accent), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -2))  # the line under the row is drawn over its last pixel
        self._tone = None
        return True

    def _draw_change(
        self, painter: QPainter, edges: tuple[int, int, int], mark: Proposed, *, to_right: bool
    ) -> None:
        """Draw the old beside the new: closely in a narrow cell, or in small letters, else the new alone."""
        left, right = edges[0] + TINY, edges[1] - TINY
        close = mark.change.replace(" ", "")
        ways = (
            (self._plain_texts, mark.change),
            (self._plain_texts, close),
            (self._small_texts, close),
            (self._plain_texts, mark.change_in_brief),
        )
        texts, said = next((way for way in ways if way[0].width(way[1]) <= right - left), ways[-1])
        painter.setFont(texts.font)
        painter.setPen(self._inks[Tone.ACCENT])
        texts.draw(
            painter,
            (left, right, texts.top_in(edges[2], self._shape.row_height - 1)),
            said,
            to_right=to_right,
        )

    def _selection(self, painter: QPainter, rows: range) -> None:
        """The selected block as a veil, and the cursor's cell outlined, where they reach into these rows."""
        shape, marks = self._shape, self._marks
        if marks.span.top >= rows.stop or marks.span.bottom < rows.start:
            return
        c = colours()
        if not marks.span.is_one:
            top = shape.cell_rect(marks.span.top, marks.span.left)
            block = top.united(shape.cell_rect(marks.span.bottom, marks.span.right))
            veil = QColor(c.accent)
            veil.setAlpha(38)
            painter.fillRect(block, veil)
            painter.setPen(QPen(QColor(c.accent), 1))
            painter.drawRect(block.adjusted(0, 0, -1, -1))
        painter.setPen(QPen(QColor(c.accent if marks.has_focus else c.muted), 2 if marks.has_focus else 1))
        painter.drawRect(shape.cell_rect(marks.row, marks.column).adjusted(1, 1, -1, -1))

    def _header(self, painter: QPainter, clip: QRect) -> None:
        shape, c = self._shape, colours()
        height = shape.header_height
        painter.fillRect(QRect(0, 0, shape.size.width(), height), QColor(c.raised))
        painter.setFont(self._strong)
        for side in Side:
            painter.setClipRect(shape.side_rect(side).intersected(QRect(0, 0, shape.size.width(), height)))
            if side is Side.MIDDLE:
                for heading in shape.headings:
                    self._heading(painter, heading)
            for column, left, width in shape.columns_of(side):
                if column.title.startswith(FOLDED):
                    continue
                high = shape.row_height
                inside = QRect(left, height - high, width, high).adjusted(SMALL, 0, -SMALL, 0)
                painter.setPen(QColor(c.muted))
                painter.drawText(inside, _RIGHT if column.numeric else _LEFT, column.title)
        painter.setClipRect(clip)
        painter.setPen(QColor(c.line))
        painter.drawLine(0, height - 1, shape.size.width(), height - 1)

    def _heading(self, painter: QPainter, heading: Heading) -> None:
        """A group's heading; its words stay in sight while any of its columns are."""
        shape, c = self._shape, colours()
        rect = shape.heading_rect(heading)
        seen = rect.intersected(shape.middle)
        if seen.isEmpty():
            return
        painter.setPen(QColor(c.line))
        painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setPen(QColor(c.text if heading.level == 0 else c.muted))
        inside = seen.adjusted(SMALL - 2, 0, -4, 0)
        if heading.folded:
            inside.setTop(rect.bottom() + 1 - shape.row_height)  # in one line with the other columns
        sign = FOLDED if heading.folded else UNFOLDED
        text = f"{sign} {heading.title}"
        strong = QFontMetrics(self._strong)
        if strong.horizontalAdvance(text) > inside.width():
            text = f"{sign} {heading.short}"
        painter.drawText(inside, _LEFT, strong.elidedText(text, Qt.TextElideMode.ElideRight, inside.width()))

    def _goes_on(self, painter: QPainter) -> None:
        """Where a column has no room to be whole: that there is more, and none of its figures."""
        shape, c = self._shape, colours()
        begin, high = shape.header_height, shape.row_height
        end = min(shape.body.bottom() + 1, shape.top_of(len(shape.rows)))
        painter.setPen(QColor(c.muted))
        painter.setFont(self._strong)
        for half in shape.halves:
            painter.fillRect(half.left(), begin, half.width(), end - begin, QColor(c.raised))
            heading = QRect(half.left(), begin - high, half.width(), high - 1)
            painter.drawText(heading, Qt.AlignmentFlag.AlignCenter, _GOES_ON)

    def _edges(self, painter: QPainter, clip: QRect) -> None:
        painter.setPen(self._line)
        bottom = min(self._shape.body.bottom() + 1, self._shape.top_of(len(self._shape.rows)))
        for x in self._shape.lines:
            if clip.left() <= x <= clip.right():
                painter.drawLine(x, 0, x, bottom)


def _sign(mark: Refused | Proposed | Waiting) -> str:
    if isinstance(mark, Refused):
        return REFUSED_SIGN
    if isinstance(mark, Waiting):
        return WAITING_SIGN
    return SAME_SIGN if mark.is_same else OFFERED_SIGN
