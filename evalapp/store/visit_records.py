"""Whole visits out of the tables and back into them, known by their identities instead of row keys."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import time
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.minutes import Signer, Statement, content_document, content_from_document
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.visit_records import (
    AbsenceRecord,
    AnswerRecord,
    ChecklistRecord,
    FindingRecord,
    LateFileRecord,
    MinutesRecord,
    PhotoRecord,
    RemedyRecord,
    RemedyStepRecord,
    StatementRecord,
    StepRecord,
    VisitRecord,
)
from evalapp.store import inspection_tables as seen
from evalapp.store import process_tables, tables
from evalapp.store.keys import code_key
from evalapp.store.minutes_tables import minutes_statement, visit_minutes, visit_photo
from evalapp.store.remedies import keep_remedy_row
from evalapp.store.topics import Topic

_Record = TypeVar("_Record")


class VisitRecords:
    """Visits in full, as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def get(self, uid: str) -> VisitRecord | None:
        """The visit with that identity, or None."""
        row = self._connection.execute(select(seen.visit).where(seen.visit.c.uid == uid)).one_or_none()
        return None if row is None else self._read(row)

    def uid_of(self, number: str) -> str | None:
        """The identity of the visit with these minutes, case aside."""
        query = select(seen.visit.c.uid).where(seen.visit.c.number_key == code_key(number))
        return self._connection.execute(query).scalar_one_or_none()

    def write(self, record: VisitRecord, thumbnails: Mapping[str, bytes]) -> None:
        """Make the visit with that identity say exactly this, signed minutes and steps aside: they only grow.

        `thumbnails` are the small pictures of photos by the hash of what is shown.
        """
        visit = self._write_visit(record)
        findings = self._write_findings(visit, record.findings)
        self._write_parts(visit, record)
        self._write_photos(visit, record.photos, findings, thumbnails)
        self._touched.add(Topic.INSPECTIONS)

    def link(self, record: VisitRecord) -> None:
        """Say of steps which finding of another visit they name, where that visit came in after them."""
        step = process_tables.finding_step
        for each in (each for finding in record.findings for each in finding.steps if each.other):
            other = self._key(seen.finding, seen.finding.c.uid, each.other)
            unlinked = update(step).where(step.c.uid == each.uid, step.c.other_id.is_(None))
            self._connection.execute(unlinked.values(other_id=other))

    def _read(self, row: Any) -> VisitRecord:
        checklist = None
        if row.checklist_id is not None:
            query = select(seen.checklist).where(seen.checklist.c.id == row.checklist_id)
            kept = self._connection.execute(query).one()
            checklist = ChecklistRecord(kept.code, kept.version, kept.document)
        absence, answer, late = seen.visit_absence, seen.visit_answer, seen.late_file
        return _record(
            VisitRecord,
            row,
            unit=self._named(tables.unit.c.code, row.unit_id),
            team=self._named(seen.inspection_team.c.number, row.team_id),
            checklist=checklist,
            findings=self._findings(row.id),
            absences=tuple(
                _record(AbsenceRecord, each, person=self._named(tables.person.c.code, each.person_id))
                for each in self._rows(absence, absence.c.visit_id == row.id)
            ),
            answers=tuple(
                _record(AnswerRecord, each)
                for each in self._rows(answer, answer.c.visit_id == row.id, by=answer.c.question)
            ),
            late_files=tuple(
                _record(LateFileRecord, each) for each in self._rows(late, late.c.visit_id == row.id)
            ),
            photos=tuple(
                _record(PhotoRecord, each, finding=self._named(seen.finding.c.uid, each.finding_id))
                for each in self._rows(visit_photo, visit_photo.c.visit_id == row.id, by=visit_photo.c.uid)
            ),
            statement=self._statement(row.id),
            minutes=tuple(
                _record(
                    MinutesRecord,
                    each,
                    content=content_from_document(json.loads(each.content)),
                    signers=tuple(record_from(Signer, signer) for signer in json.loads(each.signers)),
                )
                for each in self._rows(visit_minutes, visit_minutes.c.visit_id == row.id)
            ),
        )

    def _statement(self, visit: int) -> StatementRecord | None:
        query = select(minutes_statement).where(minutes_statement.c.visit_id == visit)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return _record(StatementRecord, row, document=record_from(Statement, json.loads(row.document)))

    def _findings(self, visit: int) -> tuple[FindingRecord, ...]:
        step = process_tables.finding_step
        return tuple(
            _record(
                FindingRecord,
                row,
                person=self._named(tables.person.c.code, row.person_id),
                steps=tuple(
                    _record(StepRecord, each, other=self._named(seen.finding.c.uid, each.other_id))
                    for each in self._rows(step, step.c.finding_id == row.id)
                ),
                care=self._care(row.id),
            )
            for row in self._rows(seen.finding, seen.finding.c.visit_id == visit)
        )

    def _care(self, finding: int) -> RemedyRecord | None:
        remedy, step = process_tables.remedy, process_tables.remedy_step
        for row in self._rows(remedy, remedy.c.finding_id == finding):
            steps = tuple(
                _record(
                    RemedyStepRecord,
                    each,
                    owner=self._named(tables.person.c.code, each.owner_id),
                    visit=self._named(seen.visit.c.uid, each.visit_id),
                )
                for each in self._rows(step, step.c.remedy_id == row.id)
            )
            return _record(
                RemedyRecord,
                row,
                unit=self._named(tables.unit.c.code, row.unit_id),
                owner=self._named(tables.person.c.code, row.owner_id),
                steps=steps,
            )
        return None

    def _write_visit(self, record: VisitRecord) -> int:
        values = _values(record, seen.visit) | {
            "number_key": code_key(record.number),
            "unit_id": self._key(tables.unit, tables.unit.c.code_key, code_key(record.unit)),
            "team_id": self._team(record.team),
            "checklist_id": self._checklist(record.checklist),
        }
        return self._put(seen.visit, values)

    def _checklist(self, record: ChecklistRecord | None) -> int | None:
        if record is None:
            return None
        kept = {"code": record.code, "version": record.version, "document": record.document}
        self._connection.execute(upsert(seen.checklist).values(**kept).on_conflict_do_nothing())
        query = select(seen.checklist.c.id).where(
            seen.checklist.c.code == record.code, seen.checklist.c.version == record.version
        )
        return self._connection.execute(query).scalar_one()

    def _write_findings(self, visit: int, records: Sequence[FindingRecord]) -> dict[str, int]:
        keys: dict[str, int] = {}
        for record in records:
            values = _values(record, seen.finding) | {
                "visit_id": visit,
                "person_id": self._person(record.person),
            }
            keys[record.uid] = self._put(seen.finding, values)
            for step in record.steps:
                self._grow(
                    process_tables.finding_step,
                    step,
                    finding_id=keys[record.uid],
                    other_id=self._key(seen.finding, seen.finding.c.uid, step.other),
                )
            self._write_care(keys[record.uid], record)
        self._drop_findings(visit, keys.values())
        return keys

    def _write_care(self, finding: int, of: FindingRecord) -> None:
        record = of.care
        if record is None:
            keep_remedy_row(self._connection, finding, wanted=of.remedy is not None)
            return
        key = self._put(
            process_tables.remedy,
            _values(record, process_tables.remedy)
            | {
                "finding_id": finding,
                "unit_id": self._key(tables.unit, tables.unit.c.code_key, code_key(record.unit)),
                "owner_id": self._person(record.owner),
            },
        )
        for step in record.steps:
            self._grow(
                process_tables.remedy_step,
                step,
                remedy_id=key,
                owner_id=self._person(step.owner),
                visit_id=self._key(seen.visit, seen.visit.c.uid, step.visit),
            )

    def _drop_findings(self, visit: int, kept: Iterable[int]) -> None:
        """Take out what the visit no longer says was found, with what was to be mended of it."""
        gone = select(seen.finding.c.id).where(
            seen.finding.c.visit_id == visit, seen.finding.c.id.not_in(list(kept))
        )
        remedy, step = process_tables.remedy, process_tables.remedy_step
        remedies = select(remedy.c.id).where(remedy.c.finding_id.in_(gone))
        self._connection.execute(
            update(visit_photo).where(visit_photo.c.finding_id.in_(gone)).values(finding_id=None)
        )
        self._connection.execute(delete(step).where(step.c.remedy_id.in_(remedies)))
        self._connection.execute(delete(remedy).where(remedy.c.finding_id.in_(gone)))
        self._connection.execute(delete(seen.finding).where(seen.finding.c.id.in_(gone)))

    def _write_parts(self, visit: int, record: VisitRecord) -> None:
        for table in (seen.visit_absence, seen.visit_answer, seen.late_file):
            self._connection.execute(delete(table).where(table.c.visit_id == visit))
        for absence in record.absences:
            values = _values(absence, seen.visit_absence)
            self._add(seen.visit_absence, values, visit_id=visit, person_id=self._person(absence.person))
        for answer in record.answers:
            self._add(seen.visit_answer, _values(answer, seen.visit_answer), visit_id=visit)
        for late in record.late_files:
            self._add(seen.late_file, _values(late, seen.late_file), visit_id=visit)
        if record.statement is not None:
            said = {
                "document": canonical_json(plain_values(record.statement.document)),
                "changed_by": record.statement.changed_by,
                "changed_at": record.statement.changed_at,
            }
            row = upsert(minutes_statement).values(visit_id=visit, **said)
            self._connection.execute(row.on_conflict_do_update(index_elements=["visit_id"], set_=said))
        for minutes in record.minutes:
            said = {
                "content": canonical_json(content_document(minutes.content)),
                "signers": canonical_json(plain_values(minutes.signers)),
            }
            values = _values(minutes, visit_minutes) | said | {"visit_id": visit}
            self._connection.execute(upsert(visit_minutes).values(**values).on_conflict_do_nothing())

    def _write_photos(
        self,
        visit: int,
        records: Sequence[PhotoRecord],
        findings: Mapping[str, int],
        thumbnails: Mapping[str, bytes],
    ) -> None:
        for record in records:
            values = _values(record, visit_photo) | {
                "visit_id": visit,
                "finding_id": findings.get(record.finding or ""),
                "thumbnail": thumbnails[record.marked_sha256 or record.picture_sha256],
            }
            self._put(visit_photo, values)

    def _put(self, table: Table, values: Mapping[str, Any]) -> int:
        """Write a row by its identity, and return its key."""
        row = upsert(table).values(**values)
        changing = {name: value for name, value in values.items() if name != "uid"}
        row = row.on_conflict_do_update(index_elements=["uid"], set_=changing)
        return self._connection.execute(row.returning(table.c.id)).scalar_one()

    def _add(self, table: Table, values: Mapping[str, Any], **more: Any) -> None:
        self._connection.execute(insert(table).values(**values, **more))

    def _grow(self, table: Table, record: object, **more: Any) -> None:
        """Add a row of a table whose rows never change, unless it is there."""
        values = _values(record, table) | more
        self._connection.execute(upsert(table).values(**values).on_conflict_do_nothing())

    def _rows(self, table: Table, asked: Any, by: Column[Any] | None = None) -> list[Any]:
        order = table.c.id if by is None else by
        return list(self._connection.execute(select(table).where(asked).order_by(order)))

    def _named(self, name: Column[Any], key: int | None) -> Any:
        """What the row with that key is called; None where there is no key."""
        if key is None:
            return None
        query = select(name).where(name.table.c.id == key)
        return self._connection.execute(query).scalar_one()

    def _key(self, table: Table, name: Column[Any], value: str | None) -> int | None:
        query = select(table.c.id).where(name == value)
        return None if value is None else self._connection.execute(query).scalar_one_or_none()

    def _person(self, code: str | None) -> int | None:
        return None if code is None else self._key(tables.person, tables.person.c.code_key, code_key(code))

    def _team(self, number: str | None) -> int | None:
        name = seen.inspection_team.c.number_key
        return None if number is None else self._key(seen.inspection_team, name, code_key(number))


def _record(kind: type[_Record], row: Any, **given: Any) -> _Record:
    """A record from the columns that are called like its fields, and what is given besides."""
    named = {name: read(getattr(row, name)) for name, read in _readers(kind).items() if name not in given}
    return kind(**named, **given)


@cache
def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {name: _reader(hints[name]) for name in kind.__struct_fields__}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a column's value becomes one of this type; days and moments are made by the column itself."""
    if get_origin(hint) in {Union, UnionType}:
        [only] = [each for each in get_args(hint) if each is not type(None)]
        some = _reader(only)
        return lambda value: None if value is None else some(value)
    if hint is time:
        return time.fromisoformat
    if isinstance(hint, type) and (hint is bool or issubclass(hint, Enum)):
        return hint
    return lambda value: value


def _values(record: Any, table: Table) -> dict[str, Any]:
    """The fields of a record that are columns of a table, as the table keeps them."""
    return {name: _kept(getattr(record, name)) for name in record.__struct_fields__ if name in table.c}


def _kept(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case bool():
            return int(value)
        case time():
            return value.isoformat("minutes")
        case _:
            return value
