"""Closed months of other data files: kept as they were sealed there, checked by their seals, never computed.

What a seal covers travels as the very text that was hashed, so that anybody can hash it again.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NewType

import msgspec
from msgspec import Struct

from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.packages import ChainHead
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId

ReceivedId = NewType("ReceivedId", int)


class ResultRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One result as a package carries it: what was sealed, and what papers print besides."""

    seal: str
    sealed: str
    own: str | None
    deputy: str | None
    head: str | None
    reason_label: str = ""
    note: str = ""


class LevelRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level and what it is called."""

    code: str
    label: str


class MonthHead(msgspec.Struct, frozen=True):
    """What a closed month says of itself, without its results: many are listed, few are looked into."""

    unit: str
    unit_name: str
    superior_name: str
    period: str
    policy: str
    policy_title: str
    revision: int
    closed_at: datetime
    seal: str
    levels: tuple[LevelRecord, ...]

    @property
    def identity(self) -> str:
        """By what a month is known: a later revision is the same month, said anew."""
        return f"{self.unit} {self.period} {self.policy}"


class MonthRecord(MonthHead, frozen=True, forbid_unknown_fields=True):
    """A closed month as a package carries it."""

    sealed: str
    results: tuple[ResultRecord, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The month as plain JSON values."""
        return {**msgspec.to_builtins(self), "closed_at": self.closed_at.isoformat()}


class _Person(msgspec.Struct):
    code: str
    name: str
    title: str
    form: str
    role: Role
    category: Category
    unrated: str | None


class _Rating(msgspec.Struct):
    bonus: str | None
    deduction: str | None
    total: str | None
    level: str | None
    reason: str | None


class _SealedResult(msgspec.Struct):
    """What is read of a sealed result; marks and trace are not."""

    person: _Person
    rating: _Rating
    round: dict[str, Any]


class _SealedRound(msgspec.Struct):
    round: dict[str, Any]
    results: list[str]


_RESULTS = msgspec.json.Decoder(_SealedResult)
_ROUNDS = msgspec.json.Decoder(_SealedRound)


class ReceivedResult(msgspec.Struct, frozen=True):
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


class ReceivedMonth(Struct, frozen=True):
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
    of_round = _ROUNDS.decode(_sealed(record.seal, record.sealed))
    if of_round.results != sorted(each.seal for each in record.results):
        raise ValueError("the month was sealed over other results")
    said = of_round.round
    if (said["unit"], said["period"], said["revision"]) != (record.unit, record.period, record.revision):
        raise ValueError("the seal is of another month")
    return tuple(_result(each, said) for each in record.results)


def told_month(document: Mapping[str, Any]) -> dict[str, Any]:
    """A month as people compare it: when and why it was closed, and what everybody got."""
    of_round = _ROUNDS.decode(document["sealed"])
    sealed = [_RESULTS.decode(each["sealed"]) for each in document["results"]]
    return {
        "revision": document["revision"],
        "closed_at": document["closed_at"],
        "reason": of_round.round["reason"],
        "results": [
            {
                "code": each.person.code,
                "name": each.person.name,
                "total": each.rating.total,
                "level": each.rating.level,
            }
            for each in sealed
        ],
    }


def _result(record: ResultRecord, of_round: Mapping[str, Any]) -> ReceivedResult:
    sealed = _RESULTS.decode(_sealed(record.seal, record.sealed))
    if sealed.round != of_round:
        raise ValueError("the result was sealed in another month")
    who, rating = sealed.person, sealed.rating
    return ReceivedResult(
        code=who.code,
        name=who.name,
        title=who.title,
        form=who.form,
        role=who.role,
        category=who.category,
        own=_points(record.own),
        deputy=_points(record.deputy),
        head=_points(record.head),
        bonus=_points(rating.bonus),
        deduction=_points(rating.deduction),
        total=_points(rating.total),
        level=rating.level,
        reason=who.unrated or rating.reason,
        reason_label=record.reason_label,
        note=record.note,
        seal=record.seal,
    )


def _sealed(seal: str, text: str) -> bytes:
    sealed = text.encode()
    if hashlib.sha256(sealed).hexdigest() != seal:
        raise ValueError("what was sealed is something else")
    return sealed


@lru_cache(maxsize=4096)
def _points(text: str | None) -> Decimal | None:
    """Points as they are written; months of hundreds of units repeat few of them."""
    if text is None:
        return None
    try:
        points = Decimal(text)
        is_exact = points == points.quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise ValueError(f"no points: {text}") from error
    if not is_exact:
        raise ValueError(f"no points: {text}")
    return points
