"""Scores: typed one at a time, or taken in as a unit's list."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import MovedOn, UserError
from evalapp.documents.reading.specs import SCORES
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Mark, Round, Sheet, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.rounds import advance_round, set_unrated
from evalapp.usecases.scores import copy_marks, enter_mark, left_out_of_carrying, stage_of
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.summaries import summarise
from tests import make

DRY, GOOD = ImportChoice(dry_run=True), ImportChoice(take_good=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path, people=4)


@pytest.fixture
def month(workspace: Workspace) -> Round:
    return make.opened(workspace)


def take(
    workspace: Workspace,
    month: Round,
    header: tuple[str, ...],
    *rows: tuple[Any, ...],
    stage: Stage = Stage.HEAD,
    choice: ImportChoice = make.ALL,
) -> ImportReport:
    with workspace.work() as work:
        numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
        read = make.listed(SCORES, ("STT", *header), *numbered)
        return import_scores(work, round_id=month.id, read=read, stage=stage, choice=choice)


def sheet(workspace: Workspace, month: Round, code: str = "NV003") -> Sheet:
    with workspace.work() as work:
        return next(each for each in work.rounds.sheets(month.id) if each.participant.code == code)


def key(workspace: Workspace, month: Round, code: str = "NV003") -> SheetId:
    return sheet(workspace, month, code).participant.sheet


def enter(
    workspace: Workspace, month: Round, points: str | None, *, code: str = "I.1", note: str | None = None,
    stage: Stage = Stage.HEAD, person: str = "NV003",
) -> Sheet:  # fmt: skip
    who = key(workspace, month, person)
    with workspace.work() as work:
        given = None if points is None else Decimal(points)
        return enter_mark(work, sheet_id=who, stage=stage, code=code, points=given, note=note)


def test_a_typed_mark_is_kept_with_what_was_there_before_in_the_history(
    workspace: Workspace, month: Round
) -> None:
    enter(workspace, month, "5.5")
    enter(workspace, month, "6", note="Sửa sau khi xem lại")

    assert sheet(workspace, month).mark(Stage.HEAD, "I.1") == Mark(Decimal(6), "Sửa sau khi xem lại")
    with workspace.work() as work:
        [entry] = work.audit.entries(most=1)
    assert entry.subject.endswith("NV003 head I.1")
    assert entry.detail == {
        "before": {"points": "5.5", "note": ""},
        "after": {"points": "6", "note": "Sửa sau khi xem lại"},
    }


def test_the_same_mark_twice_leaves_one_row_in_the_history(workspace: Workspace, month: Round) -> None:
    enter(workspace, month, "6")
    with workspace.work() as work:
        before = work.audit.count()

    enter(workspace, month, "6.0")

    with workspace.work() as work:
        assert work.audit.count() == before


def test_a_mark_taken_away_is_not_scored_and_never_0(workspace: Workspace, month: Round) -> None:
    enter(workspace, month, "6")

    emptied = enter(workspace, month, None)

    assert emptied.mark(Stage.HEAD, "I.1") == Mark(None)


@pytest.mark.parametrize(
    ("points", "code", "reason"),
    [
        ("6.5", "I.1", "6"),
        ("-0.5", "I.1", "0"),
        ("5.25", "I.1", "0.5"),
        ("10.5", "III", "10"),
        ("1", "I", "is a heading"),
        ("1", "IX", "has no row IX"),
    ],
)
def test_points_outside_a_rows_range_or_step_are_refused(
    workspace: Workspace, month: Round, points: str, code: str, reason: str
) -> None:
    with pytest.raises(UserError) as refused:
        enter(workspace, month, points, code=code)

    assert reason in str(refused.value)
    assert sheet(workspace, month).marks == {}


def test_a_mark_brings_the_month_to_its_stage(workspace: Workspace, month: Round) -> None:
    enter(workspace, month, "2", code="I.1.1", person="NV001")

    current = make.round_now(workspace, month.id)
    assert (current.stage, current.skipped) == (Stage.HEAD, (Stage.SELF, Stage.DEPUTY))


def test_that_a_mark_brings_the_month_to_its_stage_goes_on_record_once(
    workspace: Workspace, month: Round
) -> None:
    enter(workspace, month, "2", code="I.1.1", person="NV001")
    enter(workspace, month, "1", code="I.1.1", person="NV001")

    with workspace.work() as work:
        moves = [each.detail for each in work.audit.entries(most=9) if each.action == "round.entered"]
    assert moves == [{"stage": "head", "skipped": ["self", "deputy"]}]


@pytest.mark.parametrize("open_now", [Stage.SELF, Stage.HEAD])
def test_a_mark_typed_where_another_stage_was_shown_is_refused(
    workspace: Workspace, month: Round, open_now: Stage
) -> None:
    with workspace.work() as work:
        if open_now is not Stage.SELF:
            advance_round(work, round_id=month.id, to=open_now)
    of = key(workspace, month)

    with workspace.work() as work, pytest.raises(MovedOn, match="by now: somebody else moved it"):
        enter_mark(work, sheet_id=of, stage=Stage.DEPUTY, code="I.1.1", points=Decimal(2), where_open=True)
    assert sheet(workspace, month).marks == {}


@pytest.mark.parametrize("closed", [True, False])
def test_a_decided_month_takes_no_marks(workspace: Workspace, *, closed: bool) -> None:
    totals = dict.fromkeys(make.CODES[:4], "80")
    done = make.closed(workspace, totals=totals) if closed else make.settled(workspace, totals=totals)

    with pytest.raises(UserError, match="is closed" if closed else "is settled"):
        enter(workspace, done, "5")
    with pytest.raises(UserError, match="is closed" if closed else "is settled"):
        make.give(workspace, done.id, {"NV003": "70"})
    assert sheet(workspace, done).points(Stage.HEAD)["I.1"] == 6


def test_nobody_decides_their_own_result(workspace: Workspace, month: Round) -> None:
    make.sign_in_as(workspace, UserRole.HEAD, person="NV001")

    with pytest.raises(UserError, match="Nobody decides their own result"):
        enter(workspace, month, "2", code="I.1.1", person="NV001")
    own = key(workspace, month, "NV001")
    with pytest.raises(UserError, match="Nobody decides their own result"), workspace.work() as work:
        set_unrated(work, sheet_id=own, reason="Nghỉ")
    report = make.give(workspace, month.id, {"NV001": "90", "NV003": "90"}, choice=GOOD)

    assert [refusal.row for refusal in report.refused] == [2]
    assert sheet(workspace, month, "NV001").marks == {}
    assert enter(workspace, month, "2", code="I.1.1", person="NV001", stage=Stage.SELF).marks


def test_a_deputy_does_not_score_for_the_head(workspace: Workspace, month: Round) -> None:
    make.sign_in_as(workspace, UserRole.DEPUTY)

    with pytest.raises(UserError, match="may not score as the head"):
        enter(workspace, month, "5")

    assert enter(workspace, month, "5", stage=Stage.DEPUTY).mark(Stage.DEPUTY, "I.1").points == 5


def test_a_list_comes_in_at_the_deciding_stage_and_gives_totals(workspace: Workspace, month: Round) -> None:
    report = make.give(workspace, month.id, {"NV001": "90", "NV002": "85.5", "NV003": "92", "NV004": "40"})

    assert (report.read, report.new, report.applied, report.refused) == (4, 4, True, ())
    assert make.results(workspace, month.id) == {
        "NV001": (Decimal(90), "A"), "NV002": (Decimal("85.5"), "B"), "NV003": (Decimal(92), "A"),
        "NV004": (Decimal(40), "D"),
    }  # fmt: skip


@pytest.mark.parametrize("stage", [Stage.SELF, Stage.DEPUTY])
def test_before_the_deciding_stage_there_is_a_sum_and_no_total(
    workspace: Workspace, month: Round, stage: Stage
) -> None:
    make.give(workspace, month.id, {"NV003": "92"}, stage=stage)

    with workspace.work() as work:
        [row] = [row for row in summarise(work, round_id=month.id).rows if row.code == "NV003"]
    sums = {Stage.SELF: row.self_points, Stage.DEPUTY: row.deputy_points, Stage.HEAD: row.head_points}
    assert sums == {Stage.SELF: None, Stage.DEPUTY: None, Stage.HEAD: None, stage: Decimal(90)}
    assert (row.total, row.level, row.bonus, row.deduction) == (None, None, None, None)


def test_the_same_list_twice_changes_nothing(workspace: Workspace, month: Round) -> None:
    totals = {"NV003": "92", "NV004": "80"}
    make.give(workspace, month.id, totals)
    with workspace.work() as work:
        before = (work.rounds.sheets(month.id), work.audit.count())

    report = make.give(workspace, month.id, totals)

    assert (report.same, report.new, report.changed) == (2, 0, 0)
    with workspace.work() as work:
        assert (work.rounds.sheets(month.id), work.audit.count()) == before


def test_a_dry_run_takes_nothing_in_and_leaves_the_month_where_it_stands(
    workspace: Workspace, month: Round
) -> None:
    report = make.give(workspace, month.id, {"NV003": "92"}, choice=DRY)

    assert (report.new, report.applied) == (1, False)
    assert sheet(workspace, month).marks == {}
    assert make.round_now(workspace, month.id).stage is Stage.SELF


def test_a_blank_cell_changes_nothing_and_is_not_0(workspace: Workspace, month: Round) -> None:
    enter(workspace, month, "6")

    take(workspace, month, ("Mã CB", "I.1", "I.2"), ("NV003", None, 14))

    assert sheet(workspace, month).points(Stage.HEAD) == {"I.1": 6, "I.2": 14}


@pytest.mark.parametrize("cell", ["5,5", "5.5", Decimal("5.5")])
def test_commas_points_and_numbers_are_all_read(workspace: Workspace, month: Round, cell: Any) -> None:
    take(workspace, month, ("Mã CB", "I.1"), ("NV003", cell))

    assert sheet(workspace, month).points(Stage.HEAD) == {"I.1": Decimal("5.5")}


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (("NV003", 7, 14), "I.1", "7"),
        (("NV003", -1, 14), "I.1", "-1"),
        (("NV003", "5,25", 14), "I.1", "5,25"),
        (("NV003", "năm", 14), "I.1", "năm"),
        (("NV999", 5, 14), "Mã CB", "NV999"),
        ((None, 5, 14), "Mã CB", ""),
    ],
)
def test_a_bad_row_is_refused_with_its_cell_and_keeps_the_list_out(
    workspace: Workspace, month: Round, row: tuple[Any, ...], column: str, value: str
) -> None:
    report = take(workspace, month, ("Mã CB", "I.1", "I.2"), ("NV004", 6, 14), row)

    [refusal] = report.refused
    assert (refusal.row, refusal.column, refusal.value) == (3, column, value)
    assert (report.applied, sheet(workspace, month, "NV004").marks) == (False, {})


def test_a_name_that_is_not_the_codes_is_refused(workspace: Workspace, month: Round) -> None:
    report = take(workspace, month, ("Mã CB", "Họ và tên", "I.1"), ("NV003", "Lê Văn Bình", 5))

    assert "belongs to Nguyễn Hải Anh" in str(report.refused[0].reasons[0])


def test_one_person_twice_in_a_list_is_refused(workspace: Workspace, month: Round) -> None:
    report = take(workspace, month, ("Mã CB", "I.1"), ("NV003", 5), ("nv003", 6))

    assert (report.refused[0].row, report.refused[0].reasons[0].values["row"]) == (3, 2)


def test_without_a_code_a_name_is_enough_where_one_person_has_it(workspace: Workspace, month: Round) -> None:
    report = take(workspace, month, ("Mã CB", "Họ và tên", "I.1"), (None, "nguyễn hải anh", 5))

    assert (report.applied, len(report.warnings)) == (True, 1)
    assert sheet(workspace, month).points(Stage.HEAD) == {"I.1": 5}


def test_a_row_that_somebodys_form_does_not_have_is_refused(workspace: Workspace, month: Round) -> None:
    report = take(workspace, month, ("Mã CB", "I.1.1", "I.1"), ("NV003", 2, None))

    assert (report.refused[0].column, report.refused[0].value) == ("I.1.1", "2")


def test_headings_and_unknown_columns_are_left_alone_and_told(workspace: Workspace, month: Round) -> None:
    report = take(workspace, month, ("Mã CB", "I", "I.1", "Xếp loại dự kiến"), ("NV003", 20, 5, "A"))

    assert [str(doubt.reason) for doubt in report.warnings] == [
        "The column “I” is the sum of its rows and was left alone.",
        "The column “Xếp loại dự kiến” is no criterion and was left alone.",
    ]
    assert sheet(workspace, month).points(Stage.HEAD) == {"I.1": 5}


def test_a_list_without_a_criterion_is_refused_whole(workspace: Workspace, month: Round) -> None:
    with pytest.raises(UserError, match=r"No column of “danh-sach.xlsx” is headed by a criterion"):
        take(workspace, month, ("Mã CB", "Điểm"), ("NV003", 5))


def test_the_note_of_a_row_justifies_its_bonus(workspace: Workspace, month: Round) -> None:
    take(workspace, month, ("Mã CB", "III", "Ghi chú"), ("NV003", 2, "Sáng kiến cấp quận"))

    assert sheet(workspace, month).mark(Stage.HEAD, "III") == Mark(Decimal(2), "Sáng kiến cấp quận")


def test_carrying_scores_over_fills_only_what_is_empty(workspace: Workspace, month: Round) -> None:
    make.give(workspace, month.id, {"NV003": "90", "NV004": "80"}, stage=Stage.DEPUTY)
    enter(workspace, month, "5")

    with workspace.work() as work:
        helped = copy_marks(work, round_id=month.id, source=Stage.DEPUTY, target=Stage.HEAD)
        again = copy_marks(work, round_id=month.id, source=Stage.DEPUTY, target=Stage.HEAD)

    assert (helped, again) == (2, 0)
    assert {code: total for code, (total, _) in make.results(workspace, month.id).items() if total} == {
        "NV003": Decimal(89),
        "NV004": Decimal(80),
    }


def test_nobodys_self_score_is_carried_over_as_that_of_who_they_lead(
    workspace: Workspace, month: Round
) -> None:
    give = {"NV001": "90", "NV002": "90", "NV003": "90"}
    make.give(workspace, month.id, give, stage=Stage.SELF)

    with workspace.work() as work:
        asked = {"round_id": month.id, "source": Stage.SELF, "target": Stage.DEPUTY}
        left = left_out_of_carrying(work, **asked)
        helped = copy_marks(work, **asked)
        sheets = work.rounds.sheets(month.id)

    assert (helped, left) == (1, [make.NAMES[0], make.NAMES[1]])
    assert {each.participant.code for each in sheets if each.points(Stage.DEPUTY)} == {"NV003"}


def test_scores_are_not_carried_back(workspace: Workspace, month: Round) -> None:
    with pytest.raises(UserError, match="from an earlier stage to a later one"), workspace.work() as work:
        copy_marks(work, round_id=month.id, source=Stage.HEAD, target=Stage.SELF)


@pytest.mark.parametrize(("text", "reason"), [("ghế", "is no stage"), ("closed", "no scores are given")])
def test_only_the_three_scoring_stages_are_read(text: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        stage_of(text)
