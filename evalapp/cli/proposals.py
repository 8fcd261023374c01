"""`evalapp proposals`: what sealed results let somebody propose, and deciding on it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any

from evalapp.base.messages import N_, plain, points_shown, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.domain.periods import Period
from evalapp.domain.policy.points import parse_points
from evalapp.domain.rewards import (
    KIND_LABELS,
    STATE_LABELS,
    WAITING,
    Entry,
    Proposal,
    ProposalId,
    ProposalState,
    RewardList,
)
from evalapp.store.work import Work
from evalapp.usecases.proposals import draw_again
from evalapp.usecases.rewards import (
    Ruling,
    accept_proposals,
    list_proposals,
    postpone_proposals,
    prepare_proposals,
    reject_proposals,
    take_up_proposals,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    listed = add_verb(verbs, "list", _list, N_("list what is proposed in a unit and those below it"))
    add_reach(listed)
    listed.add_argument("--state", choices=[state.value for state in ProposalState])
    decided = add_verb(verbs, "decide", _decide, N_("record the decision that follows proposals"))
    _numbers(decided)
    add_ruling(decided, required=True)
    decided.add_argument(
        "--earlier",
        action="store_true",
        help=tr("the day before the month was closed is meant"),
    )
    prepared = add_verb(verbs, "prepare", _prepare, N_("lay a decision before those who decide"))
    _numbers(prepared)
    add_ruling(prepared, required=False)
    for parser in (decided, prepared):
        parser.add_argument("--note", default="", metavar=tr("TEXT"))
    rejected = add_verb(verbs, "reject", _reject, N_("say why proposals are not followed"))
    _numbers(rejected)
    rejected.add_argument("--reason", required=True, metavar=tr("TEXT"))
    postponed = add_verb(verbs, "postpone", _postpone, N_("put proposals off"))
    _numbers(postponed)
    postponed.add_argument("--reason", default="", metavar=tr("TEXT"))
    _numbers(add_verb(verbs, "reopen", _reopen, N_("take proposals up again")))
    refreshed = add_verb(
        verbs, "refresh", _refresh, N_("work out once more what closed months propose, where rules are newer")
    )
    refreshed.add_argument("--unit", required=True, metavar=tr("CODE"))


def add_reach(parser: ArgumentParser) -> None:
    """The options that say which unit and periods a list is about."""
    parser.add_argument("--unit", required=True, metavar=tr("CODE"), help=tr("this unit and those below it"))
    parser.add_argument("--period", metavar="YYYY-MM", help=tr("a month, a quarter or a year"))
    parser.add_argument("--to", metavar="YYYY-MM", help=tr("up to this period"))


def add_ruling(parser: ArgumentParser, *, required: bool) -> None:
    """The options that say what was decided."""
    parser.add_argument("--number", required=required, default="", metavar=tr("NUMBER"))
    parser.add_argument("--date", required=required, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--authority", default="", metavar=tr("TEXT"), help=tr("who decided, where it is not the user")
    )
    parser.add_argument("--percent", metavar=tr("PERCENT"), help=tr("of pay, where less than proposed"))


def ruling_of(args: Namespace, reason: str) -> Ruling:
    """What was decided, as the options say it."""
    return Ruling(
        args.number,
        parsed_day(args.date) if args.date else None,
        args.authority,
        parse_points(args.percent) if args.percent is not None else None,
        reason,
    )


def reach_of(work: Work, args: Namespace) -> dict[str, Any]:
    """The unit and periods of a list."""
    return {
        "unit": work.units.by_code(args.unit).id,
        "period": Period.parse(args.period) if args.period else None,
        "to": Period.parse(args.to) if args.to else None,
    }


def _numbers(parser: ArgumentParser) -> None:
    parser.add_argument(
        "proposal", type=int, nargs="+", metavar=tr("NUMBER"), help=tr("as the list shows it")
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        found = list_proposals(work, **reach_of(work, args))
    put_proposals(args, [each for each in found if args.state in (None, each.state.value)])
    return DONE


def _decide(args: Namespace) -> int:
    ruling = ruling_of(args, args.note)
    return _answer(
        args, lambda work, keys: accept_proposals(work, keys=keys, ruling=ruling, sure=args.earlier)
    )


def _prepare(args: Namespace) -> int:
    ruling = ruling_of(args, args.note)
    return _answer(args, lambda work, keys: prepare_proposals(work, keys=keys, ruling=ruling))


def _reject(args: Namespace) -> int:
    return _answer(args, lambda work, keys: reject_proposals(work, keys=keys, reason=args.reason))


def _postpone(args: Namespace) -> int:
    return _answer(args, lambda work, keys: postpone_proposals(work, keys=keys, reason=args.reason))


def _reopen(args: Namespace) -> int:
    return _answer(args, lambda work, keys: take_up_proposals(work, keys=keys))


def _answer(args: Namespace, do: Callable[[Work, Sequence[ProposalId]], list[Proposal]]) -> int:
    keys = [ProposalId(number) for number in args.proposal]
    with working(args) as work:
        answered = do(work, keys)
    put_proposals(args, answered)
    return DONE


def _refresh(args: Namespace) -> int:
    with working(args) as work:
        drawn = draw_again(work, unit=work.units.by_code(args.unit).id)
    document = {"added": drawn.added, "withdrawn": drawn.withdrawn, "changed": drawn.changed}
    if wants_json(args):
        put_json(document)
    else:
        say(
            tr(
                "{added} proposals new, {withdrawn} withdrawn, the basis of {changed} decisions changed.",
                **document,
            )
        )
    return DONE


def put_proposals(args: Namespace, found: Sequence[Proposal]) -> None:
    """Write proposals for people or for scripts."""
    if wants_json(args):
        put_json(
            {
                "waiting": sum(each.state in WAITING for each in found),
                "changed": sum(each.changed for each in found),
                "proposals": [proposal_document(each) for each in found],
            }
        )
        return
    put_table(
        (
            N_("No."),
            N_("Code"),
            N_("Name"),
            N_("Unit"),
            N_("Period"),
            N_("Level"),
            N_("Proposal"),
            N_("State"),
            N_("Decision"),
        ),
        [
            (
                str(each.id),
                each.basis.code,
                each.basis.name,
                each.basis.unit_code,
                each.basis.period.label,
                each.basis.level,
                each.label,
                _state(each),
                _decision(each),
            )
            for each in found
        ],
        nothing=N_(
            "There is no proposal. Proposals follow from the rules of a policy when a month is closed."
        ),
    )


def _state(of: Proposal) -> str:
    state = tr("Basis changed") if of.changed else tr(STATE_LABELS[of.state])
    return f"{state}: {of.why}" if of.why else state


def _decision(of: Proposal) -> str:
    entry = of.decided
    if entry is None:
        return ""
    percent = "" if entry.percent is None else f", {points_shown(entry.percent)} %"
    return f"{entry.number}, {entry.day:%d/%m/%Y}{percent}" if entry.day else f"{entry.number}{percent}"


def proposal_document(of: Proposal) -> dict[str, Any]:
    """A proposal with its register of decisions, as JSON carries it."""
    basis, decided = of.basis, of.decided
    return {
        "id": of.id,
        "person": basis.code,
        "name": basis.name,
        "position": basis.title,
        "unit": basis.unit_code,
        "period": str(basis.period),
        "policy": basis.policy_code,
        "code": of.code,
        "label": of.label,
        "kind": of.kind.value,
        "percent": None if of.percent is None else plain(of.percent),
        "cites": of.cites or None,
        "rests_on": {
            "sheet": basis.sheet,
            "revision": basis.revision,
            "seal": basis.seal or None,
            "total": None if basis.total is None else plain(basis.total),
            "level": basis.level,
            "earlier": [
                {"period": str(each.period), "level": each.level, "unit": each.unit_code}
                for each in of.earlier
            ],
        },
        "unknown": list(of.unknown),
        "state": of.state.value,
        "reason": of.why or None,
        "basis_changed": of.changed,
        "prepared": None
        if of.prepared is None
        else {
            "number": of.prepared.number or None,
            "date": of.prepared.day.isoformat() if of.prepared.day else None,
            "authority": of.prepared.authority or None,
            "note": of.prepared.note or None,
            "by": of.prepared.by,
        },
        "decision": None if decided is None else _entry_document(decided),
        "entries": [_entry_document(entry) for entry in of.entries],
    }


def _entry_document(of: Entry) -> dict[str, Any]:
    return {
        "act": of.act.value,
        "number": of.number or None,
        "date": of.day.isoformat() if of.day else None,
        "authority": of.authority,
        "percent": None if of.percent is None else plain(of.percent),
        "reason": of.reason or None,
        "revision": of.revision,
        "seal": of.seal or None,
        "by": of.by,
        "at": of.at.isoformat(),
    }


def rewards_document(of: RewardList) -> dict[str, Any]:
    """The list of rewards and penalties, as JSON carries it."""
    return {
        "unit": of.unit_code,
        "period": str(of.period),
        "rows": [proposal_document(each) for each in of.proposals],
        "totals": {
            each.kind.value: {
                "label": tr(KIND_LABELS[each.kind]),
                "decisions": each.decisions,
                "percent": None if each.percent is None else plain(each.percent),
            }
            for each in of.counts
        },
        "waiting": sum(each.state in WAITING for each in of.proposals),
        "basis_changed": sum(each.changed for each in of.proposals),
        "hash": of.hash,
    }
