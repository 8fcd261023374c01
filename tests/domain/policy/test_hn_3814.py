"""What Hanoi's policy must give, case by case, and against a second, slow and independent rating of it."""

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.people import Category, Role
from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.model import Case, GroupDecision, GroupRating, Kind
from evalapp.usecases.policies import shipped
from tests.domain.policy.many import many
from tests.domain.policy.small import MONTH, case, levels, settled

HANOI = shipped()["hn-3814-2018"]


def whole(name: str, discipline: str, results: str, bonus: str = "0") -> Case:
    return case(name, I=discipline, II=results, III=bonus)


def ordinary(count: int) -> list[Case]:
    return [whole(f"z{n}", "18", "60") for n in range(count)]


def test_every_form_has_its_rows_and_adds_up_to_20_70_and_10() -> None:
    sums = {form.code: [row.maximum for row in form.groups] for form in HANOI.forms}
    scored = {form.code: len(form.leaves) for form in HANOI.forms}

    assert set(map(tuple, sums.values())) == {(20, 70, 10)}
    assert scored == {"head": 21, "deputy": 21, "contract": 13, "staff": 13}
    assert all(row.step == Decimal("0.5") and row.maximum for form in HANOI.forms for row in form.leaves)


@pytest.mark.parametrize(
    ("role", "category", "form"),
    [
        (Role.HEAD, Category.CIVIL_SERVANT, "head"),
        (Role.DEPUTY, Category.PUBLIC_EMPLOYEE, "deputy"),
        (Role.STAFF, Category.CIVIL_SERVANT, "staff"),
        (Role.STAFF, Category.CONTRACT, "contract"),
    ],
)
def test_everybody_has_the_form_of_their_role_and_category(role: Role, category: Category, form: str) -> None:
    found = HANOI.form_for(role, category)

    assert found is not None
    assert found.code == form


@pytest.mark.parametrize(
    ("discipline", "results", "bonus", "total", "level"),
    [
        ("20", "70", "0", "90", "A"),
        ("19.5", "70", "0", "89.5", "B"),
        ("20", "50", "0", "70", "B"),
        ("19.5", "50", "0", "69.5", "C"),
        ("20", "30", "0", "50", "C"),
        ("20", "29.5", "0", "49.5", "D"),
        ("20", "70", "10", "100", "A"),
        ("0", "0", "0", "0", "D"),
    ],
)
def test_the_bands_by_points(discipline: str, results: str, bonus: str, total: str, level: str) -> None:
    rating = rate(HANOI, whole("an", discipline, results, bonus), MONTH)

    assert (rating.total, rating.level_by_points) == (Decimal(total), level)


def test_thirty_percent_of_thirteen_rated_are_three() -> None:
    good = [whole(f"a{n}", "20", "70", str(5 - n)) for n in range(4)]

    group = settled(HANOI, good + ordinary(9))

    assert [name for name, level in levels(group).items() if level == "A"] == ["a0", "a1", "a2"]
    assert (group.quota[0].base, group.quota[0].allowed, group.quota[0].over) == (13, 3, ("a3",))
    assert group.ratings[3].reason == "quota"


def test_an_exception_takes_forty_percent_of_the_staff_even_of_those_not_scored() -> None:
    good = [whole(f"a{n}", "20", "70", str(5 - n)) for n in range(3)]
    rest = [case("u1", I="18"), Case("u2", "staff", unrated="Nghỉ thai sản")]

    plain = settled(HANOI, good + rest)
    exceptional = settled(HANOI, good + rest, exception="12/QĐ-UBND")

    assert [plain.quota[0].allowed, exceptional.quota[0].allowed] == [0, 2]
    assert list(levels(exceptional).values()) == ["A", "A", "B", None, None]


def test_equals_at_the_line_wait_for_a_person() -> None:
    group = settled(HANOI, [whole("a", "20", "70", "2"), whole("b", "20", "70", "2"), *ordinary(3)])

    assert (levels(group)["a"], levels(group)["b"], group.quota[0].ties) == (None, None, (("a", "b"),))
    assert {rating.reason for rating in group.ratings} == {"tie", None}


def test_naming_who_goes_first_settles_a_tie() -> None:
    group = settled(HANOI, [whole("a", "20", "70", "2"), whole("b", "20", "70", "2"), *ordinary(3)], "b")

    assert (levels(group)["a"], levels(group)["b"], group.quota[0].ties, group.quota[0].over) == (
        "B",
        "A",
        (),
        ("a",),
    )


def test_three_equals_for_two_places_stay_tied_for_the_place_that_one_name_leaves() -> None:
    equals = [whole(name, "20", "70", "2") for name in "abc"]

    group = settled(HANOI, equals + ordinary(4), "c")

    assert (levels(group)["c"], group.quota[0].ties, group.quota[0].over) == ("A", (("a", "b"),), ())


def test_more_names_than_places_take_them_in_the_order_named() -> None:
    equals = [whole(name, "20", "70", "2") for name in "abc"]

    group = settled(HANOI, equals + ordinary(1), "c", "a")

    assert [levels(group)[name] for name in "abc"] == ["B", "B", "A"]


def test_whoever_comes_after_a_tie_that_fills_the_places_is_over() -> None:
    equals = [whole(name, "20", "70", "2") for name in "ab"]

    group = settled(HANOI, [*equals, whole("later", "20", "70", "1"), *ordinary(1)])

    assert (levels(group)["later"], group.quota[0].over) == ("B", ("later",))


def test_equal_totals_go_by_the_points_for_results() -> None:
    group = settled(HANOI, [whole("a", "20", "69", "3"), whole("b", "19", "70", "3"), *ordinary(3)])

    assert (levels(group)["a"], levels(group)["b"]) == ("B", "A")


@pytest.mark.parametrize("first", [("z1",), ("nobody",), ("a", "a")])
def test_a_name_that_is_in_no_tie_is_refused(first: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        settled(HANOI, [whole("a", "20", "70", "2"), whole("b", "20", "70", "2"), *ordinary(3)], *first)


def test_an_exception_is_no_way_around_a_policy_without_one() -> None:
    group = settled(HANOI, [], exception=None)

    assert (group.ratings, group.quota[0].base, group.quota[0].allowed) == ((), 0, 0)


def test_one_person_alone_cannot_be_excellent_within_thirty_percent() -> None:
    assert levels(settled(HANOI, [whole("a", "20", "70", "9")])) == {"a": "B"}


def test_somebody_disciplined_competes_for_no_place() -> None:
    disciplined = case("a", {"disciplined": True}, I="20", II="70", III="9")

    group = settled(HANOI, [disciplined, whole("b", "20", "70", "1"), *ordinary(2)])

    assert (levels(group)["a"], levels(group)["b"], group.quota[0].base) == ("D", "A", 4)


def test_a_row_that_is_not_scored_is_no_zero() -> None:
    rating = rate(HANOI, case(I="20", II_2="50"), MONTH)

    assert (rating.rated, rating.total, rating.level, rating.reason) == (False, None, None, "not_scored")
    assert rating.missing == tuple(f"II.1.{n}" for n in range(1, 10))


def test_an_empty_bonus_claims_nothing() -> None:
    assert rate(HANOI, case(I="20", II="60"), MONTH).total == 80


def test_a_person_s_reason_leaves_somebody_unrated() -> None:
    rating = rate(HANOI, Case("a", "staff", unrated="Nghỉ thai sản"), MONTH)

    assert (rating.rated, rating.level, rating.reason) == (False, None, "Nghỉ thai sản")


def test_the_same_person_twice_is_refused() -> None:
    with pytest.raises(UserError, match="given twice"):
        settled(HANOI, [whole("a", "1", "1"), whole("a", "1", "1")])


# A second rating of the same regulation, written from the regulation and sharing nothing with the engine.

FORMS = {
    form.code: [(row.code, row.maximum or Decimal(0), row.kind) for row in form.leaves]
    for form in HANOI.forms
}


def slow_total(person: Case) -> tuple[int, int] | None:
    """Half-points in all and in the results group, or None where something is not scored."""
    halves: dict[str, int] = {}
    for code, _, kind in FORMS[person.form]:
        points = person.points.get(code)
        if points is None and kind is not Kind.BONUS:
            return None
        top = code.split(".", maxsplit=1)[0]
        halves[top] = halves.get(top, 0) + int((points or 0) * 2)
    return sum(halves.values()), halves["II"]


def slow_levels(people: Sequence[Case], first: Sequence[str]) -> dict[str, str | None]:
    """Everybody's level: bands, discipline, then thirty percent of those rated, one after another."""
    totals = {person.id: slow_total(person) for person in people}
    outcome: dict[str, str | None] = {}
    for person in people:
        total = totals[person.id]
        if total is None:
            outcome[person.id] = None
        elif person.facts.get("disciplined"):
            outcome[person.id] = "D"
        else:
            outcome[person.id] = (
                "A" if total[0] >= 180 else "B" if total[0] >= 140 else "C" if total[0] >= 100 else "D"
            )
    places = 3 * sum(total is not None for total in totals.values()) // 10
    excellent = {name for name, level in outcome.items() if level == "A"}
    for name in sorted(excellent):
        ahead = sum((totals[other] or (0, 0)) > (totals[name] or (0, 0)) for other in excellent)
        equals = [other for other in excellent if totals[other] == totals[name]]
        free = places - ahead
        chosen = [other for other in first if other in equals]
        if free >= len(equals) or name in chosen[: max(free, 0)]:
            outcome[name] = "A"
        elif free <= len(chosen):
            outcome[name] = "B"
        else:
            outcome[name] = None
    return outcome


def random_group(seed: int) -> list[Case]:
    """People of all forms, many of them near and at the line."""
    dice = random.Random(seed)
    people: list[Case] = []
    for number in range(dice.randint(0, 24)):
        form = dice.choice(list(FORMS))
        lost = dice.choice([0, 0, 0, 1, 2, 8])
        points = {code: most for code, most, _ in FORMS[form]}
        points["III"] = Decimal(dice.randint(0, 4)) / 2
        for _ in range(lost):
            code = dice.choice(list(points))
            points[code] = max(points[code] - Decimal(dice.randint(1, 30)) / 2, Decimal(0))
        if dice.random() < 0.1:
            del points[dice.choice([code for code in points if code != "III"])]
        if dice.random() < 0.2:
            del points["III"]
        people.append(Case(f"p{number:02}", form, points, facts={"disciplined": dice.random() < 0.05}))
    return people


def decided_for(people: Sequence[Case], seed: int) -> tuple[GroupRating, tuple[str, ...]]:
    """The group with some of its ties decided."""
    dice = random.Random(seed)
    open_ties = [name for tie in settled(HANOI, list(people)).quota[0].ties for name in tie]
    dice.shuffle(open_ties)
    first = tuple(open_ties[: dice.randint(0, len(open_ties))])
    return rate_group(HANOI, MONTH, people, GroupDecision(decided=first)), first


@given(st.integers())
@many(300)
def test_a_second_independent_rating_agrees(seed: int) -> None:
    people = random_group(seed)

    group, first = decided_for(people, seed)

    assert levels(group) == slow_levels(people, first)
    totals = [slow_total(person) for person in people]
    assert [rating.total for rating in group.ratings] == [
        None if t is None else Decimal(t[0]) / 2 for t in totals
    ]


@given(st.integers())
@many(150)
def test_what_holds_for_every_group(seed: int) -> None:
    people = random_group(seed)
    shuffled = random.Random(seed).sample(people, len(people))

    group, first = decided_for(people, seed)
    again = rate_group(HANOI, MONTH, shuffled, GroupDecision(decided=first))

    line = group.quota[0]
    excellent = [rating for rating in group.ratings if rating.level == "A"]
    tied = sum(map(len, line.ties))
    assert {rating.id: rating for rating in again.ratings} == {rating.id: rating for rating in group.ratings}
    assert again.quota == group.quota
    assert line.allowed is not None
    assert len(excellent) <= line.allowed
    assert len(excellent) == min(line.allowed, len(excellent) + len(line.over)) or tied
    for rating in group.ratings:
        counted = sum((entry.amount for entry in rating.trace if entry.amount is not None), Decimal(0))
        assert counted == (rating.total or 0)
        assert rating.trace[-1].level == rating.level
        assert rating.rated is (rating.total is not None)
        assert rating.total is None or 0 <= rating.total <= 100
        assert all(entry.counts is (entry.amount is not None) for entry in rating.trace)


@given(st.integers(), st.integers(0, 1000))
@many(100)
def test_more_points_never_mean_a_worse_level_by_points(seed: int, pick: int) -> None:
    people = [person for person in random_group(seed) if slow_total(person) is not None]
    person = people[pick % len(people)] if people else whole("a", "1", "1")
    code = list(person.points)[pick % len(person.points)]
    most = next(row.maximum for form in HANOI.forms for row in form.criteria if row.code == code)
    better = Case(
        person.id, person.form, {**person.points, code: max(most or Decimal(0), person.points[code])}
    )

    before, after = rate(HANOI, person, MONTH), rate(HANOI, better, MONTH)

    assert (after.total or 0) >= (before.total or 0)
    assert HANOI.rank(after.level_by_points or "D") <= HANOI.rank(before.level_by_points or "D")
