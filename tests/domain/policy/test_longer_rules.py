"""Longer periods by rules of a unit's own: what a missing month does, what the levels of months decide."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Case, Policy, Rating
from evalapp.domain.policy.work_done import MonthTotal
from evalapp.usecases.policies import shipped

YEAR = Period.parse("2020")
_SOURCE = {"document": "Quy chế của đơn vị", "standing": "unit"}


def own(rule: Mapping[str, Any], *gates: Mapping[str, Any]) -> Policy:
    document = shipped()["hn-3814-2018"].document
    kept = [each for each in document["aggregation"] if each["period"] != "year"]
    said = {"period": "year", "source": _SOURCE, **rule}
    return policy_from_document(
        {**document, "version": 2, "aggregation": [*kept, said], "gate": [*document.get("gate", ()), *gates]}
    )


def year(policy: Policy, *levels: str | None, total: str = "92") -> Rating:
    months = tuple(
        MonthTotal(Period(2020, number), None if level is None else Decimal(total), level=level)
        for number, level in enumerate(levels, start=1)
    )
    return rate(policy, Case("an", "staff", months=months), YEAR)


@pytest.mark.parametrize("code", ["hn-3814-2018", "hn-1841-2021", "hcm-20-2024"])
def test_a_text_that_gives_no_rule_for_the_year_leaves_it_to_the_unit(code: str) -> None:
    policy = shipped()[code]

    unset = {str(each.period): (each.rule, str(each.source.standing)) for each in policy.aggregations}
    assert unset["year"] == (None, "default")
    with pytest.raises(UserError, match="does not say how"):
        year(policy, "A")


@pytest.mark.parametrize(
    ("missing", "total", "reason"),
    [("unrated", None, "month_missing"), ("skip", "92", None), ("zero", "84.33", None)],
)
def test_a_missing_month_does_what_the_rule_says(missing: str, total: str | None, reason: str | None) -> None:
    policy = own({"rule": "mean_of_rated", "missing": missing})

    rating = year(policy, *["A"] * 11, None)

    assert (rating.total, rating.reason) == (None if total is None else Decimal(total), reason)
    if rating.total is not None:
        assert sum(step.amount for step in rating.trace if step.amount is not None) == rating.total


ANY_D = {
    "code": "ANY-D",
    "label": "Có tháng loại D thì cả năm không quá loại B",
    "do": "cap",
    "level": "B",
    "periods": ["year"],
    "when": {"fact": "month_levels", "test": "includes", "value": "D"},
    "source": _SOURCE,
}
EIGHT_A = {
    "code": "EIGHT-A",
    "label": "Dưới 8 tháng loại A thì cả năm không quá loại B",
    "do": "cap",
    "level": "B",
    "periods": ["year"],
    "when": {"fact": "months_at_top", "test": "below", "value": 8},
    "source": _SOURCE,
}


@pytest.mark.parametrize(
    ("levels", "level", "reason"),
    [
        (["A"] * 8 + ["B"] * 4, "A", None),
        (["A"] * 7 + ["B"] * 5, "B", "EIGHT-A"),
        (["A"] * 11 + ["D"], "B", "ANY-D"),
    ],
)
def test_the_levels_of_the_months_decide_with_the_mean(
    levels: list[str], level: str, reason: str | None
) -> None:
    policy = own({"rule": "mean_of_rated"}, ANY_D, EIGHT_A)

    rating = year(policy, *levels)

    assert (rating.level_by_points, rating.level, rating.reason) == ("A", level, reason)
