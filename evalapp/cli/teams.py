"""`evalapp inspection team|plan`: decisions that set up teams, and what is to be visited."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Run, Verbs, add_verb, common_options, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.domain.inspection_teams import (
    PLAN_STATE_LABELS,
    Part,
    PlannedId,
    PlannedVisit,
    Team,
)
from evalapp.domain.inspections import VISIT_KIND_LABELS, visit_kind_in
from evalapp.domain.units import UnitId
from evalapp.usecases.teams import (
    drop_planned,
    list_planned,
    list_teams,
    member_named,
    plan_visit,
    record_team,
)


def add_team_verbs(verbs: Verbs) -> None:
    """Add the verbs of teams and plans, each with its own words after it."""
    teams = add_verb(verbs, "team", _list_teams, N_("decisions that set up teams: add, list"))
    under = teams.add_subparsers(metavar=tr("VERB"))
    added = _under(under, "add", _add_team, N_("record a decision, or correct a known one"))
    added.add_argument("number", metavar=tr("NUMBER"))
    for name, dest in (("day", "day"), ("from", "since"), ("to", "until")):
        added.add_argument(f"--{name}", dest=dest, required=True, metavar="YYYY-MM-DD")
    added.add_argument("--head", required=True, metavar=tr("PERSON"), help=tr("code, or “name, title”"))
    for part in (Part.DEPUTY, Part.SECRETARY, Part.MEMBER):
        words = tr("code, or “name, title”; may be repeated")
        added.add_argument(f"--{part.value}", action="append", default=[], metavar=tr("PERSON"), help=words)
    added.add_argument("--issuer", default="", metavar=tr("TEXT"))
    added.add_argument("--subject", default="", metavar=tr("TEXT"))
    added.add_argument("--kind", action="append", default=[], metavar=tr("KIND"), help=tr("none: every kind"))
    added.add_argument("--unit", action="append", default=[], metavar=tr("CODE"), help=tr("none: every unit"))
    _under(under, "list", _list_teams, N_("list decisions"))
    plans = add_verb(verbs, "plan", _list_plans, N_("what is to be visited: add, list, drop"))
    plans.set_defaults(unit=None)
    under = plans.add_subparsers(metavar=tr("VERB"))
    planned = _under(under, "add", _add_plan, N_("write into a plan what is to be visited"))
    planned.add_argument("plan", metavar=tr("PLAN"))
    planned.add_argument("--unit", required=True, metavar=tr("CODE"))
    planned.add_argument("--kind", required=True, metavar=tr("KIND"))
    for name, dest in (("from", "since"), ("to", "until")):
        planned.add_argument(f"--{name}", dest=dest, required=True, metavar="YYYY-MM-DD")
    planned.add_argument("--subject", default="", metavar=tr("TEXT"))
    listed = _under(under, "list", _list_plans, N_("list what is planned, and what is due"))
    listed.add_argument("--unit", metavar=tr("CODE"))
    dropped = _under(under, "drop", _drop_plan, N_("say that something is no longer to be visited"))
    dropped.add_argument("planned", type=int, metavar=tr("NUMBER"))
    dropped.add_argument("--reason", required=True, metavar=tr("TEXT"))


def _under(under: Any, name: str, run: Run, text: str) -> ArgumentParser:
    made: ArgumentParser = under.add_parser(name, help=tr(text), parents=[common_options()])
    made.set_defaults(run=run)
    return made


def _add_team(args: Namespace) -> int:
    with working(args) as work:
        members = [member_named(work, args.head, Part.HEAD)]
        for part in (Part.DEPUTY, Part.SECRETARY, Part.MEMBER):
            members += [member_named(work, text, part) for text in getattr(args, part.value)]
        team = record_team(
            work,
            number=args.number,
            day=parsed_day(args.day),
            since=parsed_day(args.since),
            until=parsed_day(args.until),
            members=members,
            issuer=args.issuer,
            subject=args.subject,
            kinds=frozenset(map(visit_kind_in, args.kind)),
            units=args.unit,
        )
        units = {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json(team_document(team, units))
    else:
        say(tr("Decision {number} is recorded.", number=team.number))
    return DONE


def _list_teams(args: Namespace) -> int:
    with reading(args) as work:
        teams, units = list_teams(work), {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json({"teams": [team_document(team, units) for team in teams]})
        return DONE
    put_table(
        (N_("Decision"), N_("From"), N_("Until"), N_("Head of the team"), N_("Members")),
        [
            (
                team.number,
                team.since.strftime("%d/%m/%Y"),
                team.until.strftime("%d/%m/%Y"),
                team.head.name if team.head else "",
                str(len(team.members)),
            )
            for team in teams
        ],
        nothing=N_("No decision is recorded. Record one with “inspection team add”."),
    )
    return DONE


def _add_plan(args: Namespace) -> int:
    with working(args) as work:
        planned = plan_visit(
            work,
            plan=args.plan,
            kind=visit_kind_in(args.kind),
            unit=work.units.by_code(args.unit).id,
            since=parsed_day(args.since),
            until=parsed_day(args.until),
            subject=args.subject,
        )
        today = work.today
    return _put_plans(args, [planned], today)


def _drop_plan(args: Namespace) -> int:
    with working(args) as work:
        planned = drop_planned(work, planned_id=PlannedId(args.planned), reason=args.reason)
        today = work.today
    return _put_plans(args, [planned], today)


def _list_plans(args: Namespace) -> int:
    with reading(args) as work:
        unit = work.units.by_code(args.unit).id if args.unit else None
        plans, today = list_planned(work, unit=unit), work.today
    return _put_plans(args, plans, today)


def _put_plans(args: Namespace, plans: list[PlannedVisit], today: date) -> int:
    if wants_json(args):
        put_json({"planned": [plan_document(each, today) for each in plans]})
        return DONE
    put_table(
        (N_("Number"), N_("Plan"), N_("Unit"), N_("Kind"), N_("From"), N_("Until"), N_("State")),
        [
            (
                str(each.id),
                each.plan,
                each.unit_code,
                tr(VISIT_KIND_LABELS[each.kind]),
                each.since.strftime("%d/%m/%Y"),
                each.until.strftime("%d/%m/%Y"),
                each.visit_number or tr(PLAN_STATE_LABELS[each.state(today)]),
            )
            for each in plans
        ],
        nothing=N_("Nothing is planned. Plan something with “inspection plan add”."),
    )
    return DONE


def team_document(team: Team, units: Mapping[UnitId, str]) -> dict[str, Any]:
    """A team, as JSON carries it."""
    return {
        "number": team.number,
        "day": team.day.isoformat(),
        "issuer": team.issuer or None,
        "subject": team.subject or None,
        "since": team.since.isoformat(),
        "until": team.until.isoformat(),
        "kinds": sorted(each.value for each in team.kinds),
        "units": sorted(units[each] for each in team.units),
        "members": [
            {"name": each.name, "title": each.title or None, "part": each.part.value} for each in team.members
        ],
    }


def plan_document(planned: PlannedVisit, today: date) -> dict[str, Any]:
    """Something planned, as JSON carries it."""
    return {
        "id": planned.id,
        "plan": planned.plan,
        "unit": planned.unit_code,
        "kind": planned.kind.value,
        "since": planned.since.isoformat(),
        "until": planned.until.isoformat(),
        "subject": planned.subject or None,
        "state": planned.state(today).value,
        "visit": planned.visit_number or None,
        "reason": planned.dropped,
    }
