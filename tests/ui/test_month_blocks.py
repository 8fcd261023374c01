from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from evalapp.domain.people import Role
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.grid_blocks import LeftOut
from evalapp.ui.kit.grid_preview import Preview
from evalapp.ui.screens.month.panel import PreviewBar
from evalapp.usecases.rounds import advance_round
from tests.ui.driver import Driver
from tests.ui.grid_driver import SHIFT, GridDriver, at_head, stored
from tests.ui.world import scored

Sit = Callable[..., Driver]
FIRST, SECOND, THIRD = "Nguyễn Hải Anh", "Đỗ Thị Ánh", "Hoàng Ngọc Ánh"


@pytest.fixture
def at(user: Sit) -> GridDriver:
    """The head is about to score the staff, cursor on the first cell."""
    driver = GridDriver.of(user(at_head))
    driver.put(FIRST, "I.1")
    return driver


def test_fill_down_copies_the_first_row_of_the_block(at: GridDriver) -> None:
    at.type("4")
    at.press(Qt.Key.Key_Tab)
    at.type("13")
    at.press(Qt.Key.Key_Backtab, SHIFT)
    at.select(down=2, right=1)

    at.hold(Qt.Key.Key_D)

    assert at.line(THIRD).sheet.points(Stage.HEAD) == {"I.1": 4, "I.2": 13}
    at.hold(Qt.Key.Key_Z)
    assert at.line(THIRD).sheet.points(Stage.HEAD) == {}
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {"I.1": 4, "I.2": 13}


def test_control_and_enter_fill_the_selection_with_what_is_typed(at: GridDriver) -> None:
    at.select(down=2)
    at.type("3,5")

    at.hold(Qt.Key.Key_Return)

    assert [at.points(name, "I.1") for name in (FIRST, SECOND, THIRD)] == [at.points(FIRST, "I.1")] * 3
    assert at.reads(THIRD, "I.1") == "3.5"


def test_a_block_goes_to_a_spreadsheet_and_comes_back(at: GridDriver) -> None:
    at.enter("5,5")
    at.put(SECOND, "I.1")
    at.enter("4")
    at.put(FIRST, "I.1")
    at.select(down=1, right=1)

    assert at.copy() == "5.5\t\n4.0\t"  # what is only offered is no mark

    at.put(SECOND, "I.1")
    at.paste("5,5\t13,5\r\n4.5\t12\r\n")
    at.settle()
    assert at.line(SECOND).sheet.points(Stage.HEAD) == {"I.1": at.points(FIRST, "I.1"), "I.2": 13.5}
    assert at.reads(THIRD, "I.1") == "4.5"


def test_how_many_of_the_copied_cells_were_only_offered_is_said(at: GridDriver) -> None:
    at.enter("5,5")
    at.put(FIRST, "I.1")
    at.select(down=1, right=1)

    at.copy()

    assert at.told.startswith("⚠ 4 cells copied. 3 of them are only offered (gray) and left empty")


def test_cutting_copies_and_clears(at: GridDriver) -> None:
    at.enter("5,5")
    at.put(FIRST, "I.1")

    at.hold(Qt.Key.Key_X)

    assert QApplication.clipboard().text() == "5.5"
    assert at.points(FIRST, "I.1") is None


def test_a_block_of_millions_of_cells_is_refused_before_it_is_read(at: GridDriver) -> None:
    at.paste("5\t6\t7\t8\n" * 1_048_576)

    assert at.month.grid.preview is None
    assert "4,194,304 cells were copied" in at.told
    assert at.points(FIRST, "I.1") is None


def test_undo_takes_a_pasted_block_back_with_what_was_refused_of_it(at: GridDriver) -> None:
    at.paste("4\t13\n20\tnăm\n")
    at.press(Qt.Key.Key_Return)
    refused = len(at.month.grid.refusals)
    at.hold(Qt.Key.Key_Z)
    at.settle()

    assert (refused, at.month.grid.refusals, at.points(FIRST, "I.1")) == (2, {}, None)
    assert at.told == ""

    at.paste("20\tnăm\n")
    at.press(Qt.Key.Key_Return)
    at.hold(Qt.Key.Key_Z)
    assert at.month.grid.refusals == {}


def test_a_refusal_that_is_given_up_is_no_longer_said(at: GridDriver) -> None:
    at.enter("20")
    at.put(FIRST, "I.1")
    said = at.told
    at.press(Qt.Key.Key_Escape)

    assert "I.1 takes 0 to 6" in said
    assert at.told == ""


def test_how_many_values_are_refused_is_no_longer_said_once_one_is_mended(at: GridDriver) -> None:
    for name in (FIRST, SECOND):
        at.put(name, "I.1")
        at.enter("77")
    at.do("month.to_settling")
    said = at.told

    at.enter("5")

    assert "2 refused values still stand" in said
    assert at.told == ""
    assert len(at.month.grid.refusals) == 1


def test_what_was_said_of_a_cell_does_not_follow_to_another_screen(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    at.enter("77")
    assert "I.1 takes 0 to 6" in at.told

    at.visit("people")

    assert at.told == ""


def test_a_digit_with_alt_is_no_score(at: GridDriver) -> None:
    at.enter("5,5")
    at.put(FIRST, "I.1")
    at.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    at.press(Qt.Key.Key_Down)

    assert at.reads(FIRST, "I.1") == "5.5"


def test_the_preview_of_a_block_says_what_it_changes_of_what_is_stored(at: GridDriver) -> None:
    at.enter("6")
    at.put(FIRST, "I.2")
    at.enter("14")
    at.put(FIRST, "I.1")
    at.paste("5,5\t14\n4\t99\n")
    at.settle()
    preview = at.month.grid.preview
    asked = at.month.findChildren(PreviewBar)[0].text

    assert preview is not None
    assert (preview.good, preview.changed, preview.same, preview.new) == (3, 1, 1, 1)
    assert "Of the good ones: 1 changes what is stored, 1 is new, 1 stays the same." in asked
    assert (at.reads(FIRST, "I.1"), at.reads(FIRST, "I.2"), at.reads(SECOND, "I.1")) == (
        "6.0 → 5.5",
        "14",
        "4",
    )


def test_a_block_with_refused_cells_is_shown_first_and_taken_without_them_by_one_key(at: GridDriver) -> None:
    at.paste("5\t13\n66\t12\n")
    assert at.month.grid.preview == Preview(good=3, refused=1, left_out=LeftOut(), mendable=1)
    assert at.reads(FIRST, "I.2") == "13"
    assert at.points(FIRST, "I.2") is None
    asked = at.month.findChildren(PreviewBar)[0].text
    assert asked == "⚠ 3 cells can be pasted, 1 is refused. I.1 takes 0 to 6. Of the good ones: 3 are new."

    at.press(Qt.Key.Key_Return)
    at.settle()
    assert (at.points(FIRST, "I.1"), at.points(SECOND, "I.1"), at.points(SECOND, "I.2")) == (5, None, 12)
    assert at.reads(SECOND, "I.1") == "66"


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_block_that_is_only_shown_is_let_go_and_what_was_typed_before_stays(
    at: GridDriver, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    at.put(THIRD, "I.1")
    at.enter("4")
    at.put(FIRST, "I.1")
    at.paste("5\t13\n66\t12\n")

    at.press(key, held)

    assert at.month.grid.preview is None
    assert at.points(THIRD, "I.1") == 4
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {}
    assert at.reads(SECOND, "I.1") == "6.0"


def test_a_block_in_which_everything_is_right_says_how_much_was_taken_and_how_it_goes_back(
    at: GridDriver,
) -> None:
    at.paste("5\t13\n4\t12\n")
    said = at.told
    at.put(FIRST, "I.1")
    at.paste("5\t13\n4\t12\n")
    same = at.told
    at.hold(Qt.Key.Key_Z)
    at.settle()

    assert said == "✓ 4 cells pasted. Ctrl+Z undoes it."
    assert same == "These 4 cells held the same before: nothing was changed."
    assert (at.told, at.points(FIRST, "I.1"), at.points(SECOND, "I.2")) == ("", None, None)


def test_what_was_taken_of_a_block_with_refused_cells_is_said_too(at: GridDriver) -> None:
    at.paste("5\t13\n66\t12\n")

    at.press(Qt.Key.Key_Return)

    assert at.told == "✓ 3 cells pasted. Ctrl+Z undoes it."


def test_of_a_block_in_which_nothing_can_be_taken_nothing_is_offered_to_be(at: GridDriver) -> None:
    at.paste("66\tnăm\n")
    bar = at.month.findChildren(PreviewBar)[0]
    offered = [each.text() for each in bar.findChildren(QPushButton) if each.isVisible()]

    at.press(Qt.Key.Key_Return)

    assert bar.text.startswith("⚠ None of these 2 cells can be pasted. I.1 takes 0 to 6.")
    assert offered == ["Leave them in their cells to be mended (Enter)", "Close (Esc)"]
    assert len(at.month.grid.refusals) == 2
    assert at.told == ""


def test_a_block_where_nothing_can_be_typed_is_only_closed(at: GridDriver) -> None:
    at.month.looking.choose_view("deputy")
    at.month.grid.setFocus()
    at.paste("5\t13\n")
    bar = at.month.findChildren(PreviewBar)[0]
    offered = [each.text() for each in bar.findChildren(QPushButton) if each.isVisible()]

    at.press(Qt.Key.Key_Return)

    assert offered == ["Close (Esc)"]
    assert (at.month.grid.preview, at.month.grid.refusals) == (None, {})


def test_a_block_that_brings_the_names_along_goes_to_those_people(at: GridDriver) -> None:
    at.paste(f"STT\tHọ và tên\tI.1\n1\t{THIRD}\t3\n2\t{FIRST}\t4")
    at.settle()

    assert [at.points(name, "I.1") for name in (FIRST, SECOND, THIRD)] == [4, None, 3]


def test_a_name_that_nobody_here_has_is_told_and_one_key_takes_the_rest(at: GridDriver) -> None:
    at.paste(f"{SECOND}\t3\nTrần Quốc Việt\t4")
    at.settle()

    assert at.points(SECOND, "I.1") is None
    assert "“Trần Quốc Việt”" in at.month.findChildren(PreviewBar)[0].text
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert at.points(SECOND, "I.1") == 3


def test_figures_go_under_the_headings_that_were_copied_with_them(at: GridDriver) -> None:
    at.put(FIRST, "I.1")

    at.paste(f"Họ và tên\tI.2\tI.1\n{SECOND}\t12\t4,5")
    at.settle()

    assert [at.points(SECOND, row) for row in ("I.1", "I.2")] == [Decimal("4.5"), 12]


def test_filling_down_from_a_refused_value_fills_nothing_else(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    at.enter("77")
    at.put(FIRST, "I.1")
    at.select(down=2)

    at.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert [at.points(name, "I.1") for name in (SECOND, THIRD)] == [None, None]
    assert at.month.grid.preview is not None
    assert at.month.grid.preview.refused == 2


def test_what_a_named_block_has_too_many_of_is_told_before_anything_is_taken(at: GridDriver) -> None:
    at.paste("\t".join([SECOND, "3", *["1"] * 40]))
    at.settle()

    assert at.points(SECOND, "I.1") is None
    assert at.month.grid.preview is not None
    assert at.month.grid.preview.left_out.texts > 0


def deputies_scored(workspace: Workspace) -> None:
    """The deputy took points off; the head is about to score."""
    current = scored(workspace, stages=(Stage.SELF, Stage.DEPUTY))
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.HEAD)


def test_carrying_over_leaves_out_who_leads_and_names_them(user: Sit) -> None:
    def scored_themselves(workspace: Workspace) -> None:
        current = scored(workspace, stages=(Stage.SELF,))
        with workspace.work() as work:
            advance_round(work, round_id=current.id, to=Stage.DEPUTY)

    at = GridDriver.of(user(scored_themselves))

    at.do("month.carry")
    at.settle()

    state = at.month.state
    assert state is not None
    roles = {line.sheet.participant.role for line in state.lines.values() if line.sheet.points(Stage.DEPUTY)}
    assert roles == {Role.STAFF}
    assert "Left out: " in at.told
    assert "the head is rated by the competent authority" in at.told


def test_scores_of_the_stage_before_are_carried_over_as_one_step(user: Sit, file: Path) -> None:
    at = GridDriver.of(user(deputies_scored))
    at.put(FIRST, "I.1")
    at.enter("2")

    at.do("month.carry")
    carried = at.points(FIRST, "I.1"), at.points(SECOND, "I.1")
    at.hold(Qt.Key.Key_Z)
    at.settle()

    assert carried == (2, at.points(SECOND, "I.1", Stage.DEPUTY))
    assert (at.points(FIRST, "I.1"), at.points(SECOND, "I.1")) == (2, None)
    at.hold(Qt.Key.Key_Y)
    at.settle()
    given = at.line(SECOND).sheet.points(Stage.DEPUTY)
    at.tasks.close()
    assert stored(file, SECOND) == given
