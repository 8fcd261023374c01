"""What the screens need is there before somebody goes to them: getting it then would hold the window up.

The worker imports it, giving way as with all of its work; then each screen is made and dressed by the window,
in steps too short to be noticed. All of it only while nobody waits for anything.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from evalapp.ui.kit.tasks import Tasks

_BETWEEN = 100  # milliseconds from one to the next: whoever asks for something comes first


class Ahead(QObject):
    """Imports one thing after the other, then makes one after the other, while nothing else is to be done."""

    def __init__(
        self,
        tasks: Tasks,
        loads: Iterable[Callable[[], object]],
        makes: Iterable[Callable[[], object]],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._loads = list(loads)
        self._makes = list(makes)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether everything is there."""
        return not (self._loads or self._makes)

    def begin(self) -> None:
        """Begin, or go on."""
        if not self.is_done:
            self._timer.start()

    def _go_on(self) -> None:
        if not self._tasks.idle:
            return
        if self._loads:
            self._tasks.alone(self._loads.pop(0), label="", done=self._follow, owner=self)
            self._timer.stop()
            return
        self._makes.pop(0)()
        if self.is_done:
            self._timer.stop()

    def _follow(self, _outcome: object) -> None:
        self.begin()
