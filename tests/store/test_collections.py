"""What goes into the store comes out again, and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.people import Birth, Category, Role
from evalapp.domain.rights import Grant, UserRole
from evalapp.domain.rounds import Mark, SheetId, Stage
from evalapp.domain.units import UnitId, UnitVersion
from evalapp.store.workspace import Workspace
from tests import make


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path, people=4)


def test_a_unit_comes_back_with_every_name_it_had(workspace: Workspace) -> None:
    versions = (
        UnitVersion("Phòng Y tế", "Cơ quan hành chính", UnitId(1), None, date(2018, 6, 30)),
        UnitVersion("Phòng Y tế và Dân số", "", None, date(2018, 7, 1), date(2020, 1, 1)),
    )

    with workspace.work() as work:
        work.units.add("PYT", reversed(versions))
        work.audit.record("test.unit", "PYT")

    with workspace.work() as work:
        assert work.units.by_code("pyt").versions == versions


def test_units_stand_in_vietnamese_order(workspace: Workspace) -> None:
    with workspace.work() as work:
        for code, name in (("1", "Đội Quản lý"), ("2", "Ban Chỉ huy"), ("3", "Ăn uống"), ("4", "Dân số")):
            work.units.add(code, [UnitVersion(name)])
        work.audit.record("test.units", "4")
        names = [unit.name for unit in work.units.all()]

    assert names == [
        "Ăn uống", "Ban Chỉ huy", "Dân số", "Đội Quản lý", "Phòng Nội vụ", "Phòng Tư pháp",
        "UBND quận Tây Hồ",
    ]  # fmt: skip


def test_a_person_comes_back_with_every_position(workspace: Workspace) -> None:
    person = replace(
        make.person(
            make.position(unit=1, until="2018-07-15", role=Role.DEPUTY, category=Category.PUBLIC_EMPLOYEE),
            make.position(unit=2, since="2018-07-16", title="Phó Giám đốc"),
            make.position(unit=3, title="Ủy viên", evaluated_here=False),
            name="Công Tằng Tôn Nữ Hoàng Thị Quỳnh Như",
            code="NV100",
        ),
        birth=Birth.parse("1980"),
        active=False,
        note="Ghi chú",
    )

    with workspace.work() as work:
        key = work.people.add(person)
        work.audit.record("test.person", "NV100")

    with workspace.work() as work:
        back = work.people.by_code("nv100")
        assert replace(back, uid="u") == replace(person, id=key)
        assert back.uid


def test_many_people_come_back_as_each_alone_does(workspace: Workspace) -> None:
    held = (make.position(unit=1, until="2018-07-15"), make.position(unit=2, since="2018-07-16"))
    many = [
        replace(make.person(*held[number % 2 :], code=f"M{number:03d}"), birth=Birth.parse("1980-02-29"))
        for number in range(120)
    ]

    with workspace.work() as work:
        keys = work.people.add_all(many[:-1])
        keys += work.people.add_all(many[-1:])
        work.audit.record("test.people", "M")

    with workspace.work() as work:
        back = {person.code: person for person in work.people.all()}
    assert [replace(back[person.code], uid="") for person in many] == [
        replace(person, id=key, uid="") for person, key in zip(many, keys, strict=True)
    ]
    assert len({person.uid for person in back.values()}) == len(back)


def test_saving_a_person_leaves_everybody_else_alone(workspace: Workspace) -> None:
    with workspace.work() as work:
        before = {person.code: person for person in work.people.all()}
        work.people.save(replace(before["NV003"], name="Nguyễn Hải Yến"))
        work.audit.record("test.person", "NV003")
        after = {person.code: person for person in work.people.all()}

    assert [code for code in before if before[code] != after[code]] == ["NV003"]


def test_a_round_comes_back_as_it_was_decided(workspace: Workspace) -> None:
    current = make.settled(workspace, totals=dict.fromkeys(make.CODES[:4], "90"))

    with workspace.work() as work:
        assert work.rounds.get(current.id) == current
        assert current.first == ("NV001",)
        assert current.skipped == (Stage.SELF, Stage.DEPUTY)


def test_marks_come_back_exactly(workspace: Workspace) -> None:
    sheet = _first_sheet(workspace)
    marks = {"I.1.1": Mark(Decimal("1.5"), "Chậm"), "I.1.2": Mark(Decimal(0)), "III": Mark(None, "Chờ xét")}

    with workspace.work() as work:
        work.rounds.save_marks([(sheet, Stage.SELF, code, mark) for code, mark in marks.items()])
        work.audit.record("test.marks", "1")

    with workspace.work() as work:
        assert work.rounds.sheet(sheet)[1].marks == {Stage.SELF: marks}


def test_a_mark_without_points_and_note_is_taken_away(workspace: Workspace) -> None:
    sheet = _first_sheet(workspace)

    with workspace.work() as work:
        work.rounds.save_marks([(sheet, Stage.HEAD, "I.1.1", Mark(Decimal(2)))])
        work.rounds.save_marks([(sheet, Stage.HEAD, "I.1.1", Mark(None))])
        work.audit.record("test.marks", "1")
        back = work.rounds.sheet(sheet)[1]

    assert back.points(Stage.HEAD) == {}


def test_points_finer_than_a_hundredth_are_a_bug_and_never_rounded(workspace: Workspace) -> None:
    sheet = _first_sheet(workspace)

    with pytest.raises(Exception, match="finer than a hundredth"), workspace.work() as work:
        work.rounds.save_marks([(sheet, Stage.HEAD, "I.1.1", Mark(Decimal("0.125")))])


def test_results_come_back_with_their_whole_trace(workspace: Workspace) -> None:
    current = make.settled(workspace, totals=dict.fromkeys(make.CODES[:4], "90"))

    with workspace.work() as work:
        results = work.rounds.results(current.id)
        work.rounds.save_results(current.id, list(results.values()))
        work.audit.record("test.results", "1")
        assert work.rounds.results(current.id) == results
        assert all(result.rating.trace for result in results.values())


def test_a_policy_comes_back_as_it_was_read(workspace: Workspace) -> None:
    with workspace.work() as work:
        [installed] = [each for each in work.policies.all() if each.policy.code == make.POLICY]
        assert installed.policy == make.policy()
        assert work.policies.get(installed.id).hash == make.policy().hash


def test_the_same_policy_twice_is_one(workspace: Workspace) -> None:
    with workspace.work() as work:
        before = len(work.policies.all())
        work.policies.add(make.policy())
        assert len(work.policies.all()) == before


def test_a_published_version_never_changes_its_content(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="A published version never changes"), workspace.work() as work:
        work.policies.add(replace(make.policy(), hash="0" * 64))


def test_a_user_comes_back_with_every_role(workspace: Workspace) -> None:
    grants = (Grant(UserRole.HEAD, UnitId(2)), Grant(UserRole.AUDITOR))

    with workspace.work() as work:
        person = work.people.by_code("NV001").id
        added = work.users.add("Lan", grants, person)
        work.audit.record("test.user", "Lan")

    with workspace.work() as work:
        assert work.users.by_name("LAN") == added
        assert (added.grants, added.person, added.has_password) == (grants, person, False)


def test_a_setting_keeps_its_last_value(workspace: Workspace) -> None:
    with workspace.work() as work:
        work.settings.put("x", "1")
        work.settings.put("x", "2")
        assert (work.settings.get("x"), work.settings.get("y", "0")) == ("2", "0")


@pytest.mark.parametrize("code", ["nv001", " NV001 "])
def test_codes_are_matched_apart_from_case_and_blanks(workspace: Workspace, code: str) -> None:
    with workspace.work() as work:
        assert work.people.by_code(code).code == "NV001"


def test_codes_are_never_folded(workspace: Workspace) -> None:
    with workspace.work() as work:
        work.units.add("đ", [UnitVersion("Một")])
        work.units.add("d", [UnitVersion("Hai")])
        work.audit.record("test.units", "2")
        assert [work.units.by_code(code).name for code in ("Đ", "D")] == ["Một", "Hai"]


def test_an_unknown_code_is_refused_in_words(workspace: Workspace) -> None:
    with workspace.work() as work:
        for find, words in (
            (work.people.by_code, "There is nobody with the code “X”"),
            (work.units.by_code, "There is no unit with the code “X”"),
            (work.users.by_name, "There is no user named “X”"),
        ):
            with pytest.raises(UserError, match=words):
                find("X")


def _first_sheet(workspace: Workspace) -> SheetId:
    current = make.opened(workspace)
    with workspace.work() as work:
        sheets = work.rounds.sheets(current.id)
        return next(each.participant.sheet for each in sheets if each.participant.code == "NV001")
