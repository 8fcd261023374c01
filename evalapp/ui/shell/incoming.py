"""What is dropped on a screen or pasted into it, as files that can be taken in."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from evalapp.ui.kit.clipboard import has_files
from evalapp.usecases.evidence import Pasted

_PICTURE = "Ảnh dán.png"


def holds_text(mime: QMimeData) -> bool:
    """Whether a value or cells were copied, and nothing that can be attached."""
    return mime.hasText() and not has_files(mime)


def files_of(mime: QMimeData) -> tuple[Path | Pasted, ...]:
    """The files, or else the picture."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return tuple(files)
    picture = mime.imageData() if has_files(mime) else None
    return (Pasted(_PICTURE, png_of(picture)),) if isinstance(picture, QImage) else ()


def png_of(picture: QImage) -> bytes:
    """A picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - as Qt documents it
    return bytes(buffer.data().data())
