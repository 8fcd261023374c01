"""The columns of whichever table of a report is shown."""

from collections.abc import Sequence

from evalapp.base.columns import Column, Tone
from evalapp.domain.reports import ReportColumn, ReportTable
from evalapp.ui.kit.column_widths import SHORT
from evalapp.ui.screens.reports.state import ReportRow
from evalapp.ui.shell.report_words import cell_said, said

_LETTER = 8  # pixels that a letter of a heading is given
_WIDEST = 260
# What gives way first where there is too little room: a running number says nothing, a share follows from its
# figures; then a count of all, and the count that the last share is of: that one is what the table comes to.
_NUMBER, _SHARE, _COUNT = 3, 2, 1


def columns_of(table: ReportTable) -> tuple[Column[ReportRow], ...]:
    """The columns of a table as the screen shows them; the cells are those of the papers."""
    return tuple(
        _column(number, column, _rank(number, table.columns)) for number, column in enumerate(table.columns)
    )


def _rank(number: int, columns: Sequence[ReportColumn]) -> int:
    last = len(columns) - 1
    figures = [at for at, column in enumerate(columns) if at and not column.is_text]
    if number in (0, last):
        return _NUMBER if number == 0 else 0
    if columns[number].is_share:
        return _SHARE
    return _COUNT if columns[last].is_share and number in (figures[0], last - 1) else 0


def _column(number: int, column: ReportColumn, rank: int) -> Column[ReportRow]:
    def value(row: ReportRow) -> str | None:
        return cell_said(row.cells[number], column) or None

    return Column(
        str(number),
        said(column.title),
        value,
        width=min(int(column.width) * _LETTER, SHORT if column.is_text else _WIDEST),
        numeric=not column.is_text,
        tone=_tone,
        empty="",
        wraps=column.is_text,
        yields=rank,
    )


def _tone(row: ReportRow) -> Tone:
    return Tone.STRONG if row.strong else Tone.PLAIN
