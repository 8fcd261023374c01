"""People and their positions over time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.people import Birth, Position, Role, found
from evalapp.domain.units import UnitId
from tests import make

days = st.none() | st.dates(date(2018, 1, 1), date(2018, 12, 31))


@st.composite
def positions(draw: st.DrawFn) -> Position:
    since, until = draw(days), draw(days)
    if since and until and until < since:
        since, until = until, since
    return Position(UnitId(draw(st.integers(1, 3))), "Chuyên viên", since=since, until=until)


@pytest.mark.parametrize(
    ("day", "held"),
    [("2018-06-30", False), ("2018-07-01", True), ("2018-07-31", True), ("2018-08-01", False)],
)
def test_a_position_is_held_on_its_first_and_last_day_and_not_outside(day: str, *, held: bool) -> None:
    july = make.position(since="2018-07-01", until="2018-07-31")

    assert july.held_on(date.fromisoformat(day)) is held


def test_a_position_without_days_is_held_always() -> None:
    assert make.position().held_on(date(1950, 1, 1))
    assert make.position().held_on(date(2100, 1, 1))


@given(positions(), positions())
def test_two_positions_overlap_when_there_is_a_day_on_which_both_are_held(
    one: Position, two: Position
) -> None:
    common = [
        day
        for number in range(date(2017, 12, 31).toordinal(), date(2019, 1, 2).toordinal())
        if one.held_on(day := date.fromordinal(number)) and two.held_on(day)
    ]

    assert one.overlaps(two) is bool(common)
    assert two.overlaps(one) is bool(common)


def test_a_move_ends_the_position_before_it_on_the_day_before() -> None:
    here = make.person(make.position(unit=1))

    moved = here.moved_to(make.position(unit=2, since="2018-07-16"))

    assert [(p.unit, p.since, p.until) for p in moved.positions] == [
        (1, None, date(2018, 7, 15)),
        (2, date(2018, 7, 16), None),
    ]


def test_who_moves_is_evaluated_in_one_place_on_every_day() -> None:
    moved = make.person(make.position(unit=1)).moved_to(make.position(unit=2, since="2018-07-16"))

    assert [p.unit for day in (15, 16) if (p := moved.position_on(date(2018, 7, day)))] == [1, 2]


def test_a_move_replaces_a_later_one_that_never_came_about() -> None:
    moved = make.person(make.position(unit=1)).moved_to(make.position(unit=2, since="2018-09-01"))

    again = moved.moved_to(make.position(unit=3, since="2018-08-01"))

    assert [(p.unit, p.until) for p in again.positions] == [(1, date(2018, 7, 31)), (3, None)]


def test_a_move_leaves_what_is_held_besides_alone() -> None:
    besides = make.position(unit=9, evaluated_here=False)
    here = make.person(make.position(unit=1), besides)

    assert besides in here.moved_to(make.position(unit=2, since="2018-07-16")).positions


def test_a_move_without_its_first_day_is_a_bug() -> None:
    with pytest.raises(ValueError, match="first day"):
        make.person(make.position()).moved_to(make.position(unit=2))


def test_nobody_is_evaluated_in_two_positions_on_one_day() -> None:
    with pytest.raises(UserError, match="two positions on the same day") as refused:
        make.person().with_positions([make.position(unit=1), make.position(unit=2, since="2018-07-16")])

    assert refused.value.values == {"name": "Nguyễn Văn An", "code": "NV001"}


def test_a_position_held_besides_may_lie_over_the_evaluated_one() -> None:
    held = make.person().with_positions([make.position(unit=1), make.position(unit=2, evaluated_here=False)])

    on_the_day = held.position_on(date(2018, 7, 31))

    assert on_the_day is not None
    assert on_the_day.unit == 1


def test_who_holds_nothing_evaluated_is_evaluated_nowhere() -> None:
    assert make.person(make.position(evaluated_here=False)).position_on(date(2018, 7, 31)) is None


@given(st.lists(st.integers(1, 365), min_size=1, max_size=6), st.integers(1, 365))
def test_after_any_moves_somebody_is_in_the_place_of_the_last_move_before_a_day(
    moves: list[int], asked: int
) -> None:
    person = make.person(make.position(unit=1))
    for unit, number in enumerate(sorted(set(moves)), start=2):
        since = date(2018, 1, 1).replace(day=1).toordinal() + number - 1
        person = person.moved_to(Position(UnitId(unit), "Chuyên viên", since=date.fromordinal(since)))

    on = person.position_on(date.fromordinal(date(2018, 1, 1).toordinal() + asked - 1))

    assert on is not None
    assert on.unit == 1 + sum(number <= asked for number in set(moves))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("1980-02-28", "1980-02-28", True),
        ("1980-02-28", "1980-03-28", False),
        ("1980-02-28", "1980", True),
        ("1980", "1981", False),
    ],
)
def test_births_may_be_of_one_person_when_nothing_known_differs(one: str, two: str, *, same: bool) -> None:
    assert Birth.parse(one).may_be(Birth.parse(two)) is same
    assert Birth.parse(two).may_be(Birth.parse(one)) is same


@pytest.mark.parametrize("text", ["1980", "1980-02-28"])
def test_a_birth_reads_back_what_it_wrote(text: str) -> None:
    assert str(Birth.parse(text)) == text


def test_a_birth_is_shown_as_offices_write_it() -> None:
    assert Birth.parse("1980-02-28").label == "28/02/1980"
    assert Birth.parse("1980").label == "1980"


def test_people_stand_by_given_name_and_two_of_one_name_by_code() -> None:
    people = [
        make.person(name="Trần Thị Ân", code="NV3"),
        make.person(name="Nguyễn Văn An", code="NV2"),
        make.person(name="Lê Đào", code="NV4"),
        make.person(name="Nguyễn Văn An", code="NV1"),
        make.person(name="Bùi Dũng", code="NV5"),
    ]

    assert [p.code for p in sorted(people, key=lambda p: p.sort_key)] == ["NV1", "NV2", "NV3", "NV5", "NV4"]


@pytest.mark.parametrize("words", ["an nguyen", "NGUYỄN", "nguyễn an", "nv001"])
def test_people_are_found_with_or_without_accents_and_by_code(words: str) -> None:
    people = [make.person(name="Nguyễn Văn An", code="NV001"), make.person(name="Đỗ Thị Bình", code="NV002")]

    assert [p.code for p in found(people, words)] == ["NV001"]


@pytest.mark.parametrize(("words", "codes"), [("an", ["NV1"]), ("uy", ["NV1", "NV2"]), ("van a", ["NV1"])])
def test_a_word_is_looked_for_inside_names_only_where_none_begins_so(words: str, codes: list[str]) -> None:
    people = [make.person(name="Nguyễn Văn An", code="NV1"), make.person(name="Nguyễn Văn Bình", code="NV2")]

    assert [p.code for p in found(people, words)] == codes


def test_d_with_a_stroke_is_found_without_it() -> None:
    assert found([make.person(name="Đỗ Thị Bình")], "do binh")


def test_a_position_is_of_staff_unless_the_role_is_said() -> None:
    assert make.position().role is Role.STAFF
