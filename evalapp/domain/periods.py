"""Months, quarters, half-years and years as the regulations count them."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?")
_HALVES = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


#: What a kind of period is called inside a sentence.
KIND_WORDS: Mapping[PeriodKind, str] = {
    PeriodKind.MONTH: N_("month"),
    PeriodKind.QUARTER: N_("quarter"),
    PeriodKind.HALF_YEAR: N_("half-year"),
    PeriodKind.YEAR: N_("year"),
}


class Period(Struct, frozen=True, order=True):
    """A month, quarter, half-year or year; `number` is its own within the year, 0 for a year."""

    year: int
    number: int
    kind: PeriodKind = PeriodKind.MONTH

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2018-07`, `2024-Q3`, `2026-H1` or `2026`; refuse anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match and 1900 <= int(match[1]) <= 2999:
            year, quarter, half, month = int(match[1]), match[2], match[3], match[4]
            if quarter:
                return cls(year, int(quarter), PeriodKind.QUARTER)
            if half:
                return cls(year, int(half), PeriodKind.HALF_YEAR)
            if month and 1 <= int(month) <= 12:
                return cls(year, int(month), PeriodKind.MONTH)
            if not month:
                return cls(year, 0, PeriodKind.YEAR)
        raise UserError(
            N_("“{text}” is no period: write a month as 2018-07, a quarter as 2024-Q3, a year as 2026."),
            text=text,
        )

    def day_offered(self, today: date | None) -> date:
        """The day to offer for what happened in the period: today where it lies in it, else its last."""
        inside = today is not None and self.first_day <= today <= self.last_day
        return today if today is not None and inside else self.last_day

    @classmethod
    def month_of(cls, day: date) -> Self:
        """The month that holds a day."""
        return cls(day.year, day.month, PeriodKind.MONTH)

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> Self:
        """The period of a kind that holds a day."""
        number = {
            PeriodKind.MONTH: day.month,
            PeriodKind.QUARTER: (day.month + 2) // 3,
            PeriodKind.HALF_YEAR: (day.month + 5) // 6,
            PeriodKind.YEAR: 0,
        }[kind]
        return cls(day.year, number, kind)

    @property
    def sort(self) -> Term:
        """What kind of period it is, as a word inside a message."""
        return Term(KIND_WORDS[self.kind])

    @property
    def first_day(self) -> date:
        """The day whose policy applies."""
        match self.kind:
            case PeriodKind.MONTH:
                return date(self.year, self.number, 1)
            case PeriodKind.QUARTER:
                return date(self.year, 3 * self.number - 2, 1)
            case PeriodKind.HALF_YEAR:
                return date(self.year, 6 * self.number - 5, 1)
            case PeriodKind.YEAR:
                return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The day that decides where somebody is evaluated."""
        month = {
            PeriodKind.MONTH: self.number,
            PeriodKind.QUARTER: 3 * self.number,
            PeriodKind.HALF_YEAR: 6 * self.number,
            PeriodKind.YEAR: 12,
        }[self.kind]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def months(self) -> list[Self]:
        """The months that it is made of; a month is made of itself."""
        first, last = self.first_day.month, self.last_day.month
        return [type(self)(self.year, number, PeriodKind.MONTH) for number in range(first, last + 1)]

    def holds(self, other: "Period") -> bool:
        """Whether another period lies wholly inside; a period holds itself."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def next(self) -> Self:
        """The period that follows."""
        day = self.last_day + timedelta(days=1)
        return self.holding(day, self.kind)

    def previous(self) -> Self:
        """The period before."""
        return self.holding(self.first_day - timedelta(days=1), self.kind)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year:04d}-{self.number:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year:04d}-Q{self.number}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year:04d}-H{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year:04d}"

    @property
    def label(self) -> str:
        """As offices write it: `07/2018`, `quý 3/2024`, `2026`."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.number:02d}/{self.year:04d}"
            case PeriodKind.QUARTER:
                return f"quý {self.number}/{self.year:04d}"
            case PeriodKind.HALF_YEAR:
                return f"{_HALVES[self.number]} {self.year:04d}"
            case PeriodKind.YEAR:
                return f"{self.year:04d}"

    @property
    def named(self) -> Term:
        """As a sentence calls it: `month 07/2018`, `quarter 3/2024`, `year 2026`."""
        match self.kind:
            case PeriodKind.MONTH:
                return Term(N_("month {month}"), {"month": self.label})
            case PeriodKind.QUARTER:
                return Term(
                    N_("quarter {number}/{year}"), {"number": str(self.number), "year": str(self.year)}
                )
            case PeriodKind.HALF_YEAR if self.number == 1:
                return Term(N_("first half of {year}"), {"year": str(self.year)})
            case PeriodKind.HALF_YEAR:
                return Term(N_("second half of {year}"), {"year": str(self.year)})
            case PeriodKind.YEAR:
                return Term(N_("year {year}"), {"year": str(self.year)})


class Days(Struct, frozen=True):
    """Any days, from a first to a last, both included: what is not counted by months."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise UserError(
                N_("The last day ({until}) lies before the first ({since})."),
                since=self.first_day,
                until=self.last_day,
            )

    def __str__(self) -> str:
        return f"{self.first_day}_{self.last_day}"


def periods_within(first: date, last: date) -> tuple[Period, ...]:
    """Every period of whatever kind that lies wholly between two days."""
    found: list[Period] = []
    for kind in PeriodKind:
        period = Period(first.year, 0 if kind is PeriodKind.YEAR else 1, kind)
        while period.last_day <= last:
            if period.first_day >= first:
                found.append(period)
            period = period.next()
    return tuple(found)
