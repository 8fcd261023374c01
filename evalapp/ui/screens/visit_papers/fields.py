"""A field of the minutes, of one line or of several; told when the cursor leaves it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.labels import column, label, restyle


class NoteField(QWidget):
    """A label, what is typed, and why it was refused; what was refused stays as typed."""

    left = Signal(str, str)

    def __init__(self, key: str, text: str, lines: int, hint: str = "") -> None:
        super().__init__()
        self._key = key
        self._hint = hint
        self._known = ""
        self.editor: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        self.editor.setAccessibleName(text)
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setTabChangesFocus(True)
            self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * lines + 2 * SMALL + TINY)
        self.editor.installEventFilter(self)
        heading = label(text, "muted")
        heading.setBuddy(self.editor)
        self._reason = label(look="refused", wrap=True)
        self._reason.hide()
        column(self, heading, self.editor, self._reason, spacing=TINY)

    @property
    def text(self) -> str:
        """What is typed."""
        editor = self.editor
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()

    @property
    def reason(self) -> str:
        """Why it was refused."""
        return self._reason.text()

    def show_text(self, text: str, otherwise: str, *, changes: bool) -> None:
        """Show what is kept, unless something else is typed that is not kept yet."""
        is_own = self.text == self._known and not self._reason.text()
        if (is_own or not self.editor.hasFocus()) and not self._reason.text() and self.text != text:
            if isinstance(self.editor, QLineEdit):
                self.editor.setText(text)
            else:
                self.editor.setPlainText(text)
        self._known = text
        self.editor.setPlaceholderText(otherwise or self._hint)
        self.editor.setReadOnly(not changes)

    def refuse(self, reason: str) -> None:
        """Say why what is typed was refused; an empty reason takes the mark away."""
        self._reason.setText(("✕ " if reason else "") + reason)
        self._reason.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        restyle(self.editor, "refused", "yes" if reason else "no")

    def leave(self) -> None:
        """Tell what is typed, where that is not what is kept."""
        if self.text.strip() != self._known.strip() and not self.editor.isReadOnly():
            self._known = self.text
            self.left.emit(self._key, self.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor leaves the field."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.leave()
        return super().eventFilter(watched, event)
