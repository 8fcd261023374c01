"""Visits from a laptop to the office, and lists from the office to laptops, by packages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspections import VisitId, VisitState
from evalapp.domain.packages import Gap, PackageKind, Sender, Thing, gaps
from evalapp.domain.plain_records import plain_values
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.domain.visit_records import VisitRecord
from evalapp.store.keys import code_key
from evalapp.store.packages import KeptPackage
from evalapp.store.work import Work
from evalapp.usecases.month_packages import month_sides
from evalapp.usecases.package_conduct import (
    ChecklistSide,
    ConductSide,
    FillingSide,
    checklist_documents,
    edition_documents,
)
from evalapp.usecases.package_intake import take_packages
from evalapp.usecases.package_lists import (
    Codes,
    DecisionSide,
    PersonSide,
    PlannedSide,
    UnitSide,
    decision_documents,
    person_documents,
    planned_documents,
    unit_documents,
)
from evalapp.usecases.package_names import Names, named_items
from evalapp.usecases.package_visits import VisitSide, photo_originals
from evalapp.usecases.packages import (
    Decisions,
    Document,
    Made,
    Side,
    Taken,
    make_package,
    versioned,
)
from evalapp.usecases.subtrees import units_under
from evalapp.usecases.visits import find_visits

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage


def pack_visits(
    work: Work,
    *,
    out: Path,
    visit_id: VisitId | None = None,
    since: date | None = None,
    until: date | None = None,
    unit: UnitId | None = None,
) -> Made:
    """Write one finished visit, or those of some days and units, into a package with their decisions."""
    records = [
        record
        for uid in _chosen(work, visit_id, since, until, unit)
        if (record := work.visit_records.get(uid)) is not None
    ]
    decisions = {record.team for record in records if record.team}
    teams = [said for said in decision_documents(work).values() if said["number"] in decisions]
    people = {code for record in records for code in record.people}
    people |= {str(each["person"]) for said in teams for each in said["members"] if each["person"]}
    units = {record.unit for record in records} | {code for said in teams for code in said["units"]}
    items = named_items(work, people=people, units=units)
    items += versioned(work, Thing.DECISION, {str(said["number"]): said for said in teams})
    items += versioned(work, Thing.VISIT, {record.uid: plain_values(record) for record in records})
    return make_package(work, kind=PackageKind.INSPECTION, items=items, media=_media(records), out=out)


def pack_lists(work: Work, *, out: Path, unit: UnitId | None = None) -> Made:
    """Write what a laptop needs into a package: units, people, codes, checklists, decisions and plans.

    With a unit, only the people of it and those below it; units all go, for they are each other's superiors.
    """
    work.require_everywhere(Right.READ_PEOPLE)
    work.require_everywhere(Right.READ_INSPECTIONS)
    units, people = _by_code(unit_documents(work)), person_documents(work)
    decisions = decision_documents(work).values()
    if unit is not None:
        wanted = units_under(work, unit, work.today)
        inside = {code_key(each.code) for key in wanted for each in work.people.in_unit(key)}
        inside |= {code_key(m["person"]) for said in decisions for m in said["members"] if m["person"]}
        people = {key: said for key, said in people.items() if key in inside}
    fillings = {each.topic: plain_values(each) for each in work.conduct.fillings().values()}
    items = [
        *versioned(work, Thing.UNIT, dict(_superiors_first(units))),
        *versioned(work, Thing.PERSON, _by_code(people)),
        *versioned(work, Thing.CONDUCT, edition_documents(work)),
        *versioned(work, Thing.FILLING, fillings),
        *versioned(work, Thing.CHECKLIST, checklist_documents(work)),
        *versioned(work, Thing.DECISION, {str(said["number"]): said for said in decisions}),
        *versioned(work, Thing.PLANNED, planned_documents(work)),
    ]
    return make_package(work, kind=PackageKind.KIT, items=items, out=out)


def unpack(
    work: Work, *, files: Sequence[Path], choice: ImportChoice, decisions: Decisions | None = None
) -> Taken:
    """Take visits or lists in; what both sides changed waits for a person to decide."""
    work.require(Right.LOG_INSPECTIONS)
    return take_packages(
        work,
        files=files,
        sides=lambda package: _sides(work, package),
        choice=choice,
        decisions=decisions,
    )


def take_in(
    work: Work, *, files: Sequence[Path], choice: ImportChoice, decisions: Decisions | None = None
) -> Taken:
    """Take packages of any kind in, as they lie in a folder."""
    months: list[Side] = []

    def sides(package: OpenPackage) -> Sequence[Side]:
        if package.manifest.kind is PackageKind.MONTH:
            months[:] = months or month_sides(work)
            return months
        work.require(Right.LOG_INSPECTIONS)
        return _sides(work, package)

    return take_packages(work, files=files, sides=sides, choice=choice, decisions=decisions)


class Traffic(Struct, frozen=True):
    """Every package that was made here and that came, the newest first, and which did not come."""

    sent: tuple[KeptPackage, ...] = ()
    received: tuple[KeptPackage, ...] = ()
    gaps: tuple[Gap, ...] = ()


NO_TRAFFIC = Traffic()


def traffic(work: Work) -> Traffic:
    """What went and came by packages."""
    work.require(Right.READ_PEOPLE)
    received = work.packages.received()
    numbers: defaultdict[tuple[Sender, PackageKind], list[int]] = defaultdict(list)
    newest = {each.manifest.sender.id: each.manifest.sender for each in received}
    for each in received:
        if each.manifest.kind is not PackageKind.KIT:
            key = (newest[each.manifest.sender.id], each.manifest.kind)
            numbers[key].append(each.manifest.sequence)
    missing = tuple(gap for (who, kind), came in numbers.items() for gap in gaps(who, kind, came))
    return Traffic(tuple(reversed(work.packages.sent())), tuple(reversed(received)), missing)


def _sides(work: Work, package: OpenPackage) -> list[Side]:
    codes = Codes(work)
    if package.manifest.kind is PackageKind.INSPECTION:
        return [DecisionSide(work, codes), VisitSide(Names(work, package.items()))]
    if package.manifest.kind is PackageKind.KIT:
        work.require_everywhere(Right.EDIT_PEOPLE)
        return [
            UnitSide(work, codes),
            PersonSide(work, codes),
            ConductSide(),
            FillingSide(),
            ChecklistSide(),
            DecisionSide(work, codes),
            PlannedSide(work, codes),
        ]
    raise UserError(
        N_("“{file}” holds the closed month of a unit. Take it in with the received months."),
        file=package.file,
    )


def _chosen(
    work: Work, visit_id: VisitId | None, since: date | None, until: date | None, unit: UnitId | None
) -> list[str]:
    """The identities of the visits to pack."""
    if visit_id is None:
        lines = find_visits(work, since=since, until=until, unit=unit, state=VisitState.FINISHED)
        if not lines:
            raise UserError(N_("No finished visit lies in these days. Choose other days or units."))
        return sorted(line.visit.uid for line in lines)
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    if visit.is_open:
        raise UserError(N_("The visit {number} is under way. Finish it, then pack it."), number=visit.number)
    return [visit.uid]


def _media(records: Iterable[VisitRecord]) -> set[str]:
    return {digest for record in records for digest in (*record.media, *photo_originals(record))}


def _by_code(documents: Mapping[str, Document]) -> dict[str, Document]:
    return {str(said["code"]): said for said in documents.values()}


def _superiors_first(units: Mapping[str, Document]) -> list[tuple[str, Document]]:
    """Units in an order in which each comes after those above it, as far as there is one."""
    done: dict[str, Document] = {}

    def add(code: str, below: frozenset[str]) -> None:
        if code in done or code in below or code not in units:
            return
        for version in units[code]["versions"]:
            if version["parent"]:
                add(version["parent"], below | {code})
        done[code] = units[code]

    for code in sorted(units):
        add(code, frozenset())
    return list(done.items())
