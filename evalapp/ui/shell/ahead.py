"""What the screens need is imported before somebody goes to them: that would hold the window up.

The worker does it, giving way as with all of its work, screen by screen and only while nobody waits for it.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from evalapp.ui.kit.tasks import Tasks

_BETWEEN = 100  # milliseconds from one to the next: whoever asks for something comes first


class Ahead(QObject):
    """Imports one thing after the other while the worker has nothing else to do."""

    def __init__(self, tasks: Tasks, loads: Iterable[Callable[[], object]], owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._left = list(loads)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether everything is there."""
        return not self._left

    def begin(self) -> None:
        """Begin, or go on."""
        if self._left:
            self._timer.start()

    def _go_on(self) -> None:
        if self._tasks.idle:
            self._tasks.alone(self._left.pop(0), label="", done=self._follow, owner=self)
            self._timer.stop()

    def _follow(self, _outcome: object) -> None:
        self.begin()
