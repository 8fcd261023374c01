"""The collection of closed months that came from other data files."""

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.domain.packages import Manifest
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.received_months import (
    MonthHead,
    MonthRecord,
    ReceivedId,
    ReceivedMonth,
    ReceivedResult,
)
from evalapp.domain.units import UnitId
from evalapp.store.package_tables import package, received_month, received_result
from evalapp.store.pending import Pending
from evalapp.store.topics import Topic

_ADD_MONTH = insert(received_month)
_ADD_RESULTS = insert(received_result)
_NEWEST = select(func.max(received_month.c.id))
_RESULT_FIELDS = ReceivedResult.__struct_fields__


class _Line(msgspec.Struct):
    document: msgspec.Raw = msgspec.Raw()


_LINES = msgspec.json.Decoder(_Line)
_HEADS = msgspec.json.Decoder(MonthHead)
_RECORDS = msgspec.json.Decoder(MonthRecord)


class Arrival(Struct, frozen=True):
    """By which package a month came, when, and who took it in."""

    package: str
    by: str
    at: datetime


class ReceivedMonths:
    """Received months as one use case sees them."""

    def __init__(self, pending: Pending, touched: set[Topic]) -> None:
        self._pending = pending
        self._touched = touched
        self._newest: int | None = None

    @property
    def _connection(self) -> Connection:
        return self._pending.connection

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

    def items(self) -> set[str]:
        """By what the months that stand are known."""
        query = select(received_month.c.item).where(received_month.c.is_current == 1)
        return set(self._connection.execute(query).scalars())

    def document(self, item: str) -> Mapping[str, Any] | None:
        """The month that stands, as it came; None where none does."""
        asked = (received_month.c.item == item, received_month.c.is_current == 1)
        packed = self._connection.execute(select(received_month.c.document).where(*asked)).scalar()
        return None if packed is None else json.loads(_document(packed))

    def record(self, month: ReceivedId) -> MonthRecord:
        """One month as it came."""
        query = select(received_month.c.document).where(received_month.c.id == month)
        return _RECORDS.decode(_document(self._connection.execute(query).scalar_one()))

    def levels(self, period: Period) -> dict[ReceivedId, dict[str, int]]:
        """How many people have which level in each month of a period; whoever has none is not counted."""
        of, level = received_result.c.month_id, received_result.c.level
        query = (
            select(of, level, func.count())
            .join(received_month, received_month.c.id == of)
            .where(received_month.c.period == str(period), level.is_not(None))
            .group_by(of, level)
        )
        found: dict[ReceivedId, dict[str, int]] = {}
        for month, code, count in self._connection.execute(query):
            found.setdefault(ReceivedId(month), {})[code] = count
        return found

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
        packed: bytes,
        results: Sequence[ReceivedResult],
        arrival: Arrival,
        *,
        replaces: bool,
    ) -> None:
        """Keep a month's line as it came, packed; one that it `replaces` stands no longer, but on record."""
        if replaces:
            standing = update(received_month).where(
                received_month.c.item == item, received_month.c.is_current == 1
            )
            self._connection.execute(standing.values(is_current=0))
        month = self._next()
        row = {
            "id": month,
            "item": item,
            "unit_id": unit,
            "period": period,
            "package": arrival.package,
            "document": packed,
            "is_current": 1,
            "received_by": arrival.by,
            "received_at": arrival.at,
        }
        self._pending.add(_ADD_MONTH, [row])
        rows = [{"month_id": month, **_kept(each)} for each in results]
        self._pending.add(_ADD_RESULTS, rows)
        self._touched.add(Topic.PACKAGES)

    def _next(self) -> int:
        """A key for one more month: known beforehand, its results can be written with those of others."""
        newest = self._newest
        if newest is None:
            newest = int(self._connection.execute(_NEWEST).scalar_one() or 0)
        self._newest = newest + 1
        return self._newest

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
    record = _HEADS.decode(_document(row.document))
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


def _kept(result: ReceivedResult) -> dict[str, Any]:
    return {**asdict(result), "role": result.role.value, "category": result.category.value}


def _document(packed: bytes) -> bytes:
    """What a month says: kept in the line of its package, or alone by programs before."""
    data = zlib.decompress(packed)
    return bytes(_LINES.decode(data).document) or data
