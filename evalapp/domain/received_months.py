"""Closed months of other data files: kept as they were sealed there, checked by their seals, never computed.

What a seal covers travels as the very text that was hashed, so that anybody can hash it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NewType, cast

from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.packages import ChainHead
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId

ReceivedId = NewType("ReceivedId", int)


@dataclass(frozen=True)
class ResultRecord:
    """One result as a package carries it: what was sealed, and what papers print besides."""

    seal: str
    sealed: str
    own: str | None
    deputy: str | None
    head: str | None
    reason_label: str = ""
    note: str = ""


@dataclass(frozen=True)
class LevelRecord:
    """A level and what it is called."""

    code: str
    label: str


@dataclass(frozen=True)
class MonthRecord:
    """A closed month as a package carries it."""

    unit: str
    unit_name: str
    superior_name: str
    period: str
    policy: str
    policy_title: str
    revision: int
    closed_at: datetime
    seal: str
    sealed: str
    levels: tuple[LevelRecord, ...]
    results: tuple[ResultRecord, ...]

    @property
    def identity(self) -> str:
        """By what a month is known: a later revision is the same month, said anew."""
        return f"{self.unit} {self.period} {self.policy}"


@dataclass(frozen=True)
class ReceivedResult:
    """One person's result as it came."""

    code: str
    name: str
    title: str
    form: str
    role: Role
    category: Category
    own: Decimal | None
    deputy: Decimal | None
    head: Decimal | None
    bonus: Decimal | None
    deduction: Decimal | None
    total: Decimal | None
    level: str | None
    reason: str | None
    reason_label: str
    note: str
    seal: str

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order."""
        return person_sort_key(self.name), self.code


@dataclass(frozen=True)
class ReceivedMonth:
    """A month that came, and from which state of whose data file; only the one that stands is current."""

    id: ReceivedId
    identity: str
    unit: UnitId
    unit_code: str
    unit_name: str
    period: Period
    policy_code: str
    policy_title: str
    revision: int
    closed_at: datetime
    seal: str
    levels: tuple[LevelRecord, ...]
    sender: str
    sender_id: str
    history: ChainHead
    received_by: str
    received_at: datetime
    is_current: bool = True

    @property
    def label(self) -> str:
        """The unit as lists name it."""
        return f"{self.unit_code} {self.unit_name}"


def checked_results(record: MonthRecord) -> tuple[ReceivedResult, ...]:
    """The results of a month, once every seal was computed again; one that does not fit raises ValueError."""
    of_round = _sealed(record.seal, record.sealed)
    if of_round["results"] != sorted(each.seal for each in record.results):
        raise ValueError("the month was sealed over other results")
    said = of_round["round"]
    if (said["unit"], said["period"], said["revision"]) != (record.unit, record.period, record.revision):
        raise ValueError("the seal is of another month")
    return tuple(_result(each, said) for each in record.results)


def told_month(document: Mapping[str, Any]) -> dict[str, Any]:
    """A month as people compare it: when and why it was closed, and what everybody got."""
    of_round: Any = json.loads(document["sealed"])["round"]
    sealed: list[Any] = [json.loads(each["sealed"]) for each in document["results"]]
    return {
        "revision": document["revision"],
        "closed_at": document["closed_at"],
        "reason": of_round["reason"],
        "results": [
            {
                "code": each["person"]["code"],
                "name": each["person"]["name"],
                "total": each["rating"]["total"],
                "level": each["rating"]["level"],
            }
            for each in sealed
        ],
    }


def _result(record: ResultRecord, of_round: Any) -> ReceivedResult:
    document = _sealed(record.seal, record.sealed)
    if document["round"] != of_round:
        raise ValueError("the result was sealed in another month")
    who, rating = document["person"], document["rating"]
    return ReceivedResult(
        code=who["code"],
        name=who["name"],
        title=who["title"],
        form=who["form"],
        role=Role(who["role"]),
        category=Category(who["category"]),
        own=_points(record.own),
        deputy=_points(record.deputy),
        head=_points(record.head),
        bonus=_points(rating["bonus"]),
        deduction=_points(rating["deduction"]),
        total=_points(rating["total"]),
        level=rating["level"],
        reason=who["unrated"] or rating["reason"],
        reason_label=record.reason_label,
        note=record.note,
        seal=record.seal,
    )


def _sealed(seal: str, text: str) -> Mapping[str, Any]:
    if hashlib.sha256(text.encode()).hexdigest() != seal:
        raise ValueError("what was sealed is something else")
    return cast("Mapping[str, Any]", json.loads(text))


def _points(text: Any) -> Decimal | None:
    if text is None:
        return None
    try:
        points = Decimal(text)
        is_exact = points == points.quantize(Decimal("0.01"))
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"no points: {text}") from error
    if not is_exact:
        raise ValueError(f"no points: {text}")
    return points
