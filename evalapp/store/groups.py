"""The collection of groups within units, and what settled results took from them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.names import sort_key
from evalapp.domain.groups import Group, GroupId, GroupKind, Membership, Part, fields_on, similar_on
from evalapp.domain.people import PersonId
from evalapp.domain.rounds import Participant, Round, RoundId, Sheet
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic

_group = tables.unit_group
_member = tables.group_member


class Groups:
    """Groups as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self, unit: UnitId) -> list[Group]:
        """The groups of a unit, kind after kind, in Vietnamese order of their names."""
        in_unit = select(_group.c.id).where(_group.c.unit_id == unit)
        members: defaultdict[int, list[Membership]] = defaultdict(list)
        query = (
            select(_member)
            .where(_member.c.group_id.in_(in_unit))
            .order_by(_member.c.since.nulls_first(), _member.c.id)
        )
        for row in self._connection.execute(query):
            members[row.group_id].append(
                Membership(PersonId(row.person_id), Part(row.part), row.since, row.until)
            )
        groups = [
            Group(GroupId(row.id), UnitId(row.unit_id), GroupKind(row.kind), row.name, tuple(members[row.id]))
            for row in self._connection.execute(select(_group).where(_group.c.unit_id == unit))
        ]
        return sorted(groups, key=lambda group: (group.kind, sort_key(group.name)))

    def add(self, unit: UnitId, kind: GroupKind, name: str) -> Group:
        """Add a group that has nobody yet."""
        row = (
            insert(_group)
            .values(uid=str(uuid.uuid4()), unit_id=unit, kind=kind.value, name=name, name_key=code_key(name))
            .returning(_group.c.id)
        )
        self._touch()
        return Group(GroupId(self._connection.execute(row).scalar_one()), unit, kind, name)

    def save(self, group: Group) -> None:
        """Write back what a group is called and who is in it; settled months keep what they took."""
        named = {"name": group.name, "name_key": code_key(group.name)}
        self._connection.execute(update(_group).where(_group.c.id == group.id).values(**named))
        self._connection.execute(delete(_member).where(_member.c.group_id == group.id))
        rows = [
            {
                "group_id": group.id,
                "person_id": each.person,
                "part": each.part.value,
                "since": each.since,
                "until": each.until,
            }
            for each in group.members
        ]
        if rows:
            self._connection.execute(insert(_member), rows)
        self._touch()

    def of_round(
        self, current: Round, people: Sequence[Participant], *, decided: bool
    ) -> tuple[Mapping[PersonId, str], Mapping[PersonId, tuple[str, ...]]]:
        """Of a round's people, the group of similar tasks (kept once it is decided) and the fields."""
        day = current.period.last_day
        groups = self.all(current.unit)
        similar = self._kept(people) if decided else similar_on(groups, day)
        return similar, fields_on(groups, day)

    def keep(self, sheets: Iterable[Sheet]) -> None:
        """Keep the groups that these sheets are settled with."""
        rows = [
            {"sheet_id": sheet.participant.sheet, "name": sheet.similar} for sheet in sheets if sheet.similar
        ]
        if rows:
            self._connection.execute(insert(tables.sheet_similar), rows)
            self._touched.add(Topic.SCORES)

    def release(self, round_id: RoundId) -> None:
        """Let go of what was kept of a round that goes back from being settled."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        table = tables.sheet_similar
        self._connection.execute(delete(table).where(table.c.sheet_id.in_(in_round)))
        self._touched.add(Topic.SCORES)

    def _kept(self, people: Sequence[Participant]) -> dict[PersonId, str]:
        table = tables.sheet_similar
        persons = {who.sheet: who.person for who in people}
        query = select(table).where(table.c.sheet_id.in_(list(persons)))
        return {persons[row.sheet_id]: row.name for row in self._connection.execute(query)}

    def _touch(self) -> None:
        """Open months settle by the groups, so what shows scores is shown anew as well."""
        self._touched |= {Topic.PEOPLE, Topic.SCORES}
