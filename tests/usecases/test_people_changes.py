"""What a list of people would change is told from what to what, before it is taken in."""

from pathlib import Path
from typing import Any

import pytest

from evalapp.domain.imports import Fate, ImportChoice
from evalapp.store.workspace import Workspace
from evalapp.usecases.people import deactivate_person
from tests import make

DRY = ImportChoice(dry_run=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make.workspace(tmp_path)
    make.take_units(made)
    make.take_people(made, make.person_row(3), make.person_row(4))
    return made


def said(workspace: Workspace, **changed: Any) -> list[str]:
    [row] = make.take_people(workspace, make.person_row(3, **changed), choice=DRY).rows
    assert row.fate is Fate.CHANGED
    return [change.said for change in row.changes]


def test_each_good_row_says_whether_it_is_new_changed_or_known(workspace: Workspace) -> None:
    rows = (make.person_row(3, position="Văn thư"), make.person_row(4), make.person_row(5))

    report = make.take_people(workspace, *rows, choice=DRY)

    assert [(row.row, row.fate, row.who) for row in report.rows] == [
        (2, Fate.CHANGED, "Nguyễn Hải Anh (NV003)"),
        (3, Fate.SAME, "Trần Thị Ân (NV004)"),
        (4, Fate.NEW, "Phạm Đức Ánh (NV005)"),
    ]
    assert [len(row.changes) for row in report.rows] == [1, 0, 0]


CORRECTED: list[tuple[dict[str, Any], list[str]]] = [
    ({"position": "Văn thư"}, ["Chức vụ: Chuyên viên → Văn thư"]),
    (
        {"position": "Phó Trưởng phòng"},
        ["Chức vụ: Chuyên viên → Phó Trưởng phòng", "Role: Staff member → Deputy"],
    ),
    ({"unit": make.NEXT_DOOR}, ["Đơn vị: Phòng Nội vụ → Phòng Tư pháp"]),
    ({"category": "Viên chức"}, ["Đối tượng: Civil servant → Public employee"]),
    ({"note": "Biệt phái"}, ["Ghi chú: – → Biệt phái"]),
    ({"name": "Nguyễn Hải Ánh"}, ["Họ và tên: Nguyễn Hải Anh → Nguyễn Hải Ánh"]),
]


@pytest.mark.parametrize(("changed", "told"), CORRECTED)
def test_what_is_corrected_is_told_under_the_headings_of_the_list(
    workspace: Workspace, changed: dict[str, Any], told: list[str]
) -> None:
    assert said(workspace, **changed) == told


def test_a_transfer_is_told_with_its_day_and_not_as_the_end_of_what_was_held(workspace: Workspace) -> None:
    assert said(workspace, unit=make.NEXT_DOOR, since="01/10/2018") == [
        "Chức vụ: Chuyên viên, Phòng Nội vụ → Chuyên viên, Phòng Tư pháp from 01/10/2018"
    ]


def test_the_end_of_a_position_is_told(workspace: Workspace) -> None:
    assert said(workspace, until="31/12/2018") == ["Đến ngày: – → 31/12/2018"]


def test_a_position_held_besides_stands_beside_nothing(workspace: Workspace) -> None:
    told = said(workspace, unit=make.NEXT_DOOR, since="01/10/2018", note="kiêm nhiệm")

    assert told[0] == "Chức vụ: – → Chuyên viên, Phòng Tư pháp from 01/10/2018"


def test_somebody_who_becomes_active_again_is_told(workspace: Workspace) -> None:
    with workspace.work() as work:
        deactivate_person(work, code="NV003")

    assert said(workspace) == ["Standing: Inactive → Active"]


def test_two_rows_about_somebody_each_tell_what_they_change_themselves(workspace: Workspace) -> None:
    rows = (
        make.person_row(3, until="30/09/2018"),
        make.person_row(3, unit=make.NEXT_DOOR, since="01/10/2018"),
    )

    report = make.take_people(workspace, *rows, choice=DRY)

    assert [[change.said for change in row.changes] for row in report.rows] == [
        ["Đến ngày: – → 30/09/2018"],
        ["Chức vụ: – → Chuyên viên, Phòng Tư pháp from 01/10/2018"],
    ]
