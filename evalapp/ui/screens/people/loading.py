"""Reading units and people, in one transaction."""

from evalapp.base.messages import tr_error
from evalapp.domain.people import found
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.people import list_people
from evalapp.usecases.units import list_units


def read_people(work: Work, *, place: Place) -> PeopleState:
    """Everybody, and every unit."""
    refusal = tr_error(work.refusal(Right.EDIT_PEOPLE))
    state = PeopleState(
        place,
        tuple(list_units(work)),
        tuple(list_people(work)),
        loaded=True,
        no_edit="" if work.may(Right.EDIT_PEOPLE) else refusal,
        no_units="" if None in work.user.units_with(Right.EDIT_PEOPLE) else refusal,
    )
    _ = state.unit_lines  # here nobody waits for where everybody is, and for what finds them
    _ = found(state.people, "a")
    return state
