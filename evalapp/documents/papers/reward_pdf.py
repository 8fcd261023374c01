"""The list of rewards and penalties as PDF, on A4 landscape, in the layout of NĐ 30/2020."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import reward_lines, wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.page import Paper, Signature
from evalapp.documents.papers.spacing import Spacing, for_one_page
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.rewards import RewardList

_WIDTHS = (26.0, 42.0, 84.0, 80.0, 44.0, 34.0, 32.0, 90.0, 0.0, 38.0, 82.0, 62.0)
_LEFT = frozenset({2, 3, 7, 8, 10, 11})
_STRONG = frozenset({6})
_TOGETHER = 3


def write_rewards_pdf(out: Path | BinaryIO, of: RewardList, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write the list; the file appears whole or not at all."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_rewards_pdf(stream, of, layout=layout)
        return
    title = f"{reward_lines.TITLE} - {wording.period(of.period)} - {of.unit_name}"
    paper = Paper(out, title=title, author=of.unit_name, wide=True)
    paper.begin(name=title, footer=footed(reward_lines.made_from(of), layout), draft=False)
    paper.letterhead(*above(of, layout))
    below_title = [wording.period(of.period), *([reward_lines.DRAFT] if of.is_draft else [])]
    paper.title(reward_lines.TITLE, below_title, before=4)
    closing = list(reward_lines.count_lines(of))
    signers = [Signature("NGƯỜI LẬP BIỂU"), Signature(*head_of_unit(layout, reward_lines.DECIDED_BY))]
    receiving = recipients(layout)
    rows = [
        Row(
            tuple(
                Cell(text, column in _STRONG) for column, text in enumerate(reward_lines.cells(number, each))
            )
        )
        for number, each in enumerate(of.proposals, start=1)
    ]

    def below(spacing: Spacing) -> float:
        signed = paper.height_of_signatures(signers, room=spacing.signing, recipients=receiving)
        return 4 + paper.height_of(closing) + signed

    def fits(spacing: Spacing) -> bool:
        return _table(paper, layout, spacing).height(rows) + below(spacing) <= paper.room

    spacing = for_one_page(fits)
    if rows:
        _table(paper, layout, spacing).draw(rows, together=_TOGETHER, below=below(spacing))
    else:
        paper.paragraph(reward_lines.NOTHING, centred=True)
    paper.need(below(spacing))
    paper.y -= 4
    for text in closing:
        paper.paragraph(text)
    paper.signatures(signers, room=spacing.signing, recipients=receiving)
    paper.save()


def _table(paper: Paper, layout: Layout, spacing: Spacing) -> Table:
    rest = paper.measure - sum(_WIDTHS)
    columns = [
        Column(title, width or rest, Align.LEFT if number in _LEFT else Align.CENTRE)
        for number, (title, width) in enumerate(zip(reward_lines.COLUMNS, _WIDTHS, strict=True))
    ]
    return Table(paper, columns, size=9, pad=spacing.pad, hidden=layout.hidden)
