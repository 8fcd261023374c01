"""What is filled in to add a user, or to give or take a role."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.documents.reading.values import as_date
from evalapp.domain.people import Person
from evalapp.domain.rights import USER_ROLE_LABELS, User, UserRole
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Filled
from evalapp.ui.shell.people_choices import person_choice
from evalapp.usecases.users import add_user, grant_role

_DATE = N_("dd/mm/yyyy; empty: always")
_PART_MARK = "@"  # between the role and the unit of a choice


class Change(StrEnum):
    """What is done to a user."""

    ADD = "add"
    GIVE = "give"
    TAKE = "take"


TITLES = {
    Change.ADD: N_("New user"),
    Change.GIVE: N_("Assign {name} a role"),
    Change.TAKE: N_("Remove a role of {name}"),
}
HINTS = {
    Change.ADD: N_(
        "The person says who the user is in the lists: nobody scores or decides on themselves. Set a "
        "password afterwards."
    ),
    Change.GIVE: N_("A role holds over the unit and those below it. A role that is there gets these days."),
    Change.TAKE: N_("What was done in that role stays in the history."),
}


class Editing(Filled, frozen=True):
    """What is being filled in, about whom, and why some of it was refused."""

    change: Change
    user: User | None = None

    @property
    def key(self) -> str:
        """What tells one editing from another."""
        return f"{self.change.value} {self.user.id if self.user else ''}"

    @property
    def title(self) -> str:
        """What is done, and to whom."""
        return tr(TITLES[self.change], name=self.user.name if self.user else "")


def fields_of(editing: Editing, units: Sequence[Unit], people: Sequence[Person]) -> tuple[FieldSpec, ...]:
    """The fields of the panel."""
    names: dict[UnitId | None, str] = {None: tr("everywhere"), **{unit.id: unit.name for unit in units}}
    codes: dict[UnitId | None, str] = {None: "", **{unit.id: unit.code for unit in units}}
    if editing.change is Change.TAKE:
        held = editing.user.grants if editing.user else ()
        choices = tuple(
            Choice(
                f"{grant.role.value}{_PART_MARK}{codes[grant.unit]}",
                f"{tr(USER_ROLE_LABELS[grant.role])}: {names[grant.unit]}",
            )
            for grant in held
        )
        return (FieldSpec("part", N_("Role"), FieldKind.CHOICE, choices=choices),)
    roles = tuple(Choice(role.value, tr(USER_ROLE_LABELS[role])) for role in UserRole)
    where = tuple(Choice(codes[key], name) for key, name in names.items())
    part = (
        FieldSpec("role", N_("Role"), FieldKind.CHOICE, choices=roles),
        FieldSpec("unit", N_("In the unit"), FieldKind.CHOICE, choices=where),
        FieldSpec("since", N_("From"), hint=_DATE),
        FieldSpec("until", N_("Until"), hint=N_("dd/mm/yyyy; empty: no end")),
    )
    if editing.change is Change.GIVE:
        return part
    who = (Choice("", tr("in no list")), *map(person_choice, people))
    return (
        FieldSpec("name", N_("User name"), hint=N_("As it is typed to sign in")),
        FieldSpec("person", N_("Person in the lists"), FieldKind.CHOICE, choices=who),
        *part,
    )


def save(work: Work, *, editing: Editing, values: Mapping[str, str]) -> User:
    """Carry the change out; a refusal names its field."""
    name = editing.user.name if editing.user else ""
    if editing.change is Change.TAKE:
        role, found, unit = values["part"].partition(_PART_MARK)
        if not found:
            raise FieldError("part", UserError(N_("Choose the role that is meant.")))
        return grant_role(work, name=name, role=UserRole(role), unit_code=unit or None, taken=True)
    if not values["role"]:
        raise FieldError("role", UserError(N_("Choose a role.")))
    role, unit = UserRole(values["role"]), values["unit"] or None
    since, until = _day("since", values), _day("until", values)
    if editing.change is Change.GIVE:
        return grant_role(work, name=name, role=role, unit_code=unit, since=since, until=until)
    person = values["person"] or None
    return add_user(
        work, name=values["name"], role=role, unit_code=unit, person_code=person, since=since, until=until
    )


def _day(key: str, values: Mapping[str, str]) -> date | None:
    try:
        return as_date(values[key].strip() or None)
    except UserError as error:
        raise FieldError(key, error) from error
