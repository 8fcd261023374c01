"""The list of rewards and penalties as a workbook."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import reward_lines, wording
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet, Value
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.rewards import Proposal, RewardList

_WIDTHS = (6, 10, 24, 28, 10, 9, 9, 30, 30, 10, 24, 22)
_TEXT = Look(size=11, boxed=True)
_MIDDLE = Look(size=11, boxed=True, across="center")
_STRONG = Look(size=11, boxed=True, across="center", bold=True)
_PERCENT = Look(size=11, boxed=True, across="center", number_format=looks.PERCENT)
_LOOKS = (
    _MIDDLE, _MIDDLE, _TEXT, _TEXT, _MIDDLE, _MIDDLE, _STRONG, _TEXT, _TEXT, _PERCENT, _TEXT, _TEXT,
)  # fmt: skip
_TOTAL, _PAID = reward_lines.COLUMNS.index("Tổng điểm"), reward_lines.COLUMNS.index("Mức hưởng")


def write_rewards(out: Path | BinaryIO, of: RewardList, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write the list; points and percents are numbers, which a reader may go on reckoning with."""
    made = Spreadsheet(reward_lines.SHEET_TITLE, widths=_WIDTHS, wide=True)
    made.letterhead(*above(of, layout), left=4)
    made.line(reward_lines.TITLE.upper(), looks.TITLE, height=22)
    made.line(wording.period(of.period), looks.SUBTITLE, height=20)
    if of.is_draft:
        made.line(reward_lines.DRAFT, looks.DRAFT, height=20)
    made.gap()
    heading = made.next_row
    made.headings_at(heading, freeze=f"D{heading + 1}")
    made.row([Span(title, looks.COLUMN_HEAD) for title in reward_lines.COLUMNS], height=32)
    made.leave_out(reward_lines.COLUMNS, layout.hidden)
    for number, each in enumerate(of.proposals, start=1):
        made.row([Span(value, look) for value, look in zip(_values(number, each), _LOOKS, strict=True)])
    if not of.proposals:
        made.line(reward_lines.NOTHING)
    made.gap()
    for text in reward_lines.count_lines(of):
        made.line(text)
    made.signatures(
        [
            ("NGƯỜI LẬP BIỂU", wording.SIGN_HERE, "", 4),
            ("", "", "", 3),
            (*head_of_unit(layout, reward_lines.DECIDED_BY), 5),
        ]
    )
    made.recipients(recipients(layout))
    made.line(footed(reward_lines.made_from(of), layout), looks.SMALL)
    made.save(
        out,
        title=f"{reward_lines.TITLE} - {wording.period(of.period)} - {of.unit_name}",
        author=of.unit_name,
        source=reward_lines.source(of),
    )


def _values(number: int, of: Proposal) -> list[Value]:
    values: list[Value] = list(reward_lines.cells(number, of))
    values[0] = number
    values[_TOTAL] = of.basis.total
    values[_PAID] = None if of.paid is None else of.paid / 100
    return values
