"""Who had the keyboard before something opened over it, and gets it back."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid


class Keyboard:
    """Remembers what is typed into, and what that stands in: the editor of a cell goes with its cell."""

    def __init__(self) -> None:
        self._chain: tuple[QWidget, ...] = ()

    def note(self, widget: QWidget | None = None) -> None:
        """From here it is taken away now."""
        self._chain = tuple(_outwards(widget or QApplication.focusWidget()))

    def give_back(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> bool:
        """Give it back to where it was, or to what that stood in; tell whether any of it is still there."""
        chain, self._chain = self._chain, ()
        for widget in chain:
            takes = isValid(widget) and (
                widget is chain[0] or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            )  # it had the keyboard, whatever its policy says; what it stands in has to take one
            if takes and widget.isVisible() and widget.isEnabled():
                widget.setFocus(reason)
                return True
        return False


def go_on(area: QWidget, *, forward: bool) -> bool:
    """Take the keyboard to what is next in an area; tell whether there is anything.

    What leads to a part of itself (a screen to its list) is passed by: Qt would go to that part, and over all
    that stands before it.
    """
    focused = QApplication.focusWidget()
    start = focused if focused is not None and area.isAncestorOf(focused) else area
    at = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while at is not None and at is not start:
        if is_stop(at) and area.isAncestorOf(at):
            at.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            return True
        at = at.nextInFocusChain() if forward else at.previousInFocusChain()
    return False


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at it; most of what is in a window stands on pages that are not shown."""
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def begin_finding(line: QLineEdit) -> None:
    """Come to a line that is searched in; what is there is typed over."""
    line.setFocus(Qt.FocusReason.ShortcutFocusReason)
    line.selectAll()


def found_by_key(line: QLineEdit) -> None:
    """Let Ctrl+F come to a line that is searched in, wherever on its screen the keyboard is."""
    QShortcut(QKeySequence("Ctrl+F"), line).activated.connect(partial(begin_finding, line))


def asks_for_menu(event: QKeyEvent) -> bool:
    """Whether a key asks for the menu of a list where the system does not do it by itself."""
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None and not widget.isWindow():
        yield widget
        widget = widget.parentWidget()
