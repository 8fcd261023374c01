"""The line of a screen in which words are typed to find something in what it shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QToolButton

from evalapp.ui.kit.icons import icon
from evalapp.ui.kit.keyboard import found_by_key
from evalapp.ui.kit.sizes import px

_LEAST, _MOST = 140, 220  # pixels
_SHORT = 72  # with which a few letters can still be typed and read
_BESIDE = 44  # its edges, and the sign that empties it


def make_clearable(line: QLineEdit) -> None:
    """Give a line the button that empties it, in the look of the program."""
    line.setClearButtonEnabled(True)
    for made in line.findChildren(QToolButton):
        made.setIcon(icon("ph.x"))


class SearchLine(QLineEdit):
    """Says what is found by it, in full where there is room; Ctrl+F comes to it."""

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        make_clearable(self)
        self._widest = max(px(_MOST), self.sizeHint().width())
        self.setMaximumWidth(self._widest)
        found_by_key(self)

    def can_give(self) -> int:
        """By how much it can be narrower before a choice beside it is cut."""
        return max(0, self.sizeHint().width() - px(_SHORT))

    def give_way(self, missing: int) -> None:
        """Be so much narrower; with nothing missing as wide as ever."""
        given = min(missing, self.can_give())
        self.setMaximumWidth(self.sizeHint().width() - given if missing else self._widest)

    def sizeHint(self) -> QSize:
        """As wide as what it says while nothing is typed."""
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText()) + px(_BESIDE)
        return QSize(max(px(_LEAST), wide), super().sizeHint().height())
