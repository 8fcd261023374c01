"""The text size on every screen: by Ctrl and plus, minus or zero, and by Ctrl and the wheel.

While the pages of a paper lie over the screens, the same keys and the wheel are about the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.base.settings import TEXT_SIZE, Settings
from evalapp.ui.kit.sizes import TEXT_SIZES, USUAL_SIZE
from evalapp.ui.shell.keys import LARGER, SMALLER, TEXT_KEYS, next_size
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Screen

if TYPE_CHECKING:
    from evalapp.ui.shell.preview import PreviewPanel

_NOTCH = 120  # what one click of a wheel turns by, in eighths of a degree
_MOMENT = 150  # milliseconds in which the clicks of a wheel are one change


class TextSizeKeys(QObject):
    """Lets keys and wheel change the text size; what is being filled in is never lost over it."""

    def __init__(self, window: MainWindow, settings: Settings, apply: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._apply = apply
        self._turned = 0  # since the last change
        self._turning = QTimer(self, singleShot=True, interval=_MOMENT)
        self._turning.timeout.connect(self._end_turn)
        for keys, step in TEXT_KEYS.items():
            QShortcut(QKeySequence(keys), window).activated.connect(partial(self._change, step))
        window.picture.then(lambda: window.windowHandle().installEventFilter(self))

    @property
    def is_at_rest(self) -> bool:
        """Whether no turn of the wheel is still to be followed."""
        return not self._turning.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel with Ctrl before anything in the window scrolls or zooms by it."""
        if isinstance(event, QWheelEvent) and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()
            if self._pages is not None:
                self._end_turn()
            elif not self._turning.isActive():
                self._turning.start()  # all of the window is made anew: once, however often it clicks
            return True
        return super().eventFilter(watched, event)

    def _end_turn(self) -> None:
        notches = int(self._turned / _NOTCH)  # towards 0: half a click is the beginning of one
        self._turned -= notches * _NOTCH
        if notches:
            self._change(LARGER if notches > 0 else SMALLER, abs(notches))

    @property
    def _pages(self) -> PreviewPanel | None:
        from evalapp.ui.shell.preview import PreviewPanel  # not before the first picture

        return next((each for each in self._window.findChildren(PreviewPanel) if each.isVisible()), None)

    def _change(self, step: str, times: int = 1) -> None:
        pages, central = self._pages, self._window.centralWidget()
        if pages is not None:
            for _ in range(times):
                pages.zoom(step)
        elif central and central.isVisible():  # it is hidden while it is locked
            self._change_text(step, times)

    def _change_text(self, step: str, times: int) -> None:
        from evalapp.ui.kit.forms import form_around, half_filled  # not before the first picture

        size = before = self._settings.get(TEXT_SIZE)
        for _ in range(times):
            size = next_size(size, step, TEXT_SIZES, USUAL_SIZE)
        if size == before:
            return
        screens = self._window.findChildren(Screen)
        if any(half_filled(screen) for screen in screens if not screen.carries_forms):
            told = tr("Save or close what is being filled in, then change the text size.")
            self._window.messages.tell(told, Tone.WARN)
            return
        focused = self._window.focusWidget()
        if focused and form_around(focused) is None:
            focused.clearFocus()  # what is typed in a cell is taken first
        self._settings.set(TEXT_SIZE, size)
        self._apply()
