"""Scores from products, months that have no level, and years made of months."""

from decimal import Decimal
from typing import Any

from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Case
from evalapp.domain.policy.work_done import MonthTotal, Product
from tests.domain.policy.shapes import PRODUCTS, SCORED_ONLY, YEAR_OF_MONTHS
from tests.domain.policy.small import (
    HEAD,
    MONTH,
    policy,
    rated,
)


def _results(
    *products: Product,
    parts: str = '["a", "b", "c"]',
    facts: dict[str, Any] | None = None,
    general: str = "27",
) -> Any:
    rules = policy(YEAR_OF_MONTHS, PRODUCTS.replace('["a", "b", "c"]', parts), head=HEAD + SCORED_ONLY)
    return rate(
        rules, Case("chi", "staff", {"I": Decimal(general)}, products=products, facts=facts or {}), MONTH
    )


def test_a_month_of_products_has_a_score_and_no_level() -> None:
    product = Product(
        Decimal("1.2"), Decimal(8), Decimal(6), quality_failures=1, delays=2, objective_delays=1
    )

    rating = _results(product)

    # a = 6/8, b and c = 5.75/8 each: (6 + 5.75 + 5.75) / 24 of 70 is 51.041666…
    assert (rating.rated, rating.total, rating.level) == (True, Decimal("78.04"), None)
    assert sum(entry.amount for entry in rating.trace if entry.amount is not None) == rating.total


def test_seven_of_ten_done_with_21_common_points_is_exactly_70() -> None:
    assert _results(Product(assigned=Decimal(10), done=Decimal(7)), general="21").total == 70


def test_work_handed_over_stays_assigned_and_leaves_what_was_done() -> None:
    kept = Product(assigned=Decimal(5), done=Decimal(5))
    gone = Product(assigned=Decimal(5), done=Decimal(2), kind="handed_over")

    assert _results(kept, gone, general="0").total == 35


def test_work_received_adds_to_what_was_done_and_the_total_is_capped() -> None:
    own = Product(assigned=Decimal(5), done=Decimal(5))
    extra = Product(assigned=Decimal(9), done=Decimal(5), kind="received")

    assert _results(own, extra).total == 100


def test_faults_never_cost_more_than_was_done() -> None:
    assert _results(
        Product(assigned=Decimal(4), done=Decimal(1), quality_failures=9), general="0"
    ).total == Decimal("11.67")


def test_a_leader_s_parts_fall_to_half_where_a_fact_says_so() -> None:
    product = Product(assigned=Decimal(1), done=Decimal(1))
    parts = '["a", "b", "c", "d", "dd", "e"]'

    whole = _results(product, parts=parts, general="30")
    halved = _results(product, parts=parts, facts={"backlog": True}, general="30")

    assert (whole.total, halved.total) == (100, Decimal("94.17"))


def test_nothing_assigned_is_unrated() -> None:
    rating = _results(Product(done=Decimal(3), kind="ad_hoc"))

    assert (rating.rated, rating.reason, rating.total) == (False, "nothing_assigned", None)


def test_results_given_as_points_stand_for_the_products() -> None:
    rules = policy(YEAR_OF_MONTHS, PRODUCTS, head=HEAD + SCORED_ONLY)

    assert rated(rules, I="20", II="70").total == 90


def _year(*totals: str, excluded: int = 0) -> Any:
    rules = policy(YEAR_OF_MONTHS, PRODUCTS, head=HEAD + SCORED_ONLY)
    months = [MonthTotal(Period(2026, n), Decimal(total)) for n, total in enumerate(totals, start=1)]
    months += [MonthTotal(Period(2026, len(totals) + n), None, "maternity") for n in range(1, excluded + 1)]
    return rate(rules, Case("chi", "staff", months=tuple(months)), Period.parse("2026"))


def test_a_year_is_the_mean_of_its_sealed_months_rounded_once() -> None:
    rating = _year(*["90"] * 11, "89.9")

    assert (rating.total, rating.level) == (Decimal("89.99"), "B")
    assert sum(entry.amount for entry in rating.trace if entry.amount is not None) == rating.total


def test_a_month_that_is_excluded_does_not_count() -> None:
    assert _year(*["95"] * 6, excluded=6).total == 95


def test_a_year_with_a_month_missing_is_not_rated() -> None:
    rating = _year(*["95"] * 11)

    assert (rating.rated, rating.reason, rating.missing) == (False, "month_missing", ("2026-12",))


def test_a_year_of_excluded_months_is_not_rated() -> None:
    assert _year(excluded=12).reason == "no_month_counts"


def test_a_year_may_divide_by_twelve_whatever_counts() -> None:
    rules = policy(YEAR_OF_MONTHS.replace("mean_of_rated", "sum_div_12"), PRODUCTS, head=HEAD + SCORED_ONLY)
    months = tuple(MonthTotal(Period(2026, n), Decimal(96), None if n < 7 else "leave") for n in range(1, 13))

    assert rate(rules, Case("chi", "staff", months=months), Period.parse("2026")).total == 48
