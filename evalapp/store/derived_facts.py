"""Facts that follow from what else the workspace holds: figures, work, service, earlier and lower results.

Nothing is worked out that the policy of the round does not ask for, and nothing is guessed: where not every
unit led has a level yet, their share is not known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from evalapp.domain.indicators import share_of
from evalapp.domain.months_out import months_in_service
from evalapp.domain.people import Role
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.facts_asked import facts_asked
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import Participant, Round, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.domain.work_shares import work_shares
from evalapp.store import tables
from evalapp.store.indicators import Indicators
from evalapp.store.people import People
from evalapp.store.policies import Policies
from evalapp.store.products import Products
from evalapp.store.registers import Held
from evalapp.store.units import Units

if TYPE_CHECKING:
    from evalapp.store.rewards import Rewards

_TASKS = frozenset({"tasks_done", "tasks_on_time"})
_SUBUNITS = frozenset({"subunits_completed", "subunits_good"})
_GOOD, _DONE = 1, 2  # ranks of the levels that count as good and as completed at least
_NOTHING: Held = ({}, ())


class DerivedFacts:
    """What follows of people of an open round, besides what the registers hold of them."""

    def __init__(
        self,
        connection: Connection,
        units: Units,
        people: People,
        policies: Policies,
        products: Products,
        indicators: Indicators,
        rewards: Callable[[], Rewards],
    ) -> None:
        self._connection = connection
        self._units = units
        self._people = people
        self._policies = policies
        self._products = products
        self._indicators = indicators
        self._rewards = rewards

    def of(
        self, current: Round, people: Sequence[Participant], held: Mapping[SheetId, Held]
    ) -> dict[SheetId, dict[str, Any]]:
        """The facts by sheet; a figure that was counted goes before what follows from work or results."""
        policy = self._policies.get(current.policy.id)
        asked = facts_asked(policy, current.period)
        facts: dict[SheetId, dict[str, Any]] = {who.sheet: {} for who in people}
        if "worked_months" in asked and current.period.kind is PeriodKind.YEAR:
            self._add_service(facts, current, people, held)
        if "previous_levels" in asked:
            self._add_earlier(facts, current, people, policy)
        if asked & _TASKS:
            self._add_work(facts, current, people)
        if asked & _SUBUNITS:
            self._add_subunits(facts, current, people, policy)
        for sheet, counted in self._indicators.facts(current, people).items():
            facts[sheet] |= counted
        return facts

    def _add_service(
        self,
        facts: dict[SheetId, dict[str, Any]],
        current: Round,
        people: Sequence[Participant],
        held: Mapping[SheetId, Held],
    ) -> None:
        """The months worked of who was not there for the whole year: those of service without the absent."""
        wanted = {who.person: who.sheet for who in people}
        whole = Decimal(len(current.period.months))
        for person in self._people.all():
            sheet = wanted.get(person.id)
            served = months_in_service(person.positions, current.period)
            if sheet is not None and served < whole:
                absent: Decimal = held.get(sheet, _NOTHING)[0].get("absent_months", Decimal(0))
                facts[sheet]["worked_months"] = max(served - absent, Decimal(0))

    def _add_earlier(
        self,
        facts: dict[SheetId, dict[str, Any]],
        current: Round,
        people: Sequence[Participant],
        policy: Policy,
    ) -> None:
        from evalapp.domain.rewards import earlier_of  # few policies ask for it

        levels = [level.code for level in policy.levels]
        before = self._rewards().levels_before(current)
        for who in people:
            earlier = earlier_of(current.period, before.get(who.person, {}), known=levels)
            if earlier:
                facts[who.sheet]["previous_levels"] = tuple(each.level if each else None for each in earlier)

    def _add_work(
        self, facts: dict[SheetId, dict[str, Any]], current: Round, people: Sequence[Participant]
    ) -> None:
        periods = dict.fromkeys((*current.period.months, current.period))
        persons = [who.person for who in people]
        lines = [self._products.of_people(persons, period) for period in periods]
        for who in people:
            facts[who.sheet] |= work_shares(line for each in lines for line in each.get(who.person, ()))

    def _add_subunits(
        self,
        facts: dict[SheetId, dict[str, Any]],
        current: Round,
        people: Sequence[Participant],
        policy: Policy,
    ) -> None:
        heads = [who for who in people if who.role is Role.HEAD]
        levels = self._levels_under(current.unit, current.period) if heads else []
        if levels and all(level is not None and policy.level(level) for level in levels):
            ranks = [policy.rank(level) for level in levels if level is not None]
            for who in heads:
                facts[who.sheet]["subunits_completed"] = _share(ranks, _DONE)
                facts[who.sheet]["subunits_good"] = _share(ranks, _GOOD)

    def _levels_under(self, unit: UnitId, period: Period) -> list[str | None]:
        """The level of each unit directly under one, None where it has none that is sealed."""
        under = [
            each.id
            for each in self._units.all()
            if (version := each.on(period.last_day)) is not None and version.parent == unit
        ]
        sealed = self._sealed(under, period)
        return [sealed.get(each) for each in under]

    def _sealed(self, units: Sequence[UnitId], period: Period) -> dict[UnitId, str | None]:
        of, rated = tables.evaluation_round, tables.collective_rating
        query = (
            select(of.c.unit_id, rated.c.document)
            .join(rated, rated.c.round_id == of.c.id)
            .where(of.c.unit_id.in_(units), of.c.period == str(period))
            .where(of.c.stage == Stage.CLOSED.value, of.c.replaced == 0)
            .order_by(of.c.id)
        )
        return {
            UnitId(row.unit_id): json.loads(row.document)["level"] for row in self._connection.execute(query)
        }


def _share(ranks: Sequence[int], at_most: int) -> Decimal:
    good = sum(rank <= at_most for rank in ranks)
    return share_of(Decimal(good), Decimal(len(ranks))) or Decimal(0)
