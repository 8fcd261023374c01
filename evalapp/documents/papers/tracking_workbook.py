"""The form of a followed-up period as a workbook: what the PDF says under the same headings, in cells."""

from collections.abc import Sequence

from evalapp.documents.papers import form_lines, revision_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers import tracking_lines as said
from evalapp.documents.papers.annexes import SIGN_HERE, notes_of, number_of
from evalapp.documents.papers.letterheads import above
from evalapp.documents.papers.person_year_lines import TO_FILL_IN
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet, Value
from evalapp.domain.layouts import Layout
from evalapp.domain.policy.parts import Paper
from evalapp.domain.rounds import PersonSheet
from evalapp.domain.sheet_words import words_of

#: How many columns of the sheet each column of the form takes, and each who signs.
_COLUMNS = (1, 3, 2, 1)
_SIGNING = (3, 4)
_ABOUT = {1: (7,), 2: (4, 3)}  # by how many things a line says
_MIDDLE = Look(size=11, boxed=True, across="center")
_TEXT = Look(size=11, boxed=True)
_STRONG = Look(size=11, boxed=True, bold=True)
_STRONG_MIDDLE = Look(size=11, boxed=True, bold=True, across="center")
_NUMBER = Look(bold=True, across="right")


def fill_tracking_form(made: Spreadsheet, sheet: PersonSheet, prescribed: Paper, layout: Layout) -> None:
    """Write the form onto a sheet with the columns of a person's form."""
    superior, unit, _, logo = above(sheet.round, layout)
    made.line(number_of(prescribed), _NUMBER)
    made.letterhead(superior, unit, "", logo, left=2)
    made.line(prescribed.title.upper(), looks.TITLE, height=24)
    made.line(said.period_line(sheet), looks.SUBTITLE, height=20)
    for text in revision_lines.told(sheet.replaces):
        made.line(text, looks.TOLD)
    if form_lines.is_draft(sheet):
        made.line(wording.DRAFT, looks.DRAFT, height=20)
    made.gap()
    for pairs in said.about(sheet):
        texts = [f"{label}: {value}" for label, value in pairs]
        made.row(
            [
                Span(text, looks.BLANK, columns)
                for text, columns in zip(texts, _ABOUT[len(texts)], strict=True)
            ],
            height=17,
        )
    made.gap()
    made.line(said.CRITERIA_TITLE, looks.BOLD)
    made.headings_at(made.row(_spans(said.COLUMNS, [looks.COLUMN_HEAD] * 4), height=32))
    made.row(_spans(said.NUMBERS, [_MIDDLE] * 4))
    rows = [*said.criteria(sheet, empty=False), (said.criteria_sum(sheet, empty=False), True)]
    for cells, bold in rows:
        text, middle = (_STRONG, _STRONG_MIDDLE) if bold else (_TEXT, _MIDDLE)
        made.row(_spans(cells, (middle, text, middle, middle)))
    made.gap()
    _conclude(made, sheet)
    place = wording.place_and_date(layout.place, None)
    made.gap(14)
    made.row([Span(place, looks.DATE, columns) for columns in _SIGNING])
    names = (sheet.sheet.participant.name, "")
    made.signatures(
        [
            (title.upper(), SIGN_HERE, name, columns)
            for title, name, columns in zip(said.signers(prescribed), names, _SIGNING, strict=True)
        ],
        before=0,
    )
    for number, text in enumerate(notes_of(prescribed), start=1):
        made.line(f"{number} {text}", looks.SMALL)


def _conclude(made: Spreadsheet, sheet: PersonSheet) -> None:
    """What it comes to, and what was written of the person; what nobody wrote is left to the pen."""
    made.line(said.RESULT_TITLE, looks.BOLD)
    for label, value in said.sums(sheet, empty=False):
        made.line(f"{label}: {value or '………'}")
    words = words_of(sheet.sheet)
    for code, heading, count in said.WRITTEN:
        made.line(heading)
        for text in [words[code]] if words[code] else [TO_FILL_IN] * count:
            made.line(text)
    made.line(said.OPINION_TITLE)
    for text in said.opinions(sheet) or [TO_FILL_IN] * 2:
        made.line(text)


def _spans(values: Sequence[Value], row_looks: Sequence[Look]) -> list[Span]:
    return [
        Span(value, look, columns) for value, look, columns in zip(values, row_looks, _COLUMNS, strict=True)
    ]
