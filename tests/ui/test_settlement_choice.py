"""What is chosen before a month is settled: kept, and said where it decides nothing any more."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from evalapp.base.columns import Tone
from evalapp.domain.periods import Period
from evalapp.domain.rounds import DECIDING, Stage
from evalapp.store.work import Work
from evalapp.ui.screens.settlement.screen import SettlementScreen
from evalapp.ui.screens.settlement.state import knows_exception
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import find_round
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT, scored

Sit = Callable[..., Driver]
WHY = "Kiêm nhiệm thêm việc"


@pytest.fixture
def at(user: Sit, answers: Answers) -> Driver:
    """At the settlement of a scored month, with the first of two equals put first."""
    at = user(scored)
    at.visit("settlement")
    answers.choice, answers.reason = 1, WHY
    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    return at


def told(at: Driver) -> str:
    """What the card beside the ranking says."""
    assert isinstance(at.screen, SettlementScreen)
    return "\n".join(each.text() for each in at.screen.decisions.findChildren(QLabel) if each.isVisible())


def type_exception(at: Driver, number: str) -> None:
    """As typing it into its field and pressing Enter does."""
    field = at.screen.decisions.findChild(QLineEdit)
    field.setFocus()
    field.selectAll()
    at.press(Qt.Key.Key_Delete)
    at.type(number)
    at.press(Qt.Key.Key_Return)
    at.settle()


def test_a_choice_and_its_reason_outlive_an_exception_that_is_typed_and_cleared_again(at: Driver) -> None:
    type_exception(at, "12/QĐ-UBND")
    meanwhile = told(at)
    type_exception(at, "")

    assert "the choice decides nothing" in meanwhile
    assert WHY in meanwhile
    assert at.screen.state.goes_first == (("NV002",), WHY)
    assert at.can("settlement.settle")


def test_a_choice_that_decides_nothing_is_not_put_on_record(at: Driver) -> None:
    type_exception(at, "12/QĐ-UBND")

    at.do("settlement.settle")

    settled = at.screen.state.round
    assert (settled.stage, settled.exception) == (Stage.SETTLED, "12/QĐ-UBND")
    assert (settled.first, settled.first_reason) == ((), "")


def test_a_choice_is_said_to_decide_nothing_once_the_scores_have_parted_the_equals(at: Driver) -> None:
    score_less(at, "NV003")

    at.visit("month")
    at.visit("settlement")

    assert at.screen.state.ties == ()
    assert at.screen.state.needless == ("NV002",)
    assert "the choice decides nothing" in told(at)
    assert at.can("settlement.settle")


def test_the_next_choice_takes_the_place_of_one_that_decides_nothing(at: Driver) -> None:
    type_exception(at, "12/QĐ-UBND")

    chosen = at.screen.state.let_go_first(("NV005",), "Sáng kiến")

    assert (chosen.first, chosen.reason) == (("NV005",), "Sáng kiến")


def test_a_choice_is_said_to_be_saved_as_everything_is_that_one_decides(at: Driver) -> None:
    saved: list[object] = []
    at.tasks.saved.connect(saved.append)

    at.screen.decisions.undo_pressed.emit()
    at.settle()

    assert len(saved) == 1
    assert at.screen.state.ties


@pytest.mark.parametrize(
    ("code", "knows"), [("hn-3814-2018", True), ("nd-335-2025", True), ("hn-1841-2021", False)]
)
def test_an_exception_can_be_typed_only_where_the_policy_knows_one(code: str, *, knows: bool) -> None:
    policy = shipped()[code]

    assert knows_exception(policy, Period(policy.effective_from.year + 1, 1)) is knows


def test_where_no_exception_is_known_none_is_asked_for(at: Driver) -> None:
    state = at.screen.state
    limited = tuple(replace(quota, exceptional_percent=None) for quota in state.policy.quotas)

    at.screen.render_state(replace(state, policy=replace(state.policy, quotas=limited)))

    assert "Exceptional quota" not in told(at)
    assert not any(each.isVisible() for each in at.screen.decisions.findChildren(QLineEdit))


def score_less(at: Driver, code: str) -> None:
    """Somebody changes a score of that person elsewhere."""

    def change(work: Work) -> None:
        unit = work.units.by_code(UNIT).id
        current = find_round(work, unit=unit, period=JULY)
        of = next(
            each for each in person_sheets(work, round_id=current.id) if each.sheet.participant.code == code
        )
        row, sheet = of.form.leaves[0], of.sheet
        before = sheet.mark(DECIDING, row.code)
        assert before.points is not None
        enter_mark(
            work,
            sheet_id=sheet.participant.sheet,
            stage=DECIDING,
            code=row.code,
            points=before.points - Decimal(2),
            seen=before,
        )

    at.tasks.run(change, label="test", done=lambda _done: None)
    at.settle()


def test_after_an_exception_is_typed_the_keyboard_stands_at_what_decides(at: Driver) -> None:
    type_exception(at, "12/QĐ-UBND")

    assert at.button_at() == "Settle"


def test_after_the_month_is_settled_and_closed_the_keyboard_stays_in_the_ranking(at: Driver) -> None:
    at.window.messages.tell("Something was said before.", Tone.OK)
    for action in ("settlement.settle", "settlement.close"):
        bar = at.screen.actions_bar
        bar.stand_at(action)
        at.press(Qt.Key.Key_Space)
        at.settle()

        assert at.screen.isAncestorOf(QApplication.focusWidget())

    assert at.table.hasFocus()


def test_tab_goes_from_who_goes_first_down_to_the_exception(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")

    at.screen.decisions.tie_buttons[0].setFocus()
    at.press(Qt.Key.Key_Tab)

    assert at.editor() is at.screen.decisions.findChild(QLineEdit)
