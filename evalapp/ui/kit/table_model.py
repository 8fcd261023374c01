"""Rows of one kind seen through declared columns, as Qt asks for them; what was refused stays in its cell."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from evalapp.base.columns import Column, Tone, decimals_of
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.ui.kit.roles import HEAD_ROLE, LOOK_ROLE, REFUSED_ROLE, ROW_ROLE, Look

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex


class Refusal(Struct, frozen=True):
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
        self._headings: Mapping[int, str] = {}  # those in two lines, where there is too little room for one

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
    def ordered_by(self) -> int | None:
        """The column that the rows are sorted by; None as they came."""
        return self._order[0] if self._order else None

    @property
    def refusals(self) -> dict[tuple[Hashable, str], Refusal]:
        """What was refused and still stands, by row key and column."""
        return dict(self._refusals)

    @property
    def reasons(self) -> dict[Hashable, str]:
        """Why the first of what was refused in a row was, by row key."""
        return {key: tr_error(kept.reason) for (key, _), kept in reversed(self._refusals.items())}

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

    def show_headings(self, headings: Mapping[int, str]) -> None:
        """Show these headings in two lines, and no others."""
        if headings != self._headings:
            self._headings = headings
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def refuse(self, row: Row, column: str, text: str, reason: UserError) -> None:
        """Keep a typed text in its cell, marked, with the reason."""
        self._refusals[self._key(row), column] = Refusal(text, reason)
        self._changed_row(row)
        self.refused.emit(reason)

    def hold(self, refusals: Mapping[tuple[Hashable, str], Refusal]) -> None:
        """Mark these texts, and no others, as refused; nobody is told."""
        if self._refusals != refusals:
            self._refusals = dict(refusals)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

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
            return self._headings.get(section, tr(column.title)) + self._order_sign(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return _titled(column) if role == Qt.ItemDataRole.ToolTipRole else None

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
                said = [column.head(row), self._display(row, column, index.column(), refusal)]
                said += [tr_error(refusal.reason)] if refusal else []
                return f"{_titled(column)}: {', '.join(filter(None, said))}"
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
        return refusal.text if refusal else column.text(row, self._decimals[number])

    def _typed(self, row: Row, column: Column[Row], refusal: Refusal | None) -> str:
        if refusal:
            return refusal.text
        if column.typed is not None:
            return column.typed(row)
        return "" if column.value(row) is None else column.text(row)

    def _own_role(
        self, row: Row, column: Column[Row], number: int, refusal: Refusal | None, role: int
    ) -> Any:
        if role == LOOK_ROLE:
            return self._look(row, column, number, refusal)
        if role == REFUSED_ROLE:
            return refusal is not None
        return {HEAD_ROLE: column.head(row), ROW_ROLE: row}.get(role)

    def _look(self, row: Row, column: Column[Row], number: int, refusal: Refusal | None) -> Look:
        return Look(
            self._display(row, column, number, refusal),
            Tone.BAD if refusal else column.tone(row),
            refusal is not None,
            column.chip,
            column.wraps,
            column.head(row),
            self._decimals[number] if column.numeric else -1,
            None if column.ticked is None else column.ticked(row),
        )

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
    figures = {value for value in map(column.value, rows) if isinstance(value, Decimal)}
    return max([1, *map(decimals_of, figures)]) if figures else 0


def _titled(column: Column[Any]) -> str:
    """The title of a column in one line."""
    return tr(column.title).replace("\n", " ")
