"""The annex of what a revision changed for many people, on pages after what is signed."""

from collections.abc import Iterator, Sequence

from evalapp.documents.papers import revision_lines
from evalapp.documents.papers.page import Paper
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.revisions import Replaced, UnitReplaced

_WIDTHS = (32.0, 60.0, 0.0, 110.0, 130.0, 130.0)
_NAME = 2


def draw_changes(paper: Paper, of: Replaced, belongs_to: str) -> None:
    """What people of one unit have otherwise than in the revision before."""
    before = of.revision - 1
    paper.annex(revision_lines.CHANGED.format(before=before), belongs_to)
    _table(paper, f"Lần {before}", f"Lần {of.revision}").draw(list(_rows(of)))


def draw_changes_of_units(paper: Paper, units: Sequence[UnitReplaced], belongs_to: str) -> None:
    """What people of several units have otherwise than before, under a heading for each unit."""
    paper.annex(revision_lines.CHANGED_IN_UNITS, belongs_to)
    rows = list[Row]()
    for unit in units:
        rows.append(Row((Cell(f"{revision_lines.heading(unit)}."),), shaded=True, across=True))
        nothing = () if unit.of.changes else revision_lines.changes(unit.of)
        rows.extend(Row((Cell(text),), across=True) for text in nothing)
        rows.extend(_rows(unit.of))
    _table(paper, "Lần trước", "Lần này").draw(rows)


def _table(paper: Paper, before: str, after: str) -> Table:
    headings = ("STT", "Mã CB", "Họ và tên", "Nội dung", before, after)
    rest = paper.measure - sum(_WIDTHS)
    columns = [
        Column(title, width or rest, Align.LEFT if number == _NAME else Align.CENTRE)
        for number, (title, width) in enumerate(zip(headings, _WIDTHS, strict=True))
    ]
    return Table(paper, columns, size=10)


def _rows(of: Replaced) -> Iterator[Row]:
    for number, ((code, name), own) in enumerate(revision_lines.by_person(of), start=1):
        for place, each in enumerate(own):
            who = (str(number), code, name) if place == 0 else ("", "", "")
            stood = revision_lines.stood(each.before), revision_lines.stood(each.after)
            yield Row(tuple(map(Cell, (*who, revision_lines.what(each), *stood))))
