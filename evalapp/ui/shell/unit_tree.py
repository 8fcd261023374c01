"""The units that the top of the window offers, each called as it was in the period that is looked at."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.domain.periods import Period
from evalapp.domain.units import Unit
from evalapp.ui.kit.pickers import Choice


class UnitTree(Struct, frozen=True):
    """The units as the tree they form; a name that several have stands with that of the superior."""

    choices: tuple[Choice, ...] = ()  # as they are called now
    renamed: Mapping[str, Unit] = field(default_factory=lambda: dict[str, Unit]())

    def at(self, period: Period) -> tuple[Choice, ...]:
        """The tree with the names that the papers of a period bear; the present ones find them too."""
        if not self.renamed:
            return self.choices
        return tuple(self._called(choice, period) for choice in self.choices)

    def _called(self, choice: Choice, period: Period) -> Choice:
        unit = self.renamed.get(str(choice.key))
        then = unit.on(period.last_day) if unit else None
        if unit is None or then is None or then.name == unit.name:
            return choice
        text = then.name + choice.text.removeprefix(unit.name)
        return replace(choice, text=text, words=f"{choice.words} {unit.name}")


NO_UNITS = UnitTree()


def unit_tree(units: Iterable[Unit], choices: Iterable[Choice]) -> UnitTree:
    """The tree of these units, in which nobody mistakes one for another of the same name."""
    known = {unit.code: unit for unit in units}
    by_id = {unit.id: unit for unit in known.values()}
    named = Counter(unit.name for unit in known.values())

    def told_apart(choice: Choice) -> Choice:
        unit = known[str(choice.key)]
        above = by_id.get(unit.latest.parent) if unit.latest.parent is not None else None
        if above is None or named[unit.name] < 2:
            return choice
        return replace(choice, text=f"{choice.text} · {above.name}")

    renamed = {code: unit for code, unit in known.items() if len({each.name for each in unit.versions}) > 1}
    return UnitTree(tuple(map(told_apart, choices)), renamed)
