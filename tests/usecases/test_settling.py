"""Settling everybody at once, closing under seal, reopening with a reason."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import WorkspaceCheck, check_workspace
from evalapp.usecases.rounds import advance_round, find_round, set_unrated
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.summaries import person_sheets, summarise
from tests import make
from tests.store.outside import tamper


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def levels(workspace: Workspace, key: Any) -> dict[str, str | None]:
    return {code: level for code, (_, level) in make.results(workspace, key).items()}


def settle(workspace: Workspace, key: Any, **how: Any) -> None:
    with workspace.work() as work:
        settle_round(work, round_id=key, **how)


def check(workspace: Workspace) -> WorkspaceCheck:
    with workspace.work() as work:
        return check_workspace(work)


def again(workspace: Workspace) -> Workspace:
    workspace.close()
    return Workspace.open(workspace.path)


def test_before_settling_everybody_stands_by_points_and_the_quota_binds_nobody(workspace: Workspace) -> None:
    current = make.scored(workspace)

    assert list(levels(workspace, current.id).values()).count("A") == 6


def test_settling_lets_three_of_ten_keep_the_best_level_by_points(workspace: Workspace) -> None:
    current = make.settled(workspace)

    assert {code for code, level in levels(workspace, current.id).items() if level == "A"} == {
        "NV001", "NV002", "NV010",
    }  # fmt: skip


def test_who_falls_below_the_line_keeps_the_points_and_gets_the_level_below(workspace: Workspace) -> None:
    current = make.settled(workspace)

    assert make.results(workspace, current.id)["NV003"] == (Decimal(92), "B")


def test_a_preview_writes_nothing(workspace: Workspace) -> None:
    current = make.scored(workspace)
    with workspace.work() as work:
        before = work.audit.count()

        preview_settlement(work, round_id=current.id)

        assert (work.audit.count(), work.rounds.results(current.id)) == (before, {})


def test_an_open_tie_is_refused_naming_who_is_level(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=make.TIED)

    with pytest.raises(UserError, match="level at the line of the quota") as refused:
        settle(workspace, current.id)

    assert set(refused.value.values["people"][0].split(" = ")) == {"NV002", "NV003", "NV004"}
    assert make.round_now(workspace, current.id).stage is Stage.HEAD


@pytest.mark.parametrize("first", ["NV002", "NV003", "NV004"])
def test_who_goes_first_among_equals_keeps_the_level_and_stays_on_record(
    workspace: Workspace, first: str
) -> None:
    current = make.scored(workspace, totals=make.TIED)

    settle(workspace, current.id, first=(first.lower(),), reason="Thâm niên")

    kept = {code for code, level in levels(workspace, current.id).items() if level == "A"}
    assert kept == {"NV001", "NV010", first}
    now = make.round_now(workspace, current.id)
    assert (now.first, now.first_reason) == ((first,), "Thâm niên")


def test_naming_who_goes_first_needs_a_reason(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=make.TIED)

    with pytest.raises(UserError, match="needs a reason"):
        settle(workspace, current.id, first=("NV003",), reason=" ")


def test_only_people_of_the_month_go_first(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=make.TIED)

    with pytest.raises(UserError, match="Not in this month") as refused:
        settle(workspace, current.id, first=("NV003", "XX"), reason="Thâm niên")

    assert refused.value.values["codes"] == ["XX"]


def test_the_exception_lets_four_keep_it_and_its_decision_stays_on_record(workspace: Workspace) -> None:
    current = make.scored(workspace)

    settle(workspace, current.id, exception=" 12/QĐ-UBND ")

    assert list(levels(workspace, current.id).values()).count("A") == 4
    assert make.round_now(workspace, current.id).exception == "12/QĐ-UBND"


def test_the_exception_needs_the_number_of_its_decision(workspace: Workspace) -> None:
    current = make.scored(workspace)

    with pytest.raises(UserError, match="needs the number of the decision"):
        settle(workspace, current.id, exception=" ")


def test_a_month_that_has_not_come_to_the_head_is_not_settled(workspace: Workspace) -> None:
    current = make.opened(workspace)

    with pytest.raises(UserError, match="has not come to the head's scores yet"):
        settle(workspace, current.id)


def test_a_month_is_not_settled_while_somebody_is_not_scored(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=dict.fromkeys(make.CODES[:9], "80"))

    with pytest.raises(UserError, match="Not scored yet") as refused:
        settle(workspace, current.id)

    assert refused.value.values["people"] == ["Tạ Đình Ơn (NV010)"]


def test_nobody_names_themself_first(workspace: Workspace) -> None:
    current = make.scored(workspace, totals=make.TIED)
    make.sign_in_as(workspace, UserRole.HEAD, person="NV003")

    with pytest.raises(UserError, match="Nobody decides their own result"):
        settle(workspace, current.id, first=("NV003",), reason="Thâm niên")


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.HEAD])
def test_only_a_head_settles_closes_and_reopens(workspace: Workspace, role: UserRole) -> None:
    current = make.settled(workspace)
    make.sign_in_as(workspace, role)

    for change in (
        lambda work: settle_round(work, round_id=current.id),
        lambda work: close_round(work, round_id=current.id),
        lambda work: reopen_round(work, round_id=current.id, reason="x"),
    ):
        with pytest.raises(UserError, match="Lan may not"), workspace.work() as work:
            change(work)


def test_closing_seals_everybody_and_the_whole(workspace: Workspace) -> None:
    current = make.closed(workspace)

    checked = check(workspace)
    assert (checked.ok, checked.seals_checked, checked.seals_broken) == (True, 10, ())
    assert (current.stage, len(current.seal or "")) == (Stage.CLOSED, 64)
    with workspace.work() as work:
        assert {len(result.seal or "") for result in work.rounds.results(current.id).values()} == {64}


def test_an_unsettled_month_is_not_closed(workspace: Workspace) -> None:
    current = make.scored(workspace)

    with pytest.raises(UserError, match="is not settled yet"), workspace.work() as work:
        close_round(work, round_id=current.id)

    assert make.round_now(workspace, current.id).seal is None


def test_the_same_month_gives_the_same_seal_on_any_machine(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    assert make.closed(make.office(tmp_path / "other")).seal == make.closed(workspace).seal


def test_reopening_makes_a_new_revision_and_keeps_the_old_one(workspace: Workspace) -> None:
    old = make.closed(workspace)

    with workspace.work() as work:
        opened = reopen_round(work, round_id=old.id, reason="Sai điểm của NV003")

    assert (opened.revision, opened.stage, opened.reason, opened.seal) == (
        2,
        Stage.HEAD,
        "Sai điểm của NV003",
        None,
    )
    kept = make.round_now(workspace, old.id)
    assert (kept.stage, kept.seal, kept.replaced) == (Stage.CLOSED, old.seal, True)
    with workspace.work() as work:
        assert find_round(work, unit=old.unit, period=old.period).id == opened.id


def test_a_new_revision_begins_with_every_mark_and_reason_of_the_old_one(workspace: Workspace) -> None:
    current = make.scored(workspace)
    with workspace.work() as work:
        sheet = next(s for s in work.rounds.sheets(current.id) if s.participant.code == "NV009")
        set_unrated(work, sheet_id=sheet.participant.sheet, reason="Nghỉ ốm dài ngày")
        settle_round(work, round_id=current.id)
        close_round(work, round_id=current.id)
        opened = reopen_round(work, round_id=current.id, reason="Sai")
        old, new = work.rounds.sheets(current.id), work.rounds.sheets(opened.id)

    assert [(s.participant.code, s.participant.unrated, s.marks) for s in new] == [
        (s.participant.code, s.participant.unrated, s.marks) for s in old
    ]


def test_a_correction_in_a_new_revision_leaves_the_old_result_and_its_seals(workspace: Workspace) -> None:
    old = make.closed(workspace)
    before = make.results(workspace, old.id)
    with workspace.work() as work:
        opened = reopen_round(work, round_id=old.id, reason="Sai")
    make.give(workspace, opened.id, {"NV008": "65"})
    settle(workspace, opened.id)
    with workspace.work() as work:
        closed = close_round(work, round_id=opened.id)

    assert make.results(workspace, old.id) == before
    assert make.results(workspace, closed.id)["NV008"] == (Decimal(65), "C")
    assert (check(workspace).ok, check(workspace).seals_checked) == (True, 20)
    assert closed.seal != old.seal


def test_a_replaced_revision_is_not_reopened_again(workspace: Workspace) -> None:
    old = make.closed(workspace)
    with workspace.work() as work:
        reopen_round(work, round_id=old.id, reason="Sai")

    with pytest.raises(UserError, match="was reopened already"), workspace.work() as work:
        reopen_round(work, round_id=old.id, reason="Sai nữa")


BEHIND = {
    "a point": "UPDATE mark SET points = points - 50 WHERE criterion = 'II.2' AND sheet_id = 3",
    "a note": "UPDATE mark SET note = 'x' WHERE criterion = 'II.2' AND sheet_id = 3",
    "a mark taken out": "DELETE FROM mark WHERE criterion = 'II.2' AND sheet_id = 3",
    "a name": "UPDATE sheet SET name = 'X' WHERE id = 3",
    "a reason": "UPDATE sheet SET unrated = 'X' WHERE id = 3",
    "a rating": "UPDATE result SET rating = replace(rating, 'level\":\"B', 'level\":\"A') WHERE sheet_id = 3",
    "a total": "UPDATE result SET total = total + 100 WHERE sheet_id = 3",
    "a level": "UPDATE result SET level = 'D' WHERE sheet_id = 3",
    "a result taken out": "DELETE FROM result WHERE sheet_id = 3",
    "a decision": "UPDATE round SET exception = '1/QĐ'",
    "who went first": "UPDATE round SET first = '[\"NV003\"]'",
    "the unit": "UPDATE round SET unit_name = 'X'",
    "the revision": "UPDATE round SET revision = 7",
    "the seal": "UPDATE round SET seal = 'x'",
    "the quota": (
        "UPDATE policy SET hash = 'y', document = replace(document, 'percent\":30', 'percent\":90') "
        f"WHERE code = '{make.POLICY}'"
    ),
}


@pytest.mark.parametrize("what", BEHIND)
def test_a_change_behind_the_programs_back_breaks_a_seal(tmp_path: Path, what: str) -> None:
    workspace = make.office(tmp_path, prepare=make.closed)
    workspace.close()
    tamper(workspace.path, BEHIND[what])

    checked = check(again(workspace))

    assert not checked.ok
    assert checked.seals_broken


def test_what_is_closed_is_read_and_never_computed_again(workspace: Workspace) -> None:
    current = make.closed(workspace)
    before = make.results(workspace, current.id)
    workspace.close()
    tamper(
        workspace.path,
        BEHIND["the quota"],
        "UPDATE mark SET points = 0",
    )

    reopened = again(workspace)

    assert make.results(reopened, current.id) == before
    with reopened.work() as work:
        totals = {
            s.sheet.participant.code: s.rating and s.rating.total
            for s in person_sheets(work, round_id=current.id)
        }
        assert totals == {code: total for code, (total, _) in before.items()}
        assert summarise(work, round_id=current.id).hash == current.seal


def test_a_store_that_is_asked_to_open_a_closed_month_refuses_as_a_bug(workspace: Workspace) -> None:
    current = make.closed(workspace)

    with pytest.raises(ValueError, match="a closed round never changes"), workspace.work() as work:
        work.rounds.save(replace(current, stage=Stage.HEAD, seal=None))


def test_a_closed_month_does_not_advance(workspace: Workspace) -> None:
    current = make.closed(workspace)

    with pytest.raises(UserError, match="is closed"), workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.HEAD)
