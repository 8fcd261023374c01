"""The text size by keys, on every screen: Ctrl and plus, minus or zero."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.base.settings import TEXT_SIZE, Settings
from evalapp.ui.kit.sizes import TEXT_SIZES, USUAL_SIZE
from evalapp.ui.shell.keys import LARGER, SMALLER, TEXT_KEYS
from evalapp.ui.shell.main_window import MainWindow


def next_size(size: int, step: str) -> int:
    """The size after or before one, in percent; beyond the last stays the last."""
    if step == LARGER:
        return next((each for each in TEXT_SIZES if each > size), TEXT_SIZES[-1])
    if step == SMALLER:
        return next((each for each in reversed(TEXT_SIZES) if each < size), TEXT_SIZES[0])
    return USUAL_SIZE


class TextSizeKeys(QObject):
    """Lets the keys change the text size; what is being filled in is never lost over it."""

    def __init__(self, window: MainWindow, settings: Settings, apply: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._apply = apply
        for keys, step in TEXT_KEYS.items():
            QShortcut(QKeySequence(keys), window).activated.connect(partial(self._change, step))

    def _change(self, step: str) -> None:
        from evalapp.ui.kit.forms import Form  # not before the first picture

        before = self._settings.get(TEXT_SIZE)
        size = next_size(before, step)
        if any(form.isVisible() and form.is_touched for form in self._window.findChildren(Form)):
            told = tr("Save or close what is being filled in, then change the text size.")
            self._window.messages.tell(told, Tone.WARN)
        elif size != before:
            focused = self._window.focusWidget()
            if focused:
                focused.clearFocus()  # what is typed in a cell is taken first
            self._settings.set(TEXT_SIZE, size)
            self._apply()
