"""The list of screens on the left: icon and word, icons alone where the window is narrow."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.icons import icon
from evalapp.ui.kit.labels import label
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.keys import SCREEN_KEYS

WIDE, NARROW = 176, 56


class Entry(Struct, frozen=True):
    """One screen in the navigation."""

    key: str
    title: str
    icon: str


class Navigation(QFrame):
    """Which screens there are, and which is shown."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._entries = tuple(entries)
        self._group = QButtonGroup(self)
        self._brand = label(tr("Monthly evaluation"), "brand")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout.setSpacing(TINY)
        layout.addWidget(self._brand)
        layout.addSpacing(SMALL)
        for number, entry in enumerate(entries):
            layout.addWidget(self._button(number, entry))
        layout.addStretch(1)
        self._group.idClicked.connect(self._choose)
        self.show_current("")
        self.fit(narrow=False)

    def show_current(self, key: str) -> None:
        """Mark the screen that is shown; one that is not in the list marks none."""
        self._group.setExclusive(False)
        for number, entry in enumerate(self._entries):
            made = self._group.button(number)
            made.setChecked(entry.key == key)
            made.setIcon(icon(entry.icon, colours().accent if entry.key == key else ""))
        self._group.setExclusive(True)

    def fit(self, *, narrow: bool) -> None:
        """Show icons alone where there is little room."""
        self._brand.setVisible(not narrow)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for made in self._group.buttons():
            made.setToolButtonStyle(style)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - the group holds tool buttons only
        # No title is cut short: the longest one decides where it needs more.
        titles = max((made.sizeHint().width() for made in self._group.buttons()), default=0) + 2 * LARGE
        self.setFixedWidth(px(NARROW) if narrow else max(px(WIDE), titles))

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._entries[number].key)

    def _button(self, number: int, entry: Entry) -> QToolButton:
        made = QToolButton()
        made.setProperty("look", "nav")
        made.setText("  " + tr(entry.title))
        made.setAccessibleName(tr(entry.title))
        keys = SCREEN_KEYS[number] if number < len(SCREEN_KEYS) else ""
        made.setToolTip(f"{tr(entry.title)}  ({keys})" if keys else tr(entry.title))
        if keys:  # not the button's own: that would act later, and take what is typed until then
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._choose, number))
        made.setCheckable(True)
        made.setIconSize(QSize(px(18), px(18)))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        self._group.addButton(made, number)
        return made
