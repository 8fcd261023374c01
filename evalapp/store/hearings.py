"""The collection of findings as lists show them, with the steps of their hearings."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.attachments import Content
from evalapp.domain.hearings import FindingLine, Hearing, HearingState, KeptFile, Step, StepKind
from evalapp.domain.inspections import FindingId, Severity, Standing, VisitId, VisitKind, VisitState
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId
from evalapp.store import inspection_tables, process_tables, tables
from evalapp.store.topics import Topic

_visit = inspection_tables.visit
_finding = inspection_tables.finding
_step = process_tables.finding_step
_entry = tables.register_entry


class FindingFilter(Struct, frozen=True):
    """Which findings are asked for; what is not said is not asked. `units` None: all of them."""

    since: date | None = None
    until: date | None = None
    units: Collection[UnitId] | None = None
    kind: VisitKind | None = None
    topic: str | None = None
    severity: Severity | None = None
    standings: Collection[Standing] | None = None
    person: PersonId | None = None
    findings: Collection[FindingId] | None = None
    state: HearingState | None = None
    praise: bool | None = False  # what was found good, in place of what was found wrong; None: both


class Hearings:
    """Findings and their hearings as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def lines(self, asked: FindingFilter, today: date, most: int | None = None) -> list[FindingLine]:
        """The findings that a filter lets through, newest visit first; at most so many."""
        query = _lines().where(*finding_conditions(asked)).order_by(_visit.c.day.desc(), _finding.c.id)
        query = query.limit(most)
        lines = [_to_line(row) for row in self._connection.execute(query)]
        return [line for line in lines if asked.state in (None, line.state(today))]

    def hearing(self, finding: FindingId) -> Hearing:
        """The history of one finding."""
        return self.hearings([finding]).get(finding, Hearing())

    def hearings(self, findings: Sequence[FindingId]) -> dict[FindingId, Hearing]:
        """The histories of these findings."""
        found: defaultdict[FindingId, list[Step]] = defaultdict(list)
        query = select(_step).where(_step.c.finding_id.in_(findings)).order_by(_step.c.id)
        for row in self._connection.execute(query):
            found[FindingId(row.finding_id)].append(_to_step(row))
        return {finding: Hearing(tuple(steps)) for finding, steps in found.items()}

    def add(self, finding: FindingId, step: Step) -> None:
        """Add a step; steps are never changed."""
        row = {
            "uid": str(uuid.uuid4()),
            "finding_id": finding,
            "kind": step.kind.value,
            "day": step.day,
            "due": step.due,
            "text": step.text,
            "document": step.document,
            "file_name": step.file.name if step.file else "",
            "sha256": step.file.digest if step.file else None,
            "other_id": step.other,
            "recorded_by": step.by,
            "recorded_at": step.at,
        }
        self._connection.execute(insert(_step).values(**row))
        self._touched.add(Topic.INSPECTIONS)

    def members(self, visit: VisitId) -> set[PersonId]:
        """The people of the team that made a visit."""
        member = inspection_tables.inspection_member
        query = select(member.c.person_id).join(_visit, _visit.c.team_id == member.c.team_id)
        found = self._connection.execute(query.where(_visit.c.id == visit)).scalars()
        return {PersonId(each) for each in found if each is not None}

    def keep_file(self, content: Content) -> str:
        """Keep the content of a file, once, under its hash."""
        kept = {
            "sha256": content.digest,
            "kind": content.kind.code,
            "size": len(content.data),
            "data": content.data,
        }
        self._connection.execute(upsert(tables.file_content).values(**kept).on_conflict_do_nothing())
        return content.digest

    def open_about(
        self, people: Collection[PersonId], unit: UnitId, since: date, until: date
    ) -> list[FindingLine]:
        """Findings of visits of these days that nobody decided on: about these people, or about the unit."""
        about = or_(
            _finding.c.person_id.in_(people), and_(_finding.c.person_id.is_(None), _visit.c.unit_id == unit)
        )
        query = (
            _lines()
            .where(
                _finding.c.standing == Standing.ALLEGED.value,
                _finding.c.positive == 0,
                _visit.c.day >= since,
                _visit.c.day <= until,
                about,
            )
            .order_by(_visit.c.day, _finding.c.id)
        )
        return [_to_line(row) for row in self._connection.execute(query)]

    def same_breach(self, finding: FindingId) -> list[FindingId]:
        """The findings that tell of the same breach as one, itself among them, oldest first."""
        links = select(_step.c.finding_id, _step.c.other_id).where(
            _step.c.kind == StepKind.SAME_BREACH.value,
            _step.c.other_id.is_not(None),  # its visit may be in another data file
        )
        near: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self._connection.execute(links):
            near[one].add(other)
            near[other].add(one)
        known, waiting = {int(finding)}, [int(finding)]
        while waiting:
            new = near[waiting.pop()] - known
            known |= new
            waiting += new
        return [FindingId(each) for each in sorted(known)]


def finding_conditions(asked: FindingFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of a finding and its visit, in the words of the database."""
    given: list[ColumnElement[bool]] = [
        _visit.c.state == VisitState.FINISHED.value,
    ]
    if asked.praise is not None:
        given.append(_finding.c.positive == int(asked.praise))
    if asked.since is not None:
        given.append(_visit.c.day >= asked.since)
    if asked.until is not None:
        given.append(_visit.c.day <= asked.until)
    if asked.units is not None:
        given.append(_visit.c.unit_id.in_(asked.units))
    if asked.standings is not None:
        given.append(_finding.c.standing.in_([each.value for each in asked.standings]))
    if asked.findings is not None:
        given.append(_finding.c.id.in_(asked.findings))
    equal = (
        (_visit.c.kind, asked.kind),
        (_finding.c.topic, asked.topic),
        (_finding.c.severity, asked.severity),
        (_finding.c.person_id, asked.person),
    )
    return given + [column == value for column, value in equal if value is not None]


def _newest(kind: StepKind) -> Any:
    """The newest step of a kind about each finding."""
    last = (
        select(func.max(_step.c.id).label("id"))
        .where(_step.c.kind == kind.value)
        .group_by(_step.c.finding_id)
        .subquery()
    )
    return select(_step).where(_step.c.id.in_(select(last.c.id))).subquery()


def _lines() -> Select[Any]:
    asked, given = _newest(StepKind.ASKED), _newest(StepKind.GIVEN)
    return (
        select(
            _finding,
            _visit.c.number,
            _visit.c.day,
            _visit.c.kind,
            _visit.c.unit_id,
            tables.unit.c.code.label("unit_code"),
            tables.person.c.code.label("person_code"),
            tables.person.c.name.label("person_name"),
            asked.c.day.label("asked"),
            asked.c.due.label("explain_by"),
            given.c.day.label("given"),
            _entry.c.since.label("entry_since"),
            _entry.c.counts_from,
            _entry.c.withdrawn.label("entry_withdrawn"),
        )
        .join(_visit, _visit.c.id == _finding.c.visit_id)
        .join(tables.unit, tables.unit.c.id == _visit.c.unit_id)
        .outerjoin(tables.person, tables.person.c.id == _finding.c.person_id)
        .outerjoin(asked, asked.c.finding_id == _finding.c.id)
        .outerjoin(given, given.c.finding_id == _finding.c.id)
        .outerjoin(_entry, _entry.c.id == _finding.c.entry_id)
    )


def _to_line(row: Any) -> FindingLine:
    counts = row.counts_from or row.entry_since
    return FindingLine(
        id=FindingId(row.id),
        visit=VisitId(row.visit_id),
        number=row.number,
        day=row.day,
        kind=VisitKind(row.kind),
        unit=UnitId(row.unit_id),
        unit_code=row.unit_code,
        topic=row.topic,
        text=row.text,
        severity=Severity(row.severity),
        standing=Standing(row.standing),
        person=None if row.person_id is None else PersonId(row.person_id),
        person_code=row.person_code or "",
        person_name=row.person_name or "",
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        asked=row.asked,
        due=row.explain_by,
        given=row.given,
        positive=bool(row.positive),
        counts_in=Period.month_of(counts) if counts and row.entry_withdrawn is None else None,
    )


def _to_step(row: Any) -> Step:
    return Step(
        StepKind(row.kind),
        row.day,
        row.text,
        row.recorded_by,
        row.recorded_at,
        row.due,
        row.document,
        KeptFile(row.file_name, row.sha256) if row.sha256 else None,
        None if row.other_id is None else FindingId(row.other_id),
    )
