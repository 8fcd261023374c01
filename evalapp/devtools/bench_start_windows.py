"""Windows that tell when they are painted: the program's own on a workspace, and a bare one."""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QWidget

_LOOK = 5  # milliseconds between two looks at whether the month is there: each takes its time from the start


def show_bare() -> None:
    """A bare window with an empty table."""
    app = QApplication(["bare"])
    window = QMainWindow()
    table = QTableWidget(0, 8)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    told = _Told(table, "window")
    window.show()
    _wait_for(app, told)


def show_program(file: Path) -> None:
    """The program on a workspace, until its month is painted."""
    from evalapp.app import Program
    from evalapp.base.settings import Settings
    from evalapp.ui.shell.routes import Route
    from evalapp.ui.shell.theme import fusion_application

    app = fusion_application("evalapp")
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as folder:
        program = Program(app, Settings(), Path(folder), language="vi")
        window = program.window
        wanted = {"month"}
        looking = QTimer()
        looking.setInterval(_LOOK)

        def look() -> None:
            if not window.place.unit:
                return
            from evalapp.ui.screens.month.screen import MonthScreen  # the window is painted without it

            if window.route.screen != "month":
                window.go(Route("month"))
            screen = window.screen_shown
            if isinstance(screen, MonthScreen) and screen.grid.rows:
                looking.stop()
                wanted.discard("month")
                waiting.append(_Told(screen.grid.viewport(), "month"))
                screen.grid.viewport().update()

        looking.timeout.connect(look)
        program.begin(file)
        waiting = [_Told(window.messages, "first"), _Told(window.navigation, "window")]
        looking.start()
        while wanted or not all(each.is_told for each in waiting):
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        program.close()


def _wait_for(app: QApplication, told: "_Told") -> None:
    while not told.is_told:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _Told(QObject):
    """Tells the time, and that of the processor, once a widget has been painted for the first time."""

    def __init__(self, widget: QWidget, name: str) -> None:
        super().__init__()
        self._name = name
        self.is_told = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first picture."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        sys.stdout.write(f"{self._name} {time.time()} {time.process_time()}\n")
        sys.stdout.flush()
        self.is_told = True
