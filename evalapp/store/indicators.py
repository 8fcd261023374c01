"""The collection of service figures of units and people, and of what is counted."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.messages import plain
from evalapp.base.names import sort_key
from evalapp.domain.indicators import SHIPPED, Figure, Indicator, Measure, Subject, facts_of, figures_of
from evalapp.domain.people import PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.rounds import Participant, Round, SheetId
from evalapp.domain.units import UnitId
from evalapp.store import indicator_tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic

_own = indicator_tables.indicator
_of_units: Final = indicator_tables.unit_figure
_of_people: Final = indicator_tables.person_figure
_FEW = 500  # so many subjects are asked for by name; of more, the whole month is read
_SAID = ("numerator", "denominator", "value", "note", "recorded_by", "recorded_at")


class Indicators:
    """Service figures as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def known(self) -> tuple[Indicator, ...]:
        """What is counted: what ships, then what units added, by code."""
        own = [_to_indicator(row) for row in self._connection.execute(select(_own))]
        return (*SHIPPED, *sorted(own, key=lambda each: sort_key(each.code)))

    def add(self, indicator: Indicator) -> None:
        """Add what a unit counts of its own."""
        self._connection.execute(
            insert(_own).values(
                uid=str(uuid.uuid4()),
                unit_id=indicator.owner,
                code=indicator.code,
                code_key=code_key(indicator.code),
                name=indicator.name,
                measure=indicator.measure.value,
                whole=indicator.whole,
                per=indicator.per,
            )
        )
        self._touched.add(Topic.INDICATORS)

    def of(
        self, periods: Sequence[Period], *, units: Collection[UnitId] = (), people: Collection[PersonId] = ()
    ) -> dict[Subject, list[Figure]]:
        """The figures of these units and people in these months, by whom they are about."""
        found: defaultdict[Subject, list[Figure]] = defaultdict(list)
        for of, wanted in ((_of_units, set(units)), (_of_people, set(people))):
            if not wanted:
                continue
            owner = next(iter(of.primary_key.columns))
            where: list[ColumnElement[bool]] = [of.c.period.in_([str(each) for each in periods])]
            if len(wanted) <= _FEW:
                where.append(owner.in_(wanted))
            query = select(of, owner.label("owner")).where(*where).order_by(of.c.period)
            for row in self._connection.execute(query):
                if row.owner in wanted:
                    figure = _to_figure(row, of)
                    found[figure.subject].append(figure)
        return dict(found)

    def of_one(self, subject: Subject, periods: Sequence[Period]) -> list[Figure]:
        """The figures of one unit or person in these months, oldest first."""
        units = () if subject.unit is None else (subject.unit,)
        people = () if subject.person is None else (subject.person,)
        return self.of(periods, units=units, people=people).get(subject, [])

    def save(self, figures: Iterable[Figure]) -> None:
        """Write figures; one of the same subject, month and code is replaced."""
        rows: dict[Table, list[dict[str, Any]]] = {_of_units: [], _of_people: []}
        for each in figures:
            rows[_table_of(each.subject)].append(_row(each))
        for of, values in rows.items():
            if values:
                statement = upsert(of)
                self._connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=list(of.primary_key.columns),
                        set_={name: statement.excluded[name] for name in _SAID},
                    ),
                    values,
                )
        self._touch()

    def remove(self, subject: Subject, period: Period, code: str) -> None:
        """Take a figure away; the history keeps it."""
        of = _table_of(subject)
        owner = next(iter(of.primary_key.columns))
        self._connection.execute(
            delete(of).where(
                owner == (subject.person if subject.unit is None else subject.unit),
                of.c.period == str(period),
                of.c.code == code,
            )
        )
        self._touch()

    def facts(self, current: Round, people: Sequence[Participant]) -> dict[SheetId, dict[str, Any]]:
        """The facts of people of a round: their own, and their unit's for who heads it."""
        asked = list(dict.fromkeys((*current.period.months, current.period)))
        found = self.of(asked, units=(current.unit,), people={who.person for who in people})
        if not found:
            return {}
        known = self.known()
        of_unit = facts_of(figures_of(found.get(Subject(unit=current.unit), ()), current.period), known)
        facts: dict[SheetId, dict[str, Any]] = {}
        for who in people:
            theirs = facts_of(figures_of(found.get(Subject(person=who.person), ()), current.period), known)
            mine = {**(of_unit if who.role is Role.HEAD else {}), **theirs}
            if mine:
                facts[who.sheet] = dict(mine)
        return facts

    def _touch(self) -> None:
        """Figures are facts of open months, so what shows scores is shown anew as well."""
        self._touched |= {Topic.INDICATORS, Topic.SCORES}


def _table_of(subject: Subject) -> Table:
    return _of_people if subject.unit is None else _of_units


def _row(figure: Figure) -> dict[str, Any]:
    owner = (
        {"person_id": figure.subject.person}
        if figure.subject.unit is None
        else {"unit_id": figure.subject.unit}
    )
    return {
        **owner,
        "period": str(figure.period),
        "code": figure.code,
        "numerator": _text(figure.numerator),
        "denominator": _text(figure.denominator),
        "value": _text(figure.value),
        "note": figure.note,
        "recorded_by": figure.recorded_by,
        "recorded_at": figure.recorded_at,
    }


def _to_figure(row: Any, of: Table) -> Figure:
    subject = Subject(unit=UnitId(row.owner)) if of is _of_units else Subject(person=PersonId(row.owner))
    return Figure(
        subject,
        Period.parse(row.period),
        row.code,
        _number(row.numerator),
        _number(row.denominator),
        _number(row.value),
        row.note,
        row.recorded_by,
        row.recorded_at,
    )


def _to_indicator(row: Any) -> Indicator:
    return Indicator(row.code, row.name, Measure(row.measure), row.whole, row.per, owner=UnitId(row.unit_id))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
