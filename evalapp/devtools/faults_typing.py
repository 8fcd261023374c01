"""What the window of a fault does until it is killed: field after field of a visit, by key events."""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.ui.kit.kept_fields import FIELD_KEY
from evalapp.ui.pictures import application
from evalapp.ui.screens.inspections.field_findings import NEW_FINDING
from evalapp.ui.screens.inspections.field_page import FieldPage
from evalapp.ui.screens.inspections.screen import InspectionsScreen
from evalapp.ui.shell.routes import Route

_NEW = "new"
_CALM = 400  # milliseconds
_OFTEN, _SELDOM = 0.2, 0.1


class _Typist:
    """Somebody at the keyboard of one window."""

    def __init__(self, file: Path, chance: Random) -> None:
        self.app = application()
        self.program = Program(self.app, Settings(), file.parent, language="vi")
        self._chance = chance
        self.program.begin(file)
        while not self.program.window.navigation.isVisible():
            self.app.processEvents()
        self.program.window.activateWindow()
        self._come_to_rest()

    def _come_to_rest(self) -> None:
        """Wait until nothing more comes of the start: between its steps the worker is idle for once."""
        calm = QElapsedTimer()
        calm.start()
        while calm.elapsed() < _CALM:
            self.app.processEvents()
            if not self.program.tasks.idle:
                calm.restart()

    @property
    def page(self) -> FieldPage:
        """The visit on screen."""
        screen = self.program.window.screen_shown
        if not isinstance(screen, InspectionsScreen):
            raise TypeError(f"the window shows {screen}")
        return screen.field

    def settle(self) -> None:
        """Wait until the window rests and nothing is on its way to the disk."""
        for _ in range(2):
            self.app.processEvents()
            while not self.program.tasks.idle:
                self.app.processEvents()

    def at(self) -> str:
        """The field with the cursor."""
        focused = QApplication.focusWidget()
        return str(focused.property(FIELD_KEY)) if focused else ""

    def add_finding(self) -> None:
        """Another finding, by its key; the text that is first said of it makes it one."""
        _tell("TO", _NEW)
        QTest.keyClick(self.program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self.page.go_to(f"{NEW_FINDING}text")
        self.settle()
        _tell("DOING", _NEW)
        if editor := QApplication.focusWidget():
            QTest.keyClicks(editor, "ghi them")
        self.end_finding()

    def end_finding(self) -> None:
        """Leave the finding that nothing was kept of."""
        if editor := QApplication.focusWidget():
            QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.settle()
        _tell("SAVED", _NEW, str(len(self.page.findings.cards)))
        _tell("IN", self.at())

    def write(self, key: str, text: str) -> None:
        """A text in place of what stands in a field, which is then left."""
        _tell("TO", key)
        self.page.go_to(key)
        self.settle()
        editor = QApplication.focusWidget()
        if editor is None:
            raise RuntimeError(f"nothing can be typed into {key}")
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        _tell("DOING", key, text)
        QTest.keyClicks(editor, text)
        if self._chance.random() < _OFTEN:
            self._rest_in(key, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.settle()
        _tell("SAVED", key, text)
        _tell("IN", self.at())

    def _rest_in(self, key: str, text: str) -> None:
        """Stop typing until what is typed is kept beside the place."""
        while not (self.page.place and self.page.place.typed.get(key) == text):
            self.app.processEvents()
        self.settle()
        _tell("TYPED", key, text)


def type_on(file: Path, visit: int, chance: Random, *, is_first: bool, fields: Sequence[str]) -> None:
    """Open the window and type until killed."""
    typist = _Typist(file, chance)
    if is_first:
        typist.program.window.go(Route("inspections", visit=visit, field="total"))
        typist.settle()
    _tell("AT", typist.at())
    if typist.at().startswith(NEW_FINDING):
        _tell("DOING", _NEW)
        typist.end_finding()
    while True:
        if chance.random() < _SELDOM:
            typist.add_finding()
            continue
        number = str(chance.randrange(10**6))
        cards = [
            f"finding:{each}:{part}" for each in typist.page.findings.cards for part in ("text", "place")
        ]
        key = chance.choice([*fields, *cards])
        is_count = key in ("present", "excused")
        typist.write(key, number[:2].lstrip("0") or "1" if is_count else f"ghi {number}")


def _tell(word: str, key: str, text: str = "") -> None:
    sys.stdout.write(f"{word}\t{key}\t{text}\n")
    sys.stdout.flush()
