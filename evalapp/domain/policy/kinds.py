"""What each kind of row makes of a case: one function for each kind, in one table."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from evalapp.base.messages import plain
from evalapp.domain.policy.exact import Exact, shown
from evalapp.domain.policy.formulas import FORMULAS
from evalapp.domain.policy.model import OPTIONAL_KINDS, Case, Criterion, Form, Kind, TraceEntry


class Scored(Struct, frozen=True):
    """What a row came to. No points: it is not scored, or `reason` says why it cannot be."""

    points: Exact | None
    parts: tuple[TraceEntry, ...] = ()
    failed: bool = False
    reason: str | None = None


NOT_SCORED = Scored(None)


def _as_given(row: Criterion, case: Case) -> Scored:
    points = case.points.get(row.code)
    return NOT_SCORED if points is None else Scored(points)


def _pass_fail(row: Criterion, case: Case) -> Scored:
    """A row without a maximum is passed with any points above 0 and adds none."""
    points = case.points.get(row.code)
    if points is None and not row.assumed_met:
        return NOT_SCORED
    failed = points is not None and points <= row.minimum
    return Scored(Decimal(0) if failed or row.maximum is None else row.maximum, failed=failed)


def _indicator(row: Criterion, case: Case) -> Scored:
    """The row's points in proportion to the target, never more than all of them; points given stand."""
    given = case.points.get(row.code)
    if given is not None:
        return Scored(given)
    seen = case.facts.get(row.fact)
    if seen is None or row.maximum is None or not row.target:
        return NOT_SCORED
    entry = TraceEntry("indicator", row.code, values={"seen": plain(seen), "target": plain(row.target)})
    return Scored(
        min(Fraction(row.maximum) * Fraction(seen) / Fraction(row.target), Fraction(row.maximum)), (entry,)
    )


def _formula(row: Criterion, case: Case) -> Scored:
    given = case.points.get(row.code)
    if given is not None:
        return Scored(given)
    outcome = FORMULAS[row.formula].compute(row, case)
    if outcome.reason is not None:
        return Scored(None, reason=outcome.reason)
    parts = tuple(
        TraceEntry(
            "part",
            part.code,
            cites=str(row.source),
            values={"row": row.code, "percent": plain(shown(part.share * 100))},
        )
        for part in outcome.parts
    )
    return Scored(outcome.share * Fraction(row.maximum or 0), parts)


KINDS: Mapping[Kind, Callable[[Criterion, Case], Scored]] = {
    Kind.POINTS: _as_given,
    Kind.DEDUCT_FROM_FULL: _as_given,
    Kind.PASS_FAIL: _pass_fail,
    Kind.COMPLETION_BAND: _as_given,
    Kind.INDICATOR: _indicator,
    Kind.FORMULA: _formula,
    Kind.BONUS: _as_given,
    Kind.DEDUCTION: _as_given,
}


def may_be_empty(row: Criterion) -> bool:
    """Whether nothing in the row means nothing claimed or taken, rather than not scored."""
    return row.kind in OPTIONAL_KINDS


def stands_beside(form: Form, code: str, above: str) -> bool:
    """Whether a bonus or deduction is no part of the points of the row above it, which may be given whole."""
    row, whole = form.row(code), form.row(above)
    return row is not None and whole is not None and may_be_empty(row) and not may_be_empty(whole)
