"""The table of days off: the fixed ones are there, those that move are entered for each year."""

from datetime import date

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_date, as_text, doubtful_dates
from evalapp.domain.holidays import (
    Holiday,
    HolidayKind,
    LackingDay,
    entered_days,
    fixed_days,
    holiday_kind,
    refuse_pointless,
)
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.usecases.registers import checked
from evalapp.usecases.rows import Outcome, RowReader, list_digest

LONGEST_NAME = 100


def list_holidays(work: Work, *, year: int) -> tuple[list[Holiday], tuple[LackingDay, ...]]:
    """The days of a year in order, and which of those that move are not entered yet."""
    work.require(Right.READ_PEOPLE)
    entered = [each for each in work.holidays.all() if each.day.year == year]
    days = sorted((*fixed_days(year), *entered), key=lambda each: each.day)
    return days, work.holidays.calendar.lacking(date(year, 1, 1), date(year, 12, 31))


def save_holidays(
    work: Work, *, since: date, until: date | None, kind: HolidayKind, name: str = ""
) -> tuple[Holiday, ...]:
    """Enter the days from a first to a last one, such as all of Lunar New Year."""
    days = entered_days(since, until, kind)
    return tuple(save_holiday(work, day=day, kind=kind, name=name) for day in days)


def save_holiday(work: Work, *, day: date, kind: HolidayKind, name: str = "") -> Holiday:
    """Enter a day off, or a weekend day that is worked in exchange."""
    work.require_everywhere(Right.EDIT_POLICIES)
    holiday = Holiday(day, kind, checked(name, LONGEST_NAME))
    if kind is HolidayKind.FIXED:
        raise UserError(N_("Fixed days off are there already; choose what moves."))
    refuse_pointless(holiday)
    work.holidays.save(holiday)
    work.audit.record("holiday.entered", day.isoformat(), kind=kind.value, name=holiday.name)
    return holiday


def remove_holiday(work: Work, *, day: date) -> Holiday:
    """Take a day out that was entered by mistake."""
    work.require_everywhere(Right.EDIT_POLICIES)
    found = next((each for each in work.holidays.all() if each.day == day), None)
    if found is None:
        raise UserError(N_("{day} was not entered, so it cannot be taken out."), day=day)
    work.holidays.remove(found)
    work.audit.record("holiday.removed", day.isoformat(), kind=found.kind.value, name=found.name)
    return found


def import_holidays(work: Work, *, read: ReadList, choice: ImportChoice) -> ImportReport:
    """Take a list of days in; the same day anew says what it is now."""
    work.require_everywhere(Right.EDIT_POLICIES)
    known = {each.day: each for each in work.holidays.all()}
    swapped = {row for key in ("day", "until") for row in doubtful_dates(read.column(key))}
    outcome = Outcome(read)
    taken: dict[date, Holiday] = {}
    for row in read.rows:
        reader = RowReader(read, row)
        days = _understood(reader, taken)
        if row.number in swapped:
            reader.doubt(
                UserError(N_("Day and month of a date in this row may be swapped. Please check it."))
            )
        fates = {_fate(known.get(each.day), each) for each in days}
        fate = next((each for each in (Fate.NEW, Fate.CHANGED, Fate.SAME) if each in fates), None)
        if outcome.take(reader, fate):
            taken |= {each.day: each for each in days}
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        work.holidays.save_all(each for each in taken.values() if known.get(each.day) != each)
        work.audit.record(
            "holiday.imported", read.file, new=report.new, changed=report.changed, digest=list_digest(read)
        )
    return report.as_applied()


def _understood(reader: RowReader, taken: dict[date, Holiday]) -> tuple[Holiday, ...]:
    """The days of a row: one, or those from a first to a last one; none where something is refused."""
    day, until = reader.value("day", as_date, None), reader.value("until", as_date, None)
    kind = reader.value("kind", lambda cell: holiday_kind(as_text(cell)), None)
    name = reader.value("name", lambda cell: checked(as_text(cell), LONGEST_NAME), "")
    if reader.refusal is None and (day is None or kind is None):
        reader.refuse("day" if day is None else "kind", UserError(N_("A row names a day and what it is.")))
    if day is None or kind is None or reader.refusal is not None:
        return ()
    try:
        days = entered_days(day, until, kind)
    except UserError as error:
        reader.refuse("day" if until is None else "until", error)
        return ()
    twice = next((each for each in days if each in taken), None)
    if twice is not None:
        reader.refuse("day", UserError(N_("{day} stands twice in this list."), day=twice))
        return ()
    return tuple(Holiday(each, kind, name) for each in days)


def _fate(before: Holiday | None, holiday: Holiday) -> Fate:
    if before is None:
        return Fate.NEW
    return Fate.SAME if before == holiday else Fate.CHANGED
