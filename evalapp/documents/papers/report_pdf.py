"""Any report as PDF: its tables one below the other, the last rows with the signatures."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers.charts import draw_chart, room_to_begin
from evalapp.documents.papers.files import Progress, Steps, whole_or_not_at_all
from evalapp.documents.papers.letterheads import above, footed, number_line, recipients
from evalapp.documents.papers.page import BOLD, Paper, Signature
from evalapp.documents.papers.report_lines import (
    NOTHING,
    decimals_of_columns,
    file_title,
    made_from,
    shown,
    signers,
    subtitles,
)
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.reports import Report, ReportTable

_WIDE_FROM = 8  # columns
_TOGETHER = 2
_ROOM_TO_SIGN = 60.0
_WORTH_A_CAPTION = 70.0
_CAPTION = 12 + BOLD.leading


def write_report_pdf(out: Path | BinaryIO, report: Report, *, progress: Progress | None = None) -> None:
    """Write a report; the file appears whole or not at all, and not when `progress` raises."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            _write(stream, report, progress)
    else:
        _write(out, report, progress)


def _write(stream: BinaryIO, report: Report, progress: Progress | None) -> None:
    title = file_title(report)
    wide = max(len(table.columns) for table in report.tables) >= _WIDE_FROM
    paper = Paper(stream, title=title, author=report.unit_name, wide=wide)
    draw_report(paper, report, progress=progress)
    paper.save()


def draw_report(paper: Paper, report: Report, *, progress: Progress | None = None) -> None:
    """Draw a report on pages of its own."""
    steps = Steps(progress, sum(len(table.rows) for table in report.tables))
    title = file_title(report)
    paper.begin(
        name=title,
        footer=footed(made_from(report), report.layout),
        draft=not report.is_final,
        mark=report.unfinished,
    )
    paper.letterhead(*above(report, report.layout), number=number_line(report.title))
    paper.title(report.title, subtitles(report), before=4)
    signing, receiving = [Signature(*each) for each in signers(report)], recipients(report.layout)
    signed = paper.height_of_signatures(signing, room=_ROOM_TO_SIGN, recipients=receiving)
    below = paper.height_of(report.remarks) + signed + 8
    for heading, words in report.text:
        paper.need(_WORTH_A_CAPTION)
        paper.paragraph(heading, BOLD, before=8)
        paper.paragraph(words)
    for table in report.tables:
        rows = _rows(table)
        if table.caption:
            first = _table(paper, table).height(rows[:_TOGETHER])
            first += below if table is report.tables[-1] and len(rows) <= _TOGETHER else 0
            paper.need(max(_WORTH_A_CAPTION, _CAPTION + first) + room_to_begin(table))
            paper.paragraph(table.caption, BOLD, before=8)
            paper.y -= 4
        if not table.rows:
            paper.paragraph(NOTHING)
            continue
        draw_chart(paper, table)
        last = table is report.tables[-1]
        paper.need(_table(paper, table).height(rows[:1]))
        _table(paper, table).draw(rows, together=_TOGETHER, below=below if last else 0, progress=steps.step)
    paper.need(below)
    paper.y -= 4
    for text in report.remarks:
        paper.paragraph(text)
    paper.signatures(signing, room=_ROOM_TO_SIGN, recipients=receiving)


def _table(paper: Paper, table: ReportTable) -> Table:
    together = sum(column.width for column in table.columns)
    return Table(
        paper,
        [
            Column(
                column.title,
                paper.measure * column.width / together,
                Align.LEFT if column.is_text else Align.CENTRE,
            )
            for column in table.columns
        ],
        size=9 if len(table.columns) >= _WIDE_FROM else 11,
    )


def _rows(table: ReportTable) -> list[Row]:
    decimals = decimals_of_columns(table)
    return [
        Row(
            tuple(
                Cell(shown(value, column, most), number in table.strong)
                for value, column, most in zip(cells, table.columns, decimals, strict=True)
            )
        )
        for number, cells in enumerate(table.rows)
    ]
