from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from evalapp.ui.kit.labels import OneLine
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.sheet.beside import FILES, PROPOSALS
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import closed, opened, scored

Sit = Callable[..., Driver]


@pytest.fixture
def at(user: Sit) -> Driver:
    """The head scores the last person of the list, whom nobody else is left to score."""
    return open_sheet(user(lambda workspace: scored(workspace, people=13)), "Tạ Đình Ơn")


def open_sheet(at: Driver, name: str) -> Driver:
    at.window.finder.open()
    at.settle()
    at.window.finder.find_line.setText(name)
    at.press(Qt.Key.Key_Return)
    at.settle()
    return at


def test_the_cursor_waits_on_the_first_row_that_the_present_stage_has_to_score(at: Driver) -> None:
    index = at.table.currentIndex()

    assert at.table.hasFocus()
    assert at.table.rows_model.columns[index.column()].key == Stage.HEAD.value
    assert at.table.current().criterion.code == "I.1"


def test_typing_a_number_and_enter_saves_it_and_goes_down(at: Driver) -> None:
    at.type("5,5")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row="I.1", column="head", by="code") == "5.5"
    assert at.table.current().criterion.code == "I.2"
    assert "Saved" in at.window.messages.saved


def test_the_whole_form_is_scored_with_keys_alone_and_the_result_appears(at: Driver) -> None:
    missing = [line for line in at.screen.state.lines if line.takes_points and line.offered(Stage.HEAD)]

    for line in missing:
        at.type(str(line.criterion.maximum))
        at.press(Qt.Key.Key_Return)
        at.settle()

    assert at.screen.state.total == "90.0"
    assert at.screen.state.result[0].startswith("A")
    assert any("90" in sentence for sentence, _ in at.screen.state.reasons)


def test_a_refused_value_stays_in_its_cell_with_its_reason_and_nothing_is_stored(
    at: Driver, file: Path
) -> None:
    at.type("55")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row="I.1", column="head", by="code") == "55"
    assert "0 to 6" in at.table.reason_under(at.table.currentIndex().row() - 1)
    assert "0 to 6" in at.told
    assert at.screen.state.lines[1].points(Stage.HEAD) is None


def test_the_month_does_not_go_on_past_a_value_that_was_refused_in_the_form(at: Driver) -> None:
    at.type("55")
    at.press(Qt.Key.Key_Return)
    at.settle()

    at.visit("month")
    at.do("month.to_settling")

    assert "1 refused value still stands" in at.told
    assert at.screen.grid.current_column.key == "I.1"


def test_the_note_of_a_row_is_written_by_the_key_of_the_grid(at: Driver) -> None:
    at.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    at.type("Chậm hồ sơ")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row="I.1", column="note", by="code") == "Chậm hồ sơ"
    assert at.table.rows_model.refusals == {}


def test_the_form_opens_at_the_row_of_the_cell_that_the_cursor_was_in(user: Sit) -> None:
    grid = GridDriver.of(user(scored))
    grid.put(grid.names[0], "II.1.3")

    grid.press(Qt.Key.Key_F4)
    grid.settle()

    assert grid.screen.table.current().criterion.code == "II.1.3"


def test_escape_gives_a_refused_value_up(at: Driver) -> None:
    at.type("55")
    at.press(Qt.Key.Key_Return)
    at.put_cursor(row="I.1", column="head", by="code")

    at.press(Qt.Key.Key_Escape)

    assert at.cell(row="I.1", column="head", by="code") == "6.0"
    assert at.screen.state.lines[1].points(Stage.HEAD) is None


def test_a_refused_value_that_is_mended_is_saved(at: Driver) -> None:
    at.type("55")
    at.press(Qt.Key.Key_Return)
    at.put_cursor(row="I.1", column="head", by="code")

    at.type("5")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.screen.state.lines[1].points(Stage.HEAD) == 5
    assert at.table.rows_model.refusals == {}
    assert at.told == ""


def test_delete_makes_a_row_not_scored_again_which_is_not_zero(at: Driver) -> None:
    at.type("5")
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.put_cursor(row="I.1", column="head", by="code")

    at.press(Qt.Key.Key_Delete)
    at.settle()

    line = at.screen.state.lines[1]
    assert line.points(Stage.HEAD) is None
    assert (at.cell(row="I.1", column="head", by="code"), line.offered(Stage.HEAD)) == ("6.0", 6)


def test_an_input_method_composes_a_note_without_losing_a_letter(at: Driver) -> None:
    at.put_cursor(row="I.1", column="note", by="code")
    at.table.edit(at.table.currentIndex())

    at.compose("d", "dd", "đ")
    at.compose("o", "ô", "ộ")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row="I.1", column="note", by="code") == "độ"


def test_letters_typed_while_the_form_is_read_again_are_not_lost(at: Driver) -> None:
    at.type("5")
    at.press(Qt.Key.Key_Return)
    at.type("1")
    at.settle()
    at.type("3")

    assert at.editor().text() == "13"


def test_leaving_the_form_keeps_the_value_being_typed(at: Driver) -> None:
    at.type("4")

    at.window.back()
    at.settle()
    at.window.forward()
    at.settle()

    assert at.screen.state.lines[1].points(Stage.HEAD) == 4


def test_two_marks_typed_quickly_are_both_stored(at: Driver) -> None:
    at.type("5")
    at.press(Qt.Key.Key_Return)
    at.type("13")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert [line.points(Stage.HEAD) for line in at.screen.state.lines[1:3]] == [5, 13]


def test_other_stages_cannot_be_typed_into(at: Driver) -> None:
    at.put_cursor(row="I.1", column="self", by="code")

    at.type("1")

    assert QApplication.focusWidget() is at.table
    assert at.cell(row="I.1", column="self", by="code") == "6.0"


def test_a_closed_form_explains_itself_and_takes_nothing(user: Sit) -> None:
    at = open_sheet(user(closed), "Lê Thị Hồng An")

    assert at.screen.state.editing is None
    assert at.screen.state.total == "94.0"
    assert any("Total 94" in sentence for sentence, _ in at.screen.state.reasons)
    assert at.screen.state.reasons[-1][0] == "Result: level A"
    assert "Total 94.0 = " in at.screen.state.standing
    assert "from 90" in at.screen.state.standing


def test_the_next_person_is_one_key_away(user: Sit) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    assert not at.can("sheet.before")

    at.do("sheet.after")

    assert at.screen.state.name == "Nguyễn Hải Anh"


def test_the_form_is_printed_where_the_user_says(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = open_sheet(user(closed), "Trần Văn Bình")
    answers.saved = tmp_path / "phieu.pdf"

    at.do("sheet.print")

    assert answers.saved.read_bytes().startswith(b"%PDF")
    assert "phieu.pdf" in at.told


def test_the_heading_is_that_of_the_printed_form(user: Sit) -> None:
    at = open_sheet(user(closed), "Trần Văn Bình")

    issuer, form = at.screen.state.heading

    assert issuer == "UBND huyện Bắc Quang · Phòng Nội vụ"
    assert form.startswith("PHIẾU ")
    assert form.endswith("Month 07/2018")


def test_what_became_of_a_score_stands_beside_its_row(user: Sit) -> None:
    at = open_sheet(user(opened), "Đỗ Thị Ánh")
    for text in ("3", "4,5"):
        at.put_cursor(row="I.1", column="self", by="code")
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()

    assert [each.text for each in at.screen.state.changes_of("I.1")] == [
        "Self-scoring: 3.0 → 4.5 · 10/09/2018 14:30, The user of this computer",
        "Self-scoring: not scored → 3.0 · 10/09/2018 14:30, The user of this computer",
    ]
    assert at.screen.state.changes_of("I.2") == ()


def test_the_next_person_is_looked_at_in_the_same_row_with_the_same_things_beside_it(user: Sit) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    at.window.resize(1366, 768)  # where the notes are shown
    at.put_cursor(row="II.2", column="note", by="code")
    at.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    at.do("sheet.after")
    at.do("sheet.after")

    assert at.table.current().criterion.code == "II.2"
    assert at.table.rows_model.columns[at.table.currentIndex().column()].key == "note"
    assert at.screen.beside.page == FILES


def test_the_choices_beside_the_form_stay_where_they_are_whatever_row_or_person_is_looked_at(
    user: Sit,
) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    at.put_cursor(row="I", column="note", by="code")
    before = at.screen.beside.pages.geometry()

    at.put_cursor(row="I.2", column="note", by="code")
    at.do("sheet.after")

    assert at.screen.beside.pages.geometry().topLeft() == before.topLeft()


@pytest.mark.parametrize("width", [1366, 1093, 911])  # the screen of an office at 100, 125 and 150 %
def test_the_form_shows_all_its_columns_at_once_as_it_is_printed(user: Sit, width: int) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    at.window.resize(width, width * 768 // 1366)
    at.settle()
    table = at.table
    shown = {key.key: table.columnWidth(n) for n, key in enumerate(table.rows_model.columns)}

    assert sum(shown.values()) <= table.viewport().width()
    assert min(shown.values()) > 0
    assert shown["label"] >= 250
    assert table.rows_model.columns[2].key == "maximum"


def test_an_event_about_the_person_is_recorded_at_the_form_and_can_be_taken_back(
    user: Sit, answers: Answers
) -> None:
    at = open_sheet(user(scored), "Lê Thị Hồng An")

    at.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    picker = at.screen.words.events.form.field("kind")
    assert picker.hasFocus()
    picker.show_choices([Choice("late", "late")], "late")
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert "Recorded for 1 person" in at.told
    assert at.screen.state.proposals_open == 1
    assert at.screen.beside.page == PROPOSALS
    assert at.table.hasFocus()

    answers.reason = "ghi nhầm người"
    at.do("sheet.event_back")

    assert at.screen.state.proposals_open == 0


def test_escape_gives_the_form_its_room_back_and_then_leads_to_the_list(user: Sit) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    at.window.resize(911, 512)
    at.settle()
    beside = at.screen.beside
    assert beside.is_folded
    wide = at.table.width()

    at.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not beside.is_folded
    assert at.table.width() < wide
    at.press(Qt.Key.Key_Escape)
    assert beside.is_folded
    assert at.table.hasFocus()

    at.press(Qt.Key.Key_Escape)
    at.settle()
    assert at.window.route.screen == "month"


def test_a_note_is_written_at_the_row_also_where_the_form_had_no_room_for_it(at: Driver) -> None:
    at.window.resize(800, 500)
    at.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    note = [column.key for column in at.table.rows_model.columns].index("note")
    assert at.table.isColumnHidden(note)

    at.do("sheet.note")
    at.type("đi muộn, có báo")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert not at.table.isColumnHidden(note)
    assert at.cell(row="I.1", column="note", by="code") == "đi muộn, có báo"


def test_below_a_form_stand_the_words_of_the_row_where_nothing_was_changed_in_it(user: Sit) -> None:
    at = open_sheet(user(opened), "Lê Thị Hồng An")
    at.window.resize(911, 512)
    at.settle()

    line = at.table.current()
    assert f"{line.criterion.code} · {line.criterion.label}" in [
        each.text() for each in at.screen.beside.findChildren(OneLine) if each.isVisible()
    ]


def test_a_closed_form_names_the_screen_on_which_the_month_is_reopened(user: Sit) -> None:
    at = open_sheet(user(closed), "Trần Văn Bình")

    assert "On the screen “Month”: Menu “More”, “Reopen with a reason…”" in at.screen.state.standing
