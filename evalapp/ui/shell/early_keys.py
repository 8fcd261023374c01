"""Keys typed before the screen they are meant for is there: they wait, and are typed there in their order."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from evalapp.ui.kit.tasks import Tasks

_MOST = 500
_HELD_DOWN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: What is pressed to get away, or opens something of the window's own, is heard at once.
_AT_ONCE = frozenset({Qt.Key.Key_Escape, *(Qt.Key(Qt.Key.Key_F1.value + number) for number in range(12))})


class EarlyKeys(QObject):
    """Holds what is typed from `wait` on until the screen has loaded; never what a dialog or box asks for."""

    def __init__(self, window: QWidget, tasks: Tasks, is_of_page: Callable[[QWidget], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._is_of_page = is_of_page
        self._held: list[QKeyEvent] = []
        self._is_waiting = False
        self._is_open = False  # whether there is a file, and so screens
        tasks.opened.connect(self._know_open)

    def wait(self) -> None:
        """A screen is on its way."""
        if not self._is_waiting:
            self._is_waiting = True
            self._handle().installEventFilter(self)

    def hold_while_loading(self) -> None:
        """Hold keys until what the screen asked the worker for is there: it answers in order."""
        self.wait()
        # A turn of the worker that needs no file, and so never fails.
        self._tasks.alone(_nothing, label="", done=self._deliver, owner=self)

    def _deliver(self, _turn: None) -> None:
        """Hand the keys on at once: what is typed now waits its turn behind them."""
        for event in self._ended():
            QCoreApplication.sendEvent(self._handle(), event)

    def _know_open(self) -> None:
        self._is_open = True

    def drop_without_file(self) -> None:
        """No file was opened: the start page asks what to do."""
        if not self._is_open:
            self._ended()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key back where the window gets it from the system, before anything in it does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._hold(event)
        if event.type() == QEvent.Type.Close:
            self._ended()
        return super().eventFilter(watched, event)

    def _hold(self, event: QKeyEvent) -> bool:
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._held.clear()  # something is asked first, a password perhaps: none of it goes into a cell
            return False
        if event.modifiers() & _HELD_DOWN or event.key() in _AT_ONCE or self._is_aside():
            return False
        if len(self._held) < _MOST:
            self._held.append(event.clone())
        return True

    def _is_aside(self) -> bool:
        """Whether the keyboard is in something that lies over the screens, such as the search box."""
        focused = QApplication.focusWidget()
        return focused is not None and not self._is_of_page(focused)

    def _handle(self) -> QWindow:
        """What the system hands keys to; made here where the window was not shown yet."""
        self._window.winId()
        return self._window.windowHandle()

    def _ended(self) -> list[QKeyEvent]:
        held, self._held = self._held, []
        if self._is_waiting:
            self._is_waiting = False
            self._handle().removeEventFilter(self)
        return held


def _nothing() -> None:
    """A turn of the worker."""
