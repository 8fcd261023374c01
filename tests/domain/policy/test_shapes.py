"""The engine carries regimes it was not written for: each test is a small policy of another shape."""

from decimal import Decimal
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.people import Category
from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.model import Case, MonthTotal, Policy, Product
from evalapp.domain.policy.reader import read_policy
from tests.domain.policy.small import (
    DISCIPLINE,
    FOUR_LEVELS,
    HEAD,
    MONTH,
    TWO_GROUPS,
    case,
    policy,
    rated,
    settled,
)

DA_NANG = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 85
[[level]]
code = "B"
label = "Tốt"
min = 80
min_included = false
[[level]]
code = "C"
label = "Còn hạn chế"
min = 70
[[level]]
code = "D"
label = "Không hoàn thành"
"""

SCHOOL = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "G1"
label = "Đạo đức"
kind = "pass_fail"
[[criterion]]
code = "BASE"
label = "Điểm gốc"
max = 100
kind = "deduct_from_full"
[[criterion]]
code = "MINUS"
label = "Điểm trừ"
max = 100
kind = "deduction"
[[criterion]]
code = "PLUS"
label = "Điểm cộng"
max = 10
kind = "bonus"
"""

SCHOOL_LEVELS = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 100
[[level]]
code = "B"
label = "Tốt"
min = 90
[[level]]
code = "C"
label = "Hoàn thành"
min = 80
[[level]]
code = "D"
label = "Không hoàn thành"
[[gate]]
code = "NOT-ALL-MET"
label = "Có tiêu chí chung không đạt"
do = "force"
level = "D"
when = { fact = "failed_criteria", test = "at_least", value = 1 }
"""


def test_in_a_province_discipline_forces_the_lowest_level_whatever_the_total() -> None:
    province = policy(FOUR_LEVELS + DISCIPLINE)

    rating = rated(province, {"disciplined": True}, I="30", II="65")

    assert (rating.total, rating.level_by_points, rating.level, rating.reason) == (
        95,
        "A",
        "D",
        "DISCIPLINED",
    )
    assert [entry.cites for entry in rating.trace if entry.step == "gate"] == ["QĐ 1, Điều 5"]


def test_discipline_that_is_not_known_of_is_none() -> None:
    assert rated(policy(FOUR_LEVELS + DISCIPLINE), I="30", II="65").level == "A"


@pytest.mark.parametrize(
    ("total", "level"),
    [("85", "A"), ("84.75", "B"), ("80.25", "B"), ("80", "C"), ("70", "C"), ("69.75", "D"), ("0", "D")],
)
def test_bands_and_the_side_of_a_boundary_are_data(total: str, level: str) -> None:
    rating = (
        rated(policy(DA_NANG), I="0", II="0") if total == "0" else _rated_at(policy(DA_NANG), Decimal(total))
    )

    assert (rating.total, rating.level) == (Decimal(total), level)


def _rated_at(of: Policy, total: Decimal) -> Any:
    return rated(of, I=str(min(total, Decimal(30))), II=str(total - min(total, Decimal(30))))


@pytest.mark.parametrize(
    ("points", "total", "level"),
    [
        ({"G1": "1", "BASE": "100"}, "100", "A"),
        ({"G1": "1", "BASE": "100", "MINUS": "12.5", "PLUS": "3"}, "90.5", "B"),
        ({"G1": "0", "BASE": "100"}, "100", "D"),
        ({"G1": "1", "BASE": "0", "MINUS": "30"}, "0", "D"),
    ],
)
def test_a_school_counts_down_from_a_hundred_and_every_general_criterion_must_be_met(
    points: dict[str, str], total: str, level: str
) -> None:
    rating = rated(policy(SCHOOL_LEVELS, SCHOOL), None, **points)

    assert (rating.total, rating.level) == (Decimal(total), level)
    assert sum(entry.amount for entry in rating.trace if entry.amount is not None) == rating.total
    assert sum(part or 0 for part in (rating.base, rating.bonus)) - (rating.deduction or 0) == rating.total


DISCIPLINE_GROUP = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "I"
label = "Kỷ luật"
max = 20
[[criterion]]
code = "I.1"
parent = "I"
label = "Chấp hành"
max = 20
[[criterion]]
code = "I.2"
parent = "I"
label = "Điểm trừ"
max = 50
kind = "deduction"
[[criterion]]
code = "II"
label = "Kết quả"
max = 80
"""


@pytest.mark.parametrize(
    ("rule", "total", "group"),
    [
        ("", "75", "0"),
        ('[[deduction]]\ngroup = "I"\noverflow = "drop"\n', "75", "0"),
        ('[[deduction]]\ngroup = "I"\noverflow = "carry"\n', "65", "0"),
        ('[[deduction]]\ngroup = "I"\noverflow = "drop"\ncap = 5\n', "90", "15"),
        ('[[deduction]]\ngroup = "I"\noverflow = "carry"\ncap = 5\n', "65", "15"),
    ],
)
def test_deductions_past_a_group_are_dropped_or_carried_to_the_total(
    rule: str, total: str, group: str
) -> None:
    rating = rated(policy(FOUR_LEVELS + rule, DISCIPLINE_GROUP), I_1="20", I_2="30", II="75")

    assert (rating.total, rating.groups["I"]) == (Decimal(total), Decimal(group))
    assert sum(entry.amount for entry in rating.trace if entry.amount is not None) == rating.total


def test_carried_deductions_never_take_a_total_below_nothing() -> None:
    rule = '[[deduction]]\ngroup = "I"\noverflow = "carry"\n'

    rating = rated(policy(FOUR_LEVELS + rule, DISCIPLINE_GROUP), I_1="20", I_2="50", II="5")

    assert (rating.total, rating.deduction) == (0, 25)


def test_deductions_of_their_own_group_stop_at_their_cap() -> None:
    form = TWO_GROUPS + '[[criterion]]\ncode = "III"\nlabel = "Trừ"\nmax = 50\nkind = "deduction"\n'
    capped = policy(FOUR_LEVELS + '[[deduction]]\ngroup = "III"\noverflow = "drop"\ncap = 10\n', form)

    rating = rated(capped, I="30", II="70", III="40")

    assert (rating.total, rating.deduction) == (90, 10)


SATISFACTION = """
[[gate]]
code = "SATISFACTION-A"
label = "Hài lòng dưới 90 %"
do = "cap"
level = "B"
forms = ["staff"]
when = { fact = "satisfaction", test = "below", value = 90 }
[[gate]]
code = "SATISFACTION-B"
label = "Hài lòng dưới 80 %"
do = "cap"
level = "C"
when = { fact = "satisfaction", test = "below", value = 80 }
"""


@pytest.mark.parametrize(("percent", "level"), [("90", "A"), ("89.9", "B"), ("80", "B"), ("79", "C")])
def test_satisfaction_caps_the_level(percent: str, level: str) -> None:
    rating = rated(policy(FOUR_LEVELS + SATISFACTION), {"satisfaction": Decimal(percent)}, I="30", II="65")

    assert rating.level == level


def test_a_gate_that_needs_an_unknown_percent_leaves_the_case_unrated_naming_it() -> None:
    rating = rated(policy(FOUR_LEVELS + SATISFACTION), I="30", II="65")

    assert (rating.rated, rating.level, rating.reason, rating.missing) == (
        False,
        None,
        "missing_fact",
        ("satisfaction",),
    )
    assert rating.total == 95


def test_a_cap_that_could_change_nothing_needs_no_fact() -> None:
    assert rated(policy(FOUR_LEVELS + SATISFACTION), I="0", II="20").level == "D"


def test_a_level_forced_later_needs_nothing_of_what_was_unknown() -> None:
    rating = rated(policy(FOUR_LEVELS + SATISFACTION + DISCIPLINE), {"disciplined": True}, I="30", II="65")

    assert (rating.rated, rating.level) == (True, "D")


CONDITIONS = """
[[level]]
code = "A"
label = "Xuất sắc"
[[level.requires.all]]
fact = "tasks_done"
test = "at_least"
value = 100
[[level.requires.all]]
fact = "tasks_exceeded"
test = "at_least"
value = 50
[[level.requires.all]]
fact = "failed_criteria"
value = 0
[[level]]
code = "B"
label = "Tốt"
requires = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "C"
label = "Hoàn thành"
requires = { not = { fact = "tasks_done", test = "below", value = 50 } }
[[level]]
code = "D"
label = "Không hoàn thành"
[[gate]]
code = "UNDER-6"
label = "Làm việc dưới 6 tháng"
do = "do_not_rate"
when = { fact = "worked_months", test = "below", value = 6 }
[[gate]]
code = "ABSENT"
label = "Vắng mặt từ 3 đến dưới 6 tháng"
do = "cap"
level = "C"
[[gate.when.all]]
fact = "absent_months"
test = "at_least"
value = 3
[[gate.when.all]]
fact = "absent_months"
test = "below"
value = 6
"""
YEARLY_HEAD = HEAD.replace('period = "month"', 'period = "year"')
GENERAL = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "1"
label = "Chính trị"
kind = "pass_fail"
assumed_met = true
"""
DONE = {"tasks_done": Decimal(100), "tasks_exceeded": Decimal(60)}


@pytest.mark.parametrize(
    ("facts", "points", "level"),
    [
        (DONE, {}, "A"),
        (DONE, {"1": Decimal(0)}, "B"),
        ({**DONE, "tasks_exceeded": Decimal(40)}, {}, "B"),
        ({**DONE, "tasks_done": Decimal(70)}, {}, "C"),
        ({**DONE, "tasks_done": Decimal(20)}, {}, "D"),
        ({**DONE, "absent_months": Decimal(4)}, {}, "C"),
    ],
)
def test_a_regime_of_conditions_needs_no_points(
    facts: dict[str, Decimal], points: dict[str, Decimal], level: str
) -> None:
    rules = policy(CONDITIONS, GENERAL, head=YEARLY_HEAD)

    rating = rate(rules, Case("an", "staff", points, facts=facts), Period.parse("2021"))

    assert (rating.rated, rating.total, rating.level) == (True, None, level)


def test_under_six_months_worked_nobody_is_rated_whatever_else_is_unknown() -> None:
    rules = policy(CONDITIONS, GENERAL, head=YEARLY_HEAD)

    rating = rate(rules, Case("an", "staff", facts={"worked_months": Decimal(5)}), Period.parse("2021"))

    assert (rating.rated, rating.level, rating.reason) == (False, None, "UNDER-6")


def test_unknown_tasks_leave_a_case_of_conditions_unrated_naming_them() -> None:
    rules = policy(CONDITIONS, GENERAL, head=YEARLY_HEAD)

    rating = rate(rules, Case("an", "staff"), Period.parse("2021"))

    assert (rating.rated, rating.missing) == (False, ("tasks_done", "tasks_exceeded"))


NO_LEVEL = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 50
requires = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "D"
label = "Không hoàn thành"
[[level.requires.any]]
fact = "total"
test = "below"
value = 50
[[level.requires.any]]
fact = "tasks_done"
test = "below"
value = 70
"""


@pytest.mark.parametrize(
    ("done", "level", "reason"), [("100", "A", None), ("80", None, "no_level"), ("60", "D", None)]
)
def test_where_no_level_applies_the_authority_decides(
    done: str, level: str | None, reason: str | None
) -> None:
    rating = rated(policy(NO_LEVEL), {"tasks_done": Decimal(done)}, I="30", II="60")

    assert (rating.rated, rating.level, rating.reason) == (True, level, reason)


PRODUCTS = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "I"
label = "Tiêu chí chung"
max = 30
[[criterion]]
code = "II"
label = "Kết quả"
max = 70
kind = "formula"
formula = "results_by_products"
parts = ["a", "b", "c"]
percents = { fault_percent = 25, low_percent = 50 }
"""
SCORED_ONLY = 'score_only = ["month", "quarter"]\n'
YEAR_OF_MONTHS = (
    FOUR_LEVELS + '[total]\ncap = 100\n[[aggregation]]\nperiod = "year"\nrule = "mean_of_rated"\n'
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


def test_a_policy_that_says_nothing_of_a_year_refuses_one() -> None:
    with pytest.raises(UserError, match="does not say how 2018 is computed"):
        rate(policy(), case(I="1", II="1"), Period.parse("2018"))


def test_a_form_that_the_policy_does_not_have_is_refused() -> None:
    with pytest.raises(UserError, match="no form “head”"):
        rate(policy(), case(form="head"), MONTH)


INDICATOR = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "II"
label = "Hồ sơ đúng hạn"
max = 70
kind = "indicator"
fact = "on_time"
target = 98
"""


@pytest.mark.parametrize(("on_time", "total"), [("98", "70"), ("100", "70"), ("49", "35"), ("99.9", "70")])
def test_an_indicator_scores_by_its_target(on_time: str, total: str) -> None:
    assert rated(policy(FOUR_LEVELS, INDICATOR), {"on_time": Decimal(on_time)}).total == Decimal(total)


def test_an_indicator_that_is_not_known_is_not_scored_and_given_points_stand() -> None:
    rules = policy(FOUR_LEVELS, INDICATOR)

    assert rated(rules).reason == "not_scored"
    assert rated(rules, II="12").total == 12


HEAD_FORM = TWO_GROUPS.replace('"staff"', '"head"')
COLLECTIVE_FORM = TWO_GROUPS.replace('code = "staff"', 'code = "collective"').replace('roles = ["staff"]', "")


def _unit(*cases: Case) -> dict[str, tuple[str | None, str | None]]:
    texts = {
        "policy.toml": HEAD.replace('["staff"]', '["head", "staff", "collective"]')
        + FOUR_LEVELS
        + '[head_cap]\nforms = ["head"]\n',
        "staff.toml": TWO_GROUPS,
        "head.toml": HEAD_FORM,
        "collective.toml": COLLECTIVE_FORM,
    }
    return {
        rating.id: (rating.level, rating.reason)
        for rating in rate_group(read_policy(texts), MONTH, cases).ratings
    }


def test_a_head_is_never_better_than_the_collective_rated_first() -> None:
    outcome = _unit(
        case("head", form="head", I="30", II="65"),
        case("an", I="30", II="65"),
        case("unit", form="collective", I="20", II="40"),
    )

    assert outcome == {"head": ("C", "unit_level"), "an": ("A", None), "unit": ("C", None)}


def test_a_head_whose_collective_is_not_rated_waits_unless_at_the_lowest_level() -> None:
    outcome = _unit(case("head", form="head", I="30", II="65"), case("other", form="head", I="3", II="6"))

    assert outcome == {"head": (None, "missing_fact"), "other": ("D", None)}


def test_a_level_given_for_the_unit_counts_before_the_collective_s() -> None:
    outcome = _unit(
        case("head", {"unit_level": "A"}, form="head", I="30", II="65"),
        case("unit", form="collective", I="2", II="4"),
    )

    assert outcome["head"] == ("A", None)


def test_a_gate_for_one_category_leaves_the_others_alone() -> None:
    gate = DISCIPLINE + 'categories = ["contract"]\n'
    rules = policy(
        FOUR_LEVELS
        + gate.replace('source = { document = "QĐ 1", article = "Điều 5", standing = "city" }\n', "")
    )
    points = {"I": Decimal(30), "II": Decimal(65)}
    facts = {"disciplined": True}

    contract = rate(rules, Case("an", "staff", points, Category.CONTRACT, facts), MONTH)
    servant = rate(rules, Case("an", "staff", points, Category.CIVIL_SERVANT, facts), MONTH)

    assert (contract.level, servant.level) == ("D", "A")


SIMILAR = """
[[quota]]
level = "A"
percent = 50
base = "rated"
[[quota]]
level = "A"
percent = 50
base = "rated"
scope = "similar"
"""


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
