"""The month's summary of a unit as PDF, on A4 landscape."""

from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import revision_lines, revision_pdf, summary_lines, wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.letterheads import above, footed, head_of_unit, recipients
from evalapp.documents.papers.page import Paper, Signature
from evalapp.documents.papers.spacing import Spacing, for_one_page
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.summaries import Summary

_WIDTHS = (28.0, 52.0, 118.0, 96.0, 40.0, 40.0, 42.0, 34.0, 30.0, 38.0, 46.0, 0.0)
_BEFORE_COUNTS = 10.0
# People who go along with the counts to a last page, so that what is signed there says whom it is about.
_TOGETHER = 2
_LEFT = frozenset({2, 3, 11})
_STRONG = frozenset({9, 10})


def write_summary_pdf(out: Path | BinaryIO, summary: Summary, *, layout: Layout = PLAIN_LAYOUT) -> None:
    """Write the summary; the file appears whole or not at all."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_summary_pdf(stream, summary, layout=layout)
        return
    title = summary_lines.file_title(summary, layout)
    paper = Paper(out, title=title, author=summary.unit_name, wide=True)
    paper.begin(
        name=title,
        footer=footed(summary_lines.made_from(summary), layout),
        draft=summary_lines.is_draft(summary),
    )
    paper.letterhead(*above(summary, layout))
    told = revision_lines.told(summary.replaces)
    paper.title(summary_lines.title(summary, layout), summary_lines.subtitles(summary), before=4, told=told)
    closing = [*summary_lines.closing_lines(summary), *revision_lines.below(summary.replaces)]
    signers = [Signature("NGƯỜI LẬP BIỂU"), Signature(*head_of_unit(layout))]
    receiving = recipients(layout)
    people, counts = _people_rows(summary), _count_rows(summary)

    def below(spacing: Spacing) -> float:
        signing = paper.height_of_signatures(signers, room=spacing.signing, recipients=receiving)
        counted = _counts_table(paper, summary, spacing).height(counts) if counts else 0
        return _BEFORE_COUNTS + counted + 2 + paper.height_of(closing) + signing

    def fits(spacing: Spacing) -> bool:
        return _people_table(paper, summary, layout, spacing).height(people) + below(spacing) <= paper.room

    spacing = for_one_page(fits)
    # Nobody signs a page that does not show the counts.
    _people_table(paper, summary, layout, spacing).draw(people, together=_TOGETHER, below=below(spacing))
    paper.need(below(spacing))
    paper.y -= _BEFORE_COUNTS
    if counts:
        _counts_table(paper, summary, spacing).draw(counts)
    paper.y -= 2
    for text in closing:
        paper.paragraph(text)
    paper.signatures(signers, room=spacing.signing, recipients=receiving)
    if summary.replaces and revision_lines.has_annex(summary.replaces):
        period = wording.in_a_sentence(summary.period)
        revision_pdf.draw_changes(paper, summary.replaces, f"Kèm theo bảng tổng hợp {period}")
    paper.save()


def _people_table(paper: Paper, summary: Summary, layout: Layout, spacing: Spacing) -> Table:
    rest = paper.measure - sum(_WIDTHS)
    columns = [
        Column(title, width or rest, Align.LEFT if number in _LEFT else Align.CENTRE)
        for number, (title, width) in enumerate(zip(summary_lines.COLUMNS, _WIDTHS, strict=True))
    ]
    return Table(paper, columns, size=10, pad=spacing.pad, hidden=summary_lines.left_out(summary, layout))


def _people_rows(summary: Summary) -> list[Row]:
    lines = summary_lines.lines(summary)
    decimals = wording.decimals_across(lines)
    return [
        Row(
            tuple(
                Cell(wording.cell(value, most), column in _STRONG)
                for column, (value, most) in enumerate(zip(line, decimals, strict=True))
            )
        )
        for line in lines
    ]


def _counts_table(paper: Paper, summary: Summary, spacing: Spacing) -> Table:
    counts = summary_lines.counts(summary)
    width = (paper.measure - 90) / len(counts)
    columns = [Column("Xếp loại", 90, Align.LEFT), *(Column(one.heading, width) for one in counts)]
    return Table(paper, columns, pad=spacing.pad)


def _count_rows(summary: Summary) -> list[Row]:
    counts = summary_lines.counts(summary)
    if not counts:
        return []
    shares = ("" if one.share is None else wording.share(one.share) for one in counts)
    return [
        Row((Cell("Số người"), *(Cell(str(one.people), bold=True) for one in counts))),
        Row((Cell("Tỷ lệ"), *map(Cell, shares))),
    ]
