"""Hands inside the program, where there is no display: the same keys, as key events to what has the focus."""

import sys
import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.devtools.keys_script import Choose, Look, Press, Step, Type
from evalapp.ui.pictures import application

_LONGEST = 60.0  # seconds until something must have come to rest
_PAUSE = 10  # milliseconds
_QUIET = 3  # so many pauses in a row without work are rest
_QUIET_OF_A_BUTTON = 13  # a button shows for 100 ms that it was pressed, and acts then
_HELD = {
    "ctrl": Qt.KeyboardModifier.ControlModifier,
    "shift": Qt.KeyboardModifier.ShiftModifier,
    "alt": Qt.KeyboardModifier.AltModifier,
}


def play(file: Path, home: Path, script: Iterable[Step], *, picture: Path | None = None) -> None:
    """Open the window on a workspace, do what the script says, and close it."""
    app = application()
    app.setDoubleClickInterval(_PAUSE)  # what has just opened takes the next key sooner than from a person
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "evalapp" / "settings.json"
    program = Program(app, Settings(settings), home, language="vi")
    try:
        program.begin(file)
        program.window.activateWindow()
        _Hands(program, script).run()
        if picture:
            program.window.grab().save(str(picture))
    finally:
        program.close()
        program.window.close()
        program.window.deleteLater()
        sys.excepthook = sys.__excepthook__


class _Hands:
    """Does one step each time the program is at rest; a dialog that waits for an answer is at rest too."""

    def __init__(self, program: Program, script: Iterable[Step]) -> None:
        self._program = program
        self._steps = [*script]
        self._is_over = False
        self._quiet = 0
        self._rest = _QUIET
        self._since = time.monotonic()

    def run(self) -> None:
        """Do everything."""
        QTimer.singleShot(_PAUSE, self._turn)
        while not self._is_over:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if self._steps:
            raise RuntimeError(f"the program did not come to rest before {self._steps[0]}")

    def _turn(self) -> None:
        self._quiet = self._quiet + 1 if self._program.tasks.idle else 0
        late = time.monotonic() - self._since > _LONGEST
        if late or (self._quiet >= self._rest and not self._steps):
            while dialog := QApplication.activeModalWidget():
                dialog.close()
            self._is_over = True
            return
        QTimer.singleShot(_PAUSE, self._turn)  # before the key, which may open a dialog that waits
        if self._quiet >= self._rest:
            self._quiet, self._since = 0, time.monotonic()
            step = self._steps.pop(0)
            self._rest = _QUIET_OF_A_BUTTON if _may_press_a_button(step) else _QUIET
            self._do(step)

    def _do(self, step: Step) -> None:
        match step:
            case Press(keys):
                _press(self._focused(), keys)
            case Type(text):
                QTest.keyClicks(self._focused(), text)
            case Choose(path):
                _choose(path)
            case Look():
                if QApplication.activeWindow() is None:  # a dialog that closed gave the keyboard to nobody
                    self._program.window.activateWindow()

    def _focused(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self._program.window


def _may_press_a_button(step: Step) -> bool:
    """Whether a button may be what hears the step: Enter, a key of its own, or a system dialog."""
    if isinstance(step, Press):
        return "+" in step.keys or step.keys in {"Return", "Space"}
    return isinstance(step, Choose)


def _choose(path: Path) -> None:
    """Name a file or folder to the system's dialog."""
    dialog = QApplication.activeModalWidget()  # held on to: its parts go with it
    lines = dialog.findChildren(QLineEdit, "fileNameEdit") if dialog else []
    if not lines:
        raise RuntimeError("no dialog asks for a file or folder")
    lines[0].setText(str(path))
    _press(lines[0], "Return")


def _press(target: QWidget, keys: str) -> None:
    *held, name = keys.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= _HELD[each]
    QTest.keyClick(target, getattr(Qt.Key, f"Key_{name if len(name) > 1 else name.upper()}"), modifiers)
