"""The minutes of a visit as PDF, in the layout of NĐ 30/2020, with the photos as an annex."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evalapp.documents.papers import minutes_lines as said
from evalapp.documents.papers import wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.minutes_photos import draw_annex
from evalapp.documents.papers.page import BOLD, ITALIC, PLAIN, SIGNING_ROOM, Paper, Signature, Style, wrap
from evalapp.documents.papers.prose import draw_dots, draw_heading, draw_prose
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.minutes import (
    SIGNATURE_HEIGHT,
    SIGNATURE_WIDTH,
    Content,
    FindingLine,
    Minutes,
    Named,
    Signer,
    Way,
)

#: Gives the JPEG with a hash.
Pictures = Callable[[str], bytes]

_SMALL = 10.0
_FINDINGS = ((32.0, 122.0, 56.0, 78.0, 46.0, 0.0), frozenset({1, 2, 3, 5}))
_CHECKED = ((26.0, 0.0, 78.0, 120.0), frozenset({1, 3}))
_LATE = ((26.0, 82.0, 62.0, 62.0, 62.0, 44.0, 0.0), frozenset({1, 6}))
_ABSENT = ((26.0, 150.0, 76.0, 0.0, 66.0), frozenset({1, 3}))
_HINT = "(Ký, ghi rõ họ tên)"
_OPINION_LINES = 4


def write_minutes(
    out: Path | BinaryIO,
    content: Content,
    *,
    pictures: Pictures,
    minutes: Minutes | None = None,
    signers: Sequence[Signer] = (),
) -> None:
    """Write minutes: a signed version with its signatures, or a draft to be looked at."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_minutes(stream, content, pictures=pictures, minutes=minutes, signers=signers)
        return
    visit = content.visit
    title = f"{said.TITLE} {visit.number} - {visit.unit}"
    paper = Paper(out, title=title, author=visit.body)
    begin = partial(paper.begin, footer=said.footer(content, minutes), draft=minutes is None, mark=said.DRAFT)
    begin(name=title)
    dated = wording.place_and_date(visit.seat, visit.day) if visit.seat else ""
    logo = pictures(visit.logo) if visit.logo else b""
    paper.letterhead(visit.agency, visit.body, dated, logo, number=f"Số: {visit.number}")
    corrected = said.correction(minutes) if minutes else ""
    paper.title(said.TITLE, [said.about(visit), *([corrected] if corrected else [])])
    for text in said.opening(content):
        draw_prose(paper, text, ITALIC if text.startswith("Căn cứ") else PLAIN, before=2)
    _draw_people(paper, content)
    _draw_result(paper, content)
    _draw_words(paper, content, is_draft=minutes is None)
    signing = minutes.signers if minutes else signers
    closing = list(said.closing(content, signing))
    paper.need(paper.height_of(closing, before=6) + _height_of_signatures(paper, signing))
    for text in closing:
        draw_prose(paper, text)
    _draw_signatures(paper, signing)
    if content.photos:
        begin(name=said.ANNEX)  # its pages count from one again, as NĐ 30/2020 has it
        draw_annex(paper, content, pictures, said.footer(content, minutes))
    paper.save()


def _draw_people(paper: Paper, content: Content) -> None:
    draw_heading(paper, said.ATTENDING, BOLD)
    groups: tuple[tuple[str, Sequence[Named]], ...] = (
        ("1. Đoàn kiểm tra:", said.members(content)),
        ("2. Đại diện đơn vị được kiểm tra:", content.statement.attending or content.visit.attending),
    )
    for title, people in groups:
        draw_prose(paper, title, before=3)
        for person in people:
            draw_prose(paper, said.person_line(person), before=1)
        if not people:
            draw_dots(paper, 1)


def _draw_result(paper: Paper, content: Content) -> None:
    visit = content.visit
    draw_heading(paper, said.RESULT, BOLD)
    parts: list[tuple[str, Callable[[], None]]] = []
    if visit.absentees:
        rows = [said.absent_cells(number, each) for number, each in enumerate(visit.absentees, start=1)]
        parts.append(("Người vắng mặt:", lambda: _draw_table(paper, said.ABSENT_COLUMNS, _ABSENT, rows)))
    if visit.checked:
        checked = [said.checked_cells(number, each) for number, each in enumerate(visit.checked, start=1)]
        name = f" ({visit.checklist})" if visit.checklist else ""
        parts.append(
            (
                f"Nội dung kiểm tra theo danh mục{name}:",
                lambda: _draw_table(paper, said.CHECKED_COLUMNS, _CHECKED, checked),
            )
        )
    if visit.late_files:
        late = [said.late_cells(number, each) for number, each in enumerate(visit.late_files, start=1)]
        parts.append(("Hồ sơ giải quyết chậm:", lambda: _draw_table(paper, said.LATE_COLUMNS, _LATE, late)))
    number = 0
    if counted := said.headcount(visit):
        number += 1
        draw_prose(paper, f"{number}. Quân số: {counted}")
    for title, draw in parts:
        number += 1
        _draw_part(paper, f"{number}. {title}", draw)
    _draw_findings(paper, visit.findings, number + 1, nothing=visit.nothing_found)
    if visit.note:
        draw_prose(paper, f"Ghi chú: {visit.note}")


def _draw_findings(paper: Paper, findings: Sequence[FindingLine], number: int, *, nothing: bool) -> None:
    breaches = [each for each in findings if not each.good]
    praise = [each for each in findings if each.good]
    if breaches:
        rows = [said.finding_cells(each) for each in breaches]
        _draw_part(
            paper,
            f"{number}. Phát hiện:",
            lambda: _draw_table(paper, said.FINDING_COLUMNS, _FINDINGS, rows),
        )
    else:
        draw_prose(paper, f"{number}. {said.NOTHING_FOUND if nothing else said.NOTHING_RECORDED}")
    if praise:
        draw_prose(paper, f"{number + 1}. Việc làm tốt được ghi nhận:")
        for each in praise:
            draw_prose(paper, said.praise_line(each), before=1)


def _draw_part(paper: Paper, title: str, draw: Callable[[], None]) -> None:
    """A table below its name; the name is never left alone at the foot of a page."""
    paper.need(90)
    draw_prose(paper, title)
    paper.y -= 7
    draw()
    paper.y -= 2


def _draw_table(
    paper: Paper,
    titles: Sequence[str],
    shape: tuple[Sequence[float], frozenset[int]],
    rows: Sequence[Sequence[str]],
) -> None:
    widths, left = shape
    rest = paper.measure - sum(widths)
    columns = [
        Column(title, width or rest, Align.LEFT if number in left else Align.CENTRE)
        for number, (title, width) in enumerate(zip(titles, widths, strict=True))
    ]
    Table(paper, columns, size=_SMALL, pad=2.5).draw([Row(tuple(map(Cell, row))) for row in rows])


def _draw_words(paper: Paper, content: Content, *, is_draft: bool) -> None:
    opinion, conclusion = content.statement.opinion, content.statement.conclusion
    draw_heading(paper, said.OPINION, BOLD)
    if opinion:
        draw_prose(paper, opinion)
    elif is_draft:
        draw_dots(paper, _OPINION_LINES)
    else:
        draw_prose(paper, said.NO_OPINION)
    draw_heading(paper, said.RECOMMENDATIONS, BOLD)
    asked = said.recommendations(content)
    for number, each in enumerate(asked, start=1):
        draw_prose(paper, said.recommendation_line(number, each), before=2)
    if not asked:
        draw_prose(paper, said.NO_RECOMMENDATION)
    if conclusion:
        draw_heading(paper, said.CONCLUSION, BOLD)
        draw_prose(paper, conclusion)
    paper.y -= 4


def _height_of_signatures(paper: Paper, signers: Sequence[Signer]) -> float:
    """How much room the signatures take with the recipients: no page says nothing else."""
    rows = said.signing_rows(signers)
    return sum(paper.height_of_signatures(_blocks(row), recipients=_received(row, rows)) for row in rows)


def _received(row: Sequence[Signer], rows: Sequence[Sequence[Signer]]) -> Sequence[str]:
    """Who receives the minutes stands with those who sign last."""
    return said.RECIPIENTS if row is rows[-1] else ()


def _blocks(row: Sequence[Signer]) -> list[Signature]:
    return [Signature(said.signer_title(each), _hint(each), each.name) for each in row]


def _draw_signatures(paper: Paper, signers: Sequence[Signer]) -> None:
    rows = said.signing_rows(signers)
    for row in rows:
        blocks = _blocks(row)
        paper.need(paper.height_of_signatures(blocks, recipients=_received(row, rows)))
        paper.signatures(blocks)
        width = paper.measure / len(row) - 8
        names = max(len(wrap(block.name, BOLD, width)) if block.name else 0 for block in blocks)
        for number, each in enumerate(row):
            _draw_hand(paper, each, number, len(row), paper.y + names * BOLD.leading)
    paper.recipients(said.RECIPIENTS)


def _hint(of: Signer) -> str:
    return "" if of.way is Way.REFUSED else _HINT


def _draw_hand(paper: Paper, of: Signer, number: int, count: int, foot: float) -> None:
    """What a pen drew, in the room above the name; words in its place where somebody refused."""
    width = paper.measure / count
    centre = paper.left + (number + 0.5) * width
    if of.way is Way.REFUSED:
        style = Style(BOLD.font, 12)
        text = wrap(said.REFUSED, style, width)[0]
        paper.put(centre - text.width / 2, foot + SIGNING_ROOM / 2 - 4, text.text, style)
    if of.way is not Way.DRAWN:
        return
    scale = min((SIGNING_ROOM - 6) / SIGNATURE_HEIGHT, (width - 16) / SIGNATURE_WIDTH)
    left = centre - SIGNATURE_WIDTH * scale / 2
    paper.strokes(
        [
            [(left + x * scale, foot + 3 + (SIGNATURE_HEIGHT - y) * scale) for x, y in stroke]
            for stroke in of.strokes
        ]
    )
