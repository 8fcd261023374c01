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


def test_a_unit_is_known_by_its_last_name() -> None:
    assert UNIT.name == "Phòng Nội vụ và Lao động"
    assert UNIT.latest is NEW


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
