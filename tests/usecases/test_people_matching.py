"""How the rows of a list of people are matched with the units and people that are known."""

from pathlib import Path

import pytest

from evalapp.base.messages import tr_error
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.store.workspace import Workspace
from tests import make

DRY = ImportChoice(dry_run=True)
UNITS = (
    ("UB", "UBND thành phố", "", "", "", ""),
    ("TCKH", "Phòng Tài chính - Kế hoạch", "", "UB", "", ""),
    ("GDDT", "Phòng Giáo dục và Đào tạo", "", "UB", "", ""),
    ("PTP", "Phòng Tư pháp", "", "UB", "", ""),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make.workspace(tmp_path)
    make.take_units(made, *UNITS)
    return made


def told(workspace: Workspace, **changed: object) -> ImportReport:
    return make.take_people(workspace, make.person_row(3, **changed), choice=DRY)


@pytest.mark.parametrize(
    "written",
    [
        "Phòng Tài chính – Kế hoạch",
        "Phòng Tài chính-Kế hoạch",
        "phòng tài chính kế hoạch",
        "Phòng Giáo dục & Đào tạo",
    ],
)
def test_a_unit_is_known_whatever_dash_or_sign_stands_in_its_name(workspace: Workspace, written: str) -> None:
    assert told(workspace, unit=written).refused == ()


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch (TCKH)"),
        ("Phòng TCKH", "Phòng Tài chính - Kế hoạch (TCKH)"),
        ("P. GD&ĐT", "Phòng Giáo dục và Đào tạo (GDDT)"),
    ],
)
def test_a_shortened_name_is_asked_about_with_the_unit_it_is_short_for(
    workspace: Workspace, written: str, near: str
) -> None:
    [refusal] = told(workspace, unit=written).refused

    assert f"Is it one of these: {near}" in tr_error(refusal.reasons[0])


@pytest.mark.parametrize(
    ("birth", "said"),
    [("03/03/1980", "matched by name and birth"), (None, "no birth; matched by name and unit")],
)
def test_somebody_without_a_code_is_told_by_what_they_were_matched(
    workspace: Workspace, birth: str | None, said: str
) -> None:
    make.take_people(workspace, make.person_row(3, unit="PTP"))

    report = told(workspace, unit="PTP", code=None, birth=birth)

    assert said in str(report.warnings[0].reason)


def test_another_role_without_a_day_is_asked_about(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(1, unit="PTP"))

    report = make.take_people(
        workspace, make.person_row(1, unit="PTP", position="Phó Trưởng phòng"), choice=DRY
    )

    assert [str(each.reason) for each in report.warnings] == [
        "Đỗ Thị An becomes Deputy without a date: taken as a correction of all the time in the position. "
        "For an appointment, give its first day."
    ]


@pytest.mark.parametrize("written", ["Hợp đồng 68", "HĐ 111"])
def test_contracts_are_known_by_the_number_that_offices_call_them_by(
    workspace: Workspace, written: str
) -> None:
    assert told(workspace, unit="PTP", category=written).refused == ()
