"""Fields that are kept one by one as they are left: what is typed is never lost, what is refused stays typed.

A field tells of a change by `left`, with its key and its text; its owner keeps it and answers with `accept`
or `refuse`. `show_value` draws what is stored, but never over what is being typed, sent or refused.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.labels import button, column, label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker

#: The property by which the field that has the keyboard is known.
FIELD_KEY = "field_key"
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LOWEST = 40
FRAME = 2  # pixels around the answers of a `KeyChoice`, for the keyboard


class KeptField(QWidget):
    """What the fields share: a label, an editor, the reason under it, and what became of what was typed."""

    left = Signal(str, str)
    typed = Signal()

    def __init__(self, key: str, words: str, editor: QWidget, *, bare: bool = False) -> None:
        super().__init__()
        self._is_resumed = False  # what stands there was typed before the program ended
        self.key = key
        self.editor = editor
        self._stored = ""
        self._sent: str | None = None
        editor.setProperty(FIELD_KEY, key)
        editor.setProperty("target", "large")
        editor.setAccessibleName(words)
        heading = label(words, "muted")
        if bare:
            heading.hide()  # one that is shown before it lies in a window would become one
        self._reason = label(look="refused", wrap=True)
        self._reason.hide()
        column(self, heading, editor, self._reason, spacing=TINY).addStretch(1)  # beside a longer one: on top
        editor.installEventFilter(self)

    def rename(self, key: str) -> None:
        """Be known by another key from now on: what it belongs to has its own name now."""
        self.key = key
        self.editor.setProperty(FIELD_KEY, key)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        raise NotImplementedError

    @property
    def reason(self) -> str:
        """Why what stands there was refused; empty where it was not."""
        return self._reason.text()

    @property
    def stored(self) -> str:
        """What is kept."""
        return self._stored

    @property
    def unsent(self) -> str | None:
        """What is typed and neither kept nor on its way; None where there is nothing."""
        return None

    @property
    def can_be_given_up(self) -> bool:
        """Whether something else stands there than what is stored."""
        return bool(self.reason)

    def draw(self, text: str) -> None:
        """Let the editor say this."""
        raise NotImplementedError

    def resume(self, text: str) -> None:
        """Go on with what was typed before the program ended; it is kept when the field is left."""
        if text != self._stored:
            self._is_resumed = True
            self.draw(text)
            self.to_end()

    def to_end(self) -> None:
        """Put the cursor behind what is written."""

    def show_value(self, text: str) -> None:
        """What is stored now; drawn unless something else is being typed, kept or mended."""
        is_untouched = self.text == self._stored
        self._stored = text
        is_own = self._sent is not None or bool(self.reason) or self._is_resumed
        if not is_own and (is_untouched or not self.editor.hasFocus()):
            self.draw(text)

    def leave(self) -> None:
        """The field is left: what changed goes out to be kept."""
        text = self.text
        self._is_resumed = False
        if text not in (self._stored, self._sent) or (self.reason and self._sent is None):
            self._sent = text
            self.left.emit(self.key, text)

    def accept(self, text: str) -> None:
        """It is on disk."""
        if self._sent == text:
            self._sent = None
            self._stored = text
            self._mark("")

    def refuse(self, reason: str) -> None:
        """It was not kept: what was typed stays, with why."""
        self._sent = None
        self._mark(reason)

    def give_up(self) -> None:
        """Show what is stored in place of what was refused."""
        self._sent = None
        self._is_resumed = False
        self._mark("")
        self.draw(self._stored)
        self.typed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape shows the stored value again where something else stands."""
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape and self.can_be_given_up:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.give_up()
            return True
        return super().eventFilter(watched, event)

    def _mark(self, reason: str) -> None:
        self._reason.setText("✕ " + reason if reason else "")
        self._reason.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        restyle(self.editor, "refused", "yes" if reason else "no")


class _KeptWriting(KeptField):
    """What lines and longer texts share: Escape gives a text up that is not kept."""

    @property
    def unsent(self) -> str | None:
        """What is typed and neither kept nor on its way."""
        return self.written if self._sent is None and self.text != self._stored else None

    @property
    def written(self) -> str:
        """What is typed, to the last blank."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What is typed."""
        return self.written.strip()

    @property
    def can_be_given_up(self) -> bool:
        """Whether something else stands there than what is stored."""
        return super().can_be_given_up or self.text != self._stored


class KeptLine(_KeptWriting):
    """A line of text; Enter leaves it for the next field."""

    def __init__(self, key: str, words: str, *, hint: str = "", bare: bool = False) -> None:
        self._line = QLineEdit()
        super().__init__(key, words, self._line, bare=bare)
        self._line.setPlaceholderText(hint)
        self._line.textChanged.connect(self.typed)
        self._line.editingFinished.connect(self.leave)
        self._line.returnPressed.connect(self._step_on)

    @property
    def written(self) -> str:
        """What is typed, to the last blank."""
        return self._line.text()

    def draw(self, text: str) -> None:
        """Show a text."""
        if self.text != text.strip():
            self._line.setText(text)
            if not self._line.hasFocus():
                self._line.setCursorPosition(0)  # what is longer than the line is read from its beginning

    def to_end(self) -> None:
        """Put the cursor behind what is written."""
        self._line.end(False)

    def set_hint(self, hint: str) -> None:
        """What stands there while nothing is typed."""
        self._line.setPlaceholderText(hint)

    def _step_on(self) -> None:
        self._line.focusNextChild()


class KeptText(_KeptWriting):
    """A text of several lines that grows with them; Enter leaves it, Shift+Enter begins another line."""

    def __init__(self, key: str, words: str, *, hint: str = "", bare: bool = False) -> None:
        self._area = QPlainTextEdit()
        super().__init__(key, words, self._area, bare=bare)
        self._area.setPlaceholderText(hint)
        self._area.setTabChangesFocus(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.textChanged.connect(self.typed)
        self._area.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def written(self) -> str:
        """What is typed, to the last blank."""
        return self._area.toPlainText()

    def draw(self, text: str) -> None:
        """Show a text."""
        if self.text != text.strip():
            self._area.setPlainText(text)

    def to_end(self) -> None:
        """Put the cursor behind what is written."""
        self._area.moveCursor(QTextCursor.MoveOperation.End)

    def set_hint(self, hint: str) -> None:
        """What stands there while nothing is typed."""
        self._area.setPlaceholderText(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the text, by Enter or otherwise, keeps it."""
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() in (_NO_KEYS, Qt.KeyboardModifier.KeypadModifier):
                self._area.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        """As high as what is written, at least as high as a line of the others."""
        lines = max(1, int(self._area.document().size().height()))
        height = self._area.fontMetrics().lineSpacing() * lines + 2 * (self._area.frameWidth() + SMALL)
        self._area.setFixedHeight(max(height, _LOWEST))


class KeptPick(KeptField):
    """One of many, found by typing a word of it; the choice is kept at once.

    One that adds something keeps the keyboard until it is added: who chose the wrong one chooses anew.
    """

    def __init__(self, key: str, words: str, hint: str, *, bare: bool = False, adds: bool = False) -> None:
        self._picker = ChoicePicker(words, hint)
        super().__init__(key, words, self._picker, bare=bare)
        self._choices: tuple[Choice, ...] = ()
        self._key = ""
        self._adds = adds
        self._picker.chosen.connect(self._choose)

    @property
    def text(self) -> str:
        """The key of what is chosen."""
        return self._key

    def draw(self, text: str) -> None:
        """Show a choice."""
        self._key = text
        self._picker.show_choices(self._choices, text or None if not self._has_empty else text)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on."""
        if self._choices != tuple(choices):
            self._choices = tuple(choices)
            self.draw(self._key)

    def refuse(self, reason: str) -> None:
        """It was not kept; the same may be chosen once more when what stood against it is mended."""
        super().refuse(reason)
        self._picker.take_again()

    @property
    def _has_empty(self) -> bool:
        return any(choice.key == "" for choice in self._choices)

    def _choose(self, key: object) -> None:
        self._key = str(key)
        self.leave()
        self._picker.setFocus()
        if not self._adds:
            self._picker.focusNextChild()


class KeyOption(Struct, frozen=True):
    """One answer of a `KeyChoice`: the digit that gives it, its value, what it is called."""

    digit: str
    value: str
    text: str


class KeyChoice(QFrame):
    """A few answers, each given by a digit or a large button; the answer is kept at once."""

    pressed = Signal(str)  # a value

    def __init__(self, words: str, options: Sequence[KeyOption]) -> None:
        super().__init__()
        self.setProperty("look", "key-choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = words
        self._options = tuple(options)
        self._value = ""
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TINY)
        for option in options:
            made = button(f"{option.digit}  {option.text}", "segment")
            made.setProperty("target", "large")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, value=option.value: self._press(value))
            self._buttons[option.value] = made
            layout.addWidget(made)
        layout.addStretch(1)
        self.show_choice("")

    @property
    def value(self) -> str:
        """The answer that is shown."""
        return self._value

    def show_choice(self, value: str) -> None:
        """Show an answer."""
        self._value = value
        for each, made in self._buttons.items():
            made.setChecked(each == value)
        said = next((each.text for each in self._options if each.value == value), tr("not answered"))
        self.setAccessibleName(f"{self._words}: {said}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers; up and down go to what stands before and after."""
        chosen = next((each.value for each in self._options if each.digit == event.text()), None)
        if chosen is not None:
            self._press(chosen)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the frame of what has the keyboard."""
        super().focusInEvent(event)
        self.update()

    def _press(self, value: str) -> None:
        self.show_choice(value)
        self.pressed.emit(value)


class KeptChoice(KeptField):
    """A few answers by digits; after one the keyboard goes on to the next field."""

    def __init__(self, key: str, words: str, options: Sequence[KeyOption], *, bare: bool = False) -> None:
        self._choice = KeyChoice(words, options)
        super().__init__(key, words, self._choice, bare=bare)
        self._choice.pressed.connect(self._press)

    @property
    def text(self) -> str:
        """The answer."""
        return self._choice.value

    def draw(self, text: str) -> None:
        """Show an answer."""
        self._choice.show_choice(text)

    def _press(self, _value: str) -> None:
        self.leave()
        if self._choice.hasFocus():
            self._choice.focusNextChild()
