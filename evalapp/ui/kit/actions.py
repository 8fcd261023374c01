"""Actions as data: what can be done on a screen, and whether it may be, follow from the screen's state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.labels import button

State = TypeVar("State")


def _always(_state: Any) -> bool:
    return True


@dataclass(frozen=True)
class ActionSpec(Generic[State]):
    """One thing that can be done; those of one `menu` share a button, `primary` is the verb of the moment."""

    key: str
    text: str
    shortcut: str = ""
    primary: bool = False
    menu: str = ""
    allowed: Callable[[State], bool] = _always
    shown: Callable[[State], bool] = _always
    words: Callable[[State], str] | None = None  # where the text depends on the state; translated


PRINT_MENU = N_("Print")
MORE_MENU = N_("More")


class ActionBar(QWidget):
    """Buttons and menus for a screen's actions; follows the state it is shown."""

    triggered = Signal(str)

    def __init__(self, specs: Sequence[ActionSpec[Any]]) -> None:
        super().__init__()
        self._specs = specs
        self._actions: dict[str, QAction] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._menus: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        for spec in sorted(specs, key=lambda spec: spec.primary):
            action = self._action(spec)
            if spec.menu:
                self._menu(spec.menu, layout).addAction(action)
            else:
                layout.addWidget(self._button(spec, action))

    def show_state(self, state: Any) -> None:
        """Say what may be done now."""
        for spec in self._specs:
            action = self._actions[spec.key]
            action.setText(spec.words(state) if spec.words else tr(spec.text))
            action.setVisible(spec.shown(state))
            action.setEnabled(spec.shown(state) and spec.allowed(state))
            if spec.key in self._buttons:
                self._dress(self._buttons[spec.key], action)
        for name, opener in self._menus.items():
            members = [self._actions[spec.key] for spec in self._specs if spec.menu == name]
            opener.setVisible(any(action.isVisible() for action in members))
            opener.setEnabled(any(action.isEnabled() for action in members))

    @property
    def keys(self) -> tuple[str, ...]:
        """Which actions there are."""
        return tuple(self._actions)

    def action(self, key: str) -> QAction:
        """The action of that key: for tests and help."""
        return self._actions[key]

    def _action(self, spec: ActionSpec[Any]) -> QAction:
        action = QAction(tr(spec.text), self)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        action.triggered.connect(lambda _checked=False, key=spec.key: self.triggered.emit(key))
        self.addAction(action)
        self._actions[spec.key] = action
        return action

    def _button(self, spec: ActionSpec[Any], action: QAction) -> QPushButton:
        made = button(action.text(), "primary" if spec.primary else "")
        made.clicked.connect(action.trigger)
        self._buttons[spec.key] = made
        return made

    def _dress(self, made: QPushButton, action: QAction) -> None:
        made.setText(action.text())
        made.setAccessibleName(action.text())
        made.setVisible(action.isVisible())
        made.setEnabled(action.isEnabled())
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(shortcut)

    def _menu(self, name: str, layout: QHBoxLayout) -> QMenu:
        if name not in self._menus:
            opener = button(tr(name) + " ▾")
            opener.setAccessibleName(tr(name))
            opener.setMenu(QMenu(opener))
            layout.addWidget(opener)
            self._menus[name] = opener
        return self._menus[name].menu()


@dataclass(frozen=True)
class Offered:
    """An action that can be done now, as it reads on screen."""

    key: str
    text: str
    keys: str


def offered(screen: QWidget) -> list[Offered]:
    """What can be done on a screen as it stands."""
    return [
        Offered(key, action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        for bar in screen.findChildren(ActionBar)
        if bar.isVisible()
        for key in bar.keys
        if (action := bar.action(key)).isEnabled() and action.isVisible()
    ]


def trigger(screen: QWidget, key: str) -> bool:
    """Do one of a screen's actions, as its button would; tell whether that was allowed."""
    for bar in screen.findChildren(ActionBar):
        if key in bar.keys and bar.action(key).isEnabled() and bar.action(key).isVisible():
            bar.action(key).trigger()
            return True
    return False
