"""A block of a grid on the clipboard as a table with names and headings."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QMimeData

from evalapp.base.columns import EMPTY, Tone
from evalapp.ui.kit.clipboard import cells_mime
from evalapp.ui.kit.grid_blocks import Span, write_block
from evalapp.ui.kit.grid_columns import Arrangement, GridColumn

Row = TypeVar("Row")


def named_table(rows: Sequence[Row], arrangement: Arrangement[Row], span: Span) -> QMimeData:
    """The cells of a block with whose they are and what they are, as they read, for a letter.

    Where all columns are in the block the sums beside them come along.
    """
    is_whole = (span.left, span.right) == (0, len(arrangement.shown) - 1)
    columns = [
        *arrangement.whose,
        *arrangement.shown[span.left : span.right + 1],
        *(arrangement.right if is_whole else ()),
    ]
    lines = [[_read(column, row) for column in columns] for row in _inside(rows, span)]
    block = [[column.title for column in columns], *lines]
    return cells_mime(block, write_block(block), [column.numeric for column in columns], headed=True)


def _inside(rows: Sequence[Row], span: Span) -> Sequence[Row]:
    return rows[span.top : span.bottom + 1]


def _read(column: GridColumn[Row], row: Row) -> str:
    cell = column.cell(row)
    return "" if cell.tone is Tone.OFFER or cell.text == EMPTY else cell.text
