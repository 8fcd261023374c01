"""What a paper says of the revision that it replaces: one line under its title, and what became another."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from evalapp.documents.papers import wording
from evalapp.domain.revisions import LEVEL, MONTH, TOTAL, UNRATED, Changed, Replaced, Stood, UnitReplaced

CHANGED_IN_UNITS = "Thay đổi so với lần trước"
CHANGED = "Thay đổi so với lần {before}"
NOTHING = "Không có điểm hay mức xếp loại nào thay đổi so với lần {before}."
_WHAT = {TOTAL: "tổng điểm", LEVEL: "xếp loại", UNRATED: "không xếp loại"}
#: So many people stand below the list; of more an annex says it.
MOST_BELOW = 6
#: So many units stand under the title of a list of many; of more it says how many there are.
_MOST_TOLD = 3


def told(of: Replaced | None) -> tuple[str, ...]:
    """The line under the title of a paper that is not the first; none for the first."""
    return () if of is None else (f"{_told(of)}.",)


def _told(of: Replaced) -> str:
    closed = f" chốt ngày {of.closed_on:%d/%m/%Y}" if of.closed_on else ""
    why = f"; lý do mở lại: {of.reason.rstrip('.')}" if of.reason else ""
    return f"Lần {of.revision}, thay bản lần {of.revision - 1}{closed}{why}"


def told_of_units(units: Sequence[UnitReplaced], *, alone: bool) -> tuple[str, ...]:
    """The lines under the title of a list of units, some of which made the period anew."""
    if alone:
        return tuple(line for each in units for line in told(each.of))
    if len(units) > _MOST_TOLD:
        return (f"{len(units)} đơn vị đã lập lại kỳ này; từng đơn vị được ghi ở phần cuối.",)
    return tuple(f"{heading(each)}." for each in units)


def heading(of: UnitReplaced) -> str:
    """Which unit made a period anew, why, and what that replaces."""
    said = _told(of.of)
    return f"{of.unit_name}: {said[:1].lower()}{said[1:]}"


def changes_of_units(units: Sequence[UnitReplaced], *, alone: bool) -> list[str]:
    """Who has what otherwise than before, a line each, under their unit where there are more."""
    if alone:
        return [line for each in units for line in changes(each.of)]
    named = len(units) > _MOST_TOLD
    return [
        line
        for each in units
        for line in ([f"{heading(each)}.", *changes(each.of)] if named else _of_unit(each))
    ]


def _of_unit(each: UnitReplaced) -> list[str]:
    first, *people = changes(each.of) or [""]
    return [f"{each.unit_name}: {first[:1].lower()}{first[1:]}", *people] if first else []


def below_units(units: Sequence[UnitReplaced], *, alone: bool) -> list[str]:
    """What stands below the list of units: what changed, or of many people that an annex says it."""
    if alone:
        return [line for each in units for line in below(each.of)]
    if not units_have_annex(units):
        return changes_of_units(units, alone=False)
    return [f"{CHANGED_IN_UNITS}: {_people(units)} người, ghi ở {wording.ANNEX.lower()}."]


def units_have_annex(units: Sequence[UnitReplaced]) -> bool:
    """Whether what changed in several units takes an annex."""
    return len(units) > _MOST_TOLD or _people(units) > MOST_BELOW


def _people(units: Sequence[UnitReplaced]) -> int:
    return sum(len(list(by_person(each.of))) for each in units)


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
    if of.what.startswith(MONTH):
        return f"tháng {of.what.removeprefix(MONTH)}"
    return _WHAT.get(of.what, of.what)


def stood(value: Stood) -> str:
    """What stood there."""
    return wording.cell(value) or wording.NOT_ASKED


def _said(of: Changed) -> str:
    return f"{what(of)}: {stood(of.before)} → {stood(of.after)}"
