"""Fields that are kept one by one as they are left: what is typed is never lost, what is refused stays typed.

A field tells of a change by `left`, with its key and its text; its owner keeps it and answers with `accept`
or `refuse`. `show_value` draws what is stored, but never over what is being typed, sent or refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import TINY
from evalapp.ui.kit.labels import button, column, label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker

#: The property by which the field that has the keyboard is known.
FIELD_KEY = "field_key"
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class KeptField(QWidget):
    """What the fields share: a label, an editor, the reason under it, and what became of what was typed."""

    left = Signal(str, str)

    def __init__(self, key: str, words: str, editor: QWidget, *, bare: bool = False) -> None:
        super().__init__()
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

    def draw(self, text: str) -> None:
        """Let the editor say this."""
        raise NotImplementedError

    def show_value(self, text: str) -> None:
        """What is stored now; drawn unless something else is being typed, kept or mended."""
        is_untouched = self.text == self._stored
        self._stored = text
        if self._sent is None and not self.reason and (is_untouched or not self.editor.hasFocus()):
            self.draw(text)

    def leave(self) -> None:
        """The field is left: what changed goes out to be kept."""
        text = self.text
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
        self._mark("")
        self.draw(self._stored)

    def _mark(self, reason: str) -> None:
        self._reason.setText("✕ " + reason if reason else "")
        self._reason.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        restyle(self.editor, "refused", "yes" if reason else "no")


class KeptLine(KeptField):
    """A line of text; Enter leaves it for the next field, Escape gives a refused text up."""

    def __init__(self, key: str, words: str, *, hint: str = "", bare: bool = False) -> None:
        self._line = QLineEdit()
        super().__init__(key, words, self._line, bare=bare)
        self._line.setPlaceholderText(hint)
        self._line.installEventFilter(self)
        self._line.editingFinished.connect(self.leave)
        self._line.returnPressed.connect(self._step_on)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._line.text().strip()

    def draw(self, text: str) -> None:
        """Show a text."""
        if self._line.text() != text:
            self._line.setText(text)

    def set_hint(self, hint: str) -> None:
        """What stands there while nothing is typed."""
        self._line.setPlaceholderText(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape shows the stored text again where something else stands."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            changed = bool(self.reason) or self.text != self._stored
            if event.key() == Qt.Key.Key_Escape and changed:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.give_up()
                return True
        return super().eventFilter(watched, event)

    def _step_on(self) -> None:
        self._line.focusNextChild()


class KeptPick(KeptField):
    """One of many, found by typing a word of it; the choice is kept at once."""

    def __init__(self, key: str, words: str, hint: str, *, bare: bool = False) -> None:
        self._picker = ChoicePicker(words, hint)
        super().__init__(key, words, self._picker, bare=bare)
        self._choices: tuple[Choice, ...] = ()
        self._key = ""
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

    @property
    def _has_empty(self) -> bool:
        return any(choice.key == "" for choice in self._choices)

    def _choose(self, key: object) -> None:
        self._key = str(key)
        self.leave()
        self._picker.setFocus()
        self._picker.focusNextChild()


@dataclass(frozen=True)
class KeyOption:
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
