"""People and their dated positions; same names are told apart by code, birth and unit."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import PersonKey, fold, person_sort_key
from evalapp.domain.units import UnitId

PersonId = NewType("PersonId", int)


class Category(StrEnum):
    """Whom the law counts somebody among."""

    CADRE = "cadre"
    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"
    CONTRACT = "contract"


class Role(StrEnum):
    """The part somebody plays in the unit that evaluates them."""

    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"


CATEGORY_LABELS = {
    Category.CADRE: N_("Cadre"),
    Category.CIVIL_SERVANT: N_("Civil servant"),
    Category.PUBLIC_EMPLOYEE: N_("Public employee"),
    Category.CONTRACT: N_("Contract worker"),
}
ROLE_LABELS = {Role.HEAD: N_("Head"), Role.DEPUTY: N_("Deputy"), Role.STAFF: N_("Staff member")}


class Birth(Struct, frozen=True):
    """A birth date, or only its year where that is all an office has."""

    year: int
    day: date | None = None

    @classmethod
    def on(cls, day: date) -> Self:
        """The birth of somebody whose whole date is known."""
        return cls(day.year, day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str()` wrote: `1980` or `1980-02-28`."""
        return cls(int(text)) if len(text) == 4 else cls.on(date.fromisoformat(text))

    def may_be(self, other: "Birth") -> bool:
        """Whether two records can be of one person: equal, or one knows only the same year."""
        if self.day and other.day:
            return self.day == other.day
        return self.year == other.year

    def __str__(self) -> str:
        return self.day.isoformat() if self.day else f"{self.year:04d}"

    @property
    def label(self) -> str:
        """As offices write it."""
        return self.day.strftime("%d/%m/%Y") if self.day else f"{self.year:04d}"


class Position(Struct, frozen=True):
    """A position held from one day to another (both included; None: always, until further notice)."""

    unit: UnitId
    title: str
    role: Role = Role.STAFF
    category: Category = Category.CIVIL_SERVANT
    since: date | None = None
    until: date | None = None
    evaluated_here: bool = True

    def held_on(self, day: date) -> bool:
        """Whether the position is held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Position") -> bool:
        """Whether there is a day on which both are held."""
        starts_in_time = self.since is None or other.until is None or self.since <= other.until
        ends_late_enough = other.since is None or self.until is None or other.since <= self.until
        return starts_in_time and ends_late_enough


class Person(Struct, frozen=True):
    """Somebody who is evaluated; never deleted, only deactivated."""

    id: PersonId
    uid: str
    code: str
    name: str
    birth: Birth | None = None
    positions: tuple[Position, ...] = ()
    active: bool = True
    note: str = ""

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order; then code, so that the order is always the same."""
        return person_sort_key(self.name), self.code

    def position_on(self, day: date) -> Position | None:
        """The position somebody is evaluated in on that day, if any."""
        return next((p for p in self.positions if p.evaluated_here and p.held_on(day)), None)

    def with_positions(self, positions: Iterable[Position]) -> Self:
        """Return a copy with these positions; two that are evaluated on one day are refused."""
        ordered = tuple(sorted(positions, key=lambda p: (p.since or date.min, p.until or date.max, p.title)))
        evaluated = [p for p in ordered if p.evaluated_here]
        for number, position in enumerate(evaluated):
            if any(position.overlaps(other) for other in evaluated[number + 1 :]):
                raise UserError(
                    N_(
                        "{name} ({code}) would be evaluated in two positions on the same day. "
                        "End the earlier "
                        ""
                        "one, or mark one as held besides."
                    ),
                    name=self.name,
                    code=self.code,
                )
        return replace(self, positions=ordered)

    def held_before(self, position: Position) -> Position | None:
        """The evaluated position that ended the day before an evaluated one began."""
        if position.since is None or not position.evaluated_here:
            return None
        ended = _day_before(position.since)
        return next((each for each in self.positions if each.evaluated_here and each.until == ended), None)

    def without_position(self, position: Position) -> Self:
        """Return a copy that never held a position: the one that ended for it goes on in its place."""
        goes_on = self.held_before(position)
        return self.with_positions(
            replace(each, until=position.until) if each is goes_on else each
            for each in self.positions
            if each is not position
        )

    def left_on(self, day: date) -> Self:
        """Return a copy that holds no position from that day on."""
        last = _day_before(day)
        return replace(
            self,
            positions=tuple(
                replace(each, until=last) if each.until is None or each.until > last else each
                for each in self.positions
            ),
        )

    def followed_on(self, day: date) -> Position | None:
        """The position in which they are evaluated that day; who left later counts until then."""
        position = self.position_on(day)
        left_later = position is not None and position.until is not None
        return position if self.active or left_later else None

    def moved_to(self, position: Position) -> Self:
        """Return a copy that holds a new evaluated position; the one before ends the day before it."""
        if position.since is None:
            raise ValueError("a move needs its first day")
        kept = [
            replace(p, until=_day_before(position.since)) if p.evaluated_here and p.overlaps(position) else p
            for p in self.positions
            if not (p.evaluated_here and p.since is not None and p.since >= position.since)
        ]
        return self.with_positions([*kept, position])


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def found(people: Iterable[Person], words: str) -> list[Person]:
    """Return who matches every word typed, by code or name, with or without accents.

    `an` means An and not everybody called Văn: letters inside a word count only where no word begins so.
    """
    wanted = fold(words).split()
    if not wanted:
        return [*people]
    said = ((person, f" {fold(person.name)} {fold(person.code)}") for person in people)
    holding = [(person, text) for person, text in said if all(word in text for word in wanted)]
    begun = [person for person, text in holding if all(f" {word}" in text for word in wanted)]
    return begun or [person for person, _ in holding]
