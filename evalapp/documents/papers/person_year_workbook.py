"""One person's longer period as a workbook: what the PDF says, in cells."""

from pathlib import Path

from evalapp.documents.papers import person_year_lines as said
from evalapp.documents.papers import revision_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.letterheads import above, footed
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.person_years import PersonPeriod

_WIDTHS = (28, 22, 45)
_TICKED, _EMPTY = "☒", "☐"
_MIDDLE = Look(size=11, boxed=True, across="center")
_TEXT = Look(size=11, boxed=True)
_STRONG = Look(size=11, boxed=True, bold=True, across="center")


def write_person_period(out: Path, of: PersonPeriod, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write the paper as a workbook."""
    made = Spreadsheet(said.SHEET_TITLE, widths=_WIDTHS, wide=False)
    made.letterhead(*above(of, layout), left=1)
    made.line(said.title(of), looks.TITLE, height=24)
    made.line(wording.period(of.period), looks.SUBTITLE, height=20)
    for text in revision_lines.told(of.replaces):
        made.line(text, looks.TOLD)
    if not of.is_final:
        made.line(wording.DRAFT, looks.DRAFT, height=20)
    made.gap()
    for pairs in said.about(of):
        made.line("    ".join(f"{label}: {value}" for label, value in pairs), height=17)
    made.gap()
    made.line(said.MONTHS_TITLE, looks.BOLD)
    made.headings_at(made.row([Span(title, looks.COLUMN_HEAD) for title in said.COLUMNS]))
    most = said.decimals(of)
    middle, strong = (looks.with_decimals(look, most) for look in (_MIDDLE, _STRONG))
    for row in said.month_rows(of):
        made.row([Span(value, look) for value, look in zip(row, (_MIDDLE, middle, _TEXT), strict=True)])
    total = zip(said.total_row(of), (_STRONG, strong, _TEXT), strict=True)
    made.row([Span(value, look) for value, look in total])
    for text in said.part_lines(of):
        made.line(text)
    made.gap()
    _levels(made, of)
    people = (of.row.name, "")
    made.signatures(
        [
            (title.upper(), said.sign_here(of), name, width)
            for title, name, width in zip(said.signers(of), people, (2, 1), strict=False)
        ]
    )
    made.line(footed(said.footer(of), layout), looks.SMALL)
    made.save(
        out,
        title=f"{said.title(of)} - {wording.period(of.period)} - {of.row.name}",
        author=of.row.unit_name,
        source={"person": of.row.code, "unit": of.row.unit_code, "period": str(of.period), "hash": of.hash},
    )


def _levels(made: Spreadsheet, of: PersonPeriod) -> None:
    if line := said.result_line(of):
        made.line(line, looks.BOLD)
    if not of.levels:
        return
    own, result, proposals = said.headings(of)
    for heading, decided in ((own, False), (result, True)):
        made.line(heading, looks.BOLD)
        for ticked, label in said.boxes(of, decided=decided):
            made.line(f"{_TICKED if ticked else _EMPTY} {label}")
    made.line(proposals, looks.BOLD)
    for text in of.proposals or (said.TO_FILL_IN,):
        made.line(text)
