"""What the list of visits shows: some days, units and kinds, and one visit of them in full."""

from datetime import date
from functools import cached_property

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.inspections import (
    VISIT_KIND_LABELS,
    VISIT_STATE_LABELS,
    Visit,
    VisitKind,
    VisitState,
)
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Place

MONTH, YEAR, EVER = "month", "year", "ever"
EVERYWHERE = ""
NOTHING = N_(
    "No visit matches what is chosen above. Choose other days, units or kinds, start a visit, or take an "
    "inspection log in."
)


class ShownVisit(Struct, frozen=True, dict=True):
    """A visit as one line of the list."""

    visit: Visit
    found: int
    praised: int
    unit_name: str

    @cached_property
    def searched(self) -> str:
        """What is looked through for words, without accents."""
        visit = self.visit
        kind = tr(VISIT_KIND_LABELS[visit.kind])
        about = (visit.number, visit.unit_code, self.unit_name, kind, visit.place, visit.representative)
        return fold(" ".join(about))

    @property
    def present(self) -> str | None:
        """How many of how many were there."""
        visit = self.visit
        if visit.present is None:
            return None
        return f"{visit.present}" if visit.total is None else f"{visit.present}/{visit.total}"

    @property
    def state(self) -> tuple[str, Tone]:
        """Where the visit stands, and how that looks."""
        words = tr(VISIT_STATE_LABELS[self.visit.state])
        return words, Tone.WARN if self.visit.is_open else Tone.OK


class VisitChoice(Struct, frozen=True):
    """Which visits are asked for."""

    days: str = YEAR
    unit: str = EVERYWHERE
    kind: VisitKind | None = None
    state: VisitState | None = None

    def span(self, place: Place) -> tuple[date | None, date | None]:
        """From which day to which, by the month that is looked at."""
        period = place.period
        if self.days == MONTH:
            return period.first_day, period.last_day
        if self.days == YEAR:
            return date(period.year, 1, 1), date(period.year, 12, 31)
        return None, None


def day_choices(place: Place) -> tuple[Choice, ...]:
    """Which days can be chosen: those of the month at the top are called by its name, not by today's."""
    period = place.period
    return (
        Choice(MONTH, tr("Month {month}", month=period.label)),
        Choice(YEAR, tr("Year {year}", year=period.year)),
        Choice(EVER, tr("All years")),
    )


class VisitsState(Struct, frozen=True):
    """Everything the list of visits needs to draw itself."""

    place: Place
    wanted: VisitChoice = VisitChoice()
    words: str = ""  # that a visit is found by
    found: tuple[ShownVisit, ...] = ()
    unit_choices: tuple[Choice, ...] = ()
    shown: Visit | None = None
    may_log: bool = False
    loaded: bool = False
    busy: bool = False

    @property
    def can_start(self) -> bool:
        """Whether a visit can be started: it is clear which unit is visited."""
        return self.may_log and not self.busy and self.start_unit is not None

    @property
    def start_unit(self) -> str | None:
        """The unit that a new visit goes to: the one chosen in the list, else the one at the top."""
        return self.wanted.unit or self.place.unit

    @property
    def lines(self) -> tuple[ShownVisit, ...]:
        """The list: the visits that hold every word."""
        words = fold(self.words).split()
        return tuple(each for each in self.found if all(word in each.searched for word in words))

    @property
    def day_choices(self) -> tuple[Choice, ...]:
        """Which days can be chosen."""
        return day_choices(self.place)

    @property
    def where_choices(self) -> tuple[Choice, ...]:
        """Which units can be chosen."""
        return (Choice(EVERYWHERE, tr("All units")), *self.unit_choices)

    @property
    def kind_choices(self) -> tuple[Choice, ...]:
        """Which kinds can be chosen."""
        kinds = (Choice(kind, tr(VISIT_KIND_LABELS[kind])) for kind in VisitKind)
        return (Choice(None, tr("All kinds")), *kinds)

    @property
    def state_choices(self) -> tuple[Choice, ...]:
        """Which states can be chosen."""
        states = (Choice(state, tr(VISIT_STATE_LABELS[state])) for state in VisitState)
        return (Choice(None, tr("All states")), *states)

    @property
    def sums(self) -> str:
        """What the list comes to."""
        lines = self.lines
        found = sum(line.found for line in lines)
        units = len({line.visit.unit for line in lines})
        return tr(
            "{visits} {visits:visit|visits} to {units} {units:unit|units}, {found} {found:finding|findings}",
            visits=len(lines),
            units=units,
            found=found,
        )
