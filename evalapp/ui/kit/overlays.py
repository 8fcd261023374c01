"""What opens over the whole window: where it lies, and that the keyboard works in it alone."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from evalapp.ui.kit.keyboard import go_on
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

    The window's own keys still work; where one of them is used here too, it is the overlay's.
    """

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
