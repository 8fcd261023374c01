"""A person's official form as a workbook: what the PDF says, in cells."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import form_lines, product_lines, revision_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.form_lines import FormLine
from evalapp.documents.papers.letterheads import above, footed
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet
from evalapp.documents.papers.tracking_workbook import fill_tracking_form
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.rounds import PersonSheet

COLUMNS = (*form_lines.COLUMNS, "Ghi chú")
SHEET_TITLE = "Phiếu đánh giá"

_WIDTHS = (8, 42, 8, 10, 10, 10, 27)
_SIGNING = (2, 3, 2)
_MIDDLE = Look(size=11, boxed=True, across="center")
_TEXT = Look(size=11, boxed=True)
_GROUP = Look(size=11, boxed=True, bold=True)
_GROUP_MIDDLE = Look(size=11, boxed=True, bold=True, across="center")
_NOTE = Look(size=10, boxed=True, italic=True)


def write_form_workbook(out: Path | BinaryIO, sheet: PersonSheet, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write one person's form, in the words of its decree where that prescribes one."""
    of, who = sheet.round, sheet.sheet.participant
    made = Spreadsheet(SHEET_TITLE, widths=_WIDTHS, wide=False)
    if sheet.tracking is not None:
        fill_tracking_form(made, sheet, sheet.tracking, layout)
    else:
        _fill_rated(made, sheet, layout)
    made.line(footed(wording.source_line(of, sheet.hash), layout), looks.SMALL)
    if sheet.sheet.products:
        _products(made, sheet)
    made.save(
        out,
        title=f"{sheet.form.title} - {wording.period(of.period)} - {who.name}",
        author=of.unit_name,
        source={
            "person": who.code,
            "unit": of.unit_code,
            "period": str(of.period),
            "policy": of.policy.code,
            "policy_hash": of.policy.hash,
            "stage": of.stage.value,
            "revision": str(of.revision),
            "hash": sheet.hash,
        },
    )


def _fill_rated(made: Spreadsheet, sheet: PersonSheet, layout: Layout) -> None:
    """The rows with the points of every stage, and what became of them."""
    of, who = sheet.round, sheet.sheet.participant
    made.letterhead(*above(of, layout), left=2)
    made.line(sheet.form.title.upper(), looks.TITLE, height=24)
    made.line(wording.period(of.period), looks.SUBTITLE, height=20)
    for text in revision_lines.told(sheet.replaces):
        made.line(text, looks.TOLD)
    if form_lines.is_draft(sheet):
        made.line(wording.DRAFT, looks.DRAFT, height=20)
    made.gap()
    for pairs in form_lines.participant_lines(sheet.sheet):
        texts = [f"{label}: {value}" for label, value in pairs]
        made.row(
            [Span(texts[0], looks.BLANK, 3), *(Span(text, looks.BLANK, 4) for text in texts[1:])], height=17
        )
    made.gap()
    made.headings_at(made.row([Span(title, looks.COLUMN_HEAD) for title in COLUMNS]))
    lines = [*form_lines.form_lines(sheet), form_lines.total_line(sheet)]
    decimals = form_lines.decimals_of_lines(lines)
    for line in lines:
        made.row(_spans(line, decimals))
    made.gap()
    for number, text in enumerate(form_lines.result_lines(sheet)):
        made.line(text, looks.BLANK if number else looks.BOLD)
    for text in form_lines.written_lines(sheet):
        made.line(text)
    titles = form_lines.signers(sheet)[: len(COLUMNS)]
    made.signatures(
        [
            (title, wording.SIGN_HERE, "" if number else who.name, columns)
            for number, (title, columns) in enumerate(zip(titles, _shared(len(titles)), strict=True))
        ]
    )


def _shared(blocks: int) -> list[int]:
    """How many columns each block to sign takes, of as many as the form has."""
    if blocks == len(_SIGNING):
        return list(_SIGNING)
    each, rest = divmod(len(COLUMNS), blocks)
    return [each + (number < rest) for number in range(blocks)]


def _products(made: Spreadsheet, sheet: PersonSheet) -> None:
    """The work behind the computed row, under the form."""
    made.gap(20)
    made.line(product_lines.TITLE, looks.BOLD)
    made.row([Span(title, looks.COLUMN_HEAD) for title in product_lines.COLUMNS], height=32)
    rows = product_lines.product_rows(sheet.sheet.products)
    for number, line in enumerate(rows, start=1):
        text, middle = (_GROUP, _GROUP_MIDDLE) if number == len(rows) else (_TEXT, _MIDDLE)
        row_looks = (middle, text, middle, middle, middle, middle, text)
        made.row([Span(value, look) for value, look in zip(line, row_looks, strict=True)])


def _spans(line: FormLine, decimals: Sequence[int]) -> list[Span]:
    text, middle = (_GROUP, _GROUP_MIDDLE) if line.group else (_TEXT, _MIDDLE)
    return [
        Span(line.code, middle),
        Span(line.label, text),
        *(
            Span(entry, looks.with_decimals(middle, most))
            for entry, most in zip((line.maximum, *line.entries), decimals, strict=True)
        ),
        Span("\n".join(line.notes), _NOTE),
    ]
