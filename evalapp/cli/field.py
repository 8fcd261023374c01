"""`evalapp inspection start|set|absent|check|file|find|clean|finish|reopen|show`: a visit, field by field."""

from argparse import Namespace
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.documents.reading.values import as_time
from evalapp.domain.checklists import checked_in
from evalapp.domain.field_visits import FieldVisit
from evalapp.domain.inspections import VISIT_KIND_LABELS, VISIT_STATE_LABELS, Visit, visit_kind_in
from evalapp.store.work import Work
from evalapp.usecases.field_parts import (
    answer_question,
    change_finding,
    note_absence,
    note_finding,
    note_late_file,
    remove_absence,
)
from evalapp.usecases.field_visits import (
    finish_visit,
    read_field_visit,
    reopen_visit,
    say_clean,
    set_field,
    start_visit,
)
from evalapp.usecases.whole_visits import read_whole_visit

_FINDING_OPTIONS = ("topic", "person", "severity", "text", "place", "noticed")


def add_field_verbs(verbs: Verbs) -> None:
    """Add what is done on a visit; it is named by the number of its minutes."""
    started = add_verb(verbs, "start", _start, N_("begin a visit: arrived now, unless a time is given"))
    started.add_argument("--unit", required=True, metavar=tr("CODE"))
    started.add_argument("--kind", default="dot_xuat", metavar=tr("KIND"))
    started.add_argument("--number", default="", metavar=tr("NUMBER"), help=tr("number of the minutes"))
    started.add_argument("--day", metavar="YYYY-MM-DD")
    started.add_argument("--arrived", metavar="HH:MM")
    started.add_argument("--decision", metavar=tr("NUMBER"), help=tr("the decision that sets up the team"))
    started.add_argument(
        "--beyond", default="", metavar=tr("TEXT"), help=tr("why, where the decision does not cover it")
    )
    changed = _verb(verbs, "set", _set, N_("say a field of a visit, as total=14 present=12"))
    changed.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    absent = _verb(verbs, "absent", _absent, N_("name somebody who is absent"))
    absent.add_argument("person", metavar=tr("CODE"))
    absent.add_argument("--unexcused", action="store_true", help=tr("without a reason"))
    absent.add_argument("--reason", default="", metavar=tr("TEXT"))
    absent.add_argument("--paper", choices=["yes", "no"], help=tr("whether the paper was seen"))
    absent.add_argument("--present", action="store_true", help=tr("they were there after all"))
    check = _verb(verbs, "check", _check, N_("answer a question of the checklist"))
    check.add_argument("question", metavar=tr("CODE"))
    check.add_argument("answer", metavar="dat|khong_dat|khong_kiem_tra|khong_ap_dung")
    check.add_argument("--note", metavar=tr("TEXT"))
    late = _verb(verbs, "file", _file, N_("note a late file; the working days late are counted"))
    late.add_argument("code", metavar=tr("CODE"))
    for name in ("received", "due", "done"):
        late.add_argument(f"--{name}", metavar="YYYY-MM-DD", required=name == "due")
    late.add_argument("--note", metavar=tr("TEXT"))
    found = _verb(verbs, "find", _find, N_("note a finding, or change one of a visit under way"))
    found.add_argument("--finding", type=int, metavar=tr("FINDING"), help=tr("the finding to change"))
    for name in _FINDING_OPTIONS:
        found.add_argument(f"--{name}", metavar=tr("TEXT"))
    found.add_argument("--positive", action="store_true", help=tr("praise, no breach"))
    for name, run, text in (
        ("clean", _clean, N_("say that nothing was found")),
        ("finish", _finish, N_("end a visit")),
        ("show", _show, N_("show a visit with everything noted on it")),
    ):
        _verb(verbs, name, run, text)
    reopened = _verb(verbs, "reopen", _reopen, N_("go on with a finished visit"))
    reopened.add_argument("--reason", required=True, metavar=tr("TEXT"))


def _verb(verbs: Verbs, name: str, run: Any, text: str) -> Any:
    made = add_verb(verbs, name, run, text)
    made.add_argument("visit", metavar=tr("NUMBER"), help=tr("number of the minutes"))
    return made


def _start(args: Namespace) -> int:
    with working(args) as work:
        visit = start_visit(
            work,
            unit=work.units.by_code(args.unit).id,
            kind=visit_kind_in(args.kind),
            team_number=args.decision,
            beyond=args.beyond,
            day=parsed_day(args.day) if args.day else None,
            arrived=as_time(args.arrived) if args.arrived else None,
            number=args.number,
        )
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _set(args: Namespace) -> int:
    pairs = [each.partition("=") for each in args.fields]
    if not all(sign for _, sign, _ in pairs):
        raise UserError(N_("Write each field with its value, as total=14."))
    with working(args) as work:
        visit = _named(work, args)
        for field, _, text in pairs:
            set_field(work, visit_id=visit.id, field=field.strip(), text=text)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _absent(args: Namespace) -> int:
    with working(args) as work:
        visit = _named(work, args)
        if args.present:
            remove_absence(work, visit_id=visit.id, person_code=args.person)
        else:
            note_absence(
                work,
                visit_id=visit.id,
                person_code=args.person,
                excused=not args.unexcused,
                reason=args.reason,
                paper=None if args.paper is None else args.paper == "yes",
            )
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _check(args: Namespace) -> int:
    with working(args) as work:
        visit = _named(work, args)
        answer = checked_in(args.answer)
        answer_question(work, visit_id=visit.id, question=args.question, answer=answer, note=args.note)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _file(args: Namespace) -> int:
    given = {name: getattr(args, name) for name in ("received", "due", "done", "note")}
    with working(args) as work:
        visit = _named(work, args)
        known = {name: text for name, text in given.items() if text}
        note_late_file(work, visit_id=visit.id, code=args.code, **known)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _find(args: Namespace) -> int:
    given = {name: getattr(args, name) for name in _FINDING_OPTIONS}
    fields = {name: text for name, text in given.items() if text is not None}
    if args.positive:
        fields["positive"] = "yes"
    with working(args) as work:
        visit = _named(work, args)
        if args.finding is None:
            note_finding(work, visit_id=visit.id, **fields)
        else:
            known = next((each for each in visit.findings if each.id == args.finding), None)
            if known is None:
                raise UserError(
                    N_("The visit {visit} has no finding {number}."), visit=visit.number, number=args.finding
                )
            for field, text in fields.items():
                change_finding(work, finding_id=known.id, field=field, text=text)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _clean(args: Namespace) -> int:
    with working(args) as work:
        visit = say_clean(work, visit_id=_named(work, args).id)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _finish(args: Namespace) -> int:
    with working(args) as work:
        visit = finish_visit(work, visit_id=_named(work, args).id)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _reopen(args: Namespace) -> int:
    with working(args) as work:
        visit = reopen_visit(work, visit_id=_named(work, args).id, reason=args.reason)
        of = read_field_visit(work, visit_id=visit.id)
    return _answer(args, of)


def _show(args: Namespace) -> int:
    from evalapp.cli.visit_text import visit_text, whole_document

    with reading(args) as work:
        of = read_whole_visit(work, visit_id=_named(work, args).id)
    if wants_json(args):
        put_json(whole_document(of))
    else:
        say(*visit_text(of))
    return DONE


def _named(work: Work, args: Namespace) -> Visit:
    return work.inspections.by_number(args.visit)


def _answer(args: Namespace, of: FieldVisit) -> int:
    if wants_json(args):
        put_json(field_document(of))
        return DONE
    visit = of.visit
    arrived = visit.arrived.strftime("%H:%M") if visit.arrived else ""
    parts = (
        visit.number,
        visit.unit_code,
        tr(VISIT_KIND_LABELS[visit.kind]),
        f"{visit.day:%d/%m/%Y} {arrived}",
    )
    say("  ".join((*parts, tr(VISIT_STATE_LABELS[visit.state]))))
    return DONE


def field_document(of: FieldVisit) -> dict[str, Any]:
    """A visit with everything noted on it, as JSON carries it."""
    from evalapp.cli.inspection import finding_document, visit_document

    visit = of.visit
    return {
        **visit_document(visit),
        "state": visit.state.value,
        "left": visit.left.isoformat("minutes") if visit.left else None,
        "place": visit.place or None,
        "representative": visit.representative or None,
        "decision": of.team.number if of.team else None,
        "beyond": visit.beyond or None,
        "nothing_found": visit.is_clean,
        "findings": [
            {
                **finding_document(each),
                "place": each.place or None,
                "noticed": each.noticed.isoformat("minutes") if each.noticed else None,
                "positive": each.positive,
            }
            for each in visit.findings
        ],
        "absent": [
            {
                "person": each.person_code,
                "excused": each.excused,
                "reason": each.reason or None,
                "paper": each.paper,
            }
            for each in of.absences
        ],
        "checklist": of.checklist and f"{of.checklist.code} {of.checklist.version}",
        "answers": {
            code: {"answer": each.checked.value if each.checked else None, "note": each.note or None}
            for code, each in of.answers.items()
        },
        "late_files": [
            {
                "code": each.code,
                "received": each.received.isoformat() if each.received else None,
                "due": each.due.isoformat() if each.due else None,
                "done": each.done.isoformat() if each.done else None,
                "working_days_late": each.days,
                "note": each.note or None,
            }
            for each in of.late_files
        ],
    }
