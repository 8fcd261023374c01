"""The unit column of a list: codes, names, or both in one cell; what is not certain is never guessed."""

from pathlib import Path

import pytest

from evalapp.store.workspace import Workspace
from tests import make


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make.workspace(tmp_path)
    make.take_units(made)
    return made


@pytest.mark.parametrize(
    "said",
    [
        "PNV", "pnv", "Phòng Nội vụ", "phong noi vu", "PNV - Phòng Nội vụ", "Phòng Nội vụ (PNV)",
        "pnv: Phòng nội vụ", "Phòng Nội vụ – PNV", "PNV (Phòng Nội vụ)",
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_code_its_name_or_both(workspace: Workspace, said: str) -> None:
    report = make.take_people(workspace, make.person_row(3, unit=said))

    office = make.unit_id(workspace)
    assert (report.new, report.refused) == (1, ())
    with workspace.work() as work:
        assert work.people.by_code("NV003").positions[0].unit == office


@pytest.mark.parametrize(
    "said", ["PNV - Phòng Tư pháp", "PNV2 - Phòng Nội vụ", "PN", "PNV-Phòng Nội vụ", "Nội vụ (PNV)", "1"]
)
def test_a_code_beside_another_name_or_half_a_name_is_refused(workspace: Workspace, said: str) -> None:
    report = make.take_people(workspace, make.person_row(3, unit=said))

    assert [f"There is no unit “{said}”." in str(each.reasons[0]) for each in report.refused] == [True]


def test_of_two_units_with_one_name_the_code_beside_it_says_which(workspace: Workspace) -> None:
    make.take_units(workspace, ("PNV2", "Phòng Nội vụ", None, None, None, None))

    report = make.take_people(workspace, make.person_row(3, unit="PNV2 - Phòng Nội vụ"))

    assert report.refused == ()
    with workspace.work() as work:
        assert work.people.by_code("NV003").positions[0].unit == work.units.by_code("PNV2").id


def test_a_superior_is_known_by_code_and_name_together(workspace: Workspace) -> None:
    rows = (("PYT", "Phòng Y tế", f"{make.DISTRICT} - UBND quận Tây Hồ", None, None, None),)

    make.take_units(workspace, *rows)

    district = make.unit_id(workspace, make.DISTRICT)
    with workspace.work() as work:
        assert work.units.by_code("PYT").latest.parent == district
