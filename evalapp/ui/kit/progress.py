"""How far work has come, and where it is cancelled: in a box over the window, or on a page of its own."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.tasks import Tasks

PATIENCE = 500  # milliseconds before a box is worth showing
_WIDTH = 420


class _Course(QFrame):
    """What is being done, how far it is, and the button that cancels it."""

    def __init__(self, tasks: Tasks, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self.setProperty("look", "card")
        self._tasks = tasks
        self.said = label(look="strong", wrap=True)
        self._count = label(look="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self.stop)
        column(self, self.said, self._bar, row(self._count, None, self.cancel), margin=LARGE, spacing=SMALL)
        tasks.progressed.connect(self.show_progress)

    def begin(self, text: str) -> None:
        """Say what has begun."""
        self.said.setText(text)
        self.cancel.setEnabled(True)
        self.cancel.setText(tr("Cancel"))
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the work has come."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._count.setText(tr("{done} of {total}", done=done, total=total) if total else "")

    def stop(self) -> None:
        """Cancel it, once."""
        if self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            self.cancel.setText(tr("Cancelling…"))
            self._tasks.cancel()


class ProgressBox(_Course):
    """Lies over a part of its window while work is under way; the window stays alive behind it."""

    def __init__(self, owner: QWidget, tasks: Tasks, over: QWidget | None = None) -> None:
        super().__init__(tasks, owner)
        self._owner = owner
        self._over = over or owner
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self.appear)
        tasks.started.connect(self._begin)
        tasks.finished.connect(self._end)
        self.hide()

    def appear(self) -> None:
        """Show the box, unless a page says it already."""
        if any(page.isVisible() for page in self._owner.findChildren(BusyPage)):
            return
        room = QRect(self._over.mapTo(self._owner, QPoint()), self._over.size())
        self.setFixedWidth(min(px(_WIDTH), room.width() - 2 * LARGE))
        self.adjustSize()
        down = (room.height() - self.height()) // 3
        self.move(room.left() + (room.width() - self.width()) // 2, room.top() + down)
        self.show()
        self.raise_()

    def _begin(self, text: str) -> None:
        self.begin(text)
        if not self.isVisible():
            self._timer.start()

    def _end(self) -> None:
        if not self._tasks.busy:
            self._timer.stop()
            self.hide()


class BusyPage(QWidget):
    """All that is shown while something is made that the rest waits for; Esc cancels it."""

    def __init__(self, tasks: Tasks, text: str, why: str) -> None:
        super().__init__()
        self._course = _Course(tasks)
        self._course.begin(text)
        self._course.setFixedWidth(px(_WIDTH))
        told = label(why, "muted", wrap=True)
        told.setFixedWidth(px(_WIDTH))
        inside = QVBoxLayout()
        inside.setSpacing(LARGE)
        inside.addStretch(2)
        inside.addWidget(self._course)
        inside.addWidget(told)
        inside.addStretch(3)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(inside)
        layout.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def said(self) -> str:
        """What is being done."""
        return self._course.said.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that a second Enter presses nothing unseen."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self._course.stop()
        else:
            super().keyPressEvent(event)
