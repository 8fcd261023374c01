"""`evalapp unit groups` and what changes them: similar tasks, and the fields that deputies lead."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.documents.reading.values import as_date
from evalapp.domain.groups import KIND_LABELS, PART_LABELS, Group, GroupKind, Part
from evalapp.domain.people import Person, PersonId
from evalapp.store.work import Work
from evalapp.usecases.groups import list_groups, put_in_group, rename_group, take_out_of_group


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs about groups to those of units."""
    listed = add_verb(verbs, "groups", _list, N_("list the groups of a unit and who is in them"))
    listed.add_argument("code", metavar=tr("CODE"))
    put = _about(verbs, "group", N_("put people into a group, made where it is new"))
    put.set_defaults(run=_put)
    put.add_argument("--deputy", action="store_true", help=tr("as the deputy who leads the field"))
    _people(put)
    taken = _about(verbs, "ungroup", N_("take people out of a group"))
    taken.set_defaults(run=_take_out)
    _people(taken)
    renamed = _about(verbs, "rename-group", N_("call a group by another name"))
    renamed.set_defaults(run=_rename)
    renamed.add_argument("--to", required=True, metavar=tr("TEXT"))


def _about(verbs: Verbs, name: str, text: str) -> ArgumentParser:
    parser = add_verb(verbs, name, _list, text)
    parser.add_argument("code", metavar=tr("CODE"))
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in GroupKind])
    parser.add_argument("--name", required=True, metavar=tr("TEXT"))
    return parser


def _people(parser: ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar=tr("CODE,CODE"))
    parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD")


def _list(args: Namespace) -> int:
    with reading(args) as work:
        return _show(args, work)


def _put(args: Namespace) -> int:
    with working(args) as work:
        put_in_group(
            work,
            unit=work.units.by_code(args.code).id,
            kind=GroupKind(args.kind),
            name=args.name,
            people=_codes(args),
            part=Part.DEPUTY if args.deputy else Part.MEMBER,
            since=_since(args),
        )
        return _show(args, work)


def _take_out(args: Namespace) -> int:
    with working(args) as work:
        take_out_of_group(
            work,
            unit=work.units.by_code(args.code).id,
            kind=GroupKind(args.kind),
            name=args.name,
            people=_codes(args),
            since=_since(args),
        )
        return _show(args, work)


def _rename(args: Namespace) -> int:
    with working(args) as work:
        unit = work.units.by_code(args.code).id
        rename_group(work, unit=unit, kind=GroupKind(args.kind), name=args.name, new_name=args.to)
        return _show(args, work)


def _codes(args: Namespace) -> list[str]:
    return [code.strip() for code in args.person.split(",") if code.strip()]


def _since(args: Namespace) -> date | None:
    return as_date(args.since) if args.since else None


def _show(args: Namespace, work: Work) -> int:
    unit = work.units.by_code(args.code)
    groups = list_groups(work, unit=unit.id)
    people = {person.id: person for person in work.people.all()}
    if wants_json(args):
        put_json({"unit": unit.code, "groups": [_document(group, people) for group in groups]})
        return DONE
    put_table(
        (N_("Kind"), N_("Group"), N_("Code"), N_("Full name"), N_("Part"), N_("From"), N_("To")),
        (
            (
                tr(KIND_LABELS[group.kind]),
                group.name,
                people[each.person].code,
                people[each.person].name,
                tr(PART_LABELS[each.part]),
                each.since,
                each.until,
            )
            for group in groups
            for each in group.members
        ),
        nothing=N_("The unit has no groups. Put people into one with “unit group”."),
    )
    return DONE


def _document(group: Group, people: Mapping[PersonId, Person]) -> dict[str, object]:
    return {
        "kind": group.kind.value,
        "name": group.name,
        "members": [
            {
                "code": people[each.person].code,
                "name": people[each.person].name,
                "part": each.part.value,
                "from": each.since.isoformat() if each.since else None,
                "to": each.until.isoformat() if each.until else None,
            }
            for each in group.members
        ],
    }
