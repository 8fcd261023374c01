"""Before a period is opened it is said under which policy, for whom not, and what that means."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from evalapp.domain.policy.documents import policy_from_document
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.test_year_facts import YEAR, with_policy
from tests.ui.world import UNIT

Sit = Callable[..., Driver]


def without_share(workspace: Workspace) -> None:
    """A policy of the unit's own for its months, whose share of A is not known."""
    document = shipped()["hn-1841-2021"].document
    named = {"unit": UNIT, "code": "own-month", "title": "Quy chế tháng", "effective_from": "2018-01-01"}
    with workspace.work() as work:
        install(work, policy=policy_from_document({**document, **named}))


def test_a_year_under_another_policy_than_its_months_is_asked_about_and_not_opened_at_once(
    user: Sit, answers: Answers
) -> None:
    at = user(with_policy)
    at.visit("periods")
    answers.agrees = False

    at.do("periods.open")

    asked = answers.questions[-1]
    assert at.screen.state.current is None
    assert "It is opened under: Quy chế năm." in asked
    assert "Does not cover 1 of 14 people: Tạ Đình Ơn" in asked
    assert "The months here go by another policy: " in asked
    assert "The months' results are shown beside it; the period is not rated by them." in asked


def test_a_year_in_which_nothing_was_entered_is_thrown_away_where_it_was_opened(
    user: Sit, answers: Answers
) -> None:
    at = user(with_policy)
    at.visit("periods")
    at.do("periods.open")
    assert at.screen.state.current.period == YEAR

    at.do("periods.discard")

    assert at.screen.state.current is None
    assert at.can("periods.open")
    assert "thrown away" in at.told


def test_before_a_month_is_opened_it_is_said_that_nobody_is_limited(user: Sit, answers: Answers) -> None:
    at = user(without_share)
    at.visit("month")
    answers.agrees = False

    at.screen.steps.begin(at.screen.state)
    at.settle()

    assert at.screen.state.round is None
    assert "Quy chế tháng" in answers.questions[-1]
    assert "A" in answers.questions[-1].splitlines()[1]


def test_a_month_in_which_nothing_was_entered_is_thrown_away(user: Sit, answers: Answers) -> None:
    at = user(without_share)
    at.visit("month")
    at.screen.steps.begin(at.screen.state)
    at.settle()

    at.do("month.discard")

    assert at.screen.state.round is None
    assert answers.questions[-1].startswith("Nothing was entered in it.")


def test_what_was_entered_a_moment_ago_keeps_a_month_from_being_thrown_away_unasked(
    user: Sit, answers: Answers
) -> None:
    at = user(without_share)
    at.visit("month")
    at.screen.steps.begin(at.screen.state)
    at.settle()
    leaf = at.screen.grid.arrangement.shown[0]
    at.screen.grid.go_to(at.screen.grid.rows[0].key, leaf.key)
    at.screen.grid.setFocus()
    at.type("1")
    at.press(Qt.Key.Key_Return)
    at.settle()
    asked = len(answers.questions)

    at.action("month.discard").trigger()
    at.settle()

    assert len(answers.questions) == asked
    assert "something was entered in it already" in at.told
    assert at.screen.state.round is not None
