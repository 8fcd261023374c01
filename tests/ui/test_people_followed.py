"""A form beside the lists of units and people is about what the cursor is on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from evalapp.ui.screens.people.editing import Subject
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT

Sit = Callable[..., Driver]


def form_of_the_first(user: Sit) -> Driver:
    at = user()
    at.visit("people", unit=UNIT, period=JULY)
    at.table.select(at.screen.state.lines[0])
    at.do("people.edit_person")
    return at


def down_the_list(at: Driver) -> str:
    """Go one person down; return whose form is open then."""
    at.table.setFocus()
    at.press(Qt.Key.Key_Down)
    at.settle()
    return str(at.screen.state.editing.code)


def test_a_form_that_nothing_was_typed_into_goes_along_with_the_cursor(user: Sit) -> None:
    at = form_of_the_first(user)

    of = down_the_list(at)

    assert of == at.table.current().person.code == at.screen.panel.form.values["code"]
    assert at.table.hasFocus()


def test_a_form_that_was_typed_into_stays_with_whom_it_is_about(user: Sit) -> None:
    at = form_of_the_first(user)
    first = at.screen.state.editing.code
    note = at.screen.panel.form.field("note")
    assert isinstance(note, QLineEdit)
    note.setText("Đi học")

    assert down_the_list(at) == first
    assert at.screen.panel.form.values["note"] == "Đi học"


def test_a_form_about_somebody_is_closed_where_another_unit_is_looked_at(user: Sit) -> None:
    at = form_of_the_first(user)
    other = next(line for line in at.screen.state.unit_lines if line.code not in ("", UNIT))

    at.screen.units.select(other)
    at.settle()

    assert (at.screen.state.unit, at.screen.state.editing) == (other.code, None)


def test_the_form_of_a_unit_goes_along_with_the_unit_chosen(user: Sit) -> None:
    at = form_of_the_first(user)
    at.do("filled.leave")
    at.do("people.edit_unit")
    other = next(line for line in at.screen.state.unit_lines if line.code not in ("", UNIT))

    at.screen.units.select(other)
    at.settle()

    editing = at.screen.state.editing
    assert (editing.subject, editing.code) == (Subject.UNIT, other.code)
    assert at.screen.panel.form.values["code"] == other.code
