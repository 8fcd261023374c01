"""What a visit notes besides its findings: absentees, answers to its checklist, late files."""

import uuid
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.domain.checklists import Answer, Checked
from evalapp.domain.field_visits import Absence, AbsenceId, LateFile, LateFileId
from evalapp.domain.inspections import ChecklistId, VisitId
from evalapp.domain.people import PersonId
from evalapp.store import inspection_tables, tables
from evalapp.store.topics import Topic

_absence = inspection_tables.visit_absence
_answer = inspection_tables.visit_answer
_file = inspection_tables.late_file
_checklist = inspection_tables.checklist


class VisitParts:
    """The parts of visits as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def absences(self, visit: VisitId) -> tuple[Absence, ...]:
        """Who was absent, in the order noted."""
        query = (
            select(_absence, tables.person.c.code.label("person_code"), tables.person.c.name)
            .join(tables.person)
            .where(_absence.c.visit_id == visit)
            .order_by(_absence.c.id)
        )
        return tuple(
            Absence(
                AbsenceId(row.id),
                PersonId(row.person_id),
                row.person_code,
                bool(row.excused),
                row.reason,
                None if row.paper is None else bool(row.paper),
                row.name,
            )
            for row in self._connection.execute(query)
        )

    def save_absence(self, visit: VisitId, absence: Absence) -> None:
        """Note somebody as absent, or say anew how."""
        values: dict[str, Any] = {
            "excused": int(absence.excused),
            "reason": absence.reason,
            "paper": None if absence.paper is None else int(absence.paper),
        }
        row = {"uid": str(uuid.uuid4()), "visit_id": visit, "person_id": absence.person, **values}
        statement = upsert(_absence).values(**row)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["visit_id", "person_id"], set_=values)
        )
        self._touched.add(Topic.INSPECTIONS)

    def remove_absence(self, visit: VisitId, person: PersonId) -> None:
        """Somebody was there after all."""
        self._connection.execute(
            delete(_absence).where(_absence.c.visit_id == visit, _absence.c.person_id == person)
        )
        self._touched.add(Topic.INSPECTIONS)

    def answers(self, visit: VisitId) -> dict[str, Answer]:
        """What was answered, by question."""
        query = select(_answer).where(_answer.c.visit_id == visit)
        return {
            row.question: Answer(row.question, Checked(row.answer) if row.answer else None, row.note)
            for row in self._connection.execute(query)
        }

    def save_answer(self, visit: VisitId, answer: Answer) -> None:
        """Answer a question, or answer it anew."""
        values: dict[str, Any] = {
            "answer": answer.checked.value if answer.checked else None,
            "note": answer.note,
        }
        statement = upsert(_answer).values(visit_id=visit, question=answer.question, **values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["visit_id", "question"], set_=values)
        )
        self._touched.add(Topic.INSPECTIONS)

    def late_files(self, visit: VisitId) -> tuple[LateFile, ...]:
        """The files that were late, in the order noted."""
        query = select(_file).where(_file.c.visit_id == visit).order_by(_file.c.id)
        return tuple(
            LateFile(LateFileId(row.id), row.code, row.received, row.due, row.done, row.days, row.note)
            for row in self._connection.execute(query)
        )

    def add_late_file(self, visit: VisitId, file: LateFile) -> LateFileId:
        """Note a late file; the key of the given object is ignored and the new one returned."""
        row = insert(_file).values(uid=str(uuid.uuid4()), visit_id=visit, **_file_row(file))
        self._touched.add(Topic.INSPECTIONS)
        return LateFileId(self._connection.execute(row.returning(_file.c.id)).scalar_one())

    def save_late_file(self, file: LateFile) -> None:
        """Write a late file back."""
        self._connection.execute(update(_file).where(_file.c.id == file.id).values(**_file_row(file)))
        self._touched.add(Topic.INSPECTIONS)

    def remove_late_file(self, file: LateFileId) -> None:
        """Take a late file out."""
        self._connection.execute(delete(_file).where(_file.c.id == file))
        self._touched.add(Topic.INSPECTIONS)

    def checklist(self, key: ChecklistId) -> str:
        """The document of a checklist as it was when a visit used it first."""
        found = select(_checklist.c.document).where(_checklist.c.id == key)
        return str(self._connection.execute(found).scalar_one())

    def checklists(self) -> list[tuple[str, str, str]]:
        """Every version of every checklist that is kept: its code, its version and its document."""
        query = select(_checklist.c.code, _checklist.c.version, _checklist.c.document).order_by(
            _checklist.c.id
        )
        return [(row.code, row.version, row.document) for row in self._connection.execute(query)]

    def keep_checklist(self, code: str, version: str, document: str) -> ChecklistId:
        """Keep a version of a checklist, once; a version that is kept stays as it is."""
        statement = upsert(_checklist).values(code=code, version=version, document=document)
        self._connection.execute(statement.on_conflict_do_nothing())
        found = select(_checklist.c.id).where(_checklist.c.code == code, _checklist.c.version == version)
        return ChecklistId(self._connection.execute(found).scalar_one())


def _file_row(file: LateFile) -> dict[str, Any]:
    return {
        "code": file.code,
        "received": file.received,
        "due": file.due,
        "done": file.done,
        "days": file.days,
        "note": file.note,
    }
