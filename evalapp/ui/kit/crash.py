"""What is shown of an error of the program's own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import ways_out
from evalapp.ui.kit.labels import button, label
from evalapp.ui.kit.rows import stop_in_turn


class Crash(QDialog):
    """An error of the program's own: what to do, and the text to send to whoever looks after it."""

    def __init__(self, owner: QWidget, text: str, saved: str) -> None:
        super().__init__(owner)
        self.setWindowTitle(tr("Something went wrong in the program"))
        self.resize(720, 420)
        self._text = text
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(tr("Report of the error"))
        copy = button(tr("Copy the report"), "primary")
        copy.clicked.connect(self._copy)
        bundle = button(tr("Save a support bundle…"))
        bundle.clicked.connect(self.accept)
        leave = button(tr("Close"))
        leave.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(label(tr("Something went wrong in the program"), "title"))
        layout.addWidget(label(saved or tr("Nothing was changed since the file was opened."), "strong"))
        layout.addWidget(
            label(
                tr(
                    "What you did last was not carried out; everything saved before is safe. "
                    "Send the support bundle, or the report below, to whoever looks after the program; both "
                    "name nobody. Then go on, or start the program again."
                ),
                wrap=True,
            )
        )
        layout.addWidget(shown, 1)
        layout.addLayout(ways_out(leave, bundle, copy))
        stop_in_turn((shown, copy, bundle, leave))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
