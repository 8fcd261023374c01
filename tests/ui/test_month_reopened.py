"""The program is killed while somebody types a month: it comes back to the same cell, and nothing is lost."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.domain.rounds import Mark, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import JULY, UNIT, clock

_ROW = "I.1"

#: A mark, a refused one and half of another are typed.
_TYPING = """
month.grid.go_to(month.grid.rows[0].key, "I.1")
for text in ("2", "99"):
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
QTest.keyClicks(QApplication.focusWidget(), "1")
"""


def test_a_killed_program_comes_back_to_the_same_cell_with_what_was_typed(
    reopened: Callable[[str], None], tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    reopened(_TYPING)
    at = GridDriver(qtbot, tasks, window)
    first, second, third = at.names[:3]

    assert (window.place.unit, window.place.period, window.route.screen) == (UNIT, JULY, "month")
    assert at.points(first, _ROW) == Decimal(2)
    assert at.reads(second, _ROW) == "99"
    assert (at.place, at.month.grid.editor.text()) == ((third, _ROW), "1")


#: Half a note is typed below the list.
_NOTING = """
month.grid.go_to(month.grid.rows[1].key, "I.2")
QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
QTest.keyClicks(QApplication.focusWidget(), "12 ngay")
"""


def test_a_note_that_was_being_written_is_a_note_again(
    reopened: Callable[[str], None], tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    reopened(_NOTING)
    at = GridDriver(qtbot, tasks, window)

    assert at.place == (at.names[1], "I.2")
    assert at.editor() is at.month.panel.note.text
    assert at.editor().text() == "12 ngay"
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert at.line(at.names[1]).sheet.mark(Stage.HEAD, "I.2") == Mark(None, "12 ngay")


#: A group is folded after a cell of another one was looked at.
_FOLDING = """
month.grid.go_to(month.grid.rows[2].key, "I.2")
month.grid.fold("II", folded=True)
"""


def test_a_group_that_was_folded_is_folded_again(
    reopened: Callable[[str], None], tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    reopened(_FOLDING)
    at = GridDriver(qtbot, tasks, window)

    assert at.place == (at.names[2], "I.2")
    assert at.month.grid.arrangement.folded == {"II"}


def test_a_window_that_is_closed_keeps_what_was_refused_in_its_cell(
    user: Callable[..., Driver], tasks: Tasks, window: MainWindow, file: Path
) -> None:
    at = GridDriver.of(user(at_head))
    at.put(at.names[4], _ROW)
    at.type("99")

    window.close()
    at.settle()
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    window.show()
    at.settle()

    assert at.place == (at.names[4], _ROW)
    assert at.reads(at.names[4], _ROW) == "99"
    assert at.points(at.names[4], _ROW) is None
