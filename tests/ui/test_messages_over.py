"""When what the message bar says is over."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
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


@pytest.mark.parametrize(("view", "left"), [("self", ""), ("deputy", ""), ("compare", "✕ I.1 takes 0 to 6.")])
def test_what_was_refused_in_a_cell_is_told_no_longer_in_a_view_without_it(
    user: Sit, view: str, left: str
) -> None:
    at = GridDriver.of(user(at_head))
    at.enter("99")
    before = at.told

    at.choose_view(view)

    assert (before, at.told) == ("✕ I.1 takes 0 to 6.", left)
    at.choose_view("head")
    assert len(at.month.grid.refusals) == 1


def test_what_is_refused_by_turning_to_another_view_is_still_told_there(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.type("99")

    at.choose_view("self")

    assert at.told == "✕ I.1 takes 0 to 6."


def test_what_was_written_stays_told_whatever_is_looked_at_next(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.enter("99")
    at.window.messages.tell("Written", Tone.OK)

    at.choose_view("self")

    assert at.told == "✓ Written"


def test_a_refused_value_is_not_explained_below_a_list_that_shows_nobody(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.enter("99")
    at.put(at.names[0], "I.1")
    before = at.month.panel.urgent

    at.month.find_line.setText("zzzz")

    assert "takes 0 to 6" in before
    assert (at.names, at.month.panel.urgent, at.told) == ([], "", "")
