"""The progress box: appears when work takes longer than half a second, and is where it is cancelled."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.labels import button, label, row
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.tasks import Tasks

PATIENCE = 500  # milliseconds before a box is worth showing
_WIDTH = 420


class ProgressBox(QFrame):
    """Lies over the middle of its window while work is under way; the window stays alive behind it."""

    def __init__(self, owner: QWidget, tasks: Tasks) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setProperty("look", "card")
        self._tasks = tasks
        self._label = label(look="strong", wrap=True)
        self._count = label(look="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = button(tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(SMALL)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addWidget(row(self._count, None, self._cancel))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self.appear)
        tasks.started.connect(self._begin)
        tasks.progressed.connect(self.show_progress)
        tasks.finished.connect(self._end)
        self.hide()

    def appear(self) -> None:
        """Show the box in the middle of the window."""
        self.setFixedWidth(min(px(_WIDTH), self._owner.width() - 2 * LARGE))
        self.adjustSize()
        self.move((self._owner.width() - self.width()) // 2, (self._owner.height() - self.height()) // 3)
        self.show()
        self.raise_()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the work has come."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._count.setText(tr("{done} of {total}", done=done, total=total) if total else "")

    def _begin(self, text: str) -> None:
        self._label.setText(text)
        self._cancel.setEnabled(True)
        self._cancel.setText(tr("Cancel"))
        self.show_progress(0, 0)
        if not self.isVisible():
            self._timer.start()

    def _end(self) -> None:
        if not self._tasks.busy:
            self._timer.stop()
            self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(tr("Cancelling…"))
        self._tasks.cancel()
