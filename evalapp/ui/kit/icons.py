"""Icons in the colours in use; every icon stands beside a word or carries one for screen readers.

QtAwesome carries the glyphs. Only its Phosphor font is loaded: importing all of it doubles the time to start.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap

from evalapp.ui.kit.colours import colours
from evalapp.ui.kit.fonts import use_font

_SET = "ph."  # Phosphor: the one set of icons in use
_FONT, _NAMES = "phosphor-*.ttf", "phosphor-charmap-*.json"
_FILLED = 0.875  # how much of its room a glyph takes, as its designers meant it


def icon(name: str, colour: str = "") -> QIcon:
    """The icon of that name; its disabled look follows the palette."""
    return _made(name, colour or colours().muted, colours().offer)


@cache
def _made(name: str, colour: str, disabled: str) -> QIcon:
    character = chr(int(_characters()[name.removeprefix(_SET)], 16))
    return QIcon(_Glyph(character, QColor(colour), QColor(disabled)))


class _Glyph(QIconEngine):
    """Draws one character of the icon font, sharp at every size."""

    def __init__(self, character: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._character = character
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the character into a rectangle."""
        font = QFont(_family())
        font.setPixelSize(max(1, round(_FILLED * rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._disabled if mode is QIcon.Mode.Disabled else self._colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The character as a picture of its own."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture


@cache
def _family() -> str:
    """The icon font, made known to Qt."""
    return use_font(_file(_FONT))


@cache
def _characters() -> dict[str, str]:
    """The name of each icon -> its character, in hexadecimal."""
    characters: dict[str, str] = json.loads(_file(_NAMES).read_text(encoding="utf-8"))
    return characters


def _file(pattern: str) -> Path:
    """A file of QtAwesome, which is found without being imported."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome")
    return next((Path(spec.origin).parent / "fonts").glob(pattern))
