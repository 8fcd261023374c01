"""Matching the rows of a list of people with whom and what the workspace knows."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.people import Birth, Person, Position
from evalapp.domain.units import Unit, UnitId
from evalapp.store.keys import code_key
from evalapp.usecases.rows import RowReader
from evalapp.usecases.unit_cells import code_and_name

_WORD = re.compile(r"[^\W_]+")
_MOST_NEAR = 3  # units told where a list names one that there is not


class UnknownUnit(UserError):
    """A list names a unit that there is not: a person may say which one is meant."""


def unknown_unit(reason: UserError) -> str:
    """The unit that a row was refused for, as the list names it; empty for another reason."""
    inner = reason.values.get("reason", reason)
    return str(inner.values["unit"]) if isinstance(inner, UnknownUnit) else ""


class PersonLine(Struct, frozen=True):
    """One row of the list, understood."""

    code: str
    name: str
    birth: Birth | None
    position: Position
    note: str


class KnownPeople:
    """Who and what the workspace knows, as the rows of one list are matched against it."""

    def __init__(
        self, people: Sequence[Person], units: Sequence[Unit], today: date, names: Mapping[str, str]
    ) -> None:
        self.stored: Mapping[str, Person] = {code_key(person.code): person for person in people}
        self.today = today
        self._by_code = dict(self.stored)
        self._by_name: dict[str, dict[str, Person]] = {}
        for key, person in self.stored.items():
            self._by_name.setdefault(person.name, {})[key] = person
        self.unit_names: Mapping[UnitId, str] = {unit.id: unit.name for unit in units}
        self._codes = {unit.id: unit.code for unit in units}
        self._units = {code_key(unit.code): unit for unit in units}
        self._named: dict[str, list[Unit]] = {}
        for unit in units:
            self._named.setdefault(_words(unit.name), []).append(unit)
        for name, had in _former_names(units).items():
            self._named.setdefault(name, had)
        self._called = {fold(name): self._units[code_key(code)] for name, code in names.items()}

    def unit(self, text: str) -> UnitId:
        """The unit that a cell names: by code, by a name that only one has, or by what lists call it.

        Where it says both, they have to be of one unit.
        """
        if code_key(text) in self._units:
            return self._units[code_key(text)].id
        for code, name in code_and_name(text):
            twice = self._units.get(code_key(code))
            if twice is not None and twice in self._named.get(_words(name), []):
                return twice.id
        named = self._named.get(_words(text), [])
        if len(named) == 1:
            return named[0].id
        if fold(text) in self._called:
            return self._called[fold(text)].id
        if named:
            raise UserError(
                N_("{count} units are named “{unit}”: {codes}. Write the code of the one that is meant."),
                count=len(named),
                unit=text,
                codes=[unit.code for unit in named],
            )
        raise self._no_unit(text)

    def otherwise_called(self, unit: UnitId, text: str) -> str:
        """How a unit is called, where a cell calls it neither by its name nor by its code."""
        code, name = self._codes[unit], self.unit_names[unit]
        is_said = fold(name) in fold(text) or code_key(code) == code_key(text)
        return "" if is_said else f"{name} ({code})"

    def _no_unit(self, text: str) -> UnknownUnit:
        """Say what there is that looks like it; which one is meant is for a person to say."""
        alike = [name for name, units in self._named.items() if _abbreviates(text, name, units)]
        near = [*alike, *get_close_matches(_words(text), self._named.keys() - {*alike}, _MOST_NEAR)][
            :_MOST_NEAR
        ]
        if not near:
            return UnknownUnit(
                N_(
                    "There is no unit “{unit}”. Correct it, say which one is meant, or take the list of "
                    "units in first."
                ),
                unit=text,
            )
        return UnknownUnit(
            N_(
                "There is no unit “{unit}”. Is it one of these: {near}? Correct it, or say once for all "
                "lists which one is meant."
            ),
            unit=text,
            near=[f"{unit.name} ({unit.code})" for name in near for unit in self._named[name]],
        )

    def person_of(self, reader: RowReader, line: PersonLine) -> Person | None:
        """The person a row speaks of; the code of somebody else is refused, a match by name doubted."""
        if line.code:
            found = self._by_code.get(code_key(line.code))
            if found is not None:
                _refuse_stranger(reader, found, line)
                return found
        namesakes = [p for p in self._by_name.get(line.name, {}).values() if _may_be(p, line)]
        if line.code:
            if namesakes:
                reader.doubt(
                    UserError(
                        N_(
                            "{name}, born {birth}, is known with the code {code} already; taken in "
                            "as another person."
                        ),
                        name=line.name,
                        birth=line.birth.label if line.birth else "?",
                        code=namesakes[0].code,
                    ),
                    "code",
                )
            return None
        if len(namesakes) > 1:
            reader.refuse(
                "name",
                UserError(
                    N_(
                        "Several people are named {name} with this birth: {codes}. Write the code of the one "
                        "that is meant."
                    ),
                    name=line.name,
                    codes=[person.code for person in namesakes],
                ),
            )
        if len(namesakes) == 1:
            is_born = bool(line.birth and namesakes[0].birth)
            matched = (
                N_("No code; matched by name and birth with {code}.")
                if is_born
                else N_("No code and no birth; matched by name and unit with {code}.")
            )
            reader.doubt(UserError(matched, code=namesakes[0].code), "code")
            return namesakes[0]
        self._doubt_namesake(reader, line)
        return None

    def _doubt_namesake(self, reader: RowReader, line: PersonLine) -> None:
        """Without a code somebody of that name in that unit may be meant, born otherwise."""
        for other in self._by_name.get(line.name, {}).values():
            if any(position.unit == line.position.unit for position in other.positions):
                reader.doubt(
                    UserError(
                        N_(
                            "{name} of the same unit has the code {code}, born {birth}; taken in as "
                            "another person. If it is the same one, write the code."
                        ),
                        name=other.name,
                        code=other.code,
                        birth=other.birth.label if other.birth else "?",
                    ),
                    "name",
                )

    def learn(self, person: Person) -> None:
        """Remember somebody who comes in with this list, for the rows below."""
        key = code_key(person.code)
        self._by_code[key] = person
        namesakes = self._by_name.setdefault(person.name, {})
        namesakes.pop(key, None)  # who comes in is the last of them
        namesakes[key] = person


def _words(name: str) -> str:
    """The words of a unit's name, folded: which dash parts them, and “&” for “và”, make no other name."""
    return " ".join(_WORD.findall(fold(name).replace("&", " va ")))


def _abbreviates(text: str, name: str, units: Sequence[Unit]) -> bool:
    """Whether the end of a text is a unit's code, or the first letters of the last words of its name."""
    words = _words(text).replace(" va ", " ").split()
    initials = "".join(word[0] for word in name.replace(" va ", " ").split())
    codes = {_words(unit.code).replace(" ", "") for unit in units}
    ends = ("".join(words[at:]) for at in range(len(words)))
    return any(end in codes or (len(end) > 1 and initials.endswith(end)) for end in ends)


def _may_be(person: Person, line: PersonLine) -> bool:
    """One name is one person where the births agree; where one is not known, in one unit."""
    if person.birth is not None and line.birth is not None:
        return person.birth.may_be(line.birth)
    return any(position.unit == line.position.unit for position in person.positions)


def _refuse_stranger(reader: RowReader, found: Person, line: PersonLine) -> None:
    if fold(found.name) == fold(line.name):
        return
    if found.birth and line.birth and found.birth.may_be(line.birth):
        reader.doubt(
            UserError(
                N_("The name changes from {before} to {after} (code {code})."),
                before=found.name,
                after=line.name,
                code=found.code,
            ),
            "name",
        )
        return
    reader.refuse(
        "code",
        UserError(
            N_("The code {code} belongs to {name}, born {birth}. Correct the code, or the name and birth."),
            code=found.code,
            name=found.name,
            birth=found.birth.label if found.birth else "?",
        ),
    )


def _former_names(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    """The names that units had before or will have, folded: lists of other years bear them."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        for name in {_words(version.name) for version in unit.versions} - {_words(unit.name)}:
            found.setdefault(name, []).append(unit)
    return found
