"""A form of labelled fields: what is refused is marked at its field with the reason, and stays as typed."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.messages import tr
from evalapp.ui.kit.checks import Check
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.labels import FieldLabel, column, label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.rows import stop_within
from evalapp.ui.kit.sizes import px

YES = "yes"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TEXT_HEIGHT = 92  # four lines


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    CHOICE = "choice"
    CHECK = "check"
    TEXT = "text"  # as many lines as it takes


class FieldSpec(Struct, frozen=True):
    """One field: its key in the values, its label, and how it is filled in."""

    key: str
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    fixed: bool = False  # shown, and not to be changed here
    choices: tuple[Choice, ...] = ()


class Form(QScrollArea):
    """Fields one under another. Enter in a field submits, Ctrl+Enter in a longer text.

    It is as tall as its fields, and scrolls where there is less height: what saves it stands under them.
    """

    submitted = Signal()
    typed = Signal()  # a letter more or less in one of the fields, or another choice

    def __init__(self, name: str, *, keeps: bool = True) -> None:
        super().__init__()
        self.keeps = keeps  # whether what is filled in is to be saved, and not only tried
        self.title = ""  # of what is filled in, where it has one
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(name)
        self._fields: dict[str, _Field] = {}
        self._widest = 0  # of the fields, in pixels; 0 for no limit
        self._first: QWidget | None = None  # that can be filled in
        self._begun: dict[str, str] = {}  # what the fields held when they were shown
        self._refused: Mapping[str, str] | None = None  # why which of them were, last
        self.verticalScrollBar().rangeChanged.connect(self._give_way)

    def sizeHint(self) -> QSize:
        """As tall as the fields are at the present width."""
        inside = self.widget()
        if inside is None:
            return super().sizeHint()
        width = self.viewport().width()
        tall = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(super().sizeHint().width(), tall)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A reason under a field asks for another height."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height; why the field with the cursor was refused stays in sight."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
        refused = (each for each in self._fields.values() if each.reason and each.editor.hasFocus())
        for field in refused:
            self._show_whole(field)

    @property
    def _beside(self) -> int:
        """What the fields leave free at the right: beside a scroll bar only."""
        return SMALL if self.verticalScrollBar().maximum() else 0

    def _give_way(self) -> None:
        """The fields end where what stands above and below them ends, or a little before the scroll bar."""
        inside = self.widget()
        layout = inside.layout() if inside else None
        if layout is not None:
            layout.setContentsMargins(0, 0, self._beside, 0)

    def limit(self, widest: int) -> None:
        """Make the fields no wider than this, where the form has all the room beside them."""
        self._widest = widest

    @property
    def values(self) -> dict[str, str]:
        """What is filled in, by key."""
        return {key: field.text for key, field in self._fields.items()}

    def field(self, key: str) -> QWidget:
        """The widget that a field is filled in with."""
        return self._fields[key].editor

    @property
    def stops(self) -> list[QWidget]:
        """What the fields are filled in with, in their order."""
        return [field.editor for field in self._fields.values()]

    def on_choice(self, key: str, tell: Callable[[str], None]) -> None:
        """Tell when a field is chosen otherwise, where other fields depend on it."""
        editor = self._fields[key].editor
        if isinstance(editor, ChoicePicker):
            editor.chosen.connect(tell)

    def reason(self, key: str) -> str:
        """Why a field was refused; empty where it was not."""
        return self._fields[key].reason

    def show_fields(self, specs: Sequence[FieldSpec], values: Mapping[str, str]) -> None:
        """Show these fields with these values and begin at the first that can be filled in."""
        inside = QWidget()
        inside.setMinimumHeight(1)  # its height follows its width; Qt would keep that of a narrow one
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, self._beside, 0)
        layout.setSpacing(MEDIUM)
        former, self._fields = self._fields, {}
        for spec in specs:
            field = _Field(spec, values.get(spec.key, ""))
            field.submitted.connect(self.submitted)
            field.typed.connect(self.typed)
            self._fields[spec.key] = field
            if self._widest:
                field.setMaximumWidth(self._widest)
            layout.addWidget(field)
        self._begun, self._refused = self.values, None
        layout.addStretch(1)
        at = _at(former)
        if former:
            self.takeWidget().deleteLater()  # never at once: Enter in one of its fields may bring us here
        self.setWidget(inside)
        stop_within(self, self.stops)
        self._first = next((self._fields[each.key].editor for each in specs if not each.fixed), None)
        # Tab stops at the fields; where there are none the form is read, and moved by the arrows.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._first else Qt.FocusPolicy.StrongFocus)
        inside.show()  # Qt leaves to us what is put into an area that is shown already
        self.updateGeometry()
        if at in self._fields:
            _go_to(self._fields[at].editor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In a text of several lines Enter begins another one."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    @property
    def is_touched(self) -> bool:
        """Whether something was filled in or changed since the fields were shown."""
        return self.values != self._begun

    @property
    def unsaved(self) -> str:
        """That something with a title is half filled in, in words."""
        return tr("“{form}” is not saved.", form=self.title) if self.title and self.is_touched else ""

    def rest(self) -> None:
        """What is filled in was saved: nothing of it would be lost."""
        self._begun = self.values

    @property
    def changed(self) -> dict[str, str]:
        """What is filled in otherwise than when the fields were shown."""
        return {key: text for key, text in self.values.items() if text != self._begun.get(key)}

    def type_again(self, values: Mapping[str, str]) -> None:
        """Put back what was being filled in, as far as it can still be."""
        for key, text in values.items():
            if key in self._fields and text != self._fields[key].text:
                self._fields[key].type_again(text)

    @property
    def at(self) -> str | None:
        """The field in which the keyboard is."""
        return _at(self._fields)

    def go_to(self, key: str) -> bool:
        """Put the cursor into a field; return whether there is such a one."""
        if key in self._fields:
            _go_to(self._fields[key].editor)
        return key in self._fields

    def begin(self) -> None:
        """Put the cursor on the first field that can be filled in."""
        if self._first is not None:
            _go_to(self._first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to the form comes to its first field."""
        super().focusInEvent(event)
        self.begin()

    def mark(self, refused: Mapping[str, str]) -> None:
        """Mark the fields that were refused with the reason; the cursor goes to the first of them."""
        if refused is self._refused:
            return  # said already; what was mended since is not accused again, unless it is refused again
        self._refused = refused
        for key, field in self._fields.items():
            field.mark(refused.get(key, ""))
        at_fault = next((key for key in self._fields if key in refused), None)
        if at_fault is not None:
            _go_to(self._fields[at_fault].editor)
            self._show_whole(self._fields[at_fault])
            self.horizontalScrollBar().setValue(0)

    def _show_whole(self, field: "_Field") -> None:
        """Scroll so far that what was filled in and why it was refused are seen, to the last line."""
        inside = self.widget()
        QCoreApplication.sendPostedEvents(inside, QEvent.Type.LayoutRequest.value)  # the reason is new
        self.ensureWidgetVisible(field, 0, 0)
        end = field.geometry().bottom() + 1
        begin = field.geometry().top() + field.editor.geometry().top()
        at = self.verticalScrollBar().value()
        if end > at + self.viewport().height():
            self.verticalScrollBar().setValue(min(begin, end - self.viewport().height()))


def _at(fields: "Mapping[str, _Field]") -> str | None:
    return next((key for key, field in fields.items() if field.editor.hasFocus()), None)


def _go_to(editor: QWidget) -> None:
    """Put the cursor into a field, behind what is written in it; what is longer is read from its begin."""
    editor.setFocus()
    if isinstance(editor, QLineEdit):
        room = editor.width() - 2 * px(LARGE)
        is_whole = editor.fontMetrics().horizontalAdvance(editor.text()) <= room
        (editor.end if is_whole else editor.home)(False)


def half_filled(screen: QWidget) -> list[Form]:
    """The forms of a screen in which something is being filled in, also while another page is shown."""
    return [form for form in screen.findChildren(Form) if form.keeps and form.is_touched and _is_open(form)]


def form_around(editor: QWidget) -> Form | None:
    """The form that a field stands in."""
    inside: QWidget | None = editor
    while inside is not None and not isinstance(inside, Form):
        inside = inside.parentWidget()
    return inside


def _is_open(form: Form) -> bool:
    """Whether the panel that it stands in was not closed; a page that was turned over is as it was left."""
    inside: QWidget = form
    while outer := inside.parentWidget():
        if inside.isHidden() and not isinstance(outer, QStackedWidget):
            return False
        inside = outer
    return True


class _Field(QWidget):
    """One label, one editor, and the reason under it where it was refused."""

    submitted = Signal()
    typed = Signal()

    def __init__(self, spec: FieldSpec, text: str) -> None:
        super().__init__()
        self._spec = spec
        words = tr(spec.label)
        self.editor = self._made(spec, words, text)
        self.editor.setEnabled(not spec.fixed)
        self._reason = label(look="refused", wrap=True)
        self._reason.hide()
        heading = FieldLabel("" if spec.kind is FieldKind.CHECK else words, self.editor)
        if spec.kind is FieldKind.CHECK:
            heading.hide()
        column(self, heading, self.editor, self._reason, spacing=TINY)

    @property
    def text(self) -> str:
        """What is filled in."""
        match self.editor:
            case QLineEdit():
                return self.editor.text()
            case QPlainTextEdit():
                return self.editor.toPlainText()
            case QCheckBox():
                return YES if self.editor.isChecked() else ""
            case ChoicePicker():
                return "" if self.editor.key is None else str(self.editor.key)
            case _:
                raise ValueError("a field of no known kind")

    def type_again(self, text: str) -> None:
        """Put back what was filled in here; what is no longer offered stays as it is."""
        match self.editor:
            case QLineEdit():
                self.editor.setText(text)
            case QPlainTextEdit():
                self.editor.setPlainText(text)
            case QCheckBox():
                self.editor.setChecked(text == YES)
            case ChoicePicker() if any(choice.key == text for choice in self.editor.choices):
                self.editor.show_choices(self.editor.choices, text)
                self.editor.chosen.emit(text)
            case _:
                pass

    @property
    def reason(self) -> str:
        """Why it was refused."""
        return self._reason.text()

    def mark(self, reason: str) -> None:
        """Say why what is filled in was refused; an empty reason takes the mark away."""
        self._reason.setText(("✕ " if reason else "") + reason)
        self._reason.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        restyle(self.editor, "refused", "yes" if reason else "no")

    def _made(self, spec: FieldSpec, words: str, text: str) -> QWidget:
        if spec.kind is FieldKind.CHECK:
            check = Check(words)
            check.setChecked(text == YES)
            check.setAccessibleName(words)
            check.toggled.connect(self._follow)
            return check
        if spec.kind is FieldKind.CHOICE:
            picker = ChoicePicker(words, tr("Choose…"))
            picker.show_choices(spec.choices, text)
            picker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            picker.chosen.connect(self._follow)
            return picker
        if spec.kind is FieldKind.TEXT:
            written = QPlainTextEdit(text)
            written.setAccessibleName(words)
            written.setTabChangesFocus(True)
            written.setFixedHeight(px(_TEXT_HEIGHT))
            written.textChanged.connect(self._follow)
            return written
        line = QLineEdit(text)
        line.setCursorPosition(0)  # what is longer than the line is read from its beginning
        line.setAccessibleName(words)
        line.setPlaceholderText(tr(spec.hint))
        line.returnPressed.connect(self.submitted)
        line.textChanged.connect(self._follow)
        return line

    def _follow(self, _filled: object = None) -> None:
        """The refusal was of what stood there before."""
        if self.reason:
            self.mark("")
        self.typed.emit()
