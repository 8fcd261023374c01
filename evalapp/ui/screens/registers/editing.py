"""What is filled in on the panel beside the registers: a new entry, or what completes a known one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, Term, tr
from evalapp.documents.reading.values import as_day_of
from evalapp.domain.entry_kinds import KINDS, RECORDED
from evalapp.domain.people import Person
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry, EntryId
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Asking
from evalapp.ui.shell.places import as_tree
from evalapp.usecases.entry_doubts import ask, doubts_about_days, doubts_about_double
from evalapp.usecases.meanwhile import refuse_other
from evalapp.usecases.registers import (
    RegisterLine,
    amend_entry,
    record_entry,
)

_PERSON, _UNIT = "person:", "unit:"
_DATE = N_("dd/mm/yyyy")
_ASKED = ("about", "kind", "since", "until", "document")  # what a question may be about


class Editing(Asking, frozen=True):
    """What is being filled in, about which entry, and why some of it was refused."""

    near: Period  # what is looked at; days far from it are asked about
    entry: EntryId | None = None  # None: a new one
    seen: Entry | None = None  # as it was when this was begun

    @property
    def title(self) -> str:
        """What stands above the panel."""
        return tr("New entry") if self.entry is None else tr("Complete the entry")

    @property
    def asked(self) -> Sequence[str]:
        """The fields that a question may be about."""
        return _ASKED


def new_entry(person: str, period: Period, today: date | None) -> Editing:
    """An entry to be recorded of a period, about the person chosen."""
    since = f"{period.day_offered(today):%d/%m/%Y}"
    values = {"about": f"{_PERSON}{person}" if person else "", "since": since}
    return Editing(period, values=values)


def known_entry(line: RegisterLine, period: Period) -> Editing:
    """An entry as it is recorded, looked at in a period."""
    entry = line.entry
    about = f"{_PERSON}{line.person.code}" if line.person else f"{_UNIT}{line.unit.code if line.unit else ''}"
    values = {
        "about": about,
        "kind": entry.kind.code,
        "since": entry.since.strftime("%d/%m/%Y"),
        "until": entry.until.strftime("%d/%m/%Y") if entry.until else "",
        "document": entry.document,
        "place": entry.place_code,
        "note": entry.note,
    }
    return Editing(period, entry.id, entry, values=values)


def fields_of(
    editing: Editing,
    people: Iterable[Choice],
    units: Sequence[Unit],
    here: str,
    entries: Sequence[RegisterLine],
) -> tuple[FieldSpec, ...]:
    """The fields of the panel; of a known entry only what may be completed can be changed."""
    known = editing.entry is not None
    tree = tuple(as_tree(units))
    about = [replace(person, key=f"{_PERSON}{person.key}") for person in people]
    about += [Choice(f"{_UNIT}{unit.code}", unit.name) for unit in units if unit.code == here or known]
    kinds = tuple(Choice(kind.code, tr(kind.label), words=" ".join(kind.words)) for kind in RECORDED)
    fields = (
        FieldSpec("about", N_("Person or unit"), FieldKind.CHOICE, fixed=known, choices=tuple(about)),
        FieldSpec("kind", N_("Event"), FieldKind.CHOICE, fixed=known, choices=kinds),
        FieldSpec("since", N_("From"), hint=_DATE, fixed=known),
        FieldSpec("until", N_("To"), hint=N_("dd/mm/yyyy, or empty")),
        FieldSpec("document", N_("Document"), hint=N_("Number, such as 12/QĐ-UBND")),
        FieldSpec("note", N_("Note")),
    )
    if known:
        return fields
    place = (Choice("", tr("Their present unit")), *tree)
    return (
        *fields,
        FieldSpec("place", N_("Where it happened"), FieldKind.CHOICE, choices=place),
        FieldSpec("breach", N_("Same breach as"), FieldKind.CHOICE, choices=_breaches(entries)),
    )


def save_entry(work: Work, *, editing: Editing, values: Mapping[str, str]) -> Entry:
    """Record or complete the entry as it was typed; a refusal says at which field."""
    if editing.entry is None:
        return _recorded(work, editing, values)
    there = work.registers.get(editing.entry)
    refuse_other(there, editing.seen, tr(there.kind.label))
    until = _day(values, "until", editing.near)
    if until != there.until:
        ask(doubts_about_days(work, near=editing.near, until=until), sure=editing.sure)
    return amend_entry(
        work,
        entry_id=editing.entry,
        until=until,
        document=values["document"],
        note=values["note"],
    )


def doubts_of(entry: Entry) -> tuple[UserError, ...]:
    """What somebody should complete before the entry is relied on."""
    doubts: list[UserError] = []
    if entry.kind.is_leave and entry.until is None:
        doubts.append(UserError(N_("No last day is given: the leave lasts until one is.")))
    if entry.kind.needs_document and not entry.document:
        doubts.append(
            UserError(N_("No number of the document is given for: {kind}."), kind=Term(entry.kind.label))
        )
    return tuple(doubts)


def _recorded(work: Work, editing: Editing, values: Mapping[str, str]) -> Entry:
    about, kind = values["about"], values["kind"]
    if not about:
        raise FieldError("about", UserError(N_("Say whom the entry is about.")))
    if not kind:
        raise FieldError("kind", UserError(N_("Say what happened.")))
    since, until = (_day(values, key, editing.near) for key in ("since", "until"))
    if since is None:
        raise FieldError("since", UserError(N_("Write the day on which it happened or began.")))
    if until is not None and until < since:
        raise FieldError(
            "until", UserError(N_("The last day lies before the first day. Correct one of them."))
        )
    person = about.removeprefix(_PERSON) if about.startswith(_PERSON) else None
    unit = about.removeprefix(_UNIT) if about.startswith(_UNIT) else None
    ask(doubts_about_days(work, near=editing.near, since=since, until=until), sure=editing.sure)
    double = doubts_about_double(
        work,
        kind=KINDS[kind],
        since=since,
        people=[person] if person else (),
        unit_code=unit,
        document=values["document"],
    )
    ask(double, sure=editing.sure)
    return record_entry(
        work,
        kind=KINDS[kind],
        since=since,
        until=until,
        person_code=person,
        unit_code=unit,
        document=values["document"],
        place_code=values["place"] or None,
        note=values["note"],
        breach=EntryId(int(values["breach"])) if values["breach"] else None,
    )


def _day(values: Mapping[str, str], key: str, near: Period) -> date | None:
    try:
        return as_day_of(values[key], near)
    except UserError as error:
        raise FieldError(key, error) from error


def _breaches(entries: Sequence[RegisterLine]) -> tuple[Choice, ...]:
    """The entries that a new decision may be about once more."""
    earlier = [
        Choice(
            str(each.entry.id),
            f"{each.entry.since:%d/%m/%Y} · {tr(each.entry.kind.label)} · {_name(each.person, each.unit)}",
        )
        for each in entries
        if each.entry.kind.once_only and each.entry.withdrawn is None and each.entry.breach is None
    ]
    return (Choice("", tr("No earlier entry")), *earlier)


def _name(person: Person | None, unit: Unit | None) -> str:
    return person.name if person else unit.name if unit else ""
