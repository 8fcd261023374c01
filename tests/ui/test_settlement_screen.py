from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from evalapp.base.columns import Tone
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.rounds import SCORING, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.labels import ShrinkingChip
from evalapp.ui.shell.preview import PreviewPanel
from evalapp.usecases.marks import enter_marks
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import open_round, set_unrated
from evalapp.usecases.suggestions import find_participant
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, GridDriver
from tests.ui.world import JULY, UNIT, closed, marks_of, scored, settled

Sit = Callable[..., Driver]


def at_settlement(at: Driver) -> Driver:
    at.visit("settlement")
    return at


def test_people_stand_by_total_with_the_line_of_the_quota_between_them(user: Sit) -> None:
    at = at_settlement(user(scored))

    names = at.column("name")

    assert names[:3] == ["Lê Thị Hồng An", "Nguyễn Hải Anh", "Hoàng Ngọc Ánh"]
    assert set(names[3:6:2]) == {"Đỗ Thị Ánh", "Trần Văn Bình"}
    assert "at most 4 people – inside a tie of 2" in names[4]


def test_equals_share_a_rank_and_a_bracket(user: Sit) -> None:
    at = at_settlement(user(scored))

    assert at.column("rank")[:6] == ["1", "2", "3", "4", "", "4"]
    assert at.column("bracket")[:7] == ["", "", "", "┌", "│", "└", ""]
    told = "Who has the same total and the same points for results has the same rank."
    assert told in at.screen.state.arithmetic


def test_suggestions_that_nobody_answered_are_told_before_anything_is_decided(user: Sit) -> None:
    def proposed(workspace: Workspace) -> None:
        with workspace.work() as work:
            record_entry(
                work, kind=KINDS["late"], since=date(2018, 7, 10), person_code="NV003", note="30 phút"
            )
        settled(workspace)

    state = at_settlement(user(proposed)).screen.state
    words, tone = state.standing

    assert words.startswith("1 suggestion is unanswered and counts for nobody")
    assert tone is Tone.WARN


def test_nothing_is_settled_past_a_value_that_was_refused_and_still_stands(
    user: Sit, answers: Answers
) -> None:
    grid = GridDriver.of(user(scored))
    name = grid.names[0]
    grid.put(name, "I.1")
    grid.enter("99")
    at = at_settlement(grid)
    answers.choice, answers.reason = 0, "Kiêm nhiệm thêm việc"
    at.screen.decisions.tie_buttons[0].click()
    at.settle()

    at.do("settlement.settle")
    told, led, stage = at.told, at.window.route, at_settlement(at).screen.state.stage
    at.visit("month")
    grid.put(name, "I.1")
    grid.press(Qt.Key.Key_Escape)
    at_settlement(at).do("settlement.settle")

    assert (f"refused still stands with {name}" in told, led.screen) == (True, "sheet")
    assert stage is Stage.HEAD
    assert at.screen.state.stage is Stage.SETTLED


def test_the_summary_is_looked_at_where_the_month_is_decided(user: Sit) -> None:
    at = at_settlement(user(settled))

    at.do("settlement.summary_shown")

    assert at.window.findChildren(PreviewPanel)[0].isVisible()


def test_a_level_is_provisional_until_it_is_settled(user: Sit) -> None:
    at = at_settlement(user(scored))

    assert at.cell(row="NV001", column="level", by="code") == "A · provisional"


def test_why_somebody_is_not_rated_stands_in_the_remark(user: Sit) -> None:
    def one_left_out(workspace: Workspace) -> None:
        month = scored(workspace)
        with workspace.work() as work:
            sheet = find_participant(work, round_id=month.id, code="NV007").sheet
            set_unrated(work, sheet_id=sheet, reason="Nghỉ ốm cả tháng")

    at = at_settlement(user(one_left_out))

    assert at.cell(row="NV007", column="level", by="code") == "Not rated"
    assert at.cell(row="NV007", column="remark", by="code") == "Nghỉ ốm cả tháng"


def test_people_of_one_name_are_told_apart(user: Sit) -> None:
    def two_of_one_name(workspace: Workspace) -> None:
        with workspace.work() as work:
            namesake = work.people.by_code("NV014")
            work.people.save(replace(namesake, name="Trịnh Thị Kim Liên"))
            work.audit.record("test.namesake", "NV014")
        scored(workspace, people=12)

    at = at_settlement(user(two_of_one_name))

    assert "Not scored yet: Trịnh Thị Kim Liên (NV014), " in at.screen.state.standing[0]
    assert "Công Tằng Tôn Nữ." in at.screen.state.standing[0]


def test_who_goes_first_is_chosen_by_name_code_and_position(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.reason = "Kiêm nhiệm thêm việc"

    at.screen.decisions.tie_buttons[0].setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert sorted(answers.offered) == [
        "Trần Văn Bình · NV002 · Phó Trưởng phòng",
        "Đỗ Thị Ánh · NV003 · Chuyên viên",
    ]
    assert at.can("settlement.settle")


def test_what_was_said_of_one_screen_is_over_on_the_next(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.reason = "Kiêm nhiệm thêm việc"
    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    at.do("settlement.settle")
    assert "is settled" in at.told

    at.visit("people")

    assert at.told == ""


def test_the_exception_of_a_settled_month_is_told_and_not_typed(user: Sit) -> None:
    at = at_settlement(user(settled))

    shown = [part.text() for part in at.screen.decisions.findChildren(QLabel) if part.isVisible()]
    assert "Not used this month." in shown
    assert not any(line.isVisible() for line in at.screen.decisions.findChildren(QLineEdit))


def test_what_is_worked_out_from_everybody_is_not_worked_out_again_while_the_worker_is_busy(
    user: Sit,
) -> None:
    at = at_settlement(user(scored))
    before = at.screen.state
    known = {name: getattr(before, name) for name in ("lines", "not_scored", "waits_for_unit", "arithmetic")}

    at.tasks.run(lambda _work: None, label="x", done=lambda _none: None)
    busy = at.screen.state
    at.settle()

    assert busy.busy
    assert all(vars(busy)[name] is value for name, value in known.items())


def test_the_arithmetic_is_told_in_words(user: Sit) -> None:
    at = at_settlement(user(scored))

    assert "30% of 14 people rated = 4.2, so 4 may keep A." in at.screen.state.arithmetic[0]


def test_equals_at_the_line_wait_for_a_choice_with_its_reason(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.choice, answers.reason = 1, "Kiêm nhiệm thêm việc"
    assert not at.can("settlement.settle")

    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    at.do("settlement.settle")

    assert at.screen.state.stage is Stage.SETTLED
    assert at.screen.state.round.first == ("NV002",)
    assert at.screen.state.round.first_reason == "Kiêm nhiệm thêm việc"
    assert at.cell(row="Trần Văn Bình", column="level", by="name") == "A"
    assert at.cell(row="Đỗ Thị Ánh", column="level", by="name") == "B"


def test_what_was_chosen_and_why_is_kept_in_the_file_until_it_is_decided(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.choice, answers.reason = 1, "Kiêm nhiệm thêm việc"
    at.screen.decisions.tie_buttons[0].click()
    at.settle()

    at.window.rebuild()  # every screen is made anew, as after a start
    at.settle()
    again = at_settlement(at).screen.state
    at.do("settlement.settle")

    assert (again.first, again.reason) == (("NV002",), "Kiêm nhiệm thêm việc")
    assert at.screen.state.round.first_reason == "Kiêm nhiệm thêm việc"


def test_nothing_is_decided_before_settling(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.reason = "Kiêm nhiệm thêm việc"

    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    at.visit("month")

    assert at.screen.state.stage is Stage.HEAD
    assert GridDriver.of(at, "deputy").reads("Trần Văn Bình", "level") == "A"


def test_a_key_that_comes_too_early_says_what_is_missing_and_goes_there(user: Sit) -> None:
    at = at_settlement(user(scored))

    at.look()
    at.press(Qt.Key.Key_F9)
    assert "There is a tie at the cut-off" in at.told
    assert QApplication.focusWidget() is at.screen.decisions.tie_buttons[0]

    at.window.messages.clear()
    at.press(Qt.Key.Key_Return, CONTROL)
    assert "There is a tie at the cut-off" in at.told


def test_f9_decides_everybody_s_level_and_then_closes_as_the_tooltip_says(
    user: Sit, answers: Answers
) -> None:
    at = at_settlement(user(scored))
    at.screen.decisions.enter_exception("12/QĐ-UBND")
    at.settle()
    answers.agrees = True
    tip = next(each.toolTip() for each in at.screen.actions_bar.stops if each.text() == "Settle")

    at.look()
    at.press(Qt.Key.Key_F9)
    at.settle()
    settled = at.screen.state.stage
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert tip == "F9, Ctrl+Enter"
    assert settled is Stage.SETTLED
    assert at.screen.state.stage is Stage.CLOSED


def test_enter_on_somebody_in_the_ranking_opens_why_they_stand_there(user: Sit) -> None:
    at = at_settlement(user(scored))
    third = at.screen.state.lines[2]
    at.table.select(third)
    at.table.setFocus()

    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.window.route.screen == "sheet"
    assert at.screen.state.person.sheet.participant.code == third.code


def test_an_exception_with_its_decision_number_widens_the_line(user: Sit) -> None:
    at = at_settlement(user(scored))

    at.screen.decisions.enter_exception("12/QĐ-UBND")
    at.settle()

    assert at.screen.state.ties == ()
    assert "40%" in at.screen.state.arithmetic[0]
    assert at.can("settlement.settle")


def test_settling_says_who_is_not_scored(user: Sit) -> None:
    at = at_settlement(user(lambda workspace: scored(workspace, people=12)))

    assert not at.can("settlement.settle")
    assert "Tạ Đình Ơn" in at.screen.state.standing[0]


def test_a_settled_month_shows_what_was_decided_and_decides_nothing_more(user: Sit) -> None:
    at = at_settlement(user(settled))

    assert at.screen.state.is_decided
    assert not at.can("settlement.settle")
    assert at.cell(row="Đỗ Thị Ánh", column="remark", by="name") == "Over the quota"


def test_a_settled_month_is_closed_where_it_was_decided_once_one_is_sure(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(settled))

    answers.agrees = False
    at.do("settlement.close")
    unsure = at.screen.state.stage
    answers.agrees = True
    at.look()
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert unsure is Stage.SETTLED
    assert at.screen.state.stage is Stage.CLOSED
    assert not at.can("settlement.close")


def test_a_month_that_is_not_open_leads_back_to_the_month_list(user: Sit) -> None:
    at = at_settlement(user())

    at.do("settlement.month")

    assert at.window.route.screen == "month"


def many_equals(workspace: Workspace) -> None:
    """Fourteen people with the same marks, for four places of level A."""
    with workspace.work() as work:
        current = open_round(work, unit=work.units.by_code(UNIT).id, period=JULY).round
        sheets = person_sheets(work, round_id=current.id)
        for stage in SCORING:
            enter_marks(
                work,
                round_id=current.id,
                stage=stage,
                marks=[mark for sheet in sheets for mark in marks_of(sheet, Decimal(0))],
            )


def test_of_many_equals_all_who_go_first_are_marked_at_once_with_one_reason(
    user: Sit, answers: Answers
) -> None:
    at = at_settlement(user(many_equals))
    answers.marked, answers.reason = (1, 2, 5, 13), "Kiêm nhiệm thêm việc"

    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    state = at.screen.state

    assert at.screen.decisions.tie_buttons[0].text() == "Which 4 of 14 go first?"
    assert len(answers.offered) == 14
    assert (state.ties, len(state.first), state.reason) == ((), 4, "Kiêm nhiệm thêm việc")
    assert at.can("settlement.settle")


def test_those_with_another_reason_are_marked_in_a_second_turn(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(many_equals))
    for marked, reason in (((0, 1), "Kiêm nhiệm"), ((0, 1), "Sáng kiến")):
        answers.marked, answers.reason = marked, reason
        at.screen.decisions.tie_buttons[0].click()
        at.settle()

    state = at.screen.state
    named = [state.called(code) for code in state.first]
    assert state.reason == f"{named[0]}, {named[1]}: Kiêm nhiệm; {named[2]}, {named[3]}: Sáng kiến"


def test_the_keyboard_goes_from_the_last_choice_to_what_decides(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(many_equals))
    at.look()
    focused: list[str] = []
    at.press(Qt.Key.Key_F9)
    for marked in ((0,), (0, 1, 2)):
        answers.marked, answers.reason = marked, "Kiêm nhiệm"
        at.screen.decisions.tie_buttons[0].setFocus()
        at.press(Qt.Key.Key_Return)
        at.settle()
        focused.append(at.button_at())

    assert focused == ["Which 3 of 13 go first?", "Settle"]
    assert at.told == ""


def test_what_settling_does_and_how_it_goes_back_is_said_before_and_after(
    user: Sit, answers: Answers
) -> None:
    at = at_settlement(user(many_equals))
    before = at.screen.state.settling_told
    answers.marked, answers.reason = (0, 1, 2, 3), "Kiêm nhiệm"
    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    ready = at.screen.state.settling_told
    at.do("settlement.settle")
    told, after = at.told, at.screen.state.settling_told
    at.do("settlement.back")

    assert before.startswith("It decides the level of 14 people at once; scores are typed no more. Until")
    assert "As it stands: A 4, B 10. Until the month is closed" in ready
    assert "To go back: “Send back: Settling…” in the menu “More”, with a reason." in told
    assert after == "Menu “More”, “Send back: Settling…”: takes the levels away, with a reason."
    assert at.screen.state.stage is Stage.SETTLING


def test_a_closed_month_says_that_it_can_be_reopened_and_is(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(closed))
    told = at.screen.state.settling_told
    answers.reason = "Kiến nghị của công dân"

    at.do("settlement.reopen")

    assert told.startswith("Menu “More”, “Reopen with a reason…”: a new revision")
    assert at.screen.state.stage is Stage.HEAD


@pytest.mark.parametrize(
    ("size", "needed"),
    [
        ((1093, 614), ("rank", "name", "total", "level", "remark")),  # 1366x768 at 125 %
        ((911, 512), ("name", "total", "level", "remark")),  # at 150 %
        ((800, 500), ("name", "total", "level")),
    ],
)
def test_a_small_window_shows_who_stands_where_and_why_without_going_on_sideways(
    user: Sit, size: tuple[int, int], needed: tuple[str, ...]
) -> None:
    at = at_settlement(user(lambda workspace: scored(workspace, people=13)))

    at.window.resize(*size)
    at.settle()

    keys = [column.key for column in at.table.rows_model.columns]
    assert not any(at.table.isColumnHidden(keys.index(key)) for key in needed)
    assert at.table.horizontalScrollBar().maximum() == 0


def test_what_stands_between_here_and_a_settled_month_is_shortened_rather_than_cut(user: Sit) -> None:
    at = at_settlement(user(many_equals))
    at.window.resize(800, 500)
    at.settle()
    said = next(each for each in at.screen.findChildren(ShrinkingChip))

    shown = QLabel.text(said)

    assert said.text() == said.toolTip() == at.screen.state.standing[0]
    assert shown == said.text() or shown.endswith("…")
    assert said.geometry().right() < at.screen.actions_bar.geometry().left()
