"""Keeps a syllable that is being composed when another window comes to the front.

Where a field is left inside its window, Qt has the input method finish the syllable first. Where the whole
window is left, some (ibus with Unikey) forget it instead, just before Qt hears of it: it is put in again.
"""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_MOMENT = 500  # milliseconds within which a window is left after its syllable was forgotten
_LEAVING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.OtherFocusReason)


class Syllables(QObject):
    """Follows the field that has the keyboard; no key is looked at while a syllable is composed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QWidget | None = None
        self._composed = self._forgotten = ""
        self._since = QElapsedTimer()
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what is composed, and put in what was forgotten."""
        if isinstance(event, QInputMethodEvent):
            self._note(event)
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if self._forgotten and event.reason() in _LEAVING and self._since.elapsed() < _MOMENT:
                put_in = QInputMethodEvent("", [])
                put_in.setCommitString(self._forgotten)
                QApplication.sendEvent(watched, put_in)
        elif event.type() == QEvent.Type.KeyPress:
            self._forgotten = ""  # whoever types on has seen it go
        return super().eventFilter(watched, event)

    def _note(self, event: QInputMethodEvent) -> None:
        preedit = event.preeditString()
        if preedit or event.commitString():
            self._forgotten = ""
        elif self._composed:
            self._forgotten = self._composed
            self._since.start()
        self._composed = preedit

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = now if now and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) else None
        self._composed = self._forgotten = ""
        if self._field is not None:
            self._field.installEventFilter(self)
