"""Which backups are kept: `evalapp.domain.backups`."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.clock import VIET_NAM
from evalapp.domain.backups import DAILY, BackupName, BackupReason, to_drop

START = datetime(2026, 1, 5, 1, tzinfo=UTC)

BEGIN, END = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2040-01-01")
moments = st.datetimes(BEGIN, END).map(lambda at: at.replace(tzinfo=UTC, microsecond=0))
names = st.lists(
    st.tuples(moments, st.sampled_from(BackupReason), st.sampled_from(["2026-01", "2026-Q1"]))
).map(
    lambda rows: [
        BackupName(number, at, reason, period if reason is BackupReason.CLOSED else "")
        for number, (at, reason, period) in enumerate(rows, start=1)
    ]
)


@given(names)
def test_whatever_the_clock_says_the_newest_and_each_closed_month_stay(backups: list[BackupName]) -> None:
    dropped = set(to_drop(backups))

    kept = [each for each in backups if each not in dropped]
    closed = {each.period: each for each in backups if each.reason is BackupReason.CLOSED}
    assert kept[-DAILY:] == backups[-DAILY:]
    assert set(closed.values()) <= set(kept)
    assert to_drop(kept) == []


@given(names)
def test_a_name_is_read_back_from_its_file(backups: list[BackupName]) -> None:
    assert [BackupName.parse(str(each)) for each in backups] == backups


def test_over_a_year_days_weeks_and_months_are_kept_as_said() -> None:
    chance = Random(1)
    there: list[BackupName] = []
    for number in range(1, 365 * 4):
        at = START + timedelta(hours=6 * number, minutes=chance.randint(0, 59))
        there.append(BackupName(number, at, BackupReason.INTERVAL))
        dropped = to_drop(there)
        there = [each for each in there if each not in dropped]

    days = [each.at.astimezone(VIET_NAM).date() for each in there]
    newest = days[-1]
    assert sum(day == newest - timedelta(days=1) for day in days) == 4
    assert {newest - timedelta(days=back) for back in range(12)} <= set(days)
    assert {(newest - timedelta(weeks=back)).isocalendar()[:2] for back in range(10)} <= {
        day.isocalendar()[:2] for day in days
    }
    assert len({(day.year, day.month) for day in days}) == 9
    assert len(there) < 40


def test_a_clock_that_stood_wrong_once_costs_one_place_in_each_row() -> None:
    right = [BackupName(day, START + timedelta(days=day), BackupReason.EXIT) for day in range(1, 300)]
    wrong = [*right[:-1], BackupName(299, datetime(2038, 1, 19, tzinfo=UTC), BackupReason.EXIT)]

    kept = [{each.number for each in run} - {each.number for each in to_drop(run)} for run in (right, wrong)]

    assert len(kept[0] - kept[1]) <= 4


def test_other_files_are_not_ours() -> None:
    assert [
        BackupName.parse(text)
        for text in ("", "thang 7", "000001.20261399T000000Z.hand", "000001.20260101T000000Z.x")
    ] == [None] * 4


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("2018-07", "after month 07/2018 was closed"),
        ("2018", "after year 2018 was closed"),
        ("", "after closing"),
    ],
)
def test_a_backup_made_at_closing_names_the_period_that_was_closed(period: str, why: str) -> None:
    assert BackupName(1, START, BackupReason.CLOSED, period).why == why
