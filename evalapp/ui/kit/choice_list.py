"""Choosing one of a few that all stand there in full, or marking several of many."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.checks import TickedRows
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.pickers import HELD, Choice
from evalapp.ui.kit.sizes import px

FEW = 12  # more are found by typing
_TALLEST, _LOWEST = 340, 120
_AROUND = 320  # pixels that the rest of a question needs of a small screen
_FRAME = 4
_WIDTH = 560  # pixels, until its own is known


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
        self._fit(px(_WIDTH))
        self.currentRowChanged.connect(self._tell_chosen)
        self.itemActivated.connect(self._tell_taken)

    @property
    def key(self) -> Hashable | None:
        """What is chosen."""
        return self._keys[self.currentRow()] if self.currentRow() >= 0 else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt goes to the first by itself, unseen, and Enter would take it."""
        super().focusInEvent(event)
        if not self.selectedItems():
            self.setCurrentRow(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With nothing chosen yet, Space chooses the first and End the last, for which Qt takes the first.

        Enter goes on only from what somebody chose.
        """
        begins = {Qt.Key.Key_Space: 0, Qt.Key.Key_End: self.count() - 1}
        row = begins.get(Qt.Key(event.key())) if self.currentRow() < 0 else None
        if row is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentRow(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each the lines that it needs in this width."""
        super().resizeEvent(event)
        self._fit(self.viewport().width())

    def _fit(self, width: int) -> None:
        """The list is as high as all of them: known before it is shown, the dialog has no gaps."""
        inside = QRect(0, 0, width - 2 * SMALL - LARGE, 10_000)
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


class MarkList(QWidget):
    """Space or a click marks, up to so many; Enter goes on with those marked, or with the one it is on."""

    chosen = Signal()
    taken = Signal()  # Enter

    def __init__(self, name: str, choices: Sequence[Choice], most: int) -> None:
        super().__init__()
        self._keys: list[Hashable] = [choice.key for choice in choices]
        self._most = most
        self._list = _Marks()
        self._list.setAccessibleName(name)
        self._list.setWordWrap(True)
        self._list.setItemDelegate(TickedRows(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)  # turned here, wherever it is hit
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.turned.connect(self._turn)
        self._list.itemClicked.connect(self._turn)
        self._list.taken.connect(self._take)
        self._count = label(look="strong", wrap=True)
        column(self, self._list, self._count, spacing=SMALL)
        self.setFocusProxy(self._list)
        self._say()

    @property
    def key(self) -> tuple[Hashable, ...] | None:
        """Those that are marked, in the order of the list; None while there are none."""
        return tuple(self._keys[row] for row in self._marked) or None

    @property
    def told(self) -> str:
        """How many are marked, in words."""
        return self._count.text()

    @property
    def _marked(self) -> list[int]:
        return [row for row in range(self._list.count()) if _is_marked(self._list.item(row))]

    def _turn(self, _item: QListWidgetItem | None = None) -> None:
        """Mark the one that the cursor is on, or take its mark off."""
        item = self._list.currentItem()
        if not _is_marked(item) and len(self._marked) >= self._most:
            self._say(is_full=True)
            return
        item.setCheckState(Qt.CheckState.Unchecked if _is_marked(item) else Qt.CheckState.Checked)
        self._say()
        self.chosen.emit()

    def _take(self) -> None:
        if not self._marked:
            self._turn()
        self.taken.emit()

    def _say(self, *, is_full: bool = False) -> None:
        told = tr("{marked} of {most} chosen", marked=len(self._marked), most=self._most)
        more = tr("no more can be: Space on one that is marked takes its mark off first")
        self._count.setText(f"{told} – {more}." if is_full else f"{told}.")


class _Marks(QListWidget):
    """The list itself: Space and Enter are news, the other keys are a list's own."""

    turned = Signal()
    taken = Signal()

    def minimumSizeHint(self) -> QSize:
        """As high as all of them, where the screen has room for that."""
        room = max(px(_LOWEST), self.screen().availableGeometry().height() - px(_AROUND))
        whole = self.sizeHintForRow(0) * self.count() + _FRAME
        return QSize(super().minimumSizeHint().width(), min(px(_TALLEST), room, whole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns a mark, Enter goes on; with Control held Enter is the dialog's."""
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & HELD:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


def _is_marked(item: QListWidgetItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked
