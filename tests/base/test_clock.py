"""The clock of the program."""

from datetime import UTC, datetime, timedelta

from evalapp.base.clock import VIET_NAM, system_clock


def test_the_clock_tells_whole_seconds_in_utc() -> None:
    before = datetime.now(UTC)

    told = system_clock()

    assert told.tzinfo is UTC
    assert told.microsecond == 0
    assert before - timedelta(seconds=1) < told <= datetime.now(UTC)


def test_viet_nam_is_seven_hours_ahead() -> None:
    assert (
        datetime(2018, 6, 30, 17, tzinfo=UTC).astimezone(VIET_NAM).isoformat() == "2018-07-01T00:00:00+07:00"
    )
