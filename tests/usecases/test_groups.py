"""Groups of similar tasks limit who may be excellent; fields say whom a deputy scores."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.groups import GroupKind, Part
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import RoundId, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.collectives import rate_collective
from evalapp.usecases.groups import list_groups, put_in_group, rename_group, take_out_of_group
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.scores import copy_marks, enter_mark
from evalapp.usecases.settling import close_round, preview_settlement, settle_round
from tests import grouped, make

CLERKS = ("NV003", "NV004", "NV005", "NV006")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def members(workspace: Workspace) -> dict[str, list[tuple[str, date | None, date | None]]]:
    key = make.unit_id(workspace)
    with workspace.work() as work:
        codes = {person.id: person.code for person in work.people.all()}
        return {
            group.name: [(codes[each.person], each.since, each.until) for each in group.members]
            for group in list_groups(work, unit=key)
        }


def in_group(workspace: Workspace, name: str, *codes: str, since: date | None = None) -> None:
    key = make.unit_id(workspace)
    with workspace.work() as work:
        put_in_group(work, unit=key, kind=GroupKind.SIMILAR, name=name, people=codes, since=since)


def test_people_enter_a_group_by_name_and_case_makes_no_second_one(workspace: Workspace) -> None:
    grouped.put(workspace, "Văn thư", "NV003")

    grouped.put(workspace, "văn  thư", "NV004", "NV003")

    assert members(workspace) == {"Văn thư": [("NV003", None, None), ("NV004", None, None)]}


def test_who_enters_another_group_of_similar_tasks_leaves_the_first_the_day_before(
    workspace: Workspace,
) -> None:
    grouped.put(workspace, "Văn thư", "NV003")

    in_group(workspace, "Một cửa", "NV003", since=date(2018, 7, 15))

    assert members(workspace) == {
        "Một cửa": [("NV003", date(2018, 7, 15), None)],
        "Văn thư": [("NV003", None, date(2018, 7, 14))],
    }


def test_who_is_taken_out_was_in_it_until_the_day_before(workspace: Workspace) -> None:
    grouped.put(workspace, "Văn thư", "NV003", "NV004")
    key = make.unit_id(workspace)

    with workspace.work() as work:
        take_out_of_group(
            work,
            unit=key,
            kind=GroupKind.SIMILAR,
            name="Văn thư",
            people=["NV003"],
            since=date(2018, 8, 1),
        )

    assert members(workspace) == {"Văn thư": [("NV003", None, date(2018, 7, 31)), ("NV004", None, None)]}


def test_a_group_is_renamed_and_another_s_name_is_refused(workspace: Workspace) -> None:
    grouped.put(workspace, "Văn thư", "NV003")
    grouped.put(workspace, "Một cửa", "NV004")
    key = make.unit_id(workspace)

    with workspace.work() as work:
        rename_group(work, unit=key, kind=GroupKind.SIMILAR, name="Văn thư", new_name="Văn thư, lưu trữ")
    with pytest.raises(UserError, match="Một cửa"), workspace.work() as work:
        rename_group(work, unit=key, kind=GroupKind.SIMILAR, name="Văn thư, lưu trữ", new_name="MỘT CỬA")

    assert set(members(workspace)) == {"Một cửa", "Văn thư, lưu trữ"}


@pytest.mark.parametrize(
    ("name", "codes", "kind", "part", "words"),
    [
        (" ", ["NV003"], GroupKind.SIMILAR, Part.MEMBER, "needs a name"),
        ("x" * 121, ["NV003"], GroupKind.SIMILAR, Part.MEMBER, "longer than 120"),
        ("Văn thư", [], GroupKind.SIMILAR, Part.MEMBER, "Say who is meant"),
        ("Văn thư", ["NV999"], GroupKind.SIMILAR, Part.MEMBER, "NV999"),
        ("Văn thư", ["NV002"], GroupKind.SIMILAR, Part.DEPUTY, "Only a field is led"),
        ("Nội vụ", ["NV003"], GroupKind.FIELD, Part.DEPUTY, "no deputy of"),
    ],
)
def test_what_makes_no_group_is_refused_and_nothing_is_kept(
    workspace: Workspace, name: str, codes: list[str], kind: GroupKind, part: Part, words: str
) -> None:
    key = make.unit_id(workspace)

    with pytest.raises(UserError, match=words), workspace.work() as work:
        put_in_group(work, unit=key, kind=kind, name=name, people=codes, part=part)

    assert members(workspace) == {}


def test_somebody_of_another_unit_enters_no_group_of_this_one(workspace: Workspace) -> None:
    key = make.unit_id(workspace, make.NEXT_DOOR)

    with pytest.raises(UserError, match="holds no position"), workspace.work() as work:
        put_in_group(work, unit=key, kind=GroupKind.SIMILAR, name="Văn thư", people=["NV003"])


def test_only_who_runs_the_month_sets_groups(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.DEPUTY, unit=make.OFFICE)

    with pytest.raises(UserError, match="may not"):
        grouped.put(workspace, "Văn thư", "NV003")


def test_the_limit_of_a_group_holds_beside_that_of_the_unit(workspace: Workspace) -> None:
    current = grouped.scored(workspace)
    grouped.put(workspace, "Văn thư", *CLERKS)

    with workspace.work() as work:
        rate_collective(
            work,
            round_id=current.id,
            points={"I": Decimal(30), "II": Decimal(65)},
            facts={"tasks_done": 100},
        )
        rated = preview_settlement(work, round_id=current.id)

    assert [(line.similar, line.base, line.allowed) for line in rated.quota] == [
        ("", 10, 3),
        ("Văn thư", 4, 1),
    ]
    levels = {rating.id: rating.level for rating in rated.ratings}
    assert [code for code, level in levels.items() if level == "A"] == ["NV001", "NV002", "NV010"]


def test_a_settled_month_keeps_the_group_it_was_limited_with(workspace: Workspace) -> None:
    current = grouped.scored(workspace)
    grouped.put(workspace, "Văn thư", *CLERKS)
    with workspace.work() as work:
        rate_collective(
            work, round_id=current.id, points={"I": Decimal(30), "II": Decimal(65)}, facts={"tasks_done": 100}
        )
        settle_round(work, round_id=current.id)
        close_round(work, round_id=current.id)

    grouped.put(workspace, "Một cửa", *CLERKS)

    with workspace.work() as work:
        kept = {sheet.participant.code: sheet.similar for sheet in work.rounds.sheets(current.id)}
        assert check_workspace(work).ok
    assert {code for code, group in kept.items() if group == "Văn thư"} == set(CLERKS)


def test_a_month_that_goes_back_from_being_settled_follows_the_groups_again(workspace: Workspace) -> None:
    current = grouped.scored(workspace, {**make.TOTALS, "NV001": "45"})
    grouped.put(workspace, "Văn thư", *CLERKS)
    with workspace.work() as work:
        settle_round(work, round_id=current.id)
        advance_round(work, round_id=current.id, to=Stage.SETTLING)

    grouped.put(workspace, "Một cửa", "NV003")

    with workspace.work() as work:
        now = {sheet.participant.code: sheet.similar for sheet in work.rounds.sheets(current.id)}
    assert (now["NV003"], now["NV004"]) == ("Một cửa", "Văn thư")


class TestFields:
    """A deputy scores the people of their field, where the unit has set fields."""

    @pytest.fixture
    def month(self, workspace: Workspace) -> Workspace:
        grouped.scored(workspace)
        grouped.put(workspace, "Nội vụ", "NV002", kind=GroupKind.FIELD, part=Part.DEPUTY)
        grouped.put(workspace, "Nội vụ", "NV003", kind=GroupKind.FIELD)
        make.sign_in_as(workspace, UserRole.DEPUTY, unit=make.OFFICE, person="NV002")
        return workspace

    def key(self, month: Workspace, code: str) -> tuple[RoundId, SheetId]:
        with month.work() as work:
            current = work.rounds.all()[0]
            sheets = work.rounds.sheets(current.id)
            return current.id, next(s.participant.sheet for s in sheets if s.participant.code == code)

    def test_their_own_people_are_scored(self, month: Workspace) -> None:
        current, sheet = self.key(month, "NV003")

        with month.work() as work:
            entered = enter_marks(
                work, round_id=current, stage=Stage.DEPUTY, marks=[NewMark(sheet, "I", Decimal(28))]
            )

        assert entered.changed == 1

    def test_people_of_no_field_of_theirs_are_refused_one_by_one_and_in_a_grid(
        self, month: Workspace
    ) -> None:
        current, sheet = self.key(month, "NV004")

        with pytest.raises(UserError, match="is in no field yet"), month.work() as work:
            enter_mark(work, sheet_id=sheet, stage=Stage.DEPUTY, code="I", points=Decimal(28))
        with pytest.raises(UserError, match="is in no field yet"), month.work() as work:
            enter_marks(work, round_id=current, stage=Stage.DEPUTY, marks=[NewMark(sheet, "I", Decimal(28))])

    def test_people_of_another_deputy_are_told_with_their_field(
        self, workspace: Workspace, month: Workspace
    ) -> None:
        with month.work() as work:
            owner = next(user for user in work.users.all() if user.name != work.user.name)
        month.sign_in(owner)
        grouped.put(month, "Cải cách hành chính", "NV004", kind=GroupKind.FIELD)
        make.sign_in_as(month, UserRole.DEPUTY, unit=make.OFFICE, person="NV002", name="Mai")
        _, sheet = self.key(month, "NV004")

        with pytest.raises(UserError, match="Cải cách hành chính"), month.work() as work:
            enter_mark(work, sheet_id=sheet, stage=Stage.DEPUTY, code="I", points=Decimal(28))

    def test_carrying_scores_over_helps_only_their_people(self, month: Workspace) -> None:
        current, _ = self.key(month, "NV003")
        grouped.give(month, current, {"NV003": "90", "NV004": "90"}, Stage.SELF)

        with month.work() as work:
            helped = copy_marks(work, round_id=current, source=Stage.SELF, target=Stage.DEPUTY)

        assert helped == 1

    def test_the_head_scores_everybody_at_every_stage(self, workspace: Workspace, month: Workspace) -> None:
        with month.work() as work:
            owner = next(user for user in work.users.all() if user.name != work.user.name)
        month.sign_in(owner)
        make.sign_in_as(month, UserRole.HEAD, unit=make.OFFICE, person="NV001", name="Mai")
        _, sheet = self.key(month, "NV004")

        with month.work() as work:
            scored = enter_mark(work, sheet_id=sheet, stage=Stage.DEPUTY, code="I", points=Decimal(28))

        assert scored.points(Stage.DEPUTY) == {"I": Decimal(28)}
