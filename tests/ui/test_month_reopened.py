"""The program is killed while somebody types a month: it comes back to the same cell, and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from pytestqt.qtbot import QtBot

from evalapp.base import paths
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import JULY, UNIT, clock, office

_ROW = "I.1"

#: Opens the real window on a file, types a mark, a refused one and half of another, and ends itself by
#: SIGKILL once the cursor has rested.
_TYPING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.domain.periods import Period
from evalapp.ui.pictures import application
from evalapp.ui.shell.routes import Place, Route

file, home, row = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
app = application()
program = Program(app, Settings(), home, language="vi")
def settle():
    while not program.tasks.idle:
        app.processEvents()
    app.processEvents()
program.begin(file)
while program.window.place.unit is None:
    app.processEvents()
program.window.activateWindow()
settle()
program.window.go(Route("month", place=Place(sys.argv[4], Period.parse(sys.argv[5]))))
settle(); settle()
month = program.window.screen_shown
month.choose_form("staff")
month.grid.go_to(month.grid.rows[0].key, row)
for text in ("2", "99"):
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
QTest.keyClicks(QApplication.focusWidget(), "1")
QTest.qWait(600)
settle()
print([each.name for each in month.grid.rows[:3]], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_comes_back_to_the_same_cell_with_what_was_typed(
    tmp_path: Path, tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    at_head(workspace)
    workspace.close()

    killed = subprocess.run(
        [sys.executable, "-c", _TYPING, str(file), str(tmp_path), _ROW, UNIT, str(JULY)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.checkout())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    at = GridDriver(qtbot, tasks, window)
    at.settle()
    first, second, third = at.names[:3]

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (window.place.unit, window.place.period, window.route.screen) == (UNIT, JULY, "month")
    assert at.points(first, _ROW) == Decimal(2)
    assert at.reads(second, _ROW) == "99"
    assert (at.place, at.month.grid.editor.text()) == ((third, _ROW), "1")


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
