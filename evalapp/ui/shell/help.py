"""The help beside a screen: what it is for, its keys, and the questions asked most; opens with Shift+F1."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.key_words import keys_named, keys_text
from evalapp.ui.kit.keyboard import Keyboard
from evalapp.ui.kit.labels import button, label, row
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.keys import (
    AGAIN,
    BACK,
    FIND,
    FORWARD,
    HELP,
    LARGER,
    LEAVE,
    MANUAL,
    MENU,
    MENU_KEYS,
    MESSAGE_KEYS,
    OPEN_FILE,
    OPEN_FOLDER,
    SMALLER,
    TEXT_KEYS,
    USUAL,
    WINDOW_KEYS,
)

_WINDOW_WORDS = {
    MENU: N_("What can be done on a list (or a right click)"),
    BACK: N_("Back to the screen before"),
    FORWARD: N_("Forward again"),
    OPEN_FILE: N_("Open what was just written"),
    OPEN_FOLDER: N_("Open the folder of what was just written"),
    AGAIN: N_("Read again what is shown, with what others have done meanwhile"),
    FIND: N_("Find people, units, months and actions"),
    MANUAL: N_("Open the manual at the page of this screen"),
    HELP: N_("Show or hide this help"),
    LEAVE: N_("End the program"),
    LARGER: N_("Larger text (or Ctrl and the wheel)"),
    SMALLER: N_("Smaller text (or Ctrl and the wheel)"),
    USUAL: N_("Text in its usual size"),
}
_WIDTH = 320
_SAME_KEY = "Ctrl+="  # what Ctrl++ is without Shift


class ScreenHelp(Struct, frozen=True):
    """What is said about a screen; `keys` are those of its table, besides its actions."""

    about: str = ""
    questions: Sequence[tuple[str, str]] = ()
    keys: Sequence[tuple[str, str]] = ()


class _Help(Struct, frozen=True):
    """What is said about one screen."""

    title: str
    help: ScreenHelp
    actions: tuple[ActionSpec[Any], ...]

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The keys of the screen, in words."""
        return keys_of(self.actions, self.help)

    @property
    def said(self) -> str:
        """Everything in one text."""
        asked = [line for pair in self.help.questions for line in map(tr, pair)]
        keys = map(": ".join, (*self.keys, *window_keys()))
        return "\n".join([self.title, tr(self.help.about), *keys, *asked])


class HelpPanel(QFrame):
    """Stands at the right of the window while it is wanted."""

    left = Signal()
    manual_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "help")
        self.setFixedWidth(px(_WIDTH))
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = button(tr("Close"), "flat")
        self.close_button.clicked.connect(self.turn)
        self.manual_button = button(tr("More in the manual (F1)"))
        self.manual_button.clicked.connect(self.manual_wanted)
        self._shown: _Help | None = None
        self._is_written = False
        self._before = Keyboard()
        self._over: QWidget | None = None  # the window that it stands over
        self._below = 0  # what stands above it there
        self._scroll = Scrolled(tr("Help"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, MEDIUM, MEDIUM)
        layout.addWidget(row(self._title, self.close_button))
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.manual_button)
        self.setFocusProxy(self._scroll)
        self.hide()

    @property
    def text(self) -> str:
        """Everything that is said, for whoever reads it aloud."""
        return self._shown.said if self._shown else ""

    def turn(self) -> None:
        """Show the help, or hide it again."""
        if self.isHidden():
            self._before.note()
            self.show()
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_keyboard and not self._before.give_back():
            self.left.emit()

    def float_over(self, window: QWidget, below: int) -> None:
        """Stand over the right edge of a window too narrow to give room to it, below its top bar."""
        self._over, self._below = window, below
        if self.parentWidget() is not window:
            shown = not self.isHidden()
            self.setParent(window)
            self.setVisible(shown)
        self.setGeometry(window.width() - px(_WIDTH), below, px(_WIDTH), window.height() - below)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """While the help has the keyboard, Escape is not for a form beside it."""
        asked = event if event.type() == QEvent.Type.ShortcutOverride else None
        if isinstance(asked, QKeyEvent) and asked.key() == Qt.Key.Key_Escape:
            asked.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape hides the help."""
        if event.key() == Qt.Key.Key_Escape:
            self.turn()
        else:
            super().keyPressEvent(event)

    def show_help(self, title: str, help_: ScreenHelp, actions: Sequence[ActionSpec[Any]]) -> None:
        """Say what there is to say about a screen; it is written out only where somebody looks."""
        wanted = _Help(title, help_, tuple(actions))
        if wanted != self._shown:
            self._shown, self._is_written = wanted, False
            if self.isVisible():
                self._write(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Write out what is to be said about the screen in the window."""
        super().showEvent(event)
        if self._over is not None and self.parentWidget() is self._over:
            self.float_over(self._over, self._below)
        if self._shown is not None and not self._is_written:
            self._write(self._shown)

    def _write(self, shown: "_Help") -> None:
        self._is_written = True
        inside, help_ = QWidget(), shown.help
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(0, 0, SMALL, 0)
        self._parts.setSpacing(SMALL)
        self._title.setText(shown.title)
        self._add(label(tr(help_.about), wrap=True))
        pressed = [label(keys, "muted") for keys, _text in (*shown.keys, *window_keys())]
        self._key_room = max(each.sizeHint().width() for each in pressed)
        self._section(tr("Keys of this screen"), shown.keys)
        self._section(tr("Keys of every screen"), window_keys())
        if help_.questions:
            self._add(label(tr("Asked most"), "strong"))
        for question, answer in help_.questions:
            self._add(label(tr(question), "strong", wrap=True))
            self._add(label(tr(answer), "muted", wrap=True))
        self._parts.addStretch(1)
        self._scroll.setWidget(inside)
        inside.show()  # Qt leaves to us what is put into an area that is shown already
        self._scroll.setAccessibleDescription(shown.said)

    def _section(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        if not keys:
            return
        self._add(label(title, "strong"))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(TINY)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._key_room)
        for number, (pressed, text) in enumerate(keys):
            grid.addWidget(label(pressed, "muted"), number, 0, alignment=Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), number, 1)
        self._add(table)

    def _add(self, part: QWidget) -> None:
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._parts.addWidget(part)


def window_keys() -> list[tuple[str, str]]:
    """The keys of the window itself, in words."""
    sizes = {keys: what for keys, what in TEXT_KEYS.items() if keys != _SAME_KEY}
    every = {**WINDOW_KEYS, **sizes, **MENU_KEYS, **MESSAGE_KEYS}
    return [(_printed(keys), tr(_WINDOW_WORDS[what])) for keys, what in every.items()]


def keys_of(actions: Sequence[ActionSpec[Any]], help_: ScreenHelp) -> list[tuple[str, str]]:
    """The keys of a screen, in words; one that is an action's says what the action says."""
    acting = dict.fromkeys((_printed(each.shortcut), tr(each.text)) for each in actions if each.shortcut)
    taken = {_printed(keys) for each in actions for keys in each.shortcut.split("; ")}
    return [*acting, *((keys, tr(text)) for keys, text in help_.keys if keys not in taken)]


def _printed(keys: str) -> str:
    return keys_text(keys_named(keys))
