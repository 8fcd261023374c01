"""`evalapp remedy`: what has to be mended, by whom and when, and who looked."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.papers import add_replace, refuse_written_on
from evalapp.cli.people import parsed_day
from evalapp.domain.inspections import VisitKind
from evalapp.domain.remedies import (
    ACT_LABELS,
    RECHECK_LABELS,
    REMEDY_STATE_LABELS,
    SOURCE_LABELS,
    Recheck,
    RemedyId,
    RemedyLine,
    RemedySource,
    RemedyState,
    RemedyStep,
)
from evalapp.store.work import Work
from evalapp.usecases import remedies

Change = Callable[[Work, Namespace], RemedyLine]


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_remedy_filter(add_verb(verbs, "list", _list, N_("list remedies, the nearest deadline first")))
    _numbered(verbs, "show", _show, N_("a remedy with its whole history"))
    raised = add_verb(verbs, "add", _changing(_raise), N_("ask for a remedy that no inspection asked for"))
    raised.add_argument("--unit", required=True, metavar=tr("CODE"))
    raised.add_argument("--source", required=True, choices=["index", "complaint", "other"])
    raised.add_argument(
        "--reference", required=True, metavar=tr("TEXT"), help=tr("the index or the complaint")
    )
    raised.add_argument("--text", required=True, metavar=tr("TEXT"), help=tr("what has to be mended"))
    raised.add_argument("--owner", required=True, metavar=tr("CODE"), help=tr("who mends it"))
    raised.add_argument("--due", required=True, metavar="YYYY-MM-DD")
    raised.add_argument("--on", metavar="YYYY-MM-DD", help=tr("the day (default: today)"))
    _numbered(verbs, "assign", _changing(_assign), N_("say who mends it")).add_argument(
        "--owner", required=True, metavar=tr("CODE")
    )
    moved = _numbered(verbs, "move", _changing(_move), N_("set another deadline, with the reason"))
    moved.add_argument("--due", required=True, metavar="YYYY-MM-DD")
    moved.add_argument("--reason", default="", metavar=tr("TEXT"))
    reported = _numbered(verbs, "report", _changing(_report), N_("take in the proof that it is mended"))
    reported.add_argument("--text", default="", metavar=tr("TEXT"))
    reported.add_argument("--document", default="", metavar=tr("TEXT"), help=tr("number of the letter"))
    reported.add_argument("--file", metavar=tr("FILE"))
    reported.add_argument("--on", metavar="YYYY-MM-DD", help=tr("the day (default: today)"))
    _numbered(verbs, "return", _changing(_return), N_("say what is still missing")).add_argument(
        "--reason", required=True, metavar=tr("TEXT")
    )
    checked = _numbered(verbs, "check", _changing(_check), N_("say that somebody looked and it is mended"))
    checked.add_argument("--on", metavar="YYYY-MM-DD", help=tr("the day (default: today)"))
    checked.add_argument("--text", default="", metavar=tr("TEXT"))
    again = _numbered(verbs, "inspect", _changing(_inspect), N_("tie the visit that looked again to it"))
    again.add_argument("--minutes", required=True, metavar=tr("NUMBER"))
    again.add_argument("--result", required=True, choices=[each.value for each in Recheck])
    again.add_argument("--text", default="", metavar=tr("TEXT"))
    urged = add_verb(verbs, "urge", _urge, N_("write the letter that urges a unit to mend what is overdue"))
    urged.add_argument("remedies", type=int, nargs="*", metavar=tr("REMEDY"))
    urged.add_argument("--unit", metavar=tr("CODE"), help=tr("everything overdue in this unit"))
    urged.add_argument("--number", required=True, metavar=tr("TEXT"), help=tr("number of the letter"))
    urged.add_argument("--until", metavar="YYYY-MM-DD", help=tr("until when they answer"))
    urged.add_argument("--place", default="", metavar=tr("TEXT"))
    urged.add_argument("--signer", default="", metavar=tr("NAME"))
    urged.add_argument("--out", required=True, metavar=tr("FILE.pdf or FILE.docx"))
    add_replace(urged)


def add_remedy_filter(parser: ArgumentParser) -> None:
    """The options that say which remedies are meant."""
    parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    parser.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))
    parser.add_argument("--source", choices=[each.value for each in RemedySource])
    parser.add_argument("--owner", metavar=tr("CODE"))
    parser.add_argument("--kind", choices=[each.value for each in VisitKind])
    parser.add_argument("--state", choices=[each.value for each in RemedyState])


def _numbered(verbs: Verbs, name: str, run: Callable[[Namespace], int], text: str) -> ArgumentParser:
    verb = add_verb(verbs, name, run, text)
    verb.add_argument("remedy", type=int, metavar=tr("REMEDY"))
    return verb


def _changing(change: Change) -> Callable[[Namespace], int]:
    """A verb that changes one remedy and answers with it."""

    def run(args: Namespace) -> int:
        with working(args) as work:
            line, today = change(work, args), work.today
        if wants_json(args):
            put_json(remedy_document(line, today))
        else:
            put_table(_HEADER, [_cells(line, today)])
        return DONE

    return run


def _raise(work: Work, args: Namespace) -> RemedyLine:
    return remedies.raise_remedy(
        work,
        unit_code=args.unit,
        source=RemedySource(args.source),
        reference=args.reference,
        text=args.text,
        owner_code=args.owner,
        due=parsed_day(args.due),
        raised=_day(args.on),
    )


def _assign(work: Work, args: Namespace) -> RemedyLine:
    return remedies.assign_remedy(work, remedy_id=RemedyId(args.remedy), owner_code=args.owner)


def _move(work: Work, args: Namespace) -> RemedyLine:
    return remedies.move_deadline(
        work, remedy_id=RemedyId(args.remedy), due=parsed_day(args.due), reason=args.reason
    )


def _report(work: Work, args: Namespace) -> RemedyLine:
    return remedies.report_remedy(
        work,
        remedy_id=RemedyId(args.remedy),
        text=args.text,
        on=_day(args.on),
        document=args.document,
        file=Path(args.file) if args.file else None,
    )


def _return(work: Work, args: Namespace) -> RemedyLine:
    return remedies.return_remedy(work, remedy_id=RemedyId(args.remedy), reason=args.reason)


def _check(work: Work, args: Namespace) -> RemedyLine:
    return remedies.check_remedy(work, remedy_id=RemedyId(args.remedy), on=_day(args.on), text=args.text)


def _inspect(work: Work, args: Namespace) -> RemedyLine:
    return remedies.inspect_again(
        work,
        remedy_id=RemedyId(args.remedy),
        number=args.minutes,
        result=Recheck(args.result),
        text=args.text,
    )


def _urge(args: Namespace) -> int:
    refuse_written_on(args, Path(args.out))
    with working(args) as work:
        chosen = [RemedyId(each) for each in args.remedies]
        if args.unit:
            unit = work.units.by_code(args.unit)
            late = remedies.list_remedies(work, unit=unit.id, state=RemedyState.OVERDUE)
            chosen += [each.id for each in late if each.unit == unit.id and each.id not in chosen]
        letter = remedies.urge_remedies(
            work,
            remedies=chosen,
            number=args.number,
            out=Path(args.out),
            until=_day(args.until),
            place=args.place,
            signer=args.signer,
        )
    if wants_json(args):
        put_json({"file": args.out, "remedies": [each.id for each in letter.remedies], "unit": letter.unit})
    else:
        say(tr("{count} {count:remedy|remedies} in {file}.", count=len(letter.remedies), file=args.out))
    return DONE


def asked_remedies(work: Work, args: Namespace) -> list[RemedyLine]:
    """The remedies that the options ask for."""
    return remedies.list_remedies(
        work,
        since=_day(args.since),
        until=_day(args.until),
        unit=work.units.by_code(args.unit).id if args.unit else None,
        source=RemedySource(args.source) if args.source else None,
        owner=work.people.by_code(args.owner).id if args.owner else None,
        kind=VisitKind(args.kind) if args.kind else None,
        state=RemedyState(args.state) if args.state else None,
    )


_HEADER = (
    N_("Remedy"),
    N_("Source"),
    N_("Unit"),
    N_("What is to be mended"),
    N_("Responsible"),
    N_("Deadline"),
    N_("State"),
)


def _cells(line: RemedyLine, today: date) -> Sequence[Any]:
    return (
        line.id,
        line.number or f"{tr(SOURCE_LABELS[line.source])} {line.reference}",
        line.unit_code,
        line.text,
        line.owner_name,
        f"{line.due:%d/%m/%Y}" if line.due else "",
        tr(REMEDY_STATE_LABELS[line.state(today)]),
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        lines, today = asked_remedies(work, args), work.today
    if wants_json(args):
        put_json({"remedies": [remedy_document(line, today) for line in lines]})
    else:
        nothing = N_(
            "No remedy matches. Remedies come from findings and from signed minutes, or with “remedy add”."
        )
        put_table(_HEADER, [_cells(line, today) for line in lines], nothing=nothing)
    return DONE


def _show(args: Namespace) -> int:
    with reading(args) as work:
        detail, today = remedies.remedy_detail(work, remedy_id=RemedyId(args.remedy)), work.today
    if wants_json(args):
        document = remedy_document(detail.line, today)
        put_json({**document, "steps": [step_document(step) for step in detail.steps]})
        return DONE
    put_table(_HEADER, [_cells(detail.line, today)])
    for step in detail.steps:
        say(f"  {step.day:%d/%m/%Y}  {step_words(step)}")
    return DONE


def _day(text: str | None) -> date | None:
    return parsed_day(text) if text else None


def step_words(step: RemedyStep) -> str:
    """A step of a remedy, in words."""
    due = tr("until {due}", due=step.due) if step.due else ""
    result = tr(RECHECK_LABELS[step.result]) if step.result else ""
    file = step.file.name if step.file else ""
    parts = (tr(ACT_LABELS[step.act]), step.owner_name, step.number, result, due, step.document, step.text)
    return "; ".join(part for part in (*parts, file, step.by) if part)


def remedy_document(line: RemedyLine, today: date) -> dict[str, Any]:
    """A remedy in JSON."""
    return {
        "id": line.id,
        "source": line.source.value,
        "reference": line.reference or None,
        "number": line.number or None,
        "finding": line.finding,
        "topic": line.topic or None,
        "unit": line.unit_code,
        "text": line.text or None,
        "owner": line.owner_code or None,
        "raised": line.raised.isoformat(),
        "due": line.due.isoformat() if line.due else None,
        "state": line.state(today).value,
        "reported": line.reported.isoformat() if line.reported else None,
        "done": line.done.isoformat() if line.done else None,
        "checked_by": line.checked_by or None,
        "urged": line.urged.isoformat() if line.urged else None,
        "recheck": line.recheck.value if line.recheck else None,
    }


def step_document(step: RemedyStep) -> dict[str, Any]:
    """A step of a remedy in JSON."""
    return {
        "act": step.act.value,
        "day": step.day.isoformat(),
        "due": step.due.isoformat() if step.due else None,
        "text": step.text or None,
        "document": step.document or None,
        "file": step.file.name if step.file else None,
        "owner": step.owner_name or None,
        "minutes": step.number or None,
        "result": step.result.value if step.result else None,
        "by": step.by,
    }
