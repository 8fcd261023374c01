"""The rating of a unit as a collective: before its people, and no head stands above it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from evalapp.domain.periods import Period
from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.engine import COLLECTIVE
from evalapp.domain.policy.facts import COMPUTED, FACTS
from evalapp.domain.policy.model import Form, Policy, Rating


class Collective(Struct, frozen=True):
    """What a unit was given as a collective, what the policy makes of it, and what the authority decided."""

    level: str | None  # None: no level applies, and the authority has not decided yet
    points: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    rating: Rating | None = None  # None: the policy has no form for collectives
    decision: str = ""  # the document by which the authority named the level
    note: str = ""
    by: str = ""


def collective_form(policy: Policy, period: Period) -> Form | None:
    """The form that a collective is rated by in such a period; None where the policy has none for it."""
    form = policy.form(COLLECTIVE)
    return form if form and (form.period or policy.period) is period.kind else None


def asked_facts(policy: Policy) -> tuple[str, ...]:
    """The facts that a collective's levels and gates look at, in the order of the table of facts."""
    asked = {test.fact for condition in _conditions(policy) for test in condition.tests}
    return tuple(name for name, fact in FACTS.items() if name in asked and fact.source != COMPUTED)


def bears_on_people(policy: Policy) -> bool:
    """Whether the level of a unit bears on that of its people."""
    asked = (test.fact for gate in policy.gates for test in gate.when.tests)
    return policy.head_cap is not None or "unit_level" in asked


def _conditions(policy: Policy) -> Iterator[Condition]:
    for level in policy.levels:
        yield from level.conditions_for(COLLECTIVE, None)
    gates: Iterable[Condition] = (
        gate.when for gate in policy.gates if not gate.forms or COLLECTIVE in gate.forms
    )
    yield from gates
