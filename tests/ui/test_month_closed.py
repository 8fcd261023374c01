"""What cannot be scored says why; full marks say where they are more than was given before."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt

from evalapp.base.columns import Tone
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import SEPTEMBER, closed, opened, settled

Sit = Callable[..., Driver]
FIRST = "Nguyễn Hải Anh"


def self_scored(workspace: Workspace) -> None:
    """Somebody gave themselves less than the full marks; it is the head's turn."""
    current = opened(workspace)
    with workspace.work() as work:
        sheets = [each.sheet for each in person_sheets(work, round_id=current.id)]
        sheet = next(each for each in sheets if each.participant.name == FIRST)
        marks = [NewMark(sheet.participant.sheet, "I.1", Decimal(3))]
        enter_marks(work, round_id=current.id, stage=Stage.SELF, marks=marks)
        advance_round(work, round_id=current.id, to=Stage.HEAD)


def test_whoever_types_a_score_for_somebody_not_rated_is_told_why(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(at_head))
    answers.reason = "Nghỉ ốm cả tháng"
    at.put(FIRST, "I.1")
    at.do("month.unrated")

    at.put(FIRST, "I.1")
    said = at.month.panel.why
    at.type("5")

    assert said == "Not rated this month: Nghỉ ốm cả tháng."
    assert at.points(FIRST, "I.1") is None
    assert f"{FIRST} is not rated this month: Nghỉ ốm cả tháng" in at.told


def test_in_a_closed_month_typing_and_f2_say_how_it_is_opened_again(user: Sit) -> None:
    at = GridDriver.of(user(closed))
    at.put(FIRST, "I.1")

    at.type("5")
    typed = at.told
    at.window.messages.tell("", Tone.PLAIN)
    at.press(Qt.Key.Key_F2)

    assert "The month is closed" in typed
    assert at.told == typed


def test_full_marks_above_what_somebody_gave_themselves_are_counted(user: Sit) -> None:
    at = GridDriver.of(user(self_scored))

    at.do("month.accept")

    assert at.points(FIRST, "I.1") == 6
    assert "1 of them is higher than the earlier score." in at.told


def test_closing_a_month_that_has_not_ended_says_until_when_it_goes(user: Sit, answers: Answers) -> None:
    at = user(partial(settled, period=SEPTEMBER))
    at.visit("month", period=SEPTEMBER)

    at.do("month.close")

    assert "09/2018 ends only on 30/09/2018" in answers.questions[-1]
