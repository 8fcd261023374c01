from pathlib import Path

from evalapp.domain.rights import UserRole
from evalapp.usecases.search import locate_sheet, search_index
from tests.make import AUGUST, DISTRICT, JULY, NEXT_DOOR, OFFICE, office, opened, sign_in_as


def test_people_and_units_are_told_apart_by_position_and_superior(tmp_path: Path) -> None:
    workspace = office(tmp_path, people=2)

    with workspace.work() as work:
        index = search_index(work)

    assert [(each.code, each.name, each.title, each.unit) for each in index.people] == [
        ("NV001", "Đỗ Thị An", "Trưởng phòng", "Phòng Nội vụ"),
        ("NV002", "Lê Văn Bình", "Phó Trưởng phòng", "Phòng Nội vụ"),
    ]
    assert {each.code: each.superior for each in index.units} == {
        DISTRICT: "",
        OFFICE: "UBND quận Tây Hồ",
        NEXT_DOOR: "UBND quận Tây Hồ",
    }
    workspace.close()


def test_a_sheet_is_found_by_its_month_and_else_the_newest_is_taken(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    opened(workspace)

    with workspace.work() as work:
        july = locate_sheet(work, person="nv003", period=JULY, exactly=True)
        newest = locate_sheet(work, person="NV003", period=AUGUST, exactly=False)
        august = locate_sheet(work, person="NV003", period=AUGUST, exactly=True)

    assert july is not None
    assert (july.name, july.unit_code, july.period) == ("Nguyễn Hải Anh", OFFICE, JULY)
    assert newest == july
    assert august is None
    workspace.close()


def test_sheets_that_one_may_not_see_are_not_found(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    opened(workspace)
    sign_in_as(workspace, UserRole.HEAD, unit=NEXT_DOOR)

    with workspace.work() as work:
        assert locate_sheet(work, person="NV003", period=JULY, exactly=False) is None
    workspace.close()
