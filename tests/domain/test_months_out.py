"""Which months of a year do not count for somebody, and why."""

from datetime import date
from decimal import Decimal

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.months_out import (
    NOT_IN_SERVICE,
    months_in_service,
    months_that_do_not_count,
    reason_words,
)
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.registers import Entry, EntryId
from tests import make

YEAR = Period(2026, 0, PeriodKind.YEAR)


def leave(kind: str, since: str, until: str | None = None, *, withdrawn: str | None = None) -> Entry:
    """Leave of the one person of these tests."""
    last = date.fromisoformat(until) if until else None
    return Entry(
        EntryId(1), KINDS[kind], date.fromisoformat(since), last, person=PersonId(1), withdrawn=withdrawn
    )


def months(found: dict[Period, str]) -> dict[str, str]:
    """Months by their text."""
    return {str(month): reason for month, reason in found.items()}


def test_months_wholly_on_maternity_leave_do_not_count_and_those_partly_worked_do() -> None:
    who = make.person(make.position())
    taken = leave("leave_maternity", "2026-03-16", "2026-06-10")

    found = months_that_do_not_count(who, [taken], YEAR)

    assert months(dict(found)) == {"2026-04": "leave_maternity", "2026-05": "leave_maternity"}


def test_a_month_is_all_leave_when_only_its_weekend_is_not() -> None:
    who = make.person(make.position())
    monday_to_friday = leave("leave_sick", "2026-02-02", "2026-02-27")

    found = months_that_do_not_count(who, [monday_to_friday], YEAR)

    assert months(dict(found)) == {"2026-02": "leave_sick"}


def test_two_leaves_that_meet_make_a_month_that_the_longer_one_names() -> None:
    who = make.person(make.position())
    sick = leave("leave_sick", "2026-07-01", "2026-07-08")
    unpaid = leave("leave_unpaid", "2026-07-09", "2026-07-31")

    found = months_that_do_not_count(who, [unpaid, sick], YEAR)

    assert months(dict(found)) == {"2026-07": "leave_unpaid"}


def test_annual_and_study_leave_take_no_month_out() -> None:
    who = make.person(make.position())
    taken = [leave("leave_annual", "2026-07-01", "2026-07-31"), leave("leave_study", "2026-08-01")]

    assert not months_that_do_not_count(who, taken, YEAR)


def test_withdrawn_leave_and_leave_of_somebody_else_take_no_month_out() -> None:
    who = make.person(make.position())
    withdrawn = leave("leave_sick", "2026-07-01", "2026-07-31", withdrawn="Ghi nhầm")
    other = Entry(EntryId(2), KINDS["leave_sick"], date(2026, 7, 1), date(2026, 7, 31), person=PersonId(2))

    assert not months_that_do_not_count(who, [withdrawn, other], YEAR)


def test_months_before_somebody_came_and_after_they_left_do_not_count() -> None:
    who = make.person(make.position(since="2026-03-31", until="2026-10-01"))

    found = months_that_do_not_count(who, [], YEAR)

    assert months(dict(found)) == dict.fromkeys(("2026-01", "2026-02", "2026-11", "2026-12"), NOT_IN_SERVICE)
    assert months_in_service(who.positions, YEAR) == Decimal(8)


def test_a_move_between_units_takes_no_month_out() -> None:
    who = make.person(make.position(1, until="2026-06-15"), make.position(2, since="2026-06-16"))

    assert not months_that_do_not_count(who, [], YEAR)


def test_a_quarter_asks_about_its_own_months_only() -> None:
    who = make.person(make.position())
    taken = leave("leave_maternity", "2026-01-01", "2026-06-30")

    found = months_that_do_not_count(who, [taken], Period(2026, 2, PeriodKind.QUARTER))

    assert list(months(dict(found))) == ["2026-04", "2026-05", "2026-06"]


def test_every_reason_has_words() -> None:
    leave_kinds = [kind.code for kind in KINDS.values() if kind.fact == "absent_months"]

    assert all(reason_words(reason) for reason in (NOT_IN_SERVICE, *leave_kinds))
