"""The one table: a view over a `TableModel` that works from the keyboard alone."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView

from evalapp.base.columns import Column
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.ui.kit.cells import HAS_CELLS, TYPED_IN, CellDelegate
from evalapp.ui.kit.clipboard import cells_text
from evalapp.ui.kit.colours import LARGE, colours
from evalapp.ui.kit.column_widths import (
    LEAST,
    Texts,
    headings,
    least_widths,
    lengths,
    needed_widths,
    rest_column,
    share_room,
    spared,
    squeezed,
    tight_widths,
    wanted_widths,
    yielding,
)
from evalapp.ui.kit.grid_blocks import fitting, read_block
from evalapp.ui.kit.kept_widths import KeptWidths
from evalapp.ui.kit.roles import REFUSED_ROLE
from evalapp.ui.kit.row_heights import RowHeights
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.kit.table_model import TableModel

Row = TypeVar("Row")


class Table(QTableView, Generic[Row]):
    """Shows a `TableModel`: rows of one height, Enter opens or goes down, typing edits."""

    opened = Signal(object)
    moved = Signal(object)
    typed = Signal()  # in a cell that is open
    unheard = Signal(object)  # the row of a cell that was typed into and takes nothing now

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        name: str,
        *,
        spans: Callable[[Row], bool] | None = None,
        span_from: int = 1,
    ) -> None:
        super().__init__()
        self.rows_model: TableModel[Row] = TableModel(columns, key, self)
        self._spans = spans  # rows in which one column goes on to the end
        self._span_from = span_from
        self._widths = KeptWidths(columns, self.horizontalHeader())
        self._dragged = self._widths.chosen  # columns whose width the user chose
        self._is_fitting = self._is_showing = False
        self._is_fit_due = False  # once it is seen: what a hidden page holds is not measured
        self._spared: list[int] = []  # dispensable columns that are left out for now
        self._has_order = False
        self._texts: Texts | None = None  # of the rows that are shown, once they were measured
        self._heights = RowHeights(self, self.rows_model, spans)
        self._nothing = ""
        self.setModel(self.rows_model)
        cells = CellDelegate(self)
        cells.stepped.connect(self.step)
        cells.typed.connect(self.typed)
        cells.below = self._heights.below
        self.setItemDelegate(cells)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        has_cells = any(column.edit for column in columns)
        self.setTabKeyNavigation(has_cells)
        self.setProperty(HAS_CELLS, has_cells)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        self._fit_headings({})
        header.setMinimumSectionSize(LEAST)
        header.sectionResized.connect(self._keep_width)
        self._widths.forgotten.connect(self._fit)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._tell_moved)
        self.rows_model.modelReset.connect(self._reorder)
        self.rows_model.dataChanged.connect(self._rewrite)

    def make_sortable(self) -> None:
        """Let a click on a heading order the rows."""
        self._has_order = True
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)

    def _sort_by(self, column: int) -> None:
        self.rows_model.sort_by(column)
        self._fit()  # the sign of the order needs its room

    @property
    def nothing(self) -> str:
        """What stands in the place of rows while there are none."""
        return self._nothing

    def say_nothing(self, words: str) -> None:
        """Say what would stand here and how it comes, while there are no rows."""
        if words != self._nothing:
            self._nothing = words
            self.setAccessibleDescription(words)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and what was refused in them, or the words that stand in their place."""
        super().paintEvent(event)
        if not (self.rows_model.refusals or self._nothing):
            return
        painter = QPainter(self.viewport())
        self._heights.draw_reasons(painter)
        if self._nothing and not self.rows_model.rowCount():
            painter.setPen(QColor(colours().muted))
            inside = self.viewport().rect().adjusted(LARGE, LARGE, -LARGE, -LARGE)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._nothing)
        painter.end()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, keeping the cursor on the row it was on where that is still there."""
        if rows is self.rows_model.given:
            return  # thousands of rows are not measured again because something else changed
        before, column = self.current(), max(0, self.currentIndex().column())
        is_in_sight = self._is_in_sight(self.viewport().size())
        self._is_showing = True
        self.rows_model.show(rows)
        self._is_showing = False
        self._span_rows()
        self._fit()
        if is_in_sight:
            self._show_whole()
        if self.current() is None and rows:
            self.select(before if before is not None else self._first(rows), column)

    def _first(self, rows: Sequence[Row]) -> Row:
        """The first row that is one of the list and not a line drawn across it."""
        return next((row for row in rows if not (self._spans and self._spans(row))), rows[0])

    def _span_rows(self) -> None:
        if self._spans is None:
            return
        self.clearSpans()
        for number, row in enumerate(self.rows_model.rows):
            if self._spans(row):
                self.setSpan(number, self._span_from, 1, len(self.rows_model.columns) - self._span_from)

    def reason_under(self, number: int) -> str:
        """Why something in a row was refused, as it stands under it; else nothing."""
        return self._heights.reason(number)

    @property
    def typing(self) -> str | None:
        """What is typed in the cell that is open; None while none is."""
        return self._editor.text() if self._editor else None

    @property
    def typed_in(self) -> int:
        """The column of the cell that is open, else that of the cursor."""
        column: int | None = self._editor.property(TYPED_IN) if self._editor else None
        return self.currentIndex().column() if column is None else column

    def type_again(self, text: str) -> None:
        """Open the cell of the cursor with a text that was being typed there, if it still takes one."""
        if self.rows_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
        if editor := self._editor:
            editor.setText(text)

    @property
    def _editor(self) -> QLineEdit | None:
        is_open = self.state() == QAbstractItemView.State.EditingState
        return next(iter(self.viewport().findChildren(QLineEdit)), None) if is_open else None

    def current(self) -> Row | None:
        """The row the cursor is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def select(self, row: Row, column: int = 0) -> None:
        """Put the cursor on a row, or on the first where that one is gone."""
        key = self.rows_model.key_of
        sought = key(row)
        number = next((n for n, other in enumerate(self.rows_model.rows) if key(other) == sought), 0)
        index = self.rows_model.index(number, column)
        self.updateGeometries()  # Qt scrolls to it, as far as it knows of rows that became higher
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self._stand_on_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what the fixed columns leave among the others; the row of the cursor stays whole in sight."""
        is_in_sight = self._is_in_sight(event.oldSize())
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        if is_in_sight:
            self.scrollTo(self.currentIndex())  # and measure nothing anew: a bar that comes resizes it again

    def _is_in_sight(self, size: QSize) -> bool:
        """Whether something of the row of the cursor is seen, and nobody scrolled away from it."""
        return QRect(QPoint(0, 0), size).intersects(self.visualRect(self.currentIndex()))

    def _show_whole(self) -> None:
        """Scroll so far that all of the row of the cursor is seen."""
        self.updateGeometries()  # rows have other heights by now than those that can be scrolled to
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a row or goes down, Delete clears, Escape gives a refused value up, Ctrl+V pastes."""
        index = self.currentIndex()
        if index.isValid() and self.property(HAS_CELLS) and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        handler = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Delete: self._clear,
            Qt.Key.Key_Escape: self._give_up,
            Qt.Key.Key_Home: self._go_to_end,
            Qt.Key.Key_End: self._go_to_end,
        }.get(Qt.Key(event.key()))
        if not index.isValid() or handler is None or not handler(index, event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - as Qt calls it
        """What is typed into a cell that takes nothing now looks for no row: it says why."""
        index = self.currentIndex()
        column = self.rows_model.columns[index.column()] if index.isValid() else None
        if column is not None and column.edit is not None:
            self.unheard.emit(self.rows_model.rows[index.row()])
        else:
            super().keyboardSearch(search)

    def paste(self) -> None:
        """Take what was copied as if it was typed in the cell of the cursor; a cell takes one value."""
        try:
            text = cells_text(QGuiApplication.clipboard().mimeData())
            cells = [cell for line in read_block(fitting(text, 1)) for cell in line] if text else []
            if cells:
                self._take(self.currentIndex(), cells[0], len(cells))
        except UserError as error:
            self.rows_model.refused.emit(error)

    def step(self, rows: int) -> None:
        """Move the cursor down (or up) its column to the next cell that can be typed into."""
        index = self.currentIndex()
        number = index.row() + rows
        while 0 <= number < self.rows_model.rowCount():
            there = self.rows_model.index(number, index.column())
            if self.rows_model.flags(there) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(there)
                return
            number += rows

    def _enter(self, index: QModelIndex, event: QKeyEvent) -> bool:
        if self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            self._open_index(index)
        return True

    def _go_to_end(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """The first or the last row, where there are no cells to go through in one."""
        if self.property(HAS_CELLS):
            return False
        last = self.rows_model.rowCount() - 1
        self.setCurrentIndex(index.siblingAtRow(0 if event.key() == Qt.Key.Key_Home else last))
        return True

    def _clear(self, index: QModelIndex, _event: QKeyEvent) -> bool:
        if self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.rows_model.setData(index, "")
        return True

    def _take(self, index: QModelIndex, text: str, count: int) -> None:
        if not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            raise UserError(N_("This cell takes no value."))
        if count > 1:
            raise UserError(
                N_("{count} cells were copied, and one cell takes one value. Copy a single one."), count=count
            )
        self.rows_model.setData(index, text)

    def _give_up(self, index: QModelIndex, _event: QKeyEvent) -> bool:
        if not index.data(REFUSED_ROLE):
            return False
        self.rows_model.give_up(
            self.rows_model.rows[index.row()], self.rows_model.columns[index.column()].key
        )
        return True

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid() and not self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.rows_model.rows[index.row()])

    def _tell_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(self.rows_model.rows[current.row()])

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what was shown while nobody saw it."""
        super().showEvent(event)
        if self._is_fit_due:
            is_in_sight = self._is_in_sight(self.viewport().size())
            self._fit()
            if is_in_sight:
                self._show_whole()

    def _fit(self) -> None:
        """Give a column what its texts need; the last without a width, or one that wraps, gets the rest."""
        self._is_fit_due = not self.isVisible()
        if self._is_fit_due:
            return
        columns = self.rows_model.columns
        self._is_fitting = True
        least = least_widths(columns, self.font(), has_order=self._has_order)
        if self._texts is None:
            spans = self._spans
            self._texts = Texts(row for row in self.rows_model.rows if not (spans and spans(row)))
        texts = self._texts
        wanted = wanted_widths(columns, texts, least, self.font())
        room = self.viewport().width()
        shown = [n for n in range(len(columns)) if n in self._spared or not self.isColumnHidden(n)]
        gone = spared(columns, wanted, shown, room)
        shown = [number for number in shown if number not in gone]
        if sum(wanted[number] for number in shown) > room:
            least = tight_widths(columns, texts, least, self.font(), ordered_by=self.rows_model.ordered_by)
            wanted = wanted_widths(columns, texts, least, self.font())
            gone += yielding(columns, least, shown, room)
            least = squeezed(
                columns, least, [number for number in shown if number not in gone], room, self.font()
            )
        needed = needed_widths(columns, texts, least, self.font())
        self._leave_out(gone)
        for number in range(len(columns)):
            if number in self._dragged or self.isColumnHidden(number):
                least[number] = needed[number] = wanted[number] = self._dragged.get(number, 0)
        open_to = [n for n in range(len(columns)) if not (n in self._dragged or self.isColumnHidden(n))]
        rest = rest_column(columns, wanted, open_to)
        wraps = lengths(columns, texts, self.font(), open_to)
        last = next((number for number in open_to[-1:] if not columns[number].numeric), None)
        widths = share_room(least, wanted, room, rest, wraps, last, needed)
        for number, width in enumerate(widths):
            if not self.isColumnHidden(number):
                self.setColumnWidth(number, width)
        self._fit_headings(headings(columns, widths, self.font()))
        self._is_fitting = False
        self._stand_on_shown()
        self._heights.fit()

    def _stand_on_shown(self) -> None:
        """Have the cursor in a column that is shown: from another one the arrows do not move it."""
        index = self.currentIndex()
        if index.isValid() and self.isColumnHidden(index.column()):
            shown = [n for n in range(len(self.rows_model.columns)) if not self.isColumnHidden(n)]
            nearest = min(shown, key=lambda number: abs(number - index.column()), default=index.column())
            there = index.siblingAtColumn(nearest)
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _fit_headings(self, two_lined: Mapping[int, str]) -> None:
        """Make the row of headings as high as they need."""
        header = self.horizontalHeader()
        titles = [two_lined.get(n, tr(column.title)) for n, column in enumerate(self.rows_model.columns)]
        deepest = max((title.count("\n") for title in titles), default=0)
        self.rows_model.show_headings(two_lined)
        header.setFixedHeight(row_height() + deepest * header.fontMetrics().lineSpacing())

    def _leave_out(self, columns: list[int]) -> None:
        """Leave these columns out for now, and show those again that were left out before."""
        before, self._spared = self._spared, columns
        for number in {*before} ^ {*columns}:  # what stays is not touched: a cell may be open
            super().setColumnHidden(number, number in columns)

    def setColumnHidden(self, column: int, hide: bool) -> None:  # noqa: N802, FBT001 - as Qt calls it
        """Show a column or not; the width that it then gets is not one that somebody dragged."""
        if column in self._spared:
            self._spared.remove(column)
        elif self.isColumnHidden(column) == hide:
            return
        was_fitting, self._is_fitting = self._is_fitting, True
        super().setColumnHidden(column, hide)
        self._is_fitting = was_fitting

    def _reorder(self) -> None:
        """In another order every row takes its height and its spans along."""
        self._texts = None
        if not self._is_showing:
            self._span_rows()
            self._heights.fit()

    def _rewrite(self, first: QModelIndex, last: QModelIndex) -> None:
        """What was typed, or why it was refused, may need other heights."""
        self._texts = None
        if not self._is_showing:
            is_in_sight = self._is_in_sight(self.viewport().size())
            self._heights.fit(range(first.row(), last.row() + 1))
            if is_in_sight:
                self._show_whole()

    def _keep_width(self, number: int, _before: int, width: int) -> None:
        if not self._is_fitting and self.isVisible() and width:
            self._widths.note(number, width)
