"""Indicators over the months: how a share went, oldest month first."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from evalapp.domain.indicators import Figure, Indicator, Subject, Total, total_of
from evalapp.domain.periods import Period
from evalapp.store.work import Work

TREND = 24  # months


class TrendMonth(Struct, frozen=True):
    """What a month of a trend says."""

    period: Period
    total: Total


class Trend(Struct, frozen=True):
    """A share over the months up to a period's last, oldest first."""

    indicator: Indicator
    months: tuple[TrendMonth, ...]


def trends_of(work: Work, subject: Subject, period: Period) -> tuple[Trend, ...]:
    """The shares of a unit or a person, each from the first month in which any of them is known."""
    wanted = months_upto(period, TREND)
    figures = work.indicators.of_one(subject, wanted)
    made = [Trend(each, tuple(over_months(figures, wanted, each))) for each in work.indicators.known()]
    known = [each for each in made if any(month.total.share is not None for month in each.months)]
    first = min((_first_known(each) for each in known), default=0)
    return tuple(replace(each, months=each.months[first:]) for each in known)


def _first_known(trend: Trend) -> int:
    return next(number for number, month in enumerate(trend.months) if month.total.share is not None)


def months_upto(period: Period, count: int) -> list[Period]:
    """So many months up to a period's last, oldest first."""
    wanted = [Period.month_of(period.last_day)]
    while len(wanted) < count:
        wanted.append(wanted[-1].previous())
    return wanted[::-1]


def over_months(
    figures: Sequence[Figure], months: Sequence[Period], indicator: Indicator
) -> list[TrendMonth]:
    """What each of the months came to."""
    trend: list[TrendMonth] = []
    for month in months:
        theirs = [each for each in figures if each.period == month]
        mine = [each for each in theirs if each.code == indicator.code]
        wholes = [each for each in theirs if each.code == indicator.whole]
        trend.append(TrendMonth(month, total_of(mine, wholes, indicator)))
    return trend


def trend_document(trend: Trend) -> list[object]:
    """What the printed hash of a report covers."""
    return [
        trend.indicator.code,
        [None if month.total.share is None else str(month.total.share) for month in trend.months],
    ]
