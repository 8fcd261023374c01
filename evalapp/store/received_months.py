"""The collection of closed months that came from other data files."""

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.domain.packages import Manifest
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.plain_records import record_from
from evalapp.domain.received_months import MonthRecord, ReceivedId, ReceivedMonth, ReceivedResult
from evalapp.domain.units import UnitId
from evalapp.store.package_tables import package, received_month, received_result
from evalapp.store.topics import Topic

#: Texts of seals are alike from person to person; packing harder takes longer than writing.
_LEVEL = 1
_ADD_MONTH = insert(received_month).returning(received_month.c.id)
_ADD_RESULTS = insert(received_result)
_RESULT_FIELDS = tuple(each.name for each in fields(ReceivedResult))


@dataclass(frozen=True)
class Arrival:
    """By which package a month came, when, and who took it in."""

    package: str
    by: str
    at: datetime


class ReceivedMonths:
    """Received months as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def of(
        self, period: Period | None = None, units: Collection[UnitId] | None = None
    ) -> list[ReceivedMonth]:
        """The months that stand, of a period and some units, in order of period and unit."""
        asked: list[ColumnElement[bool]] = [received_month.c.is_current == 1]
        asked += [] if period is None else [received_month.c.period == str(period)]
        found = [each for each in self._months(*asked) if units is None or each.unit in units]
        return sorted(found, key=lambda each: (each.period.first_day, each.unit_code, each.policy_code))

    def every(self) -> list[ReceivedId]:
        """Every month that ever came, replaced ones too."""
        query = select(received_month.c.id).order_by(received_month.c.id)
        return [ReceivedId(key) for key in self._connection.execute(query).scalars()]

    def document(self, item: str) -> Mapping[str, Any] | None:
        """The month that stands, as it came; None where none does."""
        asked = (received_month.c.item == item, received_month.c.is_current == 1)
        packed = self._connection.execute(select(received_month.c.document).where(*asked)).scalar()
        return None if packed is None else json.loads(zlib.decompress(packed))

    def record(self, month: ReceivedId) -> MonthRecord:
        """One month as it came."""
        query = select(received_month.c.document).where(received_month.c.id == month)
        return record_from(
            MonthRecord, json.loads(zlib.decompress(self._connection.execute(query).scalar_one()))
        )

    def results(self, month: ReceivedId) -> list[ReceivedResult]:
        """The results of a month, in the order of their codes."""
        query = select(received_result).where(received_result.c.month_id == month)
        rows = self._connection.execute(query.order_by(received_result.c.code)).mappings()
        return [_result_of(row) for row in rows]

    def add(
        self,
        item: str,
        unit: UnitId,
        period: str,
        text: str,
        results: Sequence[ReceivedResult],
        arrival: Arrival,
        *,
        replaces: bool,
    ) -> None:
        """Keep a month as it came; the one that it `replaces` no longer stands, and stays on record."""
        if replaces:
            standing = update(received_month).where(
                received_month.c.item == item, received_month.c.is_current == 1
            )
            self._connection.execute(standing.values(is_current=0))
        row = {
            "item": item,
            "unit_id": unit,
            "period": period,
            "package": arrival.package,
            "document": zlib.compress(text.encode(), _LEVEL),
            "is_current": 1,
            "received_by": arrival.by,
            "received_at": arrival.at,
        }
        month = self._connection.execute(_ADD_MONTH, row).scalar_one()
        rows = [
            {"month_id": month, **{name: _kept(getattr(each, name)) for name in _RESULT_FIELDS}}
            for each in results
        ]
        if rows:
            self._connection.execute(_ADD_RESULTS, rows)
        self._touched.add(Topic.PACKAGES)

    def _months(self, *asked: ColumnElement[bool]) -> list[ReceivedMonth]:
        query = (
            select(received_month, package.c.manifest)
            .join(package, (package.c.hash == received_month.c.package) & (package.c.sent == 0))
            .where(*asked)
            .order_by(received_month.c.id)
        )
        return [_month_of(row) for row in self._connection.execute(query)]


def _month_of(row: Any) -> ReceivedMonth:
    manifest = Manifest.of(json.loads(row.manifest))
    record = record_from(MonthRecord, json.loads(zlib.decompress(row.document)))
    return ReceivedMonth(
        ReceivedId(row.id),
        row.item,
        UnitId(row.unit_id),
        record.unit,
        record.unit_name,
        Period.parse(record.period),
        record.policy,
        record.policy_title,
        record.revision,
        record.closed_at,
        record.seal,
        record.levels,
        manifest.sender.name,
        manifest.sender.id,
        manifest.history,
        row.received_by,
        row.received_at,
        bool(row.is_current),
    )


def _result_of(row: Any) -> ReceivedResult:
    values: dict[str, Any] = {name: row[name] for name in _RESULT_FIELDS}
    values |= {"role": Role(row["role"]), "category": Category(row["category"])}
    return ReceivedResult(**values)


def _kept(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
