"""The scenes of groups and fields: none yet, set, one being filled in, one refused."""

from collections.abc import Callable, Mapping
from functools import partial

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_
from evalapp.domain.groups import GroupKind, Part
from evalapp.domain.people import Role
from evalapp.store.work import Work
from evalapp.ui.screens.groups.screen import GroupsScreen
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.groups import list_groups, put_in_group
from evalapp.usecases.people import list_people


def groups_empty(on: Theatre) -> None:
    """No groups are set yet."""
    on.show(on.places.empty, Route("groups"))


def groups_full(on: Theatre) -> None:
    """Two groups of similar tasks, and a field that a deputy leads."""
    _groups(on)


def groups_entry(on: Theatre) -> None:
    """People are being put into a group."""
    _groups(on)
    on.window.act("groups", "groups.put")
    settle(on.tasks)


def groups_refused(on: Theatre) -> None:
    """A group without a name, the reason at its field."""
    screen = _groups(on)
    on.window.act("groups", "groups.put")
    settle(on.tasks)
    screen.panel.mark_refused(FieldError("name", UserError(N_("The group needs a name."))))


GROUPS: Mapping[str, Callable[[Theatre], None]] = {
    "groups.empty": groups_empty,
    "groups.full": groups_full,
    "groups.entry": groups_entry,
    "groups.refused": groups_refused,
}


def _groups(on: Theatre) -> GroupsScreen:
    place = on.places.scoring
    on.tasks.run(partial(_set, place=place), label="", done=_nothing)
    screen = on.show(place, Route("groups"))
    if not isinstance(screen, GroupsScreen):
        raise TypeError("the groups' own screen")
    return screen


def _set(work: Work, *, place: Place) -> None:
    unit = work.units.by_code(place.unit or "").id
    if list_groups(work, unit=unit):
        return
    people = list_people(work, unit=unit, day=place.period.last_day)
    staff = [each.code for each in people if each.positions[-1].role is Role.STAFF]
    deputies = [each.code for each in people if each.positions[-1].role is Role.DEPUTY]
    half = len(staff) // 2
    for name, codes in (("Một cửa", staff[:half]), ("Tổng hợp, văn thư", staff[half:])):
        put_in_group(work, unit=unit, kind=GroupKind.SIMILAR, name=name, people=codes)
    field = "Cải cách hành chính"
    put_in_group(work, unit=unit, kind=GroupKind.FIELD, name=field, people=staff[:half])
    if deputies:
        put_in_group(work, unit=unit, kind=GroupKind.FIELD, name=field, people=deputies[:1], part=Part.DEPUTY)


def _nothing(_outcome: None) -> None:
    """Nothing follows."""
