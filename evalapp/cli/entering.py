"""`evalapp people add | edit | position | remove-position`: one person entered by hand."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, wants_json, working
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Category, Person, Position, Role
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.entering import (
    PersonEntry,
    PositionEntry,
    add_person,
    add_position,
    edit_person,
    edit_position,
    remove_position,
)
from evalapp.usecases.entry_doubts import refuse_doubtful
from evalapp.usecases.position_doubts import doubts_about_months, doubts_about_removal


def add_entering(verbs: Verbs) -> None:
    """Add the verbs that enter one person."""
    added = add_verb(verbs, "add", _add, N_("add somebody with their first position"))
    added.add_argument("code", metavar=tr("CODE"))
    _who(added, needed=True)
    _position_options(added, needed=True)
    edited = add_verb(verbs, "edit", _edit, N_("correct somebody's name, birth or note"))
    edited.add_argument("code", metavar=tr("CODE"))
    _who(edited, needed=False)
    held = add_verb(
        verbs, "position", _position, N_("give somebody a position, or correct one by its number")
    )
    held.add_argument("code", metavar=tr("CODE"))
    held.add_argument(
        "--number",
        metavar=tr("NUMBER"),
        type=int,
        help=tr("which position is corrected, counted from 1 in time"),
    )
    _position_options(held, needed=False)
    add_sure(held)
    removed = add_verb(verbs, "remove-position", _remove, N_("take away a position entered by mistake"))
    removed.add_argument("code", metavar=tr("CODE"))
    removed.add_argument("--number", metavar=tr("NUMBER"), type=int, required=True)
    add_sure(removed)


def add_sure(parser: ArgumentParser) -> None:
    """That what a position says otherwise of months that were scored is meant."""
    parser.add_argument(
        "--sure", action="store_true", help=tr("what was asked about is meant: months that were scored there")
    )


def person_document(person: Person, units: Mapping[UnitId, str]) -> dict[str, object]:
    """A person as the contract prints them."""
    return {
        "code": person.code,
        "name": person.name,
        "birth": str(person.birth) if person.birth else None,
        "active": person.active,
        "note": person.note or None,
        "positions": [_position_document(position, units) for position in person.positions],
    }


def _position_document(position: Position, units: Mapping[UnitId, str]) -> dict[str, object]:
    return {
        "unit": units[position.unit],
        "position": position.title or None,
        "role": position.role.value,
        "category": position.category.value,
        "from": position.since.isoformat() if position.since else None,
        "to": position.until.isoformat() if position.until else None,
        "evaluated_here": position.evaluated_here,
    }


def _who(parser: ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--name", required=needed, metavar=tr("TEXT"))
    parser.add_argument("--birth", metavar="YYYY-MM-DD")
    parser.add_argument("--note", metavar=tr("TEXT"))


def _position_options(parser: ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--unit", required=needed, metavar=tr("CODE"))
    parser.add_argument("--position", required=needed, metavar=tr("TITLE"))
    parser.add_argument("--role", choices=[role.value for role in Role])
    parser.add_argument("--category", choices=[category.value for category in Category])
    parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    parser.add_argument("--besides", action="store_true", help=tr("held besides: not evaluated there"))


def _add(args: Namespace) -> int:
    who = PersonEntry(args.code, args.name, args.birth or "", args.note or "")
    return _run(args, lambda work: add_person(work, person=who, position=_entry(work, args, None)))


def _edit(args: Namespace) -> int:
    def edit(work: Work) -> Person:
        known = work.people.by_code(args.code)
        birth = str(known.birth or "") if args.birth is None else args.birth
        note = known.note if args.note is None else args.note
        return edit_person(work, entry=PersonEntry(known.code, args.name or known.name, birth, note))

    return _run(args, edit)


def _position(args: Namespace) -> int:
    def hold(work: Work) -> Person:
        held = work.people.by_code(args.code).positions
        number = None if args.number is None else int(args.number)
        if number is None:
            entry = _entry(work, args, held[-1] if held else None, dates=False)
        else:
            entry = _entry(work, args, held[number - 1] if 1 <= number <= len(held) else None)
        doubts = doubts_about_months(work, code=args.code, entry=entry, number=number)
        refuse_doubtful(doubts, sure=args.sure)
        if number is None:
            return add_position(work, code=args.code, entry=entry)
        return edit_position(work, code=args.code, number=number, entry=entry)

    return _run(args, hold)


def _remove(args: Namespace) -> int:
    def remove(work: Work) -> Person:
        refuse_doubtful(doubts_about_removal(work, code=args.code, number=args.number), sure=args.sure)
        return remove_position(work, code=args.code, number=args.number)

    return _run(args, remove)


def _entry(work: Work, args: Namespace, before: Position | None, *, dates: bool = True) -> PositionEntry:
    """The options, with what the position before says where one is left out."""
    since = str(before.since or "") if before and dates else ""
    until = str(before.until or "") if before and dates else ""
    return PositionEntry(
        args.unit or (work.units.get(before.unit).code if before else ""),
        args.position or (before.title if before else ""),
        Role(args.role) if args.role else None,
        Category(args.category) if args.category else before.category if before else Category.CIVIL_SERVANT,
        since if args.since is None else args.since,
        until if args.until is None else args.until,
        evaluated_here=not args.besides,
    )


def _run(args: Namespace, enter: Callable[[Work], Person]) -> int:
    with working(args) as work:
        person = enter(work)
        units = {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json(person_document(person, units))
        return DONE
    say(f"{person.code}  {person.name}" + (f"  {person.birth.label}" if person.birth else ""))
    put_table(
        (N_("No."), N_("Position"), N_("Unit"), N_("Role"), N_("Category"), N_("From"), N_("To")),
        [
            (
                number,
                held.title,
                units[held.unit],
                tr(ROLE_LABELS[held.role]),
                tr(CATEGORY_LABELS[held.category]),
                held.since.strftime("%d/%m/%Y") if held.since else "",
                held.until.strftime("%d/%m/%Y") if held.until else "",
            )
            for number, held in enumerate(person.positions, start=1)
        ],
        nothing=N_("No position is entered. Give one with “people position”."),
    )
    return DONE
