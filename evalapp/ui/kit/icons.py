"""Icons in the colours in use; every icon stands beside a word or carries one for screen readers."""

from importlib import import_module
from typing import Any

from PySide6.QtGui import QIcon

from evalapp.ui.kit.colours import colours


def icon(name: str, colour: str = "") -> QIcon:
    """The icon of that name; its disabled look follows the palette."""
    drawn: Any = import_module("qtawesome")  # slow to import, so only when the first icon is drawn
    made: QIcon = drawn.icon(name, color=colour or colours().muted, color_disabled=colours().offer)
    return made
