"""From the rows of one case to its exact total: criteria, groups, deductions, bonus, total."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, field

from evalapp.base.messages import plain
from evalapp.domain.periods import Period
from evalapp.domain.policy.exact import ZERO, Exact, minus, plus, rounded, rounded_to, shown
from evalapp.domain.policy.kinds import KINDS, Scored, may_be_empty, stands_beside
from evalapp.domain.policy.model import Case, Criterion, Form, Kind, Policy, TraceEntry
from evalapp.domain.policy.parts import Aggregation, AggregationRule, MissingMonths, Overflow, Source


class Sums(Struct):
    """What the rows of one case add up to, and the steps that led there."""

    trace: list[TraceEntry] = field(default_factory=list[TraceEntry])
    groups: dict[str, Exact] = field(default_factory=dict[str, Exact])
    base: Exact = ZERO
    bonus: Exact = ZERO
    deduction: Exact = ZERO
    total: Decimal | None = None
    failed: int = 0
    missing: list[str] = field(default_factory=list[str])
    reason: str | None = None

    def step(
        self,
        step: str,
        code: str = "",
        amount: Exact | None = None,
        source: Source | None = None,
        **values: str,
    ) -> None:
        """Add a step; one with an amount counts towards the total."""
        self.trace.append(
            TraceEntry(
                step,
                code,
                amount=None if amount is None else shown(amount),
                counts=amount is not None,
                cites=str(source or ""),
                values=values,
            )
        )


def sum_of_rows(policy: Policy, form: Form, case: Case) -> Sums:
    """Add up one case; where a row is not scored there is no total, never a zero."""
    sums = Sums()
    scored = [(row, _score(sums, row, case)) for row in _scored_rows(form, form.groups, case)]
    if sums.missing or sums.reason:
        return sums
    _add_groups(sums, form, scored)
    _deduct(sums, policy, form, scored)
    for row, points in scored:
        if row.kind is Kind.BONUS and points is not None:
            sums.bonus = plus(sums.bonus, points)
            sums.step("bonus", row.code, points, row.source, label=row.label, maximum=row.most)
    for row, over in _past_caps(form, scored, Kind.BONUS):
        sums.bonus = minus(sums.bonus, over)
        sums.step("bonus_cap", row.code, -over, row.source, maximum=row.most)
    _conclude(sums, policy, scales=any(row.maximum is not None for row in form.leaves))
    return sums


def _scored_rows(form: Form, rows: Iterable[Criterion], case: Case) -> Iterator[Criterion]:
    """The leaves, or the row above them that was given as a whole for what-if."""
    for row in rows:
        children = form.children(row.code)
        if not children:
            yield row
        elif row.code in case.points:
            yield row
            yield from _beside(form, row, case)
        else:
            yield from _scored_rows(form, children, case)


def _beside(form: Form, whole: Criterion, case: Case) -> Iterator[Criterion]:
    """Bonuses and deductions given along with the points of the whole row that they stand under."""
    for row in form.leaves:
        beside = whole.code in form.ancestors(row.code) and stands_beside(form, row.code, whole.code)
        if beside and row.code in case.points:
            yield row


def _score(sums: Sums, row: Criterion, case: Case) -> Exact | None:
    scored: Scored = KINDS[row.kind](row, case)
    sums.trace.extend(scored.parts)
    sums.failed += scored.failed
    if scored.reason is not None:
        sums.reason = scored.reason
    elif scored.points is None:
        sums.missing += [] if may_be_empty(row) else [row.code]
    elif row.kind is Kind.PASS_FAIL:
        said = "passed" if row.code in case.points else "assumed"
        sums.step("failed" if scored.failed else said, row.code, source=row.source, label=row.label)
    elif row.parent is not None:  # a top row is told by its group's own step
        sums.step(
            "criterion",
            row.code,
            source=row.source,
            label=row.label,
            points=plain(shown(scored.points)),
            maximum=row.most,
        )
    return scored.points


def _add_groups(sums: Sums, form: Form, scored: list[tuple[Criterion, Exact | None]]) -> None:
    for row, points in scored:
        if points is not None and row.maximum is not None and not may_be_empty(row):
            code = form.group_of(row.code)
            sums.groups[code] = plus(sums.groups.get(code, ZERO), points)
    for group in form.groups:
        points = sums.groups.get(group.code)
        if points is not None:
            sums.base = plus(sums.base, points)
            sums.step("group", group.code, points, group.source, label=group.label, maximum=group.most)


def _sum(parts: Iterable[Exact]) -> Exact:
    total: Exact = ZERO
    for part in parts:
        total = plus(total, part)
    return total


def _deduct(sums: Sums, policy: Policy, form: Form, scored: list[tuple[Criterion, Exact | None]]) -> None:
    """Take deductions from their groups; past a group's points they are dropped or carried to the total."""
    taken: dict[str, Exact] = {}
    for row, points in scored:
        if row.kind is Kind.DEDUCTION and points is not None:
            code = form.group_of(row.code)
            taken[code] = plus(taken.get(code, ZERO), points)
            sums.step("deduction", row.code, -points, row.source, label=row.label)
    for row, over in _past_caps(form, scored, Kind.DEDUCTION):
        code = form.group_of(row.code)
        taken[code] = minus(taken[code], over)
        sums.step("dropped", row.code, over, row.source)
    for code, amount in taken.items():
        sums.deduction = plus(sums.deduction, _settle_deduction(sums, policy, code, amount))


def _past_caps(
    form: Form, scored: list[tuple[Criterion, Exact | None]], kind: Kind
) -> Iterator[tuple[Criterion, Exact]]:
    """Rows of a kind under which more was given than they let count together, the innermost first."""
    given = {row.code: points for row, points in scored if row.kind is kind and points is not None}
    for whole in reversed(form.criteria):
        if whole.kind is not kind or whole.maximum is None or whole.code in given:
            continue
        under = {code: points for code, points in given.items() if whole.code in form.ancestors(code)}
        over = minus(_sum(under.values()), whole.maximum)
        if over > 0:
            last = next(reversed(under))
            given[last] = minus(given[last], over)  # what is left of them counts in the rows above
            yield whole, over


def _settle_deduction(sums: Sums, policy: Policy, code: str, amount: Exact) -> Exact:
    """Return what a group's deductions take in all, from the group and from the total."""
    rule = policy.deduction_rule(code)
    held = sums.groups.get(code)
    if held is None:  # a group of nothing but deductions takes from the total
        inside = amount if rule.cap is None else min(amount, rule.cap)
    else:
        inside = min(amount, held) if rule.cap is None else min(amount, held, rule.cap)
        sums.groups[code] = minus(held, inside)
    rest = minus(amount, inside)
    if rest > 0 and (rule.overflow is Overflow.DROP or held is None):
        sums.step("dropped", code, rest, rule.source)
        return inside
    if rest > 0:
        sums.step("carried", code, source=rule.source, points=plain(shown(rest)))
    return amount


def _conclude(sums: Sums, policy: Policy, *, scales: bool) -> None:
    """Bound the sum, round it once, and state the total."""
    if not scales:
        return
    rule = policy.total_rule
    total = minus(plus(sums.base, sums.bonus), sums.deduction)
    if total < 0:
        sums.step("floor", "", -total, rule.source)
        sums.deduction, total = plus(sums.deduction, total), ZERO
    if rule.cap is not None and total > rule.cap:
        sums.step("cap", "", minus(rule.cap, total), rule.source, cap=plain(rule.cap))
        total = rule.cap
    _round(sums, policy, total)


def _round(sums: Sums, policy: Policy, total: Exact) -> None:
    rule = policy.total_rule
    if rule.nearest is None:
        sums.total, to = rounded(total, rule.decimals, rule.rounding), {"decimals": str(rule.decimals)}
    else:
        sums.total, to = rounded_to(total, rule.nearest, rule.rounding), {"nearest": plain(rule.nearest)}
    gap = sums.total - sum((entry.amount for entry in sums.trace if entry.amount is not None), ZERO)
    if gap:
        sums.step("rounding", "", gap, rule.source, **to)
    sums.step(
        "total",
        "",
        source=rule.source,
        total=plain(sums.total),
        terms=" ".join(plain(entry.amount) for entry in sums.trace if entry.amount),
        base=plain(shown(sums.base)),
        bonus=plain(shown(sums.bonus)),
        deduction=plain(shown(sums.deduction)),
    )


def sum_of_months(policy: Policy, case: Case, period: Period, of: Aggregation) -> Sums:
    """A longer period from the sealed totals of its months, rounded once more; a missing month stops it."""
    sums = Sums()
    by_period = {month.period: month for month in case.months}
    totals: list[Exact] = []
    for month in period.months:
        known = by_period.get(month)
        if known is not None and known.excluded is not None:
            sums.step("excluded", str(month), reason=known.excluded)
        elif known is not None and known.total is not None:
            sums.step("month", str(month), points=plain(known.total))
            totals.append(known.total)
        elif of.missing is MissingMonths.ZERO:
            sums.step("month_zero", str(month), source=of.source)
            totals.append(ZERO)
        elif of.missing is MissingMonths.SKIP:
            sums.step("month_skipped", str(month), source=of.source)
        else:
            sums.missing.append(str(month))
    if sums.missing:
        sums.reason = "month_missing"
    elif not totals:
        sums.reason = "no_month_counts"
    else:
        divisor = len(totals) if of.rule is AggregationRule.MEAN_OF_RATED else 12
        sums.base = Fraction(_sum(totals)) / divisor
        sums.step("mean", str(period), sums.base, of.source, divisor=str(divisor), months=str(len(totals)))
        _round(sums, policy, sums.base)
    return sums
