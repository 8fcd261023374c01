"""Two windows never work on one file: who opens it a second time is shown the window that has it."""

from __future__ import annotations

import getpass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

#: So long, in milliseconds, another window of this computer has to answer; it does so at once or never.
_PATIENCE = 500


class Instances(QObject):
    """Stands for the file that this window has open, and hears when somebody opens it elsewhere."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._server: QLocalServer | None = None
        self._name = ""

    def stand_for(self, file: Path) -> None:
        """From now on whoever opens this file is sent here."""
        from PySide6.QtNetwork import QLocalServer

        self.leave()
        self._name = _name_of(file)
        QLocalServer.removeServer(self._name)  # of a window that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        self._server.listen(self._name)

    def leave(self) -> None:
        """Stand for nothing any more."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._name = ""

    def find(self, file: Path) -> bool:
        """Whether a window of this computer has the file open; it comes to the front."""
        if self._name == _name_of(file):
            self.wanted.emit()
            return True
        return _call(_name_of(file))

    def _hear(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()):
            caller.disconnectFromServer()
            caller.deleteLater()
            self.wanted.emit()


def _call(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    is_there = socket.waitForConnected(_PATIENCE)
    socket.abort()
    return is_there


def _name_of(file: Path) -> str:
    """One name for a file, however it is reached, for one user of the computer."""
    told = f"{getpass.getuser()} {file.resolve()}"
    return f"evalapp-{sha256(told.encode()).hexdigest()[:24]}"
