"""Choosing one of many: from a list that can be searched, or from a few choices beside each other."""

from collections.abc import Hashable, Sequence
from functools import cached_property

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.labels import Button, button, label, look_for_mouse
from evalapp.ui.kit.rows import Foldable, stop_within
from evalapp.ui.kit.sizes import px

_POPUP_WIDTH, _POPUP_HEIGHT = 360, 320
_SEARCHED = 8  # from so many choices on there is a line to find one in; fewer are seen at a glance
#: With one of these a letter is a shortcut, not a text.
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_WIDEST, _AROUND = 260, 42  # a text at most; what stands around it in its button
_NARROWEST, _EDGE = 88, 12  # what it can do with; what stands beside the sign that it opens


class Choice(Struct, frozen=True):
    """Something that can be chosen; `indent` is how deep it stands in a tree."""

    key: Hashable
    text: str
    indent: int = 0
    words: str = ""  # what else finds it

    def found_by(self, words: str) -> bool:
        """Whether every word typed is in it, with or without accents."""
        return _holds(f"{self.text} {self.words}", words)

    def distance(self, words: str) -> int:
        """How far it is from what is typed: it begins so, a word does, it holds it, something else does."""
        text, typed = fold(self.text), " ".join(fold(words).split())
        if text.startswith(typed):
            return 0
        if f" {typed}" in f" {text}":
            return 1
        return 2 if _holds(self.text, words) else 3


def _holds(text: str, words: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


class ChoicePicker(Button):
    """Shows what is chosen; opens a list that can be searched."""

    chosen = Signal(object)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setProperty("look", "picker")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._name = name
        self._hint = hint
        self._choices: tuple[Choice, ...] = ()
        self._key: Hashable | None = None
        self._takes_again = False
        self.is_way = False  # a way to look at a screen, which is found by its name
        self.clicked.connect(self._open)
        self._say()

    @property
    def key(self) -> Hashable | None:
        """What is chosen."""
        return self._key

    @property
    def name(self) -> str:
        """What is chosen with it."""
        return self._name

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is offered."""
        return self._choices

    def show_choices(self, choices: Sequence[Choice], key: Hashable | None) -> None:
        """Offer these, with one of them chosen; nothing is announced."""
        self._choices = tuple(choices)
        self._key = key
        self._takes_again = False
        self._say()

    def take_again(self) -> None:
        """What is chosen was refused: choosing it once more is news."""
        self._takes_again = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter opens the list with that letter typed already; the rest is a button's own."""
        if is_letter(event):
            self._open()
            self._popup.find_with(event.text())
        else:
            super().keyPressEvent(event)

    @property
    def wanted_width(self) -> int:
        """How wide it has to be to say what is chosen in full, or as much of it as is ever said."""
        return min(px(_WIDEST), self.fontMetrics().horizontalAdvance(self._text) + 1) + px(_AROUND)

    def sizeHint(self) -> QSize:
        """As wide as what is chosen, whatever it has room for now."""
        return QSize(self.wanted_width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters of it, where a row has room for no more."""
        return QSize(min(px(_NARROWEST), self.wanted_width), super().sizeHint().height())

    @property
    def _text(self) -> str:
        return next((choice.text for choice in self._choices if choice.key == self._key), self._hint)

    def _say(self) -> None:
        text = self._text
        self.setToolTip(text)
        self.setAccessibleName(f"{self._name}: {text}")
        self.updateGeometry()
        self._shorten()

    def _shorten(self) -> None:
        most = self.width() - px(_AROUND) if self.isVisible() else px(_WIDEST)
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._shorten()

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is seen its width says nothing."""
        super().showEvent(event)
        self._shorten()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign that it opens stands at the edge, under that of the fields around it."""
        super().paintEvent(event)
        c, painter = colours(), QPainter(self)
        painter.setPen(QColor(c.text if self.isEnabled() else c.offer))
        inside = self.rect().adjusted(0, 0, -px(_EDGE), 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "▾")
        painter.end()

    @cached_property
    def _popup(self) -> "_Popup":
        """The list: made when it first opens, since a screen has many of them."""
        made = _Popup(self, self._name)
        made.chosen.connect(self._choose)
        return made

    def _open(self) -> None:
        self._popup.open_below(self, self._choices, self._key)

    def _choose(self, key: Hashable) -> None:
        if key != self._key or self._takes_again:
            self._key = key
            self._takes_again = False
            self._say()
            self.chosen.emit(key)


def is_letter(event: QKeyEvent) -> bool:
    """Whether a key is the beginning of words typed, and no shortcut."""
    letter = event.text()
    return letter.isprintable() and bool(letter.strip()) and not event.modifiers() & HELD


def beside(owner: QWidget, size: QSize) -> QPoint:
    """Where what pops up stands: below its button, else above it, and never past the edge of the screen."""
    room = owner.screen().availableGeometry()
    below = owner.mapToGlobal(QPoint(0, owner.height() + TINY))
    above = owner.mapToGlobal(QPoint(0, -TINY - size.height()))
    spot = above if below.y() + size.height() > room.bottom() and above.y() >= room.top() else below
    return QPoint(
        max(room.left(), min(spot.x(), room.right() - size.width())),
        max(room.top(), min(spot.y(), room.bottom() - size.height())),
    )


class Popup(QFrame):
    """What opens beside a button and goes with the next click elsewhere."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self._opener = owner

    def stand_beside(self, opener: QWidget) -> None:
        """Stand below the button that opens it, else above."""
        self._opener = opener
        self.move(beside(opener, self.size()))

    def hideEvent(self, event: QHideEvent) -> None:
        """What opened it may no longer be under the mouse."""
        super().hideEvent(event)
        look_for_mouse(self._opener)


class _Popup(Popup):
    """The list of a `ChoicePicker`: type to find, arrows and Enter to choose."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget, name: str) -> None:
        super().__init__(owner)
        self._choices: Sequence[Choice] = ()
        self._found: list[Choice] = []  # Qt would make plain text of a key that is an enumeration of texts
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Type to find"))
        self._find.setAccessibleName(tr("Find in: {name}", name=name))
        self._find.textChanged.connect(self._filter)
        self._find.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(name)
        self._list.setWordWrap(True)  # a name is read whole, in two lines if need be
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.itemClicked.connect(self._take)
        self._list.installEventFilter(self)
        self._nothing = label(look="muted", wrap=True)
        self._fill = layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout.setSpacing(SMALL)
        layout.addWidget(self._find)
        layout.addWidget(self._nothing)
        layout.addWidget(self._list, 1)

    def open_below(self, owner: QWidget, choices: Sequence[Choice], key: Hashable | None) -> None:
        """Show the choices under their button with the present one current."""
        self._choices = choices
        self._find.clear()
        self._filter("")
        for number, choice in enumerate(self._found):
            if choice.key == key:
                self._list.setCurrentRow(number)
        is_searched = len(choices) >= _SEARCHED
        self._find.setVisible(is_searched)
        self.resize(QSize(max(px(_POPUP_WIDTH), owner.width()), px(_POPUP_HEIGHT)))
        self.stand_beside(owner)
        self.show()
        if not is_searched:  # how many lines a name needs is known only once the list has its width
            self.resize(self.width(), min(self.height(), self._height_of_list()))
            self.stand_beside(owner)
        (self._find if is_searched else self._list).setFocus()

    def _height_of_list(self) -> int:
        """As high as all rows and what stands around them."""
        self._fill.activate()
        self._list.doItemsLayout()
        rects = [self._list.visualItemRect(self._list.item(number)) for number in range(self._list.count())]
        return sum(each.height() for each in rects) + self.height() - self._list.viewport().height()

    def find_with(self, words: str) -> None:
        """Begin with these words typed, in a short list too."""
        if self._find.isHidden():
            self._find.show()
            self.resize(self.width(), self.height() + self._find.sizeHint().height() + SMALL)
            self.stand_beside(self._opener)
        self._find.setFocus()
        self._find.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter reach the list while the words are being typed; letters are never touched."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
                    self._list.setCurrentRow(row)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if self._list.currentItem():
                        self._take(self._list.currentItem())
                    return True
                case _ if watched is self._list and is_letter(event):
                    self.find_with(event.text())
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _filter(self, words: str) -> None:
        self._list.clear()
        found = (choice for choice in self._choices if choice.found_by(words))
        self._found = sorted(found, key=lambda each: each.distance(words))  # those called so first
        for choice in self._found:
            self._list.addItem("    " * (0 if words else choice.indent) + choice.text)
        self._list.setCurrentRow(0)
        told = N_("Nothing here holds “{words}”. Type another word or a part of one; clear it to see all.")
        self._nothing.setText("" if self._list.count() else tr(told, words=words.strip()))
        self._nothing.setVisible(not self._list.count())

    def _take(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(self._found[self._list.row(item)].key)


class Segments(Foldable):
    """A few choices beside each other, one of them taken; a list of them where there is too little room."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(TINY)
        self._picker: ChoicePicker | None = None  # made where it is first needed
        self._choices: tuple[Choice, ...] = ()
        self._layout.addStretch(1)
        self._group = QButtonGroup(self)
        self._keys: list[Hashable] = []
        self._is_folded = False
        self._group.idClicked.connect(self._take)

    def show_choices(self, choices: Sequence[Choice], key: Hashable | None) -> None:
        """Offer these, with one taken; nothing is announced."""
        if [choice.key for choice in choices] != self._keys:
            self._rebuild(choices)
        self._choices = tuple(choices)
        if self._picker is not None:
            self._picker.show_choices(choices, key)
        for number, choice in enumerate(choices):
            made = self._group.button(number)
            made.setText(choice.text)
            made.setAccessibleName(f"{self._name}: {choice.text}")
            made.setChecked(choice.key == key)
            strong = QFont(made.font())  # the one that is taken is written stronger, and none moves for it
            strong.setWeight(QFont.Weight.DemiBold)
            made.setMinimumWidth(QFontMetrics(strong).horizontalAdvance(choice.text) + px(2 * LARGE))

    @property
    def name(self) -> str:
        """What is chosen with it."""
        return self._name

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is offered."""
        return self._choices

    def choose(self, key: Hashable) -> None:
        """Take another one of those that are offered; nothing is announced."""
        self.show_choices(self._choices, key)

    def hint(self, key: Hashable, keys: str) -> None:
        """Say in the tooltip which keys take a choice."""
        self._group.button(self._keys.index(key)).setToolTip(keys)

    def full_width(self) -> int:
        """All choices beside each other."""
        made = self._group.buttons()
        wide = sum(max(each.sizeHint().width(), each.minimumWidth()) for each in made)
        return wide + TINY * max(0, len(made) - 1)

    def least_width(self) -> int:
        """One list, of whichever is the longest."""
        words = max((self.fontMetrics().horizontalAdvance(each.text) for each in self._choices), default=0)
        return min(self.full_width(), min(px(_WIDEST), words + 1) + px(_AROUND))

    def fold(self, room: int) -> int:
        """One list in place of the buttons where these do not fit."""
        full = self.full_width()
        folded = full > room and len(self._keys) > 1
        if folded != self._is_folded:
            self._is_folded = folded
            self._show_folded()
        return self._picker.sizeHint().width() if folded and self._picker else full

    def _show_folded(self) -> None:
        if self._is_folded and self._picker is None:
            self._picker = self._made_picker()
        for made in self._group.buttons():
            made.setVisible(not self._is_folded)
        if self._picker is not None:
            self._picker.setVisible(self._is_folded)

    def _made_picker(self) -> ChoicePicker:
        made = ChoicePicker(self._name, self._name)
        made.chosen.connect(self.chosen)
        self._layout.insertWidget(0, made)
        stop_within(self, (made,))
        taken = self._group.checkedId()
        made.show_choices(self._choices, self._keys[taken] if taken >= 0 else None)
        return made

    def _rebuild(self, choices: Sequence[Choice]) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
            self._layout.removeWidget(made)
            made.deleteLater()
        self._keys = [choice.key for choice in choices]
        for number, choice in enumerate(choices):
            made = button(choice.text, "segment")
            made.setCheckable(True)
            self._group.addButton(made, number)
            self._layout.insertWidget(number, made)
        stop_within(self, self._group.buttons())
        self._show_folded()

    def _take(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
