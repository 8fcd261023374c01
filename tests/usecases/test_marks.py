"""Marks as a grid sends them: many at once, all or none."""

from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import MovedOn, UserError
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Mark, Round, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import Entered, NewMark, enter_marks, round_marks
from tests import make


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


@pytest.fixture
def month(workspace: Workspace) -> Round:
    return make.opened(workspace)


def keys(workspace: Workspace, month: Round) -> dict[str, SheetId]:
    with workspace.work() as work:
        return {sheet.participant.code: sheet.participant.sheet for sheet in work.rounds.sheets(month.id)}


def mark(workspace: Workspace, month: Round, person: str, code: str, stage: Stage = Stage.HEAD) -> Mark:
    with workspace.work() as work:
        sheets = work.rounds.sheets(month.id)
        return next(sheet for sheet in sheets if sheet.participant.code == person).mark(stage, code)


def enter(workspace: Workspace, month: Round, *marks: NewMark, stage: Stage = Stage.HEAD) -> Entered:
    with workspace.work() as work:
        return enter_marks(work, round_id=month.id, stage=stage, marks=marks)


def newest(workspace: Workspace) -> tuple[str, dict[str, object]]:
    with workspace.work() as work:
        entry = work.audit.entries(most=1)[0]
        return entry.action, dict(entry.detail or {})


def test_many_marks_are_one_step_whose_history_says_each_before_and_after(
    workspace: Workspace, month: Round
) -> None:
    of = keys(workspace, month)
    enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(5)))

    entered = enter(
        workspace,
        month,
        NewMark(of["NV003"], "I.1", Decimal("5.5")),
        NewMark(of["NV004"], "i.2", Decimal(14), "Gương mẫu"),
    )

    assert (entered.changed, entered.round.stage) == (2, Stage.HEAD)
    assert mark(workspace, month, "NV004", "I.2") == Mark(Decimal(14), "Gương mẫu")
    action, detail = newest(workspace)
    assert action == "scores.entered"
    assert detail["marks"] == [
        {
            "person": "NV003",
            "row": "I.1",
            "before": {"points": "5", "note": ""},
            "after": {"points": "5.5", "note": ""},
        },
        {
            "person": "NV004",
            "row": "I.2",
            "before": {"points": None, "note": ""},
            "after": {"points": "14", "note": "Gương mẫu"},
        },
    ]


def test_one_mark_is_told_as_if_it_was_typed_on_a_form(workspace: Workspace, month: Round) -> None:
    of = keys(workspace, month)

    enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(5)))

    assert newest(workspace)[0] == "score.entered"


def test_one_bad_mark_keeps_all_of_them_out(workspace: Workspace, month: Round) -> None:
    of = keys(workspace, month)

    with pytest.raises(UserError, match="takes 0 to 6"):
        enter(
            workspace,
            month,
            NewMark(of["NV003"], "I.2", Decimal(14)),
            NewMark(of["NV003"], "I.1", Decimal(7)),
        )

    assert mark(workspace, month, "NV003", "I.2") == Mark(None)


def test_marks_that_change_nothing_leave_no_trace(workspace: Workspace, month: Round) -> None:
    of = keys(workspace, month)
    enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(5)))
    before = newest(workspace)

    entered = enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal("5.0")))

    assert entered.changed == 0
    assert newest(workspace) == before


def test_a_note_stays_where_none_is_given_and_points_can_be_taken_away(
    workspace: Workspace, month: Round
) -> None:
    of = keys(workspace, month)
    enter(workspace, month, NewMark(of["NV003"], "III", Decimal(2), "  Sáng kiến "))

    enter(workspace, month, NewMark(of["NV003"], "III", None))

    assert mark(workspace, month, "NV003", "III") == Mark(None, "Sáng kiến")


def test_somebody_of_another_month_is_refused(workspace: Workspace, month: Round) -> None:
    august = make.opened(workspace, make.AUGUST)
    other = keys(workspace, august)["NV003"]

    with pytest.raises(UserError, match="not in this month"):
        enter(workspace, month, NewMark(other, "I.1", Decimal(5)))


def test_a_heading_and_a_settled_month_take_no_marks(workspace: Workspace) -> None:
    settled = make.settled(workspace)
    of = keys(workspace, settled)

    with pytest.raises(UserError, match="settled"):
        enter(workspace, settled, NewMark(of["NV003"], "I.1", Decimal(5)))


def test_nobody_scores_themselves_but_everybody_may_score_for_themselves(
    workspace: Workspace, month: Round
) -> None:
    of = keys(workspace, month)
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.OFFICE, person="NV001")

    with pytest.raises(UserError, match="own result"):
        enter(
            workspace,
            month,
            NewMark(of["NV003"], "I.1", Decimal(5)),
            NewMark(of["NV001"], "I.1.1", Decimal(2)),
        )

    assert mark(workspace, month, "NV003", "I.1") == Mark(None)


def test_a_whole_unit_is_entered_at_once(workspace: Workspace, month: Round) -> None:
    of = keys(workspace, month)
    staff = [code for code in make.CODES if make.form_of(code) == "staff"]

    entered = enter(workspace, month, *(NewMark(of[code], "I.1", Decimal(6)) for code in staff))

    assert entered.changed == len(staff)


def test_a_round_is_read_with_what_its_marks_give_and_once_settled_with_what_was_decided(
    workspace: Workspace,
) -> None:
    scored = make.scored(workspace)
    with workspace.work() as work:
        live = round_marks(work, round_id=scored.id)
    assert {rating.total for rating in live.ratings.values()} >= {Decimal(97), Decimal(60)}

    settled = make.settled(workspace, make.AUGUST)
    with workspace.work() as work:
        decided = round_marks(work, round_id=settled.id)
    assert "quota" in {rating.reason for rating in decided.ratings.values()}


def test_what_somebody_else_entered_meanwhile_is_shown_and_not_overwritten(
    workspace: Workspace, month: Round
) -> None:
    of = keys(workspace, month)
    enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(4), "Đi muộn"))

    with pytest.raises(UserError, match="somebody else entered “4” here meanwhile") as refused:
        enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(6), seen=(Mark(None),)))
    with pytest.raises(UserError, match="somebody else entered “Đi muộn”"):
        enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(4), "Tốt", seen=(Mark(Decimal(4)),)))

    assert refused.value.values["yours"] == Decimal(6)
    assert mark(workspace, month, "NV003", "I.1") == Mark(Decimal(4), "Đi muộn")


def test_what_was_shown_or_is_the_same_anyway_is_no_conflict(workspace: Workspace, month: Round) -> None:
    of = keys(workspace, month)
    enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(4)))

    typed = (Mark(None), Mark(Decimal(4)))
    assert enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(6), seen=typed)).changed == 1
    assert enter(workspace, month, NewMark(of["NV003"], "I.1", Decimal(6), seen=typed)).changed == 0


def test_marks_typed_where_another_stage_was_shown_are_refused_all(
    workspace: Workspace, month: Round
) -> None:
    sheets = keys(workspace, month)
    typed = [NewMark(sheets["NV001"], "I.1.1", Decimal(2))]
    enter(workspace, month, NewMark(sheets["NV002"], "I.1.1", Decimal(1)))

    with workspace.work() as work, pytest.raises(MovedOn):
        enter_marks(work, round_id=month.id, stage=Stage.SELF, marks=typed, where_open=True)
    assert mark(workspace, month, "NV001", "I.1.1", Stage.SELF) == Mark(None)
