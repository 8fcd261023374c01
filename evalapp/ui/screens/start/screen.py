"""The first page somebody sees: three ways to begin, each one press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import button, card, label

WAYS = (
    (
        "sample",
        N_("Try it with sample data"),
        N_("A whole unit with its months, on a copy that is thrown away. Nothing of yours is touched."),
        N_("Try the sample"),
    ),
    (
        "new",
        N_("Begin with my unit"),
        N_(
            "Makes a data file on this computer. "
            "Next you take in the list of units, then of people, and open the month."
        ),
        N_("Begin"),
    ),
    (
        "open",
        N_("Open a data file"),
        N_("A file of this program that exists already, for example on a shared drive or from a backup."),
        N_("Open a file…"),
    ),
)


class StartPage(QWidget):
    """Three ways to begin."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        ways = QHBoxLayout()
        ways.setSpacing(LARGE)
        for number, (key, title, text, action) in enumerate(WAYS):
            ways.addWidget(self._way(key, tr(title), tr(text), tr(action), first=number == 0))
        inside = QVBoxLayout()
        inside.setSpacing(MEDIUM)
        inside.addStretch(2)
        inside.addWidget(label(tr("Monthly evaluation"), "figure"), alignment=Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(
            label(tr("Everything stays on this computer. How would you like to begin?"), "muted"),
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        inside.addSpacing(LARGE)
        inside.addLayout(ways)
        inside.addStretch(3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.addStretch(1)
        layout.addLayout(inside, 8)
        layout.addStretch(1)

    def _way(self, key: str, title: str, text: str, action: str, *, first: bool) -> QWidget:
        press = button(action, "primary" if first else "")
        press.setAccessibleDescription(text)
        press.clicked.connect(lambda: self.chosen.emit(key))
        self.buttons[key] = press
        explained = label(text, "muted", wrap=True)
        explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading = label(title, "title", wrap=True)
        heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made = card(heading, explained, press)
        made.setMaximumWidth(340)
        made.setMinimumHeight(170)
        return made
