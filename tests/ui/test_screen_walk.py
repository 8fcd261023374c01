"""On every screen: help opens and gives the keyboard back, Esc closes one thing, Alt+Left goes back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.keyboard import Keyboard
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import closed, opened

Sit = Callable[..., Driver]
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
OF_NAVIGATION = [spec.key for spec in SCREENS if spec.icon]


def keyboard() -> QWidget | None:
    return QApplication.focusWidget()


def shown_over(at: Driver) -> list[str]:
    """What lies over or beside the screen."""
    window = at.window
    parts = {"manual": window.manual, "help": window.help, "finder": window.finder, "preview": window.preview}
    return [name for name, part in parts.items() if part.isVisible()]


@pytest.mark.parametrize("screen", OF_NAVIGATION)
def test_whatever_helps_opens_at_the_screen_and_gives_the_keyboard_back(user: Sit, screen: str) -> None:
    at = user(closed)
    at.visit(screen, unit="PNV")
    before = keyboard()
    assert before is not None
    assert at.screen.isAncestorOf(before) or before is at.screen

    for key, held, part in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "manual"),
        (Qt.Key.Key_F1, SHIFT, "help"),
        (Qt.Key.Key_K, CONTROL, "finder"),
    ):
        at.press(key, held)
        at.settle()
        assert shown_over(at) == [part]
        at.press(Qt.Key.Key_Escape)
        at.settle()
        assert (shown_over(at), keyboard(), at.window.route.screen) == ([], before, screen)


def test_esc_closes_one_thing_at_a_time(user: Sit) -> None:
    at = user(opened)
    at.visit("people")
    at.do("people.new_person")
    at.type("NV099")
    field = keyboard()
    at.press(Qt.Key.Key_F1, SHIFT)
    at.press(Qt.Key.Key_F1)
    closed_by_esc: list[list[str]] = []

    for _ in range(2):
        closed_by_esc.append(shown_over(at))
        at.press(Qt.Key.Key_Escape)

    assert closed_by_esc == [["manual", "help"], ["help"]]
    assert (shown_over(at), keyboard()) == ([], field)
    assert at.screen.panel.form.values["code"] == "NV099"


def test_esc_leaves_a_preview_for_the_form_it_lies_over(user: Sit) -> None:
    at = GridDriver.of(user(closed))
    at.do("month.sheet")
    at.do("sheet.preview")
    assert shown_over(at) == ["preview"]

    at.press(Qt.Key.Key_Escape)
    at.settle()
    assert (shown_over(at), at.window.route.screen) == ([], "sheet")

    at.press(Qt.Key.Key_Escape)
    at.settle()
    assert at.window.route.screen == "month"


def test_where_the_editor_of_a_cell_is_gone_what_it_stood_in_gets_the_keyboard(qtbot: QtBot) -> None:
    window, line = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    table = QTableWidget(1, 1, window)
    table.setCellWidget(0, 0, line)
    window.show()
    window.activateWindow()
    line.setFocus()
    kept = Keyboard()

    kept.note(line)
    table.clearFocus()
    table.removeCellWidget(0, 0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert kept.give_back()
    assert window.focusWidget() is table


@pytest.mark.parametrize("screen", ["people", "month", "history", "policies", "settlement"])
def test_back_and_forward_come_to_the_row_and_the_place_in_the_list(user: Sit, screen: str) -> None:
    at = user(closed)
    at.window.resize(911, 420)
    at.visit(screen, unit="PNV")
    if screen == "month":
        at.press(Qt.Key.Key_End, CONTROL)
        at.settle()
        at.press(Qt.Key.Key_Down, CONTROL)
    else:
        table = at.table
        table.select(table.rows_model.rows[-1])
    at.settle()
    before = standing(at)

    at.window.navigation.chosen.emit("overview")
    at.settle()
    at.press(Qt.Key.Key_Left, ALT)
    at.settle()
    back = standing(at)
    at.press(Qt.Key.Key_Right, ALT)
    at.settle()
    at.press(Qt.Key.Key_Left, ALT)
    at.settle()

    assert before == back == standing(at)
    assert keyboard() is not None
    assert at.screen.isAncestorOf(keyboard())


def standing(at: Driver) -> tuple[object, ...]:
    """Which row has the cursor, and how far the list is scrolled."""
    if at.window.route.screen == "month":
        grid = GridDriver.of(at)
        return (grid.place, at.window.route.screen)
    table = at.table
    row = table.rows_model.key_of(table.current())
    return row, table.verticalScrollBar().value(), at.window.route.screen


def test_on_every_screen_f9_does_what_stands_there_as_the_one_next_step_and_nothing_else() -> None:
    keys = {
        (action.key, action.primary): action.shortcut.split("; ")
        for spec in SCREENS
        for action in spec.load().actions
    }

    assert [key for (key, primary), named in keys.items() if primary and "F9" not in named] == []
    assert [key for (key, primary), named in keys.items() if not primary and "F9" in named] == []
