"""Why a score differs: asked for in the grid and at the form; what is missing before settlement."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.policy.model import OPTIONAL_KINDS
from evalapp.domain.rounds import Mark, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.month.state import Showing
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.summaries import person_sheets
from tests import reasoned
from tests.ui.driver import Driver
from tests.ui.grid_driver import SHIFT, GridDriver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import clock

Sit = Callable[..., Driver]
WHO, ROW = "Nguyễn Hải Anh", "II.2"


def in_full(workspace: Workspace) -> None:
    """Everybody gave themselves full marks, and the head the same."""
    current = reasoned.opened(workspace)
    with workspace.work() as work:
        sheets = person_sheets(work, round_id=current.id)
        for stage in (Stage.SELF, Stage.HEAD):
            marks = [
                NewMark(each.sheet.participant.sheet, row.code, row.maximum)
                for each in sheets
                for row in each.form.leaves
                if row.kind not in OPTIONAL_KINDS
            ]
            enter_marks(work, round_id=current.id, stage=stage, marks=marks)


def noted(file: Path) -> Mark:
    workspace = Workspace.open(file, clock=clock)
    try:
        with workspace.work() as work:
            sheets = [sheet for of in list_rounds(work) for sheet in work.rounds.sheets(of.id)]
            found = next(each for each in sheets if each.participant.name == WHO)
            return found.mark(Stage.HEAD, ROW)
    finally:
        workspace.close()


def signs(at: GridDriver) -> str:
    column = next(each for each in at.month.grid.arrangement.middle if each.key == ROW)
    return column.cell(at.row(WHO)).sign


def test_a_difference_is_asked_about_in_its_cell_and_its_reason_written_without_the_mouse(
    user: Sit, file: Path
) -> None:
    at = GridDriver.of(user(in_full))
    at.put(WHO, ROW)

    at.enter("45")
    at.settle()
    asked = signs(at), at.month.panel.note.isHidden(), at.month.state
    at.press(Qt.Key.Key_N)
    place = at.place
    at.press(Qt.Key.Key_F2, SHIFT)
    at.type("Chậm hai báo cáo")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert asked[0] == "≠"
    assert asked[2] is not None
    assert "1 difference without a reason" in asked[2].standing
    assert place == (WHO, ROW)
    assert signs(at) == "•"
    assert QApplication.focusWidget() is at.month.grid.editor
    at.tasks.close()
    assert noted(file) == Mark(Decimal(45), "Chậm hai báo cáo")


def test_a_reason_that_is_left_unfinished_is_kept_and_escape_leaves_it_unchanged(user: Sit) -> None:
    at = GridDriver.of(user(in_full))
    at.put(WHO, ROW)
    at.enter("45")
    at.put(WHO, ROW)

    at.press(Qt.Key.Key_F2, SHIFT)
    at.type("bỏ")
    at.press(Qt.Key.Key_Escape)
    given_up = at.row(WHO).mark(ROW).note
    at.press(Qt.Key.Key_F2, SHIFT)
    at.type("Chậm")
    at.put(WHO, "I.1")
    at.settle()

    assert given_up == ""
    assert at.row(WHO).mark(ROW).note == "Chậm"


def test_before_settlement_somebody_is_told_what_is_missing_and_may_look_or_go_on(user: Sit) -> None:
    at = GridDriver.of(user(in_full))
    at.put(WHO, ROW)
    at.enter("45")
    at.settle()

    at.press(Qt.Key.Key_F9)
    at.settle()
    bar = at.month._parts.lacking
    said, shown = bar.text, not bar.isHidden()
    at.press(Qt.Key.Key_Return)
    listed = at.names, at.month.state
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert shown
    assert f"{WHO} ({ROW})" in said
    assert "The month can go on to settlement" in said  # the button beside it does that
    assert listed[0] == [WHO]
    assert listed[1] is not None
    assert listed[1].showing == Showing.LACKING
    assert type(at.window.screen_shown).__name__ == "SettlementScreen"


def test_the_form_asks_for_the_reason_beside_the_score(user: Sit) -> None:
    at = open_sheet(user(in_full), WHO)

    at.put_cursor(row=ROW, column="head", by="code")
    at.type("45")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row=ROW, column="evidence", by="code") == "≠ needs a reason"
    assert ROW in at.screen.state.standing
