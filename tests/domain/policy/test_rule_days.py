"""Rules with days of their own: the period's first day decides, as it does between policies."""

from datetime import date
from decimal import Decimal

import pytest

from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.in_force import offered_first_day, rules_for
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.parts import ALWAYS, Days
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.proposals import proposals
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.policy.writing import write_policy
from evalapp.usecases.policies import shipped
from tests.domain.policy import small

DATED_GATE = small.FOUR_LEVELS + small.DISCIPLINE + "since = 2018-08-01\nuntil = 2018-12-31\n"
DEDUCTION = """
[[criterion]]
code = "TRU"
label = "Điểm trừ"
kind = "deduction"
max = 50
"""


def in_month(policy: Policy, month: str | None, **facts: object) -> Rating:
    case = small.case(facts=facts, I="30", II="65")
    return rate(policy, case, Period.parse(month) if month else None)


@pytest.mark.parametrize(
    ("month", "level"),
    [("2018-07", "A"), ("2018-08", "D"), ("2018-12", "D"), ("2019-01", "A"), (None, "A")],
)
def test_a_gate_counts_in_the_periods_whose_first_day_it_covers(month: str | None, level: str) -> None:
    assert in_month(small.policy(DATED_GATE), month, disciplined=True).level == level


def test_without_a_period_what_has_no_end_counts() -> None:
    lasting = small.policy(small.FOUR_LEVELS + small.DISCIPLINE + "since = 2018-08-01\n")

    assert in_month(lasting, None, disciplined=True).level == "D"


def test_a_gate_that_is_not_in_force_asks_for_no_fact() -> None:
    gate = (
        '[[gate]]\ncode = "SAT"\nlabel = "Hài lòng"\ndo = "cap"\nlevel = "B"\nsince = 2020-01-01\n'
        'when = { fact = "satisfaction", test = "below", value = 80 }\n'
    )
    policy = small.policy(small.FOUR_LEVELS + gate)

    assert in_month(policy, "2019-12").level == "A"
    assert in_month(policy, "2020-01").missing == ("satisfaction",)


def test_a_quota_limits_only_while_it_is_in_force() -> None:
    quota = '[[quota]]\nlevel = "A"\npercent = 50\nbase = "rated"\nuntil = 2018-07-31\n'
    policy = small.policy(small.FOUR_LEVELS + quota)
    cases = [small.case("an", I="30", II="70"), small.case("binh", I="30", II="65")]

    before, after = (rate_group(policy, Period.parse(month), cases) for month in ("2018-07", "2018-08"))

    assert [rating.level for rating in before.ratings] == ["A", "B"]
    assert [rating.level for rating in after.ratings] == ["A", "A"]
    assert after.quota == ()


def test_deductions_are_capped_only_while_the_cap_is_in_force() -> None:
    rule = '[[deduction]]\ngroup = "TRU"\ncap = 5\noverflow = "drop"\nsince = 2018-08-01\n'
    policy = small.policy(small.FOUR_LEVELS + rule, small.TWO_GROUPS + DEDUCTION)
    case = small.case(I="30", II="70", TRU="8")

    totals = [rate(policy, case, Period.parse(month)).total for month in ("2018-07", "2018-08")]

    assert totals == [Decimal(92), Decimal(95)]


def test_further_conditions_and_the_bond_of_heads_have_days_too() -> None:
    main = small.FOUR_LEVELS.replace(
        "min = 90\n",
        'min = 90\n[[level.further]]\nwhen = { fact = "disciplined", value = false }\nuntil = 2018-07-31\n',
    )
    policy = small.policy(main + '[head_cap]\nforms = ["staff"]\nsince = 2018-09-01\n')

    levels = [
        in_month(policy, month, disciplined=True, unit_level="C").level
        for month in ("2018-07", "2018-08", "2018-09")
    ]

    assert levels == ["B", "A", "C"]


def test_a_proposal_follows_only_while_its_rule_is_in_force() -> None:
    rule = (
        '[[consequence]]\ncode = "PRAISE"\nlabel = "Khen"\nuntil = 2018-07-31\n'
        'when = { fact = "level", value = "A" }\n'
    )
    policy = small.policy(small.FOUR_LEVELS + rule)
    rating = in_month(policy, "2018-07")

    found = [
        proposals(policy, rating, form="staff", period=Period.parse(month))
        for month in ("2018-07", "2018-08")
    ]

    assert [[each.code for each in rules] for rules in found] == [["PRAISE"], []]


def test_a_rule_cannot_end_before_it_begins() -> None:
    with pytest.raises(
        PolicyError, match=r"policy\.toml:\d+, gate 1, until: the last day lies before the first"
    ):
        small.policy(small.FOUR_LEVELS + small.DISCIPLINE + "since = 2018-08-01\nuntil = 2018-07-31\n")


def test_days_of_rules_come_back_from_the_files_that_are_written() -> None:
    policy = small.policy(DATED_GATE)

    again = read_policy(write_policy(policy.document))

    assert again == policy
    assert again.gates[0].days == Days(date(2018, 8, 1), date(2018, 12, 31))
    assert policy_from_document(policy.document).hash == policy.hash


@pytest.mark.parametrize("code", sorted(shipped()))
def test_what_ships_has_no_dated_rules_and_is_rated_by_itself(code: str) -> None:
    policy = shipped()[code]

    assert rules_for(policy, Period.parse("2026-03")) is policy
    assert {gate.days for gate in policy.gates} <= {ALWAYS}


@pytest.mark.parametrize(
    ("opened", "today", "offered"),
    [
        (["2018-07", "2018-09", "2018"], date(2018, 9, 20), date(2018, 10, 1)),
        ([], date(2019, 3, 20), date(2019, 3, 1)),
        ([], date(2026, 3, 20), date(2018, 7, 1)),
        (["2021-10"], date(2021, 10, 20), date(2018, 7, 1)),
    ],
)
def test_a_new_version_is_offered_from_the_first_month_that_is_not_opened_yet(
    opened: list[str], today: date, offered: date
) -> None:
    frame = shipped()["hn-3814-2018"]

    assert offered_first_day(frame, map(Period.parse, opened), today) == offered
