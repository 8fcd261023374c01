from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.conditions_reading import read_condition
from evalapp.domain.policy.problems import Findings

LEVELS = ("A", "B", "C", "D")
SATISFIED = {"fact": "satisfaction", "test": "at_least", "value": 90}
ON_TIME = {"fact": "on_time", "test": "at_least", "value": 90}


def condition(written: object) -> Condition:
    findings = Findings()
    read = read_condition(written, (), LEVELS, findings)
    assert findings.found == []
    return read


def verdict(written: object, **facts: Any) -> bool | None:
    return condition(written).judge(facts, LEVELS.index)


@pytest.mark.parametrize(
    ("test", "below", "at", "above"),
    [
        ("is", False, True, False),
        ("below", True, False, False),
        ("at_most", True, True, False),
        ("above", False, False, True),
        ("at_least", False, True, True),
    ],
)
def test_numbers_are_compared(test: str, below: object, at: object, above: object) -> None:
    written = {"fact": "on_time", "test": test, "value": "50"}

    outcome = [verdict(written, on_time=Decimal(percent)) for percent in (49, 50, 51)]

    assert outcome == [below, at, above]


@pytest.mark.parametrize(
    ("test", "outcome"),
    [("is", [False, True, False]), ("below", [False, False, True]), ("at_least", [True, True, False])],
)
def test_levels_are_compared_by_rank(test: str, outcome: list[bool]) -> None:
    written = {"fact": "unit_level", "test": test, "value": "B"}

    assert [verdict(written, unit_level=level) for level in ("A", "B", "D")] == outcome


def test_levels_before_are_looked_at_latest_first() -> None:
    twice = {"fact": "previous_levels", "test": "begins_with", "value": ["D", "D"]}
    ever = {"fact": "previous_levels", "test": "includes", "value": "D"}

    assert [verdict(twice, previous_levels=levels) for levels in (("D", "D", "A"), ("D", "A"), ())] == [
        True,
        False,
        False,
    ]
    assert [verdict(ever, previous_levels=levels) for levels in (("A", "D"), ("A",))] == [True, False]


def test_what_is_not_known_makes_a_condition_unknown_only_where_it_matters() -> None:
    both = {"all": [SATISFIED, ON_TIME]}
    either = {"any": [SATISFIED, ON_TIME]}

    assert [verdict(both, on_time=Decimal(10)), verdict(both, on_time=Decimal(95)), verdict(both)] == [
        False,
        None,
        None,
    ]
    assert [verdict(either, on_time=Decimal(10)), verdict(either, on_time=Decimal(95))] == [None, True]
    assert verdict({"not": SATISFIED}) is None


def test_a_condition_names_the_facts_it_misses_once() -> None:
    read = condition({"all": [SATISFIED, {"not": {"any": [ON_TIME, SATISFIED]}}]})

    assert read.unknown({"on_time": Decimal(1)}) == ("satisfaction",)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_a_condition_and_its_contradiction_never_agree(low: int, high: int, seen: int) -> None:
    part = {
        "any": [
            {"fact": "on_time", "test": "at_least", "value": low},
            {"fact": "on_time", "test": "is", "value": high},
        ]
    }
    facts = {"on_time": Decimal(seen)}

    assert verdict(part, **facts) is not verdict({"not": part}, **facts)
    assert verdict(part, **facts) is (seen >= low or seen == high)


def test_a_test_may_say_what_it_comes_to_where_its_fact_is_not_known() -> None:
    lenient = {**SATISFIED, "absent": True}

    assert (verdict(lenient), verdict({**SATISFIED, "absent": False}), verdict(SATISFIED)) == (
        True,
        False,
        None,
    )
    assert verdict(lenient, satisfaction=Decimal(80)) is False
    assert verdict({"fact": "unit_level", "value": "A", "absent": True}) is True


def test_what_is_answered_without_a_fact_asks_nobody_for_it() -> None:
    both = condition({"all": [{**SATISFIED, "absent": True}, ON_TIME]})

    assert both.unknown({}) == ("on_time",)
