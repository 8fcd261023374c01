"""The program's icon in the form that Windows asks for, drawn from the one drawing there is."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent / "evalapp.svg"
_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def write_icon(out: Path) -> Path:
    """An `.ico` with each size drawn by itself, so that the small ones are sharp too."""
    drawn = [_drawn(size) for size in _SIZES]
    out.parent.mkdir(parents=True, exist_ok=True)
    drawn[-1].save(out, format="ICO", sizes=[(size, size) for size in _SIZES], append_images=drawn[:-1])
    return out


def _drawn(size: int) -> Image.Image:
    canvas = QImage(size, size, QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    canvas.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub knows bytes only
    return Image.open(BytesIO(bytes(data.data())))
