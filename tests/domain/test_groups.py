"""Who is in which group on which day."""

from datetime import date

import pytest

from evalapp.domain.groups import Group, GroupId, GroupKind, Membership, Part, fields_on, led_on, similar_on
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId

AN, BINH, CHI = PersonId(1), PersonId(2), PersonId(3)
MAY, JUNE, JULY = date(2018, 5, 31), date(2018, 6, 30), date(2018, 7, 31)


def group(*members: Membership, kind: GroupKind = GroupKind.SIMILAR, name: str = "Văn thư") -> Group:
    return Group(GroupId(1), UnitId(1), kind, name, members)


@pytest.mark.parametrize(
    ("day", "people"), [(MAY, frozenset[PersonId]()), (JUNE, frozenset({AN})), (JULY, frozenset[PersonId]())]
)
def test_a_membership_holds_from_its_first_to_its_last_day(day: date, people: frozenset[PersonId]) -> None:
    held = group(Membership(AN, since=date(2018, 6, 1), until=JUNE))

    assert held.people_on(day) == people


def test_who_enters_again_from_a_later_day_stays_as_they_are() -> None:
    held = group(Membership(AN))

    assert held.with_person(AN, Part.MEMBER, JUNE) == held


def test_who_enters_from_an_earlier_day_is_in_it_once() -> None:
    held = group(Membership(AN, since=JULY)).with_person(AN, Part.MEMBER, MAY)

    assert held.members == (Membership(AN, since=MAY),)


@pytest.mark.parametrize(
    ("since", "left"),
    [(None, ()), (MAY, ()), (date(2018, 6, 16), (Membership(AN, since=MAY, until=date(2018, 6, 15)),))],
)
def test_who_leaves_was_in_it_until_the_day_before(since: date | None, left: tuple[Membership, ...]) -> None:
    held = group(Membership(AN, since=MAY))

    assert held.without_person(AN, since).members == left


def test_who_left_before_is_not_brought_back_by_leaving_again() -> None:
    held = group(Membership(AN, until=MAY))

    assert held.without_person(AN, JULY) == held


def test_a_deputy_scores_the_people_of_the_fields_they_lead_and_of_no_other() -> None:
    fields = [
        group(Membership(AN, Part.DEPUTY), Membership(BINH), kind=GroupKind.FIELD),
        group(Membership(CHI), kind=GroupKind.FIELD, name="Chưa có cấp phó"),
    ]

    assert led_on(fields, AN, JULY) == {BINH}
    assert led_on(fields, BINH, JULY) == set()
    assert led_on(fields, None, JULY) == set()


def test_where_no_field_has_a_deputy_nobody_is_bound() -> None:
    assert led_on([group(Membership(AN), kind=GroupKind.FIELD)], AN, JULY) is None
    assert led_on([group(Membership(AN))], AN, JULY) is None


def test_fields_and_groups_of_similar_tasks_are_told_apart() -> None:
    both = [group(Membership(AN)), group(Membership(AN), kind=GroupKind.FIELD, name="Nội vụ")]

    assert similar_on(both, JULY) == {AN: "Văn thư"}
    assert fields_on(both, JULY) == {AN: ("Nội vụ",)}
