"""The engine carries regimes it was not written for: each test is a small policy of another shape."""

from decimal import Decimal
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.people import Category
from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.model import Case, Policy
from evalapp.domain.policy.reader import read_policy
from tests.domain.policy.shapes import (
    COLLECTIVE_FORM,
    CONDITIONS,
    DA_NANG,
    DISCIPLINE_GROUP,
    DONE,
    GENERAL,
    HEAD_FORM,
    INDICATOR,
    NO_LEVEL,
    SATISFACTION,
    SCHOOL,
    SCHOOL_LEVELS,
    YEARLY_HEAD,
)
from tests.domain.policy.small import (
    DISCIPLINE,
    FOUR_LEVELS,
    HEAD,
    MONTH,
    TWO_GROUPS,
    case,
    policy,
    rated,
)


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


@pytest.mark.parametrize(
    ("done", "level", "reason"), [("100", "A", None), ("80", None, "no_level"), ("60", "D", None)]
)
def test_where_no_level_applies_the_authority_decides(
    done: str, level: str | None, reason: str | None
) -> None:
    rating = rated(policy(NO_LEVEL), {"tasks_done": Decimal(done)}, I="30", II="60")

    assert (rating.rated, rating.level, rating.reason) == (True, level, reason)


def test_a_policy_that_says_nothing_of_a_year_refuses_one() -> None:
    with pytest.raises(UserError, match="does not say how 2018 is computed"):
        rate(policy(), case(I="1", II="1"), Period.parse("2018"))


def test_a_form_that_the_policy_does_not_have_is_refused() -> None:
    with pytest.raises(UserError, match="no form “head”"):
        rate(policy(), case(form="head"), MONTH)


@pytest.mark.parametrize(("on_time", "total"), [("98", "70"), ("100", "70"), ("49", "35"), ("99.9", "70")])
def test_an_indicator_scores_by_its_target(on_time: str, total: str) -> None:
    assert rated(policy(FOUR_LEVELS, INDICATOR), {"on_time": Decimal(on_time)}).total == Decimal(total)


def test_an_indicator_that_is_not_known_is_not_scored_and_given_points_stand() -> None:
    rules = policy(FOUR_LEVELS, INDICATOR)

    assert rated(rules).reason == "not_scored"
    assert rated(rules, II="12").total == 12


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


def test_a_pass_fail_row_that_nobody_scored_is_not_scored() -> None:
    assert rated(policy(SCHOOL_LEVELS, SCHOOL), BASE="100").missing == ("G1",)


def test_a_gate_against_rating_that_needs_an_unknown_fact_is_never_overruled() -> None:
    gate = '[[gate]]\ncode = "LOW"\nlabel = "x"\ndo = "do_not_rate"\n'
    asked = gate + 'when = { fact = "tasks_done", test = "below", value = 10 }\n'

    rating = rated(policy(FOUR_LEVELS + asked + DISCIPLINE), {"disciplined": True}, I="30", II="65")

    assert (rating.rated, rating.reason, rating.missing) == (False, "missing_fact", ("tasks_done",))


def test_a_level_may_be_called_otherwise_by_category() -> None:
    named = FOUR_LEVELS.replace('label = "Tốt"', 'label = "Tốt"\nlabels = { cadre = "Tốt (cán bộ)" }')

    level = policy(named).level("B")

    assert level is not None
    assert [level.label_for(who) for who in (None, Category.CADRE, Category.CONTRACT)] == [
        "Tốt",
        "Tốt (cán bộ)",
        "Tốt",
    ]


def test_what_a_result_lets_somebody_propose_is_data_with_a_condition() -> None:
    text = '[[consequence]]\ncode = "REVIEW"\nlabel = "Xem xét bố trí lại"\n[consequence.when]\n'
    rule = text + 'fact = "previous_levels"\ntest = "begins_with"\nvalue = ["D", "D"]\n'

    (consequence,) = policy(FOUR_LEVELS + rule).consequences

    assert consequence.when.judge({"previous_levels": ("D", "D")}, lambda _: 0) is True


@pytest.mark.parametrize(("results", "level"), [("44.5", "C"), ("45", "B"), ("59.75", "B"), ("60", "A")])
def test_another_city_draws_its_line_at_75(results: str, level: str) -> None:
    city = policy(FOUR_LEVELS.replace("min = 70", "min = 75"))

    assert rated(city, I="30", II=results).level == level


CAPPED = """
[[criterion]]
code = "III"
label = "Thưởng"
max = 10
kind = "bonus"
[[criterion]]
code = "III.1"
label = "Sáng kiến"
parent = "III"
max = 8
kind = "bonus"
[[criterion]]
code = "III.2"
label = "Đột xuất"
parent = "III"
max = 5
kind = "bonus"
[[criterion]]
code = "TRU"
label = "Điểm trừ"
max = 6
kind = "deduction"
[[criterion]]
code = "TRU.1"
label = "Đi muộn"
parent = "TRU"
max = 4
kind = "deduction"
[[criterion]]
code = "TRU.2"
label = "Vắng họp"
parent = "TRU"
max = 4
kind = "deduction"
"""


@pytest.mark.parametrize(
    ("given", "total", "bonus", "deduction"),
    [
        ({"III.1": "4", "III.2": "5"}, "89", "9", "0"),
        ({"III.1": "8", "III.2": "5"}, "90", "10", "0"),
        ({"TRU.1": "2", "TRU.2": "4"}, "74", "0", "6"),
        ({"TRU.1": "4", "TRU.2": "4"}, "74", "0", "6"),
        ({"III": "10", "TRU": "5"}, "85", "10", "5"),
        ({"III.1": "8", "III.2": "5", "TRU.1": "4", "TRU.2": "4"}, "84", "10", "6"),
    ],
)
def test_bonuses_and_deductions_count_together_up_to_the_maximum_of_the_row_they_stand_under(
    given: dict[str, str], total: str, bonus: str, deduction: str
) -> None:
    capped = policy(FOUR_LEVELS, TWO_GROUPS + CAPPED)

    outcome = rated(capped, None, **{"I": "30", "II": "50", **given})

    assert (outcome.total, outcome.bonus, outcome.deduction) == tuple(map(Decimal, (total, bonus, deduction)))
    assert sum(entry.amount for entry in outcome.trace if entry.amount is not None) == Decimal(total)


def test_a_cap_that_can_never_be_reached_is_refused() -> None:
    with pytest.raises(UserError, match="the rows under III add up to 13, not to 14"):
        policy(FOUR_LEVELS, TWO_GROUPS + CAPPED.replace("max = 10", "max = 14"))
