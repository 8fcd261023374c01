from decimal import Decimal

import pytest
from msgspec.structs import replace

from evalapp.base.messages import use_language
from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.explain import reason_text, sentence
from evalapp.domain.policy.model import Case, Policy, Rating, TraceEntry
from evalapp.domain.policy.work_done import MonthTotal, Product
from evalapp.usecases.policies import shipped
from tests.domain.policy.shapes import (
    CONDITIONS,
    DA_NANG,
    DISCIPLINE_GROUP,
    GENERAL,
    INDICATOR,
    NO_LEVEL,
    PRODUCTS,
    SATISFACTION,
    SCHOOL,
    SCHOOL_LEVELS,
    SCORED_ONLY,
    YEAR_OF_MONTHS,
    YEARLY_HEAD,
)
from tests.domain.policy.small import DISCIPLINE, FOUR_LEVELS, HEAD, MONTH, case, policy, rated, settled

HANOI = shipped()["hn-3814-2018"]


def told(rating: Rating) -> list[str]:
    return [sentence(entry).cited for entry in rating.trace]


def test_every_step_of_a_month_in_hanoi_reads_as_a_sentence() -> None:
    people = [case("a", I="18", II="70", III="2"), *(case(f"z{n}", I="18", II="60") for n in range(2))]

    assert told(settled(HANOI, people).ratings[0])[1:] == [
        "II. Kết quả thực hiện chức trách, nhiệm vụ: 70.0 of 70 (QĐ 3814-QĐ/TU)",
        "III. Điểm thưởng: 2.0 of at most 10 (QĐ 3814-QĐ/TU)",
        "Total 90.0 = 18.0 + 70.0 + 2.0 (QĐ 3814-QĐ/TU)",
        "Level A (Hoàn thành xuất sắc nhiệm vụ): from 90 (QĐ 3814-QĐ/TU)",
        "Over the quota: 30% of 3 = 0.9 → 0; level B (QĐ 3814-QĐ/TU)",
        "Result: level B",
    ]


def test_points_are_written_as_the_language_writes_them() -> None:
    use_language("vi")

    assert (
        "61,5"
        in sentence(TraceEntry("group", "II", Decimal("61.5"), values={"label": "x", "maximum": "70"})).text
    )


MONTHLY = policy(YEAR_OF_MONTHS, PRODUCTS, head=HEAD + SCORED_ONLY)
CARRY = FOUR_LEVELS + '[[deduction]]\ngroup = "I"\noverflow = "{}"\n'
SERVED = policy(FOUR_LEVELS + SATISFACTION)
TAUGHT = policy(SCHOOL_LEVELS, SCHOOL)
JUDGED = policy(NO_LEVEL)
LED = policy(FOUR_LEVELS + '[head_cap]\nforms = ["staff"]\n')
TIED = policy(FOUR_LEVELS + '[[quota]]\nlevel = "A"\npercent = 50\nbase = "rated"\n')
YEARLY = policy(CONDITIONS, GENERAL, head=YEARLY_HEAD)


def good(of: Policy, **facts: object) -> Rating:
    return rated(of, facts, I="30", II="65")


def school(**points: str) -> Rating:
    return rated(TAUGHT, None, **points)


def lost(overflow: str) -> Rating:
    return rated(policy(CARRY.format(overflow), DISCIPLINE_GROUP), I_1="1", I_2="3", II="9")


def tied() -> Rating:
    return settled(TIED, [case(name, I="30", II="65") for name in "ab"]).ratings[0]


def by_conditions(**facts: Decimal) -> Rating:
    return rate(YEARLY, Case("an", "staff", {"1": Decimal(0)}, facts=facts), Period.parse("2021"))


def worked(done: int) -> Rating:
    product = Product(assigned=Decimal(3), done=Decimal(done))
    return rate(MONTHLY, Case("an", "staff", {"I": Decimal(30)}, products=(product,)), MONTH)


def year(count: int) -> Rating:
    months = [MonthTotal(Period(2026, n), Decimal(90)) for n in range(1, count + 1)]
    months.append(MonthTotal(Period(2026, count + 1), None, "thai sản"))
    return rate(MONTHLY, Case("an", "staff", months=tuple(months)), Period.parse("2026"))


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        (good(policy(FOUR_LEVELS + DISCIPLINE), disciplined=True), "Bị kỷ luật: level D (QĐ 1, Điều 5)"),
        (good(SERVED), "“Hài lòng dưới 90 %” cannot be judged; not known: Satisfaction of citizens"),
        (good(SERVED), "Not rated yet: Not known yet: Satisfaction of citizens"),
        (
            good(SERVED, satisfaction=Decimal(85)),
            "Hài lòng dưới 90 %: at most the level that caps it; level B",
        ),
        (rated(policy(), I="30"), "Not rated yet: Not scored yet: II"),
        (rated(policy(DA_NANG), I="30", II="51"), "Level B (Tốt): above 80"),
        (school(G1="0", BASE="90", MINUS="10"), "G1. Đạo đức: not met"),
        (school(G1="1", BASE="90", MINUS="10"), "G1. Đạo đức: met"),
        (school(G1="1", BASE="90", MINUS="10"), "Total 80.0 = 90.0 − 10.0"),
        (school(G1="1", BASE="5", MINUS="10"), "A total is never below 0: 5"),
        (lost("carry"), "2.0 points of deductions are carried"),
        (lost("drop"), "are dropped: 2"),
        (good(JUDGED, tasks_done=Decimal(80)), "Level A: its further conditions are not met"),
        (good(JUDGED, tasks_done=Decimal(80)), "Result: no level; No level applies"),
        (
            rated(policy(FOUR_LEVELS, INDICATOR), {"on_time": Decimal(49)}),
            "II: 49% against a target of 98%",
        ),
        (rated(MONTHLY, I="20", II="60"), "Result: a score without a level"),
        (good(LED, unit_level="C"), "Not better than the collective that they lead: level C"),
        (tied(), "Equal at the line: 50% of 2 = 1 → 1"),
        (by_conditions(tasks_done=Decimal(100), tasks_exceeded=Decimal(1)), "its conditions are met"),
        (by_conditions(worked_months=Decimal(3)), "Làm việc dưới 6 tháng: not rated"),
        (year(11), "Month 2026-12 does not count: thai sản"),
        (year(11), "2026: sum of 11 months divided by 11 = 90"),
        (year(5), "Not rated yet: Months without a result: 2026-07"),
        (worked(4), "II, part a (quantity): 133.333333%"),
        (worked(4), "A total is at most 100"),
        (worked(1), "Rounded once to 2 decimals"),
    ],
)
def test_every_kind_of_step_reads_as_a_sentence(rating: Rating, words: str) -> None:
    assert words in "\n".join(told(rating))


def test_a_rating_without_a_reason_needs_no_words_and_a_person_s_own_stand() -> None:
    unrated = rate(HANOI, Case("a", "staff", unrated="Nghỉ thai sản"), MONTH)

    assert reason_text(rated(policy(), I="30", II="60")) == ""
    assert reason_text(unrated) == "Nghỉ thai sản"
    assert reason_text(rated(policy(), I="30")) == "Not scored yet: II"


@pytest.mark.parametrize("action", ["force", "cap", "do_not_rate"])
def test_a_gate_names_the_document_that_it_rests_on(action: str) -> None:
    fired = TraceEntry(
        "gate",
        "disciplined",
        level="D",
        values={"action": action, "label": "Bị kỷ luật", "evidence": "Kỷ luật khiển trách, số 12/QĐ-UBND"},
    )

    assert "Kỷ luật khiển trách, số 12/QĐ-UBND" in sentence(fired).text
    assert "Bị kỷ luật" in sentence(fired).text


def test_the_limit_of_a_group_of_similar_tasks_names_the_group() -> None:
    quota = '[[quota]]\nlevel = "A"\npercent = 50\nbase = "rated"\nscope = "similar"\n'
    people = [
        replace(case(name, I="30", II=points), similar="Văn thư")
        for name, points in (("a", "65"), ("b", "64"))
    ]

    over = settled(policy(FOUR_LEVELS + quota), people).ratings[1]

    told = next(sentence(entry).text for entry in over.trace if entry.step == "quota")
    assert told == "Over the quota of the group “Văn thư”: 50% of 2 = 1 → 1; level B"
