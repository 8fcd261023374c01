"""A person's official form as a workbook: what the PDF says, in cells."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import form_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.form_lines import UNSIGNED, FormLine, Signing
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet
from evalapp.domain.rounds import PersonSheet

COLUMNS = (*form_lines.COLUMNS, "Ghi chú")
SHEET_TITLE = "Phiếu đánh giá"

_WIDTHS = (8, 42, 8, 10, 10, 10, 27)
_MIDDLE = Look(size=11, boxed=True, across="center")
_TEXT = Look(size=11, boxed=True)
_GROUP = Look(size=11, boxed=True, bold=True)
_GROUP_MIDDLE = Look(size=11, boxed=True, bold=True, across="center")
_NOTE = Look(size=10, boxed=True, italic=True)


def write_form_workbook(out: Path | BinaryIO, sheet: PersonSheet, *, signing: Signing = UNSIGNED) -> None:
    """Write one person's form."""
    of, who = sheet.round, sheet.sheet.participant
    made = Spreadsheet(SHEET_TITLE, widths=_WIDTHS, wide=False)
    made.letterhead(of.superior_name, of.unit_name, wording.place_and_date(signing.place, signing.on), left=2)
    made.line(sheet.form.title.upper(), looks.TITLE, height=24)
    made.line(wording.period(of.period), looks.SUBTITLE, height=20)
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
    for line in (*form_lines.form_lines(sheet), form_lines.total_line(sheet)):
        made.row(_spans(line))
    made.gap()
    for number, text in enumerate(form_lines.result_lines(sheet)):
        made.line(text, looks.BLANK if number else looks.BOLD)
    made.signatures(
        [
            ("NGƯỜI TỰ ĐÁNH GIÁ", wording.SIGN_HERE, who.name, 2),
            ("CẤP PHÓ", wording.SIGN_HERE, "", 3),
            (wording.decider(who.role), wording.SIGN_HERE, "", 2),
        ]
    )
    made.line(wording.source_line(of, sheet.hash), looks.SMALL)
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


def _spans(line: FormLine) -> list[Span]:
    text, middle = (_GROUP, _GROUP_MIDDLE) if line.group else (_TEXT, _MIDDLE)
    return [
        Span(line.code, middle),
        Span(line.label, text),
        *(Span(entry, middle) for entry in (line.maximum, *line.entries)),
        Span("\n".join(line.notes), _NOTE),
    ]
