"""What is done and refused in the month's list and on somebody's form is the same work: one pile of steps."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from evalapp.domain.rounds import Stage
from evalapp.ui.screens.month.columns import columns_of
from evalapp.ui.screens.sheet.beside import PROPOSALS
from evalapp.usecases.rounds import advance_round, list_rounds
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, GridDriver, at_head
from tests.ui.test_month_events import with_two_events
from tests.ui.world import scored

Sit = Callable[..., Driver]
FIRST, SECOND, ROW = "Nguyễn Hải Anh", "Đỗ Thị Ánh", "I.1"


def to_form(at: GridDriver, name: str, row: str = ROW) -> None:
    at.put(name, row)
    at.press(Qt.Key.Key_F4)
    at.settle()


def to_list(at: GridDriver) -> None:
    at.visit("month")


def sign_of(at: GridDriver, code: str) -> str:
    """What stands beside the points in the list."""
    [column] = [each for each in columns_of(at.line(SECOND).form) if each.key == code]
    return column.cell(at.row(SECOND)).sign


def type_on_form(at: GridDriver, text: str) -> None:
    columns = [each.key for each in at.table.rows_model.columns]
    at.table.setCurrentIndex(at.table.currentIndex().siblingAtColumn(columns.index(Stage.HEAD.value)))
    at.type(text)
    at.press(Qt.Key.Key_Return)
    at.settle()


def reject_on_form(at: GridDriver, answers: Answers) -> None:
    at.screen.beside.turn_to(PROPOSALS)
    answers.reason = "Đã xin phép"
    at.press(Qt.Key.Key_F8)
    at.settle()


def take_back(at: GridDriver, key: Qt.Key = Qt.Key.Key_Z) -> None:
    at.press(key, CONTROL)
    at.settle()
    at.settle()


def test_a_score_typed_over_an_accepted_proposal_is_marked_in_the_list_and_on_the_form(user: Sit) -> None:
    at = GridDriver.of(user(with_two_events))
    row = at.line(SECOND).suggestions[0].rows[-1]
    at.put(SECOND, row)
    at.press(Qt.Key.Key_F7)
    at.type("0,5")
    at.press(Qt.Key.Key_Return)
    at.settle()
    before = sign_of(at, row)

    at.put(SECOND, row)
    at.enter("1,5")
    at.settle()
    after = sign_of(at, row)
    to_form(at, SECOND, row)
    [line] = [each for each in at.screen.state.lines if each.criterion.code == row]
    told = [f"{text} {cites}" for text, cites in at.screen.state.reasons if "⚑ Accepted" in text + cites]

    assert (before, after) == ("⚑1", "⚠⚑1")
    assert line.evidence == "⚠ scored anew"
    assert told
    assert all("the score that stands there counts" in each for each in told)
    assert "Scored anew since" in [each.standing[0] for each in at.screen.state.proposals.lines]


def test_a_proposal_answered_on_the_form_is_taken_back_in_the_list(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(with_two_events))
    to_form(at, SECOND)
    reject_on_form(at, answers)
    to_list(at)
    answered = len(at.line(SECOND).suggestions)

    take_back(at)

    assert (answered, len(at.line(SECOND).suggestions)) == (1, 2)
    assert "waits for a decision again" in at.told


def test_a_proposal_answered_on_the_form_is_taken_back_and_answered_again_there(
    user: Sit, answers: Answers
) -> None:
    at = GridDriver.of(user(with_two_events))
    to_form(at, SECOND)
    reject_on_form(at, answers)

    take_back(at)
    waiting = at.screen.state.proposals_open
    take_back(at, Qt.Key.Key_Y)

    assert (waiting, at.screen.state.proposals_open) == (2, 1)
    assert at.screen.state.person.sheet.decisions[0].reason == "Đã xin phép"


def test_on_the_form_of_somebody_the_last_step_of_the_list_is_taken_back_and_shown_where_it_was(
    user: Sit,
) -> None:
    at = GridDriver.of(user(scored))
    full = at.points(FIRST, "I.2")
    at.put(FIRST, "I.2")
    at.enter("3")
    to_form(at, SECOND)

    take_back(at)

    assert at.screen.state.name == FIRST
    assert at.table.current().criterion.code == "I.2"
    assert at.screen.state.person.sheet.mark(Stage.HEAD, "I.2").points == full
    assert at.told == f"✓ Undone: {FIRST}, row I.2."


def test_marks_typed_on_the_form_are_steps_in_their_turn(user: Sit) -> None:
    at = GridDriver.of(user(scored))
    before = at.points(SECOND, ROW)
    to_form(at, SECOND)
    type_on_form(at, "3")
    at.table.select(next(each for each in at.screen.state.lines if each.criterion.code == ROW), 0)
    type_on_form(at, "4")
    to_list(at)
    typed = at.points(SECOND, ROW)

    take_back(at)
    once = at.points(SECOND, ROW)
    take_back(at)

    assert (typed, once, at.points(SECOND, ROW)) == (Decimal(4), Decimal(3), before)


def test_a_step_of_a_stage_that_is_over_is_dropped_on_the_form_too(user: Sit) -> None:
    at = GridDriver.of(user(scored))
    to_form(at, SECOND)
    type_on_form(at, "3")
    at.tasks.run(
        lambda work: advance_round(work, round_id=list_rounds(work)[0].id, to=Stage.DEPUTY),
        label="",
        done=lambda _moved: None,
    )
    at.settle()

    take_back(at)
    told = at.told
    take_back(at)

    assert told == "⚠ This step cannot be taken back: another stage has begun since."
    assert at.screen.state.person.sheet.mark(Stage.HEAD, ROW).points == Decimal(3)
    assert at.told == "There is no step to take back."


def test_what_was_refused_on_the_form_is_marked_in_the_list_with_its_reason(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    to_form(at, SECOND)
    type_on_form(at, "77")

    to_list(at)
    at.put(SECOND, ROW)

    assert at.reads(SECOND, ROW) == "77"
    assert "takes 0 to 6" in str(at.month.grid.reason_at_cursor())
    at.do("month.to_settling")
    assert at.told.startswith("⚠ 1 refused value still stands")


@pytest.mark.parametrize("mended", [True, False])
def test_what_is_mended_or_given_up_in_the_list_is_no_longer_refused_on_the_form(
    user: Sit, *, mended: bool
) -> None:
    at = GridDriver.of(user(at_head))
    to_form(at, SECOND)
    type_on_form(at, "77")
    to_list(at)
    at.put(SECOND, ROW)

    if mended:
        at.enter("5")
    else:
        at.press(Qt.Key.Key_Escape)
    at.settle()
    to_form(at, SECOND)

    assert at.table.rows_model.refusals == {}
    assert at.screen.state.person.sheet.mark(Stage.HEAD, ROW).points == (Decimal(5) if mended else None)


def test_what_was_refused_in_the_list_is_marked_on_the_form_of_that_person_alone(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(SECOND, ROW)
    at.enter("77")

    to_form(at, SECOND)
    own = {row: mark.text for (row, _), mark in at.table.rows_model.refusals.items()}
    at.do("sheet.before")
    other = at.table.rows_model.refusals
    at.do("sheet.after")
    again = {row: mark.text for (row, _), mark in at.table.rows_model.refusals.items()}

    assert (own, other, again) == ({ROW: "77"}, {}, {ROW: "77"})


def offered_rows(at: GridDriver) -> list[str]:
    return [
        line.criterion.code
        for line in at.screen.state.lines
        if not line.is_heading and line.offered(Stage.HEAD) is not None
    ]


def test_full_marks_offered_are_seen_on_the_form_and_taken_there_by_the_same_key(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    to_form(at, FIRST)
    before = at.cell(row=ROW, column="head", by="code"), len(offered_rows(at)), at.screen.state.total

    at.press(Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    at.settle()

    shown = at.cell(row=ROW, column="head", by="code")
    assert before[0] == shown != "–"
    assert (before[1] > 0, before[2]) == (True, "")
    assert (offered_rows(at), at.screen.state.total) == ([], "90.0")
    assert "Full marks taken for Nguyễn Hải Anh" in at.told


def test_full_marks_taken_on_the_form_are_one_step_that_the_list_takes_back(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    to_form(at, FIRST)
    offered = offered_rows(at)
    at.do("sheet.accept")
    to_list(at)
    taken = [at.points(FIRST, code) for code in offered]

    take_back(at)

    assert None not in taken
    assert [at.points(FIRST, code) for code in offered] == [None] * len(offered)


def test_full_marks_are_not_taken_where_a_value_on_the_form_was_refused(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    to_form(at, FIRST)
    type_on_form(at, "99")

    at.do("sheet.accept")

    assert offered_rows(at) == [ROW]
    assert "1 cell with a refused value stays open." in at.told


def test_a_step_that_does_not_go_on_leads_to_what_was_refused_on_another_form(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(SECOND, ROW)
    at.enter("77")
    at.choose_form("head")

    at.do("month.to_settling")

    assert f"in the grid, with {SECOND}" in at.told
    assert at.place == (SECOND, ROW)
