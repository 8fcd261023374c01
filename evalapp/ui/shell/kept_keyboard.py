"""The keyboard stays on the page: what goes away while it has it never leaves it to the menu beside the page.

Qt gives the keyboard of what is hidden, disabled or deleted to whatever comes next in the window.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from evalapp.ui.kit.keyboard import Keyboard

_BACK = (QEvent.Type.Show, QEvent.Type.EnabledChange)


class KeptKeyboard(QObject):
    """Watches where the keyboard is, and keeps it among these pages."""

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._had: QWidget | None = None  # the part of a page that had it last
        self._keyboard = Keyboard()
        self._lent: QWidget | None = None  # what has it while that part is away
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # a widget has its application
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._lent = None
        had = self._had
        if had is not None and had is not new and not _can_take(had):
            QTimer.singleShot(0, self, partial(self._keep, had, self._keyboard, new))
        if new is None:
            return  # another window has it, and gives it back
        self._had = new if self._pages.isAncestorOf(new) else None
        self._keyboard = Keyboard()
        self._keyboard.note(self._had)

    def _keep(self, had: QWidget, keyboard: Keyboard, got: QWidget | None) -> None:
        """Give the keyboard to what the part that is gone stood in, else to the page."""
        page, now = self._pages.currentWidget(), QApplication.focusWidget()
        if page is None or not page.isVisible() or not page.isEnabled() or not page.isActiveWindow():
            return  # something lies over it
        is_outside = now is None or not self._pages.isAncestorOf(now)
        if now is not got and not is_outside:
            return  # somebody went on elsewhere meanwhile, as into a form that was opened
        if is_outside and not keyboard.give_back():
            page.setFocus()
        if not isValid(had) or isinstance(had, QAbstractButton):
            return
        # What is filled in gets it back once it is there again, as after a refusal.
        self._lent = QApplication.focusWidget()
        if _can_take(had):
            had.setFocus()
        else:
            had.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give back what was lent, unless somebody went elsewhere meanwhile."""
        if event.type() in _BACK and isinstance(watched, QWidget) and _can_take(watched):
            watched.removeEventFilter(self)
            if self._lent is not None and QApplication.focusWidget() is self._lent:
                watched.setFocus()
        return super().eventFilter(watched, event)


def _can_take(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
