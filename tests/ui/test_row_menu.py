"""On a list a right click, the menu key or Shift+F10 shows what its buttons do."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.driver import Driver
from tests.ui.world import opened, scored

Sit = Callable[..., Driver]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def asked(at: Driver, on: QWidget, point: QPoint) -> list[str]:
    """What the menu offers after a right click there, as the system tells it."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, on.mapToGlobal(point))
    QApplication.sendEvent(on, event)
    return offered(at)


def offered(at: Driver) -> list[str]:
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return []
    return [action.text() for action in menu.actions() if not action.isSeparator() and action.isVisible()]


def shut() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def middle_of(table: Any, row: int) -> QPoint:
    return QPoint(table.visualRect(table.rows_model.index(row, 0)).center())


def test_people_have_the_actions_of_people_and_units_those_of_units(user: Sit) -> None:
    at = user(opened)
    at.visit("people")

    of_people = asked(at, at.table.viewport(), middle_of(at.table, 1))
    shut()
    of_units = asked(at, at.screen.units.viewport(), middle_of(at.screen.units, 2))
    shut()

    assert {"New person…", "Change this person…", "Import a list of people…"} <= set(of_people)
    assert {"New unit…", "Change the unit chosen…", "Import a list of units…"} <= set(of_units)
    assert not set(of_people) & set(of_units)


def test_what_is_chosen_in_the_menu_is_done_with_the_row_it_was_asked_on(
    user: Sit, qapp: QApplication
) -> None:
    at = user(opened)
    at.visit("people")
    place = middle_of(at.table, 2)
    for kind in (QMouseEvent.Type.MouseButtonPress, QMouseEvent.Type.MouseButtonRelease):
        right = Qt.MouseButton.RightButton
        pressed = QMouseEvent(
            kind, place.toPointF(), at.table.viewport().mapToGlobal(place).toPointF(),
            right, right, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(at.table.viewport(), pressed)
    asked(at, at.table.viewport(), place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)

    next(each for each in menu.actions() if each.text() == "Change this person…").trigger()
    at.settle()
    shut()

    assert at.screen.state.editing.code == at.screen.state.lines[2].person.code


def test_shift_f10_asks_at_the_cursor(user: Sit) -> None:
    at = user(opened)
    at.visit("people")
    at.table.setFocus()

    at.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    assert "Change this person…" in offered(at)
    shut()


def test_the_form_beside_a_list_has_its_own_and_is_not_mixed_in(user: Sit) -> None:
    at = user(opened)
    at.visit("people")
    at.do("people.edit_person")

    held = asked(at, at.screen.panel.dated.viewport(), QPoint(5, 5))
    shut()
    of_people = asked(at, at.table.viewport(), middle_of(at.table, 1))
    shut()

    assert "New position…" in held
    assert "New person…" not in held
    assert "New person…" in of_people
    assert "New position…" not in of_people


@pytest.mark.parametrize("screen", ["periods", "users", "groups", "policies", "history"])
def test_every_list_has_a_menu(user: Sit, screen: str) -> None:
    at = user(scored)
    at.visit(screen)

    offers = asked(at, at.table.viewport(), QPoint(5, 5))
    shut()

    assert offers


def test_the_list_of_the_month_has_a_menu_too_with_its_many_actions_in_menus_of_their_own(user: Sit) -> None:
    at = user(scored)
    at.visit("month")

    offers = asked(at, at.screen.grid.viewport(), QPoint(200, 80))
    shut()

    assert {"Print", "More"} <= set(offers)
    assert "Summary table (Excel)…" not in offers
    assert len(offers) <= 12


def test_shift_f10_asks_in_the_list_of_the_month_too(user: Sit) -> None:
    at = user(scored)
    at.visit("month")
    at.screen.grid.setFocus()

    at.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    assert "Print" in offered(at)
    shut()
