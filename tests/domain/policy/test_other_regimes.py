"""Regimes that do not ship, written as data only: the engine carries them without a line of code for them."""

from pathlib import Path
from typing import Any

import pytest

from evalapp.domain.policy.cases import try_document
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_policy
from tests.domain.policy.small import FOUR_LEVELS, TWO_GROUPS, policy

REGIMES = sorted(path.parent for path in (Path(__file__).parent / "regimes").glob("*/policy.toml"))


def regime(name: str) -> Policy:
    folder = next(folder for folder in REGIMES if folder.name == name)
    return read_policy({file.name: file.read_text("utf-8") for file in folder.glob("*.toml")})


def rated(of: Policy, period: str, *cases: dict[str, Any]) -> dict[str, Any]:
    answer, is_good = try_document(of, {"period": period, "cases": list(cases)})
    assert is_good, answer
    return answer


@pytest.mark.parametrize("name", [folder.name for folder in REGIMES])
def test_a_regime_written_as_data_comes_out_as_its_examples_say(name: str) -> None:
    assert regime(name).code == name


@pytest.mark.parametrize("name", [folder.name for folder in REGIMES])
def test_a_regime_frozen_into_a_month_reads_back_the_same(name: str) -> None:
    of = regime(name)

    assert policy_from_document(of.document) == of


def test_a_quota_that_only_warns_says_who_is_past_it() -> None:
    people = [{"id": f"p{n}", "form": "staff", "points": {"I": 30, "II": 65 - n}} for n in range(5)]

    answer = rated(regime("province"), "2026-06", *people)

    assert [case["level"] for case in answer["cases"]] == ["A"] * 5
    assert answer["quota"][0]["over"] == ["p1", "p2", "p3", "p4"]


@pytest.mark.parametrize(
    ("facts", "proposed"),
    [
        ({"tasks_done": 50, "previous_levels": ["D", "A"]}, ["REPLACE"]),
        ({"tasks_done": 50, "previous_levels": ["A", "D"]}, []),
        ({"tasks_done": 50}, []),
        ({}, ["PRAISE"]),
    ],
)
def test_two_quarters_in_a_row_at_the_lowest_level_propose_a_review(
    facts: dict[str, Any], proposed: list[str]
) -> None:
    person = {"id": "an", "form": "staff", "points": {"I": 30, "II": 60}, "facts": facts}

    (case,) = rated(regime("quarterly"), "2026-Q2", person)["cases"]

    assert [proposal["code"] for proposal in case.get("proposals", [])] == proposed


def test_what_is_proposed_for_one_form_is_not_for_another() -> None:
    deputy = {"id": "an", "form": "deputy", "points": {"I": 30, "II": 60}}

    (case,) = rated(regime("quarterly"), "2026-Q2", deputy)["cases"]

    assert (case["level"], "proposals" in case) == ("A", False)


@pytest.mark.parametrize(
    ("main", "form", "words"),
    [
        ("[[level.further]]\nforms = ['head']\n", "", "level 4, further 1, when: a table was expected here"),
        ("[[level.further]]\nforms = ['boss']\nwhen = {}\n", "", "this must be one of: head"),
        (
            "[[consequence]]\ncode = 'X'\nlabel = 'x'\nkind = 'prison'\n",
            "",
            "this must be one of: commendation",
        ),
        ("[petition]\ndays = 5\n", "", "answer_working_days: this is missing"),
        ("", 'period = "week"\n', "this must be one of: month"),
    ],
)
def test_what_such_a_regime_says_wrongly_is_refused_in_words(main: str, form: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        policy(FOUR_LEVELS + main, form + TWO_GROUPS)

    assert words in str(refused.value)
