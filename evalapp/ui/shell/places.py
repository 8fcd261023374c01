"""Which units can be chosen at the top, as the tree they form, and in whose name the work is done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.rounds import STAGE_LABELS, Stage
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Place
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.units import list_units

_STAGE_TONES = {Stage.CLOSED: Tone.OK, Stage.SETTLED: Tone.ACCENT, Stage.SETTLING: Tone.ACCENT}


@dataclass(frozen=True)
class Places:
    """What the top bar offers."""

    units: tuple[Choice, ...]
    user: str


def read_places(work: Work) -> Places:
    """Read the units and the user."""
    return Places(tuple(as_tree(list_units(work))), work.user.name)


def read_stage(work: Work, *, place: Place) -> tuple[str, Tone]:
    """Where the month of a place stands, in words and with their tone."""
    if place.unit is None:
        return "", Tone.PLAIN
    unit = work.units.by_code(place.unit).id
    rounds = [each for each in list_rounds(work, unit=unit) if each.period == place.period]
    if not rounds:
        return tr("Not open"), Tone.PLAIN
    current = rounds[-1]
    text = tr(STAGE_LABELS[current.stage])
    if current.revision > 1:
        text = tr("{stage}, revision {number}", stage=text, number=current.revision)
    return text, _STAGE_TONES.get(current.stage, Tone.WARN)


def as_tree(units: Iterable[Unit]) -> Iterator[Choice]:
    """The units in the order of their tree: each under its superior, as last known."""
    below: defaultdict[UnitId | None, list[Unit]] = defaultdict(list)
    known = {unit.id: unit for unit in units}
    for unit in known.values():
        above = unit.latest.parent
        below[above if above in known else None].append(unit)
    yield from _branch(None, 0, below)


def _branch(above: UnitId | None, depth: int, below: dict[UnitId | None, list[Unit]]) -> Iterator[Choice]:
    for unit in below.get(above, []):
        yield Choice(unit.code, unit.name, indent=depth, words=unit.code)
        yield from _branch(unit.id, depth + 1, below)
