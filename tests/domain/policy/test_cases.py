"""What `policy try` is given and answers."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.policy.cases import try_document
from evalapp.usecases.policies import shipped
from tests.domain.policy.shapes import PRODUCTS, SCORED_ONLY, YEAR_OF_MONTHS
from tests.domain.policy.small import DISCIPLINE, FOUR_LEVELS, HEAD, TWO_GROUPS, policy

HANOI = shipped()["hn-3814-2018"]
AN = {
    "id": "an",
    "form": "staff",
    "category": "civil_servant",
    "points": {"I": "18", "II": "61.5", "III": "0"},
}
BINH = {
    "id": "binh",
    "form": "staff",
    "points": {"I": "20", "II": "68", "III": "4"},
    "facts": {"disciplined": False},
}
MONTHLY = policy(YEAR_OF_MONTHS, PRODUCTS, head=HEAD + SCORED_ONLY)


def answer(*cases: object, **more: object) -> dict[str, Any]:
    return try_document(HANOI, {"period": "2018-07", "cases": list(cases), **more})[0]


def refusal(case: object) -> str:
    document, is_good = try_document(HANOI, {"cases": [AN, case]})
    assert not is_good
    assert document["cases"][0]["level"] == "B"
    return str(document["cases"][1]["refused"])


def test_the_example_of_the_product_s_pages_comes_out_as_written() -> None:
    document, is_good = try_document(
        HANOI, {"period": "2018-07", "group": {"exceptional_decision": None}, "cases": [AN, BINH]}
    )

    shown = [{key: case[key] for key in case if key != "trace"} for case in document["cases"]]
    line = document["quota"][0]
    assert is_good
    assert (document["policy"], document["version"], document["hash"]) == ("hn-3814-2018", 1, HANOI.hash)
    assert {key: line[key] for key in ("level", "base", "allowed", "over", "ties")} == {
        "level": "A",
        "base": 2,
        "allowed": 0,
        "over": ["binh"],
        "ties": [],
    }
    assert shown == [
        {"id": "an", "rated": True, "total": "79.5", "level_by_points": "B", "level": "B", "reason": None},
        {"id": "binh", "rated": True, "total": "92", "level_by_points": "A", "level": "B", "reason": "quota"},
    ]


def test_the_trace_begins_with_the_groups_and_adds_up() -> None:
    trace = answer(AN)["cases"][0]["trace"]

    assert {key: trace[0][key] for key in ("step", "code", "amount", "cites")} == {
        "step": "group",
        "code": "I",
        "amount": "18",
        "cites": "QĐ 3814-QĐ/TU",
    }
    assert trace[-1]["level"] == "B"
    assert json.loads(json.dumps(trace)) == trace


def test_a_bad_case_is_refused_in_its_place_and_counts_in_no_quota() -> None:
    bad = {**AN, "id": "bad", "points": {"I": "20.5"}}

    document = answer(bad, AN, AN)

    assert [case.get("refused", case.get("level")) for case in document["cases"]] == [
        "Row I takes 0 to 20 points in all, not 20.5.",
        "B",
        "“an” is given twice; everybody is rated once.",
    ]
    assert document["cases"][0]["id"] == "bad"
    assert document["quota"][0]["base"] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": {"I": 18.5}}, "a bare decimal number is not exact"),
        ({"points": {"I": True}}, "a bare decimal number is not exact"),
        ({"points": {"I": 10**12}}, "a bare decimal number is not exact"),
        ({"points": {"I": "1e1"}}, "is no number of points"),
        ({"points": {"I": "-1"}}, "takes 0 to 20"),
        ({"points": {"I": "18.25"}}, "goes in steps of 0.5"),
        ({"points": {"III": "10.5"}}, "takes 0 to 10 points"),
        ({"points": {"II.2": "12.25"}}, "goes in steps"),
        ({"points": {"II.2": "44"}, "facts": {"tasks_done": "95"}}, "95% done allows 45 to 50"),
        ({"points": {"IV": "1"}}, "has no row “IV”"),
        ({"points": {"I": "1", "i": "1"}}, "Row I is given twice"),
        ({"points": {"I": "1", "I.1": "1"}}, "Row I.1 is part of I"),
        ({"points": []}, "must be a JSON object"),
        ({"points": [1]}, "must be a JSON object"),
        ({"facts": {"discplined": True}}, "no fact that can be given"),
        ({"facts": {"total": 3}}, "no fact that can be given"),
        ({"facts": {"disciplined": "yes"}}, "is yes or no"),
        ({"facts": {"open_remedies": 1.5}}, "must be a number from 0"),
        ({"facts": {"open_remedies": -1}}, "must be a number from 0"),
        ({"facts": {"open_remedies": True}}, "must be a number from 0"),
        ({"facts": {"open_remedies": 10**30}}, "must be a number from 0"),
        ({"facts": {"worked_months": 13}}, "at most 12"),
        ({"facts": {"previous_levels": ["A", "E"]}}, "one of the levels"),
        ({"form": "collective"}, "no form “collective”"),
        ({"form": None}, "Say with “form” by which form: head, deputy, contract, staff."),
        ({"category": "boss"}, "is no category"),
        ({"months": [{"period": "2018-13"}]}, "is no period"),
        ({"months": [{"period": "2018"}]}, "neither a month, as 2018-07, nor a scored quarter"),
        ({"months": [{"period": "2018-01"}]}, "Months are given for a quarter"),
        ({"months": [{"period": "2018-01", "total": "-1"}]}, "cannot be less than 0"),
        ({"months": 3}, "must be a JSON list"),
        ({"products": [{"assigned": "x"}]}, "is no number of points"),
        ({"products": [{"assigned": -1}]}, "cannot be less than 0"),
        ({"products": [{"delays": "1.5"}]}, "counts whole things"),
        ({"products": [{"delays": 1, "objective_delays": 2}]}, "cannot be more"),
        ({"products": [{"kind": "lost"}]}, "is no kind of work"),
        ({"products": [{"asigned": 1}]}, "is not known here"),
        ({"unrated": ""}, "must be a text"),
        ({"poinst": {}}, "is not known here"),
    ],
)
def test_a_bad_case_is_refused_in_words_and_the_others_are_rated(change: dict[str, Any], words: str) -> None:
    assert words in refusal({**AN, "id": "bad", **change})


@pytest.mark.parametrize(
    "case", [None, 7, "an", [], {"form": "staff"}, {"id": 7, "form": "staff"}, {"id": " "}]
)
def test_a_case_without_an_id_is_refused_too(case: object) -> None:
    assert "must be a" in refusal(case)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "must be a JSON object"),
        ({"cases": 3}, "must be a JSON list"),
        ({}, "has no “cases”"),
        ({"cases": None}, "has no “cases”"),
        ({"case": []}, "is not known here"),
        ({"period": "July"}, "is no period"),
        ({"period": 2018}, "must be a text"),
        ({"group": {"decided": ["an"]}, "cases": [AN]}, "there is nothing to decide"),
        ({"group": {"decided": [7]}}, "must be a text"),
        ({"group": {"exceptional_decision": ""}}, "must be a text"),
        ({"group": {"exception": "x"}}, "is not known here"),
        ({"period": "2018", "cases": [AN]}, "does not say how 2018 is computed"),
    ],
)
def test_a_document_that_is_wrong_as_a_whole_is_refused_as_a_whole(document: object, words: str) -> None:
    answered, is_good = try_document(HANOI, document)

    assert not is_good
    assert words in answered["refused"]
    assert (answered["quota"], answered["cases"]) == ([], [])


def test_ties_are_flat_and_wait_until_somebody_decides() -> None:
    tied = [{**BINH, "id": name} for name in ("x", "y")]
    rest = [{**AN, "id": f"z{n}"} for n in range(2)]

    waiting = answer(*tied, *rest)
    decided = answer(*tied, *rest, group={"decided": ["y"]})

    assert waiting["quota"][0]["ties"] == ["x", "y"]
    assert [(case["level"], case["reason"]) for case in waiting["cases"][:2]] == [
        (None, "tie"),
        (None, "tie"),
    ]
    assert [(case["level"], case["reason"]) for case in decided["cases"][:2]] == [("B", "quota"), ("A", None)]


def test_a_case_that_is_not_scored_names_what_is_missing() -> None:
    case = answer({"id": "an", "form": "staff", "points": {"I": "18", "II.2": None}})["cases"][0]

    assert (case["rated"], case["total"], case["level"], case["reason"]) == (False, None, None, "not_scored")
    assert "II.2" in case["missing"]


def test_products_and_months_reach_the_engine_and_a_period_may_be_absent() -> None:
    product = {
        "coefficient": "1.2",
        "assigned": 8,
        "done": 6,
        "quality_failures": 1,
        "delays": 2,
        "objective_delays": 1,
    }
    month = {"id": "chi", "form": "staff", "points": {"I": "27"}, "products": [product]}
    months = [{"period": f"2026-{n:02}", "total": "88.5"} for n in range(1, 12)]
    year = {"id": "chi", "form": "staff", "months": [*months, {"period": "2026-12", "excluded": "maternity"}]}

    scored, _ = try_document(MONTHLY, {"cases": [month]})
    rated, _ = try_document(MONTHLY, {"period": "2026", "cases": [year]})

    assert (scored["cases"][0]["total"], scored["cases"][0]["rated"], scored["cases"][0]["level"]) == (
        "78.04",
        True,
        None,
    )
    assert (rated["cases"][0]["total"], rated["cases"][0]["level"]) == ("88.5", "B")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CASE_KEYS = st.sampled_from(
    ["id", "form", "category", "points", "facts", "products", "months", "unrated", "similar"]
)


@given(st.lists(st.dictionaries(CASE_KEYS, JSON), max_size=3), JSON)
def test_any_json_is_rated_or_refused_and_never_crashes(cases: list[dict[str, Any]], group: object) -> None:
    document, _ = try_document(policy(FOUR_LEVELS), {"cases": cases, "group": group})

    assert "refused" in document or len(document["cases"]) == len(cases)


CITY = shipped()["hcm-20-2024"]


def city(points: dict[str, str]) -> dict[str, Any]:
    case = {"id": "an", "form": "staff", "points": {"II": "20", "III": "60", **points}}
    return try_document(CITY, {"period": "2024-Q3", "cases": [case]})[0]["cases"][0]


def test_deductions_may_be_given_beside_the_whole_of_their_group() -> None:
    assert city({"I": "20", "I.2": "28"})["total"] == city({"I.1": "20", "I.2": "28"})["total"] == "72"


def test_points_of_a_whole_group_leave_no_room_for_the_rows_inside_it() -> None:
    assert city({"I": "20", "I.1": "20"})["refused"] == "Row I.1 is part of I, and both are given."


def test_a_quota_that_nobody_knows_is_warned_of_and_limits_nobody() -> None:
    person = {"form": "staff", "points": {"I": 20, "II": 70, "III": 5}}
    people = [{**person, "id": name} for name in "ab"]

    document, is_good = try_document(shipped()["hn-1841-2021"], {"period": "2023-05", "cases": people})

    assert is_good
    assert [case["level"] for case in document["cases"]] == ["A", "A"]
    assert (document["quota"][0]["allowed"], document["quota"][0]["percent"]) == (None, None)
    assert document["warnings"] == [
        "The quota of level A is not known: fill it in for your unit. Nobody is limited by it."
    ]


def test_a_case_says_what_its_result_lets_somebody_propose() -> None:
    answered = city({"I": "14.95"})

    assert (answered["total"], answered["level"]) == ("94.95", "A")
    assert answered["proposals"] == [
        {
            "code": "PAY-A",
            "label": "Hưởng thu nhập tăng thêm theo mức hoàn thành xuất sắc nhiệm vụ",
            "kind": "pay",
            "percent": "100",
            "cites": "Quy định chi thu nhập tăng thêm của Thành phố Hồ Chí Minh",
        }
    ]
    assert city({"I": "0", "III": "57"})["proposals"][0]["percent"] == "80"
    assert city({"I": "0", "III": "10"})["proposals"][0]["percent"] == "0"


def test_coefficients_and_amounts_of_work_may_be_finer_than_points() -> None:
    products = [
        {"coefficient": "1.125", "assigned": 8, "done": "7,125"},
        {"coefficient": "0.333333", "assigned": "3", "done": 3},
    ]
    person = {"id": "an", "form": "staff", "points": {"I": 0}, "products": products}

    document, is_good = try_document(MONTHLY, {"cases": [person]})

    assert is_good
    assert document["cases"][0]["total"] == "63.11"


@pytest.mark.parametrize(
    ("period", "months", "words"),
    [
        ("2026", ["2026-01", "2026-01"], "given twice"),
        ("2026", ["2026-01", "2025-12"], "2025-12 is no part of 2026"),
        ("2026-H1", ["2026-07"], "2026-07 is no part of 2026-H1"),
        ("2026-03", ["2026-03"], "Months are given for a quarter"),
    ],
)
def test_a_month_that_would_be_passed_over_is_refused_by_its_case(
    period: str, months: list[str], words: str
) -> None:
    bad = {"id": "bad", "form": "staff", "months": [{"period": month, "total": "80"} for month in months]}
    good = {"id": "good", "form": "staff"}

    document, is_good = try_document(shipped()["nd-335-2025"], {"period": period, "cases": [bad, good]})

    assert not is_good
    assert words in document["cases"][0]["refused"]
    assert document["cases"][1]["rated"] is False


def test_what_is_only_met_or_not_may_be_said_with_true_and_false() -> None:
    school = policy(
        FOUR_LEVELS, TWO_GROUPS + '[[criterion]]\ncode = "DAT"\nlabel = "Đạt"\nkind = "pass_fail"\n'
    )
    met, failed = ({"I": 30, "II": 60, "DAT": said} for said in (True, False))

    document, is_good = try_document(
        school,
        {
            "cases": [
                {"id": "1", "form": "staff", "points": met},
                {"id": "2", "form": "staff", "points": failed},
            ]
        },
    )

    steps = [
        [entry["step"] for entry in case["trace"] if entry["code"] == "DAT"] for case in document["cases"]
    ]
    assert (is_good, steps) == (True, [["passed"], ["failed"]])


COUNTED = """
[[event]]
code = "LATE"
label = "Đi muộn"
criterion = "TRU"
points = 2
repeat = 1.5
cap = 7
entries = ["late"]
[[event]]
code = "VB"
label = "Văn bản sai"
criterion = "I"
percent = 10
needs_document = true
[[bonus_ground]]
code = "SOLUTION"
label = "Sáng kiến"
points = 3
cap = 5
"""
COUNTED_ROWS = TWO_GROUPS + (
    '[[criterion]]\ncode = "TRU"\nlabel = "Trừ"\nkind = "deduction"\nmax = 20\n'
    '[[criterion]]\ncode = "THUONG"\nlabel = "Thưởng"\nkind = "bonus"\nmax = 10\n'
)


@pytest.mark.parametrize(
    ("events", "total", "level"),
    [
        ([{"code": "LATE"}], "93", "A"),
        ([{"code": "late", "times": 2}], "90", "A"),
        ([{"code": "LATE"}, {"code": "late", "times": 8}], "88", "B"),
        ([{"code": "LATE", "breach": "b"}, {"code": "LATE", "breach": "b"}], "93", "A"),
        ([{"code": "LATE", "used": "2026-01"}], "95", "A"),
        ([{"code": "VB", "document": "12"}], "92", "A"),
        ([{"code": "initiative", "times": 4}], "100", "A"),
        ([{"code": "discipline"}], "95", "D"),
        ([{"code": "discipline", "used": "2025"}], "95", "A"),
    ],
)
def test_what_happened_costs_what_the_policy_says_and_a_breach_counts_once(
    events: list[dict[str, Any]], total: str, level: str
) -> None:
    regime = policy(FOUR_LEVELS + DISCIPLINE + COUNTED, COUNTED_ROWS)
    case = {"id": "an", "form": "staff", "points": {"I": 30, "II": 65}, "events": events}

    document, is_good = try_document(regime, {"cases": [case]})

    [rated] = document["cases"]
    amounts = sum(Decimal(entry["amount"]) for entry in rated["trace"] if entry["amount"])
    assert (is_good, rated["total"], rated["level"], amounts) == (True, total, level, Decimal(total))


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"code": "VB"}, "rests on a document"),
        ({"code": "?"}, "neither an event nor a bonus"),
        ({"code": "LATE", "times": 0}, "whole number from 1"),
        ({"code": "LATE", "when": "x"}, "known words"),
        ({}, "“code” must be a text"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_words(event: dict[str, Any], words: str) -> None:
    regime = policy(FOUR_LEVELS + COUNTED, COUNTED_ROWS)
    case = {"id": "an", "form": "staff", "points": {"I": 30, "II": 65}, "events": [event]}

    document, is_good = try_document(regime, {"cases": [case]})

    assert not is_good
    assert words in document["cases"][0]["refused"]
