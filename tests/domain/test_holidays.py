"""Working days: what the law fixes, what a unit enters, and what is missing."""

from datetime import date

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.holidays import Holiday, HolidayKind, WorkCalendar, holiday_kind, refuse_pointless

TET_2026 = tuple(Holiday(date(2026, 2, day), HolidayKind.TET) for day in (16, 17, 18, 19, 20))


def test_seven_working_days_leave_weekends_out() -> None:
    assert WorkCalendar().after(date(2026, 3, 2), 7) == date(2026, 3, 11)


def test_a_term_goes_around_the_days_off_that_the_law_fixes() -> None:
    assert WorkCalendar().after(date(2026, 4, 29), 1) == date(2026, 5, 4)


def test_a_term_goes_around_lunar_new_year_once_it_is_entered() -> None:
    assert WorkCalendar.of(TET_2026).after(date(2026, 2, 12), 2) == date(2026, 2, 23)
    assert WorkCalendar().after(date(2026, 2, 12), 2) == date(2026, 2, 16)


def test_a_saturday_that_is_worked_in_exchange_counts() -> None:
    swapped = Holiday(date(2026, 3, 7), HolidayKind.WORKED)

    assert WorkCalendar.of([swapped]).after(date(2026, 3, 6), 1) == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("since", "until", "lacking"),
    [
        (date(2025, 12, 30), date(2026, 3, 1), []),
        (date(2025, 2, 20), date(2025, 3, 1), ["Lunar New Year 2025"]),
        (date(2025, 5, 5), date(2025, 8, 29), []),
        (date(2027, 1, 4), date(2027, 1, 20), ["Lunar New Year 2027"]),
        (date(2026, 4, 20), date(2026, 4, 24), ["Hung Kings' day 2026"]),
        (date(2006, 4, 20), date(2006, 4, 24), []),  # the law gives it since 2007
        (date(2026, 8, 31), date(2026, 9, 4), ["the second day of National Day 2026"]),
        (date(2018, 8, 31), date(2018, 9, 4), []),  # since 2021
    ],
)
def test_days_that_a_moving_day_off_may_reach_need_it_entered(
    since: date, until: date, lacking: list[str]
) -> None:
    calendar = WorkCalendar.of(TET_2026)

    assert [str(each.named) for each in calendar.lacking(since, until)] == lacking


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2026, 9, 2), HolidayKind.OTHER), (date(2026, 3, 4), HolidayKind.WORKED)],
)
def test_a_day_that_changes_nothing_is_refused(day: date, kind: HolidayKind) -> None:
    with pytest.raises(UserError):
        refuse_pointless(Holiday(day, kind))


@pytest.mark.parametrize(("text", "kind"), [("tết âm lịch", HolidayKind.TET), ("Làm bù", HolidayKind.WORKED)])
def test_lists_name_kinds_in_words(text: str, kind: HolidayKind) -> None:
    assert holiday_kind(text) is kind


def test_a_word_that_is_no_kind_is_refused_with_those_that_are() -> None:
    with pytest.raises(UserError, match="is no kind of day off"):
        holiday_kind("lễ")
