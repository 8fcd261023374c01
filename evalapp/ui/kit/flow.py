"""A layout that sets widgets one after another like words, and goes on in the next line where one is full."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from evalapp.ui.kit.colours import SMALL


class FlowLayout(QLayout):
    """Widgets as words of a text; the height follows from the width."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._parts: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(SMALL)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more part, at the end."""
        self._parts.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One part; nothing past the end."""
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of one part; nothing past the end."""
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        return self._set(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Set every part at its place."""
        super().setGeometry(rect)
        self._set(rect, moves=True)

    def sizeHint(self) -> QSize:
        """As small as may be; the height comes from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Wide and high enough for the largest part."""
        size = QSize()
        for part in self._parts:
            size = size.expandedTo(part.minimumSize())
        return size

    def _set(self, rect: QRect, *, moves: bool) -> int:
        """Set the parts line by line, each in the middle of its line; return the height that they take."""
        y, gap = rect.y(), self.spacing()
        for line in self._lines(rect.width()):
            height = max(part.sizeHint().height() for part in line)
            x = rect.x()
            for part in line:
                size = part.sizeHint()
                size.setWidth(min(size.width(), rect.width()))
                if moves:
                    part.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + gap
            y += height + gap
        return max(y - gap - rect.y(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for part in self._parts:
            wanted = part.sizeHint().width()
            if lines and wanted <= left:
                lines[-1].append(part)
            else:
                lines.append([part])
                left = width
            left -= wanted + self.spacing()
        return lines
