"""The list of a longer period as PDF, on A4 landscape."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import revision_lines, revision_pdf, wording, year_lines
from evalapp.documents.papers.files import Progress, Steps, whole_or_not_at_all
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.page import Paper, Signature
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.years import YearReport

_BEFORE = (27.0, 40.0, 82.0, 78.0)
_AFTER = (34.0, 38.0, 80.0)
_SHARED = {2: 0.25, 3: 0.35, -1: 0.4}  # what fewer months leave over: to name, unit and note
_MONTH_ROOM = 330.0
_WIDEST_MONTH = 44.0
_TOGETHER = 3
_ROOM_TO_SIGN = 60.0


def write_year_pdf(
    out: Path | BinaryIO,
    report: YearReport,
    *,
    layout: Layout = PLAIN_LAYOUT,
    progress: Progress | None = None,
) -> None:
    """Write the list; the file appears whole or not at all, and not when `progress` raises."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_year_pdf(stream, report, layout=layout, progress=progress)
        return
    steps = Steps(progress, len(report.rows))
    title = f"{year_lines.TITLE} - {wording.period(report.period)} - {report.unit_name}"
    paper = Paper(out, title=title, author=report.unit_name, wide=True)
    paper.begin(name=title, footer=footed(year_lines.made_from(report), layout), draft=not report.is_final)
    paper.letterhead(*above(report, layout))
    alone = year_lines.is_of_one_unit(report)
    told = revision_lines.told_of_units(report.replaced, alone=alone)
    paper.title(year_lines.TITLE, year_lines.subtitles(report), before=4, told=told)
    closing = [*year_lines.closing_lines(report), *revision_lines.below_units(report.replaced, alone=alone)]
    signers = [Signature("NGƯỜI LẬP BIỂU"), Signature(*head_of_unit(layout))]
    receiving = recipients(layout)
    signed = paper.height_of_signatures(signers, room=_ROOM_TO_SIGN, recipients=receiving)
    below = paper.height_of(closing) + signed + 8
    _table(paper, report, layout).draw(_rows(report), together=_TOGETHER, below=below, progress=steps.step)
    paper.need(below)
    paper.y -= 4
    for text in closing:
        paper.paragraph(text)
    paper.signatures(signers, room=_ROOM_TO_SIGN, recipients=receiving)
    _annexes(paper, report)
    paper.save()


def _annexes(paper: Paper, report: YearReport) -> None:
    """What many people have otherwise than before."""
    belongs_to = f"Kèm theo danh sách {wording.in_a_sentence(report.period)}"
    if not year_lines.is_of_one_unit(report):
        if revision_lines.units_have_annex(report.replaced):
            revision_pdf.draw_changes_of_units(paper, report.replaced, belongs_to)
        return
    for each in report.replaced:
        if revision_lines.has_annex(each.of):
            revision_pdf.draw_changes(paper, each.of, belongs_to)


def _table(paper: Paper, report: YearReport, layout: Layout) -> Table:
    headings = year_lines.columns(report.period)
    months = len(year_lines.month_places(report.period))
    widths = [*_BEFORE, *[min(_MONTH_ROOM / months, _WIDEST_MONTH)] * months, *_AFTER]
    rest = paper.measure - sum(widths)
    for number, part in _SHARED.items():
        widths[number] += part * rest
    left = {2, 3, len(headings) - 1}
    return Table(
        paper,
        [
            Column(title, width, Align.LEFT if number in left else Align.CENTRE)
            for number, (title, width) in enumerate(zip(headings, widths, strict=True))
        ],
        size=8,
        hidden=year_lines.left_out(report, layout),
    )


def _rows(report: YearReport) -> list[Row]:
    """A row for each person; where there are several units each has its heading."""
    strong = {len(year_lines.columns(report.period)) - 3, len(year_lines.columns(report.period)) - 2}
    several = not year_lines.is_of_one_unit(report)
    lines = year_lines.lines(report)
    decimals = wording.decimals_in(lines)
    made, unit = list[Row](), ""
    for row, values in zip(report.rows, lines, strict=True):
        if several and row.unit_code != unit:
            made.append(Row((Cell(row.unit_name),), shaded=True, across=True))
        unit = row.unit_code
        shown = map(wording.cell, values, decimals)
        made.append(Row(tuple(Cell(text, column in strong) for column, text in enumerate(shown))))
    return made
