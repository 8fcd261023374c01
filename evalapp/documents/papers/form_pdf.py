"""A person's official form as PDF, alone or many in one file."""

from collections.abc import Iterable, Sequence, Sized
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from evalapp.documents.papers import product_lines, revision_lines, wording
from evalapp.documents.papers.files import Progress, whole_or_not_at_all
from evalapp.documents.papers.form_lines import (
    COLUMNS,
    FormLine,
    decimals_of_lines,
    form_lines,
    is_draft,
    participant_lines,
    result_lines,
    total_line,
)
from evalapp.documents.papers.form_lines import signers as signers_of
from evalapp.documents.papers.letterheads import above, footed
from evalapp.documents.papers.page import BOLD, PLAIN, Paper, Signature
from evalapp.documents.papers.spacing import Spacing, for_one_page
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.documents.papers.tracking_pdf import draw_tracking_form
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.rounds import PersonSheet

_BEFORE_RESULT = 4.0
_PRODUCT_WIDTHS = (58.0, 0.0, 40.0, 52.0, 58.0, 74.0, 78.0)
_WORDS = (1, 6)
_WIDTHS = (37.0, 0.0, 36.0, 48.0, 42.0, 42.0)
# Rows that go along with the total to a last page, so that what is signed there is more than a sum.
_TOGETHER = 5


def write_form(out: Path | BinaryIO, sheet: PersonSheet, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write one person's form."""
    write_forms(out, [sheet], layout=layout)


def write_empty_form(out: BinaryIO, sheet: PersonSheet) -> None:
    """Write a form with nothing filled in, as it would be handed out on paper."""
    paper = Paper(out, title=sheet.form.title, author=sheet.round.unit_name)
    draw_form(paper, sheet, PLAIN_LAYOUT, empty=True)
    paper.save()


def write_forms(
    out: Path | BinaryIO,
    sheets: Iterable[PersonSheet],
    *,
    layout: Layout = PLAIN_LAYOUT,
    progress: Progress | None = None,
) -> None:
    """Write many forms into one file, each from a new page; when `progress` raises, no file is left."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_forms(stream, sheets, layout=layout, progress=progress)
        return
    total = len(sheets) if isinstance(sheets, Sized) else 0
    paper: Paper | None = None
    for done, sheet in enumerate(sheets, start=1):
        paper = paper or Paper(out, title=_title(sheet, alone=total == 1), author=sheet.round.unit_name)
        draw_form(paper, sheet, layout)
        if progress:
            progress(done, max(total, done))
    if paper is None:
        raise ValueError("there is no form to write")
    paper.save()


def draw_form(
    paper: Paper, sheet: PersonSheet, layout: Layout, *, empty: bool = False, name: str = ""
) -> None:
    """Draw one person's form on pages of its own; an empty one leaves room for what is to be written."""
    of, who = sheet.round, sheet.sheet.participant
    paper.begin(
        name=name or f"{who.name} ({who.code})",
        footer=wording.form_line(of.policy) if empty else footed(wording.source_line(of, sheet.hash), layout),
        draft=is_draft(sheet) and not empty,
    )
    if sheet.tracking is not None:
        draw_tracking_form(paper, sheet, sheet.tracking, layout, empty=empty)
    else:
        _draw_rated(paper, sheet, layout, empty=empty)
    if sheet.sheet.products and not empty:
        _draw_products(paper, sheet)


def _draw_rated(paper: Paper, sheet: PersonSheet, layout: Layout, *, empty: bool) -> None:
    """Draw the rows with the points of every stage, and what became of them."""
    of, who = sheet.round, sheet.sheet.participant
    paper.letterhead(*above(of, layout))
    paper.title(sheet.form.title, [wording.period(of.period)], told=revision_lines.told(sheet.replaces))
    for pairs in participant_lines(sheet.sheet):
        paper.labelled(pairs)
    paper.y -= 8
    result = [wording.TO_BE_RATED] if empty else result_lines(sheet)
    signers = [
        Signature(title, name="" if number or empty else who.name)
        for number, title in enumerate(signers_of(sheet))
    ]
    lines, total = list(form_lines(sheet)), total_line(sheet)
    if empty:
        lines, total = [_emptied(line) for line in lines], _emptied(total)
    decimals = decimals_of_lines(lines)
    rows = [Row(_cells(line, decimals)) for line in lines] + [Row(_cells(total, decimals), shaded=True)]

    def below(spacing: Spacing) -> float:
        signing = paper.height_of_signatures(signers, room=spacing.signing)
        return _BEFORE_RESULT + paper.height_of(result, BOLD) + signing

    def fits(spacing: Spacing) -> bool:
        return _table(paper, spacing).height(rows) + below(spacing) <= paper.room

    spacing = for_one_page(fits)
    # Nobody signs a page that does not show the total.
    _table(paper, spacing).draw(rows, together=_TOGETHER, below=below(spacing))
    paper.y -= _BEFORE_RESULT
    for number, text in enumerate(result):
        paper.paragraph(text, PLAIN if number else BOLD)
    paper.signatures(signers, room=spacing.signing)


def _draw_products(paper: Paper, sheet: PersonSheet) -> None:
    """The work behind the computed row, on a page of its own after what is signed."""
    who = f"{sheet.sheet.participant.name}, {wording.in_a_sentence(sheet.round.period)}"
    paper.annex(product_lines.TITLE, f"Kèm theo phiếu của {who}")
    rest = paper.measure - sum(_PRODUCT_WIDTHS)
    columns = [
        Column(title, width or rest, Align.LEFT if number in _WORDS else Align.CENTRE)
        for number, (title, width) in enumerate(zip(product_lines.COLUMNS, _PRODUCT_WIDTHS, strict=True))
    ]
    cells = product_lines.product_rows(sheet.sheet.products)
    rows = [
        Row(tuple(Cell(product_lines.shown(value), bold) for value in line), shaded=bold)
        for number, line in enumerate(cells, start=1)
        for bold in [number == len(cells)]
    ]
    Table(paper, columns, size=10).draw(rows, together=2)


def _emptied(line: FormLine) -> FormLine:
    """A line with room for what is to be written; where nobody scores it still says so."""
    kept = tuple(entry if entry == wording.NOT_ASKED else None for entry in line.entries)
    return replace(line, entries=kept)


def _table(paper: Paper, spacing: Spacing) -> Table:
    rest = paper.measure - sum(_WIDTHS)
    columns = [
        Column(title, width or rest, Align.CENTRE if width else Align.LEFT)
        for title, width in zip(COLUMNS, _WIDTHS, strict=True)
    ]
    return Table(paper, columns, pad=spacing.pad)


def _cells(line: FormLine, decimals: Sequence[int]) -> tuple[Cell, ...]:
    entries = (line.maximum, *line.entries)
    return (
        Cell(line.code, line.group),
        Cell(line.label, line.group, line.notes),
        *(
            Cell(wording.cell(entry, most), line.group and isinstance(entry, Decimal))
            for entry, most in zip(entries, decimals, strict=True)
        ),
    )


def _title(sheet: PersonSheet, *, alone: bool) -> str:
    whose = f" - {sheet.sheet.participant.name}" if alone else f" - {sheet.round.unit_name}"
    return f"{sheet.form.title} - {wording.period(sheet.round.period)}{whose}"
