"""How large the window is: as it was left, and never larger than its screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from evalapp.base.settings import WINDOW_MAXIMIZED, WINDOW_SIZE, Settings
from evalapp.ui.kit.kept_widths import use_widths

_FRAME = 40  # pixels that a system puts above and below a window

_LEAST = QSize(800, 480)


def least_size(window: QWidget) -> QSize:
    """How small the window may be made; its edges are never outside a screen that is small or magnified."""
    room = window.screen().availableSize()
    return _LEAST.boundedTo(QSize(room.width(), room.height() - _FRAME))


def size_left(window: QWidget, settings: Settings) -> QSize:
    """The size the window was left with, as far as its screen has room; its lists are as they were left."""
    use_widths(settings)
    width, height = map(int, settings.get(WINDOW_SIZE).split("x"))
    return QSize(width, height).boundedTo(window.screen().availableSize())


def keep_size(window: QWidget, settings: Settings) -> None:
    """Keep whether the window fills its screen, and how large it was before."""
    settings.set(WINDOW_MAXIMIZED, window.isMaximized())
    if not (window.isMaximized() or window.isFullScreen()):
        settings.set(WINDOW_SIZE, f"{window.width()}x{window.height()}")


def appear(window: QWidget, settings: Settings) -> None:
    """Show the window; filling its screen where it did before, or where it would not fit with its frame."""
    room = window.screen().availableSize()
    is_too_large = window.width() >= room.width() or window.height() + _FRAME > room.height()
    if settings.get(WINDOW_MAXIMIZED) or is_too_large:
        window.showMaximized()
    else:
        window.show()
