from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.rounds import SCORING, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Route
from evalapp.usecases.registers import record_entry
from evalapp.usecases.scores import enter_mark
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import SHIFT, GridDriver, at_head, stored
from tests.ui.world import JULY, closed, opened, scored

Sit = Callable[..., Driver]
FIRST, SECOND, THIRD = "Nguyễn Hải Anh", "Đỗ Thị Ánh", "Hoàng Ngọc Ánh"


@pytest.fixture
def at(user: Sit) -> GridDriver:
    """The head is about to score the staff, cursor on the first cell."""
    driver = GridDriver.of(user(at_head))
    driver.put(FIRST, "I.1")
    return driver


def test_typing_a_number_and_enter_shows_it_goes_down_and_saves_it(at: GridDriver, file: Path) -> None:
    at.enter("5,5")
    assert (at.reads(FIRST, "I.1"), at.place) == ("5.5", (SECOND, "I.1"))

    at.settle()
    assert "Saved" in at.window.messages.saved
    at.tasks.close()
    assert stored(file, FIRST) == {"I.1": at.points(FIRST, "I.1")}


def test_tab_goes_right_and_shift_turns_both_ways_round(at: GridDriver) -> None:
    at.type("6")
    at.press(Qt.Key.Key_Tab)
    assert at.place == (FIRST, "I.2")

    at.type("14")
    at.press(Qt.Key.Key_Backtab, SHIFT)
    assert at.place == (FIRST, "I.1")

    at.put(SECOND, "I.1")
    at.type("4")
    at.press(Qt.Key.Key_Return, SHIFT)
    assert at.place == (FIRST, "I.1")
    assert [at.points(FIRST, "I.1"), at.points(FIRST, "I.2"), at.points(SECOND, "I.1")] == [6, 14, 4]


def test_tab_at_the_end_of_a_row_begins_the_next(at: GridDriver) -> None:
    at.press(Qt.Key.Key_End)

    at.press(Qt.Key.Key_Tab)

    assert at.place == (SECOND, "I.1")


def test_an_arrow_leaves_a_cell_that_is_being_typed_and_keeps_it(at: GridDriver) -> None:
    at.type("6")
    at.press(Qt.Key.Key_Right)

    assert at.place == (FIRST, "I.2")
    assert at.points(FIRST, "I.1") == 6


def test_f2_changes_what_is_there_instead_of_replacing_it(at: GridDriver) -> None:
    at.enter("5")
    at.put(FIRST, "I.1")

    at.press(Qt.Key.Key_F2)
    at.press(Qt.Key.Key_Backspace)
    at.enter("5")

    assert at.reads(FIRST, "I.1") == "5.5"


def test_escape_leaves_the_cell_as_it_was(at: GridDriver) -> None:
    at.type("4")
    at.press(Qt.Key.Key_Escape)

    assert at.points(FIRST, "I.1") is None
    assert not at.month.grid.editor.is_open


def test_delete_makes_a_cell_not_scored_again_which_is_not_zero(at: GridDriver) -> None:
    at.put(FIRST, "III")
    at.enter("2")
    at.put(FIRST, "III")

    at.press(Qt.Key.Key_Delete)
    at.settle()

    assert at.points(FIRST, "III") is None
    assert at.reads(FIRST, "III") == "–"


def test_full_marks_are_offered_in_words_and_are_no_score(at: GridDriver) -> None:
    assert at.reads(FIRST, "I.2") == "14.0"
    assert (at.reads(FIRST, "total"), at.reads(FIRST, "level")) == ("90.0", "full marks offered")
    assert at.points(FIRST, "I.2") is None
    assert at.line(FIRST).rating.total is None


def test_one_key_takes_the_offers_of_everybody_and_one_takes_them_back(at: GridDriver, file: Path) -> None:
    at.do("month.accept")
    assert {row.result[0] for row in at.month.grid.rows} == {"A"}
    assert at.month.state is not None
    assert all(line.rating.total == 90 for line in at.month.state.lines.values())

    at.hold(Qt.Key.Key_Z)
    at.settle()
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {}
    at.tasks.close()
    assert stored(file, FIRST) == {}


def test_the_offers_of_the_selection_alone_are_taken(at: GridDriver) -> None:
    at.select(down=1, right=1)

    at.do("month.accept")

    assert at.line(FIRST).sheet.points(Stage.HEAD) == {"I.1": 6, "I.2": 14}
    assert at.line(SECOND).sheet.points(Stage.HEAD) == {"I.1": 6, "I.2": 14}
    assert at.line(THIRD).sheet.points(Stage.HEAD) == {}


def test_what_a_filter_hides_is_not_taken_with_the_rest(at: GridDriver) -> None:
    at.hold(Qt.Key.Key_F)
    at.type("hai anh")
    at.press(Qt.Key.Key_Return)

    at.do("month.accept")

    assert at.line(FIRST).rating.total == 90
    assert at.line(SECOND).rating.total is None


def test_a_refused_value_stays_in_its_cell_with_its_reason_and_nothing_is_stored(at: GridDriver) -> None:
    at.enter("5")
    at.put(FIRST, "I.1")
    at.enter("55")

    assert at.reads(FIRST, "I.1") == "55"
    assert "0 to 6" in at.told
    assert at.points(FIRST, "I.1") == 5


def test_a_refused_value_is_given_up_with_escape_or_mended(at: GridDriver) -> None:
    at.enter("55")
    at.enter("56")
    at.put(FIRST, "I.1")

    at.press(Qt.Key.Key_Escape)
    at.put(SECOND, "I.1")
    at.enter("5,6")
    at.put(SECOND, "I.1")
    at.enter("5,5")

    assert at.reads(FIRST, "I.1") == "6.0"
    assert at.reads(SECOND, "I.1") == "5.5"
    assert at.month.grid.refusals == {}


def test_the_month_does_not_move_on_while_a_refused_value_stands_in_the_grid(at: GridDriver) -> None:
    at.do("month.accept")
    at.put(THIRD, "I.1")
    at.enter("77")
    at.put(FIRST, "I.1")
    at.type("5")  # saved by the step, which says nothing over the reason why it does not go on

    at.do("month.to_settling")
    at.settle()

    assert at.points(FIRST, "I.1") == 5
    assert at.month.state is not None
    assert at.month.state.stage is Stage.HEAD
    assert "refused" in at.told
    here, column = at.month.grid.current, at.month.grid.current_column
    assert here is not None
    assert column is not None
    assert (here.line.sheet.participant.name, column.key) == (THIRD, "I.1")


def test_people_with_something_refused_are_found_by_the_filter(at: GridDriver) -> None:
    at.put(THIRD, "I.1")
    at.enter("77")

    at.month.looking.choose_filter("refused")

    assert at.names == [THIRD]
    assert at.reads(THIRD, "I.1") == "77"


def test_undo_and_redo_go_over_the_whole_session_step_by_step(at: GridDriver) -> None:
    at.enter("5")
    at.paste("1\n2\n")
    at.choose_form("head")
    at.put("Lê Thị Hồng An", "I.1.1")
    at.enter("1,5")

    for _ in range(3):
        at.hold(Qt.Key.Key_Z)
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {}
    assert at.points(SECOND, "I.1") is None
    assert at.points("Lê Thị Hồng An", "I.1.1") is None
    assert at.place == (FIRST, "I.1")

    for _ in range(3):
        at.hold(Qt.Key.Key_Y)
    at.settle()
    assert (at.points(FIRST, "I.1"), at.points(SECOND, "I.1"), at.points(THIRD, "I.1")) == (5, 1, 2)
    assert at.reads("Lê Thị Hồng An", "I.1.1") == "1.5"


def test_a_step_whose_mark_was_changed_elsewhere_is_not_taken_back(at: GridDriver) -> None:
    at.enter("5")
    at.settle()
    four = partial(enter_mark, sheet_id=at.line(FIRST).key, stage=Stage.HEAD, code="I.1", points=Decimal(4))
    at.tasks.run(four, label="", done=lambda _sheet: None)
    at.settle()

    at.hold(Qt.Key.Key_Z)

    assert at.points(FIRST, "I.1") == 4
    assert "changed elsewhere" in at.told


def test_a_step_of_a_stage_that_is_over_is_not_taken_back(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(opened))
    at.put(FIRST, "I.1")
    at.enter("5")
    at.settle()
    at.do("month.to_deputy")
    at.month.grid.setFocus()
    at.hold(Qt.Key.Key_Z)
    at.settle()

    assert at.points(FIRST, "I.1", Stage.SELF) == 5
    assert "another stage has begun" in at.told


def test_n_jumps_to_the_next_cell_that_needs_something_even_in_another_form(user: Sit) -> None:
    at = GridDriver.of(user(lambda workspace: scored(workspace, people=13)), "head")
    at.month.grid.setFocus()

    at.type("n")
    assert "Only offered full marks are left" in at.told

    at.choose_form("staff")
    at.put(FIRST, "I.2")
    at.enter("99")
    at.put(THIRD, "I.1")
    at.type("N")
    assert at.place == (FIRST, "I.2")


def test_control_and_arrows_jump_to_the_end_of_what_is_filled(at: GridDriver) -> None:
    at.hold(Qt.Key.Key_Right)
    assert at.place == (FIRST, "II.2")

    at.hold(Qt.Key.Key_Down)
    assert at.place[0] == at.names[-1]

    at.hold(Qt.Key.Key_Home)
    assert at.place == (FIRST, "I.1")


def test_a_folded_group_shows_its_sum_and_takes_nothing(at: GridDriver) -> None:
    at.put(FIRST, "II.1.2")

    at.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | SHIFT)

    assert at.place == (FIRST, "=II.1")
    assert at.reads(FIRST, "=II.1") == "20.0"
    at.type("7")
    at.press(Qt.Key.Key_Return)
    assert at.line(FIRST).sheet.points(Stage.HEAD) == {}

    at.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | SHIFT)
    assert at.place == (SECOND, "II.1.1")


def test_f4_opens_the_persons_form(at: GridDriver) -> None:
    at.put(SECOND, "I.1")
    shown = tuple(row.line.key for row in at.month.grid.rows)

    at.do("month.sheet")

    route = at.window.route
    assert route == Route("sheet", route.sheet, field="I.1", back="month", among=shown)
    assert at.window.screen_shown.state.name == SECOND  # type: ignore[attr-defined] - the form's own state


def test_all_stages_stand_under_each_other_with_differences_marked(user: Sit) -> None:
    at = GridDriver.of(user(scored))

    at.choose_view("compare")

    hard = "Đặng Thu Hà"
    assert [row.stage for row in at.month.grid.rows if row.name == hard] == list(SCORING)
    column = next(each for each in at.month.grid.arrangement.middle if each.key == "II.2")
    cell = column.cell(at.row(hard, Stage.HEAD))
    assert (cell.text, cell.sign) == ("28.0", "▼")
    assert "22 less than" in cell.tip


def test_another_stage_can_only_be_read(at: GridDriver) -> None:
    at.choose_view("self")
    at.put(FIRST, "I.1")

    at.enter("5")

    assert at.points(FIRST, "I.1", Stage.SELF) is None
    assert "Only to be read" in at.month.state.standing if at.month.state else False


def test_a_closed_month_takes_nothing(user: Sit) -> None:
    at = GridDriver.of(user(closed))
    at.put(FIRST, "I.1")

    at.enter("1")
    at.paste("1\n2\n")
    at.press(Qt.Key.Key_Delete)

    assert at.points(FIRST, "I.1") == 6
    assert not at.can("month.accept")


def test_totals_levels_counts_and_the_quota_follow_each_cell_at_once(at: GridDriver) -> None:
    at.do("month.accept")
    at.put(FIRST, "II.2")

    at.enter("28")

    assert (at.reads(FIRST, "total"), at.reads(FIRST, "level")) == ("68.0", "C")
    assert at.month.state is not None
    assert [text for text, _ in at.month.state.counts] == ["A 13", "B 0", "C 1", "D 0"]
    assert "at most 4 of 14 people rated (30%)" in at.month.state.quota[0]
    assert "9 too many" in at.month.state.quota[0]


def test_leaving_the_screen_keeps_the_value_being_typed(at: GridDriver) -> None:
    at.type("4")

    at.visit("people")
    at.visit("month")

    assert at.points(FIRST, "I.1") == 4


def test_closing_the_window_keeps_the_value_being_typed(at: GridDriver, file: Path) -> None:
    at.type("4")

    at.window.close()
    at.tasks.close()

    assert stored(file, FIRST) == {"I.1": 4}


def test_quick_typing_waits_for_nothing_and_loses_nothing(at: GridDriver, file: Path) -> None:
    names = at.names

    for number, _ in enumerate(names):
        at.enter(str(number % 7))

    assert [at.points(name, "I.1") for name in names] == [number % 7 for number in range(len(names))]
    at.tasks.close()
    assert [stored(file, name)["I.1"] for name in names] == [number % 7 for number in range(len(names))]


def test_the_same_cell_typed_twice_keeps_the_last_value(at: GridDriver, file: Path) -> None:
    for text in ("1", "2", "3"):
        at.put(FIRST, "I.1")
        at.enter(text)

    at.settle()
    assert at.points(FIRST, "I.1") == 3
    at.tasks.close()
    assert stored(file, FIRST) == {"I.1": 3}


def with_a_late_arrival(workspace: Workspace) -> None:
    """Everybody is scored; somebody came late."""
    scored(workspace)
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=JULY.first_day, person_code="NV003", note="Trễ 40 phút")


def test_what_is_proposed_is_flagged_in_its_cell_and_taken_with_the_points_the_head_says(user: Sit) -> None:
    at = GridDriver.of(user(with_a_late_arrival))
    at.month.looking.choose_filter("suggested")
    assert at.names == [SECOND]
    row = next(iter(at.line(SECOND).suggested))
    at.put(SECOND, row)
    before = at.points(SECOND, row)
    assert before is not None

    at.press(Qt.Key.Key_F7)
    assert "say how many" in at.told
    at.type("0,5")
    at.press(Qt.Key.Key_Return)
    at.settle()

    after = at.points(SECOND, row)
    assert after is not None
    assert before - after == Decimal("0.5")
    assert at.line(SECOND).suggestions == ()


def test_what_is_proposed_is_rejected_with_a_reason_and_changes_no_mark(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(with_a_late_arrival))
    at.put(SECOND, "I.1")
    before = at.line(SECOND).sheet.points(Stage.HEAD)

    answers.reason = "Đã báo trước"
    at.press(Qt.Key.Key_F8)
    at.settle()

    assert at.line(SECOND).suggestions == ()
    assert at.line(SECOND).sheet.points(Stage.HEAD) == before
