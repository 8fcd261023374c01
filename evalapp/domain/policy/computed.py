"""The rows that nobody scores: what a formula makes of the work of a case, as tables and papers show it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from evalapp.domain.policy.exact import rounded
from evalapp.domain.policy.formulas import FORMULAS
from evalapp.domain.policy.model import Case, Criterion, Form, Kind
from evalapp.domain.policy.parts import Rounding

_PLACES = 2


class ComputedPart(Struct, frozen=True):
    """One term of a formula, in percent as it is shown."""

    code: str
    percent: Decimal


class ComputedRow(Struct, frozen=True):
    """A row with its points as they are shown, or why it has none; the engine goes on with the exact ones."""

    row: Criterion
    points: Decimal | None
    parts: tuple[ComputedPart, ...] = ()
    reason: str = ""


def computed_rows(form: Form, case: Case) -> tuple[ComputedRow, ...]:
    """Every row of a form that a formula computes, in the order of the form."""
    return tuple(_computed(row, case) for row in form.leaves if row.kind is Kind.FORMULA)


def computed_points(form: Form, case: Case) -> Mapping[str, Decimal]:
    """The points of the rows that could be computed."""
    return {each.row.code: each.points for each in computed_rows(form, case) if each.points is not None}


def is_computed(form: Form) -> bool:
    """Whether a form has a row that a formula computes from products."""
    return any(row.kind is Kind.FORMULA for row in form.leaves)


def _computed(row: Criterion, case: Case) -> ComputedRow:
    outcome = FORMULAS[row.formula].compute(row, case)
    if outcome.reason is not None:
        return ComputedRow(row, None, reason=outcome.reason)
    parts = tuple(ComputedPart(part.code, _shown(part.share * 100)) for part in outcome.parts)
    return ComputedRow(row, _shown(outcome.share * Fraction(row.maximum or 0)), parts)


def _shown(value: Fraction) -> Decimal:
    return rounded(value, _PLACES, Rounding.HALF_UP)
