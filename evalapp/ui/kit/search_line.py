"""The line of a screen in which words are typed to find something in what it shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from evalapp.ui.kit.keyboard import found_by_key
from evalapp.ui.kit.sizes import px

_LEAST, _MOST = 140, 220  # pixels
_BESIDE = 44  # its edges, and the sign that empties it


class SearchLine(QLineEdit):
    """Says what is found by it, in full where there is room; Ctrl+F comes to it."""

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(max(px(_MOST), self.sizeHint().width()))
        found_by_key(self)

    def sizeHint(self) -> QSize:
        """As wide as what it says while nothing is typed."""
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText()) + px(_BESIDE)
        return QSize(max(px(_LEAST), wide), super().sizeHint().height())
