"""Private copies of files, for other programs to look at; they go when the window does."""

from pathlib import Path

from PySide6.QtCore import QTemporaryDir


class PrivateCopies:
    """Writes each copy into a folder of its own that nobody else may read."""

    def __init__(self) -> None:
        self._folders: list[QTemporaryDir] = []

    def write(self, name: str, data: bytes) -> Path:
        """Write a copy under its own name; what is done to it changes nothing here."""
        folder = QTemporaryDir()
        self._folders.append(folder)
        file = Path(folder.path()) / name
        file.write_bytes(data)
        file.chmod(0o400)
        return file
