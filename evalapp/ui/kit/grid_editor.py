"""Where a grid is typed into: one line that always has the keyboard, so that no letter is ever handed over.

Most grids make an editor when the first letter arrives, and an input method loses that letter. Here the
line is there from the beginning, invisible over the cursor's cell; it shows itself once something is typed.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMetaObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from evalapp.ui.kit.grid_keys import command_of
from evalapp.ui.kit.keyboard import asks_for_menu

_COMING_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_LEAVING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class CellEditor(QLineEdit):
    """The one editor of a grid."""

    left = Signal()  # the keyboard went elsewhere
    focus_changed = Signal()
    unheard = Signal()  # something was typed where nothing can be

    def __init__(self, parent: QWidget, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._keys = keys
        self._preedit = ""
        self._opened = False
        self._is_text = False
        self._sees_all = False
        self.setProperty("look", "cell")
        self.setFrame(False)
        self.textEdited.connect(self._begin)
        self._show_look()

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self._opened or bool(self._preedit)

    @property
    def moves_inside(self) -> bool:
        """Whether left and right move in the text: it was opened to be changed, or is prose."""
        return self._sees_all or self._is_text

    def prepare(self, *, takes: bool, is_text: bool, name: str) -> None:
        """Stand by for a cell: whether it takes text, and of which kind."""
        self._is_text = is_text
        self.setReadOnly(not takes)
        # Figures need no input method: without one each digit arrives at once, and `N` stays a key.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes and is_text)
        side = Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)

    def open_with(self, text: str) -> None:
        """Change what is there, as F2 does."""
        self.setText(text)
        self._sees_all = True
        self._begin()
        self.end(False)

    def take(self) -> str:
        """What was typed, an unfinished syllable included."""
        self._finish()
        return self.text()

    def shut(self) -> None:
        """Stand by again, empty."""
        self._opened = self._sees_all = False
        self._preedit = ""
        self.clear()
        self._show_look()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """While nothing is typed the menu is that of the list."""
        if self.is_open:
            super().contextMenuEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keys that the grid works by are not for the window's shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid's own keys first; while a syllable is being composed, only those that leave the cell."""
        if asks_for_menu(event):
            event.ignore()  # it is the list's
            return
        composing = bool(self._preedit) and event.key() not in _LEAVING
        is_own = not composing and self._keys(event)
        if not is_own and self.isReadOnly() and _is_typed(event):
            self.unheard.emit()
        elif composing or not (is_own or self.isReadOnly() or _is_with_alt(event)):
            super().keyPressEvent(event)
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose as any line does; the first part of a syllable already opens the cell."""
        super().inputMethodEvent(event)
        self._preedit = event.preeditString()
        if self._preedit or event.commitString():
            self._begin()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own
        """Tab moves in the grid; the grid says when it leaves."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor's cell."""
        super().focusInEvent(event)
        self.deselect()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep an unfinished syllable, then tell the grid, which takes what was typed.

        While a menu or another window is in front the cell stays open: whoever looks something up types on.
        """
        self._finish()
        super().focusOutEvent(event)
        if event.reason() not in _COMING_BACK:
            self.left.emit()
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is drawn over the cell until something is typed."""
        if self.is_open:
            super().paintEvent(event)

    def _wants(self, event: QKeyEvent) -> bool:
        return command_of(event, is_open=self.is_open, moves_inside=self.moves_inside) is not None

    def _begin(self, _text: str = "") -> None:
        if not self._opened:
            self._opened = True
            self._show_look()

    def _finish(self) -> None:
        """Take an unfinished syllable as it stands, where the input method has not done so itself."""
        if self._preedit:
            QMetaObject.invokeMethod(QGuiApplication.inputMethod(), "commit")
        if self._preedit:
            done = QInputMethodEvent("", [])
            done.setCommitString(self._preedit)
            self.inputMethodEvent(done)

    def _show_look(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._opened)
        self.update()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key is a letter or a figure, and none that the program works by."""
    held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    return not held and bool(event.text()) and event.text().isprintable()


def _is_with_alt(event: QKeyEvent) -> bool:
    """Whether Alt alone is held: a key of a menu or a slip, which a line would write; AltGr has Ctrl too."""
    held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    return held == Qt.KeyboardModifier.AltModifier
