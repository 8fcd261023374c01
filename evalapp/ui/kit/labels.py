"""Texts, chips, cards and notices: the still parts of a screen."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.rows import Row
from evalapp.ui.kit.sizes import control_height, px

_CHIPS = {Tone.OK: "ok", Tone.ACCENT: "accent", Tone.WARN: "warn", Tone.BAD: "bad"}
_EDGES, _LEAST_SENTENCE = 24, 120  # pixels beside the words of a chip; for a sentence that is shortened
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A text that is never taken for markup; `look` is one of the style sheet's."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)  # setting one makes Qt forget that the height follows the width
        made.setSizePolicy(policy)
    return made


def still(*made: QLabel) -> None:
    """Have wrapped texts as high as their lines, where something below them takes what is left."""
    for each in made:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        each.setSizePolicy(policy)


def heading(text: str) -> QLabel:
    """A screen's title: as tall as the buttons that may stand beside it, so that all of them stand alike."""
    made = label(text, "title")
    made.setMinimumHeight(control_height())
    return made


def chip(text: str = "", tone: Tone = Tone.PLAIN) -> QLabel:
    """A short word on its own soft colour."""
    made = label(text)
    made.setIndent(0)  # its words stand as far from its edges as in the chips of lists
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    _colour(made, tone)
    if not text:
        made.hide()  # what has no place yet is never shown: it would be a window of its own
    return made


class ShrinkingChip(QLabel):
    """A chip for whole sentences: it is shortened where there is no room, and said in full in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setProperty("chip", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All that it says."""
        return self._said

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Say something, as far as there is room."""
        self._said = text
        self.setToolTip(text)
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as all that it says."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._said) + _EDGES, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow: the rest is in the tooltip."""
        return QSize(min(px(_LEAST_SENTENCE), self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = self.width() - _EDGES + 1
        super().setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room))


def show_chip(made: QLabel, text: str, tone: Tone) -> None:
    """Change what a chip says; an empty one disappears."""
    made.setText(text)
    made.setVisible(bool(text))
    _colour(made, tone)


def _colour(made: QLabel, tone: Tone) -> None:
    restyle(made, "chip", _CHIPS.get(tone, "plain"))


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet reads."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt reads it when it is shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def unmarked(text: str) -> str:
    """A text for where Qt reads “&” as the mark of a key: buttons, menus, boxes, what stands over a field."""
    return text.replace("&", "&&")


def as_read(text: str) -> str:
    """The text that was unmarked, as people read it."""
    return text.replace("&&", "&")


class FieldLabel(QLabel):
    """What stands over a field and belongs to it; “&” is a letter like others."""

    def __init__(self, text: str, editor: QWidget) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", "muted")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setBuddy(editor)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Name the field."""
        super().setText(unmarked(text))

    def text(self) -> str:
        """What it says."""
        return as_read(super().text())


class Button(QPushButton):
    """A push button that Enter presses as Space does, wherever it stands; “&” is a letter like others."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Say something: units are called “P. TN&MT”."""
        super().setText(unmarked(text))

    def text(self) -> str:
        """What it says."""
        return as_read(super().text())

    def setMenu(self, menu: QMenu) -> None:  # noqa: N802 - as Qt calls it
        """Open a menu when it is pressed."""
        super().setMenu(menu)
        menu.aboutToHide.connect(partial(look_for_mouse, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; Down and Up open a list or menu, with Alt or without; the rest is Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.menu():
            self.showMenu()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.property("look") == "picker":
            self.click()
        else:
            super().keyPressEvent(event)


def look_for_mouse(opener: QWidget) -> None:
    """What it opened is gone: Qt does not notice that the mouse left, and shows it as pointed at."""
    QTimer.singleShot(0, opener, partial(_look_for_mouse, opener))


def _look_for_mouse(opener: QWidget) -> None:
    is_under = opener.rect().contains(opener.mapFromGlobal(QCursor.pos()))
    opener.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, is_under)
    opener.update()


def button(text: str, look: str = "") -> QPushButton:
    """A push button that says what it does, also to a screen reader."""
    made = Button(text)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    return made


def card(*parts: QWidget) -> QFrame:
    """A bordered surface holding parts one under another."""
    frame = QFrame()
    frame.setProperty("look", "card")
    column(frame, *parts, margin=LARGE, spacing=SMALL)
    return frame


def column(owner: QWidget, *parts: QWidget, margin: int = 0, spacing: int = MEDIUM) -> QVBoxLayout:
    """Lay parts out one under another."""
    layout = QVBoxLayout(owner)
    _fill(layout, parts, margin, spacing)
    return layout


def row(*parts: QWidget | None, spacing: int = SMALL) -> QWidget:
    """Parts beside each other; None is the space that pushes the rest to the right."""
    owner = Row(spacing)
    for part in parts:
        owner.add(part)
    return owner


def _fill(layout: QBoxLayout, parts: tuple[QWidget, ...], margin: int, spacing: int) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part)


class EmptyState(QWidget):
    """What stands where there is nothing yet: why, the thing to do next, perhaps another way."""

    pressed = Signal()
    turned = Signal()  # to the other way

    def __init__(self) -> None:
        super().__init__()
        self._title = label(look="title")
        self._text = label(look="muted", wrap=True)
        self._button = button("", "primary")
        self._button.setAccessibleName(tr("Next step"))
        self._button.hide()
        self._button.clicked.connect(self.pressed)
        self._other = button("")
        self._other.hide()
        self._other.clicked.connect(self.turned)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(MEDIUM)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        for each in (self._button, self._other):
            layout.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @property
    def is_told(self) -> bool:
        """Whether it says what is missing and how it comes."""
        return bool(self._title.text() and self._text.text())

    def show_text(self, title: str, text: str, action: str = "", other: str = "") -> None:
        """Say why there is nothing, and what the buttons do where there are any."""
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setAccessibleName(action or title)
        self._button.setVisible(bool(action))
        ways = (each for each, words in ((self._button, action), (self._other, other)) if words)
        # Never to a button that is not there; its stub does not say that None takes it away.
        self.setFocusProxy(next(ways, None))  # pyright: ignore[reportArgumentType] - None is allowed
        self._other.setText(other)
        self._other.setAccessibleName(other or title)
        self._other.setVisible(bool(other))
        restyle(self._other, "look", "" if action else "primary")  # the one way there is, is the next step


class OneLine(QLabel):
    """A text that is shortened where there is no room, rather than making the window wider.

    A text that is known by its end, such as the name of a file, is shortened in its middle.
    """

    def __init__(self, look: str = "muted", shorten: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._shorten = shorten
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def drawn(self) -> str:
        """As much of the text as there is room for, with a sign where there is more."""
        metrics, kind, name = self.fontMetrics(), *self._parts
        room = self.width() - metrics.horizontalAdvance(kind)
        return kind + metrics.elidedText(name, self._shorten, room)

    @property
    def _parts(self) -> tuple[str, str]:
        """What is said whole, and what is shortened: of a file what it is, and its name."""
        kind, colon, name = self.text().partition(": ")
        is_kind = colon and self._shorten is Qt.TextElideMode.ElideMiddle
        return (kind + colon, name) if is_kind else ("", self.text())

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Say something, as far as there is room; what is shortened is said in full in the tooltip."""
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        self.setToolTip("" if self.drawn == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        at_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), at_left, self.drawn)
        painter.end()
