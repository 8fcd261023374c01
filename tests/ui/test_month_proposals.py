"""Proposals before the head has scored: who decides on them, at which row, and when."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.rounds import SCORING, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import advance_round
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import scored, settled

Sit = Callable[..., Driver]
SECOND = "Đỗ Thị Ánh"


def with_an_event(workspace: Workspace, *, head_scored: bool = False, at_head: bool = False) -> None:
    """Deputies have scored everybody; somebody came late."""
    current = scored(workspace, stages=SCORING if head_scored else SCORING[:2])
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=date(2018, 7, 3), person_code="NV003")
        if at_head:
            advance_round(work, round_id=current.id, to=Stage.HEAD)


@pytest.fixture
def early(user: Sit) -> GridDriver:
    """The month is at the deputies."""
    made = GridDriver.of(user(with_an_event))
    made.put(SECOND, "I.2")
    return made


def test_a_proposal_is_not_accepted_before_the_head_has_scored_and_says_whose_step_it_is(
    early: GridDriver,
) -> None:
    bar = early.month.panel.proposals

    early.press(Qt.Key.Key_F7)
    early.press(Qt.Key.Key_F6)

    assert not early.can("proposal.accept")
    assert not bar.points.isVisible()
    assert "for the head to decide" in bar.texts[0]
    assert early.told.startswith("⚠ The head has not scored ")
    assert "of Đỗ Thị Ánh (NV003) yet; the proposal is decided at their stage." in early.told


def test_what_has_to_be_scored_first_is_said_before_points_are_asked_for(user: Sit) -> None:
    at = GridDriver.of(user(lambda workspace: with_an_event(workspace, at_head=True)))
    at.put(SECOND, "I.1")

    at.press(Qt.Key.Key_F7)

    assert at.told.startswith("⚠ The head has not scored ")
    assert at.told.endswith("of Đỗ Thị Ánh (NV003) yet. Score that, then accept the suggestion.")
    assert not at.month.panel.proposals.points.hasFocus()


def test_a_proposal_names_its_row_and_not_twice_what_happened(user: Sit) -> None:
    at = GridDriver.of(user(lambda workspace: with_an_event(workspace, head_scored=True)))
    at.put(SECOND, "I.2")

    [text] = at.month.panel.proposals.texts
    [proposed] = at.line(SECOND).suggestions

    assert text.startswith(f"▸ ⚑ {', '.join(proposed.rows)} · ")
    assert text.count("Đi muộn") == 1
    assert "ngày 03/07/2018" in text


def test_a_form_that_the_head_has_not_scored_says_so_beside_what_others_gave(user: Sit) -> None:
    at = open_sheet(user(with_an_event), SECOND)

    told = [sentence for sentence, _ in at.screen.state.reasons]

    assert not [sentence for sentence in told if "Not rated" in sentence]
    assert told[0] == "The head has not scored yet: the result follows from the head's points."


def test_before_settlement_it_is_said_that_a_proposal_waits(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(lambda workspace: with_an_event(workspace, head_scored=True)))
    answers.agrees = False

    at.do("month.to_settling")

    assert "1 suggestion is unanswered and counts for nobody" in answers.questions[-1]


def with_an_unanswered_suggestion(workspace: Workspace) -> None:
    """A settled month in which somebody came late and nobody said what follows from it."""
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=date(2018, 7, 3), person_code="NV003")
    settled(workspace)


@pytest.mark.parametrize("screen", ["month", "settlement"])
def test_before_a_month_is_sealed_it_is_said_for_whom_a_suggestion_waits_and_it_is_shown(
    user: Sit, answers: Answers, screen: str
) -> None:
    at = user(with_an_unanswered_suggestion)
    at.visit(screen)
    answers.looks = True

    at.do(f"{screen}.close")
    at.settle()

    said = f"1 suggestion is unanswered, for {SECOND}; after sealing it counts for nobody."
    assert answers.questions[-1].startswith(said)
    assert "“Send back: " in answers.questions[-1]
    grid = GridDriver(at.qtbot, at.tasks, at.window)
    assert grid.names == [SECOND]
    assert grid.month.state is not None
    assert grid.month.state.stage is Stage.SETTLED


def test_a_month_is_sealed_with_a_suggestion_unanswered_once_that_is_chosen(
    user: Sit, answers: Answers
) -> None:
    at = user(with_an_unanswered_suggestion)

    answers.agrees = False
    at.do("month.close")
    before = at.screen.state.stage
    answers.agrees = True
    at.do("month.close")

    assert before is Stage.SETTLED
    assert at.screen.state.stage is Stage.CLOSED


@pytest.mark.parametrize("key", [Qt.Key.Key_F7, Qt.Key.Key_F8])
def test_a_proposal_is_not_rejected_either_before_the_head_s_step_and_each_key_says_whose_it_is(
    early: GridDriver, answers: Answers, key: Qt.Key
) -> None:
    answers.reason = "Đã báo trước"

    early.press(key)
    early.settle()

    assert not early.can("proposal.reject")
    assert early.told.startswith("⚠ The head has not scored ")
    assert early.told.endswith("of Đỗ Thị Ánh (NV003) yet; the proposal is decided at their stage.")
    assert len(early.line(SECOND).suggestions) == 1


def test_the_head_rejects_a_proposal_before_the_row_is_scored(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(lambda workspace: with_an_event(workspace, at_head=True)))
    at.put(SECOND, "I.1")
    answers.reason = "Đã báo trước"

    at.press(Qt.Key.Key_F8)
    at.settle()

    assert at.line(SECOND).suggestions == ()
