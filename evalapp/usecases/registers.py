"""Keeping the registers: recording what happened, amending and withdrawing an entry, reading them."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, clean_lines
from evalapp.domain.entry_kinds import EntryKind
from evalapp.domain.holidays import WorkCalendar
from evalapp.domain.people import Person, PersonId
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry, EntryId, Use
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.usecases.entry_fates import Fate, fates_of
from evalapp.usecases.rounds import refuse_self

LONGEST_NOTE = 2000
LONGEST_DOCUMENT = 200


class RegisterLine(Struct, frozen=True):
    """An entry as a list shows it: whom it is about, where they were then, and where it counted."""

    entry: Entry
    person: Person | None
    unit: Unit | None
    uses: tuple[Use, ...] = ()
    fates: tuple[Fate, ...] = ()  # what became of it in sealed results
    working_days: int | None = None  # of a leave whose last day is known


def record_entry(
    work: Work,
    *,
    kind: EntryKind,
    since: date,
    until: date | None = None,
    person_code: str | None = None,
    unit_code: str | None = None,
    document: str = "",
    place_code: str | None = None,
    note: str = "",
    breach: EntryId | None = None,
) -> Entry:
    """Record what happened to a person or a unit; `breach` is the first entry about the same breach."""
    if (person_code is None) == (unit_code is None):
        raise UserError(N_("An entry is about a person or about a unit: name one of them."))
    person = work.people.by_code(person_code) if person_code is not None else None
    unit = work.units.by_code(unit_code) if unit_code is not None else None
    require_recording(work, unit.id if unit else unit_of(person, since), kind, person)
    entry = Entry(
        EntryId(0),
        kind,
        since,
        until,
        person.id if person else None,
        unit.id if unit else None,
        document=checked(document, LONGEST_DOCUMENT),
        place=work.units.by_code(place_code).id if place_code else None,
        note=checked(note, LONGEST_NOTE),
        breach=None if breach is None else work.registers.get(breach).root,
        recorded_by=work.user.name,
        recorded_at=work.now,
    )
    stored = work.registers.add(entry)
    about = person.code if person else unit.code if unit else ""
    work.audit.record("register.recorded", f"{stored.id} {about}", **entry_detail(stored))
    return stored


def record_for_all(
    work: Work,
    *,
    kind: EntryKind,
    since: date,
    people: Sequence[str],
    until: date | None = None,
    document: str = "",
    note: str = "",
) -> tuple[Entry, ...]:
    """Record the same thing of several people, an entry each; all of them or none."""
    if not people:
        raise UserError(N_("Say whom the entry is about."))
    entries: list[Entry] = []
    for number, code in enumerate(dict.fromkeys(people)):
        work.progress(number, len(people))
        entries.append(
            record_entry(
                work, kind=kind, since=since, until=until, person_code=code, document=document, note=note
            )
        )
    return tuple(entries)


def withdraw_all(work: Work, *, entries: Sequence[EntryId], reason: str) -> tuple[Entry, ...]:
    """Take several entries back at once with one reason; all of them or none."""
    return tuple(withdraw_entry(work, entry_id=entry, reason=reason) for entry in entries)


def amend_entry(
    work: Work,
    *,
    entry_id: EntryId,
    until: date | None = None,
    document: str | None = None,
    note: str | None = None,
) -> Entry:
    """Complete an entry: its last day, its document, its note; what is not given stays."""
    before = _own(work, entry_id)
    if before.withdrawn is not None:
        raise UserError(
            N_("This entry was withdrawn: {reason}. Record a new one instead."), reason=before.withdrawn
        )
    after = replace(
        before,
        until=until or before.until,
        document=before.document if document is None else checked(document, LONGEST_DOCUMENT),
        note=before.note if note is None else checked(note, LONGEST_NOTE),
    )
    if after != before:
        work.registers.save(after)
        work.audit.record(
            "register.amended",
            _subject(work, after),
            before=entry_detail(before),
            after=entry_detail(after),
        )
    return after


def withdraw_entry(work: Work, *, entry_id: EntryId, reason: str) -> Entry:
    """Say that an entry no longer stands, and why; results that were settled by it stay as they are."""
    before = _own(work, entry_id)
    after = before.withdraw(reason=clean(reason), by=work.user.name, at=work.now)
    work.registers.save(after)
    work.audit.record(
        "register.withdrawn", _subject(work, after), reason=after.withdrawn, **entry_detail(after)
    )
    return after


def list_entries(
    work: Work, *, unit: UnitId | None = None, person: PersonId | None = None, period: Period | None = None
) -> list[RegisterLine]:
    """The entries that the user may read, withdrawn ones too; `unit` takes the units below it."""
    work.require(Right.READ_SCORES, unit)
    people = {each.id: each for each in work.people.all()}
    units = {each.id: each for each in work.units.all()}
    reach = _Reach(work)
    uses = work.registers.uses()
    lines: list[RegisterLine] = []
    for entry in work.registers.all():
        who = people[entry.person] if entry.person is not None else None
        where = entry.unit if entry.unit is not None else unit_of(who, entry.since)
        if (
            (person is None or entry.person == person)
            and (period is None or touches(entry, period))
            and reach.readable(where)
            and (unit is None or unit in reach.above(where))
        ):
            at = units[where] if where is not None else None
            lines.append(RegisterLine(entry, who, at, tuple(uses.get(entry.id, ()))))
    fates = fates_of(work, (line.entry for line in lines), uses)
    calendar = work.holidays.calendar
    return [
        replace(line, fates=fates[line.entry.id], working_days=days_off(line.entry, calendar))
        for line in lines
    ]


def days_off(entry: Entry, calendar: WorkCalendar) -> int | None:
    """How many working days a leave takes; None for anything else, and while its end is open."""
    if not entry.kind.is_leave or entry.until is None:
        return None
    return calendar.working_days(entry.since, entry.until)


def unit_of(person: Person | None, day: date) -> UnitId | None:
    """Where somebody was evaluated that day, else where they were last."""
    if person is None or not person.positions:
        return None
    return (person.position_on(day) or person.positions[-1]).unit


def require_recording(work: Work, unit: UnitId | None, kind: EntryKind, person: Person | None) -> None:
    """Refuse who may not keep the registers of a unit; of oneself only leave is recorded."""
    if unit is None:
        work.require_everywhere(Right.RECORD_FACTS)
    else:
        work.require(Right.RECORD_FACTS, unit)
    if person is not None and not kind.is_leave:
        refuse_self(work, person.id)


def checked(text: str, most: int, *, lines: bool = False) -> str:
    """A text of an entry as it is kept, on one line or with those it has; refuse one that is too long."""
    kept = clean_lines(text) if lines else clean(text)
    if len(kept) > most:
        raise UserError(N_("The note is longer than {most} letters."), most=most)
    return kept


def entry_detail(entry: Entry) -> dict[str, str | None]:
    """What the history keeps of an entry."""
    return {
        "kind": entry.kind.code,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "document": entry.document,
        "place": entry.place_code,
        "note": entry.note,
    }


class _Reach:
    """Which units the user may read, and what lies above each; asked once for every unit."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._above: dict[UnitId | None, frozenset[UnitId]] = {None: frozenset()}
        self._readable: dict[UnitId | None, bool] = {None: None in work.user.units_with(Right.READ_SCORES)}

    def above(self, unit: UnitId | None) -> frozenset[UnitId]:
        if unit is not None and unit not in self._above:
            self._above[unit] = frozenset(self._work.units.ancestors(unit, self._work.today))
        return self._above[unit]

    def readable(self, unit: UnitId | None) -> bool:
        if unit not in self._readable:
            self._readable[unit] = self._work.may(Right.READ_SCORES, unit)
        return self._readable[unit]


def touches(entry: Entry, period: Period) -> bool:
    """Whether an entry is one of a period's."""
    last = entry.until or (period.last_day if entry.kind.is_leave else entry.since)
    return entry.since <= period.last_day and period.first_day <= last


def _own(work: Work, entry_id: EntryId) -> Entry:
    """An entry that the user may change."""
    entry = work.registers.get(entry_id)
    if entry.kind.of_inspection:
        raise UserError(
            N_("This entry is a finding of an inspection: confirm or withdraw the finding instead.")
        )
    person = _person(work, entry)
    require_recording(work, entry.unit or unit_of(person, entry.since), entry.kind, person)
    return entry


def _person(work: Work, entry: Entry) -> Person | None:
    return next((each for each in work.people.all() if each.id == entry.person), None)


def _subject(work: Work, entry: Entry) -> str:
    """How the history names an entry: its number and whom it is about."""
    person = _person(work, entry)
    about = person.code if person else work.units.get(entry.unit).code if entry.unit is not None else ""
    return f"{entry.id} {about}"
