"""The window that scenes are played in."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.scene_data import Places
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Place, Route

_PATIENCE = 30_000  # milliseconds until a scene that never comes to rest is a bug


class Theatre(Struct, frozen=True):
    """A window on a copy of real data."""

    window: MainWindow
    tasks: Tasks
    places: Places

    def show(self, place: Place, route: Route) -> QWidget:
        """Show a screen at a place, loaded."""
        self.window.messages.clear()
        self.window.move_to(place)
        self.window.go(route)
        settle(self.tasks)
        return self.window.screen_shown


def settle(tasks: Tasks) -> None:
    """Let everything under way come to its end, and what its end set going."""
    patience = QTimer(singleShot=True)
    patience.start(_PATIENCE)  # its end is an event too, so that waiting for events ends with it
    QCoreApplication.processEvents()
    while not tasks.idle and patience.isActive():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if tasks.idle:
            QCoreApplication.processEvents()
