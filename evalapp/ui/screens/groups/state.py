"""What the groups of a unit show and allow: everybody with their groups, and what is being changed."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from evalapp.base.messages import tr
from evalapp.base.names import told_apart
from evalapp.domain.groups import Group, GroupKind, Part, fields_on, similar_on
from evalapp.domain.people import Person, Position
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.groups.editing import Editing
from evalapp.ui.shell.routes import Place


class GroupLine(Struct, frozen=True):
    """One person of the unit with the groups they are in."""

    person: Person
    position: Position | None
    similar: str = ""
    fields: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


class GroupsState(Shown, frozen=True):
    """Everything the screen needs to draw itself; the groups are those on the last day of the month."""

    place: Place
    unit_name: str = ""
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    editing: Editing | None = None
    loaded: bool = False

    @property
    def day(self) -> date:
        """The day on which the groups are looked at."""
        return self.place.period.last_day

    @cached_property
    def lines(self) -> tuple[GroupLine, ...]:
        """Everybody of the unit, in Vietnamese order."""
        day = self.day
        similar, fields = similar_on(self.groups, day), fields_on(self.groups, day)
        leads = fields_on(self.groups, day, Part.DEPUTY)
        return tuple(
            GroupLine(
                person,
                next((held for held in person.positions if held.held_on(day)), None),
                similar.get(person.id, ""),
                fields.get(person.id, ()),
                leads.get(person.id, ()),
            )
            for person in self.people
        )

    @property
    def can_change(self) -> bool:
        """Whether people may be put into a group or out of one."""
        return self.loaded and bool(self.people) and not self.busy and self.editing is None

    @property
    def can_take_out(self) -> bool:
        """Whether there is a group that somebody may leave, or that may be renamed."""
        return self.can_change and bool(self.groups)

    @property
    def summary(self) -> str:
        """The groups with how many are in each, in one line."""
        counted = [
            tr(
                "{group}: {count} {count:person|people}",
                group=group.name,
                count=len(group.people_on(self.day)),
            )
            for group in self.groups
            if group.kind is GroupKind.SIMILAR and group.people_on(self.day)
        ]
        fields = [
            tr(
                "{field}: {count} {count:person|people}, led by {deputies}",
                field=group.name,
                count=len(group.people_on(self.day)),
                deputies=", ".join(self._names(group)) or "–",
            )
            for group in self.groups
            if group.kind is GroupKind.FIELD and (group.people_on(self.day) or self._names(group))
        ]
        parts = [
            tr("Similar tasks – {groups}", groups="; ".join(counted)) if counted else "",
            tr("Fields – {fields}", fields="; ".join(fields)) if fields else "",
        ]
        return ". ".join(part for part in parts if part)

    def _names(self, group: Group) -> Sequence[str]:
        led = group.people_on(self.day, Part.DEPUTY)
        called = told_apart({person.code: person.name for person in self.people})
        return [called[person.code] for person in self.people if person.id in led]
