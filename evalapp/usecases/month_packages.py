"""A unit's closed month sent to the personnel office, and the months that hundreds of units sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.imports import ImportChoice
from evalapp.domain.packages import Item, PackageKind, Thing
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.received_months import (
    LevelRecord,
    MonthRecord,
    ReceivedMonth,
    ReceivedResult,
    ResultRecord,
    checked_results,
    told_month,
)
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.domain.seals import result_document, sealed_round_document
from evalapp.domain.summaries import SummaryRow
from evalapp.domain.units import Unit, UnitId
from evalapp.store.keys import code_key
from evalapp.store.received_months import Arrival
from evalapp.store.work import Work
from evalapp.usecases.package_intake import take_packages
from evalapp.usecases.package_lists import unsound
from evalapp.usecases.packages import (
    Decisions,
    Document,
    Made,
    PlainSide,
    Side,
    Taken,
    make_package,
    versioned,
)
from evalapp.usecases.subtrees import units_seen
from evalapp.usecases.summaries import summarise

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

_RECORDS = msgspec.json.Decoder(MonthRecord)


class Expected(Struct, frozen=True):
    """A unit whose month is expected, and what came of it, or was closed here."""

    unit: Unit
    name: str
    received: tuple[ReceivedMonth, ...] = ()
    is_here: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether nothing of it is known."""
        return not self.received and not self.is_here


def send_month(work: Work, *, round_id: RoundId, out: Path) -> Made:
    """Write a unit's closed month into a package, with everything that its seals cover."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    if current.stage is not Stage.CLOSED or current.seal is None or current.closed_at is None:
        raise UserError(
            N_("{unit}, {month} is not closed yet. Close it, then send it."),
            unit=current.unit_name,
            month=current.period.named,
        )
    record = month_record(work, current)
    items = versioned(work, Thing.MONTH, {record.identity: record.document})
    return make_package(work, kind=PackageKind.MONTH, items=items, out=out, name=current.unit_name)


def receive_months(
    work: Work, *, files: Sequence[Path], choice: ImportChoice, decisions: Decisions | None = None
) -> Taken:
    """Take the months of packages in; one that differs from what came before waits for a person."""
    sides = month_sides(work)

    def of_months(package: OpenPackage) -> Sequence[Side]:
        if package.manifest.kind is not PackageKind.MONTH:
            raise UserError(
                N_("“{file}” holds no month. Choose what units sent with “Send the month”."),
                file=package.file,
            )
        return sides

    return take_packages(work, files=files, sides=of_months, choice=choice, decisions=decisions)


def month_sides(work: Work) -> Sequence[Side]:
    """How what is in packages of months is kept here, by somebody who may."""
    work.require(Right.RUN_MONTH)
    return [MonthSide(work)]


def expected_months(work: Work, *, period: Period, unit: UnitId | None = None) -> list[Expected]:
    """Every unit whose month is expected, with what came of it; those that sent nothing are missing.

    Expected is who has people here who are evaluated there, or sent a month before; where no people are
    known here at all, every unit that has none below it.
    """
    day = period.last_day
    seen = units_seen(work, Right.READ_SCORES, unit, day)
    units = [each for each in work.units.all() if each.on(day) is not None]
    if seen is not None:
        units = [each for each in units if each.id in seen]
    received = work.received_months.of()
    expecting = _expecting(work, units, {each.unit for each in received}, day)
    closed = {each.unit for each in work.rounds.all(period=period) if each.stage is Stage.CLOSED}
    return [
        Expected(
            each,
            (each.on(day) or each.latest).name,
            tuple(month for month in received if month.unit == each.id and month.period == period),
            each.id in closed,
        )
        for each in units
        if each.id in expecting or each.id in closed
    ]


def received_results(work: Work, *, month: ReceivedMonth) -> list[ReceivedResult]:
    """The results of a month that came."""
    work.require(Right.READ_SCORES, month.unit)
    return work.received_months.results(month.id)


def broken_received(work: Work) -> list[str]:
    """Compute the seals of every month that came again; name what does not fit, or is gone."""
    broken: list[str] = []
    there: set[str] = set()
    for key in work.received_months.every():
        record = work.received_months.record(key)
        there.add(record.seal)
        try:
            results = checked_results(record)
        except (ValueError, KeyError, TypeError):
            broken.append(record.identity)
            continue
        if sorted(results, key=lambda each: each.code) != work.received_months.results(key):
            broken.append(record.identity)
    for entry in work.audit.of_actions("month.received"):
        if entry.detail and entry.detail["seal"] not in there:
            broken.append(entry.subject)
    return broken


def month_record(work: Work, current: Round) -> MonthRecord:
    """A closed month with everything that its seals cover, as packages carry it."""
    policy = work.policies.get(current.policy.id)
    results = work.rounds.results(current.id)
    rows = {row.code: row for row in summarise(work, round_id=current.id).rows}
    sheets = work.rounds.sheets(current.id)
    seals = [result.seal or "" for result in results.values()]
    return MonthRecord(
        current.unit_code,
        current.unit_name,
        current.superior_name,
        str(current.period),
        current.policy.code,
        current.policy.title,
        current.revision,
        current.closed_at or work.now,
        current.seal or "",
        tuple(LevelRecord(level.code, level.label) for level in policy.levels),
        canonical_json(sealed_round_document(current, seals)),
        tuple(
            ResultRecord(
                results[sheet.participant.sheet].seal or "",
                canonical_json(result_document(current, sheet, results[sheet.participant.sheet].rating)),
                *_sums(rows[sheet.participant.code]),
            )
            for sheet in sheets
        ),
    )


class MonthSide(PlainSide):
    """How months of other data files are kept here."""

    thing = Thing.MONTH

    def __init__(self, work: Work) -> None:
        self._units = {code_key(each.code): each for each in work.units.all()}
        self._closed = {
            (each.unit, str(each.period), each.policy.code)
            for each in work.rounds.all()
            if each.stage is Stage.CLOSED
        }
        self._standing = work.received_months.items()  # and those that came since, taken back or not
        self._checked: tuple[str, MonthRecord, tuple[ReceivedResult, ...]] | None = None

    def ours(self, work: Work, identity: str) -> Document | None:
        """What came of that month before."""
        return work.received_months.document(identity) if identity in self._standing else None

    def called(self, item: Item) -> str:
        """The unit and the period: how a month is known, but for the policy."""
        return item.id.rpartition(" ")[0]

    def told(self, document: Document) -> Document:
        """When and why it was closed, and what everybody got."""
        return told_month(document)

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """The unit is not known here, its month is closed here, or its seals do not fit."""
        record, _ = self._understood(item, package)
        unit = self._units.get(code_key(record.unit))
        if unit is None:
            return UserError(
                N_(
                    "There is no unit {code} ({name}) here. Take the unit list in, or correct the code; then "
                    "take the package again."
                ),
                code=record.unit,
                name=record.unit_name,
            )
        work.require(Right.RUN_MONTH, unit.id)
        if (unit.id, record.period, record.policy) in self._closed:
            return UserError(
                N_("{unit} closed this month in this data file. What is here stands."), unit=record.unit_name
            )
        return None

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Keep it as it came; what stood before stays on record."""
        record, results = self._understood(item, package)
        unit = self._units[code_key(record.unit)]
        arrival = Arrival(package.manifest.hash, work.user.name, work.now)
        work.received_months.add(
            item.id, unit.id, record.period, package.packed(item), results, arrival, replaces=ours is not None
        )
        self._standing.add(item.id)
        work.audit.record(
            "month.received",
            item.id,
            seal=record.seal,
            revision=record.revision,
            people=len(results),
            hash=package.manifest.history.hash,
        )

    def _understood(self, item: Item, package: OpenPackage) -> tuple[MonthRecord, tuple[ReceivedResult, ...]]:
        """The month once every seal was computed again, which is done once."""
        if self._checked is None or self._checked[0] != package.manifest.hash:
            try:
                record = _RECORDS.decode(cast("bytes", item.said))
                Period.parse(record.period)
                results = checked_results(record)
            except (ValueError, TypeError, KeyError, AttributeError, UserError) as error:
                raise unsound(package) from error
            if record.identity != item.id:
                raise unsound(package)
            self._checked = (package.manifest.hash, record, results)
        return self._checked[1], self._checked[2]


def _expecting(work: Work, units: Sequence[Unit], senders: set[UnitId], day: date) -> set[UnitId]:
    people = [position for each in work.people.all() if (position := each.position_on(day)) is not None]
    if people:
        return {position.unit for position in people} | senders
    above = {(each.on(day) or each.latest).parent for each in units}
    return {each.id for each in units if each.id not in above} | senders


def _sums(row: SummaryRow) -> tuple[str | None, str | None, str | None, str, str]:
    own, deputy, head = (
        None if points is None else plain(points)
        for points in (row.self_points, row.deputy_points, row.head_points)
    )
    return own, deputy, head, row.reason_label, row.note
