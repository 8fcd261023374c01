"""What the ranking shows of who stands before whom, and that nobody is decided on unseen."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from evalapp.domain.rounds import SCORING, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.test_settlement_screen import many_equals
from tests.ui.world import marks_of, opened, scored

Sit = Callable[..., Driver]
LEAST = ("NV012", "NV013")  # by code, of those with the same total


def scored_apart(workspace: Workspace) -> None:
    """Everybody has the same total, two of them with two points more for results and less for discipline."""
    current = opened(workspace)
    with workspace.work() as work:
        marks: list[NewMark] = []
        for each in person_sheets(work, round_id=current.id):
            given = {mark.code: mark for mark in marks_of(each, Decimal(4))}
            if each.sheet.participant.code in LEAST:
                results = next(code for code in given if given[code].points == 46)
                given[results] = replace(given[results], points=Decimal(48))
                given["I.2"] = replace(given["I.2"], points=Decimal(12))
            marks += given.values()
        for stage in SCORING:
            enter_marks(work, round_id=current.id, stage=stage, marks=marks)


@pytest.mark.usefixtures("patient")
def test_a_second_press_of_the_key_that_led_to_the_settlement_decides_nothing(
    user: Sit, answers: Answers
) -> None:
    at = user(closed_but_for_ties)
    at.visit("month")

    at.press(Qt.Key.Key_F9)
    at.settle()
    here = at.window.route.screen
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert here == "settlement"
    assert at.can("settlement.settle")
    assert at.screen.state.stage is Stage.SETTLING
    assert len(answers.questions) == 1


def closed_but_for_ties(workspace: Workspace) -> None:
    """Everybody is scored, one so much lower than another that nobody is tied at the line."""
    current = scored(workspace)
    with workspace.work() as work:
        tied = next(
            each
            for each in person_sheets(work, round_id=current.id)
            if each.sheet.participant.name == "Đỗ Thị Ánh"
        )
        mark = NewMark(tied.sheet.participant.sheet, "I.1", Decimal(3))
        enter_marks(work, round_id=current.id, stage=Stage.HEAD, marks=[mark])


def test_what_parts_people_of_the_same_total_is_shown_beside_them(user: Sit) -> None:
    at = user(scored_apart)
    at.visit("settlement")

    first, remarks = at.column("code")[:2], at.column("remark")

    assert sorted(first) == sorted(LEAST)
    assert remarks[0] == remarks[1] == "Points for results: 68.0"
    assert remarks[-1] == "Points for results: 66.0"
    assert len(set(at.column("total")) - {""}) == 1


def test_equal_totals_that_nothing_parts_say_nothing_of_it(user: Sit) -> None:
    at = user(many_equals)
    at.visit("settlement")

    assert not any("Points for results" in each for each in at.column("remark"))


def test_who_is_chosen_among_stands_in_the_order_of_the_ranking(user: Sit, answers: Answers) -> None:
    at = user(many_equals)
    at.visit("settlement")

    at.screen.decisions.tie_buttons[0].click()
    at.settle()

    ranked = [code for code in at.column("code") if code]
    chosen = [code for text in answers.offered for code in ranked if code in text.split(" · ")]
    assert chosen == [code for code in ranked if code in chosen]
    assert len(chosen) > 1


def test_a_quota_of_nobody_is_not_told_before_the_head_has_scored(user: Sit) -> None:
    at = GridDriver.of(user(lambda workspace: scored(workspace, stages=SCORING[:1])))

    assert at.month.state is not None
    assert (at.month.state.quota[0], at.month.state.quota_short) == ("", "")
