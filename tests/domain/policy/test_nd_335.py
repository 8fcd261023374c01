"""Decree 335/2025 beyond its worked cases: the quota read both ways, similar tasks, leave, unit and head."""

from decimal import Decimal
from typing import Any

import pytest

from evalapp.domain.policy.cases import try_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import read_policy
from evalapp.usecases.policies import shipped

DECREE = shipped()["nd-335-2025"]
OTHER_READING = """
extends = "nd-335-2025"
code = "nd-335-pnv"
version = 1
unit = "PNV"
[[quota]]
level = "A"
base = "good_without_top"
"""


def months(total: str, *, counting: int = 12, reason: str = "maternity") -> list[dict[str, Any]]:
    return [
        {"period": f"2026-{n:02}"} | ({"total": total} if n <= counting else {"excluded": reason})
        for n in range(1, 13)
    ]


def person(name: str, total: str = "80", form: str = "staff", **more: Any) -> dict[str, Any]:
    return {"id": name, "form": form, "months": months(total), **more}


def year(*cases: dict[str, Any], policy: Policy = DECREE, **group: Any) -> dict[str, Any]:
    answer, is_good = try_document(policy, {"period": "2026", "group": group, "cases": list(cases)})
    assert is_good, answer
    return answer


def levels(answer: dict[str, Any]) -> dict[str, str | None]:
    return {case["id"]: case["level"] for case in answer["cases"]}


def test_a_fifth_of_the_good_counts_the_excellent_among_them() -> None:
    people = [person(f"a{n}", str(95 - n)) for n in range(3)] + [person(f"b{n}") for n in range(7)]

    answer = year(*people)

    assert (answer["quota"][0]["base"], answer["quota"][0]["allowed"]) == (10, 2)
    assert levels(answer)["a2"] == "B"


def test_a_unit_may_read_the_good_without_the_excellent() -> None:
    own = read_policy({"policy.toml": OTHER_READING}, base=DECREE)
    people = [person(f"a{n}", str(95 - n)) for n in range(3)] + [person(f"b{n}") for n in range(7)]

    answer = year(*people, policy=own)
    excepted = year(*people, policy=own, exceptional_decision="12/QĐ-UBND")

    assert (answer["quota"][0]["base"], answer["quota"][0]["allowed"]) == (7, 1)
    assert (excepted["quota"][0]["base"], excepted["quota"][0]["allowed"]) == (7, 1)
    assert [levels(answer)[name] for name in ("a0", "a1")] == ["A", "B"]


def test_the_share_holds_in_each_group_of_similar_tasks_at_once() -> None:
    people = [person(f"x{n}", str(95 - n), similar="x") for n in range(5)]
    people += [person(f"y{n}", similar="y") for n in range(5)]

    answer = year(*people)

    assert [(line["similar"], line["allowed"]) for line in answer["quota"]] == [(None, 2), ("x", 1), ("y", 1)]
    assert [name for name, level in levels(answer).items() if level == "A"] == ["x0"]


@pytest.mark.parametrize(
    ("counting", "reason", "outcome"),
    [
        (6, "Nghỉ không hưởng lương", (True, None)),
        (5, "Nghỉ không hưởng lương", (False, "UNDER-6")),
        (5, "MATERNITY", (True, None)),
        (1, "nghỉ thai sản", (True, None)),
        (1, "Nghỉ ốm", (True, None)),
    ],
)
def test_leave_by_the_social_insurance_is_time_served_and_other_leave_is_not(
    counting: int, reason: str, outcome: tuple[bool, str | None]
) -> None:
    someone = {"id": "an", "form": "staff", "months": months("80", counting=counting, reason=reason)}

    (case,) = year(someone)["cases"]

    assert case["total"] == "80"
    assert (case["rated"], case["reason"]) == outcome


def test_absence_past_six_months_counts_unless_it_is_sick_or_maternity_leave() -> None:
    away = person("an", facts={"absent_months": 7, "worked_months": 6})
    ill = person("binh", facts={"absent_months": 7, "worked_months": 5, "excused_months": 7})

    rated = {case["id"]: case["rated"] for case in year(away, ill)["cases"]}

    assert rated == {"an": False, "binh": True}


def test_a_head_waits_for_the_unit_whose_conditions_fit_no_level() -> None:
    facts = {"tasks_done": "90", "tasks_on_time": "90", "tasks_exceeded": "0"}
    unit = {"id": "unit", "form": "collective", "points": {"I": 30, "II": 60}, "facts": facts}

    answer = year(unit, person("head", "95", form="head"))

    assert {case["id"]: (case["rated"], case["level"], case["reason"]) for case in answer["cases"]} == {
        "unit": (True, None, "no_level"),
        "head": (False, None, "missing_fact"),
    }


def test_the_mean_of_the_months_cites_its_own_article() -> None:
    (case,) = year(person("an"))["cases"]

    assert [entry["cites"] for entry in case["trace"] if entry["step"] == "mean"] == [
        "NĐ 335/2025/NĐ-CP, Điều 17.3, Điều 11.2"
    ]


def test_the_lowest_level_of_a_year_proposes_what_article_23_says() -> None:
    (case,) = year(person("an", "40"))["cases"]

    assert [(rule["kind"], rule["cites"]) for rule in case["proposals"]] == [
        ("review", "NĐ 335/2025/NĐ-CP, Điều 23.3.đ")
    ]


def test_a_unit_without_a_period_is_rated_for_the_year_that_its_form_is_for() -> None:
    facts = {"tasks_done": 100, "tasks_on_time": 100, "tasks_exceeded": 30}
    unit = {"id": "unit", "form": "collective", "points": {"I": 30, "II": 60}, "facts": facts}

    answer, _ = try_document(DECREE, {"cases": [unit]})

    assert (answer["cases"][0]["level"], answer["cases"][0]["total"]) == ("A", "90")


def test_the_ten_rows_of_the_general_criteria_add_up_to_thirty() -> None:
    for code in ("head", "deputy", "staff"):
        form = DECREE.form(code)
        assert form is not None
        rows = [row.maximum or Decimal(0) for row in form.leaves if row.code.startswith("I.")]
        assert (len(rows), sum(rows)) == (10, 30)
        assert sorted(set(rows)) == [Decimal("2.5"), Decimal(5)]
