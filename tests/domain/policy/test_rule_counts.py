"""Trying rules that count: repeats, caps, what is past them, places of a quota."""

from decimal import Decimal

import pytest

from evalapp.domain.policy.rule_counts import counted_deduction, counted_event, places_of
from evalapp.domain.policy.rule_kinds import EVENT
from evalapp.ui.screens.policies.rule_counting import counting_fields, counting_words
from tests.domain.policy.small import FOUR_LEVELS, TWO_GROUPS, policy

LATE = """
[[event]]
code = "LATE"
label = "Đi muộn"
criterion = "I"
points = 2
repeat = 2
cap = 9
[[deduction]]
group = "I"
cap = 5
overflow = "carry"
[[quota]]
level = "A"
percent = 30
base = "rated"
[[bonus_ground]]
code = "IDEA"
label = "Sáng kiến"
points = 3
cap = 5
"""
TAKEN = (
    TWO_GROUPS
    + """
[[criterion]]
code = "I.1"
parent = "I"
label = "Chấp hành"
max = 30
[[criterion]]
code = "I.2"
parent = "I"
label = "Điểm trừ"
max = 30
kind = "deduction"
"""
)


@pytest.mark.parametrize(
    ("times", "parts", "counts"), [(0, (), 0), (1, (2,), 2), (2, (2, 4), 6), (3, (2, 4, 4), 9)]
)
def test_an_event_is_dearer_each_further_time_and_stops_at_its_cap(
    times: int, parts: tuple[int, ...], counts: int
) -> None:
    office = policy(FOUR_LEVELS + LATE, TAKEN)

    counted = counted_event(office.events[0], office.forms[0], times)

    assert (counted.parts, counted.counts) == (tuple(map(Decimal, parts)), Decimal(counts))
    assert counted.rest == sum(counted.parts) - counted.counts


def test_deductions_past_their_cap_are_carried_and_shares_round_down() -> None:
    office = policy(FOUR_LEVELS + LATE, TAKEN)

    counted = counted_deduction(office, "I", office.forms[0], Decimal(8))

    assert (counted.counts, counted.rest, counted.carried) == (Decimal(5), Decimal(3), True)
    assert [places_of(office.quotas[0], base) for base in (0, 3, 4, 13)] == [0, 0, 1, 3]


@pytest.mark.parametrize(
    ("path", "values", "said"),
    [
        ((EVENT.key, 0), {"times": "3"}, "2 + 4 + 4 = 10 points are taken: 9 count."),
        (("bonus_ground", 0), {"times": "2"}, "3 + 3 = 6 bonus points are asked for: 5 count."),
        (("deduction", 0), {"points": "8"}, "The other 3 are taken from the total."),
        (("quota", 0), {"base": "13", "reached": "5"}, "2 of 5 get level B."),
    ],
)
def test_a_rule_that_counts_says_what_comes_out(
    path: tuple[str, int], values: dict[str, str], said: str
) -> None:
    office = policy(FOUR_LEVELS + LATE, TAKEN)
    asked = {spec.key: "" for spec in counting_fields(office, path)}

    assert said in counting_words(office, path, {**asked, "form": "staff", **values})
