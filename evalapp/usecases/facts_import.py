"""Taking a list of facts in: leave, discipline decisions, complaints, commendations, conclusions."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_date, as_text, doubtful_dates
from evalapp.domain.entry_kinds import kind_in
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.people import Person, PersonId
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry, EntryId
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.entry_doubts import far_away
from evalapp.usecases.people_naming import NamedPeople
from evalapp.usecases.registers import (
    LONGEST_DOCUMENT,
    LONGEST_NOTE,
    checked,
    require_recording,
    unit_of,
)
from evalapp.usecases.rows import Outcome, RowReader, list_digest

#: By what an entry is the same one: whom it is about, its kind, its first day.
_Key = tuple[PersonId | None, UnitId | None, str, date]


class _Line(Struct, frozen=True):
    """One good row: the entry that it speaks of, and the one that is known already."""

    row: int
    entry: Entry
    known: Entry | None

    @property
    def fate(self) -> Fate:
        """What the row does."""
        if self.known is None:
            return Fate.NEW
        return Fate.SAME if self.known == self.entry else Fate.CHANGED


def import_facts(work: Work, *, read: ReadList, period: Period, choice: ImportChoice) -> ImportReport:
    """Take a list of facts in; a row without a day of its own happened in the period."""
    work.require(Right.RECORD_FACTS)
    known = _Known(work)
    swapped = {row for key in ("since", "until") for row in doubtful_dates(read.column(key))}
    outcome = Outcome(read)
    lines: list[_Line] = []
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        line = _understood(work, reader, known, period)
        if row.number in swapped:
            reader.doubt(
                UserError(N_("Day and month of a date in this row may be swapped. Please check it."))
            )
        if outcome.take(reader, line.fate if line else None) and line is not None:
            known.learn(line)
            lines.append(line)
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        _apply(work, lines)
        work.audit.record(
            "register.imported",
            read.file,
            new=report.new,
            changed=report.changed,
            period=str(period),
            digest=list_digest(read),
        )
    return report.as_applied()


def _apply(work: Work, lines: Sequence[_Line]) -> None:
    for line in lines:
        if line.fate is Fate.NEW:
            work.registers.add(line.entry)
        elif line.fate is Fate.CHANGED:
            work.registers.save(line.entry)


def _understood(work: Work, reader: RowReader, known: "_Known", period: Period) -> _Line | None:
    """The row as an entry; None where something in it is refused."""
    kind = reader.value("event", lambda cell: kind_in(as_text(cell)), None)
    if kind is None and reader.refusal is None:
        reader.refuse("event", UserError(N_("No event is given: write what happened, such as Nghỉ ốm.")))
    person = known.person_of(reader)
    unit = _unit(reader, known, person)
    since, until = _days(reader, period, work.today)
    document = reader.value("document", lambda cell: checked(as_code(cell), LONGEST_DOCUMENT), "")
    note = reader.value("note", lambda cell: checked(as_text(cell), LONGEST_NOTE), "")
    place = reader.value("place", lambda cell: known.units.unit(as_code(cell)), None)
    if kind is None or reader.refusal is not None:
        return None
    try:
        require_recording(work, unit or unit_of(person, since), kind, person)
        entry = Entry(
            EntryId(0),
            kind,
            since,
            until,
            person.id if person else None,
            unit,
            document,
            place,
            "" if place is None else known.unit_codes[place],
            note,
            recorded_by=work.user.name,
            recorded_at=work.now,
        )
    except UserError as error:
        reader.refuse("event", error)
        return None
    return _matched(reader, known, entry)


def _days(reader: RowReader, period: Period, today: date) -> tuple[date, date | None]:
    """The row's own days, or the period's where it has none."""
    since = reader.value("since", as_date, None)
    until = reader.value("until", as_date, None)
    if since is None and until is not None:
        reader.refuse("until", UserError(N_("There is a last day without a first one. Give both, or none.")))
    if since is not None and until is not None and until < since:
        reader.refuse("until", UserError(N_("The last day lies before the first day. Correct one of them.")))
        until = None
    for key, day in (("since", since), ("until", until)):
        far = far_away(day, near=period, today=today) if day is not None else None
        if far is not None:
            reader.doubt(far, key)
    return (period.first_day, period.last_day) if since is None else (since, until)


def _unit(reader: RowReader, known: "_Known", person: Person | None) -> UnitId | None:
    """The unit that a row without a person is about; beside a person it is only checked."""
    named = reader.value("unit", lambda cell: known.units.unit(as_code(cell)), None)
    if person is None and named is None and reader.refusal is None:
        reader.refuse("code", UserError(N_("The row names nobody: write a person's code or a unit.")))
    if person is not None and named is not None and named not in {p.unit for p in person.positions}:
        reader.doubt(
            UserError(
                N_("{name} holds no position in {unit}; the entry is about {name} all the same."),
                name=person.name,
                unit=known.unit_codes[named],
            )
        )
    return named if person is None else None


def _matched(reader: RowReader, known: "_Known", entry: Entry) -> _Line | None:
    """The row beside the entry that is known already; the same entry twice in a list is refused."""
    double = known.row_of(entry)
    if double is not None:
        reader.refuse(
            "event",
            UserError(
                N_("The same event stands in row {row} too. Two events of one day are told apart by number."),
                row=double,
            ),
        )
        return None
    before = known.entry_like(entry)
    if before is None:
        _question(reader, entry)
        return _Line(reader.row.number, entry, None)
    if before.withdrawn is not None:
        reader.doubt(
            UserError(N_("This entry was withdrawn and stays so: {reason}."), reason=before.withdrawn)
        )
        return _Line(reader.row.number, before, before)
    merged = replace(
        before,
        until=entry.until or before.until,
        document=entry.document or before.document,
        place=entry.place or before.place,
        place_code=entry.place_code or before.place_code,
        note=entry.note or before.note,
    )
    return _Line(reader.row.number, merged, before)


def _question(reader: RowReader, entry: Entry) -> None:
    """What somebody should look at before a new entry is relied on."""
    if entry.kind.is_leave and entry.until is None:
        reader.doubt(UserError(N_("No last day is given: the leave lasts until one is.")))
    if entry.kind.needs_document and not entry.document:
        reader.doubt(
            UserError(N_("No number of the document is given for: {kind}."), kind=Term(entry.kind.label))
        )


class _Known(NamedPeople):
    """People, units and entries, as the rows of one list name them."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._entries: dict[_Key, list[Entry]] = {}
        for entry in work.registers.all():
            self._entries.setdefault(_key(entry), []).append(entry)
        self._rows: dict[_Key, list[tuple[str, int]]] = {}

    def row_of(self, entry: Entry) -> int | None:
        """The row above that speaks of the same entry."""
        return next((row for number, row in self._rows.get(_key(entry), []) if _same(number, entry)), None)

    def entry_like(self, entry: Entry) -> Entry | None:
        """The entry that is known: with the same number, else one of which one side gives no number."""
        known = [each for each in self._entries.get(_key(entry), []) if _same(each.document, entry)]
        exact = [each for each in known if code_key(each.document) == code_key(entry.document)]
        standing = [each for each in exact or known if each.withdrawn is None]
        return next(iter(standing or exact), None)

    def learn(self, line: _Line) -> None:
        """Remember a row that comes in, for the rows below."""
        self._rows.setdefault(_key(line.entry), []).append((line.entry.document, line.row))


def _key(entry: Entry) -> _Key:
    return entry.person, entry.unit, entry.kind.code, entry.since


def _same(document: str, entry: Entry) -> bool:
    """Whether two numbers can be of one document: equal, or one of them is not given."""
    return not document or not entry.document or code_key(document) == code_key(entry.document)
