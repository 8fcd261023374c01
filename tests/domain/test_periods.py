"""Months, quarters and years as the regulations count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.base.messages import tr, use_language
from evalapp.domain.periods import Period, PeriodKind, periods_within

PERIODS = st.one_of(
    st.builds(Period, st.integers(1901, 2998), st.integers(1, 12), st.just(PeriodKind.MONTH)),
    st.builds(Period, st.integers(1901, 2998), st.integers(1, 4), st.just(PeriodKind.QUARTER)),
    st.builds(Period, st.integers(1901, 2998), st.just(0), st.just(PeriodKind.YEAR)),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2018-07", date(2018, 7, 1), date(2018, 7, 31), "07/2018"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "02/2024"),
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28), "02/2018"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "quý 1/2024"),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31), "quý 4/2024"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (" 2018-12 ", date(2018, 12, 1), date(2018, 12, 31), "12/2018"),
    ],
)
def test_a_period_has_a_first_day_a_last_day_and_a_label(
    text: str, first: date, last: date, label: str
) -> None:
    period = Period.parse(text)

    assert (period.first_day, period.last_day, period.label) == (first, last, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018-7",
        "2018-00",
        "2018-13",
        "2024-Q0",
        "2024-Q5",
        "07/2018",
        "2018-07-01",
        "1899",
        "3000-01",
        "abc",
    ],
)
def test_what_is_no_period_is_refused_and_named(text: str) -> None:
    with pytest.raises(UserError, match="is no period") as refused:
        Period.parse(text)

    assert refused.value.values == {"text": text}


def test_a_month_is_read_and_found_by_any_of_its_days() -> None:
    assert Period.parse("2018-07") == Period.month_of(date(2018, 7, 31))


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("2018-07", "2018-08"),
        ("2018-12", "2019-01"),
        ("2024-Q2", "2024-Q3"),
        ("2024-Q4", "2025-Q1"),
        ("2026", "2027"),
    ],
)
def test_periods_follow_one_another(text: str, following: str) -> None:
    assert str(Period.parse(text).next()) == following
    assert str(Period.parse(following).previous()) == text


@given(PERIODS)
def test_a_period_is_written_so_that_it_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_there_is_no_day_between_a_period_and_the_next(period: Period) -> None:
    following = period.next()

    assert (following.first_day - period.last_day).days == 1
    assert following.previous() == period
    assert period < following


def test_a_half_year_has_six_months_and_follows_the_other() -> None:
    first = Period.parse("2026-H1")

    assert (first.kind, str(first), str(first.next()), str(first.previous())) == (
        PeriodKind.HALF_YEAR,
        "2026-H1",
        "2026-H2",
        "2025-H2",
    )
    assert (first.first_day, first.last_day) == (date(2026, 1, 1), date(2026, 6, 30))
    assert (first.label, first.next().label) == ("6 tháng đầu năm 2026", "6 tháng cuối năm 2026")


def test_a_quarter_holds_its_months_and_itself() -> None:
    quarter = Period.parse("2018-Q3")

    within = periods_within(quarter.first_day, quarter.last_day)

    assert [str(period) for period in within] == ["2018-07", "2018-08", "2018-09", "2018-Q3"]


@pytest.mark.parametrize(
    ("text", "english", "vietnamese"),
    [
        ("2018-07", "month 07/2018", "tháng 07/2018"),
        ("2024-Q3", "quarter 3/2024", "quý 3/2024"),
        ("2026-H2", "second half of 2026", "6 tháng cuối năm 2026"),
        ("2026", "year 2026", "năm 2026"),
    ],
)
def test_a_sentence_calls_a_period_by_its_kind(text: str, english: str, vietnamese: str) -> None:
    period = Period.parse(text)

    said = tr("{unit} has not opened {month}. Open the month first.", unit="A", month=period.named)
    use_language("vi")
    told = tr("{month} has not begun. It can be opened from {day} on.", month=period.named, day="1")

    assert said == f"A has not opened {english}. Open the month first."
    assert told.startswith(f"{vietnamese[:1].upper()}{vietnamese[1:]} chưa bắt đầu")
