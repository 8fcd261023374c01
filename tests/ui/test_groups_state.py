"""What the groups of a unit show and allow, asked of the state alone: no window, no Qt."""

from datetime import date

import pytest

from evalapp.domain.groups import Group, GroupId, GroupKind, Membership, Part
from evalapp.domain.people import Person, PersonId, Position, Role
from evalapp.domain.units import UnitId
from evalapp.ui.screens.groups.editing import Change, began, fields_of
from evalapp.ui.screens.groups.state import GroupsState
from tests.ui.world import HERE

UNIT = UnitId(1)
AN = Person(PersonId(1), "p", "NV001", "An", positions=(Position(UNIT, "Phó Trưởng phòng", Role.DEPUTY),))
BINH = Person(PersonId(2), "q", "NV002", "Bình", positions=(Position(UNIT, "Chuyên viên"),))
CLERKS = Group(GroupId(1), UNIT, GroupKind.SIMILAR, "Văn thư", (Membership(BINH.id),))
FIELD = Group(
    GroupId(2), UNIT, GroupKind.FIELD, "Nội vụ", (Membership(AN.id, Part.DEPUTY), Membership(BINH.id))
)
PAST = Group(GroupId(3), UNIT, GroupKind.SIMILAR, "Cũ", (Membership(AN.id, until=date(2018, 6, 30)),))


def test_each_person_stands_with_the_groups_of_the_month_s_last_day() -> None:
    state = GroupsState(HERE, "Phòng", (AN, BINH), (CLERKS, FIELD, PAST), loaded=True)

    an, binh = state.lines

    assert (an.similar, an.fields, an.leads) == ("", (), ("Nội vụ",))
    assert (binh.similar, binh.fields, binh.leads) == ("Văn thư", ("Nội vụ",), ())


def test_the_summary_names_groups_that_have_somebody_and_who_leads_a_field() -> None:
    state = GroupsState(HERE, "Phòng", (AN, BINH), (CLERKS, FIELD, PAST), loaded=True)

    assert state.summary == "Similar tasks – Văn thư: 1 person. Fields – Nội vụ: 1 person, led by An"


@pytest.mark.parametrize(
    ("people", "groups", "busy", "allowed"),
    [
        ((AN,), (CLERKS,), False, (True, True)),
        ((AN,), (), False, (True, False)),
        ((), (CLERKS,), False, (False, False)),
        ((AN,), (CLERKS,), True, (False, False)),
    ],
)
def test_groups_are_changed_only_where_there_is_somebody_and_nothing_runs(
    *, people: tuple[Person, ...], groups: tuple[Group, ...], busy: bool, allowed: tuple[bool, bool]
) -> None:
    state = GroupsState(HERE, "Phòng", people, groups, loaded=True, busy=busy)

    assert (state.can_change, state.can_take_out) == allowed


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        (Change.PUT, ["people", "kind", "name", "since"]),
        (Change.TAKE_OUT, ["people", "group", "since"]),
        (Change.RENAME, ["group", "name"]),
    ],
)
def test_each_change_asks_for_what_it_needs(change: Change, keys: list[str]) -> None:
    editing = began(change, ["NV002"], (CLERKS, FIELD))

    assert [spec.key for spec in fields_of(editing, (CLERKS, FIELD))] == keys
    assert editing.values["people"] == "NV002"
