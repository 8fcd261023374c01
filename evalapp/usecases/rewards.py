"""Deciding on what results propose, keeping the register of decisions, and reading both."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.periods import Period, periods_within
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import (
    WAITING,
    Act,
    Entry,
    Prepared,
    Proposal,
    ProposalId,
    RewardList,
    Waiting,
    counted,
    in_order,
)
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.proposals import subject_of
from evalapp.usecases.rounds import refuse_self
from evalapp.usecases.subtrees import units_under

LONGEST_TEXT = 500


class Ruling(Struct, frozen=True):
    """What somebody fills in about a decision; an empty `authority` means that the user decided."""

    number: str = ""
    day: date | None = None
    authority: str = ""
    percent: Decimal | None = None
    reason: str = ""


def list_proposals(
    work: Work, *, unit: UnitId, period: Period | None = None, to: Period | None = None
) -> list[Proposal]:
    """What results of a unit and below it propose, answered ones too; without a period, ever.

    A month stands for itself; a quarter or a year takes what lies within it as well.
    """
    work.require(Right.READ_SCORES, unit)
    last = to or period
    under = units_under(work, unit, work.today if last is None else last.last_day)
    if period is None or last is None:
        return in_order(work.rewards.all(units=under))
    return in_order(work.rewards.all(units=under, periods=periods_within(period.first_day, last.last_day)))


def list_decisions(
    work: Work,
    *,
    unit: UnitId,
    period: Period | None = None,
    to: Period | None = None,
    person: str | None = None,
    kind: ProposalKind | None = None,
) -> list[Proposal]:
    """The register of decisions: what was ever decided, with corrections and revocations, filtered."""
    return [
        each
        for each in list_proposals(work, unit=unit, period=period, to=to)
        if each.entries
        and (person is None or code_key(each.basis.code) == code_key(person))
        and (kind is None or each.kind is kind)
    ]


def waiting_under(work: Work, *, unit: UnitId) -> list[Waiting]:
    """How much waits for a person in a unit and below it, by unit and period."""
    work.require(Right.READ_SCORES, unit)
    return work.rewards.waiting(units_under(work, unit, work.today))


def reward_list(work: Work, *, unit: UnitId, period: Period) -> RewardList:
    """The rewards and penalties of a unit and below it in a period: decided, or still waiting."""
    rows = [
        each
        for each in list_proposals(work, unit=unit, period=period)
        if each.decided is not None or each.state in WAITING
    ]
    named = work.units.get(unit)
    version = named.on(period.last_day) or named.latest
    above = None if version.parent is None else work.units.get(version.parent)
    superior = "" if above is None else (above.on(period.last_day) or above.latest).name
    return RewardList(
        unit_code=named.code,
        unit_name=version.name,
        superior_name=superior,
        period=period,
        proposals=tuple(rows),
        counts=counted(rows),
        hash=_hash_of(named.code, period, rows),
    )


def accept_proposals(
    work: Work, *, keys: Sequence[ProposalId], ruling: Ruling, sure: bool = False
) -> list[Proposal]:
    """Decide on proposals by one decision: all of them, or none where one is refused.

    `sure` says that a day before the month was closed is meant.
    """

    def accept(before: Proposal) -> Proposal:
        entry = _entry(work, Act.DECIDED, ruling, before)
        return before.accept(today=work.today, entry=entry, sure=sure)

    pairs = _answered(work, keys, accept)
    for number, (before, after) in enumerate(pairs):
        work.progress(number, len(pairs))
        work.audit.record("proposal.accepted", subject_of(after), **_told(before, after))
    return [after for _, after in pairs]


def reject_proposals(work: Work, *, keys: Sequence[ProposalId], reason: str) -> list[Proposal]:
    """Say why proposals are not followed."""
    why = _text(reason)
    pairs = _answered(work, keys, lambda each: each.reject(why, by=work.user.name, at=work.now))
    for before, after in pairs:
        work.audit.record("proposal.rejected", subject_of(after), **_told(before, after))
    return [after for _, after in pairs]


def postpone_proposals(work: Work, *, keys: Sequence[ProposalId], reason: str = "") -> list[Proposal]:
    """Put proposals off; they still wait."""
    why = _text(reason)
    pairs = _answered(work, keys, lambda each: each.postpone(why, by=work.user.name, at=work.now))
    for before, after in pairs:
        work.audit.record("proposal.postponed", subject_of(after), **_told(before, after))
    return [after for _, after in pairs]


def take_up_proposals(work: Work, *, keys: Sequence[ProposalId]) -> list[Proposal]:
    """Open proposals again that were put off, not followed, or whose decision was revoked."""
    pairs = _answered(work, keys, lambda each: each.take_up(by=work.user.name, at=work.now))
    for before, after in pairs:
        work.audit.record("proposal.taken_up", subject_of(after), **_told(before, after))
    return [after for _, after in pairs]


def prepare_proposals(work: Work, *, keys: Sequence[ProposalId], ruling: Ruling) -> list[Proposal]:
    """Lay a decision before those who decide: it decides nothing."""
    laid = Prepared(
        _text(ruling.number), ruling.day, _text(ruling.authority), _text(ruling.reason), work.user.name
    )
    prepared: list[Proposal] = []
    for before in _own(work, _each_once(keys), Right.PREPARE_DECISIONS):
        after = before.prepare(laid)
        work.rewards.save([after])
        told = {"number": laid.number, "authority": laid.authority, "note": laid.note}
        work.audit.record("proposal.prepared", subject_of(after), rule=after.code, **told)
        prepared.append(after)
    return prepared


def correct_decision(work: Work, *, key: ProposalId, ruling: Ruling) -> Proposal:
    """Put a decision right by a further entry with its reason; what is not given stays as it was."""
    (before,) = _own(work, [key], Right.DECIDE)
    stands = before.decided
    if stands is not None:
        ruling = Ruling(
            ruling.number or stands.number,
            ruling.day or stands.day,
            ruling.authority or stands.authority,
            stands.percent if ruling.percent is None else ruling.percent,
            ruling.reason,
        )
    after = before.correct(_entry(work, Act.CORRECTED, ruling, before), today=work.today)
    work.rewards.save([after])
    work.audit.record("decision.corrected", subject_of(after), **_told(before, after))
    return after


def confirm_decision(work: Work, *, key: ProposalId, reason: str) -> Proposal:
    """Uphold a decision whose basis changed."""
    (before,) = _own(work, [key], Right.DECIDE)
    after = before.confirm(_entry(work, Act.CONFIRMED, Ruling(reason=reason), before))
    work.rewards.save([after])
    work.audit.record("decision.confirmed", subject_of(after), **_told(before, after))
    return after


def revoke_decision(work: Work, *, key: ProposalId, ruling: Ruling) -> Proposal:
    """Take a decision back; number and day of the decision that does so may be given."""
    (before,) = _own(work, [key], Right.DECIDE)
    after = before.revoke(_entry(work, Act.REVOKED, ruling, before), today=work.today)
    work.rewards.save([after])
    work.audit.record("decision.revoked", subject_of(after), **_told(before, after))
    return after


def _answered(
    work: Work, keys: Sequence[ProposalId], answer: Callable[[Proposal], Proposal]
) -> list[tuple[Proposal, Proposal]]:
    """Every proposal before and after an answer: all of them kept, or none where one is refused."""
    chosen = _each_once(keys)
    if not chosen:
        raise UserError(N_("Nothing is chosen: name the proposals by their numbers."))
    pairs = [(before, answer(before)) for before in _own(work, chosen, Right.DECIDE)]
    work.rewards.save([after for _, after in pairs])
    return pairs


def _own(work: Work, keys: Sequence[ProposalId], right: Right) -> list[Proposal]:
    """Proposals that the user may decide on, or prepare: never one about themself."""
    found = work.rewards.some(keys)
    for unit in {_deciding(work, proposal) for proposal in found}:
        work.require(right, unit)
    for proposal in found:
        if proposal.basis.person is not None:
            refuse_self(work, proposal.basis.person)
    return found


def _deciding(work: Work, proposal: Proposal) -> UnitId:
    """Over which unit somebody needs the right: about a unit itself the one above it decides."""
    basis = proposal.basis
    if basis.person is not None:
        return basis.unit
    unit = work.units.get(basis.unit)
    return (unit.on(basis.period.last_day) or unit.latest).parent or basis.unit


def _told(before: Proposal, after: Proposal) -> dict[str, str | None]:
    """What the history keeps of an answer, or of a further entry."""
    added = after.entries[-1] if len(after.entries) > len(before.entries) else None
    return {
        "rule": after.code,
        "before": before.state.value,
        "after": after.state.value,
        "reason": added.reason if added else after.reason,
        **({} if added is None else _entry_detail(added)),
    }


def _entry_detail(entry: Entry) -> dict[str, str | None]:
    return {
        "number": entry.number,
        "day": entry.day.isoformat() if entry.day else None,
        "authority": entry.authority,
        "percent": None if entry.percent is None else str(entry.percent),
        "seal": entry.seal,
    }


def _entry(work: Work, act: Act, ruling: Ruling, proposal: Proposal) -> Entry:
    return Entry(
        act,
        _text(ruling.number),
        ruling.day,
        _text(ruling.authority) or work.user.name,
        ruling.percent,
        _text(ruling.reason),
        proposal.basis.revision,
        proposal.basis.seal,
        work.user.name,
        work.now,
    )


def _each_once(keys: Iterable[ProposalId]) -> list[ProposalId]:
    return list(dict.fromkeys(keys))


def _text(text: str) -> str:
    kept = clean(text)
    if len(kept) > LONGEST_TEXT:
        raise UserError(N_("The text is longer than {most} letters."), most=LONGEST_TEXT)
    return kept


def _hash_of(unit: str, period: Period, rows: Sequence[Proposal]) -> str:
    """What the list was made from: the same results and decisions print the same hash."""
    return sha256_of(
        {
            "unit": unit,
            "period": str(period),
            "rows": [
                {
                    "seal": each.basis.seal,
                    "person": each.basis.code,
                    "rule": each.code,
                    "state": each.state.value,
                    "changed": each.changed,
                    "entries": [
                        {"act": entry.act.value, "reason": entry.reason, **_entry_detail(entry)}
                        for entry in each.entries
                    ],
                }
                for each in rows
            ],
        }
    )
