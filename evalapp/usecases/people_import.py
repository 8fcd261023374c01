"""Taking an office's list of people in: known by code, else by name and birth."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean, fold
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_birth, as_code, as_date, as_name, as_text, doubtful_dates
from evalapp.domain.imports import Doubt, Fate, ImportChoice, ImportReport
from evalapp.domain.people import (
    CATEGORY_LABELS,
    ROLE_LABELS,
    Birth,
    Category,
    Person,
    PersonId,
    Position,
    Role,
)
from evalapp.domain.rights import Right
from evalapp.domain.titles import CATEGORY_WORDS, ROLE_WORDS, role_of_title
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.people_changes import changes_of
from evalapp.usecases.people_matching import KnownPeople, PersonLine
from evalapp.usecases.person_codes import NewCodes
from evalapp.usecases.rows import Outcome, RowReader, list_digest
from evalapp.usecases.scored_months import ScoredMonths
from evalapp.usecases.unit_names import other_names

LONGEST_NAME = 120
#: How a text begins that a spreadsheet would take for a formula.
_FORMULAS = ("=", "+", "-", "@")


def import_people(
    work: Work, *, read: ReadList, choice: ImportChoice, unit: str = "", typed: bool = False
) -> ImportReport:
    """Take a list of people in; a dated row is a move, an undated one a correction.

    Where the list has no column for it, everybody goes to one unit, given by its code. What was `typed`
    is no list: whoever takes it in tells the history.
    """
    home = work.units.by_code(unit).id if unit else None
    work.require(Right.EDIT_PEOPLE, home)
    known = KnownPeople(work.people.all(), work.units.all(), work.today, other_names(work))
    listed = (cell_text(cell) for _, cell in read.column("code"))
    codes = NewCodes([*(person.code for person in known.stored.values()), *listed])
    barred = _barred(work)
    swapped = {
        row: key for key in ("until", "since", "birth_date") for row in doubtful_dates(read.column(key))
    }
    outcome = Outcome(read)
    changed: dict[str, Person] = {}
    rows_of: dict[str, list[tuple[int, PersonLine]]] = {}
    for number, row in enumerate(read.rows, start=1):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        line = _understood(reader, known, home)
        person = known.person_of(reader, line)
        if row.number in swapped:
            reader.doubt(
                UserError(
                    N_(
                        "Day and month of a date in this row may be swapped: {name}, {birth}. Please "
                        "check it."
                    ),
                    name=line.name,
                    birth=line.birth.label if line.birth else "?",
                ),
                swapped[row.number],
            )
        key = code_key(person.code if person else line.code)
        _refuse_doubles(reader, line, person.code if person else line.code, rows_of.get(key, []))
        _refuse_elsewhere(reader, line, known.stored.get(code_key(person.code)) if person else None, barred)
        before = changed.get(key, person)
        after = _merged(reader, codes, before, line) if reader.refusal is None else None
        if _book(outcome, reader, before, after, known) and after is not None:
            key = code_key(after.code)
            changed[key] = after
            rows_of.setdefault(key, []).append((row.number, line))
            known.learn(after)
    again = {key: person for key, person in changed.items() if key in known.stored}
    months = ScoredMonths(work)
    pairs = ((known.stored[key], person, rows_of[key][-1]) for key, person in again.items())
    outcome.warnings += filter(None, (_asked(read, months, *each) for each in pairs))
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        work.people.add_all([person for key, person in changed.items() if key not in known.stored])
        for person in (each for key, each in again.items() if each != known.stored[key]):
            work.people.save(person)
        if not typed:
            work.audit.record(
                "people.imported", read.file, new=report.new, changed=report.changed, digest=list_digest(read)
            )
    return report.as_applied()


def _book(
    outcome: Outcome, reader: RowReader, before: Person | None, after: Person | None, known: KnownPeople
) -> bool:
    """Book what a row does to somebody; return whether it comes in."""
    if after is None:
        return outcome.take(reader, None)
    who = f"{after.name} ({after.code})"
    if before is None:
        return outcome.take(reader, Fate.NEW, who)
    if after == before:
        return outcome.take(reader, Fate.SAME, who)
    return outcome.take(
        reader, Fate.CHANGED, who, changes_of(before, after, reader.heading, known.unit_names)
    )


def _asked(
    read: ReadList, months: ScoredMonths, before: Person, after: Person, last: tuple[int, PersonLine]
) -> Doubt | None:
    """What has to be said to be meant, at the day or the unit that says it in somebody's last row."""
    doubt, (number, line) = months.doubt(before, after), last
    key = "since" if line.position.since else "until" if line.position.until else "unit"
    return Doubt(number, doubt, column=read.header(key), is_asked=True) if doubt else None


def _barred(work: Work) -> Callable[[UnitId], UserError | None]:
    """Why the acting user may not keep the people of a unit; None where they may."""

    @cache
    def barred(unit: UnitId) -> UserError | None:
        try:
            work.require(Right.EDIT_PEOPLE, unit)
        except UserError as error:
            return error
        return None

    return barred


def _refuse_elsewhere(
    reader: RowReader, line: PersonLine, known: Person | None, barred: Callable[[UnitId], UserError | None]
) -> None:
    """Refuse a row that brings somebody into, or takes them out of, a unit that is not the user's to keep."""
    held = () if known is None else known.positions
    touched = [line.position.unit, *(p.unit for p in held if p.evaluated_here and p.overlaps(line.position))]
    error = next((error for unit in touched if unit and (error := barred(unit))), None)
    if error is not None:
        reader.refuse("name" if reader.is_blank("unit") else "unit", error)


def _understood(reader: RowReader, known: KnownPeople, home: UnitId | None) -> PersonLine:
    name = _name(reader)
    birth = reader.value("birth_date", as_birth, None) or reader.value("birth_year", as_birth, None)
    if birth and not 15 <= known.today.year - birth.year <= 100:
        _question_birth(reader, birth, known.today)
    title = reader.value("position", as_text, "")
    unit = home or reader.value("unit", lambda cell: known.unit(as_code(cell)), UnitId(0))
    if unit and home is None and (meant := known.otherwise_called(unit, reader.value("unit", as_code, ""))):
        reader.meant["unit"] = meant
    if home is None and reader.is_blank("unit"):
        reader.refuse("unit", UserError(N_("No unit is given. Write the code or the name of the unit.")))
    position = Position(
        unit,
        title,
        reader.value("role", _role, role_of_title(title)),
        reader.value("category", _category_word, Category.CIVIL_SERVANT),
        reader.value("since", as_date, None),
        reader.value("until", as_date, None),
        evaluated_here=not _held_besides(reader),
    )
    if position.since and position.until and position.until < position.since:
        reader.refuse("until", UserError(N_("The position ends before it begins.")))
    return PersonLine(
        reader.value("code", as_code, ""), name, birth, position, reader.value("note", as_text, "")
    )


def _name(reader: RowReader) -> str:
    name = reader.value("name", as_name, "")
    if not name:
        parts = (reader.value("family", as_name, ""), reader.value("given", as_name, ""))
        name = clean(" ".join(parts))
    key = "name" if reader.cell("name") is not None or reader.cell("given") is None else "given"
    fault = name_fault(name)
    if fault is not None and (name or reader.refusal is None or not _has_name(reader)):
        reader.refuse(key, fault)
    elif name.startswith(_FORMULAS):
        formula = N_("“{name}” looks like a formula; it is kept as it is written.")
        reader.doubt(UserError(formula, name=name), key)
    return name


def _has_name(reader: RowReader) -> bool:
    return any(reader.cell(key) for key in ("name", "given"))


def name_fault(name: str) -> UserError | None:
    """What keeps a text from being somebody's name."""
    if not name:
        return UserError(N_("No name is given."))
    if not name.startswith(_FORMULAS) and not any(letter.isalpha() for letter in name):
        return UserError(N_("“{name}” is no name of a person; it looks like a number."), name=name)
    if len(name) > LONGEST_NAME:
        return UserError(N_("The name is longer than {most} letters."), most=LONGEST_NAME)
    return None


def birth_fault(birth: Birth, today: date) -> UserError | None:
    """What keeps a day from being the birth of somebody who is evaluated."""
    if birth.year > today.year - 10 or birth.year < today.year - 120:
        return UserError(N_("Nobody in this list can be born in {year}. Correct the date."), year=birth.year)
    return None


def _question_birth(reader: RowReader, birth: Birth, today: date) -> None:
    column = "birth_date" if reader.cell("birth_date") is not None else "birth_year"
    fault = birth_fault(birth, today)
    if fault is not None:
        reader.refuse(column, fault)
    else:
        reader.doubt(UserError(N_("Born in {year}: please check the date."), year=birth.year), column)


def _role(cell: object) -> Role:
    text = as_text(cell)  # pyright: ignore[reportArgumentType] - cells come typed as what they hold
    role = ROLE_WORDS.get(fold(text))
    if role is None:
        raise UserError(N_("“{text}” is no role; write Cấp trưởng, Cấp phó or Nhân viên."), text=text)
    return role


def _category_word(cell: object) -> Category:
    text = as_text(cell)  # pyright: ignore[reportArgumentType] - cells come typed as what they hold
    category = CATEGORY_WORDS.get(fold(text))
    if category is None:
        raise UserError(
            N_("“{text}” is no category; write Cán bộ, Công chức, Viên chức or Lao động hợp đồng."), text=text
        )
    return category


def _held_besides(reader: RowReader) -> bool:
    """Whether the row says the position is held besides another one that is evaluated."""
    return "kiem nhiem" in fold(reader.value("note", as_text, ""))


def _refuse_doubles(
    reader: RowReader, line: PersonLine, code: str, above: Sequence[tuple[int, PersonLine]]
) -> None:
    """A code twice in a list is two positions only where one is held besides, or each has its dates."""
    if not code:
        return
    for number, other in above:
        if fold(other.name) != fold(line.name):
            reader.refuse(
                "code",
                UserError(
                    N_(
                        "The code {code} stands in row {row} too, for {name}. Every person has a code of "
                        "their own."
                    ),
                    code=code,
                    row=number,
                    name=other.name,
                ),
            )
            return
        if (
            other.position.evaluated_here
            and line.position.evaluated_here
            and other.position.overlaps(line.position)
        ):
            reader.refuse(
                "code",
                UserError(
                    N_(
                        "The code {code} stands in row {row} too, at the same time. "
                        "Give the days of each position, or write “kiêm nhiệm” in the note of "
                        "the one that is not evaluated."
                    ),
                    code=code,
                    row=number,
                ),
            )
            return


def _merged(reader: RowReader, codes: NewCodes, before: Person | None, line: PersonLine) -> Person | None:
    """What a person becomes by a row; a refusal is booked on the row."""
    if before is None:
        code = line.code or codes.give()
        if not line.code:
            reader.doubt(
                UserError(N_("No code; {name} is given the code {code}."), name=line.name, code=code), "code"
            )
        if reader.is_blank("category"):
            reader.doubt(
                UserError(
                    N_("No category is given; taken as {category}. Correct it in the list if it is another."),
                    category=Term(CATEGORY_LABELS[line.position.category]),
                ),
                "category",
            )
        return Person(PersonId(0), "", code, line.name, line.birth, (line.position,), note=line.note)
    person = replace(
        before,
        name=line.name,
        birth=line.birth if line.birth and (line.birth.day or not before.birth) else before.birth,
        note=line.note or before.note,
        active=True,
    )
    if not before.active:
        reader.doubt(UserError(N_("{name} was deactivated and becomes active again."), name=before.name))
    try:
        return _with_position(reader, person, line.position)
    except UserError as error:
        reader.refuse("since", error)
        return None


def _with_position(reader: RowReader, person: Person, position: Position) -> Person:
    if position in person.positions:
        return person
    if not position.evaluated_here:
        others = [
            p
            for p in person.positions
            if p.evaluated_here or (p.unit, p.title) != (position.unit, position.title)
        ]
        return person.with_positions([*others, position])
    evaluated = [p for p in person.positions if p.evaluated_here]
    same_start = next((p for p in evaluated if p.since == position.since), None)
    if position.since is not None and same_start is None:
        return _moved(person, _completed(reader, position, evaluated[-1]) if evaluated else position)
    # An undated row without an end speaks of the position held now, not of one that ended long ago.
    corrected = evaluated[-1] if evaluated and position.since is position.until is None else same_start
    if corrected is None or not any(p.overlaps(position) for p in evaluated):
        return person.with_positions([*person.positions, position])
    mended = replace(
        _completed(reader, position, corrected),
        since=position.since or corrected.since,
        until=position.until or corrected.until,
    )
    if mended.unit != corrected.unit:
        reader.doubt(
            UserError(
                N_(
                    "The unit of {name} changes without a date: taken as a correction. For a transfer, "
                    "give its first day."
                ),
                name=person.name,
            ),
            "unit",
        )
    elif mended.role != corrected.role:
        reader.doubt(
            UserError(
                N_(
                    "{name} becomes {role} without a date: taken as a correction of all the time in the "
                    "position. For an appointment, give its first day."
                ),
                name=person.name,
                role=Term(ROLE_LABELS[mended.role]),
            ),
            "position",
        )
    return person.with_positions([mended if p is corrected else p for p in person.positions])


def _completed(reader: RowReader, position: Position, known: Position) -> Position:
    """What a row leaves blank stays as it is known."""
    untold = reader.is_blank("position")
    return replace(
        position,
        title=known.title if untold else position.title,
        role=known.role if untold and reader.is_blank("role") else position.role,
        category=known.category if reader.is_blank("category") else position.category,
    )


def _moved(person: Person, position: Position) -> Person:
    if position.until is not None and not any(
        p.evaluated_here and p.overlaps(position) for p in person.positions
    ):
        return person.with_positions([*person.positions, position])
    return person.moved_to(position)
