"""A visit while it is made: absentees, what was checked, late files; each refused where it cannot be.

What is noted belongs to the day and the hours of the visit, and to people who were in the unit that day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import NewType

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.checklists import Answer, Checklist, Question, failed, unexplained
from evalapp.domain.holidays import WorkCalendar
from evalapp.domain.inspection_teams import Team
from evalapp.domain.inspections import Finding, Visit, refuse_headcount
from evalapp.domain.people import Person, PersonId
from evalapp.domain.units import UnitId

AbsenceId = NewType("AbsenceId", int)
LateFileId = NewType("LateFileId", int)


class Absence(Struct, frozen=True):
    """Somebody who was not there; `paper` is whether the paper for it was seen (None: nobody asked)."""

    id: AbsenceId
    person: PersonId
    person_code: str
    excused: bool = True
    reason: str = ""
    paper: bool | None = None
    name: str = ""


class LateFile(Struct, frozen=True):
    """A file that was late: when it was due and done (None: not yet), and by how many working days."""

    id: LateFileId
    code: str
    received: date | None = None
    due: date | None = None
    done: date | None = None
    days: int | None = None
    note: str = ""


class FieldVisit(Struct, frozen=True):
    """A visit with everything that was noted on it."""

    visit: Visit
    absences: tuple[Absence, ...] = ()
    late_files: tuple[LateFile, ...] = ()
    checklist: Checklist | None = None
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    team: Team | None = None
    outside: UserError | None = None  # why its decision does not cover it

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, by what was answered so far."""
        return self.checklist.asked(self.answers) if self.checklist else ()

    @property
    def failed(self) -> tuple[Question, ...]:
        """What is not in order."""
        return tuple(failed(self.checklist, self.answers)) if self.checklist else ()

    @property
    def unexplained(self) -> tuple[Question, ...]:
        """What is said not to apply without the reason."""
        return tuple(unexplained(self.checklist, self.answers)) if self.checklist else ()


def days_late(calendar: WorkCalendar, file: LateFile, visited: date) -> int | None:
    """How many working days a file was late when it was done, or is late on the day of the visit."""
    if file.due is None:
        return None
    end = visited if file.done is None else file.done
    days = (end - file.due).days
    return sum(calendar.is_working(file.due + timedelta(days=number)) for number in range(1, days + 1))


def refuse_dates(file: LateFile, visited: date) -> None:
    """Refuse a file whose dates contradict each other, lie after the visit, or say that it was on time."""
    if file.received and file.due and file.due < file.received:
        raise UserError(
            N_("The file would be due on {due}, before it was received on {received}. Correct one of them."),
            due=file.due,
            received=file.received,
        )
    for day in (file.received, file.done):
        if day is not None and day > visited:
            raise UserError(
                N_("{day} lies after the visit of {visited}. Correct the date."), day=day, visited=visited
            )
    if file.received and file.done and file.done < file.received:
        raise UserError(
            N_(
                "The file would be done on {done}, before it was received on {received}. Correct one of them."
            ),
            done=file.done,
            received=file.received,
        )
    end = visited if file.done is None else file.done
    if file.due is not None and file.due >= end:
        raise UserError(
            N_("Due on {due}, the file was not late on {day}. Only late files are noted here."),
            due=file.due,
            day=end,
        )


def refuse_absent_from_unit(person: Person, unit: UnitId, day: date) -> None:
    """Refuse somebody who held no position in the unit on the day of the visit."""
    if any(each.unit == unit and each.held_on(day) for each in person.positions):
        return
    gone = [each.until for each in person.positions if each.unit == unit and each.until and each.until < day]
    if gone:
        raise UserError(
            N_("{name} left this unit on {left}, before the visit of {day}. Choose somebody else."),
            name=person.name,
            left=max(gone),
            day=day,
        )
    raise UserError(
        N_("{name} held no position in this unit on {day}. Choose somebody else, or correct their position."),
        name=person.name,
        day=day,
    )


def refuse_hours(visit: Visit) -> None:
    """Refuse to leave before arriving."""
    if visit.arrived and visit.left and visit.left < visit.arrived:
        raise UserError(
            N_("Leaving at {left} lies before the arrival at {arrived}. Correct one of them."),
            left=_hour(visit.left),
            arrived=_hour(visit.arrived),
        )


def refuse_outside_hours(visit: Visit, noticed: time | None) -> None:
    """Refuse a finding at an hour at which nobody was there."""
    if noticed is None or visit.arrived is None:
        return
    if noticed < visit.arrived or (visit.left is not None and noticed > visit.left):
        raise UserError(
            N_("{time} lies outside the visit, which lasted from {arrived} to {left}. Correct the time."),
            time=_hour(noticed),
            arrived=_hour(visit.arrived),
            left=_hour(visit.left) if visit.left else "…",
        )


def refuse_twice_at_once(visit: Visit, others: Iterable[Visit]) -> None:
    """Refuse that one inspector is at two visits at one time."""
    for other in others:
        if other.id == visit.id or other.day != visit.day or other.arrived is None or visit.arrived is None:
            continue
        ends, other_ends = visit.left or visit.arrived, other.left or other.arrived
        if other.arrived <= ends and visit.arrived <= other_ends:
            raise UserError(
                N_(
                    "At that time {name} was on the visit {number} ({arrived} to {left}). One inspector is "
                    "at one visit at a time: correct the hours of one of them."
                ),
                name=visit.recorded_by,
                number=other.number,
                arrived=_hour(other.arrived),
                left=_hour(other.left) if other.left else "…",
            )


def refuse_absences(visit: Visit, absences: Iterable[Absence]) -> None:
    """Refuse more people named as absent than the headcount counts as absent."""
    refuse_headcount(visit)
    listed = tuple(absences)
    faults: list[UserError] = []
    for excused, counted, told in (
        (
            True,
            visit.excused,
            N_("{named} people are named as absent with a reason, the headcount says {counted}."),
        ),
        (
            False,
            visit.unexcused,
            N_("{named} people are named as absent without a reason, the headcount says {counted}."),
        ),
    ):
        named = sum(each.excused is excused for each in listed)
        if counted is not None and named > counted:
            faults.append(UserError(told, named=named, counted=counted))
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise UserError(N_("More people are named as absent than were counted: {faults}"), faults=faults)


def refuse_unfinished(of: FieldVisit) -> None:
    """Refuse to finish what is contradictory, or leaves open whether anything was found."""
    visit = of.visit
    if visit.arrived is None:
        raise UserError(N_("The visit has no time of arrival yet. Write it, then finish."))
    if of.outside is not None and not visit.beyond:
        raise UserError(
            N_("{why} Say why the visit was made all the same, or choose another decision."), why=of.outside
        )
    for number, finding in enumerate(visit.findings, start=1):
        refuse_incomplete_finding(finding, number)
    if not visit.breaches and not visit.is_clean:
        raise UserError(
            N_("Nothing is noted as found. Press F8 to say that nothing was found, or note a finding.")
        )
    _refuse_checklist(of)
    refuse_absences(visit, of.absences)
    _refuse_unexplained(of.absences)
    if visit.headcount_gap:
        raise UserError(
            N_("{gap} of {total} people are neither present nor absent. Correct the headcount."),
            gap=visit.headcount_gap,
            total=visit.total,
        )
    if any(file.due is None for file in of.late_files):
        raise UserError(N_("A late file has no due date yet. Write it, or take the file out."))


def _refuse_checklist(of: FieldVisit) -> None:
    """Refuse “not in order” where nothing was found, and “does not apply” without the reason."""
    if not of.visit.breaches and of.failed:
        raise UserError(
            N_(
                "The checklist says “not in order” at: {questions}. Note a finding for it, or correct "
                "the answer."
            ),
            questions=[each.text for each in of.failed],
        )
    if of.unexplained:
        raise UserError(
            N_("Say why it does not apply: {questions}. The reason stays with the answer."),
            questions=[each.text for each in of.unexplained],
        )


def _refuse_unexplained(absences: Iterable[Absence]) -> None:
    """Refuse “with a reason” where neither the reason nor a paper is noted: minutes would say it."""
    told = N_("{name} ({code}) is absent with a reason, but neither the reason nor a paper is noted.")
    bare = [
        UserError(told, name=each.name, code=each.person_code)
        for each in absences
        if each.excused and not each.reason and not each.paper
    ]
    if bare:
        raise UserError(N_("Write why they are absent, or say “without a reason”: {people}"), people=bare)


def refuse_incomplete_finding(finding: Finding, number: int) -> None:
    """Refuse a finding that says neither under which topic nor what was seen."""
    if finding.topic or (finding.positive and finding.text):
        return
    raise UserError(
        N_("Finding {number} has no topic yet. Choose one, or take the finding out."), number=number
    )


def _hour(at: time) -> str:
    return at.strftime("%H:%M")
