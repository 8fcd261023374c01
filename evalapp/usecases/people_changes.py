"""What a row of a list changes of somebody, under the list's own headings: from what to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from evalapp.base.messages import N_, Term
from evalapp.domain.imports import Change
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Person, Position
from evalapp.domain.units import UnitId

Units = Mapping[UnitId, str]  # what each is called
Heading = Callable[[str, str], str | Term]
#: What a column is called that the list does not have.
_OURS = {
    "name": N_("Full name"),
    "birth_date": N_("Born"),
    "note": N_("Note"),
    "unit": N_("Unit"),
    "position": N_("Position"),
    "role": N_("Role"),
    "category": N_("Category"),
    "until": N_("To"),
}

_ACTIVE, _INACTIVE = Term(N_("Active")), Term(N_("Inactive"))


def changes_of(before: Person, after: Person, heading: Heading, units: Units) -> tuple[Change, ...]:
    """What becomes otherwise, as somebody has to see it before it is taken in."""
    changes = [
        Change(heading("name", _OURS["name"]), before.name, after.name),
        Change(
            heading("birth_date", _OURS["birth_date"]),
            before.birth.label if before.birth else None,
            after.birth.label if after.birth else None,
        ),
        *_positions(before.positions, after.positions, heading, units),
        Change(heading("note", _OURS["note"]), before.note, after.note),
        Change(Term(N_("Standing")), *(_ACTIVE if each.active else _INACTIVE for each in (before, after))),
    ]
    return tuple(change for change in changes if change.before != change.after)


def _positions(
    before: Sequence[Position], after: Sequence[Position], heading: Heading, units: Units
) -> Iterator[Change]:
    """A position that is corrected cell by cell; one that is new beside what was held on its first day."""
    left = [position for position in before if position not in after]
    come = [position for position in after if position not in before]
    begun: list[Position] = []
    for position in come:
        same = next((p for p in left if _is_same(p, position)), None)
        if same is None:
            begun.append(position)
        else:
            left.remove(same)
            ends = {p.since - timedelta(1) for p in come if p is not position and p.since is not None}
            yield from _corrected(same, position, heading, units, ends)
    for position in begun:
        held = [p for p in before if position.evaluated_here and p.evaluated_here and p.overlaps(position)]
        told = _named(position, units)
        yield Change(
            heading("position", _OURS["position"]),
            _named(held[-1], units) if held else None,
            _from(told, position.since),
        )


def _from(position: str, since: date | None) -> str | Term:
    if since is None:
        return position
    return Term(N_("{position} from {since}"), {"position": position, "since": since.strftime("%d/%m/%Y")})


def _is_same(one: Position, other: Position) -> bool:
    return one.since == other.since and one.evaluated_here == other.evaluated_here


def _named(position: Position, units: Units) -> str:
    return ", ".join(filter(None, (position.title, units.get(position.unit, ""))))


def _corrected(
    before: Position, after: Position, heading: Heading, units: Units, ends: set[date]
) -> Iterator[Change]:
    """The cells of one position; that it ends where the next begins is told with that one."""
    yield Change(heading("unit", _OURS["unit"]), units.get(before.unit, ""), units.get(after.unit, ""))
    yield Change(heading("position", _OURS["position"]), before.title, after.title)
    yield Change(heading("role", _OURS["role"]), *(Term(ROLE_LABELS[each.role]) for each in (before, after)))
    yield Change(
        heading("category", _OURS["category"]),
        *(Term(CATEGORY_LABELS[each.category]) for each in (before, after)),
    )
    if after.until not in ends:
        yield Change(heading("until", _OURS["until"]), before.until, after.until)
