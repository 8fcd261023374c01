"""Reading the groups of a unit, in one transaction."""

from evalapp.store.work import Work
from evalapp.ui.screens.groups.state import GroupsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.groups import list_groups
from evalapp.usecases.people import list_people


def read_groups(work: Work, *, place: Place) -> GroupsState:
    """Everybody of the unit on the last day of the month, and its groups."""
    if place.unit is None:
        return GroupsState(place, loaded=True)
    unit = work.units.by_code(place.unit)
    state = GroupsState(
        place,
        unit.name,
        tuple(list_people(work, unit=unit.id, day=place.period.last_day)),
        tuple(list_groups(work, unit=unit.id)),
        loaded=True,
    )
    _ = state.lines  # here nobody waits for them
    return state
