"""The named formulas that a criterion may use: how work done becomes a share of a row's points."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from evalapp.domain.policy.model import Case, Criterion
from evalapp.domain.policy.work_done import Product

Share = Fraction
_WHOLE = Share(1)
_PERCENT = Share(1, 100)


class Part(Struct, frozen=True):
    """One term of a formula's mean, as a share of 1."""

    code: str
    share: Share


class Outcome(Struct, frozen=True):
    """What a formula made of a case: its parts, or the reason why it could not."""

    parts: tuple[Part, ...] = ()
    reason: str | None = None

    @property
    def share(self) -> Share:
        """The mean of the parts."""
        return sum((part.share for part in self.parts), Share(0)) / len(self.parts)


class Formula(Struct, frozen=True):
    """A formula known by name, with the terms it may take and the percents that a policy must give it."""

    parts: tuple[str, ...]
    percents: tuple[str, ...]
    compute: Callable[[Criterion, Case], Outcome]


def _converted(products: Sequence[Product], count: Callable[[Product], Share]) -> Share:
    return sum((count(product) * Share(product.coefficient) for product in products), Share(0))


def _done(product: Product) -> Share:
    """What counts as done: work handed over stays assigned and leaves what was done."""
    return Share(0) if product.kind == "handed_over" else Share(product.done)


def _faults(part: str, product: Product) -> int:
    """How many faults of a product line count: those with a confirmed objective cause cost nothing."""
    match part:
        case "b":
            return product.quality_failures - product.objective_failures
        case "c":
            return product.delays - product.objective_delays
        case _:
            return 0


#: The facts that bring a leader's part down from the whole to `low_percent`.
LOWERED_BY: Mapping[str, str] = {"d": "subordinate_failed", "dd": "backlog", "e": "internal_conflict"}


def results_by_products(row: Criterion, case: Case) -> Outcome:
    """The mean of quantity (a), quality (b), progress (c) of converted work, and a leader's parts (d, dd, e).

    Each fault takes `fault_percent` of one unit of its product line, never more than was done.
    """
    cost, low = (Share(row.percents[name]) * _PERCENT for name in ("fault_percent", "low_percent"))
    assigned = _converted(
        [product for product in case.products if product.kind in ("assigned", "handed_over")],
        lambda product: Share(product.assigned),
    )
    if assigned == 0:
        return Outcome(reason="nothing_assigned")
    parts: list[Part] = []
    for code in row.parts:
        if code in LOWERED_BY:
            parts.append(Part(code, low if case.facts.get(LOWERED_BY[code]) else _WHOLE))
        else:
            parts.append(Part(code, _achieved(code, case.products, cost) / assigned))
    return Outcome(tuple(parts))


def _achieved(part: str, products: Sequence[Product], cost: Share) -> Share:
    return _converted(products, lambda product: max(_done(product) - cost * _faults(part, product), Share(0)))


FORMULAS: Mapping[str, Formula] = {
    "results_by_products": Formula(
        ("a", "b", "c", "d", "dd", "e"), ("fault_percent", "low_percent"), results_by_products
    ),
}
