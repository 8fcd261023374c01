"""Questions over the months of many units at once: counted in the database, never one sheet after another."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.rounds import RoundId, SheetId, Stage
from evalapp.domain.standings import MonthPerson
from evalapp.store import tables

_round = tables.evaluation_round
_WHO = (
    tables.sheet.c.id,
    tables.sheet.c.code,
    tables.sheet.c.name,
    tables.sheet.c.title,
    tables.sheet.c.round_id,
    _round.c.unit_code,
    _round.c.unit_name,
    _round.c.period,
)


class Standings:
    """How many stand where, as one use case asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def levels(self, rounds: Collection[RoundId]) -> dict[RoundId, dict[str | None, int]]:
        """How many have which level in each decided month; None counts those without one."""
        level = tables.result.c.level
        query = (
            select(tables.sheet.c.round_id, level, func.count().label("people"))
            .join(tables.result, tables.result.c.sheet_id == tables.sheet.c.id)
            .where(tables.sheet.c.round_id.in_(rounds))
            .group_by(tables.sheet.c.round_id, level)
        )
        counted: defaultdict[RoundId, dict[str | None, int]] = defaultdict(dict)
        for row in self._connection.execute(query):
            counted[RoundId(row.round_id)][row.level] = int(row.people)
        return dict(counted)

    def with_level(self, rounds: Collection[RoundId], level: str | None) -> list[MonthPerson]:
        """Who has a level in decided months; None asks for those without one."""
        query = (
            select(*_WHO, tables.result.c.total, tables.result.c.level)
            .join(tables.result, tables.result.c.sheet_id == tables.sheet.c.id)
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .where(tables.sheet.c.round_id.in_(rounds), tables.result.c.level.is_not_distinct_from(level))
            .order_by(tables.sheet.c.id)
        )
        return [_person(row, row.total, row.level) for row in self._connection.execute(query)]

    def not_scored(
        self, rounds: Collection[RoundId], stage: Stage, form: str, rows: Sequence[str]
    ) -> list[MonthPerson]:
        """Who is rated by a form and lacks points at a stage in any of its rows."""
        mark = tables.mark
        given = (
            (mark.c.sheet_id == tables.sheet.c.id)
            & (mark.c.stage == stage.value)
            & mark.c.points.is_not(None)
            & mark.c.criterion.in_(rows)
        )
        query = (
            select(*_WHO)
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .outerjoin(mark, given)
            .where(
                tables.sheet.c.round_id.in_(rounds),
                tables.sheet.c.form == form,
                tables.sheet.c.unrated.is_(None),
            )
            .group_by(tables.sheet.c.id, _round.c.id)
            .having(func.count(mark.c.criterion) < len(rows))
            .order_by(tables.sheet.c.id)
        )
        return [_person(row) for row in self._connection.execute(query)]

    def of_person(self, person: PersonId) -> list[MonthPerson]:
        """Every month somebody is in, oldest first; replaced revisions are left out."""
        query = (
            select(*_WHO)
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .where(tables.sheet.c.person_id == person, _round.c.replaced == 0)
            .order_by(_round.c.period, _round.c.id)
        )
        return [_person(row) for row in self._connection.execute(query)]

    def with_entries(self, rounds: Collection[RoundId], period: Period) -> set[RoundId]:
        """In which months of a period somebody has an entry in the registers that may propose something."""
        entry = tables.register_entry
        about = (entry.c.person_id == tables.sheet.c.person_id) | (entry.c.unit_id == _round.c.unit_id)
        query = (
            select(tables.sheet.c.round_id)
            .distinct()
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .join(entry, about)
            .where(
                tables.sheet.c.round_id.in_(rounds),
                entry.c.withdrawn.is_(None),
                entry.c.since <= period.last_day,
                (entry.c.since >= period.first_day)
                | entry.c.until.is_(None)
                | (entry.c.until >= period.first_day),
            )
        )
        return {RoundId(row.round_id) for row in self._connection.execute(query)}

    def open_besides(self, period: Period) -> list[RoundId]:
        """The months of other periods that nobody has closed, or that stand reopened, oldest first."""
        query = (
            select(_round.c.id)
            .where(
                _round.c.stage != Stage.CLOSED.value, _round.c.replaced == 0, _round.c.period != str(period)
            )
            .order_by(_round.c.period, _round.c.unit_id)
        )
        return [RoundId(row.id) for row in self._connection.execute(query)]


def _person(row: Any, total: Any = None, level: str | None = None) -> MonthPerson:
    return MonthPerson(
        sheet=SheetId(row.id),
        round=RoundId(row.round_id),
        code=row.code,
        name=row.name,
        title=row.title,
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        period=Period.parse(row.period),
        total=total,
        level=level,
    )
