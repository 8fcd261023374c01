"""The one table: a model over declared columns, and a view that works from the keyboard alone."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from evalapp.base.columns import Column, decimals_of
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.ui.kit.cells import HAS_CELLS, CellDelegate, wrapped_height
from evalapp.ui.kit.colours import ROW_HEIGHT
from evalapp.ui.kit.column_widths import LEAST, least_widths, share_room, spared, tight_widths, wanted_widths
from evalapp.ui.kit.roles import (
    CHIP_ROLE,
    DECIMALS_ROLE,
    REFUSED_ROLE,
    ROW_ROLE,
    SORT_ROLE,
    TONE_ROLE,
    WRAPS_ROLE,
)

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Refusal:
    """What was typed into a cell and refused; it stays there, marked, until mended or given up."""

    text: str
    reason: UserError


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind seen through declared columns. `data()` never asks anybody anything."""

    edited = Signal(object, object, str)  # the row before, the row after, the column
    refused = Signal(object)

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], owner: QObject | None = None
    ) -> None:
        super().__init__(owner)
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self.given: Sequence[Row] | None = None  # the very rows that are shown, if nothing changed one since
        self._decimals: list[int] = [0] * len(self._columns)
        self._refusals: dict[tuple[Hashable, str], Refusal] = {}
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return tuple(self._rows)

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns as they are shown."""
        return self._columns

    def key_of(self, row: Row) -> Hashable:
        """What tells a row from the others, however its values change."""
        return self._key(row)

    @property
    def refusals(self) -> dict[tuple[Hashable, str], Refusal]:
        """What was refused and still stands, by row key and column."""
        return dict(self._refusals)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays where they are the same ones changed."""
        self.given = rows if isinstance(rows, tuple) else None
        ordered = self._sorted(rows)
        same = [self._key(row) for row in ordered] == [self._key(row) for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = ordered
        self._decimals = [_most_decimals(column, ordered) for column in self._columns]
        if not same:
            keys = {self._key(row) for row in ordered}
            self._refusals = {place: kept for place, kept in self._refusals.items() if place[0] in keys}
            self.endResetModel()
        elif ordered:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, len(self._columns) - 1))

    def refuse(self, row: Row, column: str, text: str, reason: UserError) -> None:
        """Keep a typed text in its cell, marked, with the reason."""
        self._refusals[self._key(row), column] = Refusal(text, reason)
        self._changed_row(row)
        self.refused.emit(reason)

    def give_up(self, row: Row, column: str) -> None:
        """Show the stored value again in place of one that was refused."""
        if self._refusals.pop((self._key(row), column), None):
            self._changed_row(row)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns are declared."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title, with the sign of the order where the table is sorted by it."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title) + self._order_sign(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return tr(column.title) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, by role."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        refusal = self._refusals.get((self._key(row), column.key))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(row, column, index.column(), refusal)
            case Qt.ItemDataRole.EditRole:
                return self._typed(row, column, refusal)
            case Qt.ItemDataRole.ToolTipRole:
                return tr_error(refusal.reason) if refusal else column.tip(row) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{tr(column.title)}: {self._display(row, column, index.column(), refusal)}"
            case _:
                return self._own_role(row, column, index.column(), refusal, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed: a good value goes out as `edited`, a bad one stays marked, as `refused`."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row, column = self._rows[index.row()], self._columns[index.column()]
        if column.edit is None or not column.takes_text(row):
            return False
        try:
            after = column.edit(row, str(value))
        except UserError as error:
            self.refuse(row, column.key, str(value), error)
            return False
        self._refusals.pop((self._key(row), column.key), None)
        self._rows[index.row()] = after
        self.given = None
        self._changed_row(after)
        if after != row:
            self.edited.emit(row, after, column.key)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Whether a cell may be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._columns[index.column()].takes_text(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def sort_by(self, column: int) -> None:
        """Order the rows by a column; asked again, turn the order round."""
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self._order = (column, falling if self._order == (column, rising) else rising)
        self.show(self._rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _display(self, row: Row, column: Column[Row], number: int, refusal: Refusal | None) -> str:
        if refusal:
            return refusal.text
        if column.reasons:
            reasons = [
                tr_error(kept.reason) for (key, _), kept in self._refusals.items() if key == self._key(row)
            ]
            if reasons:
                return reasons[0]
        return column.text(row, self._decimals[number])

    def _typed(self, row: Row, column: Column[Row], refusal: Refusal | None) -> str:
        if refusal:
            return refusal.text
        if column.typed is not None:
            return column.typed(row)
        return "" if column.value(row) is None else column.text(row)

    def _own_role(
        self, row: Row, column: Column[Row], number: int, refusal: Refusal | None, role: int
    ) -> Any:
        if role == REFUSED_ROLE:
            reason_here = column.reasons and any(key == self._key(row) for key, _ in self._refusals)
            return "cell" if refusal else "reason" if reason_here else ""
        answers: dict[int, Any] = {
            TONE_ROLE: column.tone(row),
            CHIP_ROLE: column.chip,
            WRAPS_ROLE: column.wraps,
            DECIMALS_ROLE: self._decimals[number] if column.numeric else -1,
            SORT_ROLE: column.order(row) if column.order else column.value(row),
            ROW_ROLE: row,
        }
        return answers.get(role)

    def _changed_row(self, row: Row) -> None:
        number = next((n for n, other in enumerate(self._rows) if self._key(other) == self._key(row)), None)
        if number is not None:
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        if self._order is None:
            return list(rows)
        column, order = self._columns[self._order[0]], self._order[1]
        known = [row for row in rows if column.value(row) is not None]
        unknown = [row for row in rows if column.value(row) is None]
        by = column.order or column.value
        return sorted(known, key=by, reverse=order is Qt.SortOrder.DescendingOrder) + unknown

    def _order_sign(self, section: int) -> str:
        if self._order is None or self._order[0] != section:
            return ""
        return " ▲" if self._order[1] is Qt.SortOrder.AscendingOrder else " ▼"


def _most_decimals(column: Column[Any], rows: Sequence[Any]) -> int:
    if not column.numeric:
        return 0
    figures = [value for value in map(column.value, rows) if isinstance(value, Decimal)]
    return max([1, *map(decimals_of, figures)]) if figures else 0


class Table(QTableView, Generic[Row]):
    """Shows a `TableModel`: rows of one height, Enter opens or goes down, typing edits."""

    opened = Signal(object)
    moved = Signal(object)

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
        self._dragged: dict[int, int] = {}  # columns whose width the user chose
        self._is_fitting = False
        self._spared: list[int] = []  # dispensable columns that are left out for now
        self._has_order = False
        self.setModel(self.rows_model)
        cells = CellDelegate(self)
        cells.stepped.connect(self.step)
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
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(ROW_HEIGHT)
        header.setMinimumSectionSize(LEAST)
        header.sectionResized.connect(self._keep_width)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._tell_moved)

    def make_sortable(self) -> None:
        """Let a click on a heading order the rows."""
        self._has_order = True
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.rows_model.sort_by)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, keeping the cursor on the row it was on where that is still there."""
        if rows is self.rows_model.given:
            return  # thousands of rows are not measured again because something else changed
        before, column = self.current(), max(0, self.currentIndex().column())
        self.rows_model.show(rows)
        self._span_rows()
        self._fit()
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

    def current(self) -> Row | None:
        """The row the cursor is on."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def select(self, row: Row, column: int = 0) -> None:
        """Put the cursor on a row, or on the first where that one is gone."""
        key = self.rows_model.key_of
        keys = [key(other) for other in self.rows_model.rows]
        number = keys.index(key(row)) if key(row) in keys else 0
        index = self.rows_model.index(number, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what the fixed columns leave among the others."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a row or goes down, Delete clears, Escape gives a refused value up."""
        index = self.currentIndex()
        handler = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Delete: self._clear,
            Qt.Key.Key_Escape: self._give_up,
        }.get(Qt.Key(event.key()))
        if not index.isValid() or handler is None or not handler(index, event):
            super().keyPressEvent(event)

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

    def _clear(self, index: QModelIndex, _event: QKeyEvent) -> bool:
        if self.rows_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.rows_model.setData(index, "")
        return True

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

    def _fit(self) -> None:
        """Give each column what its texts need; the last that declares no width takes the rest."""
        columns = self.rows_model.columns
        self._is_fitting = True
        least = least_widths(columns, self.font(), has_order=self._has_order)
        rows = [row for row in self.rows_model.rows if not (self._spans and self._spans(row))]
        wanted = wanted_widths(columns, rows, least, self.font())
        self._spare(wanted)
        shown = [width for n, width in enumerate(wanted) if not self.isColumnHidden(n)]
        if sum(shown) > self.viewport().width():
            least = tight_widths(columns, rows, least, self.font(), has_order=self._has_order)
            wanted = wanted_widths(columns, rows, least, self.font())
        for number in range(len(columns)):
            if number in self._dragged or self.isColumnHidden(number):
                least[number] = wanted[number] = self._dragged.get(number, 0)
        free = [n for n, column in enumerate(columns) if not column.width and n not in self._dragged]
        for number, width in enumerate(
            share_room(least, wanted, self.viewport().width(), free[-1] if free else None)
        ):
            if not self.isColumnHidden(number):
                self.setColumnWidth(number, width)
        self._is_fitting = False
        self._wrap()

    def _spare(self, wanted: Sequence[int]) -> None:
        """Leave dispensable columns out where the others would be cut short."""
        shown = [n for n in range(len(wanted)) if n in self._spared or not self.isColumnHidden(n)]
        before = self._spared
        self._spared = spared(self.rows_model.columns, wanted, shown, self.viewport().width())
        for number in {*before} ^ {*self._spared}:  # what stays is not touched: a cell may be open
            self.setColumnHidden(number, number in self._spared)

    def _wrap(self) -> None:
        """Give each row the height that its longest text needs, where texts may go on in further lines."""
        wrapping = [number for number, column in enumerate(self.rows_model.columns) if column.wraps]
        if not wrapping:
            return
        for number, row in enumerate(self.rows_model.rows):
            heights = [
                wrapped_height(self.rows_model.columns[each].text(row), self.font(), self.columnWidth(each))
                for each in wrapping
            ]
            self.setRowHeight(number, max(heights))

    def _keep_width(self, number: int, _before: int, width: int) -> None:
        if not self._is_fitting and self.isVisible() and width:
            self._dragged[number] = width
