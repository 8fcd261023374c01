"""The list of screens on the left: icon and word; in small windows a short word, with its icon or alone."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.icons import icon
from evalapp.ui.kit.labels import label, restyle
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.keys import SCREEN_KEYS

_ICON, _SMALL_ICON = 18, 12
#: How much is said of a screen, most first: icon and title, a short word under the icon, the word alone.
_NAV, _RAIL, _WORDS = "nav", "rail", "words"
_WIDTHS = {_NAV: 176, _RAIL: 72, _WORDS: 56}
_HEIGHTS = {_NAV: 30, _RAIL: 27, _WORDS: 18}  # pixels of an entry, without its edges
_BRAND, _EDGE = 52, 2
_STYLES = {
    _NAV: Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    _RAIL: Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
    _WORDS: Qt.ToolButtonStyle.ToolButtonTextOnly,
}


class Entry(Struct, frozen=True):
    """One screen in the navigation."""

    key: str
    title: str
    icon: str
    short: str = ""  # where there is no room for the title

    @property
    def shortest(self) -> str:
        """The title, or what stands for it under an icon."""
        return tr(self.short or self.title)


class Navigation(QFrame):
    """Which screens there are, and which is shown."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._entries = tuple(entries)
        self._group = QButtonGroup(self)
        self._look = ""
        self._brand = label(tr("Monthly evaluation"), "brand")
        self._inside = layout = QVBoxLayout(self)
        layout.addWidget(self._brand)
        self._buttons = [self._button(number, entry) for number, entry in enumerate(entries)]
        for made in self._buttons:
            layout.addWidget(made)
        layout.addStretch(1)
        self._group.idClicked.connect(self._choose)
        self.show_current("")

    def show_current(self, key: str) -> None:
        """Mark the screen that is shown; one that is not in the list marks none."""
        self._group.setExclusive(False)
        for number, entry in enumerate(self._entries):
            made = self._group.button(number)
            made.setChecked(entry.key == key)
            made.setIcon(icon(entry.icon, colours().accent if entry.key == key else ""))
        self._group.setExclusive(True)

    def fit(self, *, narrow: bool, height: int) -> None:
        """Say as much of each screen as there is room for in a window so wide and so high."""
        fits = (
            look for look in _HEIGHTS if self._height_of(look) <= height and not (narrow and look == _NAV)
        )
        look = next(fits, _WORDS)
        is_whole = look == _NAV
        spare = (height - self._height_of(look)) // max(1, len(self._entries))
        self._inside.setSpacing(min(TINY, spare) if is_whole else 0)
        if look == self._look:
            return
        self._look = look
        self._brand.setVisible(is_whole)
        edge = SMALL if is_whole else TINY
        self._inside.setContentsMargins(edge, edge, edge, edge)
        size = px(_ICON if is_whole else _SMALL_ICON)
        for made, entry in zip(self._buttons, self._entries, strict=True):
            restyle(made, "look", look)
            made.setToolButtonStyle(_STYLES[look])
            made.setText("  " + tr(entry.title) if is_whole else entry.shortest)
            made.setIconSize(QSize(size, size))
        # No title is cut short: the longest one decides where it needs more.
        titles = max((made.sizeHint().width() for made in self._buttons), default=0)
        self.setFixedWidth(max(px(_WIDTHS[look]), titles + 2 * (LARGE if is_whole else edge)))

    def _height_of(self, look: str) -> int:
        brand = px(_BRAND) if look == _NAV else 2 * TINY
        return brand + len(self._entries) * (px(_HEIGHTS[look]) + 2 * _EDGE)

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._entries[number].key)

    def _button(self, number: int, entry: Entry) -> QToolButton:
        made = QToolButton()
        made.setAccessibleName(tr(entry.title))
        keys = SCREEN_KEYS[number] if number < len(SCREEN_KEYS) else ""
        made.setToolTip(f"{tr(entry.title)}  ({keys})" if keys else tr(entry.title))
        if keys:  # not the button's own: that would act later, and take what is typed until then
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._choose, number))
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        self._group.addButton(made, number)
        return made
