"""The list of a longer period as a workbook."""

from pathlib import Path

from evalapp.documents.papers import revision_lines, wording, year_lines
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.files import Progress, Steps
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.years import YearReport

_TEXT = Look(size=11, boxed=True)
_MIDDLE = Look(size=11, boxed=True, across="center")
_STRONG = Look(size=11, boxed=True, across="center", bold=True)
_BEFORE, _AFTER = (6, 11, 26, 34), (11, 13, 34)
_MONTH_WIDTH = 10


def write_year(
    out: Path, report: YearReport, *, layout: Layout = PLAIN_LAYOUT, progress: Progress | None = None
) -> None:
    """Write the list; its people are in the order they come in, which is by unit and given name."""
    steps = Steps(progress, len(report.rows))
    months = len(year_lines.month_places(report.period))
    headings = year_lines.columns(report.period)
    made = Spreadsheet(
        year_lines.SHEET_TITLE, widths=(*_BEFORE, *[_MONTH_WIDTH] * months, *_AFTER), wide=True
    )
    made.leave_out(headings, year_lines.left_out(report, layout))
    made.letterhead(*above(report, layout), left=4)
    made.line(f"{year_lines.TITLE} {wording.period(report.period)}".upper(), looks.TITLE, height=22)
    for text in year_lines.subtitles(report)[1:]:
        made.line(text, looks.SUBTITLE, height=20)
    alone = year_lines.is_of_one_unit(report)
    for text in revision_lines.told_of_units(report.replaced, alone=alone):
        made.line(text, looks.TOLD)
    if not report.is_final:
        made.line(wording.DRAFT, looks.DRAFT, height=20)
    made.gap()
    heading = made.next_row
    made.headings_at(heading, freeze=f"D{heading + 1}")
    made.row([Span(title, looks.COLUMN_HEAD) for title in headings], height=32)
    row_looks = (_MIDDLE, _MIDDLE, _TEXT, _TEXT, *[_MIDDLE] * months, _STRONG, _STRONG, _TEXT)
    lines = year_lines.lines(report)
    decimals = wording.decimals_in(lines)
    row_looks = [looks.with_decimals(look, most) for look, most in zip(row_looks, decimals, strict=False)]
    for values in lines:
        made.row([Span(value, look) for value, look in zip(values, row_looks, strict=True)])
        steps.step()
    made.gap()
    changed = revision_lines.changes_of_units(report.replaced, alone=alone)
    for text in (*year_lines.closing_lines(report), *changed):
        made.line(text)
    made.signatures(
        [
            ("NGƯỜI LẬP BIỂU", wording.SIGN_HERE, "", 3),
            ("", "", "", months),
            (*head_of_unit(layout), 4),
        ]
    )
    made.recipients(recipients(layout))
    made.line(footed(year_lines.made_from(report), layout), looks.SMALL)
    made.save(
        out,
        title=f"{year_lines.TITLE} - {wording.period(report.period)} - {report.unit_name}",
        author=report.unit_name,
        source={"unit": report.unit_code, "period": str(report.period), "hash": report.hash},
    )
