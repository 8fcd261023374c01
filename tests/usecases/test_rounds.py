"""The month of a unit: opening it, who is in it, moving it on."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.people import Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Sheet, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.people import deactivate_person, move_person
from evalapp.usecases.rounds import (
    Opening,
    advance_round,
    find_round,
    include_people,
    include_person,
    open_round,
    round_status,
    set_unrated,
)
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.summaries import summarise
from tests import make
from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path, people=4)


def opening(
    workspace: Workspace, period: Period = make.JULY, *, unit: str = make.OFFICE, policy: str | None = None
) -> Opening:
    key = make.unit_id(workspace, unit)
    with workspace.work() as work:
        return open_round(work, unit=key, period=period, policy_code=policy)


def sheets(workspace: Workspace, opened: Opening) -> dict[str, Sheet]:
    with workspace.work() as work:
        return {sheet.participant.code: sheet for sheet in work.rounds.sheets(opened.round.id)}


def test_opening_freezes_people_positions_forms_and_policy(workspace: Workspace) -> None:
    opened = opening(workspace)

    current = opened.round
    assert (current.stage, current.revision, opened.people, opened.warnings) == (Stage.SELF, 1, 4, ())
    assert (current.unit_name, current.superior_name) == ("Phòng Nội vụ", "UBND quận Tây Hồ")
    assert (current.policy.code, current.policy.hash) == (make.POLICY, make.policy().hash)
    forms = {code: sheet.participant.form for code, sheet in sheets(workspace, opened).items()}
    assert forms == {"NV001": "head", "NV002": "deputy", "NV003": "staff", "NV004": "staff"}


def test_nothing_is_scored_when_a_month_opens(workspace: Workspace) -> None:
    opened = opening(workspace)

    with workspace.work() as work:
        rows = summarise(work, round_id=opened.round.id).rows
    assert {(row.head_points, row.total, row.level, row.bonus) for row in rows} == {(None,) * 4}


def test_who_moves_after_opening_stays_in_the_month_as_they_were(workspace: Workspace) -> None:
    opened = opening(workspace)
    before = sheets(workspace, opened)
    elsewhere = make.unit_id(workspace, make.NEXT_DOOR)

    with workspace.work() as work:
        move_person(work, code="NV003", unit=elsewhere, title="Trưởng phòng", since=date(2018, 7, 2))
        person = work.people.by_code("NV004")
        work.people.save(replace(person, name="Tên khác"))
        deactivate_person(work, code="NV002")

    assert sheets(workspace, opened) == before


def test_a_unit_renamed_after_opening_keeps_its_name_in_the_month(workspace: Workspace) -> None:
    opened = opening(workspace)

    make.take_units(workspace, ("PNV", "Phòng Nội vụ mới", "UB", "Cơ quan hành chính", None, None))

    assert make.round_now(workspace, opened.round.id).unit_name == "Phòng Nội vụ"


def test_a_policy_installed_after_opening_changes_nothing_in_the_month(workspace: Workspace) -> None:
    opened = opening(workspace)
    newer = replace(
        make.policy(), version=99, document={**make.policy().document, "version": 99}, hash="9" * 64
    )

    with workspace.work() as work:
        install(work, policy=newer)
        kept = make.policy().hash
        assert work.rounds.get(opened.round.id).policy.hash == kept
        assert work.policies.get(opened.round.policy.id).version == make.policy().version


def test_somebody_who_left_in_the_middle_of_the_month_is_told_and_not_in_it(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(3, unit=make.NEXT_DOOR, since="16/07/2018"))

    here, there = opening(workspace), opening(workspace, unit=make.NEXT_DOOR)

    assert [warning.values for warning in here.warnings] == [
        {"name": "Nguyễn Hải Anh", "day": date(2018, 7, 16)}
    ]
    assert "NV003" not in sheets(workspace, here)
    assert sheets(workspace, there)["NV003"].participant.note == "Nhận nhiệm vụ từ 16/07/2018"


@pytest.mark.parametrize(("since", "here"), [("01/08/2018", True), ("31/07/2018", False)])
def test_the_last_day_of_the_month_decides_where_somebody_is_rated(
    workspace: Workspace, since: str, *, here: bool
) -> None:
    make.take_people(workspace, make.person_row(3, unit=make.NEXT_DOOR, since=since))

    assert ("NV003" in sheets(workspace, opening(workspace))) is here


def test_a_position_held_besides_brings_nobody_into_the_month(workspace: Workspace) -> None:
    make.take_people(
        workspace, make.person_row(5, unit=make.NEXT_DOOR), make.person_row(5, note="Kiêm nhiệm")
    )

    assert "NV005" not in sheets(workspace, opening(workspace))


def test_who_is_not_active_is_not_in_a_new_month(workspace: Workspace) -> None:
    with workspace.work() as work:
        deactivate_person(work, code="NV003")

    assert "NV003" not in sheets(workspace, opening(workspace))


def test_a_unit_without_a_head_opens_with_a_warning(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(5, unit=make.NEXT_DOOR))

    opened = opening(workspace, unit=make.NEXT_DOOR)

    assert ["no head" in str(warning) for warning in opened.warnings] == [True]


def test_two_heads_are_told(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(5, position="Trưởng phòng"))

    assert "several heads" in str(opening(workspace).warnings[0])


def test_a_unit_without_people_does_not_open(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Nobody is evaluated in Phòng Tư pháp"):
        opening(workspace, unit=make.NEXT_DOOR)


def test_a_month_that_has_not_begun_does_not_open(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="has not begun") as refused:
        opening(workspace, Period(2018, 9))

    assert refused.value.values == {"month": Period(2018, 9).named, "day": date(2018, 9, 1)}


def test_a_month_begins_at_midnight_in_viet_nam(tmp_path: Path) -> None:
    clock = make.Ticking(datetime(2018, 8, 31, 16, 59, 50, tzinfo=UTC))
    made = make.workspace(tmp_path, clock=clock, name="midnight.sqlite")
    make.take_units(made)
    make.take_people(made, make.person_row(1))

    with pytest.raises(UserError, match="has not begun"):
        opening(made, Period(2018, 9))
    clock.now = datetime(2018, 8, 31, 17, 0, 1, tzinfo=UTC)

    assert opening(made, Period(2018, 9)).people == 1


@pytest.mark.parametrize("period", ["2018-Q3", "2018"])
def test_a_period_that_no_policy_rates_is_not_opened(workspace: Workspace, period: str) -> None:
    with pytest.raises(UserError, match=r"none rates|No installed policy is in force"):
        opening(workspace, Period.parse(period))


def test_a_month_is_opened_once(workspace: Workspace) -> None:
    opening(workspace)

    with pytest.raises(UserError, match="has opened month 07/2018 already; go on with it where it stands"):
        opening(workspace)


def test_a_closed_month_is_not_opened_again_but_reopened(workspace: Workspace) -> None:
    make.closed(workspace, totals=dict.fromkeys(make.CODES[:4], "80"))

    with pytest.raises(UserError, match=r"is closed. To correct it, reopen it with a reason"):
        opening(workspace)


def test_a_month_before_every_policy_does_not_open(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="No installed policy is in force on") as refused:
        opening(workspace, Period(2018, 6))

    assert refused.value.values == {"day": date(2018, 6, 1)}


def test_a_policy_that_is_named_must_be_in_force(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="is not in force on"):
        opening(workspace, Period(2018, 6), policy=make.POLICY)


def test_an_unknown_policy_is_refused_naming_those_that_are_known(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="There is no policy “x”") as refused:
        opening(workspace, policy="x")

    assert make.POLICY in refused.value.values["known"]


def test_of_two_policies_that_fit_it_is_asked_which(workspace: Workspace) -> None:
    second = read_policy({"policy.toml": HEAD + FOUR_LEVELS, "staff.toml": _every_role()})
    with workspace.work() as work:
        install(work, policy=second)

    with pytest.raises(UserError, match="Several policies fit") as refused:
        opening(workspace)
    both = [opening(workspace, policy=code).round.policy.code for code in refused.value.values["policies"]]

    assert sorted(both) == [make.POLICY, "test"]
    unit = make.unit_id(workspace)
    with workspace.work() as work:
        with pytest.raises(UserError, match="has several policies in month 07/2018"):
            find_round(work, unit=unit, period=make.JULY)
        assert find_round(work, unit=unit, period=make.JULY, policy_code="TEST").policy.code == "test"


def test_a_month_that_was_not_opened_is_not_found(workspace: Workspace) -> None:
    unit = make.unit_id(workspace)

    with workspace.work() as work, pytest.raises(UserError, match="has not opened month 07/2018"):
        find_round(work, unit=unit, period=make.JULY)


def test_a_position_without_a_form_is_refused_naming_whose(workspace: Workspace) -> None:
    narrow = read_policy({"policy.toml": HEAD + FOUR_LEVELS, "staff.toml": TWO_GROUPS})
    with workspace.work() as work:
        install(work, policy=narrow)

    with pytest.raises(UserError, match="has no form for Đỗ Thị An"):
        opening(workspace, policy="test")


def test_settling_waits_until_everybody_is_scored(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=dict.fromkeys(make.CODES[:3], "80"))

    with pytest.raises(UserError, match="Not scored yet") as refused, workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)

    assert refused.value.values["people"] == ["Trần Thị Ân (NV004)"]
    assert make.round_now(workspace, current.id).stage is Stage.HEAD


def test_who_is_not_rated_need_not_be_scored(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=dict.fromkeys(make.CODES[:3], "80"))
    _unrate(workspace, current.id, "NV004", "Nghỉ thai sản cả tháng")

    with workspace.work() as work:
        moved = advance_round(work, round_id=current.id, to=Stage.SETTLING)
        [row] = [row for row in summarise(work, round_id=current.id).rows if row.code == "NV004"]

    assert moved.stage is Stage.SETTLING
    assert (row.total, row.level, row.reason) == (None, None, "Nghỉ thai sản cả tháng")


def test_not_rating_somebody_needs_a_reason(workspace: Workspace) -> None:
    current = make.opened(workspace)

    with pytest.raises(UserError, match="Say why Trần Thị Ân is not rated"):
        _unrate(workspace, current.id, "NV004", "  ")


def test_who_is_rated_after_all_has_to_be_scored_again(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=dict.fromkeys(make.CODES[:3], "80"))
    _unrate(workspace, current.id, "NV004", "Nghỉ ốm")
    _unrate(workspace, current.id, "NV004", None)

    with workspace.work() as work:
        assert round_status(work, round_id=current.id).not_scored == ("NV004",)


def test_somebody_who_came_later_is_taken_into_the_open_month(workspace: Workspace) -> None:
    current = make.opened(workspace)
    make.take_people(workspace, make.person_row(5))

    with workspace.work() as work:
        include_person(work, round_id=current.id, code="NV005")
        with pytest.raises(UserError, match="is in this month already"):
            include_person(work, round_id=current.id, code="nv005")
        assert round_status(work, round_id=current.id).people == 5


def test_the_status_tells_who_of_the_unit_is_not_in_the_open_month_yet(workspace: Workspace) -> None:
    current = make.opened(workspace)
    make.take_people(workspace, make.person_row(5), make.person_row(6, unit=make.NEXT_DOOR))

    with workspace.work() as work:
        before = round_status(work, round_id=current.id).newcomers
        include_people(work, round_id=current.id, codes=before)
        after = round_status(work, round_id=current.id)

    assert before == ("NV005",)
    assert (after.newcomers, after.people) == ((), 5)


def test_who_is_taken_in_and_stands_in_another_units_month_is_told(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(5, unit=make.NEXT_DOOR))
    make.opened(workspace, unit=make.NEXT_DOOR)
    current = make.opened(workspace)
    make.take_people(workspace, make.person_row(5))

    with workspace.work() as work:
        [told] = include_people(work, round_id=current.id, codes=["NV005"])

    assert "Phạm Đức Ánh is in month 07/2018 of Phòng Tư pháp too." in str(told)


def test_nobody_is_missing_in_a_closed_month(workspace: Workspace) -> None:
    current = make.closed(workspace, totals=dict.fromkeys(make.CODES[:4], "80"))
    make.take_people(workspace, make.person_row(5))

    with workspace.work() as work:
        assert round_status(work, round_id=current.id).newcomers == ()


def test_who_belongs_elsewhere_is_not_taken_into_the_month(workspace: Workspace) -> None:
    current = make.opened(workspace)
    make.take_people(workspace, make.person_row(5, unit=make.NEXT_DOOR))

    with pytest.raises(UserError, match="is not evaluated in Phòng Nội vụ on"), workspace.work() as work:
        include_person(work, round_id=current.id, code="NV005")


def test_the_status_tells_who_waits_for_the_present_stage(workspace: Workspace) -> None:
    current = make.opened(workspace)
    make.give(workspace, current.id, {"NV001": "90"}, stage=Stage.SELF)

    with workspace.work() as work:
        status = round_status(work, round_id=current.id)

    assert (status.people, status.not_scored, status.suggestions, status.ties) == (
        4,
        ("NV003", "NV004", "NV002"),
        0,
        (),
    )


def test_the_status_tells_who_is_late_once_the_day_has_passed(tmp_path: Path) -> None:
    clock = make.Ticking(datetime(2018, 7, 27, 1, 0, tzinfo=UTC))
    made = make.workspace(tmp_path, clock=clock, name="late.sqlite")
    make.take_units(made)
    make.take_people(made, make.person_row(3))
    current = make.opened(made)

    with made.work() as work:
        in_time = round_status(work, round_id=current.id).late
    clock.now = datetime(2018, 7, 28, 1, 0, tzinfo=UTC)
    with made.work() as work:
        late = round_status(work, round_id=current.id).late

    assert (in_time, late) == ((), ("NV003",))


def test_the_status_names_who_is_level_at_the_line(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    current = make.scored(workspace, totals=make.TIED)

    with workspace.work() as work:
        [tied] = round_status(work, round_id=current.id).ties

    assert set(tied) == {"NV002", "NV003", "NV004"}


def test_a_head_opens_months_of_their_own_unit_only(workspace: Workspace) -> None:
    make.take_people(workspace, make.person_row(5, unit=make.NEXT_DOOR))
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.NEXT_DOOR)

    with pytest.raises(UserError, match="Lan may not open and move a month on here"):
        opening(workspace)

    assert opening(workspace, unit=make.NEXT_DOOR).people == 1


def test_a_right_over_a_unit_reaches_everything_below_it(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.DISTRICT)

    assert opening(workspace).people == 4


def test_going_back_to_settling_takes_the_decided_levels_away(workspace: Workspace) -> None:
    current = make.settled(workspace, totals=dict.fromkeys(make.CODES[:4], "80"))

    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)
        assert work.rounds.results(current.id) == {}


def test_a_score_typed_after_going_back_counts(workspace: Workspace) -> None:
    current = make.settled(workspace, totals=dict.fromkeys(make.CODES[:4], "80"))
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)
        sheet = next(s for s in work.rounds.sheets(current.id) if s.participant.role is Role.HEAD)
        enter_mark(
            work, sheet_id=sheet.participant.sheet, stage=Stage.HEAD, code="I.1.1", points=Decimal("1.5")
        )

    assert make.results(workspace, current.id)["NV001"] == (Decimal("79.5"), "B")


def _unrate(workspace: Workspace, key: int, code: str, reason: str | None) -> None:
    with workspace.work() as work:
        sheet = next(
            s.participant.sheet
            for each in work.rounds.all()
            if each.id == key
            for s in work.rounds.sheets(each.id)
            if s.participant.code == code
        )
        set_unrated(work, sheet_id=sheet, reason=reason)


def _every_role() -> str:
    return TWO_GROUPS.replace('roles = ["staff"]', 'roles = ["staff", "deputy", "head"]')
