"""Asks who works next where several may, and for their password."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.dialogs import Typing, unseen_line
from evalapp.ui.kit.labels import label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.seats import Seat


class SigningIn(Typing):
    """Whoever worked here last stands there already; then only the password is typed."""

    def __init__(
        self,
        owner: QWidget,
        title: str,
        text: str,
        action: str,
        seats: Sequence[Seat],
        name: str,
        refused: str,
    ) -> None:
        self._seats = {seat.name: seat for seat in seats}
        self.who = ChoicePicker(tr("Who works"), tr("Choose…"))
        choices = [Choice(seat.name, seat.called) for seat in seats]
        self.who.show_choices(choices, name if name in self._seats else None)
        self.password = unseen_line(tr("Password"))
        said = label("✕ " + refused, "refused", wrap=True)
        super().__init__(owner, title, text, action, (self.who, self.password, said))
        said.setVisible(bool(refused))
        restyle(self.password, "refused", "yes" if refused else "no")
        self.who.chosen.connect(self._choose)
        self.password.textChanged.connect(self._check)
        (self.password if self.name else self.who).setFocus()
        self._check()

    @property
    def name(self) -> str:
        """Who was chosen."""
        return str(self.who.key or "")

    @property
    def typed(self) -> str:
        """What was typed as the password."""
        return self.password.text()

    @Slot(object)
    def _choose(self) -> None:
        """Another one has another password."""
        self.password.clear()
        self._check()
        (self.password if self.password.isEnabled() else self._go).setFocus()

    @Slot()
    def _check(self) -> None:
        seat = self._seats.get(self.name)
        asks = seat is None or seat.has_password
        self.password.setEnabled(asks)
        self._go.setEnabled(seat is not None and (bool(self.typed) or not asks))
