"""What is filled in to put people into a group, take them out, or rename the group."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.documents.reading.values import as_date
from evalapp.domain.groups import KIND_LABELS, Group, GroupKind, Part
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Filled
from evalapp.usecases.groups import put_in_group, rename_group, take_out_of_group

_LEADS = "leads"
_DATE = N_("dd/mm/yyyy; empty: always")


class Change(StrEnum):
    """What is done to a group."""

    PUT = "put"
    TAKE_OUT = "take_out"
    RENAME = "rename"


TITLES = {
    Change.PUT: N_("Add to a group"),
    Change.TAKE_OUT: N_("Remove from a group"),
    Change.RENAME: N_("Rename a group"),
}


class Editing(Filled, frozen=True):
    """What is being filled in, and why some of it was refused."""

    change: Change


def began(change: Change, codes: Sequence[str], groups: Sequence[Group]) -> Editing:
    """A change about the people chosen in the list."""
    first = _key(groups[0]) if groups and change is not Change.PUT else ""
    values = {"people": ", ".join(codes), "kind": GroupKind.SIMILAR.value, "group": first}
    return Editing(change, values=values)


def fields_of(editing: Editing, groups: Sequence[Group]) -> tuple[FieldSpec, ...]:
    """The fields of the panel."""
    people = FieldSpec("people", N_("People, by their codes"), hint=N_("NV001, NV002"))
    since = FieldSpec("since", N_("From"), hint=_DATE)
    known = tuple(Choice(_key(group), f"{tr(KIND_LABELS[group.kind])}: {group.name}") for group in groups)
    match editing.change:
        case Change.PUT:
            kinds = (
                Choice(GroupKind.SIMILAR.value, tr("Group of similar tasks")),
                Choice(GroupKind.FIELD.value, tr("Field")),
                Choice(_LEADS, tr("Field, as the deputy who leads it")),
            )
            names = ", ".join(dict.fromkeys(group.name for group in groups))
            name = FieldSpec("name", N_("Name of the group"), hint=names)
            return (people, FieldSpec("kind", N_("Kind"), FieldKind.CHOICE, choices=kinds), name, since)
        case Change.TAKE_OUT:
            return (people, FieldSpec("group", N_("Group"), FieldKind.CHOICE, choices=known), since)
        case Change.RENAME:
            return (
                FieldSpec("group", N_("Group"), FieldKind.CHOICE, choices=known),
                FieldSpec("name", N_("New name")),
            )


def save(work: Work, *, unit: str, editing: Editing, values: Mapping[str, str]) -> Group:
    """Carry the change out; a refusal names its field."""
    key = work.units.by_code(unit).id
    codes = [code.strip() for code in values.get("people", "").split(",") if code.strip()]
    if editing.change is Change.PUT:
        leads = values["kind"] == _LEADS
        return put_in_group(
            work,
            unit=key,
            kind=GroupKind.FIELD if leads else GroupKind(values["kind"]),
            name=values["name"],
            people=codes,
            part=Part.DEPUTY if leads else Part.MEMBER,
            since=_day(values["since"]),
        )
    kind, _, name = values["group"].partition(":")
    if not name:
        raise FieldError("group", UserError(N_("Choose the group that is meant.")))
    if editing.change is Change.TAKE_OUT:
        return take_out_of_group(
            work, unit=key, kind=GroupKind(kind), name=name, people=codes, since=_day(values["since"])
        )
    return rename_group(work, unit=key, kind=GroupKind(kind), name=name, new_name=values["name"])


def _key(group: Group) -> str:
    return f"{group.kind.value}:{group.name}"


def _day(text: str) -> date | None:
    try:
        return as_date(text.strip() or None)
    except UserError as error:
        raise FieldError("since", error) from error
