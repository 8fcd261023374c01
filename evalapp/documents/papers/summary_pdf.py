"""The month's summary of a unit as PDF, on A4 landscape."""

from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import summary_lines, wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.form_lines import UNSIGNED, Signing
from evalapp.documents.papers.page import Paper, Signature
from evalapp.documents.papers.table import Align, Cell, Column, Table
from evalapp.domain.rounds import Summary

_WIDTHS = (28.0, 52.0, 122.0, 108.0, 46.0, 46.0, 50.0, 38.0, 34.0, 44.0, 52.0, 0.0)
_COUNTS_ROOM = 72.0
_LEFT = frozenset({2, 3, 11})
_STRONG = frozenset({9, 10})


def write_summary_pdf(out: Path | BinaryIO, summary: Summary, *, signing: Signing = UNSIGNED) -> None:
    """Write the summary; the file appears whole or not at all."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_summary_pdf(stream, summary, signing=signing)
        return
    title = f"{summary_lines.TITLE} - {wording.period(summary.period)} - {summary.unit_name}"
    paper = Paper(out, title=title, author=summary.unit_name, wide=True)
    paper.begin(
        name=title,
        footer=wording.made_from(summary.policy_code, summary.revision, summary.hash),
        draft=summary_lines.is_draft(summary),
    )
    paper.letterhead(
        summary.superior_name, summary.unit_name, wording.place_and_date(signing.place, signing.on)
    )
    paper.title(summary_lines.TITLE, summary_lines.subtitles(summary), before=4)
    _draw_people(paper, summary)
    closing = list(summary_lines.closing_lines(summary))
    signers = [Signature("NGƯỜI LẬP BIỂU"), Signature("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)")]
    # Nobody signs a page that does not show the counts.
    paper.need(_COUNTS_ROOM + paper.height_of(closing) + paper.height_of_signatures(signers))
    paper.y -= 10
    _draw_counts(paper, summary)
    paper.y -= 2
    for text in closing:
        paper.paragraph(text)
    paper.signatures(signers)
    paper.save()


def _draw_people(paper: Paper, summary: Summary) -> None:
    rest = paper.measure - sum(_WIDTHS)
    table = Table(
        paper,
        [
            Column(title, width or rest, Align.LEFT if number in _LEFT else Align.CENTRE)
            for number, (title, width) in enumerate(zip(summary_lines.COLUMNS, _WIDTHS, strict=True))
        ],
        size=10,
    )
    for number, row in enumerate(summary.rows, start=1):
        values = summary_lines.cells(number, row)
        table.row([Cell(_shown(value), column in _STRONG) for column, value in enumerate(values)])
    table.finish()


def _draw_counts(paper: Paper, summary: Summary) -> None:
    counts = summary_lines.counts(summary)
    width = (paper.measure - 90) / len(counts)
    table = Table(
        paper, [Column("Xếp loại", 90, Align.LEFT), *(Column(one.heading, width) for one in counts)]
    )
    table.row([Cell("Số người"), *(Cell(str(one.people), bold=True) for one in counts)])
    table.row(
        [Cell("Tỷ lệ"), *(Cell("" if one.share is None else wording.share(one.share)) for one in counts)]
    )
    table.finish()


def _shown(value: Decimal | int | str | None) -> str:
    return wording.number(value) if isinstance(value, Decimal) else "" if value is None else str(value)
