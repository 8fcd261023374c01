"""What was to be seen stays until all of the window is made anew: it would be blank for a moment."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel, QMainWindow

from evalapp.ui.kit.tasks import Tasks

_LOOK = 15  # milliseconds between looks at whether the new window stands
_MOST = 1500  # milliseconds: what takes longer is waited for in the window itself


class OldPicture(QLabel):
    """Lies over a window that is about to be made anew, until what the new one shows is there."""

    def __init__(self, window: QMainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._former = window.centralWidget()
        self._since = QElapsedTimer()
        self._since.start()
        self.setPixmap(window.grab())
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        looking = QTimer(self, interval=_LOOK)
        looking.timeout.connect(self._look)
        looking.start()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in front of what is put into the window; another size of it shows another picture."""
        if event.type() == QEvent.Type.ChildAdded:
            self.raise_()
            self._since.restart()
        elif event.type() == QEvent.Type.Resize:
            self._leave()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        stands = self._window.centralWidget() is not self._former and self._tasks.idle
        if stands or self._since.hasExpired(_MOST):
            self._leave()

    def _leave(self) -> None:
        self.hide()
        self.deleteLater()


def hold_picture(window: QMainWindow, tasks: Tasks) -> None:
    """Keep what is to be seen in front while the window changes, where it is to be seen at all."""
    if window.isVisible() and not window.findChildren(OldPicture):
        OldPicture(window, tasks)
