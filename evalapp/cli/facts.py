"""`evalapp facts`: the registers of leave, discipline, complaints, commendations and conclusions."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from evalapp.base.errors import Unsure
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.imports import add_list, run_import
from evalapp.cli.people import parsed_day
from evalapp.documents.reading.specs import FACTS
from evalapp.domain.entry_kinds import kind_in
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry, EntryId
from evalapp.store.work import Work
from evalapp.usecases.entry_doubts import doubts_about_days, doubts_about_double, refuse_doubtful
from evalapp.usecases.entry_fates import fates_words, rejected_words
from evalapp.usecases.facts_import import import_facts
from evalapp.usecases.registers import (
    RegisterLine,
    amend_entry,
    list_entries,
    record_entry,
    withdraw_entry,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of facts in"))
    add_list(taken)
    taken.add_argument(
        "--period", required=True, metavar="YYYY-MM", help=tr("when rows without days of their own happened")
    )
    listed = add_verb(verbs, "list", _list, N_("list the entries of the registers"))
    listed.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))
    listed.add_argument("--person", metavar=tr("CODE"))
    listed.add_argument("--period", metavar="YYYY-MM")
    recorded = add_verb(verbs, "record", _record, N_("record what happened to a person or a unit"))
    recorded.add_argument("event", metavar=tr("EVENT"), help=tr("as in a list, such as “Nghỉ ốm”"))
    about = recorded.add_mutually_exclusive_group(required=True)
    about.add_argument("--person", metavar=tr("CODE"))
    about.add_argument("--unit", metavar=tr("CODE"))
    recorded.add_argument("--from", dest="since", required=True, metavar="YYYY-MM-DD")
    recorded.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    recorded.add_argument("--document", default="", metavar=tr("NUMBER"))
    recorded.add_argument("--place", metavar=tr("CODE"), help=tr("the unit where the breach happened"))
    recorded.add_argument("--note", default="", metavar=tr("TEXT"))
    recorded.add_argument(
        "--breach", type=int, metavar=tr("ENTRY"), help=tr("an earlier entry about the same breach")
    )
    amended = add_verb(verbs, "amend", _amend, N_("complete an entry: its last day, document or note"))
    amended.add_argument("entry", type=int, metavar=tr("ENTRY"))
    amended.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    amended.add_argument("--document", metavar=tr("NUMBER"))
    amended.add_argument("--note", metavar=tr("TEXT"))
    for parser in (recorded, amended):
        parser.add_argument(
            "--sure", action="store_true", help=tr("what was asked about is meant: a far day, a second entry")
        )
    withdrawn = add_verb(verbs, "withdraw", _withdraw, N_("say that an entry no longer stands, and why"))
    withdrawn.add_argument("entry", type=int, metavar=tr("ENTRY"))
    withdrawn.add_argument("--reason", required=True, metavar=tr("TEXT"))


def _import(args: Namespace) -> int:
    period = Period.parse(args.period)
    return run_import(
        args,
        FACTS,
        lambda work, read, choice: import_facts(work, read=read, period=period, choice=choice),
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        lines = list_entries(
            work,
            unit=work.units.by_code(args.unit).id if args.unit else None,
            person=work.people.by_code(args.person).id if args.person else None,
            period=Period.parse(args.period) if args.period else None,
        )
    if wants_json(args):
        put_json({"entries": [entry_document(line) for line in lines]})
        return DONE
    put_table(
        (N_("No."), N_("Event"), N_("Person or unit"), N_("From"), N_("To"), N_("Document"), N_("State")),
        [
            (
                str(line.entry.id),
                tr(line.entry.kind.label),
                _about(line),
                line.entry.since.strftime("%d/%m/%Y"),
                line.entry.until.strftime("%d/%m/%Y") if line.entry.until else "",
                line.entry.document,
                _state(line),
            )
            for line in lines
        ],
        nothing=N_("The registers hold nothing like this. Take entries in with “facts import”."),
    )
    return DONE


def _about(line: RegisterLine) -> str:
    if line.person is not None:
        return f"{line.person.code} {line.person.name}"
    return f"{line.unit.code} {line.unit.name}" if line.unit else ""


def _state(line: RegisterLine) -> str:
    if line.entry.withdrawn is not None:
        return tr("withdrawn: {reason}", reason=line.entry.withdrawn)
    said = (fates_words(line.fates), rejected_words(line.fates))
    return "; ".join(part for part in said if part)


def _record(args: Namespace) -> int:
    kind, since, until = kind_in(args.event), parsed_day(args.since), _day(args.until)
    with working(args) as work:
        double = doubts_about_double(
            work,
            kind=kind,
            since=since,
            people=[args.person] if args.person else (),
            unit_code=args.unit,
            document=args.document,
        )
        refuse_doubtful(chain(_far(work, since=since, until=until), double), sure=args.sure)
        entry = record_entry(
            work,
            kind=kind,
            since=since,
            until=until,
            person_code=args.person,
            unit_code=args.unit,
            document=args.document,
            place_code=args.place,
            note=args.note,
            breach=None if args.breach is None else EntryId(args.breach),
        )
        return _answer(args, work, entry)


def _amend(args: Namespace) -> int:
    until = _day(args.until)
    with working(args) as work:
        if until != work.registers.get(EntryId(args.entry)).until:
            refuse_doubtful(_far(work, until=until), sure=args.sure)
        entry = amend_entry(
            work, entry_id=EntryId(args.entry), until=until, document=args.document, note=args.note
        )
        return _answer(args, work, entry)


def _day(text: str | None) -> date | None:
    return parsed_day(text) if text else None


def _far(work: Work, **days: date | None) -> Iterator[Unsure]:
    return doubts_about_days(work, near=Period.month_of(work.today), **days)


def _withdraw(args: Namespace) -> int:
    with working(args) as work:
        entry = withdraw_entry(work, entry_id=EntryId(args.entry), reason=args.reason)
        return _answer(args, work, entry)


def _answer(args: Namespace, work: Work, entry: Entry) -> int:
    line = next(line for line in list_entries(work, person=entry.person) if line.entry.id == entry.id)
    if wants_json(args):
        put_json(entry_document(line))
    else:
        put_table(
            (N_("No."), N_("Event"), N_("About"), N_("State")),
            [(str(entry.id), tr(entry.kind.label), _about(line), _state(line))],
        )
    return DONE


def entry_document(line: RegisterLine) -> dict[str, Any]:
    """An entry of the registers, as JSON carries it."""
    entry = line.entry
    withdrawn = entry.withdrawn is not None and {
        "reason": entry.withdrawn,
        "by": entry.withdrawn_by,
        "at": entry.withdrawn_at.isoformat() if entry.withdrawn_at else None,
    }
    return {
        "id": entry.id,
        "kind": entry.kind.code,
        "label": entry.kind.written,
        "person": line.person.code if line.person else None,
        "name": line.person.name if line.person else None,
        "unit": line.unit.code if line.unit else None,
        "from": entry.since.isoformat(),
        "to": entry.until.isoformat() if entry.until else None,
        "document": entry.document or None,
        "place": entry.place_code or None,
        "note": entry.note or None,
        "same_breach_as": entry.breach,
        "recorded_by": entry.recorded_by,
        "withdrawn": withdrawn or None,
        "working_days": line.working_days,
        "outcomes": [
            {"period": str(each.period), "outcome": each.outcome.value, "reason": each.reason or None}
            for each in line.fates
        ],
        "uses": [
            {
                "unit": use.unit_code,
                "period": str(use.period),
                "person": use.person_code,
                "revision": use.revision,
            }
            for use in line.uses
        ],
    }
