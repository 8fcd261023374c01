"""`evalapp finding`: what inspections found, hearing people about it, and deciding on it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.domain.hearings import (
    HEARING_LABELS,
    STEP_LABELS,
    FindingLine,
    HearingState,
    Step,
)
from evalapp.domain.holidays import lacking_words
from evalapp.domain.inspections import (
    SEVERITY_LABELS,
    STANDING_LABELS,
    FindingId,
    Severity,
    Standing,
    VisitKind,
)
from evalapp.store.work import Work
from evalapp.usecases.hearings import (
    FindingDetail,
    ask_explanation,
    confirm_finding,
    finding_detail,
    link_same_breach,
    list_findings,
    record_explanation,
    withdraw_finding,
)
from evalapp.usecases.open_findings import Placing

_PLACED = {
    Placing.OWN_MONTH: N_("It counts in {period}."),
    Placing.NEXT_MONTH: N_("{decided} was decided already: by the policy it counts in {period}."),
    Placing.REOPEN: N_("{decided} was decided already: by the policy that month is to be reopened."),
}


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_finding_filter(add_verb(verbs, "list", _list, N_("list findings and what they wait for")))
    _numbered(verbs, "show", _show, N_("a finding with its whole history"))
    asked = _numbered(verbs, "ask", _ask, N_("ask for an explanation within working days"))
    asked.add_argument("--days", type=int, metavar="N", help=tr("working days (default: the policy's)"))
    asked.add_argument("--text", default="", metavar=tr("TEXT"), help=tr("what is to be explained"))
    _add_paper(asked)
    explained = _numbered(verbs, "explain", _explain, N_("record the explanation that came"))
    explained.add_argument("--text", default="", metavar=tr("TEXT"), help=tr("what was explained"))
    explained.add_argument("--file", metavar=tr("FILE"), help=tr("the paper itself"))
    _add_paper(explained)
    confirmed = _numbered(
        verbs, "confirm", _confirm, N_("say that a finding stands, after the person was heard")
    )
    confirmed.add_argument("--reason", required=True, metavar=tr("TEXT"))
    confirmed.add_argument(
        "--reopen", action="store_true", help=tr("reopen the closed month, where the policy asks for it")
    )
    withdrawn = _numbered(verbs, "withdraw", _withdraw, N_("say that a finding does not stand, and why"))
    withdrawn.add_argument("--reason", required=True, metavar=tr("TEXT"))
    same = _numbered(verbs, "same", _same, N_("say that two findings are the same breach, which counts once"))
    same.add_argument("--with", dest="other", type=int, required=True, metavar=tr("FINDING"))
    same.add_argument("--reason", default="", metavar=tr("TEXT"))


def add_finding_filter(parser: ArgumentParser) -> None:
    """The options that say which findings are meant."""
    parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    parser.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))
    parser.add_argument("--kind", choices=[each.value for each in VisitKind])
    parser.add_argument("--topic", metavar=tr("CODE"), help=tr("only under this topic"))
    parser.add_argument("--severity", choices=[each.value for each in Severity])
    parser.add_argument("--standing", action="append", choices=[each.value for each in Standing])
    parser.add_argument("--person", metavar=tr("CODE"))
    parser.add_argument(
        "--praise", action="store_true", help=tr("what was found good, in place of what was wrong")
    )
    parser.add_argument("--state", choices=[each.value for each in HearingState])


def _numbered(verbs: Verbs, name: str, run: Callable[[Namespace], int], text: str) -> ArgumentParser:
    verb = add_verb(verbs, name, run, text)
    verb.add_argument("finding", type=int, metavar=tr("FINDING"))
    return verb


def _add_paper(verb: ArgumentParser) -> None:
    verb.add_argument("--on", metavar="YYYY-MM-DD", help=tr("the day (default: today)"))
    verb.add_argument("--document", default="", metavar=tr("TEXT"), help=tr("number of the letter"))


def asked_findings(work: Work, args: Namespace) -> list[FindingLine]:
    """The findings that the options ask for."""
    return list_findings(
        work,
        since=parsed_day(args.since) if args.since else None,
        until=parsed_day(args.until) if args.until else None,
        unit=work.units.by_code(args.unit).id if args.unit else None,
        kind=VisitKind(args.kind) if args.kind else None,
        topic=args.topic,
        severity=Severity(args.severity) if args.severity else None,
        standings=[Standing(each) for each in args.standing] if args.standing else None,
        person=work.people.by_code(args.person).id if args.person else None,
        state=HearingState(args.state) if args.state else None,
        praise=args.praise,
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        lines, today = asked_findings(work, args), work.today
    if wants_json(args):
        put_json({"findings": [line_document(line, today) for line in lines]})
        return DONE
    put_table(
        (
            N_("Finding"),
            N_("Day"),
            N_("Minutes"),
            N_("Unit"),
            N_("Topic"),
            N_("Person"),
            N_("Severity"),
            N_("State"),
            N_("Explain by"),
        ),
        [
            (
                line.id,
                f"{line.day:%d/%m/%Y}",
                line.number,
                line.unit_code,
                line.topic,
                line.person_code,
                tr(SEVERITY_LABELS[line.severity]),
                state_words(line, today),
                f"{line.due:%d/%m/%Y}" if line.due and line.standing is Standing.ALLEGED else "",
            )
            for line in lines
        ],
        nothing=N_("There is no finding like this. Findings come in with inspections."),
    )
    return DONE


def _show(args: Namespace) -> int:
    with reading(args) as work:
        detail, today = finding_detail(work, finding_id=FindingId(args.finding)), work.today
    if wants_json(args):
        put_json(detail_document(detail, today))
        return DONE
    line = detail.line
    say(
        f"{line.id}  {line.number}, {line.day:%d/%m/%Y}  {line.unit_code}  {line.person_name}",
        f"{line.topic}: {line.text}",
        f"{tr(SEVERITY_LABELS[line.severity])}, {state_words(line, today)}",
        placed_words(detail),
    )
    for step in detail.hearing.steps:
        say(f"  {step.day:%d/%m/%Y}  {step_words(step)}")
    if detail.alike:
        numbers = [str(each.id) for each in detail.alike]
        say(tr("Perhaps the same breach as finding {numbers}: please check.", numbers=numbers))
    return DONE


def _ask(args: Namespace) -> int:
    with working(args) as work:
        step, lacking = ask_explanation(
            work,
            finding_id=FindingId(args.finding),
            working_days=args.days,
            on=_day(args.on),
            text=args.text,
            document=args.document,
        )
    if wants_json(args):
        put_json({**step_document(step), "days_off_incomplete": sorted({each.year for each in lacking})})
        return DONE
    say(tr("Explain by {due}.", due=step.due))
    if lacking:
        say(lacking_words(lacking))
    return DONE


def _explain(args: Namespace) -> int:
    with working(args) as work:
        step = record_explanation(
            work,
            finding_id=FindingId(args.finding),
            text=args.text,
            on=_day(args.on),
            document=args.document,
            file=Path(args.file) if args.file else None,
        )
    return _put_step(args, step)


def _confirm(args: Namespace) -> int:
    with working(args) as work:
        confirmed = confirm_finding(
            work, finding_id=FindingId(args.finding), reason=args.reason, reopen=args.reopen
        )
        detail, today = finding_detail(work, finding_id=confirmed.finding.id), work.today
    if wants_json(args):
        put_json({**detail_document(detail, today), "reopened": confirmed.reopened})
    else:
        say(f"{detail.line.id}  {state_words(detail.line, today)}")
    return DONE


def _withdraw(args: Namespace) -> int:
    with working(args) as work:
        withdraw_finding(work, finding_id=FindingId(args.finding), reason=args.reason)
        detail, today = finding_detail(work, finding_id=FindingId(args.finding)), work.today
    if wants_json(args):
        put_json(detail_document(detail, today))
    else:
        say(f"{detail.line.id}  {state_words(detail.line, today)}")
    return DONE


def _same(args: Namespace) -> int:
    with working(args) as work:
        step = link_same_breach(
            work,
            finding_id=FindingId(args.finding),
            other_id=FindingId(args.other),
            reason=args.reason,
        )
    return _put_step(args, step)


def _put_step(args: Namespace, step: Step) -> int:
    if wants_json(args):
        put_json(step_document(step))
    else:
        say(f"{step.day:%d/%m/%Y}  {step_words(step)}")
    return DONE


def _day(text: str | None) -> date | None:
    return parsed_day(text) if text else None


def state_words(line: FindingLine, today: date) -> str:
    """Where a finding stands, in words."""
    if line.standing is not Standing.ALLEGED:
        return tr(STANDING_LABELS[line.standing])
    return tr(HEARING_LABELS[line.state(today)])


def placed_words(detail: FindingDetail) -> str:
    """Where a finding counts, or would count, in words."""
    if detail.line.counts_in is not None:
        return tr("It counts in {period}.", period=detail.line.counts_in.named)
    placement = detail.placement
    decided = placement.decided.period.named if placement.decided else ""
    return tr(_PLACED[placement.how], period=placement.period.named, decided=decided)


def step_words(step: Step) -> str:
    """A step of the history, in words."""
    other = tr("finding {number}", number=step.other) if step.other else ""
    due = tr("until {due}", due=step.due) if step.due else ""
    file = step.file.name if step.file else ""
    parts = (tr(STEP_LABELS[step.kind]), due, step.document, other, step.text, file, step.by)
    return "; ".join(part for part in parts if part)


def line_document(line: FindingLine, today: date) -> dict[str, Any]:
    """A finding as lists carry it in JSON."""
    return {
        "id": line.id,
        "number": line.number,
        "day": line.day.isoformat(),
        "kind": line.kind.value,
        "unit": line.unit_code,
        "topic": line.topic,
        "person": line.person_code or None,
        "name": line.person_name or None,
        "text": line.text or None,
        "severity": line.severity.value,
        "praise": line.positive,
        "standing": line.standing.value,
        "state": line.state(today).value,
        "asked": line.asked.isoformat() if line.asked else None,
        "due": line.due.isoformat() if line.due else None,
        "given": line.given.isoformat() if line.given else None,
        "reason": line.reason or None,
        "decided_by": line.decided_by or None,
        "counts_in": str(line.counts_in) if line.counts_in else None,
    }


def detail_document(detail: FindingDetail, today: date) -> dict[str, Any]:
    """A finding with its history in JSON."""
    placement = detail.placement
    return {
        **line_document(detail.line, today),
        "placement": {
            "how": placement.how.value,
            "period": str(placement.period),
            "decided": str(placement.decided.period) if placement.decided else None,
        },
        "steps": [step_document(step) for step in detail.hearing.steps],
        "same": [each.id for each in detail.same],
        "alike": [each.id for each in detail.alike],
    }


def step_document(step: Step) -> dict[str, Any]:
    """A step in JSON."""
    return {
        "kind": step.kind.value,
        "day": step.day.isoformat(),
        "due": step.due.isoformat() if step.due else None,
        "text": step.text or None,
        "document": step.document or None,
        "file": step.file.name if step.file else None,
        "sha256": step.file.digest if step.file else None,
        "other": step.other,
        "by": step.by,
    }
