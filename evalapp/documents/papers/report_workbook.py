"""Any report as a workbook: its tables one below the other, numbers as numbers."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from evalapp.base.columns import decimals_of
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.files import Progress, Steps
from evalapp.documents.papers.letterheads import above, footed, number_line, recipients
from evalapp.documents.papers.report_lines import (
    NOTHING,
    NUMBERED,
    decimals_of_columns,
    file_title,
    made_from,
    signers,
    subtitles,
)
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet
from evalapp.documents.papers.workbook_charts import Placed, add_charts
from evalapp.domain.reports import Report, ReportCell, ReportColumn, ReportTable

_NATION, _AGENCY = 58.0, 20.0  # how wide the name of the nation is, and how narrow an agency may be
_SHEET = "Báo cáo"
_WIDE_FROM = 8  # columns
_SHARE_FORMAT = "0.00"
_THOUSAND = 1000


def write_report(out: Path, report: Report, *, progress: Progress | None = None) -> None:
    """Write a report; the columns are those of its widest table."""
    steps = Steps(progress, sum(len(table.rows) for table in report.tables))
    widest = max(report.tables, key=_room)
    count = len(widest.columns)
    made = Spreadsheet(_SHEET, widths=[column.width for column in widest.columns], wide=count >= _WIDE_FROM)
    left = _of_the_agency([column.width for column in widest.columns])
    made.letterhead(*above(report, report.layout), left=left, number=number_line(report.title))
    made.line(report.title.upper(), looks.TITLE, height=22)
    for text in subtitles(report):
        made.line(text, looks.SUBTITLE, height=20)
    if not report.is_final:
        made.line(report.unfinished, looks.DRAFT, height=20)
    for heading, words in report.text:
        made.gap()
        made.line(heading, looks.BOLD)
        made.line(words)
    placed = _tables(made, report, count, steps)
    made.gap()
    for text in report.remarks:
        made.line(text)
    rest = count - left
    maker, signer = signers(report)
    made.signatures([(*maker, left), (*signer, rest)])
    made.recipients(recipients(report.layout))
    made.line(footed(made_from(report), report.layout), looks.SMALL)
    add_charts(made, placed)
    made.save(
        out,
        title=file_title(report),
        author=report.unit_name,
        source={"unit": report.unit_code, "period": str(report.period), "hash": report.hash},
    )


def _of_the_agency(widths: Sequence[float]) -> int:
    """How many columns the agency takes at the left: half, fewer where the nation needs more room."""
    half = max(len(widths) // 2, 1)
    fits = (
        left for left in range(half, 0, -1) if sum(widths[left:]) >= _NATION and sum(widths[:left]) >= _AGENCY
    )
    return next(fits, half)


def _room(table: ReportTable) -> tuple[int, float]:
    """What tells which table gives the sheet its columns: how many, then how wide they are in all."""
    return len(table.columns), sum(column.width for column in table.columns)


def _tables(made: Spreadsheet, report: Report, count: int, steps: Steps) -> list[Placed]:
    placed: list[Placed] = []
    for number, table in enumerate(report.tables):
        made.gap()
        first = made.next_row
        if table.caption:
            made.line(table.caption, looks.BOLD)
        if not table.rows:
            made.line(NOTHING)
            continue
        heading = made.row(
            _spans([column.title for column in table.columns], looks.COLUMN_HEAD, count), height=32
        )
        if number == 0 and len(report.tables) == 1:
            made.headings_at(heading, freeze=f"C{heading + 1}")
        placed.append(Placed(table, heading))
        _rows(made, table, count, steps)
        if len(report.tables) > 1:
            made.keep_together(first)
    return placed


def _rows(made: Spreadsheet, table: ReportTable, count: int, steps: Steps) -> None:
    decimals = decimals_of_columns(table)
    for number, cells in enumerate(table.rows):
        spans = [
            Span(value, looks.with_decimals(_look(column, value, strong=number in table.strong), most))
            for value, column, most in zip(cells, table.columns, decimals, strict=True)
        ]
        made.row(_filled(spans, count))
        steps.step()


def _spans(values: list[str], look: Look, count: int) -> list[Span]:
    return _filled([Span(value, look) for value in values], count)


def _filled(spans: list[Span], count: int) -> list[Span]:
    """The last cell takes the columns that a narrower table leaves."""
    last = spans[-1]
    return [*spans[:-1], Span(last.value, last.look, count - len(spans) + 1)]


def _look(column: ReportColumn, value: ReportCell, *, strong: bool) -> Look:
    return Look(
        size=11,
        boxed=True,
        bold=strong,
        across="left" if column.is_text else "center",
        number_format=_SHARE_FORMAT if column.is_share else _format(column, value),
    )


def _format(column: ReportColumn, value: ReportCell) -> str:
    """Thousands are set apart where there are any; the viewer's own language says by what."""
    if isinstance(value, str | None) or abs(value) < _THOUSAND or column.title == NUMBERED:
        return "General"
    decimals = decimals_of(value) if isinstance(value, Decimal) else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
