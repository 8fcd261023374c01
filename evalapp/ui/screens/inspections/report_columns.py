"""The columns of the report's tables, and of the list that a figure counts."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspection_counts import CountedLine
from evalapp.domain.inspections import SEVERITY_LABELS, STANDING_LABELS, VISIT_KIND_LABELS, Standing
from evalapp.domain.reports import ReportColumn, ReportTable
from evalapp.ui.screens.inspections.report_state import FigureRow
from evalapp.ui.shell.report_words import cell_said, said

_FEW = 6  # columns
_LETTER = 8  # pixels that a letter of a heading is given
_TONES = {Standing.CONFIRMED: Tone.BAD, Standing.ALLEGED: Tone.WARN, Standing.WITHDRAWN: Tone.MUTED}


def figure_columns(table: ReportTable) -> tuple[Column[FigureRow], ...]:
    """The columns of a table as the screen shows them; the cells are those of the papers."""
    return tuple(_column(number, column, table) for number, column in enumerate(table.columns))


def _rank(number: int, table: ReportTable) -> int:
    """What gives way first: a running number; then what is not counted, the last column of a wide table."""
    is_last = number == len(table.columns) - 1
    return 2 if number == 0 else 1 if is_last and len(table.columns) > _FEW else 0


def _column(number: int, column: ReportColumn, table: ReportTable) -> Column[FigureRow]:
    def value(row: FigureRow) -> str | None:
        return cell_said(row.cells[number], column) or None

    return Column(
        str(number),
        said(column.title),
        value,
        width=0 if number == table.name_at else int(column.width) * _LETTER,
        numeric=not column.is_text,
        tone=lambda row: Tone.STRONG if row.strong else Tone.PLAIN,
        empty="",
        yields=_rank(number, table),
        wraps=number == table.name_at,
    )


def _what(line: CountedLine) -> str:
    if line.visit is None:
        return tr("{count} {count:visit|visits}", count=line.count)
    if line.topic:
        return f"{line.topic} · {line.text}" if line.text else line.topic
    kind = tr(VISIT_KIND_LABELS[line.kind]) if line.kind else ""
    found = tr("{count} {count:finding|findings}", count=line.count)
    return f"{kind} · {found}"


def _state(line: CountedLine) -> str | None:
    if line.severity is None or line.standing is None:
        return None
    return f"{tr(SEVERITY_LABELS[line.severity])}, {tr(STANDING_LABELS[line.standing]).lower()}"


LINE_COLUMNS: tuple[Column[CountedLine], ...] = (
    Column("day", N_("Date"), lambda line: line.day, width=104),
    Column("number", N_("Minutes"), lambda line: line.number or None, width=104, dispensable=True),
    Column("unit", N_("Unit"), lambda line: line.unit_code, width=84),
    Column("what", N_("What was recorded"), _what, tip=_what, wraps=True),
    Column("about", N_("Concerns"), lambda line: line.person_name or None, width=130, dispensable=True),
    Column(
        "state",
        N_("State"),
        _state,
        width=150,
        chip=True,
        dispensable=True,
        empty="",
        tone=lambda line: _TONES[line.standing] if line.standing else Tone.PLAIN,
    ),
)
