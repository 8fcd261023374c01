"""Decisions that set up teams, and plans: recording them, and what is due."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspection_teams import (
    Member,
    Part,
    PlannedId,
    PlannedVisit,
    Team,
    done_by,
    refuse_incomplete,
)
from evalapp.domain.inspections import TeamId, Visit, VisitKind
from evalapp.domain.people import Person
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked
from evalapp.usecases.visits import readable_units


def record_team(
    work: Work,
    *,
    number: str,
    day: date,
    since: date,
    until: date,
    members: Sequence[Member],
    issuer: str = "",
    subject: str = "",
    kinds: frozenset[VisitKind] = frozenset(),
    units: Sequence[str] = (),
) -> Team:
    """Record a decision that sets up a team; a number that is known is corrected."""
    before = next((each for each in work.teams.all() if code_key(each.number) == code_key(number)), None)
    visited = frozenset(work.units.by_code(code).id for code in units)
    for of in (visited, before.units if before else visited):
        _require_over(work, of)
    team = Team(
        before.id if before else TeamId(0),
        "",
        checked(number, LONGEST_DOCUMENT),
        day,
        since,
        until,
        checked(issuer, LONGEST_DOCUMENT),
        checked(subject, LONGEST_NOTE),
        kinds,
        visited,
        tuple(members),
        work.user.name,
        work.now,
    )
    refuse_incomplete(team)
    if before is None:
        team = replace(team, id=work.teams.add(team))
    else:
        work.teams.save(team)
    work.audit.record(
        "team.recorded" if before is None else "team.corrected",
        team.number,
        day=day.isoformat(),
        since=since.isoformat(),
        until=until.isoformat(),
        people=[each.name for each in team.members],
        note=team.subject,
    )
    return team


def member_named(work: Work, text: str, part: Part = Part.MEMBER) -> Member:
    """A member by the code of a person of the lists, else an outsider as `name, title`."""
    name, _, title = (each.strip() for each in text.partition(","))
    person = next((each for each in work.people.all() if code_key(each.code) == code_key(name)), None)
    if person is not None:
        return member_of(person, part, title, work.today)
    if not name:
        raise UserError(N_("Name somebody: the code of a person, or a name and title of an outsider."))
    return Member(checked(name, LONGEST_DOCUMENT), part, checked(title, LONGEST_DOCUMENT))


def member_of(person: Person, part: Part, title: str, day: date) -> Member:
    """Somebody of the lists as a member, with the title they hold that day where none is given."""
    held = person.position_on(day)
    return Member(person.name, part, title or (held.title if held else ""), person.id)


def list_teams(work: Work) -> list[Team]:
    """The teams that may visit a unit whose inspections the user may see, the newest decision first."""
    work.require(Right.READ_INSPECTIONS)
    seen = readable_units(work, None, work.today)
    if seen is None:
        return work.teams.all()
    reached = {each for unit in seen for each in (unit, *work.units.ancestors(unit, work.today))}
    return [team for team in work.teams.all() if not team.units or team.units & reached]


def outside_of(work: Work, team: Team, *, kind: VisitKind, unit: UnitId, day: date) -> UserError | None:
    """Why a decision does not cover a visit, or None where it does."""
    return team.outside(kind=kind, day=day, units=[unit, *work.units.ancestors(unit, day)])


def covering_team(work: Work, *, kind: VisitKind, unit: UnitId, day: date) -> Team | None:
    """The one decision that covers a visit; None where there is none, or more than one."""
    found = [
        each for each in work.teams.all() if outside_of(work, each, kind=kind, unit=unit, day=day) is None
    ]
    return found[0] if len(found) == 1 else None


def plan_visit(
    work: Work,
    *,
    plan: str,
    kind: VisitKind,
    unit: UnitId,
    since: date,
    until: date,
    subject: str = "",
) -> PlannedVisit:
    """Write into a plan what is to be visited from a day to a day."""
    work.require(Right.LOG_INSPECTIONS, unit)
    if until < since:
        raise UserError(
            N_("The last day ({until}) lies before the first ({since})."), since=since, until=until
        )
    if not plan.strip():
        raise UserError(N_("Name the plan, such as by its number: “12/KH-UBND”."))
    planned = PlannedVisit(
        PlannedId(0),
        checked(plan, LONGEST_DOCUMENT),
        kind,
        unit,
        work.units.get(unit).code,
        since,
        until,
        checked(subject, LONGEST_NOTE),
        recorded_by=work.user.name,
        recorded_at=work.now,
    )
    twice = [
        each
        for each in work.planned.all(unit)
        if (each.plan, each.kind, each.since, each.until, each.dropped)
        == (planned.plan, kind, since, until, None)
    ]
    if twice:
        raise UserError(
            N_("The plan {plan} says this already: number {number}."), plan=planned.plan, number=twice[0].id
        )
    planned = replace(planned, id=work.planned.add(planned))
    work.audit.record("plan.entered", _subject(planned), **_detail(planned))
    return planned


def drop_planned(work: Work, *, planned_id: PlannedId, reason: str) -> PlannedVisit:
    """Say that something planned is no longer to be visited, and why."""
    before = work.planned.get(planned_id)
    work.require(Right.LOG_INSPECTIONS, before.unit)
    after = before.drop(reason)
    work.planned.save(after)
    work.audit.record("plan.dropped", _subject(after), reason=after.dropped, **_detail(after))
    return after


def list_planned(work: Work, *, unit: UnitId | None = None) -> list[PlannedVisit]:
    """What plans say of the units that the user may see, in order of the last day."""
    work.require(Right.READ_INSPECTIONS, unit)
    units = readable_units(work, unit, work.today)
    return [each for each in work.planned.all() if units is None or each.unit in units]


def link_plan(work: Work, visit: Visit) -> PlannedVisit | None:
    """Say that a visit did what a plan asked for, where one did."""
    planned = done_by(work.planned.all(visit.unit), kind=visit.kind, unit=visit.unit, day=visit.day)
    if planned is None:
        return None
    done = replace(planned, visit=visit.id, visit_number=visit.number)
    work.planned.save(done)
    return done


def unlink_plan(work: Work, visit: Visit) -> None:
    """A visit that is open again has done nothing of a plan yet."""
    for planned in work.planned.all(visit.unit):
        if planned.visit == visit.id:
            work.planned.save(replace(planned, visit=None))


def _require_over(work: Work, units: frozenset[UnitId]) -> None:
    """A team that names no unit may visit all of them."""
    if not units:
        work.require_everywhere(Right.LOG_INSPECTIONS)
    for unit in units:
        work.require(Right.LOG_INSPECTIONS, unit)


def _subject(planned: PlannedVisit) -> str:
    return f"{planned.id} {planned.plan} {planned.unit_code}"


def _detail(planned: PlannedVisit) -> dict[str, str]:
    return {
        "inspection": planned.kind.value,
        "since": planned.since.isoformat(),
        "until": planned.until.isoformat(),
        "note": planned.subject,
    }
