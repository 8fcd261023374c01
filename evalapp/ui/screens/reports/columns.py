"""The columns of whichever table of a report is shown."""

from evalapp.base.columns import Column, Tone
from evalapp.documents.papers.report_lines import shown
from evalapp.domain.reports import ReportColumn, ReportTable
from evalapp.ui.kit.column_widths import SHORT
from evalapp.ui.screens.reports.state import ReportRow

_LETTER = 8  # pixels that a letter of a heading is given
_WIDEST = 260


def columns_of(table: ReportTable) -> tuple[Column[ReportRow], ...]:
    """The columns of a table as the screen shows them; the cells are those of the papers."""
    return tuple(_column(number, column) for number, column in enumerate(table.columns))


def _column(number: int, column: ReportColumn) -> Column[ReportRow]:
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
    )


def _tone(row: ReportRow) -> Tone:
    return Tone.STRONG if row.strong else Tone.PLAIN
