"""Settling a round for everybody at once, closing it under seal, reopening it with a reason."""

from collections.abc import Sequence

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.model import GroupRating, Policy
from evalapp.domain.policy.parts import OpenFindings
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, Result, Round, RoundId, Sheet, Stage
from evalapp.domain.seals import result_seal, round_seal
from evalapp.store.work import Work
from evalapp.usecases.collectives import refuse_collective_missing
from evalapp.usecases.considering import Considered, consider_again, forget_considered
from evalapp.usecases.lacking import refuse_unexplained
from evalapp.usecases.open_findings import refuse_open_findings
from evalapp.usecases.proposals import draw_proposals
from evalapp.usecases.rating import Named, rate_named, rate_round
from evalapp.usecases.rounds import refuse_not_scored, refuse_rated_twice, refuse_self, round_subject

#: Said where people are equal at a quota's line; the command line adds which command decides.
TIES_OPEN = N_(
    "These people are level at the line of the quota: {people}. Name who goes first, with a reason."
)


def preview_settlement(
    work: Work, *, round_id: RoundId, first: tuple[str, ...] = (), exception: str | None = None
) -> GroupRating:
    """What settling would give, with the line and the ties; nothing is written."""
    current, policy, sheets = _scored(work, round_id)
    rated = rate_round(policy, current, sheets, first=_known(first, current, sheets), exception=exception)
    work.bulk.hold("rated", rated.ratings)
    return rated


def preview_considered(work: Work, *, round_id: RoundId, considered: Considered) -> Named:
    """What settling would give with what is considered; who is tied no longer decides nothing."""
    current, policy, sheets = _scored(work, round_id)
    named = rate_named(
        policy, current, sheets, named=considered.first, exception=considered.exception or None
    )
    work.bulk.hold("rated", named.rated.ratings)
    return named


def settle_round(
    work: Work,
    *,
    round_id: RoundId,
    first: tuple[str, ...] = (),
    reason: str = "",
    exception: str | None = None,
) -> Round:
    """Decide everybody's level at once; open ties are refused, naming them."""
    current, policy, sheets = _scored(work, round_id)
    work.require(Right.DECIDE, current.unit)
    decided = current.settled(
        exception=_decision_number(exception),
        first=_known(first, current, sheets),
        first_reason=reason.strip(),
    )
    if current.stage not in (DECIDING, Stage.SETTLING):
        raise UserError(
            N_("{unit}, {month} has not come to the head's scores yet. Move it on to the head first."),
            unit=current.unit_name,
            month=current.period.named,
        )
    refuse_not_scored(current, sheets, policy)
    refuse_unexplained(policy, sheets)
    refuse_rated_twice(current, sheets, work.rounds.elsewhere(current))
    refuse_open_findings(work, current, policy, sheets, OpenFindings.SETTLING)
    if decided.first and not decided.first_reason:
        raise UserError(N_("Naming who goes first needs a reason: it stays on record with the result."))
    for sheet in sheets:
        if sheet.participant.code in decided.first:
            refuse_self(work, sheet.participant.person)
    rated = rate_round(policy, current, sheets, first=decided.first, exception=decided.exception)
    work.bulk.hold("rated", rated.ratings)
    refuse_collective_missing(current, rated)
    _refuse_ties(rated)
    by_code = {sheet.participant.code: sheet.participant.sheet for sheet in sheets}
    work.rounds.save_results(current.id, [Result(by_code[rating.id], rating) for rating in rated.ratings])
    work.registers.keep(sheets)
    work.groups.keep(sheets)
    work.months.keep(sheets)
    work.products.keep(sheets)
    work.rounds.save(decided)
    forget_considered(work, current.id)
    work.audit.record(
        "round.settled",
        round_subject(current),
        exception=decided.exception,
        first=list(decided.first),
        reason=decided.first_reason,
        levels={rating.id: rating.level for rating in rated.ratings},
    )
    return decided


def close_round(work: Work, *, round_id: RoundId) -> Round:
    """Seal inputs, policy, trace and result of everybody; nothing closed is computed again when read."""
    current = work.rounds.get(round_id)
    work.require(Right.DECIDE, current.unit)
    current.close(at=work.now, seal="")  # refuses before anything is computed
    results = work.rounds.results(current.id)
    sheets = work.rounds.sheets(current.id)
    policy = work.policies.get(current.policy.id)
    refuse_open_findings(work, current, policy, sheets, OpenFindings.CLOSING)
    sealed = [
        replace(result, seal=result_seal(current, sheet, result.rating))
        for sheet in sheets
        if (result := results.get(sheet.participant.sheet))
    ]
    work.rounds.save_results(current.id, sealed)
    closed = current.close(at=work.now, seal=round_seal(current, [result.seal or "" for result in sealed]))
    work.rounds.save(closed)
    work.audit.record("round.closed", round_subject(closed), seal=closed.seal, people=len(sealed))
    draw_proposals(work, of=closed)
    return closed


def reopen_round(work: Work, *, round_id: RoundId, reason: str) -> Round:
    """Make a new revision of a closed round, at the head's stage, with all scores; the old one stays."""
    current = work.rounds.get(round_id)
    work.require(Right.DECIDE, current.unit)
    current.refuse_reopening(reason)
    opened = work.rounds.add(
        replace(
            current,
            stage=Stage.SETTLING if current.is_derived else DECIDING,
            opened_at=work.now,
            revision=current.revision + 1,
            reason=reason.strip(),
            exception=None,
            first=(),
            first_reason="",
            closed_at=None,
            seal=None,
        )
    )
    old = work.rounds.sheets(current.id)
    work.rounds.add_participants(opened.id, [sheet.participant for sheet in old])
    keys = {sheet.participant.person: sheet.participant.sheet for sheet in work.rounds.sheets(opened.id)}
    work.rounds.save_marks(
        [
            (keys[sheet.participant.person], stage, code, mark)
            for sheet in old
            for stage, marks in sheet.marks.items()
            for code, mark in marks.items()
        ]
    )
    work.registers.add_decisions(
        [(keys[sheet.participant.person], decision) for sheet in old for decision in sheet.decisions]
    )
    work.attachments.carry(
        {keys[sheet.participant.person]: [each for each in sheet.attachments if each.stands] for sheet in old}
    )
    if current.collective is not None:
        work.rounds.save_collective(opened.id, current.collective)
    work.months.carry(current.id, opened.id)
    consider_again(work, decided=current, now=opened.id)
    work.rounds.save(replace(current, replaced=True))
    work.audit.record("round.reopened", round_subject(opened), reason=opened.reason, replaces=current.seal)
    return opened


def _scored(work: Work, round_id: RoundId) -> tuple[Round, Policy, list[Sheet]]:
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    return current, work.policies.get(current.policy.id), work.rounds.sheets(round_id)


def _decision_number(exception: str | None) -> str | None:
    if exception is not None and not exception.strip():
        raise UserError(N_("The exceptional quota needs the number of the decision that allows it."))
    return exception.strip() if exception else None


def _known(first: Sequence[str], current: Round, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    codes = {sheet.participant.code.casefold(): sheet.participant.code for sheet in sheets}
    unknown = [code for code in first if code.casefold() not in codes]
    if unknown:
        raise UserError(
            N_("Not in this {kind}: {codes}. Name people of the round by their codes."),
            codes=unknown,
            kind=current.period.sort,
        )
    return tuple(codes[code.casefold()] for code in first)


def _refuse_ties(rated: GroupRating) -> None:
    if rated.waiting:
        raise UserError(TIES_OPEN, people=[" = ".join(tied) for tied in rated.waiting])
