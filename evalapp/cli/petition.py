"""`evalapp petition`: what people hold against their results, and the answers."""

from argparse import Namespace
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.domain.holidays import lacking_words
from evalapp.domain.petitions import Outcome, PetitionId, PetitionLine
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.petitions import answer_petition, record_petition


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    added = add_verb(verbs, "add", _add, N_("record what somebody holds against a closed result"))
    add_month(added)
    added.add_argument("--person", required=True, metavar=tr("CODE"))
    added.add_argument("--text", required=True, metavar=tr("TEXT"), help=tr("what the petition asks for"))
    added.add_argument("--received", metavar="YYYY-MM-DD", help=tr("the day it came (default: today)"))
    added.add_argument(
        "--informed",
        metavar="YYYY-MM-DD",
        help=tr("the day the result was told (default: when it was closed)"),
    )
    added.add_argument("--document", default="", metavar=tr("TEXT"), help=tr("the paper it came on"))
    added.add_argument("--late", default="", metavar=tr("TEXT"), help=tr("why a late petition is taken"))
    listed = add_verb(verbs, "list", _list, N_("list petitions, those that wait first"))
    listed.add_argument("--unit", metavar=tr("CODE"))
    listed.add_argument("--open", action="store_true", help=tr("only those without an answer"))
    answered = add_verb(verbs, "answer", _answer, N_("answer a petition"))
    answered.add_argument("petition", type=int, metavar=tr("NUMBER"))
    answered.add_argument("--outcome", required=True, choices=[each.value for each in Outcome])
    answered.add_argument("--text", required=True, metavar=tr("TEXT"), help=tr("the answer and its reason"))
    answered.add_argument("--day", metavar="YYYY-MM-DD", help=tr("the day of the answer (default: today)"))


def _add(args: Namespace) -> int:
    with working(args) as work:
        wanted = args.person.casefold()
        found = [
            sheet.participant.sheet
            for sheet in work.rounds.sheets(month_of(work, args).id)
            if sheet.participant.code.casefold() == wanted
        ]
        if not found:
            raise UserError(N_("Nobody with the code {code} is in this period."), code=args.person)
        line = record_petition(
            work,
            sheet_id=found[0],
            text=args.text,
            received=parsed_day(args.received) if args.received else None,
            informed=parsed_day(args.informed) if args.informed else None,
            document=args.document,
            late_reason=args.late,
        )
        overdue = line.is_overdue(work.today)
    return _put(args, [(line, overdue)], one=True)


def _list(args: Namespace) -> int:
    with reading(args) as work:
        unit = work.units.by_code(args.unit).id if args.unit else None
        lines = list_petitions(work, unit=unit, only_open=args.open)
        told = [(line, line.is_overdue(work.today)) for line in lines]
    return _put(args, told)


def _answer(args: Namespace) -> int:
    with working(args) as work:
        line, reopened = answer_petition(
            work,
            petition_id=PetitionId(args.petition),
            outcome=Outcome(args.outcome),
            answer=args.text,
            day=parsed_day(args.day) if args.day else None,
        )
    done = _put(args, [(line, False)], one=True)
    if reopened is not None and not wants_json(args):
        say(
            tr(
                "{unit}, {period} is reopened as revision {revision}: correct it, settle and close it.",
                unit=reopened.unit_name,
                period=reopened.period.named,
                revision=reopened.revision,
            )
        )
    return done


def _put(args: Namespace, lines: list[tuple[PetitionLine, bool]], *, one: bool = False) -> int:
    if wants_json(args):
        documents = [petition_document(line, overdue=overdue) for line, overdue in lines]
        put_json(documents[0] if one else {"petitions": documents})
        return DONE
    put_table(
        (N_("No."), N_("Person"), N_("Unit"), N_("Month"), N_("Received"), N_("Answer due"), N_("State")),
        [
            (
                str(line.petition.id),
                f"{line.code} {line.name}",
                line.unit_code,
                line.period.label,
                line.petition.received.strftime("%d/%m/%Y"),
                line.due.strftime("%d/%m/%Y") if line.due else "",
                _state(line, overdue=overdue),
            )
            for line, overdue in lines
        ],
        nothing=N_("There is no petition. Enter one with “petition add”."),
    )
    lacking = dict.fromkeys(day for line, _ in lines for day in line.lacking if line.is_open)
    if lacking:
        say(lacking_words(lacking))
    return DONE


def _state(line: PetitionLine, *, overdue: bool) -> str:
    if (words := line.outcome_words) is not None:
        return tr_error(words)
    return tr("Answer overdue") if overdue else tr("Waits for an answer")


def petition_document(line: PetitionLine, *, overdue: bool) -> dict[str, Any]:
    """A petition as JSON carries it."""
    petition = line.petition
    return {
        "id": petition.id,
        "person": line.code,
        "name": line.name,
        "unit": line.unit_code,
        "period": str(line.period),
        "policy": line.policy,
        "total": line.total or None,
        "level": line.level,
        "informed": petition.informed.isoformat(),
        "received": petition.received.isoformat(),
        "last_day": line.last_day.isoformat() if line.last_day else None,
        "late": line.is_late,
        "late_reason": petition.late_reason or None,
        "text": petition.text,
        "document": petition.document or None,
        "due": line.due.isoformat() if line.due else None,
        "overdue": overdue,
        "days_off_incomplete": sorted({each.year for each in line.lacking}),
        "result_now": None if line.after is None else {"total": line.after[0], "level": line.after[1]},
        "outcome": petition.outcome.value if petition.outcome else None,
        "answer": petition.answer or None,
        "answered": petition.answered.isoformat() if petition.answered else None,
        "answered_by": petition.answered_by or None,
    }
