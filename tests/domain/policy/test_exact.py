from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.policy.exact import minus, plus, rounded, shown
from evalapp.domain.policy.parts import Rounding

STANDARD = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
}


@given(
    st.decimals(min_value=-10_000, max_value=10_000, places=4),
    st.integers(0, 3),
    st.sampled_from(list(Rounding)),
)
def test_a_decimal_is_rounded_as_the_standard_library_rounds_it(
    value: Decimal, places: int, way: Rounding
) -> None:
    unit = Decimal(1).scaleb(-places)
    expected = value.quantize(unit, rounding=STANDARD[way])

    assert rounded(value, places, way) == expected
    assert rounded(Fraction(value), places, way) == expected


@pytest.mark.parametrize(("value", "half_up"), [("89.995", "90"), ("89.9949999", "89.99"), ("0.005", "0.01")])
def test_half_goes_up_and_less_does_not(value: str, half_up: str) -> None:
    assert rounded(Decimal(value), 2, Rounding.HALF_UP) == Decimal(half_up)


def test_thirds_add_up_exactly_and_are_shown_to_six_places() -> None:
    third = Fraction(70, 3)

    assert plus(plus(third, third), third) == 70
    assert minus(third, third) == 0
    assert shown(third) == Decimal("23.333333")
    assert plus(Decimal("0.1"), Decimal("0.2")) == Decimal("0.3")


class Colour(Enum):
    RED = 3


def test_an_enumeration_stands_in_a_document_as_its_value() -> None:
    assert canonical_json([Colour.RED, Rounding.DOWN]) == '[3,"down"]'
