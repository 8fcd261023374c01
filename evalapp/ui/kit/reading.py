"""Long texts to be read: their names at the left, the chosen one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import button, label
from evalapp.ui.kit.sizes import px

_NAMES = 260


class Reading(QDialog):
    """Opens with the first text; the arrow keys go through the others."""

    def __init__(
        self, owner: QWidget | None, title: str, about: str, texts: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(owner)
        self.setWindowTitle(title)
        self.resize(960, 620)
        self._texts = texts
        self.names = QListWidget()
        self.names.setFixedWidth(px(_NAMES))
        self.names.setAccessibleName(title)
        self.names.addItems([name for name, _ in texts])
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(tr("Text"))
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        leave = button(tr("Close"))
        leave.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(about, wrap=True))
        both, last = QHBoxLayout(), QHBoxLayout()
        both.addWidget(self.names)
        both.addWidget(self.shown, 1)
        last.addStretch(1)
        last.addWidget(leave)
        layout.addLayout(both, 1)
        layout.addLayout(last)
        self.names.currentRowChanged.connect(self._show)
        self.names.setCurrentRow(0)

    def _show(self, number: int) -> None:
        self.shown.setPlainText(self._texts[number][1] if number >= 0 else "")
