"""When what the message bar says is over."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]


@pytest.mark.parametrize(("tone", "left"), [(Tone.OK, ""), (Tone.WARN, "⚠ Said before")])
@pytest.mark.parametrize(
    ("screen", "action"), [("registers", "registers.new"), ("people", "people.new_unit")]
)
def test_that_something_was_done_is_over_with_the_next_action_and_a_warning_is_not(
    user: Sit, screen: str, action: str, tone: Tone, left: str
) -> None:
    at = user(opened)
    at.visit(screen)
    at.window.messages.tell("Said before", tone)

    at.do(action)

    assert at.told == left


def test_that_something_was_done_is_over_once_something_else_is_under_way(user: Sit) -> None:
    at = user(opened)
    at.window.messages.tell("Written before", Tone.OK)
    at.tasks.load(lambda _work: None, done=lambda _: None)
    at.settle()
    read = at.told

    at.tasks.run(lambda _work: None, label="Another thing", done=lambda _: None)
    at.settle()

    assert (read, at.told) == ("✓ Written before", "")


def test_what_was_refused_on_one_page_does_not_stand_under_the_next_one(user: Sit) -> None:
    at = user(opened)
    at.visit("exchange")
    at.tasks.refused.emit(UserError("The package is cut off."))
    before = at.told

    at.visit("policies")

    assert (before, at.told) == ("✕ The package is cut off.", "")


def test_the_page_does_not_move_where_something_is_told_in_one_line(user: Sit) -> None:
    at = user()
    QApplication.processEvents()
    before = at.screen.height()

    at.window.messages.tell("Nothing was changed.", Tone.WARN)
    QApplication.processEvents()

    assert at.screen.height() == before
