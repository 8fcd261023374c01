"""Months of many units in packages, made from one real month: what benches and the robot take in."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from evalapp.documents.packages import item_lines, members_of, write_package
from evalapp.domain.packages import FORMAT, ChainHead, Item, Manifest, PackageKind, Sender, Thing, Versions
from evalapp.domain.policy.canonical import canonical_json, sha256_of
from evalapp.domain.received_months import MonthRecord, ResultRecord

_MADE = datetime(2018, 8, 2, 5, tzinfo=UTC)


def write_month_of(
    record: MonthRecord,
    unit: str,
    folder: Path,
    more: Sequence[Item] = (),
    written: Callable[[bytes], bytes] = bytes,
) -> Path:
    """Write a month as another unit would have sent it, sealed anew with that unit's code.

    A package may hold `more`, and be `written` in another way: to see what is made of that.
    """
    of_unit = _of_unit(record, unit)
    said = of_unit.document
    month = Item(Thing.MONTH, of_unit.identity, said, Versions().saying(sha256_of(said)))
    lines = written(item_lines([month, *more]))
    sender = Sender(of_unit.unit, of_unit.unit_name)
    members, head = members_of(lines, {}), ChainHead(1, "0" * 64)
    manifest = Manifest(FORMAT, PackageKind.MONTH, sender, 1, "", _MADE, "bench", head, members)
    made = folder / f"{unit}.evpkg"
    write_package(made, manifest, lines, lambda _: b"")
    return made


def _of_unit(record: MonthRecord, unit: str) -> MonthRecord:
    results = tuple(_sealed(each, record.unit, unit) for each in record.results)
    of_round: Any = json.loads(record.sealed)
    of_round["round"]["unit"] = unit
    of_round["results"] = sorted(each.seal for each in results)
    sealed = canonical_json(of_round)
    return replace(record, unit=unit, seal=_digest(sealed), sealed=sealed, results=results)


def _sealed(result: ResultRecord, before: str, unit: str) -> ResultRecord:
    """The same result in another unit; the text is long, so only the unit in it is changed."""
    sealed = result.sealed.replace(f'"unit":"{before}"', f'"unit":"{unit}"')
    return replace(result, seal=_digest(sealed), sealed=sealed)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
