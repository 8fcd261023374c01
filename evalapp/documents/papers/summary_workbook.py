"""The month's summary of a unit as a workbook: `Bảng tổng hợp tháng`."""

from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from openpyxl.utils import get_column_letter

from evalapp.documents.papers import revision_lines, summary_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.spreadsheet import Formula, Look, Span, Spreadsheet, Value
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.summaries import Summary

_WIDTHS = (6, 11, 26, 24, 10, 10, 11, 8, 8, 10, 12, 28)
_CODE, _LEVEL = "B", "K"
_TEXT = Look(size=11, boxed=True)
_MIDDLE = Look(size=11, boxed=True, across="center")
_STRONG = Look(size=11, boxed=True, across="center", bold=True)
_SHARE = Look(size=11, boxed=True, across="center", number_format=looks.PERCENT)
_LOOKS = (_MIDDLE, _MIDDLE, _TEXT, _TEXT, *[_MIDDLE] * 5, _STRONG, _STRONG, _TEXT)
# So many people and their counts are still easily read on one page.
_ONE_PAGE = 20
# A note longer than this makes a row so high that one page would be too small to read.
_LONG_NOTE = 400
#: Where the counts begin: the columns before them take their titles.
_COUNTS_FROM = 4


def write_summary(out: Path | BinaryIO, summary: Summary, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write the summary; its people are in the order they come in, which is by given name."""
    made = Spreadsheet(summary_lines.SHEET_TITLE, widths=_WIDTHS, wide=True)
    made.letterhead(*above(summary, layout), left=4)
    made.line(f"{summary_lines.title(summary, layout)} {_when(summary)}".upper(), looks.TITLE, height=22)
    made.line(summary.policy_title, looks.SUBTITLE, height=20)
    for text in revision_lines.told(summary.replaces):
        made.line(text, looks.TOLD)
    if summary_lines.is_draft(summary):
        made.line(wording.DRAFT, looks.DRAFT, height=20)
    made.gap()
    if len(summary.rows) <= _ONE_PAGE and all(len(row.note) <= _LONG_NOTE for row in summary.rows):
        made.on_one_page()
    heading = made.next_row
    made.headings_at(heading, freeze=f"D{heading + 1}")
    made.row([Span(title, looks.COLUMN_HEAD) for title in summary_lines.COLUMNS], height=32)
    # The columns of the stages stay: the counts below stand in them.
    hidden = summary_lines.left_out(summary, layout) if summary.score_only else layout.hidden
    made.leave_out(summary_lines.COLUMNS, hidden)
    lines = summary_lines.lines(summary)
    decimals = wording.decimals_across(lines)
    row_looks = [looks.with_decimals(look, most) for look, most in zip(_LOOKS, decimals, strict=False)]
    for values in lines:
        made.row([Span(value, look) for value, look in zip(values, row_looks, strict=True)])
    last = made.next_row - 1
    _write_counts(made, summary, first=heading + 1)
    for text in (*summary_lines.closing_lines(summary), *revision_lines.changes(summary.replaces)):
        made.line(text)
    made.signatures(
        [
            ("NGƯỜI LẬP BIỂU", wording.SIGN_HERE, "", 4),
            ("", "", "", 3),
            (*head_of_unit(layout), 5),
        ],
        along=last,  # the last of the people, and how many have which level
    )
    made.recipients(recipients(layout))
    made.line(footed(summary_lines.made_from(summary), layout), looks.SMALL)
    made.save(
        out,
        title=summary_lines.file_title(summary, layout),
        author=summary.unit_name,
        source=summary_lines.source(summary),
    )


def _write_counts(made: Spreadsheet, summary: Summary, *, first: int) -> None:
    """Counts and shares as numbers, which every viewer shows, and one row of formulas that checks them."""
    made.gap(10)
    counts = summary_lines.counts(summary)
    if not counts:
        return
    last = max(first, first + len(summary.rows) - 1)
    codes, levels = f"${_CODE}${first}:${_CODE}${last}", f"${_LEVEL}${first}:${_LEVEL}${last}"
    heading = made.next_row
    made.row(
        [_row_title("Xếp loại", looks.COLUMN_HEAD), *(Span(one.heading, looks.COLUMN_HEAD) for one in counts)]
    )
    made.row([_row_title("Số người"), *(Span(one.people, _STRONG) for one in counts)])
    shares: list[Value] = [one.share / Decimal(100) if one.share is not None else None for one in counts]
    made.row([_row_title("Tỷ lệ"), *(Span(share, _SHARE) for share in shares)])
    checks = [
        Formula(f"=COUNTIF({levels},{get_column_letter(_COUNTS_FROM + n)}${heading})")
        for n in range(len(counts) - 1)
    ]
    checks.append(Formula(f"=COUNTA({codes})"))
    made.row([_row_title("Đối chiếu (công thức)"), *(Span(check, _MIDDLE) for check in checks)])
    made.gap()


def _row_title(title: str, look: Look = _TEXT) -> Span:
    return Span(title, look, _COUNTS_FROM - 1)


def _when(summary: Summary) -> str:
    return wording.period(summary.period)
