"""Taking an office's list of people in: who is who, and nothing half done."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice
from evalapp.domain.people import Category, Person, Role
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.people import deactivate_person, list_people, move_person
from evalapp.usecases.people_import import import_people
from tests import make

DRY, GOOD = ImportChoice(dry_run=True), ImportChoice(take_good=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make.workspace(tmp_path)
    make.take_units(made)
    return made


def people(workspace: Workspace) -> dict[str, Person]:
    with workspace.work() as work:
        return {person.code: person for person in work.people.all()}


def row(number: int = 3, **changed: Any) -> tuple[Any, ...]:
    return make.person_row(number, **changed)


def test_a_list_comes_in_whole(workspace: Workspace) -> None:
    report = make.take_people(workspace, *(row(number) for number in range(1, 11)))

    assert (report.read, report.new, report.applied, report.warnings) == (10, 10, True, ())
    assert [p.name for p in people(workspace).values()] == [
        "Đỗ Thị An", "Nguyễn Hải Anh", "Phạm Đức Ánh", "Trần Thị Ân", "Lê Văn Bình", "Vũ Quốc Cường",
        "Hoàng Ngọc Đào", "Bùi Thanh Hà", "Ngô Xuân Hòa", "Tạ Đình Ơn",
    ]  # fmt: skip


def test_the_role_comes_from_the_title_and_the_category_from_its_column(workspace: Workspace) -> None:
    make.take_people(workspace, *(row(number) for number in (1, 2, 3, 10)))

    held = {code: person.positions[0] for code, person in people(workspace).items()}
    assert [held[code].role for code in ("NV001", "NV002", "NV003")] == [Role.HEAD, Role.DEPUTY, Role.STAFF]
    assert held["NV010"].category is Category.CONTRACT


def test_the_same_list_twice_changes_nothing(workspace: Workspace) -> None:
    rows = [row(number) for number in range(1, 11)]
    make.take_people(workspace, *rows)
    with workspace.work() as work:
        before = (work.people.all(), work.audit.count())

    report = make.take_people(workspace, *rows)

    assert (report.new, report.changed, report.same) == (0, 0, 10)
    with workspace.work() as work:
        assert (work.people.all(), work.audit.count()) == before


def test_a_dry_run_tells_the_same_and_takes_nothing_in(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(1), row(2), choice=DRY)

    assert (report.new, report.applied, people(workspace)) == (2, False, {})


REFUSED: list[tuple[dict[str, Any], str, Any, str]] = [
    ({"name": None}, "Họ và tên", "", "No name is given"),
    ({"name": "12345"}, "Họ và tên", "12345", "is no name of a person"),
    ({"name": "Nguy?n V?n An"}, "Họ và tên", "Nguy?n V?n An", "letters were lost"),
    ({"birth": "31/02/1980"}, "Ngày sinh", "31/02/1980", "does not exist"),
    ({"birth": "05/11/80"}, "Ngày sinh", "05/11/80", "year of two digits"),
    ({"birth": "01/01/2016"}, "Ngày sinh", "01/01/2016", "can be born in 2016"),
    ({"unit": "XX"}, "Đơn vị", "XX", "There is no unit “XX”"),
    ({"unit": None}, "Đơn vị", "", "No unit is given"),
    ({"category": "Thực tập"}, "Đối tượng", "Thực tập", "is no category"),
    ({"since": "01/08/2018", "until": "31/07/2018"}, "Đến ngày", "31/07/2018", "ends before it begins"),
    ({"code": date(2018, 7, 1)}, "Mã CB", "01/07/2018", "Excel made something else of it"),
]


@pytest.mark.parametrize(("changed", "column", "value", "reason"), REFUSED)
def test_a_bad_row_is_refused_with_excels_row_number_and_nothing_comes_in(
    workspace: Workspace, changed: dict[str, Any], column: str, value: str, reason: str
) -> None:
    report = make.take_people(workspace, row(1), row(3, **changed), row(2), first=5)

    [refusal] = report.refused
    assert (refusal.row, refusal.column, refusal.value) == (7, column, value)
    assert reason in str(refusal.reasons[0])
    assert (report.read, report.new, report.applied, people(workspace)) == (3, 2, False, {})


@pytest.mark.parametrize("name", ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)"])
def test_a_name_that_looks_like_a_formula_is_kept_as_typed_and_asked_about(
    workspace: Workspace, name: str
) -> None:
    report = make.take_people(workspace, row(1, name=name))

    assert [each.name for each in people(workspace).values()] == [name]
    assert "looks like a formula" in str(report.warnings[0].reason)


def test_the_good_rows_come_in_without_the_refused_when_asked_for(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(1), row(3, birth="31/02/1980"), row(2), choice=GOOD)

    assert (report.new, len(report.refused), report.applied) == (2, 1, True)
    assert set(people(workspace)) == {"NV001", "NV002"}


def test_a_dry_run_with_take_good_still_takes_nothing_in(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(1), choice=ImportChoice(dry_run=True, take_good=True))

    assert (report.applied, people(workspace)) == (False, {})


def test_one_row_is_refused_once_with_every_reason(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3, birth="31/02/1980", unit="XX", category="?"))

    [refusal] = report.refused
    assert len(refusal.reasons) == 3


def test_two_people_with_one_code_are_refused(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3), row(4, code="nv003"))

    [refusal] = report.refused
    assert refusal.row == 3
    assert [reason.values.get("row") for reason in refusal.reasons] == [None, 2]


def test_one_person_twice_at_the_same_time_is_refused(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3), row(3, unit=make.NEXT_DOOR))

    assert "at the same time" in str(report.refused[0].reasons[0])


def test_the_code_of_somebody_else_is_refused(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(4, code="NV003"))

    assert "The code NV003 belongs to Nguyễn Hải Anh, born 03/03/1980" in str(report.refused[0].reasons[0])
    assert people(workspace)["NV003"].name == "Nguyễn Hải Anh"


def test_a_new_name_with_the_same_code_and_birth_comes_in_with_a_warning(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, name="Nguyễn Hải Yến"))

    assert (report.changed, len(report.warnings)) == (1, 1)
    assert people(workspace)["NV003"].name == "Nguyễn Hải Yến"


def test_two_of_one_name_are_told_apart_by_code(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3), row(4, name="Nguyễn Hải Anh"))

    assert (report.new, report.warnings) == (2, ())
    assert [p.name for p in people(workspace).values()] == ["Nguyễn Hải Anh"] * 2


def test_without_a_code_somebody_is_known_by_name_and_birth_with_a_warning(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, code=None, position="Chuyên viên chính"))

    assert (report.new, report.changed, [doubt.row for doubt in report.warnings]) == (0, 1, [2])
    assert people(workspace)["NV003"].positions[0].title == "Chuyên viên chính"


def test_without_a_code_another_birth_is_another_person(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, code=None, birth="04/04/1990"))

    assert report.new == 1
    assert sorted(people(workspace)) == ["NV003", "NV004"]


def test_a_list_without_codes_twice_makes_nobody_twice(workspace: Workspace) -> None:
    rows = [row(number, code=None) for number in (3, 4, 5)]
    make.take_people(workspace, *rows)

    report = make.take_people(workspace, *rows)

    assert (report.new, report.same) == (0, 3)
    assert len(people(workspace)) == 3


def test_without_a_code_two_namesakes_of_one_birth_are_refused(workspace: Workspace) -> None:
    make.take_people(workspace, row(3), row(4, name="Nguyễn Hải Anh", birth="03/03/1980"))

    report = make.take_people(workspace, row(3, code=None))

    assert report.refused[0].reasons[0].values["codes"] == ["NV003", "NV004"]


def test_a_row_with_days_is_a_transfer_and_the_position_before_ends(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, unit=make.NEXT_DOOR, since="16/07/2018"))

    assert (report.changed, report.warnings) == (1, ())
    assert [(p.since, p.until) for p in people(workspace)["NV003"].positions] == [
        (None, date(2018, 7, 15)),
        (date(2018, 7, 16), None),
    ]


def test_both_rows_of_a_transfer_in_one_list_come_in_and_stay_the_same(workspace: Workspace) -> None:
    rows = (row(3, until="15/07/2018"), row(3, unit=make.NEXT_DOOR, since="16/07/2018"))

    first, again = make.take_people(workspace, *rows), make.take_people(workspace, *rows)

    assert (first.new, first.changed, again.same) == (1, 1, 2)
    assert len(people(workspace)["NV003"].positions) == 2


def test_an_earlier_position_may_come_in_later_without_its_first_day(workspace: Workspace) -> None:
    make.take_people(workspace, row(3, since="16/07/2018"))

    report = make.take_people(workspace, row(3, unit=make.NEXT_DOOR, until="15/07/2018"))

    assert (report.changed, report.warnings) == (1, ())
    assert [(p.since, p.until) for p in people(workspace)["NV003"].positions] == [
        (None, date(2018, 7, 15)),
        (date(2018, 7, 16), None),
    ]


def test_another_unit_without_a_day_is_a_correction_and_is_asked_about(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, unit=make.NEXT_DOOR))

    assert "changes without a date" in str(report.warnings[0].reason)
    assert len(people(workspace)["NV003"].positions) == 1


def test_a_position_held_besides_is_not_evaluated(workspace: Workspace) -> None:
    besides = row(3, unit=make.NEXT_DOOR, position="Phó Trưởng phòng", note="Kiêm nhiệm")

    first = make.take_people(workspace, row(3), besides)
    again = make.take_people(workspace, row(3), besides)

    assert (first.new, first.changed, first.refused, again.same) == (1, 1, (), 2)
    positions = people(workspace)["NV003"].positions
    assert sorted((p.unit == make.unit_id(workspace), p.evaluated_here) for p in positions) == [
        (False, False),
        (True, True),
    ]


def test_a_unit_is_known_by_its_name_where_only_one_has_it(workspace: Workspace) -> None:
    make.take_people(workspace, row(3, unit="phòng nội vụ"))

    assert people(workspace)["NV003"].positions[0].unit == make.unit_id(workspace)


def test_a_name_that_two_units_have_is_refused_naming_their_codes(workspace: Workspace) -> None:
    make.take_units(workspace, ("PNV2", "Phòng Nội vụ", None, None, None, None))

    report = make.take_people(workspace, row(3, unit="Phòng Nội vụ"))

    assert sorted(report.refused[0].reasons[0].values["codes"]) == ["PNV", "PNV2"]


def test_only_a_year_of_birth_is_enough(workspace: Workspace) -> None:
    make.take_people(workspace, row(3, birth=1980))

    birth = people(workspace)["NV003"].birth
    assert birth is not None
    assert (birth.year, birth.day) == (1980, None)


def test_a_whole_birth_is_not_lost_to_a_list_that_knows_only_the_year(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, birth=1980))

    assert report.same == 1
    assert str(people(workspace)["NV003"].birth) == "1980-03-03"


def test_a_date_that_excel_may_have_swapped_is_asked_about(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3, birth=date(1980, 3, 4)), row(4, birth="25/12/1981"))

    assert [doubt.row for doubt in report.warnings] == [2]
    assert report.applied


def test_no_category_is_taken_as_civil_servant_with_a_warning(workspace: Workspace) -> None:
    report = make.take_people(workspace, row(3, category=None))

    assert len(report.warnings) == 1
    assert people(workspace)["NV003"].positions[0].category is Category.CIVIL_SERVANT


def test_who_was_deactivated_becomes_active_again_with_a_warning(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))
    with workspace.work() as work:
        deactivate_person(work, code="NV003")

    report = make.take_people(workspace, row(3))

    assert (report.changed, len(report.warnings)) == (1, 1)
    assert people(workspace)["NV003"].active


def test_a_name_in_decomposed_letters_is_the_same_name(workspace: Workspace, tmp_path: Path) -> None:
    make.take_people(workspace, row(3))
    header, decomposed = make.PEOPLE_HEADER, unicodedata.normalize("NFD", "Nguyễn  Hải Anh")
    file = make.book(tmp_path / "nfd.xlsx", header, row(3, name=decomposed))

    with workspace.work() as work:
        report = import_people(work, read=find_list(read_workbook(file), PEOPLE), choice=ImportChoice())

    assert report.same == 1


def test_a_real_workbook_with_titles_notes_and_totals_comes_in(workspace: Workspace, tmp_path: Path) -> None:
    file = make.book(
        tmp_path / "ds.xlsx",
        ["UBND QUẬN TÂY HỒ"],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        [],
        ["STT", "Mã CB", "Họ đệm", "Tên", "Ngày\nsinh", "PHONG BAN", "Chức vụ", "Đối tượng"],
        [1, "NV001", "Đỗ Thị", "An", date(1980, 3, 25), "PNV", "Trưởng phòng", "Công chức"],
        [2, "NV002", "Lê Văn", "Bình", "31/02/1976", "PNV", "Phó Trưởng phòng", "Công chức"],
        [],
        ["", "Tổng cộng: 2 người"],
        ["", "", "", "", "", "", "NGƯỜI LẬP BIỂU"],
    )

    with workspace.work() as work:
        report = import_people(work, read=find_list(read_workbook(file), PEOPLE), choice=GOOD)

    [refusal] = report.refused
    assert (report.read, report.new, refusal.row, refusal.column) == (2, 1, 6, "Ngày sinh")
    assert people(workspace)["NV001"].name == "Đỗ Thị An"


def test_an_import_keeps_counts_and_a_digest_in_the_history_and_no_name(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))

    with workspace.work() as work:
        [entry] = work.audit.entries(most=1)
    assert entry.action == "people.imported"
    assert "Anh" not in str(entry.detail)


def test_who_may_not_change_people_takes_nothing_in(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.HEAD)

    with pytest.raises(Exception, match="Lan may not change units and people here"):
        make.take_people(workspace, row(3))


def test_a_personnel_officer_of_one_unit_takes_in_its_people_and_no_others(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.PERSONNEL, unit=make.NEXT_DOOR)

    report = make.take_people(workspace, row(3), row(4, unit=make.NEXT_DOOR), choice=GOOD)

    assert [refusal.row for refusal in report.refused] == [2]
    assert list(people(workspace)) == ["NV004"]


def test_a_personnel_officer_of_one_unit_takes_nobody_of_another_away(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))
    make.sign_in_as(workspace, UserRole.PERSONNEL, unit=make.NEXT_DOOR)

    report = make.take_people(workspace, row(3, unit=make.NEXT_DOOR))

    assert [refusal.row for refusal in report.refused] == [2]
    with pytest.raises(Exception, match="may not change units and people here"), workspace.work() as work:
        deactivate_person(work, code="NV003")


def test_moving_somebody_by_hand_ends_the_position_before(workspace: Workspace) -> None:
    make.take_people(workspace, row(3))
    key = make.unit_id(workspace, make.NEXT_DOOR)

    with workspace.work() as work:
        move_person(work, code="NV003", unit=key, title="Phó Trưởng phòng", since=date(2018, 8, 1))

    positions = people(workspace)["NV003"].positions
    assert [(p.role, p.until) for p in positions] == [(Role.STAFF, date(2018, 7, 31)), (Role.DEPUTY, None)]


def test_the_people_of_a_unit_are_those_of_the_day(workspace: Workspace) -> None:
    make.take_people(
        workspace, row(3, until="15/07/2018"), row(3, unit=make.NEXT_DOOR, since="16/07/2018"), row(4)
    )
    key = make.unit_id(workspace)

    with workspace.work() as work:
        july, august = (
            [p.code for p in list_people(work, unit=key, day=day)]
            for day in (date(2018, 7, 1), date(2018, 8, 1))
        )

    assert (july, august) == (["NV003", "NV004"], ["NV004"])


def test_what_a_list_leaves_out_stays_as_it_is_known(workspace: Workspace) -> None:
    make.take_people(workspace, row(3, position="Phó Trưởng phòng", category="Viên chức"))

    report = make.take_people(workspace, row(3, position=None, category=None))

    assert (report.changed, report.same) == (0, 1)
    known = people(workspace)[make.CODES[2]].positions[0]
    assert (known.title, known.role, known.category) == (
        "Phó Trưởng phòng",
        Role.DEPUTY,
        Category.PUBLIC_EMPLOYEE,
    )


def test_without_a_code_somebody_of_the_unit_with_that_name_and_another_birth_is_told(
    workspace: Workspace,
) -> None:
    make.take_people(workspace, row(3))

    report = make.take_people(workspace, row(3, code=None, birth="01/01/1999"))

    told = [str(doubt.reason) for doubt in report.warnings]
    assert any(each.startswith("Nguyễn Hải Anh of the same unit has the code NV003") for each in told)
    assert len(people(workspace)) == 2


def test_a_day_is_shown_as_it_is_read_where_it_was_written_otherwise(workspace: Workspace) -> None:
    report = make.take_people(workspace, make.person_row(1, birth="3-2-1990"))

    assert [row.meant.get("birth_date") for row in report.rows] == ["03/02/1990"]
