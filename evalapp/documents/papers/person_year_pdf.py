"""One person's longer period as PDF, on A4 portrait."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import person_year_lines as said
from evalapp.documents.papers import revision_lines, wording
from evalapp.documents.papers.annexes import notes_of, number_of
from evalapp.documents.papers.files import Progress, Steps, whole_or_not_at_all
from evalapp.documents.papers.letterheads import above, footed
from evalapp.documents.papers.page import BOLD, Paper, Signature
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.person_years import PersonPeriod

_WIDTHS = (150.0, 152.0, 0.0)
_ROOM_TO_SIGN = (56.0, 46.0, 38.0, 30.0)  # the most that brings the paper onto one page
_SIZE = 10.0
_PAD = 0.4


def write_person_period_pdf(out: Path, of: PersonPeriod, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write one person's paper; the file appears whole or not at all."""
    write_person_periods(out, [of], layout=layout)


def write_person_periods(
    out: Path | BinaryIO,
    papers: Sequence[PersonPeriod],
    *,
    layout: Layout = PLAIN_LAYOUT,
    progress: Progress | None = None,
) -> None:
    """Write the papers of many into one file, each from a new page; none is left when `progress` raises."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_person_periods(stream, papers, layout=layout, progress=progress)
        return
    steps, first = Steps(progress, len(papers)), papers[0]
    whose = first.row.name if len(papers) == 1 else first.unit_name
    title = f"{said.title(first)} - {wording.period(first.period)} - {whose}"
    paper = Paper(out, title=title, author=first.unit_name)
    for each in papers:
        draw_person_period(paper, each, layout)
        steps.step()
    paper.save()


def draw_person_period(paper: Paper, of: PersonPeriod, layout: Layout, *, name: str = "") -> None:
    """Draw one person's paper on pages of its own."""
    paper.begin(
        name=name or f"{of.row.name} ({of.row.code})",
        footer=footed(said.footer(of), layout),
        draft=not of.is_final,
    )
    superior, unit, dated, logo = above(of, layout)
    prescribed = number_of(of.paper)
    if prescribed:
        paper.numbered(prescribed)
    paper.letterhead(superior, unit, "" if prescribed else dated, logo)
    paper.title(said.title(of), [wording.period(of.period)], told=revision_lines.told(of.replaces))
    for pairs in said.about(of):
        paper.labelled(pairs)
    _months(paper, of)
    _levels(paper, of)
    _sign(paper, of, dated if prescribed else "")


def _sign(paper: Paper, of: PersonPeriod, dated: str) -> None:
    signers = [
        Signature(title.upper(), said.sign_here(of), "" if number else of.row.name, dated)
        for number, title in enumerate(said.signers(of))
    ]
    notes = notes_of(of.paper)
    below = paper.height_of_notes(notes)
    heights = {room: paper.height_of_signatures(signers, room=room) + below for room in _ROOM_TO_SIGN}
    room = next((room for room in _ROOM_TO_SIGN if heights[room] <= paper.room), _ROOM_TO_SIGN[0])
    paper.signatures(signers, room=room)
    paper.footnotes(notes)


def _months(paper: Paper, of: PersonPeriod) -> None:
    rows = said.month_rows(of)
    paper.paragraph(said.MONTHS_TITLE, BOLD)
    rest = paper.measure - sum(_WIDTHS)
    aligned = (Align.CENTRE, Align.CENTRE, Align.LEFT)
    columns = [
        Column(title, width or rest, align)
        for title, width, align in zip(said.COLUMNS, _WIDTHS, aligned, strict=True)
    ]
    paper.y -= 4
    most = said.decimals(of)
    lines = [Row(tuple(Cell(wording.cell(value, most)) for value in row)) for row in rows]
    total = Row(
        tuple(Cell(wording.cell(value, most), bold=True) for value in said.total_row(of)), shaded=True
    )
    Table(paper, columns, size=_SIZE, pad=_PAD).draw([*lines, total], together=2)
    for text in said.part_lines(of):
        paper.paragraph(text)


def _levels(paper: Paper, of: PersonPeriod) -> None:
    if line := said.result_line(of):
        paper.paragraph(line, BOLD)
    if not of.levels:
        return
    own, result, proposals = said.headings(of)
    for heading, decided in ((own, False), (result, True)):
        boxes = said.boxes(of, decided=decided)
        paper.need(paper.height_of([heading, *(label for _, label in boxes)]))
        paper.paragraph(heading, BOLD)
        for ticked, label in boxes:
            paper.ticked(label, ticked=ticked, before=1)
    paper.paragraph(proposals, BOLD)
    for text in of.proposals or (said.TO_FILL_IN, said.TO_FILL_IN):
        paper.paragraph(text, before=1)
