"""Choosing one of a few that all stand there in full, however long they are called."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.sizes import px

FEW = 12  # more are found by typing
_TALLEST = 340
_FRAME = 4


class ChoiceList(QListWidget):
    """Arrows choose; Enter goes on. Nothing is chosen before somebody does."""

    chosen = Signal()
    taken = Signal()  # Enter, or a double click

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys: list[Hashable] = [choice.key for choice in choices]
        for choice in choices:
            self.addItem(QListWidgetItem(choice.text))
        self.setCurrentRow(-1)
        self.currentRowChanged.connect(self._tell_chosen)
        self.itemActivated.connect(self._tell_taken)

    @property
    def key(self) -> Hashable | None:
        """What is chosen."""
        return self._keys[self.currentRow()] if self.currentRow() >= 0 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each the lines that it needs in this width, and the list the height of all of them."""
        super().resizeEvent(event)
        inside = QRect(0, 0, self.viewport().width() - 2 * SMALL - LARGE, 10_000)
        heights: list[int] = []
        for number in range(self.count()):
            item = self.item(number)
            words = self.fontMetrics().boundingRect(inside, Qt.TextFlag.TextWordWrap, item.text())
            heights.append(words.height() + SMALL)
            item.setSizeHint(QSize(0, heights[-1]))
        self.setFixedHeight(min(px(_TALLEST), sum(heights) + _FRAME))

    def _tell_chosen(self, _row: int) -> None:
        self.chosen.emit()

    def _tell_taken(self, _item: QListWidgetItem) -> None:
        self.taken.emit()
