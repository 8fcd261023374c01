"""Reckoning one case from its rows to its level, before any quota.

Criteria, groups, deductions, bonus and total (see `sums`), then the level by bands and conditions, gates, and
the bond between a head and the collective.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term, plain
from evalapp.domain.periods import KIND_WORDS, Period, PeriodKind
from evalapp.domain.policy.conditions import every
from evalapp.domain.policy.exact import ZERO, Exact, shown
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Case, Form, Policy, Rating, TraceEntry
from evalapp.domain.policy.parts import Gate, GateAction
from evalapp.domain.policy.sums import Sums, sum_of_months, sum_of_rows

NOT_SCORED = "not_scored"
MISSING_FACT = "missing_fact"
NO_LEVEL = "no_level"

_GOOD = 1  # the rank of the second level
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_ABSENT: Mapping[FactType, Any] = {
    FactType.YES_NO: False,
    FactType.COUNT: ZERO,
    FactType.NUMBER: ZERO,
    FactType.PERCENT: None,
    FactType.LEVEL: None,
    FactType.LEVELS: (),
}
#: What is known of somebody of whom no fact is given.
NOTHING_KNOWN: Mapping[str, Any] = {name: _ABSENT[fact.type] for name, fact in FACTS.items()}


class Reckoning(Struct):
    """One case on its way from points to a level; what a group settlement goes on with."""

    policy: Policy
    case: Case
    sums: Sums
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    rated: bool = True
    reason: str | None = None
    level_by_points: str | None = None
    level: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def merit(self) -> tuple[Exact, Exact]:
        """What the order of people over a quota's line goes by: total, then the results group's points."""
        group = self.policy.total_rule.results_group
        return (self.sums.total or ZERO, self.sums.groups.get(group, ZERO))

    def step(
        self, step: str, code: str = "", level: str | None = None, cites: object = "", **values: str
    ) -> None:
        """Add a step that changes no points."""
        self.sums.trace.append(TraceEntry(step, code, level=level, cites=str(cites), values=values))

    def stop(self, reason: str, missing: tuple[str, ...] = ()) -> None:
        """Leave the case unrated for a reason."""
        self.rated, self.reason, self.missing = False, reason, missing
        self.level = self.level_by_points = None

    def rating(self) -> Rating:
        """Close the trace with the level and return the result."""
        sums = self.sums
        if self.rated:
            self.step("final", level=self.level, reason=self.reason or "")
        else:
            self.step("unrated", reason=self.reason or "", missing=", ".join(self.missing))
        counted = sums.total is not None
        return Rating(
            id=self.case.id,
            rated=self.rated,
            total=sums.total,
            level_by_points=self.level_by_points,
            level=self.level,
            reason=self.reason,
            trace=tuple(sums.trace),
            groups={code: shown(points) for code, points in sums.groups.items()},
            base=shown(sums.base) if counted else None,
            bonus=shown(sums.bonus) if counted else None,
            deduction=shown(sums.deduction) if counted else None,
            missing=self.missing,
        )


def has_levels(policy: Policy, period: Period | None) -> bool:
    """Whether a period of that kind ends in a level, or only in a score."""
    return (period.kind if period else policy.period) not in policy.score_only


def _kind(policy: Policy, form: Form, period: Period | None) -> PeriodKind:
    """The kind of period that a case is rated for; without one given, what its form is filled in for."""
    return period.kind if period else form.period or policy.period


def reckon(policy: Policy, case: Case, period: Period | None) -> Reckoning:
    """Take one case up to its level after gates, by the rules in force in the period."""
    policy = rules_for(policy, period)
    form = policy.form(case.form)
    if form is None:
        known = ", ".join(form.code for form in policy.forms)
        raise UserError(N_("This policy has no form “{form}”, only: {known}."), form=case.form, known=known)
    if case.unrated is not None:
        reckoning = Reckoning(policy, case, Sums())
        reckoning.stop(case.unrated)
        return reckoning
    reckoning = Reckoning(policy, case, _sums(policy, form, case, period))
    sums = reckoning.sums
    sums.trace[:0] = case.happened
    if sums.reason or sums.missing:
        reckoning.stop(sums.reason or NOT_SCORED, tuple(sums.missing))
        return reckoning
    kind = _kind(policy, form, period)
    if kind not in policy.score_only:
        reckoning.facts = _known_facts(policy, case, kind, sums)
        _judge(reckoning, kind)
    else:
        reckoning.step("score_only", cites=policy.source)
    return reckoning


def _sums(policy: Policy, form: Form, case: Case, period: Period | None) -> Sums:
    if period is None or _is_scored(policy, form, case, period.kind):
        return sum_of_rows(policy, form, case)
    rule = policy.aggregation(period.kind)
    if rule is None:
        raise UserError(
            N_("The policy {policy} does not say how {period} is computed: it rates each {kind}."),
            policy=policy.code,
            period=str(period),
            kind=Term(KIND_WORDS[policy.period]),
        )
    return sum_of_months(policy, case, period, rule)


def _is_scored(policy: Policy, form: Form, case: Case, kind: PeriodKind) -> bool:
    """Whether that kind of period is scored on the form itself, and not made of months."""
    directly = kind in policy.direct and not case.months
    return directly or kind in (policy.period, form.period)


def _known_facts(policy: Policy, case: Case, kind: PeriodKind, sums: Sums) -> dict[str, Any]:
    """The facts given, and what absent ones mean; an absent percent or level stays unknown."""
    excluded = [month.excluded.casefold() for month in case.months if month.excluded is not None]
    reasons = {reason.casefold() for reason in policy.excused}
    facts: dict[str, Any] = {
        **NOTHING_KNOWN,
        "worked_months": Decimal(len(case.months) - len(excluded) if case.months else _MONTHS[kind]),
        "excused_months": Decimal(sum(reason in reasons for reason in excluded)),
        **case.facts,
    }
    return (
        facts
        | _levels_of_months(policy, case)
        | {
            "total": sums.total or ZERO,
            "failed_criteria": Decimal(sums.failed),
            "served_months": facts["worked_months"] + facts["excused_months"],
            "unexcused_months": max(facts["absent_months"] - facts["excused_months"], ZERO),
        }
    )


def _levels_of_months(policy: Policy, case: Case) -> dict[str, Any]:
    """What the levels of the months that count come to, latest first; none of them, and nothing is said."""
    counting = [month for month in case.months if month.excluded is None]
    latest = sorted(counting, key=lambda month: month.period.first_day, reverse=True)
    levels = tuple(month.level for month in latest)
    ranks = [policy.rank(level) for level in levels if level is not None and policy.level(level)]
    return {
        "month_levels": levels,
        "months_at_top": Decimal(ranks.count(0)),
        "months_good": Decimal(sum(rank <= _GOOD for rank in ranks)),
        "months_at_bottom": Decimal(ranks.count(len(policy.levels) - 1)),
    }


def _judge(reckoning: Reckoning, kind: PeriodKind) -> None:
    unknown = _level_by_points(reckoning)
    blocking: tuple[str, ...] = ()
    for gate in reckoning.policy.gates:
        if not _concerns(gate, reckoning.case, kind):
            continue
        verdict = gate.when.judge(reckoning.facts, reckoning.policy.rank)
        if verdict is None and _matters(gate, reckoning, unknown):
            needed = gate.when.unknown(reckoning.facts)
            reckoning.step(
                "unknown_fact", gate.code, cites=gate.source, label=gate.label, missing=", ".join(needed)
            )
            if gate.action is GateAction.DO_NOT_RATE:
                blocking += needed
            else:
                unknown += needed
        elif verdict and gate.action is GateAction.DO_NOT_RATE:
            reckoning.step("gate", gate.code, cites=gate.source, label=gate.label, action=gate.action)
            reckoning.stop(gate.code)
            return
        elif verdict:
            unknown = _apply(gate, reckoning, unknown)
    unknown += _bind_head(reckoning)
    if unknown or blocking:
        reckoning.stop(MISSING_FACT, tuple(dict.fromkeys(blocking + unknown)))


def _level_by_points(reckoning: Reckoning) -> tuple[str, ...]:
    """Set the first level that is reached and whose conditions hold; return facts that had to be known."""
    policy, total = reckoning.policy, reckoning.sums.total
    for level in policy.levels:
        if not level.reached_by(total):
            continue
        conditions = level.conditions_for(reckoning.case.form, reckoning.case.category)
        verdict = every(condition.judge(reckoning.facts, policy.rank) for condition in conditions)
        if verdict is None:
            asked = (name for condition in conditions for name in condition.unknown(reckoning.facts))
            needed = tuple(dict.fromkeys(asked))
            reckoning.step(
                "unknown_fact", level.code, cites=level.source, label=level.label, missing=", ".join(needed)
            )
            return needed
        if verdict:
            reckoning.level = reckoning.level_by_points = level.code
            floor = "" if level.minimum is None else plain(level.minimum)
            included = "yes" if level.minimum_included else "no"
            reckoning.step(
                "level",
                level.code,
                level.code,
                level.source,
                label=level.label_for(reckoning.case.category),
                minimum=floor,
                included=included,
            )
            return ()
        reckoning.step("requires", level.code, cites=level.source, label=level.label)
    reckoning.reason = NO_LEVEL
    reckoning.step("no_level", cites=policy.source)
    return ()


def _concerns(gate: Gate, case: Case, kind: PeriodKind) -> bool:
    return (
        (not gate.forms or case.form in gate.forms)
        and (not gate.categories or case.category in gate.categories)
        and (not gate.periods or kind in gate.periods)
    )


def _matters(gate: Gate, reckoning: Reckoning, unknown: tuple[str, ...]) -> bool:
    """Whether a gate could still change anything, so that a fact it needs has to be known."""
    if gate.level is None or reckoning.level is None or unknown:
        return True
    rank = reckoning.policy.rank
    if gate.action is GateAction.CAP:
        return rank(reckoning.level) < rank(gate.level)
    return reckoning.level != gate.level


def _apply(gate: Gate, reckoning: Reckoning, unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Force or cap the level; a forced level needs nothing of what was unknown before."""
    rank, before = reckoning.policy.rank, reckoning.level
    level = gate.level or before
    if gate.action is GateAction.CAP and (before is None or (level and rank(before) >= rank(level))):
        level = before
    elif level != before:
        reckoning.level, reckoning.reason = level, gate.code
    reckoning.step("gate", gate.code, level, gate.source, label=gate.label, action=gate.action)
    return () if gate.action is GateAction.FORCE else unknown


def _bind_head(reckoning: Reckoning) -> tuple[str, ...]:
    """Keep a head's level at or below the collective's; return the fact that had to be known."""
    policy, cap, level = reckoning.policy, reckoning.policy.head_cap, reckoning.level
    if (
        cap is None
        or level is None
        or reckoning.case.form not in cap.forms
        or level == policy.levels[-1].code
    ):
        return ()
    unit_level: str | None = reckoning.facts.get("unit_level")
    if unit_level is None:
        return ("unit_level",)
    if policy.rank(level) < policy.rank(unit_level):
        reckoning.level, reckoning.reason = unit_level, "unit_level"
        reckoning.step("head_cap", unit_level, unit_level, cap.source)
    return ()
