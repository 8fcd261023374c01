"""What happened in a trial case and what follows: points of events, bonuses, facts; a breach counts once.

In a month the registers hold what happened and the head decides on each suggestion; a trial takes every one
as accepted, at what the policy says it costs.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.entry_kinds import KINDS, EntryKind, Measure
from evalapp.domain.policy.kinds import may_be_empty, stands_beside
from evalapp.domain.policy.model import COMPUTED_KINDS, Criterion, Form, Kind, Policy, TraceEntry
from evalapp.domain.policy.parts import BonusGround, Decider, Event
from evalapp.domain.policy.rule_counts import Counted, cost_of, counted_event, counted_ground

Rule = TypeVar("Rule", Event, BonusGround)

_ZERO = Decimal(0)
_MOST_TIMES = 366


class Happening(Struct, frozen=True):
    """One thing that happened, by the code of an event, of a bonus ground or of a kind of register entry.

    `breach` names what it is about: the same one counts once. `used` is where it was counted already.
    """

    code: str
    times: int = 1
    breach: str = ""
    used: str = ""
    document: str = ""
    row: str = ""
    points: Decimal | None = None  # where the rules set none


class Effect(Struct):
    """Points and facts after what happened, and the steps that say so."""

    points: dict[str, Decimal]
    facts: dict[str, Any]
    steps: list[TraceEntry] = field(default_factory=list[TraceEntry])


def happen(
    policy: Policy,
    form: Form,
    points: Mapping[str, Decimal],
    facts: Mapping[str, Any],
    all_of: Sequence[Happening],
) -> Effect:
    """What everything that happened makes of the points and facts of a case."""
    effect = Effect(dict(points), dict(facts))
    counting: dict[str, list[Happening]] = {}
    seen: set[str] = set()
    for each in all_of:
        hindrance = each.used or (each.breach if each.breach in seen else "")
        if hindrance:
            step = "used" if each.used else "same_breach"
            effect.steps.append(TraceEntry(step, each.code, values={"where": hindrance}))
            continue
        seen |= {each.breach} - {""}
        rule, kind = _named(policy, each.code)
        if kind is not None and kind.fact:
            _add_fact(effect, kind, each)
        if rule is not None:
            counting.setdefault(rule.code, []).append(each)
            _refuse_without_document(rule, each)
    for code, several in counting.items():
        rule, _ = _named(policy, code)
        if isinstance(rule, Event):
            _cost(effect, form, rule, several)
        elif rule is not None:
            _earn(effect, form, rule, several)
    return effect


def _named(policy: Policy, code: str) -> tuple[Event | BonusGround | None, EntryKind | None]:
    """The rule and the kind of entry that a code means."""
    for rule in (*policy.events, *policy.bonus_grounds):
        if rule.code.casefold() == code.casefold():
            return rule, None
    kind = KINDS.get(code.casefold())
    if kind is None or kind.measure is Measure.MONTHS:
        known = [*(rule.code for rule in (*policy.events, *policy.bonus_grounds)), *_kinds()]
        raise UserError(
            N_(
                "“{code}” is neither an event nor a bonus of this policy nor an entry of the registers. "
                "Known are: {known}."
            ),
            code=code,
            known=", ".join(known),
        )
    return _of_kind(policy.events, kind, kind.events) or _of_kind(
        policy.bonus_grounds, kind, kind.grounds
    ), kind


def _kinds() -> Iterable[str]:
    return (kind.code for kind in KINDS.values() if not kind.is_leave)


def _of_kind(rules: Iterable[Rule], kind: EntryKind, codes: Sequence[str]) -> Rule | None:
    rules = tuple(rules)
    own = next((rule for rule in rules if kind.code in rule.entries), None)
    return own or next((rule for code in codes for rule in rules if rule.code == code), None)


def _refuse_without_document(rule: Event | BonusGround, each: Happening) -> None:
    needs = rule.needs_document if isinstance(rule, Event) else rule.decided_by is not Decider.HEAD
    if needs and not each.document:
        raise UserError(
            N_("“{label}” rests on a document: say its number with “document”."), label=rule.label
        )


def _add_fact(effect: Effect, kind: EntryKind, each: Happening) -> None:
    if kind.measure is Measure.YES:
        effect.facts[kind.fact] = True
    else:
        effect.facts[kind.fact] = effect.facts.get(kind.fact, _ZERO) + each.times
    effect.steps.append(TraceEntry("happened", each.code, values={"times": str(each.times)}))


def _cost(effect: Effect, form: Form, event: Event, several: Sequence[Happening]) -> None:
    """Take what an event costs from its row, or add it to a row of deductions."""
    row = _row(effect, form, event, several)
    if row is None:
        return
    counted = counted_event(event, form, _times(several))
    if not cost_of(event, form):
        counted = _said(event.label, several, event.cap)
    held = effect.points.get(row.code)
    if may_be_empty(row):
        room = None if row.maximum is None else row.maximum - (held or _ZERO)
        taken = counted.counts if room is None else min(counted.counts, room)
        effect.points[row.code] = (held or _ZERO) + taken
    elif held is None:
        return  # not scored: the case says so
    else:
        taken = min(counted.counts, held - row.minimum)
        effect.points[row.code] = held - taken
    _tell(effect, "event", event.code, event.label, row, _times(several), taken)


def _earn(effect: Effect, form: Form, ground: BonusGround, several: Sequence[Happening]) -> None:
    rows = [row for row in form.leaves if row.kind is Kind.BONUS]
    row = _chosen(rows, several)
    if row is None:
        return
    counted = (
        counted_ground(ground, _times(several)) if ground.points else _said(ground.label, several, ground.cap)
    )
    held = effect.points.get(row.code, _ZERO)
    taken = counted.counts if row.maximum is None else min(counted.counts, row.maximum - held)
    effect.points[row.code] = held + taken
    _tell(effect, "ground", ground.code, ground.label, row, _times(several), taken)


def _tell(
    effect: Effect, step: str, code: str, label: str, row: Criterion, times: int, taken: Decimal
) -> None:
    values = {"label": label, "times": str(times), "row": row.code, "points": plain(taken)}
    effect.steps.append(TraceEntry(step, code, values=values))


def _times(several: Iterable[Happening]) -> int:
    return sum(each.times for each in several)


def _said(label: str, several: Sequence[Happening], cap: Decimal | None) -> Counted:
    """What somebody said that it costs or earns, where the rules set no points."""
    if any(each.points is None for each in several):
        raise UserError(N_("The rules set no points for “{label}”: say how many."), label=label)
    whole = sum((each.points * each.times for each in several if each.points is not None), _ZERO)
    return Counted((whole,), whole if cap is None else min(whole, cap))


def _row(effect: Effect, form: Form, event: Event, several: Sequence[Happening]) -> Criterion | None:
    """The row that an event touches: the whole group where that was given, else the only one under it."""
    whole = form.row(event.criterion)
    if whole is None:
        return None  # this form has no such row: nothing is proposed there either
    above = [code for code in form.ancestors(whole.code) if not stands_beside(form, whole.code, code)]
    given = next((code for code in (whole.code, *above) if code in effect.points), None)
    if given is not None:
        return form.row(given)
    return _chosen(
        [
            row
            for row in form.leaves
            if whole.code in (row.code, *form.ancestors(row.code)) and row.kind not in COMPUTED_KINDS
        ],
        several,
    )


def _chosen(rows: Sequence[Criterion], several: Sequence[Happening]) -> Criterion | None:
    named = dict.fromkeys(each.row for each in several if each.row)
    found = [row for row in rows if row.code in named] if named else list(rows)
    if len(found) > 1 or (named and not found):
        raise UserError(
            N_("Say with “row” which row it touches: {known}."), known=", ".join(row.code for row in rows)
        )
    return found[0] if found else None


def read_times(value: object) -> int:
    """How often something happened."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_TIMES:
        raise UserError(N_("“times” is a whole number from 1 to {most}."), most=_MOST_TIMES)
    return value
