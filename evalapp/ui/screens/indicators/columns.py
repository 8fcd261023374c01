"""The columns of service figures."""

from decimal import Decimal

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.domain.indicators import Measure
from evalapp.ui.screens.indicators.state import CountedLine


def _count(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def _value(line: CountedLine) -> Decimal | int | None:
    value = line.counted.total.value
    return value if line.indicator.measure is Measure.PERCENT else _count(value)


def _muted(_line: CountedLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[CountedLine], ...] = (
    Column("code", N_("Code"), lambda each: each.indicator.code, width=120, tone=_muted, yields=4),
    Column("name", N_("Indicator"), lambda each: each.indicator.name, width=140, wraps=True),
    Column(
        "numerator",
        N_("Count"),
        lambda each: _count(each.counted.total.numerator),
        width=60,
        numeric=True,
        yields=1,
    ),
    Column(
        "denominator",
        N_("Out of"),
        lambda each: _count(each.counted.total.denominator),
        width=60,
        numeric=True,
        yields=2,
    ),
    Column("value", N_("Value"), _value, width=60, numeric=True),
    Column("share", N_("Share (%)"), lambda each: each.counted.total.share, width=70, numeric=True),
    Column(
        "year_share",
        N_("Year so far (%)"),
        lambda each: each.counted.year.share,
        width=80,
        numeric=True,
        yields=3,
    ),
    Column(
        "standing",
        N_("State"),
        lambda each: each.standing[0],
        width=100,
        chip=True,
        tone=lambda each: each.standing[1],
        tip=lambda each: each.doubt,
    ),
)
