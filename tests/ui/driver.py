"""A user at the real window: does things by the words on screen, waits for the worker, never sleeps."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.domain.periods import Period
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.kept_fields import FIELD_KEY
from evalapp.ui.kit.second_press import SecondPress
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import settle


class Driver:
    """One user, one window."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.tasks = tasks
        self.window = window

    @property
    def screen(self) -> Any:
        return self.window.screen_shown

    @property
    def table(self) -> Any:
        return self.screen.table

    @property
    def told(self) -> str:
        return self.window.messages.text

    def settle(self) -> None:
        settle(self.tasks)
        assert self.tasks.idle

    def visit(self, screen: str, unit: str | None = None, period: Period | None = None) -> None:
        now = self.window.place
        place = Place(unit or now.unit, period or now.period)
        if place != now:
            self.window.move_to(place)
        self.window.go(Route(screen))
        self.settle()

    def look(self) -> None:
        """Look at what has just opened, until it takes the keys that opened it."""
        presses = self.screen.findChildren(SecondPress)
        self.qtbot.waitUntil(lambda: not any(each.waits for each in presses))

    def action(self, key: str) -> QAction:
        bars = self.window.screen_shown.findChildren(ActionBar)
        return next(bar.action(key) for bar in bars if key in bar.keys)

    def can(self, key: str) -> bool:
        return self.action(key).isEnabled() and self.action(key).isVisible()

    def do(self, key: str) -> None:
        assert self.can(key), key
        self.action(key).trigger()
        self.settle()

    def fill(self, **values: str) -> None:
        """Type into the fields of the panel in front, in the place of what they hold."""
        for key, text in values.items():
            field = self.screen.panel.form.field(key)
            field.setFocus()
            field.selectAll()
            self.type(text)

    def column(self, key: str, table: Table[Any] | None = None) -> list[str]:
        model = (table or self.table).rows_model
        number = [column.key for column in model.columns].index(key)
        return [model.index(row, number).data() for row in range(model.rowCount())]

    def put_cursor(self, *, row: str, column: str, by: str) -> None:
        model = self.table.rows_model
        keys = [each.key for each in model.columns]
        number = self.column(by).index(row)
        self.table.setCurrentIndex(model.index(number, keys.index(column)))
        self.table.setFocus()

    def cell(self, *, row: str, column: str, by: str) -> str:
        return self.column(column)[self.column(by).index(row)]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Keys as a keyboard sends them: a key event with its text, whatever the letter."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                target = QApplication.focusWidget() or self.window
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def compose(self, *stages: str) -> None:
        """Letters as an input method sends them: unfinished texts, then the finished one."""
        for stage in stages[:-1]:
            QApplication.sendEvent(self._focused(), QInputMethodEvent(stage, []))
        done = QInputMethodEvent("", [])
        done.setCommitString(stages[-1])
        QApplication.sendEvent(self._focused(), done)

    def editor(self) -> QLineEdit:
        focused = self._focused()
        assert isinstance(focused, QLineEdit)
        return focused

    def button_at(self) -> str:
        """What the button with the keyboard says."""
        focused = self._focused()
        assert isinstance(focused, QPushButton)
        return focused.text()

    def at_field(self) -> str:
        """The key of the field with the cursor."""
        return str(self._focused().property(FIELD_KEY))

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused
