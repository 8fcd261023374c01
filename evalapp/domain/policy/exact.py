"""Exact arithmetic: decimals where they suffice, fractions where they do not, one rounding at the end."""

from decimal import Decimal
from fractions import Fraction

from evalapp.domain.policy.parts import Rounding

Exact = Decimal | Fraction
ZERO = Decimal(0)
_SHOWN_PLACES = 6


def plus(left: Exact, right: Exact) -> Exact:
    """The exact sum; decimals stay decimals, which is what nearly every sum is."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left + right
    return Fraction(left) + Fraction(right)


def minus(left: Exact, right: Exact) -> Exact:
    """The exact difference."""
    return plus(left, -right)


def rounded(value: Exact, places: int, rounding: Rounding) -> Decimal:
    """Round once, from the exact value."""
    scaled = Fraction(value) * 10**places
    below, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    match rounding:
        case Rounding.DOWN:
            up = value < 0 and rest != 0
        case Rounding.HALF_UP:
            up = twice > 0 or (twice == 0 and value > 0)
        case Rounding.HALF_EVEN:
            up = twice > 0 or (twice == 0 and below % 2 == 1)
    return Decimal(below + int(up)).scaleb(-places)


def rounded_to(value: Exact, step: Decimal, rounding: Rounding) -> Decimal:
    """Round once to a multiple of a step, from the exact value."""
    return rounded(Fraction(value) / Fraction(step), 0, rounding) * step


def shown(value: Exact) -> Decimal:
    """A value as the trace writes it: a decimal as it is, a fraction to six places."""
    return (
        value if isinstance(value, Decimal) else rounded(value, _SHOWN_PLACES, Rounding.HALF_UP).normalize()
    )
