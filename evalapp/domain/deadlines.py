"""Until when a step of the month is due, as its policy says."""

from datetime import date, timedelta

from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Step

_SATURDAY = 5


def due_date(step: Step, period: Period) -> date | None:
    """The last day on which a step of a period is in time; None where the policy sets none.

    A working day is Monday to Friday here: the holiday table belongs to the policy's petition clock.
    """
    month = period
    for _ in range(step.due_months_later):
        month = month.next()
    if step.due_day is not None:
        return month.first_day.replace(day=min(step.due_day, month.last_day.day))
    if not step.due_last_working_day:
        return None
    day = month.last_day
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    return day
