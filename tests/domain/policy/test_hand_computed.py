"""Months under Decree 335/2025 worked out by hand from its articles 14 to 18, to the hundredth."""

from typing import Any

import pytest

from evalapp.domain.policy.cases import try_document
from evalapp.usecases.policies import shipped

DECREE = shipped()["nd-335-2025"]
LED = {"subordinate_failed": True, "backlog": True, "internal_conflict": True}


def work(assigned: int | str, done: int | str, coefficient: str = "1", **more: Any) -> dict[str, Any]:
    return {"coefficient": coefficient, "assigned": assigned, "done": done, **more}


@pytest.mark.parametrize(
    ("form", "general", "products", "facts", "total"),
    [
        # a = 7/8; b: (3 - 0.5) x 2 + 1 = 6 of 8; c: 6 + (2 - 0.75) x 0.5 = 6.625 of 8; 30 + 19.625/24 of 70
        ("staff", "30", [work(3, 3, "2", quality_failures=2), work(4, 2, "0.5", delays=3)], {}, "87.24"),
        # six failures of one thing done take it whole and nothing else: a = c = 1/2, b = 0
        ("staff", "30", [work(2, 1, quality_failures=6)], {}, "53.33"),
        # the other line keeps what it has: a = 1, b = c = 1/2
        ("staff", "20", [work(1, 1, quality_failures=8, delays=8), work(1, 1)], {}, "66.67"),
        # handed over: stays assigned, counts as not done whatever is said of it: 6 of 10
        ("staff", "25", [work(4, 2, kind="handed_over"), work(6, 6)], {}, "67"),
        # taken over besides what was assigned: 12 of 10, and a total is at most 100
        ("staff", "30", [work(10, 10), work(0, 2, kind="received")], {}, "100"),
        # ad hoc, three units each, late once: a = b = 9/10, c = 8.25/10
        ("staff", "10", [work(10, 6), work(0, 1, "3", kind="ad_hoc", delays=1)], {}, "71.25"),
        # causes that were confirmed as objective cost nothing
        (
            "staff", "30",
            [work(4, 4, quality_failures=3, delays=2, objective_failures=3, objective_delays=2)], {}, "100",
        ),
        ("staff", "10", [work(3, 1)], {}, "33.33"),
        # a head: a, b, c and d, đ, e at 100 or 50 %
        ("head", "30", [work(5, 5)], {"subordinate_failed": True}, "94.17"),
        # 4/5, 4/5, 3.75/5 and three halves: 3.85 of 6
        ("head", "30", [work(5, 4, delays=1)], LED, "74.92"),
        # 9/10, 8.5/10, 9/10, 1, 1/2, 1: 5.15 of 6
        ("deputy", "24", [work(10, 9, quality_failures=2)], {"backlog": True}, "84.08"),
        ("head", "30", [work(3, 0, kind="handed_over")], {}, "65"),
    ],
)  # fmt: skip
def test_a_month_of_products_comes_out_as_worked_out_by_hand(
    form: str, general: str, products: list[dict[str, Any]], facts: dict[str, Any], total: str
) -> None:
    case = {"id": "an", "form": form, "points": {"I": general}, "products": products, "facts": facts}

    answer, is_good = try_document(DECREE, {"period": "2026-03", "cases": [case]})

    assert is_good
    outcome = answer["cases"][0]
    assert (outcome["rated"], outcome["total"], outcome["level"]) == (True, total, None)
