"""Work of the window's own thread that would hold it up for too long: done piece by piece, in order."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count

from PySide6.QtCore import QObject, QTimer

_AT_ONCE = 4  # pieces that are done before anything else: whatever is short is over at once
_TURN = 0.01  # seconds until the window has its turn again
_OVER = object()


class Pieces(QObject):
    """Runs generators one after the other; at each `yield` the window may have its turn."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._waiting: deque[Iterator[object]] = deque()
        self._is_going = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def are_left(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._waiting)

    def add(self, work: Iterator[object]) -> None:
        """Do something after all that was asked for before: at once where that is over and this is short."""
        self._waiting.append(work)
        if len(self._waiting) == 1:
            turns = count(1)
            self._go(lambda: next(turns) < _AT_ONCE)

    def finish(self) -> None:
        """Do all that is left now, whatever it takes."""
        if not self._is_going:
            self._go(lambda: True)

    def _go_on(self) -> None:
        until = time.monotonic() + _TURN
        self._go(lambda: time.monotonic() < until)

    def _go(self, has_time: Callable[[], bool]) -> None:
        self._is_going = True
        try:
            while self._waiting:
                try:
                    is_over = next(self._waiting[0], _OVER) is _OVER
                except Exception:
                    self._waiting.popleft()
                    raise
                if is_over:
                    self._waiting.popleft()
                elif not has_time():
                    return
        finally:
            self._is_going = False
            if self._waiting:
                self._timer.start()
