"""The real window in a process of its own, which somebody works in until it ends itself by SIGKILL."""

import os
import subprocess
import sys
from pathlib import Path

from evalapp.base import paths
from tests.ui.world import JULY, UNIT

#: Opens a file at the list of its month, under the form of the staff; what is done there follows.
_BEGIN = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.domain.periods import Period
from evalapp.ui.pictures import application
from evalapp.ui.shell.routes import Place, Route

file, home = Path(sys.argv[1]), Path(sys.argv[2])
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
program.window.go(Route("month", place=Place(sys.argv[3], Period.parse(sys.argv[4]))))
settle(); settle()
month = program.window.screen_shown
month.looking.choose_form("staff")
"""
#: What was typed last has rested by then.
_END = """
QTest.qWait(600)
settle()
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed_at(file: Path, home: Path, work: str) -> subprocess.CompletedProcess[str]:
    """Do some work on a file, given as code, in a program that is killed after it."""
    return subprocess.run(
        [sys.executable, "-c", _BEGIN + work + _END, str(file), str(home), UNIT, str(JULY)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.checkout())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
