"""Ties and groups of similar tasks at once, against every order in which equals could come."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from decimal import Decimal
from itertools import groupby, permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.policy.cases import try_document
from evalapp.usecases.policies import shipped
from tests.domain.policy import slow
from tests.domain.policy.many import many
from tests.domain.policy.random_cases import document

GROUPS = ("", "Văn thư", "Một cửa")
_MOST_EQUAL = 4


def tied_year(seed: int) -> dict[str, Any]:
    """A year of staff in groups, up to four of whom are equal where places are few."""
    dice = Random(seed)
    totals = [total for total in (9800, 9500, 9100) for _ in range(dice.randint(0, _MOST_EQUAL))]
    totals += [dice.choice([7000, 8000, 8999]) for _ in range(dice.randint(0, 26))]
    cases = [
        {
            "id": f"p{number:02}",
            "form": "staff",
            **({"similar": group} if (group := dice.choice(GROUPS)) else {}),
            "months": [
                {"period": f"2026-{month:02}", "total": f"{total // 100}.{total % 100:02}"}
                for month in range(1, 13)
            ],
        }
        for number, total in enumerate(totals)
    ]
    dice.shuffle(cases)
    decision = "12/QĐ-UBND" if dice.random() < 0.3 else None
    return {"period": "2026", "group": {"exceptional_decision": decision}, "cases": cases}


def in_every_order(
    competing: Mapping[str, tuple[int, str]], places: Mapping[str, int]
) -> set[frozenset[str]]:
    """Who keeps the level, for each order that equals could come in: one set for each way it may end."""
    ends = {(frozenset[str](), tuple(sorted(places.items())))}
    ranked = sorted(competing.items(), key=lambda each: -each[1][0])
    for _, equals in groupby(ranked, key=lambda each: each[1][0]):
        people = [(name, group) for name, (_, group) in equals]
        ends = {served(order, *end) for order in permutations(people) for end in ends}
    return {kept for kept, _ in ends}


def served(
    order: Iterable[tuple[str, str]], kept: frozenset[str], left: tuple[tuple[str, int], ...]
) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    free = dict(left)
    for name, group in order:
        lines = {"", group}
        if all(free[line] > 0 for line in lines):
            kept |= {name}
            free |= {line: free[line] - 1 for line in lines}
    return kept, tuple(sorted(free.items()))


def expected(asked: Mapping[str, Any]) -> dict[str, str | None]:
    """A where every order ends so, B where none does, and nobody's level where it depends on the order."""
    people = {case["id"]: slow.decree_335_person(case, None) for case in asked["cases"]}
    groups = {case["id"]: case.get("similar") or "" for case in asked["cases"]}
    percent = 25 if asked["group"]["exceptional_decision"] else 20
    good = [name for name, outcome in people.items() if outcome[2] in ("A", "B")]
    places = {
        line: percent * sum(line in ("", groups[name]) for name in good) // 100
        for line in {"", *groups.values()}
    }
    competing = {
        name: (total or 0, groups[name]) for name, (_, total, _, level) in people.items() if level == "A"
    }
    ends = in_every_order(competing, places)
    levels = {name: level for name, (*_, level) in people.items()}
    for name in competing:
        kept = [name in end for end in ends]
        levels[name] = "A" if all(kept) else None if any(kept) else "B"
    return levels


@given(seed=st.integers(0, 10**9))
@many(50)
def test_a_level_waits_exactly_where_it_depends_on_the_order_of_equals(seed: int) -> None:
    asked = tied_year(seed)

    answer, is_good = try_document(shipped()["nd-335-2025"], asked)

    assert is_good
    assert {case["id"]: case["level"] for case in answer["cases"]} == expected(asked)
    waiting = {case["id"] for case in answer["cases"] if case["reason"] == "tie"}
    assert {name for line in answer["quota"] for name in line["ties"]} == waiting


@given(seed=st.integers(0, 10**9))
@many(25)
def test_naming_everybody_who_waits_ends_as_that_order_would(seed: int) -> None:
    asked = tied_year(seed)
    first, _ = try_document(shipped()["nd-335-2025"], asked)
    waiting = list(dict.fromkeys(name for line in first["quota"] for name in line["ties"]))
    asked["group"]["decided"] = waiting

    answer, is_good = try_document(shipped()["nd-335-2025"], asked)

    assert is_good
    asked["group"].pop("decided")
    kept = frozenset(case["id"] for case in answer["cases"] if case["level"] == "A")
    people = {case["id"]: slow.decree_335_person(case, None) for case in asked["cases"]}
    groups = {case["id"]: case.get("similar") or "" for case in asked["cases"]}
    percent = 25 if asked["group"]["exceptional_decision"] else 20
    good = [name for name, outcome in people.items() if outcome[2] in ("A", "B")]
    places = {
        line: percent * sum(line in ("", groups[name]) for name in good) // 100
        for line in {"", *groups.values()}
    }
    competing = {
        name: (total or 0, groups[name]) for name, (_, total, _, level) in people.items() if level == "A"
    }
    assert kept in in_every_order(competing, places)


@pytest.mark.parametrize("code", ["hcm-20-2024", "hn-1841-2021", "nd-335-2025"])
@given(seed=st.integers(0, 10**9))
@many(25)
def test_a_point_more_never_means_a_lower_total_or_level_among_those_that_are_known(
    code: str, seed: int
) -> None:
    asked = document(code, seed)
    better = deepcopy(asked)
    for case in better["cases"]:
        for row, most in (("I", 20), ("III", 10)):
            given_points = case["points"].get(row)
            if given_points is not None and Decimal(given_points) + 1 <= most:
                case["points"][row] = str(Decimal(given_points) + 1)

    before, _ = try_document(shipped()[code], asked)
    after, _ = try_document(shipped()[code], better)

    for one, other in zip(before["cases"], after["cases"], strict=True):
        assert Decimal(other["total"] or 0) >= Decimal(one["total"] or 0)
        if "missing_fact" not in (one["reason"], other["reason"]):
            assert (other["level_by_points"] or "D") <= (one["level_by_points"] or "D")


@pytest.mark.parametrize("code", sorted(slow.ONE_BY_ONE))
@given(seed=st.integers(0, 10**9))
@many(20)
def test_one_alone_is_rated_as_among_others_and_rounded_once(code: str, seed: int) -> None:
    asked = document(code, seed)
    together, _ = try_document(shipped()[code], asked)

    for case, among in zip(asked["cases"], together["cases"], strict=True):
        alone, _ = try_document(shipped()[code], {**asked, "cases": [case]})
        [one] = alone["cases"]
        assert (one["total"], one["level_by_points"]) == (among["total"], among["level_by_points"])
        assert sum(step["step"] == "rounding" for step in one["trace"]) <= 1
