"""A field of the minutes, of one line or of several; told when the cursor leaves it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.labels import FieldLabel, column, label, restyle


class NoteField(QWidget):
    """A label, what is typed, and why it was refused; what was refused stays as typed."""

    left = Signal(str, str)

    def __init__(self, key: str, text: str, lines: int, hint: str = "") -> None:
        super().__init__()
        self._key = key
        self._hint = hint
        self._known: str = ""
        self._is_waiting = False  # for what was told last to be kept
        self.editor: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        self.editor.setAccessibleName(text)
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setTabChangesFocus(True)
            self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * lines + 2 * SMALL + TINY)
        self.editor.installEventFilter(self)
        heading = FieldLabel(text, self.editor)
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
        """Show what is kept, unless something is typed that is not kept yet."""
        if not (self._is_waiting or self._reason.text() or self.text != self._known):
            if self.text != text:
                if isinstance(self.editor, QLineEdit):
                    self.editor.setText(text)
                    if not self.editor.hasFocus():
                        self.editor.setCursorPosition(0)  # read from its beginning
                else:
                    self.editor.setPlainText(text)
            self._known = self.text
        self.editor.setPlaceholderText(otherwise or self._hint)
        self.editor.setReadOnly(not changes)

    def end(self, refused: str) -> None:
        """What was told is kept now, or was refused: then why; what is typed stays."""
        self._is_waiting = False
        self._reason.setText(("✕ " if refused else "") + refused)
        self._reason.setVisible(bool(refused))
        self.editor.setAccessibleDescription(refused)
        restyle(self.editor, "refused", "yes" if refused else "no")

    def leave(self) -> None:
        """Tell what is typed, where that is not what is kept."""
        if self.text != self._known and not self.editor.isReadOnly():
            self._known = self.text
            self._is_waiting = True
            self.left.emit(self._key, self.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor leaves the field."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.leave()
        return super().eventFilter(watched, event)
