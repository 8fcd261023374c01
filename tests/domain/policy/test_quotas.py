"""Quotas of every base and scope, and what follows from losing a place."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.policy.model import Case
from tests.domain.policy.shapes import SCORED_ONLY, SIMILAR
from tests.domain.policy.small import (
    FOUR_LEVELS,
    HEAD,
    case,
    levels,
    policy,
    settled,
)


def test_a_quota_holds_in_the_unit_and_in_each_group_of_similar_tasks_at_once() -> None:
    rules = policy(FOUR_LEVELS + SIMILAR)
    people = [
        Case(f"x{n}", "staff", {"I": Decimal(30), "II": Decimal(69 - n)}, similar="x") for n in range(4)
    ]
    people += [
        Case(f"y{n}", "staff", {"I": Decimal(30), "II": Decimal(62 - n)}, similar="y") for n in range(2)
    ]

    group = settled(rules, people)

    assert [rating.id for rating in group.ratings if rating.level == "A"] == ["x0", "x1", "y0"]
    assert [(line.similar, line.base, line.allowed) for line in group.quota] == [
        ("", 6, 3),
        ("x", 4, 2),
        ("y", 2, 1),
    ]


def test_a_tie_inside_a_similar_group_keeps_its_places_in_the_unit() -> None:
    rules = policy(FOUR_LEVELS + SIMILAR)
    people = [Case(f"x{n}", "staff", {"I": Decimal(30), "II": Decimal(69)}, similar="x") for n in range(4)]
    people += [Case(f"y{n}", "staff", {"I": Decimal(30), "II": Decimal(62)}, similar="y") for n in range(2)]

    group = settled(rules, people)

    assert [line.ties for line in group.quota] == [(), (("x0", "x1", "x2", "x3"),), (("y0", "y1"),)]
    assert {rating.reason for rating in group.ratings} == {"tie"}


@pytest.mark.parametrize(("base", "allowed"), [("good", 1), ("good_without_top", 0), ("staff", 2)])
def test_the_base_of_a_quota_is_counted_before_settlement(base: str, allowed: int) -> None:
    rules = policy(FOUR_LEVELS + f'[[quota]]\nlevel = "A"\npercent = 20\nbase = "{base}"\n')
    people = [case(f"a{n}", I="30", II="65") for n in range(4)] + [
        case(f"b{n}", I="30", II="45") for n in range(3)
    ]
    people += [case(f"c{n}", I="30", II="25") for n in range(2)] + [case("u", I="30")]

    assert [line.allowed for line in settled(rules, people).quota] == [allowed]


def test_a_quota_that_only_warns_takes_no_level_away() -> None:
    rules = policy(FOUR_LEVELS + '[[quota]]\nlevel = "A"\npercent = 50\nbase = "rated"\nblocks = false\n')
    people = [
        case("a", I="30", II="65"),
        case("b", I="30", II="64"),
        case("c", I="30", II="64"),
        case("d", I="30", II="63"),
    ]

    group = settled(rules, people)

    assert {rating.level for rating in group.ratings} == {"A"}
    assert (group.quota[0].over, group.quota[0].ties) == (("d",), (("b", "c"),))


def test_a_quota_whose_percent_is_not_known_limits_nobody() -> None:
    rules = policy(FOUR_LEVELS + '[[quota]]\nlevel = "A"\nbase = "rated"\n')

    group = settled(rules, [case("a", I="30", II="65")])

    assert (group.ratings[0].level, group.quota[0].allowed, group.quota[0].percent) == ("A", None, None)


def test_losing_one_level_means_competing_for_the_next() -> None:
    one = '[[quota]]\nlevel = "{}"\npercent = {}\nbase = "rated"\n'
    quotas = one.format("A", 0) + one.format("B", 50)
    people = [case("a", I="30", II="65"), case("b", I="30", II="55")]

    group = settled(policy(FOUR_LEVELS + quotas), people)

    assert [rating.level for rating in group.ratings] == ["B", "C"]


def test_a_score_only_period_has_no_quota() -> None:
    rules = policy(
        FOUR_LEVELS + '[[quota]]\nlevel = "A"\npercent = 0\nbase = "rated"\n', head=HEAD + SCORED_ONLY
    )

    group = settled(rules, [case("a", I="30", II="65")])

    assert (group.quota, group.ratings[0].rated, group.ratings[0].level) == ((), True, None)


def _results(points: int) -> dict[str, Decimal]:
    return {"I": Decimal(30), "II": Decimal(points)}


@given(st.integers())
@settings(max_examples=200)
def test_two_limits_at_once_hold_for_every_group(seed: int) -> None:
    dice = random.Random(seed)
    rules = policy(FOUR_LEVELS + SIMILAR)
    people = [
        Case(f"p{n:02}", "staff", _results(dice.randint(55, 66)), similar=dice.choice("xyz"))
        for n in range(dice.randint(0, 14))
    ]

    group = settled(rules, people)
    again = settled(rules, dice.sample(people, len(people)))

    group_of = {person.id: person.similar for person in people}
    holders = [rating.id for rating in group.ratings if rating.level == "A"]
    for line in group.quota:
        within = [name for name in holders if not line.similar or group_of[name] == line.similar]
        assert len(within) <= (line.allowed or 0)
    totals = {rating.id: rating.total or Decimal(0) for rating in group.ratings}
    for line in group.quota:
        for name in line.over:
            rivals = [other for other in holders if group_of[other] == group_of[name]]
            assert all(totals[other] >= totals[name] for other in rivals)
    assert again.quota == group.quota
    assert levels(again) == levels(group)


def test_an_exception_is_refused_where_the_policy_knows_none() -> None:
    rules = policy(FOUR_LEVELS + '[[quota]]\nlevel = "A"\npercent = 30\nbase = "rated"\n')

    with pytest.raises(UserError, match="knows no exception from its quota of A"):
        settled(rules, [case("a", I="30", II="65")], exception="12/QĐ-UBND")


def test_an_exception_from_a_quota_that_is_not_known_limits_nobody_and_refuses_nothing() -> None:
    rules = policy(FOUR_LEVELS + '[[quota]]\nlevel = "A"\nbase = "rated"\n')

    group = settled(rules, [case("a", I="30", II="65")], exception="12/QĐ-UBND")

    assert group.ratings[0].level == "A"
    assert (group.quota[0].allowed, group.quota[0].exceptional) == (None, False)
