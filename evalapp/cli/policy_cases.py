"""`evalapp policy draft case`: the worked examples that a draft carries, one by one."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.collective import fact_of, pairs_of
from evalapp.cli.command import Verbs, add_verb, common_options, reading, wants_json, working
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.example_cases import ExampleCase, standing_of, values_in_words
from evalapp.store.work import Work
from evalapp.usecases import draft_cases
from evalapp.usecases.draft_cases import NewExample
from evalapp.usecases.drafts import OpenDraft, find_draft


def add_case_verbs(verbs: Verbs) -> None:
    """Add `case` with verbs of its own to those of `policy draft`."""
    text = tr("worked examples of a draft, with what comes out now")
    inner: Verbs = verbs.add_parser("case", help=text, parents=[common_options()]).add_subparsers(
        metavar=tr("VERB"), required=True
    )
    add_verb(inner, "list", _list, N_("every example: what is expected, what comes out")).add_argument(
        "code", metavar=tr("CODE")
    )
    added = add_verb(inner, "add", _add, N_("add an example, typed or from somebody's closed month"))
    added.add_argument("code", metavar=tr("CODE"))
    added.add_argument("title", metavar=tr("TEXT"), nargs="?", default="")
    added.add_argument("--form", metavar=tr("CODE"))
    added.add_argument("--points", metavar="I=18,II=61.5", help=tr("points by row or group"))
    added.add_argument("--facts", metavar="disciplined=yes", help=tr("what is known of them"))
    added.add_argument("--period", metavar="2018-07", default="")
    added.add_argument("--person", metavar=tr("CODE"), help=tr("take the closed month of this person"))
    added.add_argument("--unit", metavar=tr("UNIT"), help=tr("the unit that rated the person"))
    _expecting(added)
    expected = add_verb(inner, "expect", _expect, N_("expect something else; by default what comes out now"))
    expected.add_argument("code", metavar=tr("CODE"))
    expected.add_argument("number", metavar="N", type=int)
    _expecting(expected)
    removed = add_verb(inner, "remove", _remove, N_("take an example out"))
    removed.add_argument("code", metavar=tr("CODE"))
    removed.add_argument("number", metavar="N", type=int)


def _expecting(parser: Any) -> None:
    text = tr("what must come out; without it, what comes out now")
    parser.add_argument("--expect", metavar="level=B,total=79.5", help=text)


def _list(args: Namespace) -> int:
    with reading(args) as work:
        cases = draft_cases.list_cases(work, draft_id=find_draft(work, code=args.code).id)
    if wants_json(args):
        put_json({"code": args.code, "cases": [_case(case) for case in cases]})
        return DONE
    put_table(
        (N_("No."), N_("Example"), N_("Form"), N_("Expected"), N_("Outcome now"), N_("Standing")),
        [
            (
                str(case.number),
                case.title,
                case.form,
                values_in_words(case.expected),
                case.refused or values_in_words(case.outcome),
                standing_of(case)[0],
            )
            for case in cases
        ],
        nothing=N_("The draft has no worked example. Add one with “policy draft case add”."),
    )
    return DONE


def _add(args: Namespace) -> int:
    with working(args) as work:
        draft = find_draft(work, code=args.code)
        new = _from_month(work, args) if args.person else _typed(args)
        opened = draft_cases.add_case(work, draft_id=draft.id, revision=draft.revision, new=new)
        return _told(args, work, opened)


def _from_month(work: Work, args: Namespace) -> NewExample:
    if args.points or args.facts or args.form:
        raise UserError(N_("A person's month brings its own form, points and facts: leave those out."))
    if not (args.unit and args.period):
        raise UserError(N_("Say with --unit and --period which month of that person."))
    period = Period.parse(args.period)
    title, case = draft_cases.case_of_person(
        work,
        draft_id=find_draft(work, code=args.code).id,
        unit=work.units.by_code(args.unit).id,
        period=period,
        person=args.person,
    )
    return NewExample(args.title or title, str(period), case, pairs_of(args.expect))


def _typed(args: Namespace) -> NewExample:
    case: dict[str, Any] = {"id": "n1", "form": args.form, "points": dict(pairs_of(args.points))}
    facts = {name: fact_of(name, text) for name, text in pairs_of(args.facts).items()}
    case |= {"facts": facts} if facts else {}
    return NewExample(args.title, args.period, plain_document(case), pairs_of(args.expect))


def _expect(args: Namespace) -> int:
    expected: Mapping[str, str] | None = pairs_of(args.expect) if args.expect else None
    with working(args) as work:
        draft = find_draft(work, code=args.code)
        opened = draft_cases.expect_of_case(
            work, draft_id=draft.id, revision=draft.revision, number=args.number, expected=expected
        )
        return _told(args, work, opened)


def _remove(args: Namespace) -> int:
    with working(args) as work:
        draft = find_draft(work, code=args.code)
        opened = draft_cases.remove_case(work, draft_id=draft.id, revision=draft.revision, number=args.number)
        return _told(args, work, opened)


def _told(args: Namespace, work: Work, opened: OpenDraft) -> int:
    cases = draft_cases.list_cases(work, draft_id=opened.draft.id)
    wrong = sum(not case.comes_out for case in cases)
    if wants_json(args):
        put_json({"code": opened.draft.code, "cases": [_case(case) for case in cases]})
    else:
        say(
            tr(
                "Kept: {count} {count:example|examples}, {wrong} not as expected.",
                count=len(cases),
                wrong=wrong,
            )
        )
    return DONE


def _case(case: ExampleCase) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.title,
        "period": case.period or None,
        "case": plain_document(case.raw),
        "expected": dict(case.expected),
        "outcome": _outcome(case),
        "refused": case.refused or None,
        "differing": list(case.differing),
        "comes_out": case.comes_out,
    }


def _outcome(case: ExampleCase) -> dict[str, Any] | None:
    known = ("rated", "total", "level_by_points", "level", "reason")
    return {key: case.outcome[key] for key in known} if case.outcome else None
