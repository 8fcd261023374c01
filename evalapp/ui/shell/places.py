"""Which units can be chosen at the top, as the tree they form, and in whose name the work is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.rights import Right
from evalapp.domain.rounds import STAGE_LABELS, Stage
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.shell.unit_tree import NO_UNITS, UnitTree, unit_tree
from evalapp.ui.shell.whereabouts import Step
from evalapp.usecases.field_places import last_place as last_field
from evalapp.usecases.last_places import NOWHERE, LastPlace, Spot, keep_last_place, last_place
from evalapp.usecases.people import list_people
from evalapp.usecases.rounds import rounds_seen
from evalapp.usecases.subtrees import units_seen
from evalapp.usecases.units import list_units

#: What a route may ask a screen to show, beside a form.
_POLICY = "policy"  # of the place
_SHOWN = ("person", "visit", "field", "overdue", "unit", "back")
_STAGE_TONES = {Stage.CLOSED: Tone.OK, Stage.SETTLED: Tone.ACCENT, Stage.SETTLING: Tone.ACCENT}


class Places(Struct, frozen=True):
    """What the top bar offers, and where the work is."""

    units: UnitTree
    user: str
    home: Place
    resume: Route | None = None  # the screen that the user was in when the program ended, however it did
    spot: Spot = NOWHERE  # and where in it
    refusal: str = ""  # why the user sees nothing at all

    def resumed(self, wanted: str) -> Route | None:
        """Where to go on, unless another screen was asked for meanwhile."""
        return self.resume if self.resume is not None and wanted in ("", self.resume.screen) else None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the units that can be chosen."""
        return tuple(str(choice.key) for choice in self.units.choices)


def read_places(work: Work) -> Places:
    """Read the units that the user may see, the user, and where to begin."""
    if not work.may(Right.READ_PEOPLE):  # whose role has ended; another user can take over
        nowhere = Place(None, Period.month_of(work.today))
        return Places(NO_UNITS, work.user.name, nowhere, refusal=tr_error(work.refusal(Right.READ_PEOPLE)))
    units = _units_seen(work)
    tree, last = unit_tree(units, as_tree(units)), last_place(work)
    if last is None or last.unit not in {unit.code for unit in units}:
        return Places(tree, work.user.name, _home(work, units), _field(work))
    route = _route(work, last)
    if route.screen == "inspections":
        route = _field(work) or route
    place = Place(last.unit, last.period, (last.shown or {}).get(_POLICY, ""))
    return Places(tree, work.user.name, place, route, last.spot)


def _units_seen(work: Work) -> list[Unit]:
    """The units whose people the user may see: of others no screen shows anything."""
    units, seen = list_units(work), units_seen(work, Right.READ_PEOPLE, None)
    return units if seen is None else [unit for unit in units if unit.id in seen]


def keep_step(work: Work, *, step: Step, spot: Spot) -> None:
    """Remember where the user is in this data file."""
    route = step.route
    shown = {key: str(value) for key in _SHOWN if (value := getattr(route, key))}
    if step.place.policy:
        shown[_POLICY] = step.place.policy
    place = LastPlace(step.place.unit, step.place.period, route.screen, route.sheet, shown, spot)
    keep_last_place(work, place=place)


def _route(work: Work, last: LastPlace) -> Route:
    """The screen of that time; the list of the month where a form is no longer there."""
    if last.sheet is not None:
        try:
            work.rounds.sheet(last.sheet)
        except UserError:
            return Route("month")
    shown = last.shown or {}
    visit, texts = int(shown.get("visit", "0")), {key: shown.get(key, "") for key in _SHOWN if key != "visit"}
    return replace(Route(last.screen, last.sheet, visit=visit), **texts)


def _field(work: Work) -> Route | None:
    """A visit that was under way, at the field where the cursor was."""
    place = last_field(work)
    return Route("inspections", visit=place.visit, field=place.field) if place else None


def _home(work: Work, units: Sequence[Unit]) -> Place:
    """The month that was opened last; before there is one, this month of the unit with the most people."""
    rounds = rounds_seen(work)
    if rounds:
        newest = max(rounds, key=lambda each: (each.period, each.opened_at))
        return Place(newest.unit_code, newest.period)
    period = Period.month_of(work.today)
    held = [person.position_on(period.last_day) for person in list_people(work)]
    people = Counter(position.unit for position in held if position is not None)
    largest = max(units, key=lambda unit: people[unit.id], default=None)
    return Place(largest.code if largest else None, period)


def read_stage(work: Work, *, place: Place) -> tuple[str, Tone]:
    """Where the month of a place stands, in words and with their tone."""
    if place.unit is None:
        return "", Tone.PLAIN
    unit = work.units.by_code(place.unit).id
    current = place.shown_of(rounds_seen(work, unit=unit))
    if current is None:
        return tr("Not open") if work.may(Right.READ_SCORES, unit) else "", Tone.PLAIN
    text = tr(STAGE_LABELS[current.stage])
    if current.revision > 1:
        text = tr("{stage}, revision {number}", stage=text, number=current.revision)
    return text, _STAGE_TONES.get(current.stage, Tone.WARN)


def as_tree(units: Iterable[Unit]) -> Iterator[Choice]:
    """The units in the order of their tree: each under its superior of today."""
    below: defaultdict[UnitId | None, list[Unit]] = defaultdict(list)
    known = {unit.id: unit for unit in units}
    for unit in known.values():
        above = unit.now.parent
        below[above if above in known else None].append(unit)
    yield from _branch(None, 0, below)


def _branch(above: UnitId | None, depth: int, below: dict[UnitId | None, list[Unit]]) -> Iterator[Choice]:
    for unit in below.get(above, []):
        ended = tr("{unit}, until {day}", unit=unit.name, day=unit.ended) if unit.ended else unit.name
        yield Choice(unit.code, ended, indent=depth, words=unit.code)
        yield from _branch(unit.id, depth + 1, below)
