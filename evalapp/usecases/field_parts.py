"""What is noted on a visit under way: absentees, answers, late files, findings; each by itself."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.documents.reading.values import as_date, as_time
from evalapp.domain.checklists import Answer, Checked
from evalapp.domain.conduct import find_topic
from evalapp.domain.field_visits import (
    Absence,
    AbsenceId,
    LateFile,
    LateFileId,
    days_late,
    refuse_absences,
    refuse_absent_from_unit,
    refuse_dates,
    refuse_outside_hours,
)
from evalapp.domain.inspections import Finding, FindingId, Severity, Visit, VisitId, severity_in
from evalapp.domain.people import Person
from evalapp.store.work import Work
from evalapp.usecases.checklists import checklist_of
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.field_visits import open_visit, subject_of
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked


def note_absence(
    work: Work,
    *,
    visit_id: VisitId,
    person_code: str,
    excused: bool = True,
    reason: str = "",
    paper: bool | None = None,
) -> Absence:
    """Note somebody of the unit as absent, or say anew how."""
    visit = open_visit(work, visit_id)
    person = _there(work, visit, person_code)
    listed = work.visit_parts.absences(visit.id)
    before = next((each for each in listed if each.person == person.id), None)
    after = Absence(
        before.id if before else AbsenceId(0),
        person.id,
        person.code,
        excused,
        checked(reason, LONGEST_NOTE),
        paper,
    )
    if after == before:
        return after
    refuse_absences(visit, [*(each for each in listed if each.person != person.id), after])
    work.visit_parts.save_absence(visit.id, after)
    work.audit.record(
        "visit.absence_noted",
        subject_of(visit),
        person=person.code,
        absent="excused" if excused else "unexcused",
        reason=after.reason,
        paper=None if paper is None else "yes" if paper else "no",
    )
    return after


def remove_absence(work: Work, *, visit_id: VisitId, person_code: str) -> None:
    """Somebody was there after all."""
    visit = open_visit(work, visit_id)
    person = work.people.by_code(person_code)
    if any(each.person == person.id for each in work.visit_parts.absences(visit.id)):
        work.visit_parts.remove_absence(visit.id, person.id)
        work.audit.record("visit.absence_removed", subject_of(visit), person=person.code)


def answer_question(
    work: Work,
    *,
    visit_id: VisitId,
    question: str,
    answer: Checked | None,
    note: str | None = None,
) -> Answer:
    """Answer a question of the checklist, or answer it anew; a note that is not given stays.

    Why a question does not apply may be written later: it is owed when the visit is finished.
    """
    visit = open_visit(work, visit_id)
    checklist = checklist_of(work, visit)
    if checklist is None:
        raise UserError(N_("The visit {number} has no checklist."), number=visit.number)
    asked = checklist.question(question)
    answers = work.visit_parts.answers(visit.id)
    if asked not in checklist.asked(answers):
        above = checklist.question(asked.depends_on)
        raise UserError(
            N_("“{question}” is asked only after “{above}”. Answer that one first."),
            question=asked.text,
            above=above.text,
        )
    before = answers.get(asked.code, Answer(asked.code))
    after = Answer(asked.code, answer, _note(before, note))
    if after != before:
        work.visit_parts.save_answer(visit.id, after)
        work.audit.record(
            "visit.answered",
            subject_of(visit),
            question=asked.text,
            before=before.checked.value if before.checked else None,
            after=after.checked.value if after.checked else None,
            note=after.note,
        )
    return after


def _note(before: Answer, note: str | None) -> str:
    return before.note if note is None else checked(note, LONGEST_NOTE, lines=True)


def note_late_file(work: Work, *, visit_id: VisitId, code: str, **dates: str) -> LateFile:
    """Note a late file by its code, with its dates as they were typed."""
    visit = open_visit(work, visit_id)
    file = _dated(work, visit, LateFile(LateFileId(0), _file_code(code)), dates)
    same = [each for each in work.visit_parts.late_files(visit.id) if each.code == file.code]
    if same:
        raise UserError(N_("The file {code} is noted already. Change its line."), code=file.code)
    file = replace(file, id=work.visit_parts.add_late_file(visit.id, file))
    work.audit.record("visit.late_file_noted", subject_of(visit), **_file_detail(file))
    return file


def change_late_file(
    work: Work, *, visit_id: VisitId, file_id: LateFileId, field: str, text: str
) -> LateFile:
    """Keep one field of a late file as it was typed."""
    visit = open_visit(work, visit_id)
    before = _late_file(work, visit, file_id)
    if field == "code":
        after = replace(before, code=_file_code(text))
    else:
        after = _dated(work, visit, before, {field: text})
    if after != before:
        work.visit_parts.save_late_file(after)
        work.audit.record(
            "visit.late_file_noted",
            subject_of(visit),
            before=_file_detail(before),
            after=_file_detail(after),
        )
    return after


def remove_late_file(work: Work, *, visit_id: VisitId, file_id: LateFileId) -> None:
    """Take a late file out that was noted by mistake."""
    visit = open_visit(work, visit_id)
    file = _late_file(work, visit, file_id)
    work.visit_parts.remove_late_file(file.id)
    work.audit.record("visit.late_file_removed", subject_of(visit), **_file_detail(file))


def note_finding(work: Work, *, visit_id: VisitId, **fields: str) -> Finding:
    """Note something that was seen, with what is known of it so far; the rest is added field by field."""
    visit = open_visit(work, visit_id)
    now = work.now.astimezone(VIET_NAM)
    at = now.time().replace(second=0, microsecond=0) if visit.day == now.date() else None
    if at is not None and ((visit.arrived and at < visit.arrived) or (visit.left and at > visit.left)):
        at = None
    finding = Finding(FindingId(0), "", "", place=visit.place, noticed=at)
    for field, text in fields.items():
        finding = _change(work, visit, finding, field, text)
    finding = replace(finding, id=work.inspections.add_finding(visit.id, finding))
    _no_longer_clean(work, visit, finding)
    work.audit.record("finding.noted", _finding_subject(visit, finding), **_finding_detail(finding))
    return finding


def change_finding(work: Work, *, finding_id: FindingId, field: str, text: str) -> Finding:
    """Keep one field of a finding of a visit under way as it was typed."""
    visit, before = work.inspections.of_finding(finding_id)
    visit = open_visit(work, visit.id)
    after = _change(work, visit, before, field, text)
    if after != before:
        work.inspections.save_finding(after)
        _no_longer_clean(work, visit, after)
        told, now_told = _finding_detail(before), _finding_detail(after)
        changed = [key for key in now_told if told[key] != now_told[key]]
        work.audit.record(
            "finding.entered",
            _finding_subject(visit, after),
            before={key: told[key] for key in changed},
            after={key: now_told[key] for key in changed},
        )
    return after


def remove_finding(work: Work, *, finding_id: FindingId) -> None:
    """Take a finding out while its visit is under way; the history keeps what it said."""
    visit, finding = work.inspections.of_finding(finding_id)
    visit = open_visit(work, visit.id)
    work.photos.release(finding.id)
    work.inspections.remove_finding(finding.id)
    work.audit.record("finding.removed", _finding_subject(visit, finding), **_finding_detail(finding))


def _there(work: Work, visit: Visit, code: str) -> Person:
    person = work.people.by_code(code)
    refuse_absent_from_unit(person, visit.unit, visit.day)
    return person


def _no_longer_clean(work: Work, visit: Visit, finding: Finding) -> None:
    if visit.is_clean and not finding.positive:
        work.inspections.save(replace(visit, is_clean=False))


def _file_code(text: str) -> str:
    code = checked(text, LONGEST_DOCUMENT)
    if not code:
        raise UserError(N_("A late file is known by its code. Write it, or take the line out."))
    return code


def _late_file(work: Work, visit: Visit, file_id: LateFileId) -> LateFile:
    found = next((each for each in work.visit_parts.late_files(visit.id) if each.id == file_id), None)
    if found is None:
        raise UserError(
            N_("There is no late file {number} on the visit {visit}."), number=file_id, visit=visit.number
        )
    return found


def _dated(work: Work, visit: Visit, file: LateFile, dates: Mapping[str, str]) -> LateFile:
    for field, text in dates.items():
        if field == "note":
            file = replace(file, note=checked(text, LONGEST_NOTE))
        elif field in ("received", "due", "done"):
            file = replace(file, **{field: as_date(clean(text) or None)})
        else:
            raise UserError(N_("A late file has no field “{field}”."), field=field)
    refuse_dates(file, visit.day)
    return replace(file, days=days_late(work.holidays.calendar, file, visit.day))


def _file_detail(file: LateFile) -> dict[str, str | None]:
    return {
        "code": file.code,
        "received": file.received.isoformat() if file.received else None,
        "due_on": file.due.isoformat() if file.due else None,
        "done": file.done.isoformat() if file.done else None,
        "days": None if file.days is None else str(file.days),
        "note": file.note,
    }


def _change(work: Work, visit: Visit, finding: Finding, field: str, text: str) -> Finding:
    change = _FINDING_FIELDS.get(field)
    if change is None:
        raise UserError(
            N_("A finding has no field “{field}”. Known are: {known}."),
            field=field,
            known=sorted(_FINDING_FIELDS),
        )
    return change(work, visit, finding, text if field == "text" else clean(text))


def _topic(work: Work, visit: Visit, finding: Finding, text: str) -> Finding:
    return replace(finding, topic=find_topic(codes_known(work, visit.day), text).code if text else "")


def _person(work: Work, visit: Visit, finding: Finding, text: str) -> Finding:
    if not text:
        return replace(finding, person=None, person_code="")
    person = _there(work, visit, text)
    return replace(finding, person=person.id, person_code=person.code)


def _severity(_work: Work, _visit: Visit, finding: Finding, text: str) -> Finding:
    by_key = dict(zip("123", Severity, strict=True))
    return replace(finding, severity=by_key[text] if text in by_key else severity_in(text))


def _noticed(_work: Work, visit: Visit, finding: Finding, text: str) -> Finding:
    colon = f"{text[:-2]}:{text[-2:]}" if text.isascii() and text.isdigit() and len(text) > 2 else text
    at = as_time(colon or None)
    refuse_outside_hours(visit, at)
    return replace(finding, noticed=at)


def _text(_work: Work, _visit: Visit, finding: Finding, text: str) -> Finding:
    return replace(finding, text=checked(text, LONGEST_NOTE, lines=True))


def _place(_work: Work, _visit: Visit, finding: Finding, text: str) -> Finding:
    return replace(finding, place=checked(text, LONGEST_DOCUMENT))


def _positive(_work: Work, _visit: Visit, finding: Finding, text: str) -> Finding:
    return replace(finding, positive=bool(text))


#: How each field of a finding is read.
_FINDING_FIELDS: Mapping[str, Callable[[Work, Visit, Finding, str], Finding]] = {
    "topic": _topic,
    "person": _person,
    "severity": _severity,
    "text": _text,
    "place": _place,
    "noticed": _noticed,
    "positive": _positive,
}


def _finding_subject(visit: Visit, finding: Finding) -> str:
    return f"{finding.id} {visit.number} {finding.person_code or visit.unit_code}"


def _finding_detail(finding: Finding) -> dict[str, str | None]:
    return {
        "topic": finding.topic,
        "person": finding.person_code,
        "severity": finding.severity.value,
        "note": finding.text,
        "place": finding.place,
        "time": finding.noticed.isoformat("minutes") if finding.noticed else None,
        "praise": "yes" if finding.positive else None,
    }
