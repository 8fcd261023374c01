"""The list of screens on the left: icon and word; a short word under the icon where the window is narrow."""

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

WIDE, NARROW = 176, 72
_ICON, _SMALL_ICON = 18, 14


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
        self._is_narrow: bool | None = None
        self._brand = label(tr("Monthly evaluation"), "brand")
        self._inside = layout = QVBoxLayout(self)
        layout.addWidget(self._brand)
        self._buttons = [self._button(number, entry) for number, entry in enumerate(entries)]
        for made in self._buttons:
            layout.addWidget(made)
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
        """Where there is little room a short word stands under each icon."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._brand.setVisible(not narrow)
        edge = TINY if narrow else SMALL
        self._inside.setContentsMargins(edge, edge, edge, edge)
        self._inside.setSpacing(0 if narrow else TINY)
        under, beside = (
            Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        size = px(_SMALL_ICON if narrow else _ICON)
        for made, entry in zip(self._buttons, self._entries, strict=True):
            restyle(made, "look", "rail" if narrow else "nav")
            made.setToolButtonStyle(under if narrow else beside)
            made.setText(entry.shortest if narrow else "  " + tr(entry.title))
            made.setIconSize(QSize(size, size))
        # No title is cut short: the longest one decides where it needs more.
        titles = max((made.sizeHint().width() for made in self._buttons), default=0)
        self.setFixedWidth(
            max(px(NARROW), titles + 2 * edge) if narrow else max(px(WIDE), titles + 2 * LARGE)
        )

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
