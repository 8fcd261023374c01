"""Rewards and penalties: what sealed results propose, what somebody decided on it, and on what it rests.

A proposal never acts by itself. A decision is entered in the register with number and day and never
changed there: a correction, a confirmation, a revocation is a further entry with its reason. A result that is
replaced withdraws the proposals that no longer follow; a decision that rested on one waits for a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import FieldError, Unsure, UserError
from evalapp.base.messages import N_, Term, tr
from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rounds import RoundId, SheetId
from evalapp.domain.units import UnitId

ProposalId = NewType("ProposalId", int)

KIND_LABELS: Mapping[ProposalKind, str] = {
    ProposalKind.COMMENDATION: N_("Commendation"),
    ProposalKind.PAY: N_("Pay factor"),
    ProposalKind.TRAINING: N_("Training"),
    ProposalKind.TRANSFER: N_("Transfer"),
    ProposalKind.REVIEW: N_("Review for dismissal"),
    ProposalKind.OTHER: N_("Other measure"),
}
MOST_PERCENT = Decimal(1000)


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    POSTPONED = "postponed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # by itself: it no longer follows from the result that stands
    REVOKED = "revoked"  # the decision on it was


STATE_LABELS: Mapping[ProposalState, str] = {
    ProposalState.OPEN: N_("To decide"),
    ProposalState.POSTPONED: N_("Postponed"),
    ProposalState.ACCEPTED: N_("Decided"),
    ProposalState.REJECTED: N_("Not followed"),
    ProposalState.WITHDRAWN: N_("Withdrawn"),
    ProposalState.REVOKED: N_("Revoked"),
}
WAITING = frozenset({ProposalState.OPEN, ProposalState.POSTPONED})


class Act(StrEnum):
    """What an entry of the register of decisions says."""

    DECIDED = "decided"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"


ACT_LABELS: Mapping[Act, str] = {
    Act.DECIDED: N_("Decision"),
    Act.CORRECTED: N_("Correction"),
    Act.CONFIRMED: N_("Confirmed on the changed result"),
    Act.REVOKED: N_("Revocation"),
}


BEFORE_CLOSED = N_("The day {day} lies before {month} was closed ({closed}).")
#: The reason of a proposal that rested on earlier levels as well, which are others now.
EARLIER_REPLACED = "earlier"
_REPLACED = "result"


def replaced_by(revision: int, level: str | None) -> str:
    """The reason of a proposal whose result was replaced: by which revision, with which level."""
    return f"{_REPLACED} {revision} {level or '-'}"


class Earlier(Struct, frozen=True):
    """A level somebody had before, and where."""

    period: Period
    level: str
    unit_code: str


class Basis(Struct, frozen=True):
    """The sealed result that a proposal rests on, with the person, or the unit itself, as it stood then."""

    sheet: SheetId | None  # none: the result of the unit as a collective
    round: RoundId
    person: PersonId | None
    code: str
    name: str
    title: str
    form: str
    unit: UnitId
    unit_code: str
    unit_name: str
    period: Period
    policy_code: str
    revision: int
    seal: str
    total: Decimal | None
    level: str | None
    closed_at: datetime | None
    reopened: bool = False  # a later revision exists, closed or not

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order."""
        return person_sort_key(self.name), self.code

    @property
    def closed_on(self) -> date | None:
        """The day on which the result was sealed."""
        return self.closed_at.astimezone(VIET_NAM).date() if self.closed_at else None


class Prepared(Struct, frozen=True):
    """A decision as somebody laid it before those who decide; it decides nothing."""

    number: str
    day: date | None
    authority: str
    note: str
    by: str


class Entry(Struct, frozen=True):
    """One line of the register of decisions; `revision` and `seal` are of the result it rested on then."""

    act: Act
    number: str
    day: date | None
    authority: str  # who decided
    percent: Decimal | None
    reason: str
    revision: int
    seal: str
    by: str
    at: datetime


class Proposal(Struct, frozen=True):
    """What a rule lets somebody propose about a person, and what was decided on it, oldest entry first."""

    id: ProposalId
    basis: Basis
    code: str
    label: str
    kind: ProposalKind
    percent: Decimal | None
    cites: str
    unknown: tuple[str, ...] = ()  # facts without which the rule cannot be judged
    earlier: tuple[Earlier, ...] = ()  # the earlier levels that it rests on as well
    state: ProposalState = ProposalState.OPEN
    reason: str = ""  # why it was not followed, put off or withdrawn
    by: str = ""
    at: datetime | None = None
    changed: bool = False  # a decision rests on it, and its basis is no longer so
    prepared: Prepared | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def decided(self) -> Entry | None:
        """The decision as it reads after corrections; None where none stands."""
        if not self.entries or self.entries[-1].act is Act.REVOKED:
            return None
        return next(each for each in reversed(self.entries) if each.act is not Act.CONFIRMED)

    @property
    def paid(self) -> Decimal | None:
        """The percent of pay that stands decided, else the one proposed."""
        return self.percent if self.decided is None else self.decided.percent

    @property
    def why(self) -> str:
        """Why it was not followed, put off or withdrawn, in the language in use."""
        if self.state is not ProposalState.WITHDRAWN:
            return self.reason
        if self.reason == EARLIER_REPLACED:
            return tr("The earlier levels that it rested on as well were replaced: it no longer follows")
        _, revision, level = self.reason.split()
        return tr(
            "Revision {revision} gives level {level}: it no longer follows",
            revision=revision,
            level=level.replace("-", "–"),
        )

    def refuse_answered(self) -> None:
        """Refuse to decide what is decided, withdrawn, or rests on a month that was reopened."""
        if self.basis.reopened and self.state in WAITING:
            raise UserError(
                N_(
                    "{name}: {unit}, {month} was reopened. Close it again first: "
                    "what follows from it is then worked out anew."
                ),
                name=self.basis.name,
                unit=self.basis.unit_name,
                month=self.basis.period.named,
            )
        if self.state not in WAITING:
            raise UserError(
                N_("{name}, “{label}”: already answered ({state}). Take it up again, or correct the entry."),
                name=self.basis.name,
                label=self.label,
                state=Term(STATE_LABELS[self.state]),
            )

    def accept(self, *, today: date, entry: Entry, sure: bool) -> Self:
        """The proposal with a decision; a day before the month was closed is asked about."""
        self.refuse_answered()
        if self.unknown:
            raise UserError(
                N_("{name}, “{label}” cannot be judged: not known is {facts}. Find it out first."),
                name=self.basis.name,
                label=self.label,
                facts=", ".join(fact_title(name) for name in self.unknown),
            )
        self._check(entry, today)
        closed = self.basis.closed_on
        if closed and entry.day and entry.day < closed and not sure:
            early = UserError(
                BEFORE_CLOSED,
                day=entry.day,
                month=self.basis.period.named,
                closed=closed,
            )
            raise Unsure("day", early)
        percent = self.percent if entry.percent is None else entry.percent
        return replace(
            self,
            state=ProposalState.ACCEPTED,
            reason="",
            by=entry.by,
            at=entry.at,
            entries=(*self.entries, replace(entry, percent=percent)),
        )

    def reject(self, reason: str, *, by: str, at: datetime) -> Self:
        """The proposal, not followed."""
        self.refuse_answered()
        _need_reason(reason)
        return replace(self, state=ProposalState.REJECTED, reason=reason, by=by, at=at)

    def postpone(self, reason: str, *, by: str, at: datetime) -> Self:
        """The proposal, put off; it still waits."""
        self.refuse_answered()
        return replace(self, state=ProposalState.POSTPONED, reason=reason, by=by, at=at)

    def take_up(self, *, by: str, at: datetime) -> Self:
        """The proposal, open again after it was put off, not followed, or its decision revoked."""
        if self.state not in (ProposalState.POSTPONED, ProposalState.REJECTED, ProposalState.REVOKED):
            raise UserError(
                N_("{name}, “{label}” cannot be taken up again: {state}."),
                name=self.basis.name,
                label=self.label,
                state=Term(STATE_LABELS[self.state]),
            )
        return replace(self, state=ProposalState.OPEN, reason="", by=by, at=at)

    def prepare(self, prepared: Prepared) -> Self:
        """The proposal with a decision laid before those who decide."""
        self.refuse_answered()
        return replace(self, prepared=prepared)

    def correct(self, entry: Entry, *, today: date) -> Self:
        """The decision, put right by a further entry."""
        self._need_decision()
        _need_reason(entry.reason)
        self._check(entry, today)
        return replace(self, entries=(*self.entries, entry))

    def confirm(self, entry: Entry) -> Self:
        """The decision upheld, although its basis changed."""
        if not self.changed:
            raise UserError(
                N_("The basis of the decision on {name} has not changed: there is nothing to confirm."),
                name=self.basis.name,
            )
        _need_reason(entry.reason)
        return replace(self, changed=False, entries=(*self.entries, entry))

    def revoke(self, entry: Entry, *, today: date) -> Self:
        """The decision taken back by a further entry."""
        self._need_decision()
        _need_reason(entry.reason)
        _check_day(entry.day, today)
        withdrawn = self.state is ProposalState.WITHDRAWN
        state = ProposalState.WITHDRAWN if withdrawn else ProposalState.REVOKED
        return replace(self, changed=False, state=state, entries=(*self.entries, entry))

    def withdraw(self, reason: str, *, at: datetime) -> Self:
        """The proposal as it stands once it no longer follows; a decision on it waits for a person."""
        return replace(
            self,
            state=ProposalState.WITHDRAWN,
            reason=reason,
            by="",
            at=at,
            changed=self.decided is not None,
        )

    def _need_decision(self) -> None:
        if self.decided is None:
            raise UserError(
                N_("No decision stands on {name}, “{label}”."), name=self.basis.name, label=self.label
            )

    def _check(self, entry: Entry, today: date) -> None:
        if not entry.number:
            raise FieldError("number", UserError(N_("A decision needs its number, such as 12/QĐ-UBND.")))
        if entry.day is None:
            raise FieldError("day", UserError(N_("A decision needs its day.")))
        _check_day(entry.day, today)
        _check_percent(self, entry.percent)


def _check_day(day: date | None, today: date) -> None:
    if day is not None and day > today:
        refusal = UserError(
            N_("The day {day} lies in the future: a decision is recorded once it is made."), day=day
        )
        raise FieldError("day", refusal)


def _check_percent(proposal: Proposal, percent: Decimal | None) -> None:
    if percent is None:
        return
    if proposal.kind is not ProposalKind.PAY:
        refusal = UserError(N_("“{label}” is about no pay: leave the percent out."), label=proposal.label)
        raise FieldError("percent", refusal)
    most = MOST_PERCENT if proposal.percent is None else proposal.percent
    if not 0 <= percent <= most:
        refusal = UserError(
            N_("“{label}” allows 0 to {most} percent of pay, not {percent}."),
            label=proposal.label,
            most=most,
            percent=percent,
        )
        raise FieldError("percent", refusal)


def _need_reason(reason: str) -> None:
    if not reason:
        raise UserError(N_("Say why: the reason stays on record."))


class Counted(Struct, frozen=True):
    """How many decisions of a kind stand, and what percents of pay they add up to."""

    kind: ProposalKind
    decisions: int
    percent: Decimal | None  # the sum of pay factors, of pay alone


def counted(proposals: Iterable[Proposal]) -> tuple[Counted, ...]:
    """The decisions that stand, by kind; pay factors added up exactly."""
    standing = [each for each in proposals if each.decided is not None]
    found: list[Counted] = []
    for kind in ProposalKind:
        of_kind = [each for each in standing if each.kind is kind]
        if of_kind:
            total = sum((each.paid or Decimal(0) for each in of_kind), Decimal(0))
            found.append(Counted(kind, len(of_kind), total if kind is ProposalKind.PAY else None))
    return tuple(found)


def in_order(proposals: Iterable[Proposal]) -> list[Proposal]:
    """By period, then unit, then given name in Vietnamese order, then as the policy lists its rules."""
    return sorted(
        proposals,
        key=lambda each: (each.basis.period.first_day, each.basis.unit_code, each.basis.sort_key, each.id),
    )


class RewardList(Struct, frozen=True):
    """The rewards and penalties of a unit and those below it in a period, as they are printed."""

    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    proposals: tuple[Proposal, ...]
    counts: tuple[Counted, ...]
    hash: str

    @property
    def is_draft(self) -> bool:
        """Whether something still waits for a decision."""
        return any(each.state in WAITING or each.changed for each in self.proposals)


class Waiting(Struct, frozen=True):
    """How much of a unit's period waits for a person: proposals, and decisions whose basis changed."""

    unit: UnitId
    period: Period
    proposals: int
    changed: int


def earlier_of(
    period: Period, levels: Mapping[Period, Earlier | None], *, known: Sequence[str]
) -> tuple[Earlier | None, ...]:
    """The levels of the periods before one, latest first; None where there is none that the policy knows."""
    if not levels:
        return ()
    first = min(levels, key=lambda each: each.first_day)
    found: list[Earlier | None] = []
    before = period.previous()
    while before.first_day >= first.first_day:
        level = levels.get(before)
        found.append(level if level is not None and level.level in known else None)
        before = before.previous()
    return tuple(found)
