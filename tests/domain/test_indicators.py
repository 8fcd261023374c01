"""Service figures: what may be kept, what does not fit, and what months come to."""

from decimal import Decimal

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.balances import contradictions, imbalances
from evalapp.domain.indicators import (
    SHIPPED,
    Figure,
    Indicator,
    Subject,
    Total,
    checked,
    facts_of,
    total_of,
)
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId

UNIT = Subject(unit=UnitId(1))
KNOWN = {each.code: each for each in SHIPPED}
RECEIVED, ON_TIME, LATE = "HS_TIEPNHAN", "HS_DUNGHAN", "HS_QUAHAN"


def figure(
    code: str,
    part: str | None = None,
    whole: str | None = None,
    *,
    value: str | None = None,
    month: int = 3,
) -> Figure:
    """A figure of the unit in a month of 2026."""
    numerator, denominator, alone = (None if each is None else Decimal(each) for each in (part, whole, value))
    return Figure(UNIT, Period(2026, month), code, numerator, denominator, alone)


def total(code: str, *figures: Figure) -> Total:
    """What figures of one indicator come to, beside the others."""
    wholes = [each for each in figures if each.code == KNOWN[code].whole]
    return total_of([each for each in figures if each.code == code], wholes, KNOWN[code])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (figure(ON_TIME), "No figure is given"),
        (figure(ON_TIME, "141", "140"), "more than all there are"),
        (figure(ON_TIME, None, "140"), "but not how many"),
        (figure("HAILONG", "90"), "but not of how many"),
        (figure("HAILONG", value="100.5"), "more than all there are"),
        (figure("HAILONG", value="90.125"), "more than two decimals"),
        (figure("THU_XINLOI", value="1.5"), "is no count"),
        (figure("THU_XINLOI", value="-1"), "cannot be a figure"),
        (figure(ON_TIME, "140", "150", value="141"), "does not follow"),
        (figure("HAILONG", "9", "10", value="89"), "does not follow"),
    ],
)
def test_what_cannot_be_a_figure_is_refused_in_words(given: Figure, words: str) -> None:
    indicator = KNOWN[given.code]

    with pytest.raises(UserError) as refused:
        checked(given, indicator)

    assert words in str(refused.value)


def test_how_many_without_of_how_many_is_a_value_and_a_value_that_agrees_is_left_out() -> None:
    alone, twice = figure("THU_XINLOI", "3"), figure("HAILONG", "9", "10", value="90")

    kept, agreed = checked(alone, KNOWN["THU_XINLOI"]), checked(twice, KNOWN["HAILONG"])

    assert (kept.numerator, kept.value) == (None, Decimal(3))
    assert (agreed.numerator, agreed.denominator, agreed.value) == (Decimal(9), Decimal(10), None)


def test_late_and_on_time_together_are_all_files_or_somebody_is_asked() -> None:
    received = figure(RECEIVED, value="150")

    fitting = imbalances([received, figure(ON_TIME, "140", "150"), figure(LATE, "10", "150")])
    missing = imbalances([received, figure(ON_TIME, "140", "150"), figure(LATE, "5", "150")])
    too_many = imbalances([received, figure(ON_TIME, "140", "150"), figure(LATE, "20", "150")])
    one_alone = imbalances([received, figure(ON_TIME, "140", "150")])
    by_their_own = imbalances([figure(ON_TIME, "140", "150"), figure(LATE, "20", "150")])

    assert fitting == one_alone == []
    assert [each.impossible for each in missing] == [False]
    assert [each.impossible for each in too_many] == [each.impossible for each in by_their_own] == [True]
    assert too_many[0].codes == (RECEIVED, ON_TIME, LATE)


def test_typed_one_after_another_figures_wait_for_each_other_but_none_makes_parts_above_the_whole() -> None:
    received, on_time = figure(RECEIVED, value="150"), figure(ON_TIME, value="140")
    wrong = [received, on_time, figure(LATE, value="20")]

    first = contradictions([], [received])
    waiting = contradictions([received], [received, figure(ON_TIME, value="90")])
    made = contradictions([received, on_time], wrong)
    mended_in_part = contradictions(wrong, [received, on_time, figure(LATE, value="12")])
    made_worse = contradictions(wrong, [received, on_time, figure(LATE, value="21")])

    assert first == waiting == mended_in_part == []
    assert [each.codes for each in made] == [each.codes for each in made_worse] == [(RECEIVED, ON_TIME, LATE)]


def test_months_are_added_up_and_the_share_is_that_of_the_sums_half_up() -> None:
    figures = [figure(ON_TIME, "1", "8", month=1), figure(ON_TIME, "139", "142", month=2)]

    found = total(ON_TIME, *figures)

    assert found == Total(
        Decimal(140), Decimal(150), None, Decimal("93.33"), (Period(2026, 1), Period(2026, 2))
    )
    assert total(ON_TIME, figure(ON_TIME, "1", "800")).share == Decimal("0.13")


def test_counts_alone_take_their_share_from_the_whole_of_the_same_months_only() -> None:
    counts = [figure(ON_TIME, value="140"), figure(RECEIVED, value="150")]
    other_month = [figure(ON_TIME, value="140", month=2), figure(RECEIVED, value="150")]

    together, apart = total(ON_TIME, *counts), total(ON_TIME, *other_month)

    assert (together.value, together.denominator, together.share) == (140, None, Decimal("93.33"))
    assert apart.share is None


def test_percentages_alone_cannot_be_added_up_and_no_mean_is_guessed() -> None:
    january, february = figure("HAILONG", value="90", month=1), figure("HAILONG", value="100", month=2)

    one, both = total("HAILONG", january), total("HAILONG", january, february)

    assert (one.value, one.share) == (Decimal(90), Decimal("90.00"))
    assert (both.value, both.share, len(both.periods)) == (None, None, 2)


def test_nothing_divided_by_nothing_is_no_share() -> None:
    empty = checked(figure(ON_TIME, "0", "0"), KNOWN[ON_TIME])

    found = total(ON_TIME, empty)

    assert (found.numerator, found.denominator, found.share) == (0, 0, None)


def test_policies_know_files_on_time_and_satisfaction_as_facts() -> None:
    figures = [
        figure(ON_TIME, "140", "150"),
        figure("HAILONG", value="92.5"),
        figure("THU_XINLOI", value="2"),
    ]
    own = Indicator("TIEPDAN_T7", "Tiếp dân thứ bảy")

    facts = facts_of(figures, (*SHIPPED, own))

    assert facts == {"on_time": Decimal("93.33"), "satisfaction": Decimal("92.50")}
