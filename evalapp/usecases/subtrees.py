"""A unit and everything below it: what a report or a question over a subtree is about."""

from collections import defaultdict
from datetime import date

from evalapp.domain.units import UnitId
from evalapp.store.work import Work


def units_under(work: Work, unit: UnitId, day: date) -> frozenset[UnitId]:
    """A unit and every unit below it on a day."""
    below: defaultdict[UnitId | None, list[UnitId]] = defaultdict(list)
    for each in work.units.all():
        below[(each.on(day) or each.latest).parent].append(each.id)
    found: set[UnitId] = set()
    waiting = [unit]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += below[current]
    return frozenset(found)
