"""Groups within a unit: people with similar tasks, whom a quota limits too, and fields that a deputy leads.

Who belongs where is dated, as positions are: an old month keeps the groups it was settled by.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId

GroupId = NewType("GroupId", int)


class GroupKind(StrEnum):
    """What a group is for."""

    SIMILAR = "similar"
    FIELD = "field"


class Part(StrEnum):
    """What somebody is in a group: one of its people, or the deputy who leads the field."""

    MEMBER = "member"
    DEPUTY = "deputy"


KIND_LABELS = {GroupKind.SIMILAR: N_("Similar tasks"), GroupKind.FIELD: N_("Field")}
PART_LABELS = {Part.MEMBER: N_("Member"), Part.DEPUTY: N_("Deputy in charge")}


class Membership(Struct, frozen=True):
    """Somebody in a group from one day to another (both included; None: always, until further notice)."""

    person: PersonId
    part: Part = Part.MEMBER
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def ended_before(self, day: date | None) -> "Membership | None":
        """What is left of it when it ends the day before; None where nothing is (or with no day: at all)."""
        if day is None or (self.since is not None and self.since >= day):
            return None
        last = day - timedelta(days=1)
        return self if self.until is not None and self.until <= last else replace(self, until=last)


class Group(Struct, frozen=True):
    """One group of a unit, known by its name among those of its kind."""

    id: GroupId
    unit: UnitId
    kind: GroupKind
    name: str
    members: tuple[Membership, ...] = ()

    def people_on(self, day: date, part: Part = Part.MEMBER) -> frozenset[PersonId]:
        """Who holds that part on that day."""
        return frozenset(each.person for each in self.members if each.part is part and each.held_on(day))

    def with_person(self, person: PersonId, part: Part, since: date | None) -> Self:
        """The group with somebody in it from a day on; who is in it then already stays as they are."""
        day = since or date.min
        if any(m.person == person and m.part is part and m.held_on(day) for m in self.members):
            return self
        kept = [m for m in self.members if not (m.person == person and m.part is part and _from(m) >= day)]
        return replace(self, members=(*kept, Membership(person, part, since)))

    def without_person(self, person: PersonId, since: date | None, part: Part | None = None) -> Self:
        """The group with somebody out of it from a day on; None: as if they had never been in it."""
        kept: list[Membership] = []
        for each in self.members:
            leaves = each.person == person and part in (None, each.part)
            left = each.ended_before(since) if leaves else each
            if left is not None:
                kept.append(left)
        return replace(self, members=tuple(kept))


def similar_on(groups: Iterable[Group], day: date) -> Mapping[PersonId, str]:
    """By person, the name of the group of similar tasks that they are in on that day."""
    return {
        person: group.name
        for group in groups
        if group.kind is GroupKind.SIMILAR
        for person in group.people_on(day)
    }


def fields_on(
    groups: Iterable[Group], day: date, part: Part = Part.MEMBER
) -> Mapping[PersonId, tuple[str, ...]]:
    """By person, the names of the fields that they work in (or lead) on that day."""
    found: dict[PersonId, tuple[str, ...]] = {}
    for group in groups:
        if group.kind is GroupKind.FIELD:
            for person in group.people_on(day, part):
                found[person] = (*found.get(person, ()), group.name)
    return found


def led_on(groups: Iterable[Group], deputy: PersonId | None, day: date) -> frozenset[PersonId] | None:
    """Whom a deputy may score on that day; None: the unit has set no fields, so everybody."""
    led = [each for each in groups if each.kind is GroupKind.FIELD and each.people_on(day, Part.DEPUTY)]
    if not led:
        return None
    mine = (each.people_on(day) for each in led if deputy in each.people_on(day, Part.DEPUTY))
    return frozenset[PersonId]().union(*mine)


def _from(membership: Membership) -> date:
    return membership.since or date.min
