"""What a paper says of the revision that it replaces: one line under its title, and what became another."""

from collections.abc import Iterator
from itertools import groupby

from evalapp.documents.papers import wording
from evalapp.domain.revisions import LEVEL, TOTAL, UNRATED, Changed, Replaced, Stood

CHANGED = "Thay đổi so với lần {before}"
NOTHING = "Không có điểm hay mức xếp loại nào thay đổi so với lần {before}."
_WHAT = {TOTAL: "tổng điểm", LEVEL: "xếp loại", UNRATED: "không xếp loại"}
#: So many people stand below the list; of more an annex says it.
MOST_BELOW = 6


def told(of: Replaced | None) -> tuple[str, ...]:
    """The line under the title of a paper that is not the first; none for the first."""
    if of is None:
        return ()
    closed = f" chốt ngày {of.closed_on:%d/%m/%Y}" if of.closed_on else ""
    why = f"; lý do mở lại: {of.reason.rstrip('.')}" if of.reason else ""
    return (f"Lần {of.revision}, thay bản lần {of.revision - 1}{closed}{why}.",)


def changes(of: Replaced | None) -> list[str]:
    """Who has what otherwise than in the revision before, a line each; none where it is not known."""
    if of is None or of.changes is None:
        return []
    before = of.revision - 1
    lines = [f"- {name} ({code}): {'; '.join(map(_said, own))}." for (code, name), own in by_person(of)]
    return [CHANGED.format(before=before) + ":", *lines] if lines else [NOTHING.format(before=before)]


def by_person(of: Replaced) -> Iterator[tuple[tuple[str, str], list[Changed]]]:
    """What changed, by the code and name of whom it concerns."""
    for who, own in groupby(of.changes or (), key=lambda each: (each.code, each.name)):
        yield who, list(own)


def below(of: Replaced | None) -> list[str]:
    """What stands below the list of a summary: what changed, or of many people that an annex says it."""
    lines = changes(of)
    if of is None or len(lines) <= MOST_BELOW + 1:
        return lines
    return [
        f"{CHANGED.format(before=of.revision - 1)}: {len(lines) - 1} người, ghi ở {wording.ANNEX.lower()}."
    ]


def has_annex(of: Replaced | None) -> bool:
    """Whether what changed takes an annex."""
    return len(changes(of)) > MOST_BELOW + 1


def what(of: Changed) -> str:
    """What became another."""
    return _WHAT.get(of.what, of.what)


def stood(value: Stood) -> str:
    """What stood there."""
    return wording.cell(value) or wording.NOT_ASKED


def _said(of: Changed) -> str:
    return f"{what(of)}: {stood(of.before)} → {stood(of.after)}"
