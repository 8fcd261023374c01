"""Whom and what the codes in a package mean: told by the sender, compared with what they mean here."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.packages import Item, Thing
from evalapp.domain.people import Birth, Person
from evalapp.domain.units import Unit
from evalapp.store.keys import code_key
from evalapp.store.work import Work


def named_items(work: Work, *, people: Iterable[str], units: Iterable[str]) -> list[Item]:
    """What the codes that a package uses mean here."""
    wanted, places = set(map(code_key, people)), set(map(code_key, units))
    told = [
        _named("unit", each.code, name=each.name)
        for each in work.units.all()
        if code_key(each.code) in places
    ]
    told += [
        _named("person", each.code, name=each.name, birth=str(each.birth) if each.birth else None)
        for each in work.people.all()
        if code_key(each.code) in wanted
    ]
    return sorted(told, key=lambda item: item.id)


def is_same_person(person: Person, name: str, birth: Birth | None) -> bool:
    """Whether a record can be of this person: by name unless births differ, else by the whole birth date."""
    if fold(person.name) == fold(name):
        return person.birth is None or birth is None or person.birth.may_be(birth)
    return birth is not None and birth.day is not None and birth == person.birth


class Names:
    """What codes mean: in the package, and here."""

    def __init__(self, work: Work, items: Iterable[Item]) -> None:
        self._work = work
        self._told = {item.id: item.document for item in items if item.what is Thing.NAMED}

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {code_key(each.code): each for each in self._work.people.all()}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {code_key(each.code): each for each in self._work.units.all()}

    def unit(self, code: str) -> Unit | None:
        """The unit that has a code here."""
        return self._units.get(code_key(code))

    def refusal(self, *, people: Collection[str], unit: str) -> UserError | None:
        """Why something that names these cannot come in: not known here, or somebody else."""
        if self.unit(unit) is None:
            return UserError(
                N_(
                    "There is no unit {code} ({name}) here. Take the unit list in, or correct the code; then "
                    "take the package again."
                ),
                code=unit,
                name=self._told.get(f"unit {unit}", {}).get("name", "…"),
            )
        return next(filter(None, map(self._person_refusal, sorted(people))), None)

    def _person_refusal(self, code: str) -> UserError | None:
        told: Any = self._told.get(f"person {code}", {})
        name, birth = str(told.get("name", "…")), told.get("birth")
        ours = self._people.get(code_key(code))
        if ours is None:
            return UserError(
                N_(
                    "There is nobody with the code {code} ({name}) here. Take the list of people in, then "
                    "take the package again."
                ),
                code=code,
                name=name,
            )
        theirs = Birth.parse(birth) if birth else None
        if told and not is_same_person(ours, name, theirs):
            return UserError(
                N_(
                    "The code {code} is {ours} here and {theirs} in the package. Correct the code on the "
                    "side where it is wrong, then take the package again."
                ),
                code=code,
                ours=_called(ours.name, ours.birth),
                theirs=_called(name, theirs),
            )
        return None


def _called(name: str, birth: Birth | None) -> str:
    return f"{name} ({birth.label})" if birth else name


def _named(kind: str, code: str, **document: Any) -> Item:
    return Item(Thing.NAMED, f"{kind} {code}", document)
