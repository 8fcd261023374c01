"""`evalapp inspection`: the log of visits, what they found, and what has to be mended."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.field import add_field_verbs
from evalapp.cli.imports import add_list, run_import
from evalapp.cli.minutes import add_minutes_verbs
from evalapp.cli.packages import add_visit_verbs
from evalapp.cli.papers import add_paper_options, answer_paper, paper_out
from evalapp.cli.people import parsed_day
from evalapp.cli.photos import add_photo_verbs
from evalapp.cli.report_text import report_text
from evalapp.cli.teams import add_team_verbs
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.domain.inspection_counts import InspectionCount
from evalapp.domain.inspections import (
    SEVERITY_LABELS,
    STANDING_LABELS,
    VISIT_KIND_LABELS,
    Finding,
    FindingId,
    Visit,
)
from evalapp.domain.periods import Days
from evalapp.store.work import Work
from evalapp.usecases.hearings import confirm_finding, withdraw_finding
from evalapp.usecases.inspection_papers import (
    InspectionReport,
    report_inspections,
    write_inspection_report,
)
from evalapp.usecases.inspections import list_visits, write_visits
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.remedies import mend_finding


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take an inspection log in"))
    add_list(taken)
    for name, run, text in (
        ("list", _list, N_("list visits and what they found")),
        ("export", _export, N_("write the log as a workbook, as offices keep it")),
        ("report", _report, N_("count visits, findings and remedies")),
    ):
        verb = add_verb(verbs, name, run, text)
        needed = name == "report"
        verb.add_argument("--from", dest="since", required=needed, metavar="YYYY-MM-DD")
        verb.add_argument("--to", dest="until", required=needed, metavar="YYYY-MM-DD")
        verb.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))
        if name == "report":
            add_paper_options(verb)
            verb.add_argument("--details", action="store_true", help=tr("add what the contract leaves out"))
            verb.add_argument(
                "--proposals", default="", metavar=tr("TEXT"), help=tr("what the unit proposes")
            )
        if name == "export":
            verb.add_argument("--out", required=True, metavar="OUT.xlsx")
    for name, run, text in (
        ("confirm", _confirm, N_("say that a finding stands, after the person was heard")),
        ("withdraw", _withdraw, N_("say that a finding does not stand, and why")),
    ):
        verb = add_verb(verbs, name, run, text)
        verb.add_argument("finding", type=int, metavar=tr("FINDING"))
        verb.add_argument("--reason", required=True, metavar=tr("TEXT"))
    add_field_verbs(verbs)
    add_team_verbs(verbs)
    add_photo_verbs(verbs)
    add_minutes_verbs(verbs)
    add_visit_verbs(verbs)
    mended = add_verb(verbs, "mend", _mend, N_("say that a remedy was checked and is done"))
    mended.add_argument("finding", type=int, metavar=tr("FINDING"))
    mended.add_argument("--on", required=True, metavar="YYYY-MM-DD")


def _import(args: Namespace) -> int:
    return run_import(
        args, INSPECTIONS, lambda work, read, choice: import_inspections(work, read=read, choice=choice)
    )


def _asked(work: Work, args: Namespace) -> dict[str, Any]:
    return {
        "since": parsed_day(args.since) if args.since else None,
        "until": parsed_day(args.until) if args.until else None,
        "unit": work.units.by_code(args.unit).id if args.unit else None,
    }


def _list(args: Namespace) -> int:
    with reading(args) as work:
        visits = list_visits(work, **_asked(work, args))
    if wants_json(args):
        put_json({"visits": [visit_document(visit) for visit in visits]})
        return DONE
    put_table(
        (
            N_("Minutes"),
            N_("Day"),
            N_("Kind"),
            N_("Unit"),
            N_("Finding"),
            N_("Topic"),
            N_("Person"),
            N_("State"),
        ),
        [line for visit in visits for line in _lines(visit)],
        nothing=N_("No inspection is recorded. Take some in with “inspection import”."),
    )
    return DONE


def _lines(visit: Visit) -> list[tuple[str, ...]]:
    head = (visit.number, visit.day.strftime("%d/%m/%Y"), tr(VISIT_KIND_LABELS[visit.kind]), visit.unit_code)
    if not visit.findings:
        return [(*head, "", tr("Under way") if visit.is_open else tr("nothing found"), "", "")]
    return [(*head, str(f.id), f.topic, f.person_code, _state(f)) for f in visit.findings]


def _state(finding: Finding) -> str:
    severity, standing = tr(SEVERITY_LABELS[finding.severity]), tr(STANDING_LABELS[finding.standing])
    return f"{severity}, {standing}"


def _export(args: Namespace) -> int:
    with reading(args) as work:
        written = write_visits(work, out=Path(args.out), **_asked(work, args))
    if wants_json(args):
        left_out = {
            "withdrawn": written.withdrawn, "praised": written.praised, "under_way": written.under_way
        }  # fmt: skip
        counts = {"visits": written.visits, "findings": written.findings, "left_out": left_out}
        put_json({"file": args.out, **counts})
    else:
        say(written.told(args.out))
    return DONE


def _report(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        found = report_inspections(
            work,
            days=Days(parsed_day(args.since), parsed_day(args.until)),
            unit=work.units.by_code(args.unit).id if args.unit else None,
            proposals=args.proposals,
        )
        if out is not None and args.format not in (None, "json"):
            write_inspection_report(work, of=found, out=out, form=args.format)
    details = {"details": details_document(found)} if args.details else {}
    return answer_paper(args, out, {**count_document(found.count), **details}, report_text(found.report))


def _confirm(args: Namespace) -> int:
    with working(args) as work:
        finding = confirm_finding(work, finding_id=FindingId(args.finding), reason=args.reason).finding
    return _answer(args, finding)


def _withdraw(args: Namespace) -> int:
    with working(args) as work:
        finding = withdraw_finding(work, finding_id=FindingId(args.finding), reason=args.reason)
    return _answer(args, finding)


def _mend(args: Namespace) -> int:
    with working(args) as work:
        finding = mend_finding(work, finding_id=FindingId(args.finding), on=parsed_day(args.on))
    return _answer(args, finding)


def _answer(args: Namespace, finding: Finding) -> int:
    if wants_json(args):
        put_json(finding_document(finding))
    else:
        say(f"{finding.id}  {finding.topic}  {_state(finding)}")
    return DONE


def count_document(count: InspectionCount) -> dict[str, Any]:
    """The counters of inspections, as JSON carries them."""
    return {
        "visits": {kind.value: number for kind, number in count.visits.items()},
        "units_visited": count.units_visited,
        "findings": {
            "by_article": dict(count.by_article),
            "by_severity": {each.value: number for each, number in count.by_severity.items()},
            "by_standing": {each.value: number for each, number in count.by_standing.items()},
        },
        "remedies": {
            "open": count.remedies_open,
            "overdue": count.remedies_overdue,
            "done": count.remedies_done,
        },
    }


def details_document(found: InspectionReport) -> dict[str, Any]:
    """What a report says beyond the counters: of how many units, what was repeated, each unit, the words."""
    count = found.count
    return {
        "units": found.units,
        "units_self_inspected": count.units_self_inspected,
        "visits_without_findings": count.clean,
        "findings": count.findings,
        "repeated": count.repeated,
        "praised": count.praised,
        "text": [{"heading": heading, "text": words} for heading, words in found.report.text],
        "tables": [
            {
                "caption": table.caption,
                "columns": [column.title for column in table.columns],
                "rows": [list(row) for row in table.rows],
            }
            for table in found.report.tables
        ],
    }


def visit_document(visit: Visit) -> dict[str, Any]:
    """A visit with its findings, as JSON carries it."""
    return {
        "id": visit.id,
        "number": visit.number,
        "kind": visit.kind.value,
        "unit": visit.unit_code,
        "day": visit.day.isoformat(),
        "arrived": visit.arrived.isoformat("minutes") if visit.arrived else None,
        "total": visit.total,
        "present": visit.present,
        "excused": visit.excused,
        "unexcused": visit.unexcused,
        "findings": [finding_document(finding) for finding in visit.findings],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding, as JSON carries it."""
    remedy = finding.remedy
    return {
        "id": finding.id,
        "topic": finding.topic,
        "person": finding.person_code or None,
        "text": finding.text or None,
        "severity": finding.severity.value,
        "standing": finding.standing.value,
        "reason": finding.reason or None,
        "remedy": {
            "text": remedy.text or None,
            "due": remedy.due.isoformat() if remedy.due else None,
            "done": remedy.done.isoformat() if remedy.done else None,
            "checked_by": remedy.checked_by or None,
        }
        if remedy
        else None,
    }
