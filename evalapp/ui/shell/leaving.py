"""What is on screen ends once what is being saved is saved; the window never stands still for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from evalapp.ui.kit.keyboard import Keyboard
from evalapp.ui.kit.tasks import Tasks

_MOMENT = 500  # milliseconds in which what is short has ended: as long as nothing is shown of it either


class Leaving(QObject):
    """Holds a step back that ends what is on screen while something short is being saved, then takes it."""

    def __init__(self, tasks: Tasks, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._again: Callable[[], object] | None = None  # the step that waits
        self._is_late = False  # it has waited: now it is taken, or asked about
        self._keyboard = Keyboard()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        tasks.finished.connect(self._look)

    def waits(self, again: Callable[[], object]) -> bool:
        """Whether a step has to wait a moment; it is taken again by itself."""
        if self._is_late or not self._tasks.saves:
            return False
        if self._again is None:
            self._timer.start(_MOMENT)
        self._again = again
        return True

    def take_keyboard(self, focused: QWidget | None) -> None:
        """What is being typed in is left, which keeps what was typed."""
        if focused is not None:
            self._keyboard.note(focused)
            focused.clearFocus()

    def give_keyboard_back(self) -> None:
        """The step is not taken: whoever was typing goes on; not while it may still be."""
        if self._again is None:
            self._keyboard.give_back()

    def _look(self) -> None:
        if self._again is not None and not self._tasks.saves:
            self._timer.start(0)  # once what was saved is shown

    def _go_on(self) -> None:
        again, self._again = self._again, None
        if again is not None:
            self._is_late = True
            again()
            self._is_late = False
