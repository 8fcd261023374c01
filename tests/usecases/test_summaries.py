"""The month as it is reported: counts, shares, order, hash."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalapp.base.names import person_sort_key
from evalapp.domain.periods import Period
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round, Stage
from evalapp.domain.summaries import Summary
from evalapp.store.workspace import Workspace
from evalapp.usecases.rounds import set_unrated
from evalapp.usecases.summaries import people_in_turn, person_sheet, person_sheets, summarise
from tests import make


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def summary(workspace: Workspace, month: Round) -> Summary:
    with workspace.work() as work:
        return summarise(work, round_id=month.id)


def test_rows_stand_by_given_name_in_vietnamese_order(workspace: Workspace) -> None:
    rows = summary(workspace, make.opened(workspace)).rows

    assert [row.name for row in rows] == sorted(make.NAMES, key=person_sort_key)
    assert rows[0].name == "Đỗ Thị An"


def test_an_open_month_counts_who_is_scored_and_who_is_not(workspace: Workspace) -> None:
    month = make.scored(workspace, totals={"NV001": "95", "NV002": "85", "NV003": "40"})
    with workspace.work() as work:
        sheet = next(s for s in work.rounds.sheets(month.id) if s.participant.code == "NV004")
        set_unrated(work, sheet_id=sheet.participant.sheet, reason="Nghỉ thai sản")

    told = summary(workspace, month)

    assert told.counts == {"A": 1, "B": 1, "C": 0, "D": 1, "not_rated": 1, "not_scored": 6}
    assert told.shares == {
        "A": Decimal("33.33"),
        "B": Decimal("33.33"),
        "C": Decimal("0.00"),
        "D": Decimal("33.33"),
    }


def test_before_any_score_there_are_no_shares(workspace: Workspace) -> None:
    told = summary(workspace, make.opened(workspace))

    assert (told.shares, told.counts["not_scored"]) == ({}, 10)


def test_a_settled_month_counts_what_was_decided(workspace: Workspace) -> None:
    told = summary(workspace, make.settled(workspace))

    assert told.counts == {"A": 3, "B": 6, "C": 1, "D": 0, "not_rated": 0, "not_scored": 0}
    assert told.shares["A"] == Decimal("30.00")


def test_the_total_is_the_heads_points_with_bonus_and_without_deduction(workspace: Workspace) -> None:
    rows = summary(workspace, make.scored(workspace)).rows

    for row in rows:
        assert None not in (row.head_points, row.bonus, row.deduction)
        assert row.total == (row.head_points or 0) + (row.bonus or 0) - (row.deduction or 0)
    bonus = {row.code: (row.head_points, row.bonus) for row in rows}["NV001"]
    assert bonus == (Decimal(90), Decimal(7))


def test_the_hash_of_an_open_month_changes_with_what_is_in_it_and_only_then(workspace: Workspace) -> None:
    month = make.scored(workspace)
    first, again = summary(workspace, month).hash, summary(workspace, month).hash

    make.give(workspace, month.id, {"NV009": "61"})

    assert first == again
    assert summary(workspace, month).hash != first


def test_the_hash_of_a_closed_month_is_its_seal(workspace: Workspace) -> None:
    month = make.closed(workspace)

    assert summary(workspace, month).hash == month.seal


def test_a_persons_sheet_carries_the_hash_that_is_sealed(workspace: Workspace) -> None:
    month = make.closed(workspace)

    with workspace.work() as work:
        results = work.rounds.results(month.id)
        for key, result in results.items():
            assert person_sheet(work, sheet_id=key).hash == result.seal


@pytest.mark.parametrize("role", [UserRole.STAFF, UserRole.INSPECTOR, UserRole.ADMINISTRATOR])
def test_who_may_not_see_scores_sees_none(workspace: Workspace, role: UserRole) -> None:
    month = make.scored(workspace)
    make.sign_in_as(workspace, role)

    with pytest.raises(Exception, match="Lan may not see scores and results here"):
        summary(workspace, month)


def test_who_sees_scores_of_one_unit_sees_none_of_another(workspace: Workspace) -> None:
    month = make.scored(workspace)
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.NEXT_DOOR)

    with pytest.raises(Exception, match="may not see scores"):
        summary(workspace, month)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(make.CODES), st.integers(80, 200).map(lambda n: Decimal(n) / 2)))
def test_counts_add_up_to_the_people_and_shares_to_a_hundred(
    workspace: Workspace, totals: dict[str, Decimal]
) -> None:
    with workspace.work() as work:
        known = work.rounds.all()
    month = known[0] if known else make.opened(workspace)
    if totals:
        make.give(workspace, month.id, totals)

    told = summary(workspace, month)

    assert sum(told.counts.values()) == len(told.rows) == 10
    assert not told.shares or abs(sum(told.shares.values()) - 100) <= Decimal("0.02")
    assert {row.code: row.total for row in told.rows if row.code in totals} == totals
    assert told.stage in (Stage.SELF, Stage.HEAD)


def test_people_read_in_turn_are_the_people_read_at_once(workspace: Workspace) -> None:
    for at in (make.scored, lambda of: make.closed(of, Period(2018, 8))):
        month = at(workspace)
        with workspace.work() as work:
            in_turn = people_in_turn(work, round_id=month.id)
            at_once = person_sheets(work, round_id=month.id)
            set_aside = at_once[3].sheet.participant
            one = list(people_in_turn(work, round_id=month.id, code=set_aside.code.lower()))

            assert len(in_turn) == len(at_once)
            assert list(in_turn) == at_once
            assert list(in_turn) == at_once  # as often as somebody goes through them
            assert one == [at_once[3]]


def test_who_is_not_rated_is_left_out_of_those_who_score_themselves(workspace: Workspace) -> None:
    month = make.opened(workspace)
    with workspace.work() as work:
        set_aside = work.rounds.order(month.id)[2]
        set_unrated(work, sheet_id=set_aside, reason="leave")
        asked = [each.sheet.participant.sheet for each in people_in_turn(work, round_id=month.id, rated=True)]

    assert len(asked) == len(make.NAMES) - 1
    assert set_aside not in asked
