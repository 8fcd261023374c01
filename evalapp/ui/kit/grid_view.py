"""What a grid shows and where its cursor is: scrolling, painting, the mouse; nothing is typed here."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QToolTip

from evalapp.base.columns import EMPTY
from evalapp.base.errors import UserError
from evalapp.ui.kit.grid_blocks import Span
from evalapp.ui.kit.grid_columns import Arrangement, GridColumn, GridGroup, Side
from evalapp.ui.kit.grid_editor import CellEditor
from evalapp.ui.kit.grid_paint import GridPainter, Marks, Place, Waiting
from evalapp.ui.kit.grid_preview import Proposed, Refused
from evalapp.ui.kit.grid_shape import GridShape, Hit
from evalapp.ui.kit.row_keys import RowKeys
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.texts import in_lines

Row = TypeVar("Row")
_TIP = 360  # pixels


class GridView(QAbstractScrollArea, Generic[Row]):
    """Rows seen through columns, some of them fixed, with a cursor and a selected block."""

    moved = Signal()
    opened = Signal(object)
    refused = Signal(object)  # the UserError of what was typed or pasted

    def __init__(self, key: Callable[[Row], Hashable], name: str, say: Callable[[Row], str]) -> None:
        super().__init__()
        self._key = key
        self._say = say  # a row's name, for screen readers
        #: Which parts of a row may read differently than before, as columns name them; None: all of it.
        self.parts_changed: Callable[[Row, Row], Collection[str] | None] = _any
        #: What a row is about: where it is shown no longer, the cursor goes to another one about the same.
        self.about: Callable[[Row], Hashable] = key
        self._shape: GridShape[Row] = GridShape(key)
        self._changed_rows: list[Row] = []  # those shown, where some of them were replaced
        self._marks = Marks()
        self._anchor = (0, 0)
        self._is_dragging = self._waits = False
        self._painting: GridPainter[Row] = GridPainter(self._shape, self._marks)
        self.setProperty("look", "grid")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(name)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing under it is painted
        self.editor = CellEditor(self.viewport(), self._press)
        self.editor.left.connect(self.take_typed)
        self.editor.unheard.connect(self._tell_closed)
        self.editor.focus_changed.connect(self._follow_focus)
        self.setFocusProxy(self.editor)

    def take_typed(self) -> None:
        """Take what is being typed, if anything."""
        raise NotImplementedError

    def _tell_closed(self) -> None:
        row, column = self.current, self.current_column
        if row is not None and column is not None:
            self.refused.emit(column.why_not(row))

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a key asks; whether it was for the grid."""
        raise NotImplementedError

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they are shown."""
        return self._shape.rows

    @property
    def arrangement(self) -> Arrangement[Row]:
        """The columns as they are shown."""
        return self._shape.arrangement

    @property
    def current(self) -> Row | None:
        """The row the cursor is on."""
        return self._shape.rows[self._marks.row] if self._shape.rows else None

    @property
    def current_column(self) -> GridColumn[Row] | None:
        """The column the cursor is on."""
        shown = self.arrangement.shown
        return shown[self._marks.column] if shown else None

    @property
    def has_block(self) -> bool:
        """Whether more than one cell is selected."""
        return not self._marks.span.is_one

    @property
    def selected(self) -> list[tuple[Row, GridColumn[Row]]]:
        """The cells of the selected block, row by row."""
        shown = self.arrangement.shown
        return [(self._shape.rows[row], shown[column]) for row, column in self._cells()]

    def row_of(self, key: Hashable) -> Row | None:
        """The row with that key, if it is shown."""
        number = self._shape.keys.place(key)
        return None if number is None else self._shape.rows[number]

    def text_at(self, row: Row, key: str) -> str:
        """What a cell reads, whatever stands in it."""
        mark = self._marks.over((self._key(row), key))
        columns = (*self.arrangement.left, *self.arrangement.middle, *self.arrangement.right)
        column = next(each for each in (*columns, *self.arrangement.shown) if each.key == key)
        if isinstance(mark, Proposed) and mark.change:
            return mark.change
        return mark.text if mark else column.cell(row).text

    def reason_at_cursor(self) -> UserError | None:
        """Why what stands under the cursor was refused."""
        column = self.current_column
        if self.current is None or column is None:
            return None
        mark = self._marks.over((self._key(self.current), column.key))
        return mark.reason if isinstance(mark, Refused) else None

    def show_columns(self, columns: Sequence[GridColumn[Row]], groups: Sequence[GridGroup[Row]]) -> None:
        """Show these columns; the cursor stays in its column, folded groups stay folded."""
        self._arrange(Arrangement(columns, groups, self.arrangement.folded))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, keeping the cursor on its row, else on one about the same."""
        keys, before, current = RowKeys(rows, self._key), self._marks.row, self.current
        row = keys.place(self._shape.keys.at(before), near=before)
        if row is None and self.editor.is_open:
            self.take_typed()
        if row is None and current is not None:
            about = self.about(current)
            row = next((number for number, each in enumerate(rows) if self.about(each) == about), None)
        self._shape.rows, self._shape.keys = rows, keys
        row = min(before, max(0, len(rows) - 1)) if row is None else row
        self._marks.row = row  # before anything is measured: scrolling looks at the cursor
        self._fit()
        self._put(row, self._marks.column)
        self.viewport().update()

    def replace(self, rows: Iterable[Row]) -> list[QRect]:
        """Show rows whose values changed; only the cells that read differently are painted again.

        Returns where they are.
        """
        if self._shape.rows is not self._changed_rows:  # thousands are copied for the first change only
            self._shape.rows = self._changed_rows = list(self._shape.rows)
        shown, changed = self._changed_rows, list[QRect]()
        for row in rows:
            number = self._shape.keys.place(self._key(row))
            if number is not None:
                parts = self.parts_changed(shown[number], row)
                changed += self._shape.differing(number, shown[number], row, parts)
                shown[number] = row
        for rect in changed:
            self.viewport().update(rect)
        return changed

    def press_together(self, row_height: int, levels: int, *, bare: bool = False) -> None:
        """Have rows of this height under so many levels of headings, where there is little height.

        Where there is little width beside something else the fixed columns at the right are not there.
        """
        wanted = (row_height, levels, bare)
        if wanted != (self._shape.row_height, self._shape.levels, self._shape.is_bare):
            self._shape.row_height, self._shape.levels, self._shape.is_bare = wanted
            self._fit()
            self._show_cursor()
            self._stand()
            self.viewport().update()

    def width_for(self, columns: int, *, bare: bool) -> int:
        """How wide it has to be to show so many columns, with or without the fixed ones at the right."""
        return self._shape.width_for(columns, is_bare=bare) + self.verticalScrollBar().sizeHint().width()

    def fold(self, group: str, *, folded: bool) -> None:
        """Fold a group to its sum, or show its columns again."""
        self.take_typed()
        before = self.arrangement.folded
        self._arrange(self.arrangement.refold(before | {group} if folded else before - {group}))

    def go_to(self, key: Hashable, column: str) -> None:
        """Put the cursor on a cell; a folded group over it is unfolded."""
        hidden = next((each for each in self.arrangement.middle if each.key == column), None)
        while hidden and (group := self.arrangement.hiding(hidden)):
            self.fold(group, folded=False)
        position = self.arrangement.position(column)
        row = self._shape.keys.place(key)
        if row is not None and position is not None:
            self._put(row, position)

    def select_to(self, key: Hashable, column: str) -> None:
        """Select the block from the cursor to a cell that is shown; the cursor stays."""
        row, position = self._shape.keys.place(key), self.arrangement.position(column)
        if row is not None and position is not None:
            self._anchor = (row, position)
            self._put(self._marks.row, self._marks.column, extend=True)

    def let_wait(self, waits: bool) -> None:  # noqa: FBT001 - a signal's word
        """Show what is entered from now on as being saved; or nothing more, since it is."""
        self._waits = waits
        if not waits and self._marks.waiting:
            self._marks.waiting.clear()
            self.viewport().update()

    def wait_at(self, place: Place, text: str) -> None:
        """Show what was entered in a cell, where it waits to be saved."""
        if self._waits:
            self._marks.waiting[place] = Waiting(text)
            self._repaint(place)

    def next_open(self) -> bool:
        """Put the cursor on the next cell that still needs something; say whether there is one."""
        middle = self.arrangement.middle
        column = self.current_column
        if not self._shape.rows or column is None:
            return False
        start = next((n for n, each in enumerate(middle) if each.key == column.key), -1)
        width, begin = len(middle), self._marks.row * len(middle) + start
        for step in range(1, len(self._shape.rows) * width + 1):
            number, place = divmod((begin + step) % (len(self._shape.rows) * width), width)
            row, key = self._shape.rows[number], (self._shape.keys.at(number), middle[place].key)
            if middle[place].needs(row) or key in self._marks.refused:
                self.go_to(*key)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again; the cursor stays whole in sight where it was seen."""
        super().resizeEvent(event)
        is_in_sight = self._shape.body.intersects(self._shape.row_rect(self._marks.row))
        self._fit()
        if is_in_sight:
            self._show_cursor()
        self._stand()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's own name
        """Follow the scroll bars."""
        down = self.verticalScrollBar().value() * self._shape.row_height
        self._shape.scroll_to(self.horizontalScrollBar().value(), down)
        self._stand()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what can be seen."""
        painter = QPainter(self.viewport())
        region = cast("Iterable[QRect]", event.region())  # which its stub does not say
        self._painting.paint(painter, region, self.font())
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell a heading's or a cell's whole text where the mouse rests."""
        if isinstance(event, QHelpEvent):
            told = in_lines(self._tip(event.pos()), self.fontMetrics(), px(_TIP))
            QToolTip.showText(event.globalPos(), told, self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the mouse is; a click on a group's heading folds it."""
        self.take_typed()
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        hit = self._shape.hit(event.position().toPoint())
        if hit.heading:
            self.fold(hit.heading.key, folded=not hit.heading.folded)
        elif event.button() is Qt.MouseButton.RightButton and self._is_in_block(hit):
            pass  # what is asked is about all of it
        elif hit.row >= 0:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put(hit.row, self._hit_column(hit), extend=extend)
            self._is_dragging = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select a block by dragging."""
        if self._is_dragging and event.buttons() & Qt.MouseButton.LeftButton:
            hit = self._shape.hit(event.position().toPoint())
            if hit.row >= 0 and hit.side is Side.MIDDLE and hit.column >= 0:
                self._put(hit.row, hit.column, extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The block is selected."""
        self._is_dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell to be changed, or the row where it takes nothing."""
        hit = self._shape.hit(event.position().toPoint())
        if hit.row < 0:
            return
        if hit.side is Side.MIDDLE:
            self._open_cell()
        else:
            self.opened.emit(self._shape.rows[hit.row])

    def _open_cell(self) -> None:
        raise NotImplementedError

    def _arrange(self, arrangement: Arrangement[Row]) -> None:
        column = self.current_column
        self._shape.arrangement = arrangement
        self._marks.column = (arrangement.position(column.key) if column else None) or 0
        self._fit()
        self._put(self._marks.row, self._marks.column)
        self.viewport().update()

    def _fit(self) -> None:
        """Measure the columns and what there is to scroll."""
        self._shape.lay_out(self.viewport().size())
        full, middle = self._shape.full_size, self._shape.middle
        self.horizontalScrollBar().setPageStep(middle.width())
        self.horizontalScrollBar().setSingleStep(self._shape.row_height)
        self.horizontalScrollBar().setRange(0, max(0, full.width() - middle.width()))
        # Downwards whole rows are scrolled, so that none is cut through its letters.
        self.verticalScrollBar().setPageStep(self._shape.page)
        self.verticalScrollBar().setRange(0, max(0, len(self._shape.rows) - self._shape.page))
        self._shape.scroll_to(self._shape.x, self.verticalScrollBar().value() * self._shape.row_height)

    def _put(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the cursor on a cell; extending keeps the block's other corner."""
        last_row, last_column = len(self._shape.rows) - 1, len(self.arrangement.shown) - 1
        row, column = max(0, min(row, last_row)), max(0, min(column, last_column))
        was_block, before = self.has_block, self._marks.row
        self._marks.row, self._marks.column = row, column
        if not extend:
            self._anchor = (row, column)
        up, left = min(row, self._anchor[0]), min(column, self._anchor[1])
        self._marks.span = Span(up, left, max(row, self._anchor[0]), max(column, self._anchor[1]))
        self._show_cursor()
        self._stand()
        if was_block or self.has_block:
            self.viewport().update()
        else:
            for number in {before, row}:
                self.viewport().update(self._shape.row_rect(number))
        self.moved.emit()

    def _show_cursor(self) -> None:
        """Scroll just so far that the cursor's cell is whole in sight."""
        if not self._shape.rows or not self.arrangement.shown:
            return
        middle, first = self._shape.middle, self.verticalScrollBar().value()
        rect = self._shape.cell_rect(self._marks.row, self._marks.column)
        below = self._marks.row - first - self._shape.page + 1
        _scroll(self.verticalScrollBar(), self._marks.row - first, below)
        _scroll(self.horizontalScrollBar(), rect.left() - middle.left(), rect.right() - middle.right())

    def _stand(self) -> None:
        """Keep the editor over the cursor's cell, ready for what that cell takes."""
        row, column = self.current, self.current_column
        if row is None or column is None:
            self.editor.prepare(takes=False, is_text=False, name=self.accessibleName())
            return
        rect = self._shape.cell_rect(self._marks.row, self._marks.column)
        self.editor.setGeometry(rect.adjusted(0, 0, 0, -1))
        if not self.editor.is_open:
            says = f"{self._say(row)}, {column.title}: {self.text_at(row, column.key)}"
            self.editor.prepare(takes=column.takes_text(row), is_text=not column.numeric, name=says)

    def _step(self, rows: int, columns: int, extend: bool = False) -> None:  # noqa: FBT001, FBT002
        self._put(self._marks.row + rows, self._marks.column + columns, extend=extend)

    def _jump(self, rows: int, columns: int, extend: bool) -> None:  # noqa: FBT001
        """Go to the end of a run of full cells, or over empty ones to the next full one."""
        row, column = self._marks.row, self._marks.column
        along = self._is_full(row, column) and self._is_full(row + rows, column + columns)
        while self._is_inside(row + rows, column + columns):
            if along and not self._is_full(row + rows, column + columns):
                break
            row, column = row + rows, column + columns
            if not along and self._is_full(row, column):
                break
        self._put(row, column, extend=extend)

    def _is_inside(self, row: int, column: int) -> bool:
        return 0 <= row < len(self._shape.rows) and 0 <= column < len(self.arrangement.shown)

    def _is_full(self, row: int, column: int) -> bool:
        if not self._is_inside(row, column):
            return False
        return self.arrangement.shown[column].cell(self._shape.rows[row]).text not in ("", EMPTY)

    def _select_all(self) -> None:
        """Select every cell; the cursor stays where it is, as in a spreadsheet."""
        self._put(self._marks.row, self._marks.column)
        self._marks.span = Span(0, 0, len(self._shape.rows) - 1, len(self.arrangement.shown) - 1)
        self.viewport().update()
        self.moved.emit()

    def _fold_here(self, *, folded: bool) -> None:
        if self.arrangement.shown:
            group = self.arrangement.group_at(self._marks.column)
            if group:
                self.fold(group, folded=folded)

    def _cells(self) -> list[tuple[int, int]]:
        if not self._shape.rows or not self.arrangement.shown:
            return []
        span = self._marks.span
        columns = range(span.left, span.right + 1)
        return [(row, column) for row in range(span.top, span.bottom + 1) for column in columns]

    def _is_in_block(self, hit: Hit) -> bool:
        return self._marks.span.holds(hit.row, self._hit_column(hit))

    def _hit_column(self, hit: Hit) -> int:
        return hit.column if hit.side is Side.MIDDLE and hit.column >= 0 else self._marks.column

    def _tip(self, point: QPoint) -> str:
        hit = self._shape.hit(point)
        if hit.heading:
            return hit.heading.tip or hit.heading.title
        column = self._shape.column_at(hit)
        if column is None or hit.row < 0:
            return column.tip if column and point.y() < self._shape.header_height else ""
        mark = self._marks.over((self._shape.keys.at(hit.row), column.key))
        cell = column.cell(self._shape.rows[hit.row])
        return mark.tip or cell.tip if mark else cell.tip

    def _repaint(self, place: Place) -> None:
        number = self._shape.keys.place(place[0])
        if number is not None:
            self.viewport().update(self._shape.row_rect(number))

    def _follow_focus(self) -> None:
        self._marks.has_focus = self.editor.hasFocus()
        self.viewport().update(self._shape.row_rect(self._marks.row))


def _any(_before: object, _after: object) -> None:
    """Whatever a row shows may read differently than before."""


def _scroll(bar: QScrollBar, before: int, after: int) -> None:
    """Move a scroll bar by what sticks out at the beginning, else by what sticks out at the end."""
    if before < 0:
        bar.setValue(bar.value() + before)
    elif after > 0:
        bar.setValue(bar.value() + min(after, before))
