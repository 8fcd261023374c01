"""Two windows never work on one file: who opens it a second time is shown the window that has it.

Whether a file is taken is told by the database's own lock alone. The note beside it that names who has it is
touched by the second window, and watched by the first. Until the first has the file, a lock beside it says
that a window is on its way: whoever clicks twice starts the program twice.
"""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Instances(QObject):
    """Watches over the file that this window has open, and hears when another one wanted it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._hear)
        self._file: Path | None = None
        self._coming: QLockFile | None = None

    def come_for(self, file: Path) -> bool:
        """Say that this window is about to open a file; False: another one is, and comes forward."""
        lock = QLockFile(str(_coming_file(file)))
        lock.setStaleLockTime(0)  # however long its password is thought about: only its end ends it
        if lock.tryLock(0):
            self._coming = lock
            self._watcher.addPath(lock.fileName())
        elif lock.error() is QLockFile.LockError.LockFailedError:
            _coming_file(file).touch()
            return False
        return True

    def arrive(self) -> None:
        """The file is open, or will not be."""
        if self._coming is not None:
            self._watcher.removePath(self._coming.fileName())
            self._coming.unlock()
            self._coming = None

    def stand_for(self, file: Path) -> None:
        """From now on whoever opens this file is shown this window."""
        from evalapp.store.owners import owner_file

        self.leave()
        self._file = file.resolve()
        self._watcher.addPath(str(owner_file(self._file)))

    def leave(self) -> None:
        """Stand for nothing any more."""
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        self._file = None

    def has(self, file: Path) -> bool:
        """Whether it is this window that has the file open."""
        return self._file == file.resolve()

    def _hear(self, _path: str) -> None:
        if self._file is not None or self._coming is not None:
            self.wanted.emit()


def _coming_file(file: Path) -> Path:
    resolved = file.resolve()
    return resolved.with_name(resolved.name + ".coming")


def come_forward(window: QWidget) -> None:
    """Put a window in front of all others, as far as the system lets it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.activateWindow()  # systems put an active window in front
    QApplication.alert(window)  # where the system lets no window push itself forward


def call(file: Path) -> None:
    """Have the window that has a file open come to the front."""
    from evalapp.store.owners import owner_file

    owner_file(file.resolve()).touch()


def calls_other(file: Path, program: str) -> bool:
    """Whether another window has the file open, which is then called to the front."""
    from evalapp.store.owners import is_taken, owner_of

    if not is_taken(file.resolve()) or not owner_of(file.resolve()).startswith(program):
        return False
    call(file)
    return True
