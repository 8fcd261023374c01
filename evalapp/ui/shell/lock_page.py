"""What stands before everything while nobody is signed in: who works next, and their password."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import button, card, label, restyle, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.seats import Seat
from evalapp.ui.kit.sizes import px

_WIDTH = 420


class LockPage(QWidget):
    """Covers its window whole; what was being typed behind it keeps waiting."""

    entered = Signal(str, str)  # a name, and what was typed as the password

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._window = window
        self._seats: dict[str, Seat] = {}
        self._who = ChoicePicker(tr("Who works"), tr("Choose…"))
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._who.chosen.connect(self._choose)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(tr("Password"))
        self.password.setAccessibleName(tr("Password"))
        self.password.returnPressed.connect(self._enter)
        self._hint = label(tr("Forgotten? Type the code of the recovery sheet."), "muted", wrap=True)
        self._refused = label(look="refused", wrap=True)
        self._go = button(tr("Continue"), "primary")
        self._go.clicked.connect(self._enter)
        box = card(
            label(tr("Locked"), "title"),
            label(tr("What was being typed is still there."), "muted", wrap=True),
            self._who,
            self.password,
            self._hint,
            self._refused,
            self._go,
        )
        box.setFixedWidth(px(_WIDTH))
        layout = QVBoxLayout(self)
        layout.setSpacing(MEDIUM)
        layout.addStretch(2)
        layout.addWidget(row(None, box, None))
        layout.addStretch(3)
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    @property
    def name(self) -> str:
        """Who is to work next."""
        return str(self._who.key or "")

    @property
    def refused(self) -> str:
        """Why the last try was refused."""
        return self._refused.text()

    def show_seats(self, seats: Sequence[Seat], current: str) -> None:
        """Offer everybody who may sign in; whoever was at work stands there."""
        self._seats = {seat.name: seat for seat in seats}
        self._who.show_choices([Choice(seat.name, seat.called) for seat in seats], current)
        self._choose(current)

    def refuse(self, reason: str) -> None:
        """Say why nobody came in; the password is typed anew."""
        self._refused.setText("✕ " + reason)
        self._refused.show()
        restyle(self.password, "refused", "yes")
        self.password.clear()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Take the keyboard as a pop-up does: what is being typed elsewhere is neither taken nor lost."""
        target = self.password if self.password.isVisibleTo(self) else self._go
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _choose(self, name: str) -> None:
        seat = self._seats.get(name)
        asks = seat is not None and seat.has_password
        self.password.setVisible(asks)
        self._hint.setVisible(asks)
        self._refused.hide()
        restyle(self.password, "refused", "no")
        self._go.setEnabled(seat is not None)
        self.take_keyboard()

    def _enter(self) -> None:
        if self._go.isEnabled():
            self.entered.emit(self.name, self.password.text())
