"""The columns of whichever table of a report is shown."""

from evalapp.base.columns import Column, Tone
from evalapp.documents.papers.report_lines import shown
from evalapp.domain.reports import ReportColumn, ReportTable
from evalapp.ui.kit.column_widths import SHORT
from evalapp.ui.screens.reports.state import ReportRow

_LETTER = 8  # pixels that a letter of a heading is given
_WIDEST = 260
# What gives way first where there is too little room: a running number says nothing, a share follows from its
# figures; the last one is what the table comes to.
_NUMBER, _SHARE = 2, 1


def columns_of(table: ReportTable) -> tuple[Column[ReportRow], ...]:
    """The columns of a table as the screen shows them; the cells are those of the papers."""
    last = len(table.columns) - 1
    return tuple(
        _column(number, column, is_last=number == last) for number, column in enumerate(table.columns)
    )


def _column(number: int, column: ReportColumn, *, is_last: bool) -> Column[ReportRow]:
    def value(row: ReportRow) -> str | None:
        return shown(row.cells[number], column) or None

    return Column(
        str(number),
        column.title,
        value,
        width=min(int(column.width) * _LETTER, SHORT if column.is_text else _WIDEST),
        numeric=not column.is_text,
        tone=_tone,
        empty="",
        wraps=column.is_text,
        yields=_NUMBER if number == 0 else _SHARE if column.is_share and not is_last else 0,
    )


def _tone(row: ReportRow) -> Tone:
    return Tone.STRONG if row.strong else Tone.PLAIN
