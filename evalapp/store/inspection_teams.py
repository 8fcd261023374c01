"""The collections of teams that decisions set up, and of what plans say is to be visited."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspection_teams import Member, Part, PlannedId, PlannedVisit, Team
from evalapp.domain.inspections import TeamId, VisitId, VisitKind
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId
from evalapp.store import inspection_tables, tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic

_team = inspection_tables.inspection_team
_member = inspection_tables.inspection_member
_scope = inspection_tables.inspection_scope
_planned = inspection_tables.planned_visit


class InspectionTeams:
    """Teams as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[Team]:
        """Every team, the newest decision first."""
        return self._teams()

    def get(self, team: TeamId) -> Team:
        """One team by its key."""
        return self._teams(_team.c.id == team)[0]

    def by_number(self, number: str) -> Team:
        """One team by the number of its decision, case aside."""
        found = self._teams(_team.c.number_key == code_key(number))
        if not found:
            raise UserError(
                N_("There is no team with the decision {number}. See the list of decisions."), number=number
            )
        return found[0]

    def add(self, team: Team) -> TeamId:
        """Add a team; the key of the given object is ignored and the new one returned."""
        row = insert(_team).values(uid=str(uuid.uuid4()), **_team_row(team)).returning(_team.c.id)
        key = TeamId(self._connection.execute(row).scalar_one())
        self._write_parts(key, team)
        return key

    def save(self, team: Team) -> None:
        """Write a team back with its members and what it covers."""
        self._connection.execute(update(_team).where(_team.c.id == team.id).values(**_team_row(team)))
        for part in (_member, _scope):
            self._connection.execute(delete(part).where(part.c.team_id == team.id))
        self._write_parts(team.id, team)

    def _write_parts(self, key: TeamId, team: Team) -> None:
        members = [
            {
                "team_id": key,
                "seq": number,
                "person_id": each.person,
                "name": each.name,
                "title": each.title,
                "part": each.part.value,
            }
            for number, each in enumerate(team.members)
        ]
        if members:
            self._connection.execute(insert(_member), members)
        scope = [{"team_id": key, "unit_id": unit} for unit in sorted(team.units)]
        if scope:
            self._connection.execute(insert(_scope), scope)
        self._touched.add(Topic.INSPECTIONS)

    def _teams(self, *asked: ColumnElement[bool]) -> list[Team]:
        wanted = select(_team.c.id).where(*asked)
        members: defaultdict[int, list[Member]] = defaultdict(list)
        query = select(_member).where(_member.c.team_id.in_(wanted)).order_by(_member.c.seq)
        for row in self._connection.execute(query):
            person = None if row.person_id is None else PersonId(row.person_id)
            members[row.team_id].append(Member(row.name, Part(row.part), row.title, person))
        units: defaultdict[int, set[UnitId]] = defaultdict(set)
        for row in self._connection.execute(select(_scope).where(_scope.c.team_id.in_(wanted))):
            units[row.team_id].add(UnitId(row.unit_id))
        query = select(_team).where(*asked).order_by(_team.c.day.desc(), _team.c.id.desc())
        return [_team_of(row, members[row.id], units[row.id]) for row in self._connection.execute(query)]


class PlannedVisits:
    """What plans say, as one use case sees it."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self, unit: UnitId | None = None) -> list[PlannedVisit]:
        """Everything planned, of one unit or of all, in order of the last day."""
        query = (
            select(
                _planned,
                tables.unit.c.code.label("unit_code"),
                inspection_tables.visit.c.number.label("visit_number"),
            )
            .join_from(_planned, tables.unit)
            .join(inspection_tables.visit, inspection_tables.visit.c.id == _planned.c.visit_id, isouter=True)
            .order_by(_planned.c.until, _planned.c.id)
        )
        if unit is not None:
            query = query.where(_planned.c.unit_id == unit)
        return [_planned_of(row) for row in self._connection.execute(query)]

    def get(self, planned: PlannedId) -> PlannedVisit:
        """One line of a plan by its key."""
        found = next((each for each in self.all() if each.id == planned), None)
        if found is None:
            raise UserError(N_("There is nothing planned with the number {number}."), number=planned)
        return found

    def add(self, planned: PlannedVisit) -> PlannedId:
        """Add a line of a plan; the key of the given object is ignored and the new one returned."""
        row = insert(_planned).values(uid=str(uuid.uuid4()), **_planned_row(planned)).returning(_planned.c.id)
        self._touched.add(Topic.INSPECTIONS)
        return PlannedId(self._connection.execute(row).scalar_one())

    def save(self, planned: PlannedVisit) -> None:
        """Write a line of a plan back."""
        self._connection.execute(
            update(_planned).where(_planned.c.id == planned.id).values(**_planned_row(planned))
        )
        self._touched.add(Topic.INSPECTIONS)


def _team_row(team: Team) -> dict[str, Any]:
    return {
        "number": team.number,
        "number_key": code_key(team.number),
        "day": team.day,
        "issuer": team.issuer,
        "subject": team.subject,
        "since": team.since,
        "until": team.until,
        "kinds": " ".join(sorted(each.value for each in team.kinds)),
        "recorded_by": team.recorded_by,
        "recorded_at": team.recorded_at,
    }


def _team_of(row: Any, members: Iterable[Member], units: Iterable[UnitId]) -> Team:
    return Team(
        TeamId(row.id),
        row.uid,
        row.number,
        row.day,
        row.since,
        row.until,
        row.issuer,
        row.subject,
        frozenset(map(VisitKind, row.kinds.split())),
        frozenset(units),
        tuple(members),
        row.recorded_by,
        row.recorded_at,
    )


def _planned_row(planned: PlannedVisit) -> dict[str, Any]:
    return {
        "plan": planned.plan,
        "kind": planned.kind.value,
        "unit_id": planned.unit,
        "since": planned.since,
        "until": planned.until,
        "subject": planned.subject,
        "visit_id": planned.visit,
        "dropped": planned.dropped,
        "recorded_by": planned.recorded_by,
        "recorded_at": planned.recorded_at,
    }


def _planned_of(row: Any) -> PlannedVisit:
    return PlannedVisit(
        PlannedId(row.id),
        row.plan,
        VisitKind(row.kind),
        UnitId(row.unit_id),
        row.unit_code,
        row.since,
        row.until,
        row.subject,
        None if row.visit_id is None else VisitId(row.visit_id),
        row.visit_number or "",
        row.dropped,
        row.recorded_by,
        row.recorded_at,
    )
