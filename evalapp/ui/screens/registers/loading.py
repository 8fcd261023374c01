"""Reading the registers of a unit, in one transaction."""

from evalapp.domain.rounds import Round
from evalapp.domain.suggestions import State
from evalapp.store.work import Work
from evalapp.ui.screens.registers.state import ALL_MONTHS, RegistersState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.people import list_people
from evalapp.usecases.registers import list_entries
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.suggestions import list_suggestions
from evalapp.usecases.units import list_units


def read_registers(work: Work, *, place: Place, months: str) -> RegistersState:
    """The entries about a unit and its people in a month, or in all of them."""
    if place.unit is None:
        return RegistersState(place, months=months, loaded=True)
    unit = work.units.by_code(place.unit).id
    entries = list_entries(work, unit=unit, period=None if months == ALL_MONTHS else place.period)
    rounds: list[Round] = [each for each in list_rounds(work, unit=unit) if each.period == place.period]
    current = rounds[-1].id if rounds else None
    proposed = list_suggestions(work, round_id=current) if current is not None else []
    return RegistersState(
        place,
        tuple(entries),
        tuple(list_people(work, unit=unit, day=place.period.last_day)),
        tuple(list_units(work)),
        current,
        sum(each.suggestion.state is State.OPEN for each in proposed),
        months=months,
        today=work.today,
        loaded=True,
    )
