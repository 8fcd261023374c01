"""A unit and everything below it: what a report or a question over a subtree is about."""

from collections import defaultdict
from datetime import date

from evalapp.base.names import sort_key
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work


def units_seen(
    work: Work, right: Right, unit: UnitId | None, day: date | None = None
) -> frozenset[UnitId] | None:
    """Where somebody has a right, inside a unit and those below it if one is named; None: everywhere."""
    work.require(right, unit)
    on = day or work.today
    if unit is not None:
        return units_under(work, unit, on)
    scopes = work.user.units_with(right)
    if None in scopes:
        return None
    return frozenset(each for scope in scopes if scope is not None for each in units_under(work, scope, on))


def units_under(work: Work, unit: UnitId, day: date) -> frozenset[UnitId]:
    """A unit and every unit below it on a day."""
    return frozenset(units_in_order(work, unit, day))


def units_in_order(work: Work, unit: UnitId, day: date) -> tuple[UnitId, ...]:
    """A unit and every unit below it on a day, each before those below it, siblings by their codes."""
    below: defaultdict[UnitId | None, list[UnitId]] = defaultdict(list)
    for each in sorted(work.units.all(), key=lambda each: sort_key(each.code), reverse=True):
        below[(each.on(day) or each.latest).parent].append(each.id)
    found: dict[UnitId, None] = {}
    waiting = [unit]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found[current] = None
            waiting += below[current]
    return tuple(found)
