"""Reading the overview, and the people behind one of its figures, each in one transaction."""

from evalapp.domain.rounds import RoundId
from evalapp.domain.standings import MonthPerson
from evalapp.store.work import Work
from evalapp.ui.screens.overview.state import OverviewState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.overview import month_overview, people_at
from evalapp.usecases.units import list_units


def read_overview(work: Work, *, place: Place) -> OverviewState:
    """Where the months of the place's unit and of those below it stand."""
    if place.unit is None:
        return OverviewState(place, loaded=True)
    units = list_units(work)
    unit = work.units.by_code(place.unit)
    return OverviewState(
        place,
        month_overview(work, unit=unit.id, period=place.period),
        name=unit.name,
        has_units=bool(units),
        loaded=True,
    )


def read_level(work: Work, *, rounds: tuple[RoundId, ...], level: str) -> tuple[MonthPerson, ...]:
    """Who has a level."""
    return tuple(people_at(work, rounds=rounds, level=level))
