from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Mark, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.history import ScoreChange, score_history
from evalapp.usecases.scores import copy_marks, enter_mark
from tests.make import NEXT_DOOR, TOTALS, give, leaves, office, opened, points, sign_in_as


def sheet_of(of: Workspace, code: str) -> SheetId:
    with of.work() as work:
        current = work.rounds.all()[-1]
        sheets = work.rounds.sheets(current.id)
    return next(each.participant.sheet for each in sheets if each.participant.code == code)


def history(of: Workspace, code: str) -> list[ScoreChange]:
    sheet = sheet_of(of, code)
    with of.work() as work:
        return score_history(work, sheet_id=sheet)


def test_each_change_of_a_score_tells_who_and_from_what_to_what(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    opened(workspace)
    row = leaves()[0]
    for given in (Decimal(1), Decimal("0.5"), None):
        sheet = sheet_of(workspace, "NV003")
        with workspace.work() as work:
            enter_mark(work, sheet_id=sheet, stage=Stage.SELF, code=row, points=given)

    changes = history(workspace, "NV003")

    assert [(each.by, each.stage, each.row) for each in changes] == [("local", Stage.SELF, row)] * 3
    assert [(each.before, each.after) for each in changes] == [
        (Mark(None), Mark(Decimal(1))),
        (Mark(Decimal(1)), Mark(Decimal("0.5"))),
        (Mark(Decimal("0.5")), Mark(None)),
    ]
    assert history(workspace, "NV004") == []
    workspace.close()


def test_lists_and_carried_scores_are_told_row_by_row_with_their_file(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = opened(workspace)
    give(workspace, current.id, TOTALS, stage=Stage.DEPUTY)
    with workspace.work() as work:
        copy_marks(work, round_id=current.id, source=Stage.DEPUTY, target=Stage.HEAD)

    first = leaves()[0]
    told = [
        (each.action, each.stage, each.before, each.after, each.source)
        for each in history(workspace, "NV003")
        if each.row == first
    ]

    given, nothing = Mark(points("NV003", TOTALS["NV003"])[first]), Mark(None)
    assert told == [
        ("scores.imported", Stage.DEPUTY, nothing, given, "danh-sach.xlsx"),
        ("scores.carried", Stage.HEAD, nothing, given, ""),
    ]
    workspace.close()


def test_only_who_may_read_the_scores_sees_their_history(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    opened(workspace)
    sheet = sheet_of(workspace, "NV003")
    sign_in_as(workspace, UserRole.HEAD, unit=NEXT_DOOR)

    with pytest.raises(UserError, match="may not"), workspace.work() as work:
        score_history(work, sheet_id=sheet)
    workspace.close()
