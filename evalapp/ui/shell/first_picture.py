"""What waits until a window is there: whatever takes long begins once there is something to see."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPicture(QObject):
    """Knows when a window was painted, with all its parts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.is_painted = False
        self._later: list[Callable[[], object]] = []
        window.installEventFilter(self)

    def then(self, call: Callable[[], object]) -> None:
        """Do this once the window is painted; at once where it is."""
        if self.is_painted:
            call()
        else:
            self._later.append(call)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first picture."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._wait)  # after its parts are painted too
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        self.is_painted = True
        later, self._later = self._later, []
        for call in later:
            call()
