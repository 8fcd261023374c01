"""`evalapp suggestions`: what the registers propose for a month, and what is decided on it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from evalapp.base.messages import N_, points_shown, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, reading, wants_json, working
from evalapp.domain.policy.points import parse_points
from evalapp.domain.registers import Evidence, evidence_document
from evalapp.domain.rounds import Participant, Round, SheetId
from evalapp.domain.suggestions import STATE_LABELS, State, Suggestion
from evalapp.store.work import Work
from evalapp.usecases.suggestions import (
    LateChange,
    Proposed,
    accept_suggestion,
    changes_since_settling,
    find_participant,
    list_suggestions,
    reject_suggestion,
    reopen_suggestion,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    listed = add_verb(verbs, "list", _list, N_("list what is proposed, and what was decided on it"))
    add_month(listed)
    listed.add_argument("--person", metavar=tr("CODE"))
    accepted = add_verb(verbs, "accept", _accept, N_("take a suggestion into the head's mark"))
    _decision(accepted)
    accepted.add_argument(
        "--points", metavar=tr("POINTS"), help=tr("how many, where the rules of the unit set none")
    )
    accepted.add_argument(
        "--row", metavar=tr("CODE"), help=tr("which row, where the suggestion may concern several")
    )
    rejected = add_verb(verbs, "reject", _reject, N_("say why a suggestion is not followed"))
    _decision(rejected)
    rejected.add_argument("--reason", required=True, metavar=tr("TEXT"))
    _decision(add_verb(verbs, "reopen", _reopen, N_("take a decision on a suggestion back")))
    add_month(
        add_verb(verbs, "late", _late, N_("what the registers say by now that a settled month does not"))
    )


def _decision(parser: ArgumentParser) -> None:
    add_month(parser)
    parser.add_argument("--person", required=True, metavar=tr("CODE"))
    parser.add_argument("key", metavar=tr("KEY"), help=tr("as the list shows it"))


def _list(args: Namespace) -> int:
    with reading(args) as work:
        current = month_of(work, args)
        who = find_participant(work, round_id=current.id, code=args.person) if args.person else None
        proposed = [
            each
            for each in list_suggestions(work, round_id=current.id)
            if who is None or each.participant.sheet == who.sheet
        ]
    _put(args, current, proposed)
    return DONE


def _accept(args: Namespace) -> int:
    points = parse_points(args.points) if args.points is not None else None
    return _decide(
        args,
        lambda work, sheet: accept_suggestion(
            work, sheet_id=sheet, key=args.key, points=points, row=args.row
        ),
    )


def _reject(args: Namespace) -> int:
    return _decide(
        args, lambda work, sheet: reject_suggestion(work, sheet_id=sheet, key=args.key, reason=args.reason)
    )


def _reopen(args: Namespace) -> int:
    return _decide(args, lambda work, sheet: reopen_suggestion(work, sheet_id=sheet, key=args.key))


def _decide(args: Namespace, decide: Callable[[Work, SheetId], object]) -> int:
    """Run one decision, and answer with everything proposed for that person."""
    with working(args) as work:
        current = month_of(work, args)
        who = find_participant(work, round_id=current.id, code=args.person)
        decide(work, who.sheet)
        proposed = [
            each
            for each in list_suggestions(work, round_id=current.id)
            if each.participant.sheet == who.sheet
        ]
    _put(args, current, proposed)
    return DONE


def _late(args: Namespace) -> int:
    with reading(args) as work:
        current = month_of(work, args)
        changes = changes_since_settling(work, round_id=current.id)
    if wants_json(args):
        put_json({**_month(current), "changes": [_change(each) for each in changes]})
        return DONE
    put_table(
        (N_("Code"), N_("Name"), N_("Settled by"), N_("Registers now")),
        [
            (
                each.participant.code,
                each.participant.name,
                each.then.written if each.then else "",
                each.now.written if each.now else "",
            )
            for each in changes
        ],
        nothing=N_("The registers say today what the month was settled by."),
    )
    return DONE


def _put(args: Namespace, current: Round, proposed: list[Proposed]) -> None:
    if wants_json(args):
        waiting = sum(each.suggestion.state is State.OPEN for each in proposed)
        documents = [suggestion_document(each.participant, each.suggestion) for each in proposed]
        put_json({**_month(current), "open": waiting, "suggestions": documents})
        return
    put_table(
        (N_("Code"), N_("Name"), N_("Key"), N_("Suggestion"), N_("Points"), N_("Rests on"), N_("State")),
        [
            (
                each.participant.code,
                each.participant.name,
                each.suggestion.key,
                each.suggestion.label,
                _points(each.suggestion),
                each.suggestion.written,
                tr(STATE_LABELS[each.suggestion.state]),
            )
            for each in proposed
        ],
        nothing=N_(
            "Nothing is suggested in this period. They follow from “facts import” and from inspections."
        ),
    )


def _points(suggestion: Suggestion) -> str:
    points = suggestion.decision.points if suggestion.decision else suggestion.points
    return points_shown(points) if points else ""


def _month(current: Round) -> dict[str, Any]:
    return {"unit": current.unit_code, "period": str(current.period), "policy": current.policy.code}


def suggestion_document(who: Participant, suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as JSON carries it; `points` is null where the head says how many."""
    decision = suggestion.decision
    return {
        "person": who.code,
        "name": who.name,
        "key": suggestion.key,
        "nature": suggestion.nature.value,
        "code": suggestion.code,
        "label": suggestion.label,
        "state": suggestion.state.value,
        "lapsed": suggestion.lapsed,
        "row": suggestion.row,
        "rows": list(suggestion.rows),
        "points": suggestion.points or None,
        "level": suggestion.level,
        "cites": suggestion.cites or None,
        "rests_on": suggestion.written,
        "decision": None
        if decision is None
        else {
            "answer": decision.answer.value,
            "points": decision.points,
            "row": decision.row or None,
            "reason": decision.reason or None,
            "by": decision.by,
            "at": decision.at.isoformat(),
        },
    }


def _change(change: LateChange) -> dict[str, Any]:
    return {
        "person": change.participant.code,
        "entry": change.entry,
        "then": _evidence(change.then),
        "now": _evidence(change.now),
    }


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else evidence_document(evidence)
