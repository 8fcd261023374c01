"""The message bar: when the last change was saved, and what the program has to say; never in the way."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.labels import button, label
from evalapp.ui.kit.sizes import px

_SIGNS = {Tone.OK: "✓ ", Tone.WARN: "⚠ ", Tone.BAD: "✕ "}


class MessageBar(QFrame):
    """One line at the bottom; a long sentence takes as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messages")
        self._saved = label()
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = button("", "flat")
        self._close.setAccessibleName(tr("Close the message"))
        self._close.setToolTip(tr("Close the message"))
        self._close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, TINY, SMALL, TINY)
        layout.setSpacing(LARGE)
        layout.addWidget(self._saved)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self.setMinimumHeight(px(36))
        self.clear()

    @property
    def text(self) -> str:
        """What is being said."""
        return self._text.text()

    @property
    def saved(self) -> str:
        """When the last change was saved, in words."""
        return self._saved.text()

    def tell(self, text: str, tone: Tone, *, follows: bool = False) -> None:
        """Say something, with a sign beside its colour; nothing where what was said is over.

        What `follows` says what to do next, which is often done elsewhere: it stays on the next screen.
        """
        if not text:
            self.clear()
            return
        from evalapp.ui.kit.icons import icon  # the first picture of the window has none

        self._saved.setVisible(bool(self.saved))
        self._close.setIcon(icon("ph.x"))
        self._tone, self._follows = tone, follows
        self._text.setText(_SIGNS.get(tone, "") + text)
        self._text.setStyleSheet(
            f"color: {colours().ink(tone)}; font-weight: {600 if tone is Tone.BAD else 400};"
        )
        self._text.setAccessibleName(text)
        self._close.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing more."""
        self._tone, self._follows = Tone.PLAIN, False
        self._text.setText("")
        self._saved.setVisible(bool(self.saved))
        self._close.setVisible(False)

    def leave_behind(self) -> None:
        """Another screen or month is shown: what was said about the one before is over."""
        if self._follows:
            self._follows = False  # to the next screen, not through all of them
        else:
            self.clear()

    def tell_saved(self, at: datetime) -> None:
        """Say when the last change reached the disk; a refusal from before is over with it."""
        if self._tone is Tone.BAD:
            self.clear()
        self._saved.setText("✓ " + tr("Saved {time}", time=at.astimezone(VIET_NAM).strftime("%H:%M:%S")))
        self._saved.setStyleSheet(f"color: {colours().ok};")
        self._saved.show()
