"""The collection of visits with their findings."""

import uuid
from collections import defaultdict
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspections import (
    ChecklistId,
    Finding,
    FindingId,
    Remedy,
    Severity,
    Standing,
    TeamId,
    Visit,
    VisitFilter,
    VisitId,
    VisitKind,
    VisitLine,
    VisitState,
    in_order,
)
from evalapp.domain.people import PersonId
from evalapp.domain.registers import EntryId
from evalapp.domain.units import UnitId
from evalapp.store import inspection_tables, tables
from evalapp.store.keys import code_key
from evalapp.store.remedies import keep_remedy_row
from evalapp.store.topics import Topic

_visit = inspection_tables.visit
_finding = inspection_tables.finding


class Inspections:
    """Visits as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self, since: date | None = None, until: date | None = None) -> list[Visit]:
        """The visits from a day to a day, with their findings, in order."""
        asked: list[ColumnElement[bool]] = []
        if since is not None:
            asked.append(_visit.c.day >= since)
        if until is not None:
            asked.append(_visit.c.day <= until)
        return self._visits(*asked)

    def get(self, visit: VisitId) -> Visit:
        """One visit by its key."""
        for found in self._visits(_visit.c.id == visit):
            return found
        raise UserError(N_("There is no visit {number}. See the list of visits."), number=visit)

    def by_number(self, number: str) -> Visit:
        """One visit by the number of its minutes, case aside."""
        found = self._visits(_visit.c.number_key == code_key(number))
        if not found:
            raise UserError(
                N_("There is no visit with the minutes {number}. See the list of visits."), number=number
            )
        return found[0]

    def of_finding(self, finding: FindingId) -> tuple[Visit, Finding]:
        """One finding by its number, and the visit it was made on."""
        holding = select(_finding.c.visit_id).where(_finding.c.id == finding)
        for visit in self._visits(_visit.c.id.in_(holding)):
            return visit, next(each for each in visit.findings if each.id == finding)
        raise UserError(N_("There is no finding {number}. See the list of visits."), number=finding)

    def of_entry(self, entry: EntryId) -> Visit | None:
        """The visit whose finding became an entry of the registers, if the entry came of one."""
        holding = select(_finding.c.visit_id).where(_finding.c.entry_id == entry)
        return next(iter(self._visits(_visit.c.id.in_(holding))), None)

    def add(self, visit: Visit) -> VisitId:
        """Add a visit with its findings; the keys of the given objects are ignored."""
        row = insert(_visit).values(uid=str(uuid.uuid4()), **_visit_row(visit)).returning(_visit.c.id)
        key = VisitId(self._connection.execute(row).scalar_one())
        for finding in visit.findings:
            self.add_finding(key, finding)
        self._touched.add(Topic.INSPECTIONS)
        return key

    def save(self, visit: Visit) -> None:
        """Write a visit back, without its findings."""
        self._connection.execute(update(_visit).where(_visit.c.id == visit.id).values(**_visit_row(visit)))
        self._touched.add(Topic.INSPECTIONS)

    def add_finding(self, visit: VisitId, finding: Finding) -> FindingId:
        """Add one finding to a visit; the key of the given object is ignored and the new one returned."""
        row = _finding_row(finding) | {"uid": str(uuid.uuid4()), "visit_id": visit}
        made = self._connection.execute(insert(_finding).values(**row).returning(_finding.c.id)).scalar_one()
        if finding.remedy is not None:
            keep_remedy_row(self._connection, made, wanted=True)
        self._touched.add(Topic.INSPECTIONS)
        return FindingId(made)

    def remove_finding(self, finding: FindingId) -> None:
        """Take away a finding of a visit under way."""
        keep_remedy_row(self._connection, finding, wanted=False)
        self._connection.execute(delete(_finding).where(_finding.c.id == finding))
        self._touched.add(Topic.INSPECTIONS)

    def save_finding(self, finding: Finding) -> None:
        """Write one finding back."""
        self._connection.execute(
            update(_finding).where(_finding.c.id == finding.id).values(**_finding_row(finding))
        )
        keep_remedy_row(self._connection, finding.id, wanted=finding.remedy is not None)
        self._touched.add(Topic.INSPECTIONS)

    def lines(self, wanted: VisitFilter) -> list[VisitLine]:
        """The visits of a filter, the newest first, each with how much it found; no finding is read."""
        wrong = (_finding.c.standing != Standing.WITHDRAWN.value) & (_finding.c.positive == 0)
        counts = (
            func.coalesce(func.sum(case((wrong, 1), else_=0)), 0).label("found"),
            func.coalesce(func.sum(_finding.c.positive), 0).label("praised"),
        )
        query = (
            select(_visit, tables.unit.c.code.label("unit_code"), *counts)
            .join(tables.unit)
            .join(_finding, _finding.c.visit_id == _visit.c.id, isouter=True)
            .where(*_asked(wanted))
            .group_by(_visit.c.id, tables.unit.c.id)
            .order_by(_visit.c.day.desc(), _visit.c.arrived.desc().nulls_last(), _visit.c.id.desc())
        )
        return [
            VisitLine(_visit_of(row, []), row.found, row.praised) for row in self._connection.execute(query)
        ]

    def by_inspector(self, name: str, day: date) -> list[Visit]:
        """The visits that somebody logged of one day."""
        return self._visits(_visit.c.recorded_by == name, _visit.c.day == day)

    def numbers_like(self, ending: str) -> list[str]:
        """The numbers of minutes that end alike, for the next one."""
        found = select(_visit.c.number).where(_visit.c.number_key.endswith(code_key(ending), autoescape=True))
        return list(self._connection.execute(found).scalars())

    def _visits(self, *asked: ColumnElement[bool]) -> list[Visit]:
        findings: defaultdict[int, list[Finding]] = defaultdict(list)
        wanted = select(_visit.c.id).where(*asked)
        query = (
            select(_finding, tables.person.c.code.label("person_code"))
            .join(tables.person, isouter=True)
            .where(_finding.c.visit_id.in_(wanted))
            .order_by(_finding.c.id)
        )
        for row in self._connection.execute(query):
            findings[row.visit_id].append(_finding_of(row))
        query = select(_visit, tables.unit.c.code.label("unit_code")).join(tables.unit).where(*asked)
        return in_order(_visit_of(row, findings[row.id]) for row in self._connection.execute(query))


def _asked(wanted: VisitFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        asked.append(_visit.c.day >= wanted.since)
    if wanted.until is not None:
        asked.append(_visit.c.day <= wanted.until)
    if wanted.kind is not None:
        asked.append(_visit.c.kind == wanted.kind.value)
    if wanted.state is not None:
        asked.append(_visit.c.state == wanted.state.value)
    if wanted.units is not None:
        asked.append(_visit.c.unit_id.in_(sorted(wanted.units)))
    return asked


def _visit_row(visit: Visit) -> dict[str, Any]:
    return {
        "number": visit.number,
        "number_key": code_key(visit.number),
        "kind": visit.kind.value,
        "unit_id": visit.unit,
        "day": visit.day,
        "arrived": visit.arrived.isoformat("minutes") if visit.arrived else None,
        "total": visit.total,
        "present": visit.present,
        "excused": visit.excused,
        "unexcused": visit.unexcused,
        "recorded_by": visit.recorded_by,
        "recorded_at": visit.recorded_at,
        "state": visit.state.value,
        "left_at": visit.left.isoformat("minutes") if visit.left else None,
        "place": visit.place,
        "representative": visit.representative,
        "is_clean": int(visit.is_clean),
        "beyond": visit.beyond,
        "team_id": visit.team,
        "checklist_id": visit.checklist,
        "finished_at": visit.finished_at,
    }


def _visit_of(row: Any, findings: list[Finding]) -> Visit:
    return Visit(
        id=VisitId(row.id),
        uid=row.uid,
        number=row.number,
        kind=VisitKind(row.kind),
        unit=UnitId(row.unit_id),
        unit_code=row.unit_code,
        day=row.day,
        arrived=time.fromisoformat(row.arrived) if row.arrived else None,
        total=row.total,
        present=row.present,
        excused=row.excused,
        unexcused=row.unexcused,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        findings=tuple(findings),
        state=VisitState(row.state),
        left=time.fromisoformat(row.left_at) if row.left_at else None,
        place=row.place,
        representative=row.representative,
        is_clean=bool(row.is_clean),
        beyond=row.beyond,
        team=None if row.team_id is None else TeamId(row.team_id),
        checklist=None if row.checklist_id is None else ChecklistId(row.checklist_id),
        finished_at=row.finished_at,
    )


def _finding_row(finding: Finding) -> dict[str, Any]:
    remedy = finding.remedy
    return {
        "topic": finding.topic,
        "person_id": finding.person,
        "text": finding.text,
        "severity": finding.severity.value,
        "standing": finding.standing.value,
        "reason": finding.reason,
        "decided_by": finding.decided_by,
        "decided_at": finding.decided_at,
        "entry_id": finding.entry,
        "remedy": remedy.text if remedy else None,
        "due": remedy.due if remedy else None,
        "mended": remedy.done if remedy else None,
        "checked_by": remedy.checked_by if remedy else "",
        "place": finding.place,
        "noticed": finding.noticed.isoformat("minutes") if finding.noticed else None,
        "positive": int(finding.positive),
    }


def _finding_of(row: Any) -> Finding:
    has_remedy = row.remedy is not None
    return Finding(
        id=FindingId(row.id),
        topic=row.topic,
        text=row.text,
        severity=Severity(row.severity),
        person=None if row.person_id is None else PersonId(row.person_id),
        person_code=row.person_code or "",
        standing=Standing(row.standing),
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        remedy=Remedy(row.remedy, row.due, row.mended, row.checked_by) if has_remedy else None,
        entry=None if row.entry_id is None else EntryId(row.entry_id),
        place=row.place,
        noticed=time.fromisoformat(row.noticed) if row.noticed else None,
        positive=bool(row.positive),
    )
