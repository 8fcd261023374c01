"""What months give to longer periods: read from sealed results, kept with those that rest on them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.month_results import (
    FoundMonth,
    MonthResult,
    PartResult,
    Replaced,
    month_result,
    months_document,
    months_from_document,
)
from evalapp.domain.months_out import months_that_do_not_count
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.policy.model import Policy
from evalapp.domain.registers import Entry
from evalapp.domain.rounds import DECIDING, Participant, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.people import People
from evalapp.store.policies import Policies
from evalapp.store.registers import Registers
from evalapp.store.topics import Topic

_round = tables.evaluation_round
_external = tables.external_result


class MonthResults:
    """The months behind longer periods, as one use case sees them."""

    def __init__(
        self,
        connection: Connection,
        touched: set[Topic],
        people: People,
        policies: Policies,
        registers: Registers,
    ) -> None:
        self._connection = connection
        self._touched = touched
        self._people = people
        self._policies = policies
        self._registers = registers

    def held(self, current: Round, people: Sequence[Participant]) -> dict[SheetId, tuple[MonthResult, ...]]:
        """What the months of a round's period give to its people now."""
        policies = {origin(self._policies.get(current.policy.id)), *self.counted(current.id)}
        months = self.of_people([who.person for who in people], current.period, policies)
        return {who.sheet: months[who.person] for who in people}

    def of_people(
        self, persons: Collection[PersonId], period: Period, policies: Collection[str] | None
    ) -> dict[PersonId, tuple[MonthResult, ...]]:
        """What the months of a period give to people under some policies; under any where None is given."""
        months = period.months
        found = self.found(persons, months)
        if policies is None:
            policies = {each.policy for one in found.values() for each in one}
        excluded = self._excluded(persons, period)
        return {
            person: tuple(
                month_result(
                    month,
                    found.get((person, month), ()),
                    excluded=excluded.get(person, {}).get(month),
                    policies=policies,
                )
                for month in months
            )
            for person in persons
        }

    def found(
        self, persons: Collection[PersonId], months: Sequence[Period]
    ) -> dict[tuple[PersonId, Period], list[FoundMonth]]:
        """Every result of these months, sealed or not, or from outside; a scored quarter is its months'."""
        found: defaultdict[tuple[PersonId, Period], list[FoundMonth]] = defaultdict(list)
        wanted = set(persons)
        quarters = {
            quarter: [each for each in months if quarter_of(each) == quarter]
            for quarter in map(quarter_of, months)
        }
        for row in self._rated([*months, *quarters]):
            person, period = PersonId(row.person_id), Period.parse(row.period)
            if person not in wanted or _is_derived(row):
                continue
            for month in quarters.get(period, [period]):
                found[person, month].append(self._to_found(row, month))
        for person, period, each in self._from_outside(months):
            found[person, period].append(each)
        return dict(found)

    def counted(self, round_id: RoundId) -> dict[str, str]:
        """The other policies whose months count in a round, each with the reason."""
        table = tables.counted_policy
        query = select(table.c.policy_code, table.c.reason).where(table.c.round_id == round_id)
        return {row.policy_code: row.reason for row in self._connection.execute(query)}

    def count_policy(self, round_id: RoundId, policy: str, reason: str) -> None:
        """Let months under another policy count in a round."""
        statement = upsert(tables.counted_policy).values(round_id=round_id, policy_code=policy, reason=reason)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["round_id", "policy_code"], set_={"reason": statement.excluded.reason}
            )
        )
        self._touched.add(Topic.SCORES)

    def carry(self, before: RoundId, after: RoundId) -> None:
        """Let a new revision count the same other policies."""
        for policy, reason in self.counted(before).items():
            self.count_policy(after, policy, reason)

    def kept(self, people: Sequence[Participant]) -> dict[SheetId, tuple[MonthResult, ...]]:
        """What settled results rest on, exactly as it was written."""
        table = tables.sheet_months
        query = select(table).where(table.c.sheet_id.in_([who.sheet for who in people]))
        return {
            SheetId(row.sheet_id): months_from_document(json.loads(row.document))
            for row in self._connection.execute(query)
        }

    def keep(self, sheets: Iterable[Sheet]) -> None:
        """Keep what the months gave to these sheets, and which sealed results they rest on."""
        for sheet in sheets:
            if not sheet.months:
                continue
            key = sheet.participant.sheet
            plain = months_document(sheet.months)
            document = [{**one, "sheet": each.sheet} for one, each in zip(plain, sheet.months, strict=True)]
            self._connection.execute(
                insert(tables.sheet_months).values(sheet_id=key, document=canonical_json(document))
            )
            used = {each.sheet for each in sheet.months if each.sheet is not None}
            if used:
                rows = [{"sheet_id": key, "month_sheet_id": month} for month in sorted(used)]
                self._connection.execute(insert(tables.month_use), rows)
        self._touched.add(Topic.SCORES)

    def release(self, round_id: RoundId) -> None:
        """Let go of what was kept of a round that goes back from being settled."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        for table in (tables.sheet_months, tables.month_use):
            self._connection.execute(delete(table).where(table.c.sheet_id.in_(in_round)))
        self._touched.add(Topic.SCORES)

    def replaced(self) -> list[Replaced]:
        """Results of longer periods that stand, with what they used of months that were reopened since."""
        used, old, new = tables.sheet.alias("used"), _round.alias("old"), _round.alias("new")
        again, before, after = tables.sheet.alias("again"), tables.result.alias("b"), tables.result.alias("a")
        same = (new.c.unit_id == old.c.unit_id, new.c.period == old.c.period)
        query = (
            select(
                _round.c.id, _round.c.period, _round.c.unit_code, tables.sheet.c.code, tables.sheet.c.name,
                old.c.period.label("month"), new.c.stage,
                before.c.total.label("was"), before.c.level.label("was_level"),
                after.c.total.label("now"), after.c.level.label("now_level"),
            )
            .join_from(tables.month_use, tables.sheet, tables.sheet.c.id == tables.month_use.c.sheet_id)
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .join(used, used.c.id == tables.month_use.c.month_sheet_id)
            .join(old, old.c.id == used.c.round_id)
            .join(before, before.c.sheet_id == used.c.id)
            .join(new, and_(*same, new.c.policy_code == old.c.policy_code, new.c.replaced == 0))
            .outerjoin(again, and_(again.c.round_id == new.c.id, again.c.person_id == used.c.person_id))
            .outerjoin(after, after.c.sheet_id == again.c.id)
            .where(_round.c.replaced == 0, old.c.replaced == 1)
            .order_by(_round.c.period, _round.c.id, tables.sheet.c.code, old.c.period)
        )  # fmt: skip
        return [
            Replaced(
                row.id, Period.parse(row.period), row.unit_code, row.code, row.name, Period.parse(row.month),
                (row.was, row.was_level), (row.now, row.now_level), row.stage == Stage.CLOSED.value,
            )
            for row in self._connection.execute(query)
        ]  # fmt: skip

    def sealed(self, person: PersonId, periods: Sequence[Period]) -> list[PartResult]:
        """Somebody's sealed results of some periods, in the order of the periods."""
        found = [
            PartResult(Period.parse(row.period), row.unit_code, row.total, row.level)
            for row in self._rated(periods)
            if row.person_id == person and row.stage == Stage.CLOSED.value and row.unrated is None
        ]
        return sorted(found, key=lambda each: (each.period.last_day, -each.period.first_day.toordinal()))

    def has_months(self, unit: UnitId, period: Period, policy: str) -> bool:
        """Whether a unit has opened any month of a period under a regulation."""
        months = [str(month) for month in period.months]
        query = (
            select(_round.c.policy_id)
            .distinct()
            .where(_round.c.unit_id == unit, _round.c.period.in_(months), _round.c.replaced == 0)
        )
        return any(
            origin(self._policies.get(row.policy_id)) == policy for row in self._connection.execute(query)
        )

    def _rated(self, periods: Sequence[Period]) -> list[Any]:
        query = (
            select(
                tables.sheet.c.id, tables.sheet.c.person_id, tables.sheet.c.unrated,
                _round.c.period, _round.c.unit_code, _round.c.policy_id, _round.c.stage, _round.c.skipped,
                tables.result.c.total, tables.result.c.level, tables.result.c.seal,
            )
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .outerjoin(tables.result, tables.result.c.sheet_id == tables.sheet.c.id)
            .where(_round.c.period.in_([str(period) for period in periods]), _round.c.replaced == 0)
            .order_by(_round.c.period, _round.c.id)
        )  # fmt: skip
        return list(self._connection.execute(query))

    def _to_found(self, row: Any, month: Period) -> FoundMonth:
        is_closed = row.stage == Stage.CLOSED.value
        return FoundMonth(
            month,
            unit=row.unit_code,
            policy=origin(self._policies.get(row.policy_id)),
            is_closed=is_closed or row.unrated is not None,
            total=row.total if is_closed else None,
            level=row.level if is_closed else None,
            reason=row.unrated or "",
            sheet=row.id,
            seal=row.seal or "",
            whole=None if str(month) == row.period else Period.parse(row.period),
        )

    def _from_outside(self, periods: Sequence[Period]) -> list[tuple[PersonId, Period, FoundMonth]]:
        query = select(_external).where(_external.c.period.in_([str(period) for period in periods]))
        return [
            (
                PersonId(row.person_id),
                Period.parse(row.period),
                FoundMonth(
                    Period.parse(row.period), "", "", is_closed=True,
                    total=row.total, level=row.level, reason=row.source,
                ),
            )
            for row in self._connection.execute(query)
        ]  # fmt: skip

    def _excluded(
        self, persons: Collection[PersonId], period: Period
    ) -> Mapping[PersonId, Mapping[Period, str]]:
        entries: defaultdict[PersonId, list[Entry]] = defaultdict(list)
        for entry in self._registers.all():
            if entry.person is not None:
                entries[entry.person].append(entry)
        wanted = set(persons)
        return {
            person.id: months_that_do_not_count(person, entries[person.id], period)
            for person in self._people.all()
            if person.id in wanted
        }


def origin(policy: Policy) -> str:
    """The code of the regulation that a policy is: a unit's own version is what it was made from."""
    extends: Mapping[str, Any] | None = policy.document.get("extends")
    return policy.code if extends is None else str(extends["code"])


def quarter_of(month: Period) -> Period:
    """The quarter that holds a month."""
    return Period(month.year, (month.number + 2) // 3, PeriodKind.QUARTER)


def _is_derived(row: Any) -> bool:
    return DECIDING.value in row.skipped.split(",")
