"""A visit in the field: begun with one key, each field kept by itself, finished when nothing is left open."""

from collections.abc import Callable, Mapping
from datetime import date, time

from msgspec.structs import replace

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.documents.reading.values import as_count, as_date, as_time
from evalapp.domain.field_visits import (
    FieldVisit,
    refuse_absences,
    refuse_absent_from_unit,
    refuse_hours,
    refuse_outside_hours,
    refuse_twice_at_once,
    refuse_unfinished,
)
from evalapp.domain.inspections import (
    Standing,
    Visit,
    VisitFilter,
    VisitId,
    VisitKind,
    VisitState,
    visit_kind_in,
)
from evalapp.domain.people import Person
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.checklists import checklist_of, keep_default_checklist
from evalapp.usecases.field_places import forget_place
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked
from evalapp.usecases.teams import covering_team, link_plan, outside_of, unlink_plan

_NUMBERED = "/{year}/BB-KT"


def start_visit(
    work: Work,
    *,
    unit: UnitId,
    kind: VisitKind = VisitKind.UNANNOUNCED,
    team_number: str | None = None,
    beyond: str = "",
    day: date | None = None,
    arrived: time | None = None,
    number: str = "",
) -> Visit:
    """Begin a visit: today, arrived now, under the one decision that covers it, unless it is said otherwise.

    A decision that is named and does not cover it is refused, unless it is said why all the same.
    """
    work.require(Right.LOG_INSPECTIONS, unit)
    now = work.now.astimezone(VIET_NAM)
    on = day or now.date()
    _refuse_day(work, unit, on)
    _refuse_second(work)
    team = (
        work.teams.by_number(team_number)
        if team_number
        else covering_team(work, kind=kind, unit=unit, day=on)
    )
    outside = outside_of(work, team, kind=kind, unit=unit, day=on) if team else None
    if outside is not None and not clean(beyond):
        raise UserError(
            N_("{why} Say why the visit was made all the same, or choose another decision."), why=outside
        )
    visit = Visit(
        VisitId(0),
        "",
        _free_number(work, number) if number else next_number(work, on.year),
        kind,
        unit,
        work.units.get(unit).code,
        on,
        arrived or (now.time().replace(second=0, microsecond=0) if on == now.date() else None),
        recorded_by=work.user.name,
        recorded_at=work.now,
        state=VisitState.OPEN,
        beyond=checked(beyond, LONGEST_NOTE),
        team=team.id if team else None,
        checklist=keep_default_checklist(work),
    )
    refuse_twice_at_once(visit, work.inspections.by_inspector(work.user.name, on))
    visit = replace(visit, id=work.inspections.add(visit))
    work.audit.record(
        "visit.started",
        subject_of(visit),
        inspection=kind.value,
        day=on.isoformat(),
        decision=team.number if team else "",
        reason=visit.beyond,
    )
    return visit


def set_field(work: Work, *, visit_id: VisitId, field: str, text: str) -> Visit:
    """Keep one field of a visit under way as it was typed; an empty text clears it."""
    before = open_visit(work, visit_id)
    change = _FIELDS.get(field)
    if change is None:
        raise UserError(
            N_("A visit has no field “{field}”. Known are: {known}."), field=field, known=sorted(_FIELDS)
        )
    after = change(work, before, clean(text))
    if after == before:
        return before
    refuse_hours(after)
    refuse_absences(after, work.visit_parts.absences(after.id))
    if field in ("day", "arrived", "left"):
        refuse_twice_at_once(after, work.inspections.by_inspector(after.recorded_by, after.day))
        for finding in after.findings:
            refuse_outside_hours(after, finding.noticed)
    save_visit(work, before, after, field)
    return after


def say_clean(work: Work, *, visit_id: VisitId) -> Visit:
    """Say that nothing was found: one key; a finding says the opposite."""
    before = open_visit(work, visit_id)
    if before.breaches:
        raise UserError(
            N_("{count} findings are noted, so “nothing was found” cannot be said. Take them out first."),
            count=len(before.breaches),
        )
    after = replace(before, is_clean=True)
    if after != before:
        save_visit(work, before, after, "is_clean")
    return after


def finish_visit(work: Work, *, visit_id: VisitId) -> Visit:
    """End a visit: what contradicts itself or is left open is refused, and everything stays as typed."""
    before = open_visit(work, visit_id)
    now = work.now.astimezone(VIET_NAM)
    left = before.left or (now.time().replace(second=0, microsecond=0) if before.day == now.date() else None)
    if before.arrived and left and left < before.arrived:
        left = before.arrived
    of = read_field_visit(work, visit_id=visit_id)
    refuse_unfinished(of)
    after = replace(before, state=VisitState.FINISHED, left=left, finished_at=work.now)
    work.inspections.save(after)
    planned = link_plan(work, after)
    forget_place(work)
    work.audit.record(
        "visit.finished",
        subject_of(after),
        count=len(after.breaches),
        reason=after.beyond,
        document=planned.plan if planned else "",
    )
    return after


def reopen_visit(work: Work, *, visit_id: VisitId, reason: str) -> Visit:
    """Go on with a finished visit, with a reason, while none of its findings was decided on.

    Minutes that were signed stay; the reason is kept for the version that will correct them.
    """
    before = work.inspections.get(visit_id)
    work.require(Right.LOG_INSPECTIONS, before.unit)
    if before.is_open:
        return before
    if not clean(reason):
        raise UserError(N_("Say why the visit is opened again; the reason stays in the history."))
    if any(each.standing is not Standing.ALLEGED for each in before.findings):
        raise UserError(
            N_("Findings of {number} were decided on, so the visit no longer changes."), number=before.number
        )
    _refuse_second(work)
    after = replace(before, state=VisitState.OPEN, finished_at=None)
    if after.checklist is None:
        after = replace(after, checklist=keep_default_checklist(work))
    work.inspections.save(after)
    unlink_plan(work, after)
    signed = work.minutes.of_visit(after.id)
    if signed:
        said = replace(work.minutes.statement(after.id), correction=clean(reason))
        work.minutes.save_statement(after.id, said, work.user.name, work.now)
    told = {"version": signed[-1].version} if signed else {}
    work.audit.record("visit.reopened", subject_of(after), reason=clean(reason), **told)
    return after


def read_field_visit(work: Work, *, visit_id: VisitId) -> FieldVisit:
    """A visit with everything noted on it."""
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    team = work.teams.get(visit.team) if visit.team is not None else None
    return FieldVisit(
        visit,
        work.visit_parts.absences(visit.id),
        work.visit_parts.late_files(visit.id),
        checklist_of(work, visit),
        work.visit_parts.answers(visit.id),
        team,
        outside_of(work, team, kind=visit.kind, unit=visit.unit, day=visit.day) if team else None,
    )


def people_there(work: Work, visit: Visit) -> list[Person]:
    """Who held a position in the unit on the day of the visit."""
    return [
        person
        for person in work.people.in_unit(visit.unit)
        if any(each.unit == visit.unit and each.held_on(visit.day) for each in person.positions)
    ]


def next_number(work: Work, year: int) -> str:
    """The next number of minutes of a year; it can be changed to the office's own."""
    ending = _NUMBERED.format(year=year)
    taken = [number.removesuffix(ending) for number in work.inspections.numbers_like(ending)]
    last = max((int(each) for each in taken if each.isascii() and each.isdigit()), default=0)
    return f"{last + 1:02d}{ending}"


def open_visit(work: Work, visit_id: VisitId) -> Visit:
    """A visit under way that the user may log; refuse one that is finished."""
    visit = work.inspections.get(visit_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    if not visit.is_open:
        raise UserError(
            N_("The visit {number} is finished and no longer changes. Open it again with a reason first."),
            number=visit.number,
        )
    return visit


def subject_of(visit: Visit) -> str:
    """How the history names a visit."""
    return f"{visit.number} {visit.unit_code}"


def save_visit(work: Work, before: Visit, after: Visit, field: str) -> None:
    """Write a visit back with what changed in one field."""
    work.inspections.save(after)
    work.audit.record(
        "visit.entered",
        subject_of(after),
        before={_TOLD_AS.get(field, field): _told(work, before, field)},
        after={_TOLD_AS.get(field, field): _told(work, after, field)},
    )


#: Fields that the history calls by another name, which tells kinds of inspections from kinds of entries.
_TOLD_AS = {"kind": "inspection"}


def _told(work: Work, visit: Visit, field: str) -> str | None:
    if field == "team":
        return work.teams.get(visit.team).number if visit.team is not None else None
    name = {"unit": "unit_code"}.get(field, field)
    value = getattr(visit, name)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, bool):
        return "yes" if value else None
    return None if value in (None, "") else str(value)


def _refuse_day(work: Work, unit: UnitId, day: date) -> None:
    if day > work.today:
        raise UserError(N_("{day} has not come yet. A visit is logged when it is made."), day=day)
    if work.units.get(unit).on(day) is None:
        raise UserError(
            N_("The unit {code} did not exist on {day}. Choose another unit or day."),
            code=work.units.get(unit).code,
            day=day,
        )


def _refuse_second(work: Work) -> None:
    for line in work.inspections.lines(VisitFilter(state=VisitState.OPEN)):
        if line.visit.recorded_by == work.user.name:
            raise UserError(
                N_("You are on the visit {number} to {unit} already. Finish it before the next one."),
                number=line.visit.number,
                unit=line.visit.unit_code,
            )


def _free_number(work: Work, text: str, own: str = "") -> str:
    number = checked(text, LONGEST_DOCUMENT)
    if not number:
        raise UserError(N_("A visit is known by the number of its minutes. Write the number."))
    taken = code_key(number) != code_key(own) and any(
        code_key(each) == code_key(number) for each in work.inspections.numbers_like(number)
    )
    if taken:
        raise UserError(
            N_("Another visit has the minutes {number} already. Write another number."), number=number
        )
    return number


def _number(work: Work, visit: Visit, text: str) -> Visit:
    return replace(visit, number=_free_number(work, text, visit.number))


def _kind(_work: Work, visit: Visit, text: str) -> Visit:
    return replace(visit, kind=visit_kind_in(text))


def _unit(work: Work, visit: Visit, text: str) -> Visit:
    unit = work.units.by_code(text)
    work.require(Right.LOG_INSPECTIONS, unit.id)
    _refuse_day(work, unit.id, visit.day)
    return _with_people_there(work, replace(visit, unit=unit.id, unit_code=unit.code))


def _day(work: Work, visit: Visit, text: str) -> Visit:
    day = as_date(text or None)
    if day is None:
        raise UserError(N_("A visit has a day. Write it as dd/mm/yyyy."))
    _refuse_day(work, visit.unit, day)
    return _with_people_there(work, replace(visit, day=day))


def _with_people_there(work: Work, visit: Visit) -> Visit:
    """Refuse another unit or day where somebody noted was not there then."""
    noted = {each.person for each in work.visit_parts.absences(visit.id)}
    noted |= {each.person for each in visit.findings if each.person is not None}
    there = {person.id for person in people_there(work, visit)}
    for person in work.people.all() if noted - there else ():
        if person.id in noted:
            refuse_absent_from_unit(person, visit.unit, visit.day)
    return visit


def _team(work: Work, visit: Visit, text: str) -> Visit:
    return replace(visit, team=work.teams.by_number(text).id if text else None)


def _texted(name: str, most: int) -> Callable[[Work, Visit, str], Visit]:
    def change(_work: Work, visit: Visit, text: str) -> Visit:
        return replace(visit, **{name: checked(text, most)})

    return change


def _timed(name: str) -> Callable[[Work, Visit, str], Visit]:
    def change(work: Work, visit: Visit, text: str) -> Visit:
        at = as_time(_with_colon(text) or None)
        now = work.now.astimezone(VIET_NAM)
        if at is not None and visit.day == now.date() and at > now.time():
            raise UserError(
                N_("It is not {time} yet. Correct the time, or the day of the visit."),
                time=at.strftime("%H:%M"),
            )
        return replace(visit, **{name: at})

    return change


def _with_colon(text: str) -> str:
    """`745` and `0745` are hours too: there is no colon on a keypad."""
    if text.isascii() and text.isdigit() and len(text) in (3, 4):
        return f"{text[:-2]}:{text[-2:]}"
    return text


def _counted(name: str) -> Callable[[Work, Visit, str], Visit]:
    def change(_work: Work, visit: Visit, text: str) -> Visit:
        return replace(visit, **{name: as_count(text or None)})

    return change


#: How each field of a visit is read.
_FIELDS: Mapping[str, Callable[[Work, Visit, str], Visit]] = {
    "number": _number,
    "kind": _kind,
    "unit": _unit,
    "day": _day,
    "team": _team,
    "arrived": _timed("arrived"),
    "left": _timed("left"),
    "place": _texted("place", LONGEST_DOCUMENT),
    "representative": _texted("representative", LONGEST_DOCUMENT),
    "beyond": _texted("beyond", LONGEST_NOTE),
    "total": _counted("total"),
    "present": _counted("present"),
    "excused": _counted("excused"),
    "unexcused": _counted("unexcused"),
}
