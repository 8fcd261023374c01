"""A second, independently written rating agrees with the engine on random cases of every shipped regime."""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.policy.cases import try_document
from evalapp.usecases.policies import shipped
from tests.domain.policy import slow
from tests.domain.policy.many import many
from tests.domain.policy.random_cases import document, grouped_year_of_335, score_of_335, year_of_335


def outcome(case: Mapping[str, Any]) -> slow.Outcome:
    total = None if case["total"] is None else int(Decimal(case["total"]) * 100)
    return case["rated"], total, case["level_by_points"], case["level"]


def rated(code: str, given_document: dict[str, Any]) -> dict[str, Any]:
    answer, is_good = try_document(shipped()[code], given_document)
    assert is_good, answer
    return answer


@pytest.mark.parametrize("code", sorted(slow.ONE_BY_ONE))
@given(seed=st.integers(0, 10**9))
@many(150)
def test_a_second_rating_agrees_case_by_case(code: str, seed: int) -> None:
    asked = document(code, seed)

    answer = rated(code, asked)

    expected = {case["id"]: slow.ONE_BY_ONE[code](case) for case in asked["cases"]}
    assert {case["id"]: outcome(case) for case in answer["cases"]} == expected


@given(seed=st.integers(0, 10**9))
@many(250)
def test_a_second_rating_agrees_on_a_unit_s_year(seed: int) -> None:
    asked = year_of_335(seed)

    answer = rated("nd-335-2025", asked)

    expected = slow.decree_335_year(asked)
    assert {case["id"]: outcome(case) for case in answer["cases"]} == expected
    tied = {case["id"] for case in answer["cases"] if case["reason"] == "tie"}
    assert set(answer["quota"][0]["ties"]) == tied


@given(seed=st.integers(0, 10**9))
@many(150)
def test_a_second_rating_agrees_on_a_year_in_groups_of_similar_tasks(seed: int) -> None:
    asked = grouped_year_of_335(seed)

    answer = rated("nd-335-2025", asked)

    assert {case["id"]: outcome(case) for case in answer["cases"]} == slow.decree_335_grouped_year(asked)


@given(seed=st.integers(0, 10**9))
@many(150)
def test_a_second_rating_agrees_on_quarters_and_half_years(seed: int) -> None:
    asked, numbers = score_of_335(seed)

    answer = rated("nd-335-2025", asked)

    expected = {case["id"]: slow.decree_335_score(case, numbers) for case in asked["cases"]}
    assert {case["id"]: outcome(case) for case in answer["cases"]} == expected
    assert answer["quota"] == []


@given(seed=st.integers(0, 10**9))
@many(150)
def test_with_ties_and_groups_no_line_gives_more_places_than_it_has(seed: int) -> None:
    asked = year_of_335(seed)
    dice = Random(seed)
    for case in asked["cases"]:
        if case["form"] != "collective":
            case["similar"] = dice.choice(["Văn thư", "Một cửa"])

    answer = rated("nd-335-2025", asked)
    ties = [name for line in answer["quota"] for name in line["ties"]]
    asked["group"]["decided"] = list(dict.fromkeys(ties))
    decided = rated("nd-335-2025", asked)

    groups = {case["id"]: case.get("similar") for case in asked["cases"] if case["form"] != "collective"}
    for result in (answer, decided):
        excellent = [c["id"] for c in result["cases"] if c["id"] in groups and c["level"] == "A"]
        for line in result["quota"]:
            held = [name for name in excellent if line["similar"] in (None, groups[name])]
            assert len(held) <= line["allowed"]
    assert all(not line["ties"] for line in decided["quota"])
    assert all(case["reason"] != "tie" for case in decided["cases"])


@pytest.mark.parametrize("code", sorted(slow.ONE_BY_ONE))
@given(seed=st.integers(0, 10**9))
@many(100)
def test_in_every_regime_the_trace_adds_up_and_ends_in_the_level(code: str, seed: int) -> None:
    answer = rated(code, document(code, seed))

    for case in answer["cases"]:
        amounts = [Decimal(entry["amount"]) for entry in case["trace"] if entry["amount"] is not None]
        assert sum(amounts, Decimal(0)) == Decimal(case["total"] or 0)
        assert case["trace"][-1]["level"] == case["level"]
        assert case["total"] is None or 0 <= Decimal(case["total"]) <= 100


@pytest.mark.parametrize("code", sorted(slow.ONE_BY_ONE))
@given(seed=st.integers(0, 10**9))
@many(40)
def test_in_every_regime_nothing_depends_on_the_order_of_the_cases(code: str, seed: int) -> None:
    asked = document(code, seed)

    answer = rated(code, asked)
    turned = rated(code, {**asked, "cases": asked["cases"][::-1]})

    assert turned["cases"][::-1] == answer["cases"]


@given(seed=st.integers(0, 10**9))
@many(150)
def test_more_faults_or_less_done_never_raise_a_month_s_score(seed: int) -> None:
    asked = document("nd-335-2025", seed)
    worse = deepcopy(asked)
    for case in worse["cases"]:
        for product in case["products"][:1]:
            product["quality_failures"] += 1
            product["delays"] += 2
            product["done"] = 0

    before, after = rated("nd-335-2025", asked), rated("nd-335-2025", worse)

    for one, other in zip(before["cases"], after["cases"], strict=True):
        assert other["rated"] is one["rated"]
        assert Decimal(other["total"] or 0) <= Decimal(one["total"] or 0)


@given(seed=st.integers(0, 10**9))
@many(150)
def test_more_deductions_or_a_finding_never_mean_a_better_level(seed: int) -> None:
    asked = document("hcm-20-2024", seed)
    worse = deepcopy(asked)
    for number, case in enumerate(worse["cases"]):
        case["points"]["I.2"] = str(min(Decimal(case["points"].get("I.2", 0)) + 7, Decimal(100)))
        case["facts"] |= {"disciplined": True} if number % 3 == 0 else {}

    before, after = rated("hcm-20-2024", asked), rated("hcm-20-2024", worse)

    for one, other in zip(before["cases"], after["cases"], strict=True):
        assert Decimal(other["total"]) <= Decimal(one["total"])
        assert (other["level"] or "D") >= (one["level"] or "A")


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_unit_of_nobody_is_rated_as_nobody(code: str) -> None:
    assert rated(code, {"cases": []})["cases"] == []
