"""`evalapp people`: who is evaluated, and in which positions."""

from argparse import Namespace
from datetime import date

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.entering import add_entering, add_sure, person_document
from evalapp.cli.imports import add_list, run_import
from evalapp.documents.reading.specs import PEOPLE
from evalapp.domain.people import Role, found
from evalapp.usecases.entering import PositionEntry, leave_person
from evalapp.usecases.entry_doubts import refuse_doubtful
from evalapp.usecases.people import deactivate_person, list_people, move_person
from evalapp.usecases.people_import import import_people
from evalapp.usecases.position_doubts import doubts_about_leaving, doubts_about_months


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of people in"))
    add_list(taken)
    add_sure(taken)
    taken.add_argument(
        "--unit", metavar=tr("CODE"), help=tr("everybody goes to this unit; the list is not asked for any")
    )
    listed = add_verb(verbs, "list", _list, N_("list people, by given name"))
    listed.add_argument("--unit", metavar=tr("CODE"), help=tr("only those of this unit"))
    listed.add_argument(
        "--find", metavar=tr("WORDS"), help=tr("part of a name or code, with or without accents")
    )
    moved = add_verb(verbs, "move", _move, N_("give somebody a new position from a day on"))
    moved.add_argument("code", metavar=tr("CODE"))
    moved.add_argument("--unit", required=True, metavar=tr("CODE"))
    moved.add_argument("--position", required=True, metavar=tr("TITLE"))
    moved.add_argument("--from", dest="since", required=True, metavar="YYYY-MM-DD")
    moved.add_argument("--role", choices=[role.value for role in Role])
    add_sure(moved)
    add_entering(verbs)
    for name, text, active in (
        ("deactivate", N_("take somebody out of new months; nobody is deleted"), False),
        ("activate", N_("take somebody into new months again"), True),
    ):
        parser = add_verb(verbs, name, _activate, text)
        parser.add_argument("code", metavar=tr("CODE"))
        parser.set_defaults(active=active)
        if not active:
            parser.add_argument(
                "--from",
                dest="since",
                default="",
                metavar="YYYY-MM-DD",
                help=tr("end their positions the day before; months of before can still be opened with them"),
            )
            add_sure(parser)


def _import(args: Namespace) -> int:
    return run_import(
        args,
        PEOPLE.without("unit") if args.unit else PEOPLE,
        lambda work, read, choice: import_people(work, read=read, choice=choice, unit=args.unit or ""),
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        units = {unit.id: unit.code for unit in work.units.all()}
        unit = work.units.by_code(args.unit).id if args.unit else None
        people = list_people(work, unit=unit)
    if args.find:
        people = found(people, args.find)
    if wants_json(args):
        put_json({"people": [person_document(person, units) for person in people]})
        return DONE
    put_table(
        (N_("Code"), N_("Name"), N_("Born"), N_("Position"), N_("Unit")),
        [
            (
                person.code,
                person.name if person.active else tr("{name} (inactive)", name=person.name),
                person.birth.label if person.birth else "",
                person.positions[-1].title if person.positions else "",
                units.get(person.positions[-1].unit, "") if person.positions else "",
            )
            for person in people
        ],
        nothing=N_("There is nobody yet. Take people in with “people import”."),
    )
    return DONE


def _move(args: Namespace) -> int:
    since = parsed_day(args.since)
    with working(args) as work:
        entry = PositionEntry(args.unit, args.position, since=args.since)
        refuse_doubtful(doubts_about_months(work, code=args.code, entry=entry), sure=args.sure)
        person = move_person(
            work,
            code=args.code,
            unit=work.units.by_code(args.unit).id,
            title=args.position,
            since=since,
            role=Role(args.role) if args.role else None,
        )
        units = {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json(person_document(person, units))
    else:
        say(
            tr(
                "{name} holds the position {title} from {day}.",
                name=person.name,
                title=args.position,
                day=since,
            )
        )
    return DONE


def _activate(args: Namespace) -> int:
    with working(args) as work:
        if not args.active and args.since:
            refuse_doubtful(doubts_about_leaving(work, code=args.code, since=args.since), sure=args.sure)
            person = leave_person(work, code=args.code, since=args.since)
        else:
            person = deactivate_person(work, code=args.code, active=args.active)
        units = {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json(person_document(person, units))
    else:
        say(
            tr("{name} is active.", name=person.name)
            if person.active
            else tr("{name} is no longer active.", name=person.name)
        )
    return DONE


def parsed_day(text: str) -> date:
    """Read a day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(N_("“{text}” is no date: write it as 2018-07-31."), text=text) from error
