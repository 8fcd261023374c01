"""The form of a followed-up period as PDF: what is signed is laid out as the decree's annex prints it."""

from evalapp.documents.papers import revision_lines, wording
from evalapp.documents.papers import tracking_lines as said
from evalapp.documents.papers.annexes import SIGN_HERE, notes_of, number_of
from evalapp.documents.papers.letterheads import above
from evalapp.documents.papers.page import BOLD, PLAIN, Paper, Signature
from evalapp.documents.papers.prose import draw_dots, draw_prose
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.layouts import Layout
from evalapp.domain.policy.parts import Paper as Prescribed
from evalapp.domain.rounds import PersonSheet
from evalapp.domain.sheet_words import words_of

_WIDTHS = (32.0, 0.0, 52.0, 78.0)
_TOGETHER = 3


def draw_tracking_form(
    paper: Paper, sheet: PersonSheet, prescribed: Prescribed, layout: Layout, *, empty: bool
) -> None:
    """Draw the form on the page that was begun for it; an empty one leaves room to write."""
    superior, unit, _, logo = above(sheet.round, layout)
    paper.numbered(number_of(prescribed))
    paper.letterhead(superior, unit, "", logo)
    paper.title(prescribed.title, [said.period_line(sheet)], told=revision_lines.told(sheet.replaces))
    for pairs in said.about(sheet):
        paper.labelled(pairs)
    paper.paragraph(said.CRITERIA_TITLE, BOLD, before=8)
    paper.y -= 4
    _criteria(paper, sheet, empty=empty)
    _sums(paper, sheet, empty=empty)
    place = wording.place_and_date(layout.place, None)
    names = ("" if empty else sheet.sheet.participant.name, "")
    signers = [
        Signature(title.upper(), SIGN_HERE, name, place)
        for title, name in zip(said.signers(prescribed), names, strict=True)
    ]
    paper.signatures(signers)
    paper.footnotes(notes_of(prescribed))


def _criteria(paper: Paper, sheet: PersonSheet, *, empty: bool) -> None:
    rest = paper.measure - sum(_WIDTHS)
    columns = [
        Column(title, width or rest, Align.CENTRE if width else Align.LEFT)
        for title, width in zip(said.COLUMNS, _WIDTHS, strict=True)
    ]
    numbers = Row(tuple(Cell(text) for text in said.NUMBERS))
    rows = [
        Row(tuple(Cell(wording.cell(value), bold) for value in cells))
        for cells, bold in said.criteria(sheet, empty=empty)
    ]
    total = Row(
        tuple(Cell(wording.cell(value), bold=True) for value in said.criteria_sum(sheet, empty=empty))
    )
    Table(paper, columns, pad=1.2).draw([numbers, *rows, total], together=_TOGETHER)


def _sums(paper: Paper, sheet: PersonSheet, *, empty: bool) -> None:
    paper.need(paper.height_of([said.RESULT_TITLE, *(label for label, _ in said.sums(sheet, empty=empty))]))
    paper.paragraph(said.RESULT_TITLE, BOLD, before=10)
    for label, value in said.sums(sheet, empty=empty):
        paper.labelled(((label, value or "………"),))
    words = words_of(sheet.sheet)
    for code, heading, count in said.WRITTEN:
        paper.need(PLAIN.leading * (count + 2))
        paper.paragraph(heading)
        if words[code] and not empty:
            draw_prose(paper, words[code], before=2)
        else:
            draw_dots(paper, count)
    written = [] if empty else said.opinions(sheet)
    paper.need(PLAIN.leading * 4)
    paper.paragraph(said.OPINION_TITLE)
    for text in written:
        draw_prose(paper, text, before=2)
    if not written:
        draw_dots(paper, 2)
