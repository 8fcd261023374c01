"""How the top of the window calls the unit: as the papers of the month do, and like no other unit."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from evalapp.domain.periods import Period
from evalapp.domain.units import UnitVersion
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.shell.top_bar import TopBar
from tests.ui.driver import Driver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import JULY, NAMES, UNIT, closed

Sit = Callable[..., Driver]
BEFORE, SINCE = "Phòng Nội vụ", "Phòng Tổ chức - Nội vụ"


def renamed_in_september(workspace: Workspace) -> None:
    """July is closed; since September the unit has another name."""
    closed(workspace)
    with workspace.work() as work:
        unit = work.units.by_code(UNIT)
        first = replace(unit.latest, until=date(2018, 8, 31))
        second = replace(unit.latest, name=SINCE, since=date(2018, 9, 1))
        work.units.save_versions(unit.id, (first, second))
        work.audit.record("test.renamed", UNIT)


def two_of_one_name(workspace: Workspace) -> None:
    """Another authority has an office of the same name."""
    closed(workspace)
    with workspace.work() as work:
        other = work.units.add("BM", [UnitVersion("UBND huyện Bắc Mê", "UBND cấp huyện")])
        work.units.add("PNV2", [UnitVersion(BEFORE, "Cơ quan hành chính", other)])
        work.audit.record("test.added", "PNV2")


def unit_at_the_top(at: Driver) -> str:
    """What the picker of the unit says."""
    bar = at.window.findChild(TopBar)
    assert bar is not None
    return bar.findChildren(ChoicePicker)[0].accessibleName().removeprefix("Unit: ")


def test_the_top_calls_a_unit_as_the_form_of_that_month_does(user: Sit) -> None:
    at = open_sheet(user(renamed_in_september), NAMES[0])
    issuer, _ = at.screen.state.heading
    in_july = unit_at_the_top(at)

    at.visit("month", period=Period(2018, 9))

    assert issuer.endswith(BEFORE)
    assert in_july == BEFORE
    assert unit_at_the_top(at) == SINCE


@pytest.mark.parametrize(("code", "superior"), [(UNIT, "Bắc Quang"), ("PNV2", "Bắc Mê")])
def test_a_unit_whose_name_another_has_is_named_with_its_superior(
    user: Sit, code: str, superior: str
) -> None:
    at = user(two_of_one_name)

    at.visit("month", unit=code, period=JULY)

    assert unit_at_the_top(at) == f"{BEFORE} · UBND huyện {superior}"


def test_a_name_that_no_other_unit_has_stands_alone(user: Sit) -> None:
    assert unit_at_the_top(user(closed)) == BEFORE
