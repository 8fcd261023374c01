"""A form leads back to where it was opened, and to the same person there."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from evalapp.ui.shell.routes import Place, Route
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import AUGUST, JULY, UNIT, scored

Sit = Callable[..., Driver]


def escape(at: Driver) -> None:
    at.press(Qt.Key.Key_Escape)
    at.settle()


def test_a_form_opened_in_the_ranking_leads_back_to_the_same_person_there(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")
    third = at.screen.state.lines[2]
    at.table.select(third)
    at.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()

    escape(at)

    assert at.window.route.screen == "settlement"
    assert at.table.current().key == third.key


def test_the_person_looked_at_last_is_where_the_ranking_goes_on(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")
    at.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.do("sheet.after")
    code = at.screen.state.person.sheet.participant.code

    escape(at)

    assert at.table.current().key == code


def test_what_changes_meanwhile_leads_nobody_back_once_more(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")
    at.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()
    escape(at)
    last = at.screen.state.lines[-1]
    at.table.select(last)

    at.window.read_places()
    at.settle()

    assert at.table.current().key == last.key


def test_the_grid_goes_on_at_the_person_whose_form_was_open_after_a_start_too(user: Sit) -> None:
    at = user(scored)
    grid = GridDriver.of(at)
    grid.put(grid.names[0], "I.1")
    at.do("month.sheet")
    at.do("sheet.after")
    at.do("sheet.after")
    name = at.screen.state.name
    at.window.rebuild()  # every screen is made anew, as after a start
    at.settle()

    escape(at)

    assert at.window.route.screen == "month"
    assert at.screen.grid.current.line.name == name


def test_a_form_opened_from_another_month_leads_back_to_that_month(user: Sit) -> None:
    at = user(scored)
    sheets = list(at.screen.state.lines)
    at.visit("overview", period=AUGUST)
    at.window.go(Route("sheet", sheets[0], Place(UNIT, JULY)))
    at.settle()

    escape(at)

    assert at.window.route.screen == "overview"
    assert at.window.place.period == AUGUST


def test_the_next_form_is_the_next_of_the_list_as_it_is_filtered_there(user: Sit) -> None:
    at = GridDriver.of(user(scored))
    at.screen.find_line.setText("anh")
    at.settle()
    shown = list(dict.fromkeys(row.name for row in at.screen.grid.rows))
    at.put(shown[0], "I.1")
    at.press(Qt.Key.Key_F4)
    at.settle()

    seen = [(at.screen.state.name, at.screen.state.number, at.screen.state.count)]
    while at.can("sheet.after"):
        at.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        at.settle()
        seen.append((at.screen.state.name, at.screen.state.number, at.screen.state.count))

    assert seen == [(name, number, len(shown)) for number, name in enumerate(shown, start=1)]
    assert 1 < len(shown) < 13


def test_the_next_form_is_the_next_of_the_ranking_it_was_opened_from(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")
    ranked = [line.code for line in at.screen.state.lines if line.code]
    at.table.select(at.screen.state.lines[0])
    at.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()

    at.do("sheet.after")

    assert at.screen.state.person.sheet.participant.code == ranked[1]
    assert (at.screen.state.number, at.screen.state.count) == (2, len(ranked))
