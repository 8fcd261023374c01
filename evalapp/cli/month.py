"""`evalapp month`: a unit's month from opening to closing, and reopening."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.cli import collective
from evalapp.cli.answers import DONE, put_json, put_table, refusal_document, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, opened, reading, wants_json, working
from evalapp.cli.discarding import add_discard
from evalapp.cli.month_packages import add_month_verbs
from evalapp.cli.month_status import put_status, status_document, unknown_document
from evalapp.cli.revisions import replacement_document
from evalapp.domain.backups import BackupReason
from evalapp.domain.carrying import carried_words
from evalapp.domain.periods import Period
from evalapp.domain.policy.cases import quota_json
from evalapp.domain.policy.model import QuotaLine
from evalapp.domain.policy.quota_words import quota_told
from evalapp.domain.rights import Right
from evalapp.domain.rounds import STAGE_LABELS, Round, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.backups import secure
from evalapp.usecases.longer_rounds import count_policy
from evalapp.usecases.newcomers import newcomers
from evalapp.usecases.revisions import Replacement, replacement, replacement_lines
from evalapp.usecases.rounds import (
    advance_round,
    include_people,
    list_rounds,
    open_round,
    round_status,
    set_unrated,
)
from evalapp.usecases.scores import copy_marks, left_out_of_carrying, stage_of
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round

Outcome = TypeVar("Outcome")


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    begun = add_verb(verbs, "open", _open, N_("open the month: people, forms and policy are frozen into it"))
    add_month(begun)
    begun.add_argument(
        "--others",
        action="store_true",
        help=tr("only for people of the unit who are in no month of it yet, under another policy"),
    )
    add_month(add_verb(verbs, "status", _status, N_("where the month stands")))
    listed = add_verb(verbs, "list", _list, N_("every month of a unit"))
    listed.add_argument("--unit", metavar=tr("CODE"))
    advance = add_verb(verbs, "advance", _advance, N_("move the month on"))
    add_month(advance)
    advance.add_argument("--to", required=True, choices=["deputy", "head", "settling"])
    advance.add_argument("--reason", default="", metavar=tr("TEXT"))
    carried = add_verb(
        verbs, "carry", _carry, N_("give a later stage the scores of an earlier one where it has none")
    )
    add_month(carried)
    carried.add_argument("--from", dest="source", required=True, choices=["self", "deputy"])
    carried.add_argument("--to", required=True, choices=["deputy", "head"])
    settle = add_verb(verbs, "settle", _settle, N_("decide everybody's level at once"))
    add_month(settle)
    settle.add_argument(
        "--first", default="", metavar=tr("CODE,CODE"), help=tr("who goes first among equals at the line")
    )
    settle.add_argument("--reason", default="", metavar=tr("TEXT"), help=tr("why they go first"))
    settle.add_argument(
        "--exception",
        metavar=tr("NUMBER"),
        help=tr("number of the decision that allows the exceptional quota"),
    )
    add_month(add_verb(verbs, "close", _close, N_("seal the settled month")))
    reopen = add_verb(verbs, "reopen", _reopen, N_("make a new revision of a closed month"))
    add_month(reopen)
    reopen.add_argument("--reason", required=True, metavar=tr("TEXT"))
    unrated = add_verb(verbs, "unrate", _unrate, N_("do not rate somebody this month, with a reason"))
    add_month(unrated)
    unrated.add_argument("--person", required=True, metavar=tr("CODE"))
    unrated.add_argument("--reason", required=True, metavar=tr("TEXT"))
    again = add_verb(verbs, "rate", _rate, N_("rate somebody after all who was not to be rated"))
    add_month(again)
    again.add_argument("--person", required=True, metavar=tr("CODE"))
    counted = add_verb(verbs, "count", _count, N_("let months under another policy count in a longer period"))
    add_month(counted)
    counted.add_argument("--months-of", required=True, metavar=tr("CODE"), help=tr("the other policy"))
    counted.add_argument("--reason", required=True, metavar=tr("TEXT"))
    included = add_verb(verbs, "include", _include, N_("add somebody who came after the month was opened"))
    add_month(included)
    who = included.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", metavar=tr("CODE"))
    who.add_argument("--all", action="store_true", help=tr("everybody of the unit who is not in it yet"))
    collective.add_verbs(verbs)
    add_month_verbs(verbs)
    add_discard(verbs)


def _open(args: Namespace) -> int:
    args.answer = unknown_document(args)
    with working(args) as work:
        unit = work.units.by_code(args.unit)
        _remember(args, work, unit.id)
        opening = open_round(
            work,
            unit=unit.id,
            period=Period.parse(args.period),
            policy_code=args.policy,
            others=args.others,
        )
        status = round_status(work, round_id=opening.round.id)
    if wants_json(args):
        put_json({**status_document(status), "warnings": _told(opening.warnings)})
        return DONE
    say(
        tr(
            "{unit}: {month} is open with {people} people under {policy}.",
            unit=opening.round.unit_name,
            month=opening.round.period.named,
            people=opening.people,
            policy=opening.round.policy.code,
        )
    )
    say(*_to_check(opening.warnings))
    return DONE


def _remember(args: Namespace, work: Work, unit: UnitId) -> None:
    """Keep how a month stands that is open already: a refusal to open it again answers with it."""
    period = Period.parse(args.period)
    existing = work.rounds.all(unit=unit, period=period) if work.may(Right.READ_SCORES, unit) else []
    if existing:
        args.answer = status_document(round_status(work, round_id=existing[-1].id))


def _status(args: Namespace) -> int:
    args.answer = unknown_document(args)
    with reading(args) as work:
        status = round_status(work, round_id=month_of(work, args).id)
    put_status(args, status)
    return DONE


def _list(args: Namespace) -> int:
    with reading(args) as work:
        unit = work.units.by_code(args.unit).id if args.unit else None
        rounds = list_rounds(work, unit=unit, replaced=True)
    rows = [
        {
            "unit": each.unit_code,
            "period": str(each.period),
            "policy": each.policy.code,
            "revision": each.revision,
            "stage": each.stage.value,
            "replaced": each.replaced,
            "hash": each.seal,
        }
        for each in rounds
    ]
    if wants_json(args):
        put_json({"months": rows})
    else:
        header = (N_("Unit"), N_("Month"), N_("Policy"), N_("Revision"), N_("Stage"))
        put_table(
            header,
            [
                (each.unit_code, str(each.period), each.policy.code, str(each.revision), _stage_words(each))
                for each in rounds
            ],
            nothing=N_("No month is open. Open one with “month open”."),
        )
    return DONE


def _stage_words(of: Round) -> str:
    stage = tr(STAGE_LABELS[of.stage])
    return tr("{stage}, replaced by a later revision", stage=stage) if of.replaced else stage


def _advance(args: Namespace) -> int:
    to = Stage(args.to)
    return _change(
        args, lambda work, current: advance_round(work, round_id=current.id, to=to, reason=args.reason)
    )


def _carry(args: Namespace) -> int:
    source, target = stage_of(args.source), stage_of(args.to)
    left: list[str] = []

    def carrying(work: Work, current: Round) -> int:
        left.extend(left_out_of_carrying(work, round_id=current.id, source=source, target=target))
        return copy_marks(work, round_id=current.id, source=source, target=target)

    return _change(args, carrying, lambda helped: carried_words(helped, left))


def _settle(args: Namespace) -> int:
    first = tuple(code.strip() for code in args.first.split(",") if code.strip())
    lines: list[QuotaLine] = []

    def settling(work: Work, current: Round) -> Round:
        settled = settle_round(
            work, round_id=current.id, first=first, reason=args.reason, exception=args.exception
        )
        seen = preview_settlement(work, round_id=current.id, first=settled.first, exception=settled.exception)
        lines.extend(seen.quota)
        return settled

    return _change(
        args,
        settling,
        lambda _settled: "\n".join(quota_told(line, str) for line in lines),
        lambda: {"quota": list(map(quota_json, lines))},
    )


def _close(args: Namespace) -> int:
    changed: list[Replacement] = []

    def closing(work: Work, current: Round) -> Round:
        closed = close_round(work, round_id=current.id)
        changed.extend(filter(None, [replacement(work, round_id=closed.id)]))
        return closed

    return _change(
        args,
        closing,
        lambda _closed: "\n".join(replacement_lines(changed[0])) if changed else "",
        lambda: {"replaces": replacement_document(changed[0]) if changed else None},
        secured=True,
    )


def _reopen(args: Namespace) -> int:
    return _change(args, lambda work, current: reopen_round(work, round_id=current.id, reason=args.reason))


def _unrate(args: Namespace) -> int:
    return _change(
        args,
        lambda work, current: set_unrated(
            work, sheet_id=_sheet_of(work, current, args.person), reason=args.reason
        ),
        lambda who: tr(
            "{name} ({code}) is not rated: {reason}", name=who.name, code=who.code, reason=who.unrated
        ),
    )


def _rate(args: Namespace) -> int:
    return _change(
        args,
        lambda work, current: set_unrated(work, sheet_id=_sheet_of(work, current, args.person), reason=None),
        lambda who: tr("{name} ({code}) is rated.", name=who.name, code=who.code),
    )


def _count(args: Namespace) -> int:
    return _change(
        args,
        lambda work, current: count_policy(
            work, round_id=current.id, policy=args.months_of, reason=args.reason
        ),
    )


def _include(args: Namespace) -> int:
    warnings: list[UserError] = []

    def include(work: Work, current: Round) -> None:
        codes = [each.code for each in newcomers(work, current)] if args.all else [args.person]
        warnings.extend(include_people(work, round_id=current.id, codes=codes))

    return _change(
        args, include, lambda _none: "\n".join(_to_check(warnings)), lambda: {"warnings": _told(warnings)}
    )


def _told(warnings: Iterable[UserError]) -> list[dict[str, Any]]:
    return [{"row": None, "reason": tr_error(warning)} for warning in warnings]


def _to_check(warnings: Iterable[UserError]) -> list[str]:
    return [tr("Please check: {text}", text=tr_error(warning)) for warning in warnings]


def _change(
    args: Namespace,
    change: Callable[[Work, Round], Outcome],
    told: Callable[[Outcome], str] | None = None,
    more: Callable[[], dict[str, Any]] = dict,
    *,
    secured: bool = False,
) -> int:
    """Run one change on the named month and say what it did; a refusal answers with the month as it stays."""
    args.answer = unknown_document(args)
    with opened(args) as workspace:
        with workspace.work() as work:
            current = month_of(work, args)
            before = round_status(work, round_id=current.id)
        try:
            if secured:
                secure(workspace, reason=BackupReason.BEFORE_CLOSING)
            with workspace.work() as work:
                outcome = change(work, current)
                after = round_status(work, round_id=month_of(work, args).id)
        except UserError as error:
            args.answer = {**status_document(before), **refusal_document(error)}
            raise
        if secured:
            secure(workspace, reason=BackupReason.CLOSED, period=str(current.period))
    if told is not None and not wants_json(args) and (words := told(outcome)):
        say(words)
    put_status(args, after, **more())
    return DONE


def _sheet_of(work: Work, current: Round, code: str) -> SheetId:
    wanted = code.casefold()
    for sheet in work.rounds.sheets(current.id):
        if sheet.participant.code.casefold() == wanted:
            return sheet.participant.sheet
    raise UserError(
        N_("Nobody with the code {code} is in {unit}, {month}."),
        code=code,
        unit=current.unit_name,
        month=current.period.named,
    )
