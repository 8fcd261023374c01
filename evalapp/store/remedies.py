"""The collection of remedies: those of findings and those that stand alone, in one list."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.hearings import KeptFile
from evalapp.domain.inspections import FindingId, Standing, VisitId, VisitKind, VisitState
from evalapp.domain.people import PersonId
from evalapp.domain.remedies import (
    Recheck,
    RemedyAct,
    RemedyId,
    RemedyLine,
    RemedySource,
    RemedyState,
    RemedyStep,
)
from evalapp.domain.units import UnitId
from evalapp.store import inspection_tables, process_tables, tables
from evalapp.store.topics import Topic

_remedy = process_tables.remedy
_step = process_tables.remedy_step
_visit = inspection_tables.visit
_finding = inspection_tables.finding
_text = case((_remedy.c.finding_id.is_(None), _remedy.c.text), else_=_finding.c.remedy)
_due = case((_remedy.c.finding_id.is_(None), _remedy.c.due), else_=_finding.c.due)
_done = case((_remedy.c.finding_id.is_(None), _remedy.c.mended), else_=_finding.c.mended)
_checked = case((_remedy.c.finding_id.is_(None), _remedy.c.checked_by), else_=_finding.c.checked_by)
_raised = case((_remedy.c.finding_id.is_(None), _remedy.c.raised), else_=_visit.c.day)
_stands = or_(
    _remedy.c.finding_id.is_(None),
    (_finding.c.standing != Standing.WITHDRAWN.value)
    & (_visit.c.state == VisitState.FINISHED.value)
    & (_finding.c.positive == 0)
    & _finding.c.remedy.is_not(None),
)


class RemedyFilter(Struct, frozen=True):
    """Which remedies are asked for; `since` and `until` are days on which they were raised."""

    since: date | None = None
    until: date | None = None
    units: Collection[UnitId] | None = None
    source: RemedySource | None = None
    owner: PersonId | None = None
    kind: VisitKind | None = None
    state: RemedyState | None = None
    only_open: bool = False


class Remedies:
    """Remedies as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def lines(self, asked: RemedyFilter, today: date) -> list[RemedyLine]:
        """The remedies that a filter lets through, the nearest deadline first."""
        query = _lines().where(_stands, *_conditions(asked, today))
        query = query.order_by(_done.is_not(None), _due.is_(None), _due, _remedy.c.id)
        lines = [_to_line(row) for row in self._connection.execute(query)]
        return [line for line in lines if asked.state in (None, line.state(today))]

    def get(self, remedy: RemedyId) -> RemedyLine:
        """One remedy by its number."""
        row = self._connection.execute(_lines().where(_stands, _remedy.c.id == remedy)).one_or_none()
        if row is None:
            raise UserError(N_("There is no remedy {number}. See the list of remedies."), number=remedy)
        return _to_line(row)

    def of_finding(self, finding: FindingId) -> RemedyLine | None:
        """The remedy of a finding, if it asks for one and stands."""
        row = self._connection.execute(_lines().where(_stands, _remedy.c.finding_id == finding)).one_or_none()
        return None if row is None else _to_line(row)

    def steps(self, remedy: RemedyId) -> list[RemedyStep]:
        """What was done about a remedy, in the order it was recorded."""
        query = (
            select(_step, tables.person.c.name, _visit.c.number)
            .outerjoin(tables.person, tables.person.c.id == _step.c.owner_id)
            .outerjoin(_visit, _visit.c.id == _step.c.visit_id)
            .where(_step.c.remedy_id == remedy)
            .order_by(_step.c.id)
        )
        return [_to_step(row) for row in self._connection.execute(query)]

    def of_minutes(self, visit: str) -> list[RemedyLine]:
        """The remedies that signed minutes of a visit asked for, by the visit's uid."""
        asked = _remedy.c.uid.startswith(f"{visit}/", autoescape=True)
        query = _lines().where(asked, _remedy.c.source == RemedySource.MINUTES.value).order_by(_remedy.c.id)
        return [_to_line(row) for row in self._connection.execute(query)]

    def add(self, line: RemedyLine, *, by: str, at: Any, visit: str = "") -> RemedyId:
        """Add a remedy that stands alone; the key of the given object is ignored.

        `visit` is the uid of the visit whose minutes ask for it; the remedy's own begins with it.
        """
        own = str(uuid.uuid4())
        row = {
            "uid": f"{visit}/{own}" if visit else own,
            "unit_id": line.unit,
            "source": line.source.value,
            "reference": line.reference,
            "text": line.text,
            "raised": line.raised,
            "due": line.due,
            "mended": None,
            "checked_by": "",
            "owner_id": line.owner,
            "recorded_by": by,
            "recorded_at": at,
        }
        added = self._connection.execute(insert(_remedy).values(**row).returning(_remedy.c.id))
        self._touched.add(Topic.INSPECTIONS)
        return RemedyId(added.scalar_one())

    def add_step(self, remedy: RemedyId, step: RemedyStep) -> None:
        """Add a step."""
        row = {
            "uid": str(uuid.uuid4()),
            "remedy_id": remedy,
            "kind": step.act.value,
            "day": step.day,
            "due": step.due,
            "text": step.text,
            "document": step.document,
            "file_name": step.file.name if step.file else "",
            "sha256": step.file.digest if step.file else None,
            "owner_id": step.owner,
            "visit_id": step.visit,
            "result": step.result.value if step.result else None,
            "recorded_by": step.by,
            "recorded_at": step.at,
        }
        self._connection.execute(insert(_step).values(**row))
        self._touched.add(Topic.INSPECTIONS)

    def set_asked(self, remedy: RemedyId, *, reference: str, text: str, due: date | None) -> None:
        """Say what corrected minutes ask for in place of what they asked before."""
        self._connection.execute(
            update(_remedy).where(_remedy.c.id == remedy).values(reference=reference, text=text, due=due)
        )
        self._touched.add(Topic.INSPECTIONS)

    def remove(self, remedy: RemedyId) -> None:
        """Take away what nothing was done about yet and corrected minutes no longer ask for."""
        self._connection.execute(delete(_remedy).where(_remedy.c.id == remedy))
        self._touched.add(Topic.INSPECTIONS)

    def set_owner(self, remedy: RemedyId, owner: PersonId) -> None:
        """Say who has to mend it."""
        self._connection.execute(update(_remedy).where(_remedy.c.id == remedy).values(owner_id=owner))
        self._touched.add(Topic.INSPECTIONS)

    def set_due(self, line: RemedyLine, due: date) -> None:
        """Say until when."""
        self._set(line, due=due)

    def set_done(self, line: RemedyLine, done: date | None, by: str) -> None:
        """Say that it is mended since a day, or that it is not after all."""
        self._set(line, mended=done, checked_by=by)

    def _set(self, line: RemedyLine, **values: Any) -> None:
        if line.finding is None:
            changed = update(_remedy).where(_remedy.c.id == line.id)
        else:
            changed = update(_finding).where(_finding.c.id == line.finding)
        self._connection.execute(changed.values(**values))
        self._touched.add(Topic.INSPECTIONS)


def keep_remedy_row(connection: Connection, finding: int, *, wanted: bool) -> None:
    """Give a finding that asks for a remedy the row that says who mends it; else take that row away."""
    held = select(_remedy.c.id).where(_remedy.c.finding_id == finding)
    known = connection.execute(held).scalar_one_or_none()
    if wanted and known is None:
        query = (
            select(_visit.c.unit_id, _visit.c.day, _visit.c.recorded_by, _visit.c.recorded_at)
            .join(_finding, _finding.c.visit_id == _visit.c.id)
            .where(_finding.c.id == finding)
        )
        visit = connection.execute(query).one()
        row = {
            "uid": str(uuid.uuid4()),
            "finding_id": finding,
            "unit_id": visit.unit_id,
            "source": RemedySource.FINDING.value,
            "reference": "",
            "text": "",
            "raised": visit.day,
            "checked_by": "",
            "recorded_by": visit.recorded_by,
            "recorded_at": visit.recorded_at,
        }
        connection.execute(insert(_remedy).values(**row))
    elif known is not None and not wanted:
        connection.execute(delete(_step).where(_step.c.remedy_id == known))
        connection.execute(delete(_remedy).where(_remedy.c.id == known))


def overdue_condition(today: date) -> ColumnElement[bool]:
    """Not mended, and its day has passed."""
    return _done.is_(None) & (_due < today)


def _conditions(asked: RemedyFilter, today: date) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if asked.since is not None:
        bounds.append(_raised >= asked.since)
    if asked.until is not None:
        bounds.append(_raised <= asked.until)
    if asked.units is not None:
        bounds.append(func.coalesce(_visit.c.unit_id, _remedy.c.unit_id).in_(sorted(asked.units)))
    if asked.only_open:
        bounds.append(_done.is_(None))
    equal = (
        (_remedy.c.source, asked.source),
        (_remedy.c.owner_id, asked.owner),
        (_visit.c.kind, asked.kind),
    )
    bounds += [column == value for column, value in equal if value is not None]
    return bounds + _standing(asked.state, today)


def _standing(state: RemedyState | None, today: date) -> list[ColumnElement[bool]]:
    """What a state asks of a remedy; whether it was reported is told by its steps."""
    if state is None:
        return []
    if state is RemedyState.OVERDUE:
        return [overdue_condition(today)]
    return [_done.is_not(None) if state is RemedyState.DONE else _done.is_(None)]


def _newest(*acts: RemedyAct) -> Any:
    last = (
        select(func.max(_step.c.id))
        .where(_step.c.kind.in_([act.value for act in acts]))
        .group_by(_step.c.remedy_id)
    )
    return select(_step).where(_step.c.id.in_(last)).subquery()


def _lines() -> Any:
    reported = _newest(RemedyAct.REPORTED, RemedyAct.RETURNED, RemedyAct.INSPECTED)
    urged, again = _newest(RemedyAct.URGED), _newest(RemedyAct.INSPECTED)
    unit = func.coalesce(_visit.c.unit_id, _remedy.c.unit_id)
    return (
        select(
            _remedy.c.id,
            _remedy.c.source,
            _remedy.c.reference,
            _remedy.c.finding_id,
            _remedy.c.owner_id,
            unit.label("unit_id"),
            tables.unit.c.code.label("unit_code"),
            _text.label("text"),
            _raised.label("raised"),
            _due.label("due"),
            _done.label("done"),
            _checked.label("checked_by"),
            tables.person.c.code.label("owner_code"),
            tables.person.c.name.label("owner_name"),
            _visit.c.number,
            _finding.c.topic,
            _finding.c.person_id,
            reported.c.kind.label("reported_kind"),
            reported.c.day.label("reported"),
            urged.c.day.label("urged"),
            again.c.result.label("recheck"),
        )
        .select_from(_remedy)
        .outerjoin(_finding, _finding.c.id == _remedy.c.finding_id)
        .outerjoin(_visit, _visit.c.id == _finding.c.visit_id)
        .join(tables.unit, tables.unit.c.id == unit)
        .outerjoin(tables.person, tables.person.c.id == _remedy.c.owner_id)
        .outerjoin(reported, reported.c.remedy_id == _remedy.c.id)
        .outerjoin(urged, urged.c.remedy_id == _remedy.c.id)
        .outerjoin(again, again.c.remedy_id == _remedy.c.id)
    )


def _to_line(row: Any) -> RemedyLine:
    return RemedyLine(
        id=RemedyId(row.id),
        source=RemedySource(row.source),
        reference=row.reference,
        unit=UnitId(row.unit_id),
        unit_code=row.unit_code,
        text=row.text,
        raised=row.raised,
        due=row.due,
        done=row.done,
        checked_by=row.checked_by or "",
        owner=None if row.owner_id is None else PersonId(row.owner_id),
        owner_code=row.owner_code or "",
        owner_name=row.owner_name or "",
        finding=None if row.finding_id is None else FindingId(row.finding_id),
        number=row.reference if row.source == RemedySource.MINUTES.value else row.number or "",
        topic=row.topic or "",
        about=None if row.person_id is None else PersonId(row.person_id),
        reported=row.reported if row.reported_kind == RemedyAct.REPORTED.value else None,
        urged=row.urged,
        recheck=Recheck(row.recheck) if row.recheck else None,
    )


def _to_step(row: Any) -> RemedyStep:
    return RemedyStep(
        RemedyAct(row.kind),
        row.day,
        row.text,
        row.recorded_by,
        row.recorded_at,
        row.due,
        row.document,
        KeptFile(row.file_name, row.sha256) if row.sha256 else None,
        None if row.owner_id is None else PersonId(row.owner_id),
        row.name or "",
        None if row.visit_id is None else VisitId(row.visit_id),
        row.number or "",
        Recheck(row.result) if row.result else None,
    )
