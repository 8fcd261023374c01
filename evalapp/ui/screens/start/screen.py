"""The first page somebody sees: three ways to begin, each one press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import button, card, label
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.start.state import WAYS, Way


class StartPage(QWidget):
    """Three ways to begin."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        ways = QHBoxLayout()
        ways.setSpacing(LARGE)
        for number, way in enumerate(WAYS):
            ways.addWidget(self._card(way, first=number == 0))
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
        inside.addSpacing(MEDIUM)
        self.buttons["server"] = button(tr("My office has a database server: connect to it…"), "flat")
        self.buttons["server"].clicked.connect(lambda: self.chosen.emit("server"))
        inside.addWidget(self.buttons["server"], alignment=Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.addStretch(1)
        layout.addLayout(inside, 8)
        layout.addStretch(1)

    def _card(self, way: Way, *, first: bool) -> QWidget:
        press = button(tr(way.action), "primary" if first else "")
        press.setAccessibleDescription(tr(way.text))
        press.clicked.connect(lambda: self.chosen.emit(way.key))
        self.buttons[way.key] = press
        explained = label(tr(way.text), "muted", wrap=True)
        explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading = label(tr(way.title), "title", wrap=True)
        heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made = card(heading, explained, press)
        made.setMaximumWidth(px(340))
        made.setMinimumHeight(px(170))
        return made
