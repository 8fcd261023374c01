"""The program is killed in the middle of a visit: it comes back to the same field, and nothing is lost."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from evalapp.base import paths
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.places import read_places
from evalapp.usecases.field_visits import start_visit
from tests import make

#: Opens the real window on a file, goes to the visit and types into field after field; ends itself by SIGKILL
#: while the last text is still being typed, as soon as the one before was told to be saved.
_TYPING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from PySide6.QtCore import Qt
from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.ui.pictures import application
from evalapp.ui.shell.routes import Route

file, home = Path(sys.argv[1]), Path(sys.argv[2])
app = application()
program = Program(app, Settings(), home, language="vi")
def settle():
    while True:
        app.processEvents()
        if program.tasks.idle:
            app.processEvents()
            if program.tasks.idle:
                return
program.begin(file)
while program.window.place.unit is None:
    app.processEvents()
program.window.activateWindow()
settle()
if len(sys.argv) > 3:
    program.window.go(Route("inspections", visit=int(sys.argv[3]), field="total"))
    settle()
for text in ("9", "8", "1"):
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
print(program.window.messages.saved, flush=True)
QTest.keyClicks(QApplication.focusWidget(), "0")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_comes_back_to_the_same_visit_and_field(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        office, other = (work.units.by_code(code).id for code in (make.OFFICE, make.NEXT_DOOR))
        visit = start_visit(work, unit=office, day=date(2018, 8, 2)).id
    workspace.close()

    killed = subprocess.run(
        [sys.executable, "-c", _TYPING, str(workspace.path), str(tmp_path), str(visit)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.checkout())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    again = Workspace.open(workspace.path, clock=make.Ticking())
    with again.work() as work:
        resumed = read_places(work).resume
        kept = work.inspections.get(visit)
        count = len(work.inspections.all())
        chain = work.audit.check()
    again.close()

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert "Đã lưu" in killed.stdout
    assert resumed is not None
    assert (resumed.visit, resumed.field) == (visit, "unexcused")
    assert (kept.total, kept.present, kept.excused, kept.unexcused) == (9, 8, 1, None)
    assert (count, kept.unit, other != kept.unit) == (1, office, True)
    assert chain.broken_at is None
