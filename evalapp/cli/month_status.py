"""Where a month stands, as the verbs of `evalapp month` answer: in words and as JSON."""

from argparse import Namespace
from typing import Any

from evalapp.base.messages import N_, Term, tr
from evalapp.cli.answers import put_json, say
from evalapp.cli.command import wants_json
from evalapp.cli.reasons import reason_told
from evalapp.cli.scores import lacks_document, put_lacking
from evalapp.domain.fact_places import entered_at
from evalapp.domain.month_results import MISSING_WORDS, MonthResult, Replaced
from evalapp.domain.policy.fact_words import fact_named
from evalapp.domain.policy.settlement import TIE
from evalapp.domain.rounds import STAGE_LABELS
from evalapp.usecases.rounds import RoundStatus


def put_status(args: Namespace, status: RoundStatus, **more: object) -> None:
    """Say where a month stands, with what is further told of it."""
    if wants_json(args):
        put_json({**status_document(status), **more})
        return
    current = status.round
    say(
        tr(
            "{unit}, {month}, revision {revision}: {stage}; {people} people.",
            unit=current.unit_name,
            month=current.period.named,
            revision=current.revision,
            stage=Term(STAGE_LABELS[current.stage]),
            people=status.people,
        )
    )
    if status.newcomers:
        told = N_("Of the unit, but not in the month yet: {people}. “month include --all” takes them in.")
        say(tr(told, people=list(status.newcomers)))
    if status.not_scored:
        say(tr("Not scored yet: {people}.", people=list(status.not_scored)))
    put_lacking(status.lacking)
    if status.suggestions:
        say(tr("Suggestions waiting for an answer: {count}.", count=status.suggestions))
    for tied in status.ties:
        say(tr("Level at the line, to be decided: {people}.", people=list(tied)))
    _say_without_level(status)
    _say_waiting(status)
    if current.seal:
        say(tr("Sealed: {hash}", hash=current.seal))


def _say_without_level(status: RoundStatus) -> None:
    """Who has no level once everybody is scored, by why."""
    by_reason: dict[str, list[str]] = {}
    for code, reason in status.without_level.items():
        if reason == TIE:  # told below, with whom they are equal
            continue
        by_reason.setdefault(reason_told(reason), []).append(code)
    if by_reason:
        reasons = "; ".join(f"{said} ({', '.join(codes)})" for said, codes in by_reason.items())
        told = N_("{count} of {people} people have no level: {reasons}.")
        say(tr(told, count=sum(map(len, by_reason.values())), people=status.people, reasons=reasons))


def _say_waiting(status: RoundStatus) -> None:
    """What results wait for, or no longer rest on."""
    for code, months in status.missing.items():
        said = [f"{each.period.label} ({missing_words(each)})" for each in months]
        say(tr("Months missing for {code}: {months}.", code=code, months=said))
    for code, facts in status.unknown.items():
        say(
            tr(
                "The level of {code} waits for facts that are not known: {facts}. Enter them there, the "
                "figures with “indicators record” for the person or the unit that they lead.",
                code=code,
                facts=[fact_named(each) + " (" + entered_at(each) + ")" for each in facts],
            )
        )
    for each in status.replaced:
        say(
            tr(
                "{code}: {month} was reopened since and no longer says what was used.",
                code=each.code,
                month=each.month.named,
            )
        )


def missing_words(month: MonthResult) -> str:
    """Why a month gives nothing, in words."""
    return tr(MISSING_WORDS[month.missing], detail=month.detail) if month.missing else ""


def unknown_document(args: Namespace) -> dict[str, Any]:
    """The document of a month that is not there."""
    nothing: dict[str, Any] = {
        "policy": args.policy,
        "stage": None,
        "people": 0,
        "not_scored": [],
        "late": [],
    }
    return {"unit": args.unit, "period": args.period, **nothing, "suggestions": 0, "ties": []}


def status_document(status: RoundStatus) -> dict[str, Any]:
    """Where a month stands, as scripts read it."""
    current = status.round
    return {
        "unit": current.unit_code,
        "period": str(current.period),
        "policy": current.policy.code,
        "stage": current.stage.value,
        "people": status.people,
        "not_scored": list(status.not_scored),
        "late": list(status.late),
        "suggestions": status.suggestions,
        "ties": [list(tied) for tied in status.ties],
        "revision": current.revision,
        "skipped": [stage.value for stage in current.skipped],
        "exception": current.exception,
        "collective": current.collective.level if current.collective else None,
        "hash": current.seal,
        "missing": {
            code: [
                {"period": str(each.period), "why": each.missing, "detail": each.detail or None}
                for each in months
            ]
            for code, months in status.missing.items()
        },
        "lacking": {code: lacks_document(lacks) for code, lacks in status.lacking.items()},
        "replaced": [replaced_document(each) for each in status.replaced],
        "without_level": dict(status.without_level),
        "facts_missing": {code: list(facts) for code, facts in status.unknown.items()},
    }


def replaced_document(each: Replaced) -> dict[str, Any]:
    """A month that a longer period used and that no longer says the same."""
    return {
        "code": each.code,
        "month": str(each.month),
        "total": each.before[0],
        "level": each.before[1],
        "total_now": each.after[0] if each.is_closed else None,
        "level_now": each.after[1] if each.is_closed else None,
        "closed": each.is_closed,
    }
