"""What the people screen shows and allows."""

from functools import cached_property
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Person, Position, found
from evalapp.domain.units import Unit, UnitId
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.people.editing import ABOUT_PERSON, Editing, Subject, known_person, known_unit
from evalapp.ui.shell.places import as_tree
from evalapp.ui.shell.routes import Place


class UnitLine(Struct, frozen=True):
    """One unit of the tree, or all of them where the code is empty."""

    code: str
    name: str
    depth: int
    people: int


class PersonLine(Struct, frozen=True):
    """One person with the position held at the end of the month shown."""

    person: Person
    position: Position | None
    unit: str
    is_held: bool = False  # a position, evaluated or not

    @property
    def role(self) -> str:
        """The part they play."""
        return tr(ROLE_LABELS[self.position.role]) if self.position else ""

    @property
    def category(self) -> str:
        """Whom the law counts them among."""
        return tr(CATEGORY_LABELS[self.position.category]) if self.position else ""

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether they are in new months."""
        if not self.person.active:
            return tr("Inactive"), Tone.PLAIN
        if self.position:
            return "", Tone.PLAIN
        nothing = tr("Not evaluated at month's end") if self.is_held else tr("No position at month's end")
        return nothing, Tone.WARN


class PeopleState(Shown, frozen=True):
    """Everything the people screen needs to draw itself."""

    place: Place
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    unit: str = ""  # the unit whose people are shown; empty for everybody
    words: str = ""
    loaded: bool = False
    editing: Editing | None = None  # what is filled in on the panel
    no_edit: str = ""  # why the user may change nobody and no unit
    no_units: str = ""  # why they may not make units, which needs the right everywhere

    @property
    def person_edited(self) -> Person | None:
        """Whom the panel is about."""
        editing = self.editing
        if editing is None or not editing.is_about_person:
            return None
        return next((person for person in self.people if person.code == editing.code), None)

    @property
    def unit_edited(self) -> Unit | None:
        """Which unit the panel is about."""
        editing = self.editing
        if editing is None or editing.subject is not Subject.UNIT:
            return None
        return next((unit for unit in self.units if unit.code == editing.code), None)

    @cached_property
    def unit_lines(self) -> tuple[UnitLine, ...]:
        """The tree of units with how many people each has, everybody first."""
        if not self.units:
            return ()
        counts: dict[str, int] = {}
        for line in self._lines:
            counts[line[1]] = counts.get(line[1], 0) + 1
        tree = [
            UnitLine(str(choice.key), choice.text, choice.indent + 1, counts.get(str(choice.key), 0))
            for choice in as_tree(self.units)
        ]
        return (UnitLine("", tr("All units"), 0, len(self.people)), *tree)

    @cached_property
    def lines(self) -> tuple[PersonLine, ...]:
        """Who is shown: of the unit chosen, and found by the words typed."""
        matching = {person.id for person in found(self.people, self.words)}
        return tuple(
            line for line, code in self._lines if line.person.id in matching and self.unit in ("", code)
        )

    @cached_property
    def have_standing(self) -> bool:
        """Whether there is anything to say of somebody who is shown."""
        return any(line.standing[0] for line in self.lines)

    @property
    def nothing(self) -> str:
        """What stands in the place of people while there are none."""
        if self.words.strip():
            return tr("Nobody here is called “{words}”.", words=self.words.strip())
        return tr(
            "Nobody is in this unit yet. “New person…” (Ctrl+N) enters one person by hand, “Import a "
            "list of people…” (Ctrl+I) all of them from a workbook."
        )

    def at_unit(self, code: str, *, typed: bool) -> Self:
        """Another unit chosen; what is open and not `typed` into goes along: it is about what is seen."""
        unit = next((each for each in self.units if each.code == code), None)
        editing = self.editing
        if editing is not None and not typed and editing.subject in (*ABOUT_PERSON, Subject.UNIT):
            is_unit = editing.subject is Subject.UNIT
            editing = known_unit(unit, self.units) if unit and is_unit else None
        return replace(self, unit=code, editing=editing)

    def at_person(self, person: Person, *, typed: bool) -> Self:
        """The cursor on somebody: a form about somebody else, not `typed` into, goes along."""
        editing = self.editing
        if editing is None or typed or not editing.is_about_person or editing.code == person.code:
            return self
        return replace(self, editing=known_person(person))

    @property
    def can_import(self) -> bool:
        """Whether lists may be taken in."""
        return not self.busy

    @property
    def can_import_people(self) -> bool:
        """Whether a list of people may be taken in: people need units."""
        return not self.busy and bool(self.units)

    @property
    def can_enter(self) -> bool:
        """Whether a unit may be filled in: nothing else is being filled in."""
        return not self.busy and self.editing is None

    @property
    def can_enter_person(self) -> bool:
        """Whether somebody may be filled in: people need units."""
        return self.can_enter and bool(self.units)

    @property
    def can_edit_person(self) -> bool:
        """Whether there is anybody to be changed."""
        return self.can_enter and bool(self.lines)

    @property
    def can_edit_unit(self) -> bool:
        """Whether a unit is chosen that can be changed."""
        return self.can_enter and bool(self.unit)

    @cached_property
    def _lines(self) -> list[tuple[PersonLine, str]]:
        names: dict[UnitId, Unit] = {unit.id: unit for unit in self.units}
        day = self.place.period.last_day
        lines: list[tuple[PersonLine, str]] = []
        for person in self.people:
            position = person.position_on(day)
            unit = names.get(position.unit) if position else None
            is_held = position is not None or any(held.held_on(day) for held in person.positions)
            line = PersonLine(person, position, unit.name if unit else "", is_held)
            lines.append((line, unit.code if unit else ""))
        return lines


def question_of_return(person: Person) -> tuple[str, str, str]:
    """Whether somebody is taken into new months again: the question and its answer."""
    told = tr("They will be in months that are opened from now on.")
    last = person.positions[-1].until if person.positions else None
    if last is not None:
        told += " " + tr("Their position ended on {day}: give them a new one then.", day=last)
    return tr("Include {name} again?", name=person.name), told, tr("Include again")
