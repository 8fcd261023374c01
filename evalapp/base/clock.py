"""The one place that asks what time it is; everything else is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]

#: Viet Nam keeps UTC+7 all year and has no daylight saving time.
VIET_NAM = timezone(timedelta(hours=7), "ICT")


def system_clock() -> datetime:
    """The present moment, aware, in UTC, to the second: what the store keeps."""
    return datetime.now(UTC).replace(microsecond=0)
