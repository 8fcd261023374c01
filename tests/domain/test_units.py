"""Units over time."""

from datetime import date

import pytest

from evalapp.domain.units import Unit, UnitId, UnitVersion

OLD = UnitVersion("Phòng Nội vụ", until=date(2018, 6, 30))
NEW = UnitVersion("Phòng Nội vụ và Lao động", parent=UnitId(9), since=date(2018, 7, 1))
UNIT = Unit(UnitId(1), "u", "PNV", (OLD, NEW))


@pytest.mark.parametrize(("day", "version"), [(date(2018, 6, 30), OLD), (date(2018, 7, 1), NEW)])
def test_a_unit_is_called_what_it_was_called_on_the_day(day: date, version: UnitVersion) -> None:
    assert UNIT.on(day) is version


@pytest.mark.parametrize(
    ("today", "name"),
    [(date(2018, 6, 30), "Phòng Nội vụ"), (date(2018, 7, 1), "Phòng Nội vụ và Lao động")],
)
def test_a_unit_goes_by_a_name_recorded_ahead_only_from_its_day_on(today: date, name: str) -> None:
    unit = Unit(UnitId(1), "u", "PNV", (OLD, NEW), today)

    assert (unit.name, unit.latest) == (name, NEW)


def test_a_unit_that_is_still_to_begin_goes_by_the_name_it_will_have() -> None:
    assert Unit(UnitId(1), "u", "PNV", (NEW,), date(2018, 6, 30)).name == NEW.name


def test_a_unit_that_ended_does_not_exist_afterwards() -> None:
    ended = Unit(UnitId(1), "u", "PNV", (OLD,))

    assert ended.on(date(2018, 7, 1)) is None
    assert ended.name == "Phòng Nội vụ"


@pytest.mark.parametrize(
    ("other", "overlapping"),
    [
        (NEW, False),
        (UnitVersion("Phòng", since=date(2018, 6, 30)), True),
        (UnitVersion("Phòng", until=date(2018, 1, 1)), True),
        (UnitVersion("Phòng"), True),
    ],
)
def test_two_versions_overlap_when_both_hold_on_one_day(other: UnitVersion, *, overlapping: bool) -> None:
    assert OLD.overlaps(other) is overlapping
    assert other.overlaps(OLD) is overlapping
