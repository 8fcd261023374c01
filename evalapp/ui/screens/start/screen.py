"""The first page somebody sees: three ways to begin, each one press; first what became of the last file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import button, card, column, label, row
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.start.state import WAYS, Missing, Way


class StartPage(QWidget):
    """Three ways to begin."""

    chosen = Signal(str)

    def __init__(self, missing: Missing | None = None) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self.missing = missing
        everything = QWidget()
        around = QHBoxLayout(everything)
        around.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        inside = QVBoxLayout()
        inside.setSpacing(MEDIUM)
        inside.addStretch(2)
        inside.addWidget(label(tr("Monthly evaluation"), "figure"), alignment=Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(
            label(tr("Everything stays on this computer. How would you like to begin?"), "muted"),
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        inside.addSpacing(LARGE)
        if missing is not None:
            inside.addWidget(self._notice(missing))
        ways = QHBoxLayout()
        ways.setSpacing(LARGE)
        for number, way in enumerate(WAYS):
            ways.addWidget(self._card(way, first=number == 0 and missing is None))
        inside.addLayout(ways)
        inside.addSpacing(MEDIUM)
        self.buttons["server"] = self._press(
            "server", tr("My office has a database server: connect to it…"), "flat"
        )
        inside.addWidget(self.buttons["server"], alignment=Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        around.addStretch(1)
        around.addLayout(inside, 8)
        around.addStretch(1)
        scrolled = Scrolled(tr("Monthly evaluation"), everything)  # where the window is low, nothing is cut
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it moves with its buttons, which have the keyboard
        column(self, scrolled)

    def _notice(self, missing: Missing) -> QFrame:
        """What is missing, and what can be done about it; the first of it is what one begins with."""
        presses = [
            self._press(key, words, "" if number else "primary")
            for number, (key, words) in enumerate(missing.ways)
        ]
        for (key, _words), press in zip(missing.ways, presses, strict=True):
            self.buttons[f"missing.{key}"] = press
        made = card(
            label("⚠ " + missing.title, "title", wrap=True),
            label(missing.text, wrap=True),
            row(*presses, None),
        )
        made.setProperty("look", "notice-warn")
        return made

    def _press(self, key: str, words: str, look: str) -> QPushButton:
        press = button(words, look)
        press.clicked.connect(lambda: self.chosen.emit(key))
        return press

    def _card(self, way: Way, *, first: bool) -> QWidget:
        press = self._press(way.key, tr(way.action), "primary" if first else "")
        press.setAccessibleDescription(tr(way.text))
        self.buttons[way.key] = press
        explained = label(tr(way.text), "muted", wrap=True)
        explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading = label(tr(way.title), "title", wrap=True)
        heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made = card(heading, explained, press)
        made.setMaximumWidth(px(340))
        made.setMinimumHeight(px(170))
        return made
