from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import FieldError, UserError
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.choosing import evaluated
from evalapp.usecases.entering import (
    PersonEntry,
    PositionEntry,
    UnitEntry,
    add_person,
    add_position,
    add_unit,
    edit_person,
    edit_position,
    edit_unit,
    leave_person,
    remove_position,
)
from evalapp.usecases.unit_doubts import doubts_about_end
from tests import make
from tests.make import DISTRICT, NEXT_DOOR, OFFICE, office, sign_in_as

NEW = PersonEntry("TP009", "Lò Thị Mỷ", "05/06/1990")
STAFF = PositionEntry(NEXT_DOOR, "Chuyên viên", category=Category.PUBLIC_EMPLOYEE)


def add(to: Workspace, person: PersonEntry = NEW, position: PositionEntry = STAFF) -> None:
    with to.work() as work:
        add_person(work, person=person, position=position)


def test_a_unit_is_added_and_renamed_from_a_day_on(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    with workspace.work() as work:
        add_unit(work, entry=UnitEntry("TTDV", "Trung tâm Dịch vụ", "Đơn vị sự nghiệp", DISTRICT))

    with workspace.work() as work:
        entry = UnitEntry("TTDV", "Trung tâm Dịch vụ công", "Đơn vị sự nghiệp", DISTRICT, since="01/08/2018")
        renamed = edit_unit(work, entry=entry)

    assert [(each.name, each.since, each.until) for each in renamed.versions] == [
        ("Trung tâm Dịch vụ", None, date(2018, 7, 31)),
        ("Trung tâm Dịch vụ công", date(2018, 8, 1), None),
    ]
    workspace.close()


@pytest.mark.parametrize(
    ("entry", "field", "reason"),
    [
        (UnitEntry(OFFICE, "Phòng khác"), "code", "belongs to another unit"),
        (UnitEntry("", "Phòng khác"), "code", "has no code"),
        (UnitEntry("PX", ""), "name", "has no name"),
        (UnitEntry("PX", "Phòng X", parent="KHONG"), "parent", "There is no unit"),
        (UnitEntry("PX", "Phòng X", since="31/02/2018"), "since", "31/02/2018"),
        (UnitEntry("PX", "Phòng X", since="02/08/2018", until="01/08/2018"), "until", "ends before"),
    ],
)
def test_a_unit_that_cannot_be_says_which_field_is_at_fault(
    tmp_path: Path, entry: UnitEntry, field: str, reason: str
) -> None:
    workspace = office(tmp_path)

    with pytest.raises(FieldError, match=reason) as refused, workspace.work() as work:
        add_unit(work, entry=entry)

    assert refused.value.field == field
    workspace.close()


def test_somebody_is_added_with_a_position_and_the_role_of_its_title(tmp_path: Path) -> None:
    workspace = office(tmp_path)

    add(workspace, position=PositionEntry("Phòng Tư pháp", "Phó Trưởng phòng", since="01/07/2018"))

    with workspace.work() as work:
        added = work.people.by_code("TP009")
    assert (added.positions[0].role, added.positions[0].since) == (Role.DEPUTY, date(2018, 7, 1))
    assert added.birth is not None
    assert added.birth.label == "05/06/1990"
    workspace.close()


@pytest.mark.parametrize(
    ("person", "position", "field", "reason"),
    [
        (PersonEntry("NV001", "Lò Thị Mỷ"), STAFF, "code", "belongs to Đỗ Thị An"),
        (PersonEntry("", "Đỗ Thị An", "01/03/1980"), STAFF, "code", "known already"),
        (PersonEntry("X", ""), STAFF, "name", "No name"),
        (PersonEntry("X", "12345"), STAFF, "name", "number"),
        (PersonEntry("X", "Lò Thị Mỷ", "31/02/1980"), STAFF, "birth_date", "31/02/1980"),
        (PersonEntry("X", "Lò Thị Mỷ", "2017"), STAFF, "birth_date", "born in 2017"),
        (NEW, PositionEntry("KHONG", "Chuyên viên"), "unit", "no unit"),
        (NEW, PositionEntry("", "Chuyên viên"), "unit", "No unit"),
        (NEW, PositionEntry(OFFICE, "", since="2/2018/1"), "since", "2/2018/1"),
    ],
)
def test_a_person_who_cannot_be_says_which_field_is_at_fault(
    tmp_path: Path, person: PersonEntry, position: PositionEntry, field: str, reason: str
) -> None:
    workspace = office(tmp_path)

    with pytest.raises(FieldError, match=reason) as refused:
        add(workspace, person, position)

    assert refused.value.field == field
    with workspace.work() as work:
        assert len(work.people.all()) == 10
    workspace.close()


def test_name_birth_and_note_are_corrected_and_the_history_tells_from_what(tmp_path: Path) -> None:
    workspace = office(tmp_path)

    with workspace.work() as work:
        edited = edit_person(work, entry=PersonEntry("nv001", " Đỗ  Thị Ân ", "1981", "Đi học"))
        entry = work.audit.entries(most=1)[0]

    assert (edited.code, edited.name, str(edited.birth), edited.note) == (
        "NV001",
        "Đỗ Thị Ân",
        "1981",
        "Đi học",
    )
    assert entry.action == "person.edited"
    assert entry.detail is not None
    assert entry.detail["before"] == ["Đỗ Thị An", "1980-03-01", ""]
    workspace.close()


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (PersonEntry("NV001", ""), "name"),
        (PersonEntry("NV001", "An", "30/02/1980"), "birth_date"),
        (PersonEntry("NV001", "An", "2018"), "birth_date"),
        (PersonEntry("NV001", "An", "", "x" * 501), "note"),
    ],
)
def test_a_correction_that_cannot_be_says_which_field_is_at_fault(
    tmp_path: Path, entry: PersonEntry, field: str
) -> None:
    workspace = office(tmp_path)

    with pytest.raises(FieldError) as refused, workspace.work() as work:
        edit_person(work, entry=entry)

    assert refused.value.field == field
    workspace.close()


def test_a_position_from_a_day_on_ends_the_one_before(tmp_path: Path) -> None:
    workspace = office(tmp_path)

    with workspace.work() as work:
        moved = add_position(
            work, code="NV005", entry=PositionEntry(NEXT_DOOR, "Trưởng phòng", since="1/8/2018")
        )

    assert [(p.title, p.role, p.since, p.until) for p in moved.positions] == [
        ("Chuyên viên", Role.STAFF, None, date(2018, 7, 31)),
        ("Trưởng phòng", Role.HEAD, date(2018, 8, 1), None),
    ]
    workspace.close()


def test_a_position_held_besides_ends_nothing(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    besides = PositionEntry(NEXT_DOOR, "Ủy viên", since="1/8/2018", evaluated_here=False)

    with workspace.work() as work:
        person = add_position(work, code="NV005", entry=besides)

    assert [p.until for p in person.positions] == [None, None]
    workspace.close()


def test_a_position_is_corrected_and_taken_away_by_its_number(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    with workspace.work() as work:
        add_position(work, code="NV005", entry=PositionEntry(NEXT_DOOR, "Chuyên viên", since="1/8/2018"))

    with workspace.work() as work:
        entry = PositionEntry(NEXT_DOOR, "Chuyên viên chính", since="15/8/2018")
        edit_position(work, code="NV005", number=2, entry=entry)
        left = remove_position(work, code="NV005", number=1)

    assert [(p.title, p.since) for p in left.positions] == [("Chuyên viên chính", date(2018, 8, 15))]
    workspace.close()


def test_the_position_that_ended_for_one_entered_by_mistake_goes_on(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    with workspace.work() as work:
        before = work.people.by_code("NV005").positions
        moved = add_position(
            work, code="NV005", entry=PositionEntry(NEXT_DOOR, "Chuyên viên", since="1/8/2018")
        )

    with workspace.work() as work:
        left = remove_position(work, code="NV005", number=2)

    assert [held.until for held in moved.positions] == [date(2018, 7, 31), None]
    assert left.positions == before
    workspace.close()


def test_a_new_position_needs_its_first_day_where_another_is_held(tmp_path: Path) -> None:
    workspace = office(tmp_path)

    with (
        pytest.raises(FieldError, match="From which day") as refused,
        workspace.work() as work,
    ):
        add_position(work, code="NV005", entry=PositionEntry(NEXT_DOOR, "Chuyên viên"))
    with pytest.raises(UserError, match="no number 7"), workspace.work() as work:
        remove_position(work, code="NV005", number=7)

    assert refused.value.field == "since"
    workspace.close()


def test_only_who_keeps_the_people_of_both_units_moves_somebody_between_them(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    sign_in_as(workspace, UserRole.PERSONNEL, unit=NEXT_DOOR)

    with pytest.raises(UserError, match="may not"), workspace.work() as work:
        add_position(work, code="NV005", entry=PositionEntry(NEXT_DOOR, "Chuyên viên", since="1/8/2018"))
    with pytest.raises(UserError, match="may not"), workspace.work() as work:
        edit_person(work, entry=PersonEntry("NV005", "An"))
    add(workspace)
    with workspace.work() as work:
        assert edit_person(work, entry=PersonEntry("TP009", "Lò Thị Mỳ")).name == "Lò Thị Mỳ"
    workspace.close()


def test_what_was_typed_is_told_as_such_and_not_as_a_list_that_was_taken_in(tmp_path: Path) -> None:
    workspace = make.workspace(tmp_path)
    make.take_units(workspace)
    with workspace.work() as work:
        add_unit(work, entry=UnitEntry("X1", "Phòng mới"))
        edit_unit(work, entry=UnitEntry("X1", "Phòng rất mới", since="01/10/2018"))
        add_person(work, person=NEW, position=STAFF)

    with workspace.work() as work:
        told = work.audit.of_actions("unit.added", "unit.edited", "person.added", "people.imported")
    assert [each.action for each in told] == ["unit.added", "unit.edited", "person.added"]
    assert (told[1].detail or {})["after"] == [
        ["Phòng mới", "", "2018-09-30"],
        ["Phòng rất mới", "2018-10-01", ""],
    ]


def test_a_unit_called_otherwise_ahead_is_corrected_until_then_and_nobody_is_asked_about(
    tmp_path: Path,
) -> None:
    workspace = make.workspace(tmp_path)
    make.take_units(workspace)
    make.take_people(workspace, make.person_row(2))
    with workspace.work() as work:
        edit_unit(work, entry=UnitEntry(make.OFFICE, "Phòng Nội vụ mới", since="01/10/2018"))
        entry = UnitEntry(make.OFFICE, "Phòng Nội vụ cũ", until="30/09/2018")
        assert not list(doubts_about_end(work, entry=entry))
        corrected = edit_unit(work, entry=entry)

    assert [(each.name, each.until) for each in corrected.versions] == [
        ("Phòng Nội vụ cũ", date(2018, 9, 30)),
        ("Phòng Nội vụ mới", None),
    ]


def test_who_left_on_a_day_is_in_months_of_before_that_are_opened_later(tmp_path: Path) -> None:
    workspace = make.workspace(tmp_path)
    make.take_units(workspace)
    make.take_people(workspace, make.person_row(2), make.person_row(3))
    unit = make.unit_id(workspace, make.OFFICE)
    with workspace.work() as work:
        leave_person(work, code="NV002", since="01/08/2018")
        july = evaluated(work.people.all(), unit, Period.parse("2018-07"))
        august = evaluated(work.people.all(), unit, Period.parse("2018-08"))

    assert sorted(person.code for person, _ in july) == ["NV002", "NV003"]
    assert [person.code for person, _ in august] == ["NV003"]
