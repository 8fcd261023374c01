"""One person who signs the minutes: name, position, and how they sign."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from evalapp.base.messages import tr
from evalapp.domain.minutes import ROLE_LABELS, WAY_LABELS, Signer, SignerRole, Way
from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.labels import button, label, restyle, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker


class SignerRow(QWidget):
    """The part somebody signs in, their name and position, and whether on paper, here, or not at all."""

    changed = Signal(object)
    signing = Signal(object)

    def __init__(self, role: SignerRole) -> None:
        super().__init__()
        self._signer = Signer(role, "")
        self._is_waiting = False  # for what was told last to be kept
        words = tr(ROLE_LABELS[role])
        self.name = _line(tr("{part}: name", part=words), tr("Name"))
        self.title = _line(tr("{part}: position", part=words), tr("Position"))
        self.reason = _line(tr("{part}: why they refuse", part=words), tr("Why they refuse, in their words"))
        for editor in (self.name, self.title, self.reason):
            editor.installEventFilter(self)
        self.way = ChoicePicker(tr("{part}: how they sign", part=words), "")
        self.way.chosen.connect(self._choose)
        self.pen = button(tr("Sign here…"))
        self.pen.setAccessibleName(tr("{part}: sign here", part=words))
        self.pen.clicked.connect(self._sign)
        self._refused = label(look="refused", wrap=True)
        self._refused.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, SMALL)
        layout.setHorizontalSpacing(SMALL)
        layout.setVerticalSpacing(TINY)
        layout.addWidget(row(label(words, "muted"), None, self.way, self.pen), 0, 0, 1, 2)
        layout.addWidget(self.name, 1, 0)
        layout.addWidget(self.title, 1, 1)
        layout.addWidget(self.reason, 2, 0, 1, 2)
        layout.addWidget(self._refused, 3, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    @property
    def refusal(self) -> str:
        """Why what was entered is not kept."""
        return self._refused.text()

    def show_signer(self, signer: Signer, *, changes: bool) -> None:
        """Show who signs; what is being typed stays."""
        is_own = self._is_waiting or bool(self.refusal) or self.typed != self._signer
        if not is_own:
            self._signer = signer
            for editor, text in self._texts(signer):
                if editor.text() != text:
                    editor.setText(text)
        signer = self._signer
        for editor, _ in self._texts(signer):
            editor.setReadOnly(not changes)
        self.way.show_choices([Choice(way, tr(WAY_LABELS[way])) for way in _ways(signer)], signer.way)
        self.way.setEnabled(changes and bool(signer.name))
        self.pen.setEnabled(changes and bool(signer.name))
        self.pen.setVisible(signer.way is not Way.REFUSED)
        self.reason.setVisible(signer.way is Way.REFUSED)

    def end(self, refused: str) -> None:
        """What was told is kept now, or was refused: then why; what is entered stays."""
        self._is_waiting = False
        self._refused.setText(("✕ " if refused else "") + refused)
        self._refused.setVisible(bool(refused))
        restyle(self.name, "refused", "yes" if refused else "no")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor leaves a field."""
        if event.type() == QEvent.Type.FocusOut and watched in {self.name, self.title, self.reason}:
            self.leave()
        return super().eventFilter(watched, event)

    @property
    def typed(self) -> Signer:
        """Who is entered now; nobody signs with another's hand."""
        typed = replace(
            self._signer, name=self.name.text(), title=self.title.text(), reason=self.reason.text()
        )
        if typed.name.strip() != self._signer.name and typed.way is Way.DRAWN:
            return replace(typed, way=Way.PAPER, strokes=())
        return typed

    def leave(self) -> None:
        """Tell who is entered, where that is not what is kept."""
        typed = self.typed
        if typed != self._signer and not self.name.isReadOnly():
            self._tell(typed)

    def _choose(self, way: object) -> None:
        if isinstance(way, Way) and way is not self._signer.way:
            self._tell(replace(self.typed, way=way, strokes=(), reason=""))

    def _tell(self, signer: Signer) -> None:
        self._signer = signer
        self.reason.setText(signer.reason)
        self._is_waiting = True
        self.changed.emit(signer)

    def _texts(self, signer: Signer) -> tuple[tuple[QLineEdit, str], ...]:
        return (self.name, signer.name), (self.title, signer.title), (self.reason, signer.reason)

    def _sign(self) -> None:
        self.leave()
        self.signing.emit(self._signer)


def _ways(signer: Signer) -> list[Way]:
    """How somebody may sign: here only by drawing it, and the unit alone may refuse."""
    refuses = [Way.REFUSED] if signer.role is SignerRole.UNIT else []
    return [Way.PAPER, *([Way.DRAWN] if signer.way is Way.DRAWN else []), *refuses]


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
