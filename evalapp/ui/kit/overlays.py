"""What opens over the whole window: where it lies, and that the keyboard works in it alone."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from evalapp.ui.kit.keyboard import Keyboard, go_on
from evalapp.ui.kit.sizes import px

_MARGIN = 24
_WIDEST = 1200  # a line of text beyond this is not read


def lie_over(part: QWidget, owner: QWidget) -> None:
    """Cover a window but for its edges; on a very wide one stand in the middle."""
    inside = owner.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    width = min(inside.width(), px(_WIDEST))
    part.setGeometry(QRect(inside.center().x() - width // 2, inside.top(), width, inside.height()))


class Overlay(QFrame):
    """Lies over the window: Tab goes round in it, and no key reaches the screen behind.

    The window's own keys still work; where one of them is used here too, it is the overlay's. A list behind
    that is shown meanwhile and asks for the keyboard has it once the overlay is gone.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._before = Keyboard()  # who has it once this is closed
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # a widget has its application
        application.focusChanged.connect(self._keep_keyboard)

    def _keep_keyboard(self, old: QWidget | None, new: QWidget | None) -> None:
        is_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not self.isVisible() or new is None or is_clicked or not self._is_behind(new):
            return
        self._before.note(new)
        inside = old if old is not None and self.isAncestorOf(old) else self
        QTimer.singleShot(0, self, partial(self._take_back, inside))

    def _take_back(self, inside: QWidget) -> None:
        now = QApplication.focusWidget()
        if self.isVisible() and (now is None or self._is_behind(now)):
            (inside if isValid(inside) and inside.isVisible() else self).setFocus()

    def _is_behind(self, part: QWidget) -> bool:
        """Whether something stands in the same window, and neither in here nor over it."""
        if part.window() is not self.window() or part is self.window():
            return False
        around: QWidget | None = part
        while around is not None:
            if isinstance(around, Overlay):
                return False
            around = around.parentWidget()
        return True

    def event(self, event: QEvent) -> bool:
        """Take from the screen behind whatever key it would have taken for a shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = _keys(event)
            if self._action(keys) is not None or keys not in set(self._of_others(self.window())):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what one of the overlay's own keys asks; what is no key of it goes nowhere."""
        action = self._action(_keys(event))
        if action is None:
            event.accept()
        elif action.isEnabled():
            action.trigger()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own
        """Tab stays here: what lies behind is not worked in unseen."""
        go_on(self, forward=next)
        return True

    def _action(self, keys: QKeySequence) -> QAction | None:
        actions = (each for part in self.findChildren(QWidget) for each in part.actions())
        return next((each for each in actions if keys in each.shortcuts()), None)

    def _of_others(self, window: QWidget) -> Iterator[QKeySequence]:
        """The keys that work all the same: those of the window itself and of single things in here."""
        only_direct = Qt.FindChildOption.FindDirectChildrenOnly
        yield from (each.key() for each in window.findChildren(QShortcut, options=only_direct))
        yield from (each.key() for each in self.findChildren(QShortcut))


def _keys(event: QKeyEvent) -> QKeySequence:
    return QKeySequence(event.keyCombination())
