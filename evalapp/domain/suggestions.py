"""Suggestions: what entries of the registers propose for a person's month under its policy.

They are computed, never stored; only what somebody decided on one is. A gate needs no decision: the policy
applies it, and it is shown for information.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import clean
from evalapp.domain.periods import Period
from evalapp.domain.policy.facts import COMPUTED, FACTS, FactType
from evalapp.domain.policy.formulas import LOWERED_BY
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Kind, Policy, Rating, TraceEntry
from evalapp.domain.policy.parts import BonusGround, Decider, Event, Gate
from evalapp.domain.policy.rule_counts import cost_of, hundredths
from evalapp.domain.registers import Evidence
from evalapp.domain.rounds import DECIDING, Answer, Decision, Mark, Sheet

Rule = TypeVar("Rule", Event, BonusGround)

_ZERO = Decimal(0)
#: What follows from absence, so that leave is the evidence behind it.
_OF_ABSENCE = frozenset({"worked_months", "excused_months", "served_months", "unexcused_months"})
#: Rows that a person scores, so that an event can cost points there; the others are reckoned.
_SCORED = frozenset(
    {Kind.POINTS, Kind.DEDUCT_FROM_FULL, Kind.PASS_FAIL, Kind.COMPLETION_BAND, Kind.DEDUCTION}
)


class Nature(StrEnum):
    """What a suggestion comes from: it costs points, earns them, or forces or caps a level."""

    EVENT = "event"
    BONUS = "bonus"
    GATE = "gate"


class State(StrEnum):
    """Where a suggestion stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INFORMATION = "information"


STATE_LABELS = {
    State.OPEN: N_("Open"),
    State.ACCEPTED: N_("Accepted"),
    State.REJECTED: N_("Rejected"),
    State.INFORMATION: N_("For information"),
}


#: Why a suggestion cannot be accepted yet: it lowers or raises what the head has given.
HEAD_FIRST = N_("The head has not scored {rows} of {name} yet. Score that, then accept the suggestion.")


class Suggestion(Struct, frozen=True):
    """One proposal: what and why, the rows that it may touch, and how many points it costs or earns.

    No `points`: the unit set none, and the head says how many. No `evidence`: what it rested on was withdrawn
    or changed after the decision, which `undo` takes back.
    """

    key: str
    nature: Nature
    code: str
    label: str
    evidence: Evidence | None
    rows: tuple[str, ...] = ()
    points: Decimal = _ZERO
    cap: Decimal | None = None
    level: str | None = None  # of a gate
    decision: Decision | None = None
    cites: str = ""
    needs_document: bool = False

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.nature is Nature.GATE:
            return State.INFORMATION
        if self.decision is None:
            return State.OPEN
        return State.ACCEPTED if self.decision.answer is Answer.ACCEPTED else State.REJECTED

    @property
    def lapsed(self) -> bool:
        """Whether it was decided on something that no longer stands."""
        return self.evidence is None

    @property
    def row(self) -> str | None:
        """The row that it touched, or the only one that it can touch."""
        if self.decision is not None and self.decision.row:
            return self.decision.row
        return self.rows[0] if len(self.rows) == 1 else None

    @property
    def written(self) -> str:
        """What it rests on, in one line."""
        if self.evidence is not None:
            return self.evidence.written
        return self.decision.evidence if self.decision else ""


def suggestions_of(policy: Policy, sheet: Sheet, period: Period) -> tuple[Suggestion, ...]:
    """What is proposed for somebody, in order of the days; then gates, then what lapsed after a decision."""
    form = policy.form(sheet.participant.form)
    if form is None:
        raise ValueError(f"a round without the form {sheet.participant.form}")
    decided = {decision.key: decision for decision in sheet.decisions}
    rules = rules_for(policy, period)
    proposed = _repeated(
        rules,
        [
            replace(found, decision=decided.pop(found.key, None))
            for evidence in sheet.evidence
            if evidence.counts and (found := _proposed(rules, form, evidence))
        ],
    )
    lapsed = [_lapsed(policy, decision) for decision in decided.values()]
    return (*proposed, *_gates(rules, sheet, period), *lapsed)


def open_suggestions(policy: Policy, sheet: Sheet, period: Period) -> int:
    """How many proposals for somebody wait for a decision."""
    return sum(each.state is State.OPEN for each in suggestions_of(policy, sheet, period))


def suggestion_by_key(policy: Policy, sheet: Sheet, period: Period, key: str) -> Suggestion:
    """One proposal; refuse a key that names none, or a gate, on which nobody decides."""
    for each in suggestions_of(policy, sheet, period):
        if each.key == key and each.nature is Nature.GATE:
            raise UserError(
                N_("“{label}” follows from the policy by itself: there is nothing to decide."),
                label=each.label,
            )
        if each.key == key:
            return each
    raise UserError(
        N_("{name} has no suggestion “{key}” in this period. List the suggestions for the right one."),
        name=sheet.participant.name,
        key=key,
    )


def accept(
    suggestion: Suggestion, sheet: Sheet, row: Criterion, points: Decimal | None, *, by: str, at: datetime
) -> tuple[Mark, Decision]:
    """The head's mark and the decision after a suggestion is accepted; the row's own check comes after."""
    if suggestion.needs_document and suggestion.evidence and not suggestion.evidence.document:
        raise UserError(
            N_("“{label}” rests on a document. Enter its number in the register, then accept it."),
            label=suggestion.label,
        )
    mark = sheet.mark(DECIDING, row.code)
    if mark.points is None and row.kind not in OPTIONAL_KINDS:
        raise UserError(
            HEAD_FIRST,
            rows=row.code,
            name=f"{sheet.participant.name} ({sheet.participant.code})",
        )
    held = mark.points or _ZERO
    taken = _taken(suggestion, sheet, points, _room(suggestion, row, held))
    raises = row.kind in OPTIONAL_KINDS
    word = "Thưởng" if suggestion.nature is Nature.BONUS else "Trừ"
    shown = plain(taken).replace(".", ",")
    added = clean(f"{word} {shown} điểm: {suggestion.label} ({suggestion.written})")
    change = taken if raises else -taken
    decision = Decision(
        key=suggestion.key,
        answer=Answer.ACCEPTED,
        code=suggestion.code,
        evidence=suggestion.written,
        by=by,
        at=at,
        row=row.code,
        points=change,
        before=mark.points,
        added=added,
    )
    return Mark(held + change, "; ".join(part for part in (mark.note, added) if part)), decision


def reject(suggestion: Suggestion, reason: str, *, by: str, at: datetime) -> Decision:
    """The decision that a suggestion is not followed, which needs a reason."""
    refuse_decided(suggestion)
    if not reason.strip():
        raise UserError(N_("Rejecting a suggestion needs a reason: it stays on record with the result."))
    return Decision(
        key=suggestion.key,
        answer=Answer.REJECTED,
        code=suggestion.code,
        evidence=suggestion.written,
        by=by,
        at=at,
        reason=clean(reason),
    )


def undo(decision: Decision, sheet: Sheet, row: Criterion) -> Mark:
    """The head's mark as it was before a suggestion was accepted.

    Of a row that was scored again since, only the decision's own points are given back, as far as it takes
    them.
    """
    mark = sheet.mark(DECIDING, decision.row)
    note = without_added(mark.note, decision.added)
    if mark.points is None:
        return Mark(None, note)
    points = max(mark.points - decision.points, row.minimum)
    points = points if row.maximum is None else min(points, row.maximum)
    return Mark(None if decision.before is None and points == 0 else points, note)


def with_evidence(rating: Rating, policy: Policy, sheet: Sheet) -> Rating:
    """The rating with the documents behind each gate that fired, so that the trace names them."""
    gates = {gate.code: gate for gate in policy.gates}
    if sheet.failed:
        rating = replace(rating, trace=tuple(_of_the_led(entry, sheet) for entry in rating.trace))
    if not sheet.evidence:
        return rating
    return replace(
        rating,
        trace=tuple(
            _told(entry, gates[entry.code], sheet) if entry.step == "gate" else entry
            for entry in rating.trace
        ),
    )


def _of_the_led(entry: TraceEntry, sheet: Sheet) -> TraceEntry:
    """The part that the results of the people led bring down, with whose they are."""
    if entry.step != "part" or LOWERED_BY.get(entry.code) != "subordinate_failed":
        return entry
    return replace(entry, values={**entry.values, "evidence": ", ".join(sheet.failed)})


def _told(entry: TraceEntry, gate: Gate, sheet: Sheet) -> TraceEntry:
    behind = [each.written for each in _behind(gate, sheet)]
    return replace(entry, values={**entry.values, "evidence": "; ".join(behind)}) if behind else entry


def _behind(gate: Gate, sheet: Sheet) -> list[Evidence]:
    tested = {test.fact for test in gate.when.tests}
    tested |= {"absent_months"} if tested & _OF_ABSENCE else set()
    return [each for each in sheet.evidence if each.fact and each.fact in tested]


def _repeated(policy: Policy, proposed: list[Suggestion]) -> list[Suggestion]:
    """What happened again in the period costs as much more as its event says; the rejected did not happen."""
    times = {event.code: event.repeat for event in policy.events if event.repeat is not None}
    seen: set[str] = set()
    told: list[Suggestion] = []
    for each in proposed:
        repeat = times.get(each.code) if each.code in seen else None
        told.append(each if repeat is None else replace(each, points=hundredths(each.points * repeat)))
        if each.state is not State.REJECTED:
            seen.add(each.code)
    return told


def _proposed(policy: Policy, form: Form, evidence: Evidence) -> Suggestion | None:
    """What an entry proposes; of an inspection that is what the policy ties to the topic, before all else."""
    event: Event | None = None
    if not evidence.topic:
        event = _named(policy.events, evidence, evidence.kind.events)
    elif not evidence.kind.grounds:
        event = _linked(policy.events, evidence.topic)
    if event is not None:
        return _of_event(event, form, evidence)
    ground = _named(policy.bonus_grounds, evidence, evidence.kind.grounds)
    if evidence.topic and evidence.kind.grounds:
        ground = _linked(policy.bonus_grounds, evidence.topic) or ground
    return None if ground is None else _of_ground(ground, form, evidence)


def _linked(rules: Iterable[Rule], topic: str) -> Rule | None:
    """The rule that the policy ties to a topic of a code of conduct."""
    return next((rule for rule in rules if topic in rule.links), None)


def _named(rules: Iterable[Rule], evidence: Evidence, codes: tuple[str, ...]) -> Rule | None:
    """The rule that names that kind of entry, else the first that the kind itself means."""
    rules = tuple(rules)
    by_code = {rule.code: rule for rule in rules}
    named = next((rule for rule in rules if evidence.kind.code in rule.entries), None)
    return named or next((by_code[code] for code in codes if code in by_code), None)


def _of_event(event: Event, form: Form, evidence: Evidence) -> Suggestion | None:
    """The event on the rows under its criterion that people score; none of them: nothing is proposed."""
    rows = tuple(
        row.code
        for row in form.leaves
        if row.kind in _SCORED and event.criterion in (row.code, *form.ancestors(row.code))
    )
    if not rows:
        return None
    return Suggestion(
        key=f"{evidence.entry}:{event.code}",
        nature=Nature.EVENT,
        code=event.code,
        label=event.label,
        evidence=evidence,
        rows=rows,
        points=cost_of(event, form),
        cap=event.cap,
        cites=str(event.source),
        needs_document=event.needs_document,
    )


def _of_ground(ground: BonusGround, form: Form, evidence: Evidence) -> Suggestion | None:
    rows = tuple(row.code for row in form.leaves if row.kind is Kind.BONUS)
    if not rows:
        return None
    return Suggestion(
        key=f"{evidence.entry}:{ground.code}",
        nature=Nature.BONUS,
        code=ground.code,
        label=ground.label,
        evidence=evidence,
        rows=rows,
        points=ground.points,
        cap=ground.cap,
        cites=str(ground.source),
        needs_document=ground.decided_by is not Decider.HEAD,
    )


def _gates(policy: Policy, sheet: Sheet, period: Period) -> list[Suggestion]:
    """The gates that the facts of the registers open, with each entry behind them."""
    if not sheet.evidence:
        return []
    who = sheet.participant
    known = _known(sheet.facts)
    return [
        Suggestion(
            key=f"{evidence.entry}:{gate.code}",
            nature=Nature.GATE,
            code=gate.code,
            label=gate.label,
            evidence=evidence,
            level=gate.level,
            cites=str(gate.source),
        )
        for gate in policy.gates
        if (not gate.forms or who.form in gate.forms)
        and (not gate.categories or who.category in gate.categories)
        and (not gate.periods or period.kind in gate.periods)
        and (behind := _behind(gate, sheet))
        and gate.when.judge(known, policy.rank)
        for evidence in behind
    ]


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as a gate sees them before anything is rated.

    An absent yes or no is no, an absent number is 0; what the rating itself computes is not known yet.
    """
    absent: dict[FactType, Any] = {
        FactType.YES_NO: False,
        FactType.COUNT: _ZERO,
        FactType.NUMBER: _ZERO,
        FactType.LEVELS: (),
    }
    return {
        name: None if fact.source == COMPUTED or name == "worked_months" else absent.get(fact.type)
        for name, fact in FACTS.items()
    } | dict(facts)


def _lapsed(policy: Policy, decision: Decision) -> Suggestion:
    events = {event.code: event.label for event in policy.events}
    grounds = {ground.code: ground.label for ground in policy.bonus_grounds}
    nature = Nature.EVENT if decision.code in events else Nature.BONUS
    label = {**grounds, **events}.get(decision.code, decision.code)
    return Suggestion(decision.key, nature, decision.code, label, None, decision=decision)


def refuse_decided(suggestion: Suggestion) -> None:
    """Refuse to decide twice on one suggestion."""
    if suggestion.decision is not None:
        raise UserError(
            N_("This was decided already by {by}. Take that decision back first."), by=suggestion.decision.by
        )


def _room(suggestion: Suggestion, row: Criterion, held: Decimal) -> Decimal | None:
    """How many points the row can still lose, or earn; None where it has no end."""
    if suggestion.nature is Nature.EVENT and row.kind not in OPTIONAL_KINDS:
        return held - row.minimum
    return None if row.maximum is None else row.maximum - held


def _taken(suggestion: Suggestion, sheet: Sheet, points: Decimal | None, room: Decimal | None) -> Decimal:
    """The points that an acceptance moves: those said, else those proposed as far as cap and row allow."""
    used = sum(
        (
            abs(decision.points)
            for decision in sheet.decisions
            if decision.code == suggestion.code and decision.answer is Answer.ACCEPTED
        ),
        _ZERO,
    )
    left = None if suggestion.cap is None else suggestion.cap - used
    if points is None:
        if not suggestion.points:
            raise UserError(
                N_("The rules set no points for “{label}”: say how many."), label=suggestion.label
            )
        points = min(limit for limit in (suggestion.points, left, room) if limit is not None)
    if points <= 0:
        raise UserError(
            N_("“{label}” would move no points here. Say how many, or reject the suggestion with a reason."),
            label=suggestion.label,
        )
    if left is not None and points > left:
        raise UserError(
            N_("“{label}” moves at most {cap} points in a period, and {used} are taken already."),
            label=suggestion.label,
            cap=suggestion.cap,
            used=used,
        )
    return points


def without_added(note: str, added: str) -> str:
    """A note without the sentence that a decision wrote; what somebody changed by hand stays."""
    if not added:
        return note
    for part in (f"; {added}", f"{added}; ", added):
        if part in note:
            return note.replace(part, "", 1)
    return note
