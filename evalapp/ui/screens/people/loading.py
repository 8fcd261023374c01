"""Reading units and people, in one transaction."""

from evalapp.store.work import Work
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.people import list_people
from evalapp.usecases.units import list_units


def read_people(work: Work, *, place: Place) -> PeopleState:
    """Everybody, and every unit."""
    state = PeopleState(place, tuple(list_units(work)), tuple(list_people(work)), loaded=True)
    _ = state.unit_lines  # here nobody waits for where everybody is
    return state
