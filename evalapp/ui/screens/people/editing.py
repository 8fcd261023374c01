"""What is filled in on the panel beside the list: a unit, a person, or one of somebody's positions."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Category, Person, Position, Role
from evalapp.domain.titles import role_of_title
from evalapp.domain.units import KNOWN_KINDS, Unit, UnitId, UnitVersion
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Asking
from evalapp.ui.shell.places import as_tree
from evalapp.usecases.entering import PersonEntry, PositionEntry, UnitEntry

_DATE = N_("dd/mm/yyyy, or empty")
_FIRST = N_("dd/mm/yyyy: the first day")
_SINCE, _UNTIL = N_("dd/mm/yyyy; empty: always"), N_("dd/mm/yyyy; empty: further notice")


class Subject(StrEnum):
    """What the panel is about."""

    NEW_UNIT = "new_unit"
    UNIT = "unit"
    NEW_PERSON = "new_person"
    PERSON = "person"
    NEW_POSITION = "new_position"
    POSITION = "position"
    LEAVING = "leaving"


ABOUT_PERSON = (Subject.PERSON, Subject.NEW_POSITION, Subject.POSITION, Subject.LEAVING)
#: What is about a position of somebody.
HELD = (Subject.NEW_POSITION, Subject.POSITION)


class Editing(Asking, frozen=True):
    """What is being filled in, and why some of it was refused."""

    subject: Subject
    code: str = ""
    number: int = 0  # of the position, counted from 1
    seen: Person | Unit | None = None  # as it was when this was begun; what is new was not there

    @property
    def about(self) -> tuple[Subject, str, int]:
        """What tells one filling in from another."""
        return self.subject, self.code, self.number

    @property
    def is_about_person(self) -> bool:
        """Whether it is about somebody who is known."""
        return self.subject in ABOUT_PERSON


class DatedLine(Struct, frozen=True):
    """A position, or what a unit was called, from a day to another."""

    number: int
    text: str
    where: str
    since: str
    until: str


def _held(line: DatedLine) -> str:
    return ", ".join(part for part in (line.text, line.where) if part)


_DAYS: tuple[Column[DatedLine], ...] = (
    Column("since", N_("From"), lambda line: line.since or None, width=84, tone=lambda _line: Tone.MUTED),
    Column("until", N_("To"), lambda line: line.until or None, width=84, tone=lambda _line: Tone.MUTED),
)
HELD_COLUMNS = (Column("text", N_("Position"), _held, tip=_held, wraps=True), *_DAYS)
NAMED_COLUMNS = (Column("text", N_("Name of the unit"), _held, tip=_held, wraps=True), *_DAYS)


def title_of(editing: Editing, person: Person | None, unit: Unit | None) -> str:
    """What stands above the panel."""
    match editing.subject:
        case Subject.NEW_UNIT:
            return tr("New unit")
        case Subject.NEW_PERSON:
            return tr("New person")
        case Subject.UNIT:
            return unit.name if unit else editing.code
        case Subject.NEW_POSITION:
            return tr("New position: {name}", name=person.name if person else editing.code)
        case Subject.LEAVING:
            return tr("Leave {name} out of new months", name=person.name if person else editing.code)
        case Subject.POSITION:
            return tr("Position: {name}", name=person.name if person else editing.code)
        case Subject.PERSON:
            return person.name if person else editing.code


def fields_of(editing: Editing, units: Sequence[Unit]) -> tuple[FieldSpec, ...]:
    """The fields of the panel."""
    tree = tuple(as_tree(units))
    match editing.subject:
        case Subject.NEW_UNIT | Subject.UNIT:
            return _unit_fields(tree, is_known=editing.subject is Subject.UNIT)
        case Subject.NEW_PERSON:
            return (*_person_fields(is_known=False), *_position_fields(tree)[:-1])
        case Subject.PERSON:
            return _person_fields(is_known=True)
        case Subject.LEAVING:
            return (FieldSpec("since", N_("From which day"), hint=_FIRST),)
        case Subject.NEW_POSITION if isinstance(editing.seen, Person) and editing.seen.positions:
            return _position_fields(tree, since=_FIRST)
        case Subject.NEW_POSITION | Subject.POSITION:
            return _position_fields(tree)


def new_unit(above: str) -> Editing:
    """A unit to be added, below the one chosen."""
    return Editing(Subject.NEW_UNIT, values={"parent": above})


def known_unit(unit: Unit, units: Sequence[Unit], number: int = 0) -> Editing:
    """A unit as it is today, or as the version of that number says."""
    codes = {each.id: each.code for each in units}
    number = number or unit.versions.index(unit.now) + 1
    latest = unit.versions[number - 1]
    values = {
        "code": unit.code,
        "name": latest.name,
        "kind": latest.kind,
        "parent": codes.get(latest.parent, "") if latest.parent is not None else "",
        "since": latest.since.strftime("%d/%m/%Y") if latest.since else "",
        "until": latest.until.strftime("%d/%m/%Y") if latest.until else "",
    }
    return Editing(Subject.UNIT, unit.code, number, seen=unit, values=values)


def told_of_version(unit: Unit, number: int) -> str:
    """Which version is filled in, and what the unit is called after that: saving changes one alone."""
    version, later = unit.versions[number - 1], unit.versions[number:]
    now = unit.now
    said: list[str] = []
    if version is not now:
        told = N_("This is “{name}” from {since} on, and not what it is called today.")
        said.append(tr(told, name=version.name, since=version.since or "…"))
    for each in later[:1]:
        if each.since is not None:
            said.append(
                tr(
                    "From {since} on it is “{name}”: saving here leaves that.",
                    since=each.since,
                    name=each.name,
                )
            )
    return " ".join(said)


def new_person(unit: str) -> Editing:
    """Somebody to be added, in the unit chosen."""
    values = {"unit": unit, "category": Category.CIVIL_SERVANT.value, "role": ""}
    return Editing(Subject.NEW_PERSON, values=values)


def known_person(person: Person) -> Editing:
    """Who somebody is."""
    values = {
        "code": person.code,
        "name": person.name,
        "birth_date": person.birth.label if person.birth else "",
        "note": person.note,
    }
    return Editing(Subject.PERSON, person.code, seen=person, values=values)


def new_position(person: Person, units: Sequence[Unit]) -> Editing:
    """A position that somebody goes on to; it begins with what they hold."""
    held = person.positions[-1] if person.positions else None
    values = (
        _position_values(held, units) if held else {"category": Category.CIVIL_SERVANT.value, "here": YES}
    )
    values = {**values, "since": "", "until": ""}
    if held and held.role is role_of_title(held.title):
        values["role"] = ""  # as the title says: with another title it may be another one
    return Editing(Subject.NEW_POSITION, person.code, seen=person, values=values)


def known_position(person: Person, number: int, units: Sequence[Unit]) -> Editing:
    """A position to be corrected."""
    values = _position_values(person.positions[number - 1], units)
    return Editing(Subject.POSITION, person.code, number, seen=person, values=values)


def leaving(person: Person, today: date) -> Editing:
    """Somebody who is no longer there from a day on."""
    values = {"since": today.strftime("%d/%m/%Y")}
    return Editing(Subject.LEAVING, person.code, seen=person, values=values)


def unit_entry(values: Mapping[str, str]) -> UnitEntry:
    """The unit as it was typed."""
    return UnitEntry(
        values["code"], values["name"], values["kind"], values["parent"], values["since"], values["until"]
    )


def person_entry(values: Mapping[str, str]) -> PersonEntry:
    """The person as they were typed."""
    return PersonEntry(values["code"], values["name"], values["birth_date"], values["note"])


def position_entry(values: Mapping[str, str]) -> PositionEntry:
    """The position as it was typed."""
    return PositionEntry(
        values["unit"],
        values["position"],
        Role(values["role"]) if values["role"] else None,
        Category(values["category"]),
        values["since"],
        values["until"],
        evaluated_here=values.get("here", YES) == YES,
    )


def position_lines(person: Person, units: Sequence[Unit]) -> tuple[DatedLine, ...]:
    """Somebody's positions, the newest first."""
    names = {unit.id: unit.name for unit in units}
    return tuple(
        DatedLine(
            number,
            held.title + ("" if held.evaluated_here else " " + tr("(held besides)")),
            names.get(held.unit, ""),
            held.since.strftime("%d/%m/%Y") if held.since else "",
            held.until.strftime("%d/%m/%Y") if held.until else "",
        )
        for number, held in reversed(list(enumerate(person.positions, start=1)))
    )


def version_lines(unit: Unit, units: Sequence[Unit]) -> tuple[DatedLine, ...]:
    """What a unit was called and whom it reported to, in the order of time."""
    names = {each.id: each.name for each in units}
    return tuple(_version_line(number, each, names) for number, each in enumerate(unit.versions, start=1))


def _version_line(number: int, version: UnitVersion, names: Mapping[UnitId, str]) -> DatedLine:
    above = names.get(version.parent, "") if version.parent is not None else ""
    since = version.since.strftime("%d/%m/%Y") if version.since else ""
    return DatedLine(
        number, version.name, above, since, version.until.strftime("%d/%m/%Y") if version.until else ""
    )


def _position_values(position: Position, units: Sequence[Unit]) -> dict[str, str]:
    codes = {unit.id: unit.code for unit in units}
    return {
        "unit": codes.get(position.unit, ""),
        "position": position.title,
        "role": position.role.value,
        "category": position.category.value,
        "since": position.since.strftime("%d/%m/%Y") if position.since else "",
        "until": position.until.strftime("%d/%m/%Y") if position.until else "",
        "here": YES if position.evaluated_here else "",
    }


def _unit_fields(tree: tuple[Choice, ...], *, is_known: bool) -> tuple[FieldSpec, ...]:
    above = (Choice("", tr("No unit above")), *tree)
    return (
        FieldSpec("code", N_("Code"), fixed=is_known),
        FieldSpec("name", N_("Name")),
        FieldSpec("kind", N_("Kind"), hint=", ".join(KNOWN_KINDS)),
        FieldSpec("parent", N_("Superior"), FieldKind.CHOICE, choices=above),
        FieldSpec("since", N_("Valid from"), hint=_DATE),
        FieldSpec("until", N_("Valid to"), hint=_DATE),
    )


def _person_fields(*, is_known: bool) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("code", N_("Code"), fixed=is_known, hint="" if is_known else N_("Empty: one is given")),
        FieldSpec("name", N_("Full name")),
        FieldSpec("birth_date", N_("Born"), hint=N_("dd/mm/yyyy, or the year")),
        FieldSpec("note", N_("Note")),
    )


def _position_fields(tree: tuple[Choice, ...], since: str = _SINCE) -> tuple[FieldSpec, ...]:
    roles = (
        Choice("", tr("As the title says")),
        *(Choice(role.value, tr(text)) for role, text in ROLE_LABELS.items()),
    )
    categories = tuple(Choice(category.value, tr(text)) for category, text in CATEGORY_LABELS.items())
    return (
        FieldSpec("unit", N_("Unit"), FieldKind.CHOICE, choices=tree),
        FieldSpec("position", N_("Position")),
        FieldSpec("role", N_("Role"), FieldKind.CHOICE, choices=roles),
        FieldSpec("category", N_("Category"), FieldKind.CHOICE, choices=categories),
        FieldSpec("since", N_("From"), hint=since),
        FieldSpec("until", N_("To"), hint=_UNTIL),
        FieldSpec("here", N_("Evaluated in this unit"), FieldKind.CHECK),
    )
