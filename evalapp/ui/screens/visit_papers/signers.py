"""Those who sign the minutes: name, position, and how they sign; several may sign in one part."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from evalapp.base.messages import tr
from evalapp.domain.minutes import ROLE_LABELS, WAY_LABELS, Named, Signer, SignerRole, Way
from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.labels import button, column, label, restyle, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.screens.visit_papers.state import SignerAt


class SignerRow(QWidget):
    """The part somebody signs in, their name and position, and whether on paper, here, or not at all.

    Both signals carry a `SignerAt`.
    """

    changed = Signal(object)
    signing = Signal(object)

    def __init__(self, role: SignerRole, number: int = 0) -> None:
        super().__init__()
        self.number = number
        self._signer = Signer(role, "")
        self._is_waiting = False  # for what was told last to be kept
        words = (
            tr(ROLE_LABELS[role])
            if number == 0
            else tr("{part} {number}", part=tr(ROLE_LABELS[role]), number=number + 1)
        )
        self.name = _line(tr("{part}: name", part=words), tr("Name; ↓ lists who was there"))
        self.title = _line(tr("{part}: position", part=words), tr("Position"))
        self.reason = _line(tr("{part}: why", part=words), tr("Why they refuse, in their words"))
        for editor in (self.name, self.title, self.reason):
            editor.installEventFilter(self)
        self._titles: dict[str, str] = {}
        self._names = QStringListModel(self)
        self._known = QCompleter(self._names, self)
        self._known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._known.setFilterMode(Qt.MatchFlag.MatchContains)
        self._known.activated.connect(self._take)
        self.name.setCompleter(self._known)  # after our own filter: its list is no leaving of the field
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

    def show_signer(self, signer: Signer, *, changes: bool, replaced: str = "") -> None:
        """Show who signs, and in place of whom if so; what is being typed stays."""
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
        self.reason.setVisible(signer.way is Way.REFUSED or bool(replaced or signer.reason))
        self.reason.setPlaceholderText(
            tr("Why they sign in place of {head}, whom the decision names", head=replaced)
            if replaced
            else tr("Why they refuse, in their words")
        )

    def offer(self, people: Sequence[Named]) -> None:
        """Offer these names while one is typed, or with the arrow down; a position comes with its name."""
        self._titles = {each.name: each.title for each in people}
        if self._names.stringList() != list(self._titles):
            self._names.setStringList(list(self._titles))

    def _take(self, name: str) -> None:
        self.name.setText(name)
        self.title.setText(self._titles.get(name) or self.title.text())

    def end(self, refused: str) -> None:
        """What was told is kept now, or was refused: then why; what is entered stays."""
        self._is_waiting = False
        self._refused.setText(("✕ " if refused else "") + refused)
        self._refused.setVisible(bool(refused))
        restyle(self.name, "refused", "yes" if refused else "no")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor leaves a field."""
        if watched is self.name and isinstance(event, QKeyEvent) and self._asks_for_names(event):
            self._known.setCompletionPrefix(self.name.text())
            self._known.complete()
            return True
        if event.type() == QEvent.Type.FocusOut and watched in {self.name, self.title, self.reason}:
            self.leave()
        return super().eventFilter(watched, event)

    def _asks_for_names(self, event: QKeyEvent) -> bool:
        is_down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        shown = self._known.popup()
        return is_down and not self.name.isReadOnly() and not (shown and shown.isVisible())

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
            keeps_reason = Way.REFUSED not in (way, self._signer.way)
            typed = self.typed
            self._tell(replace(typed, way=way, strokes=(), reason=typed.reason if keeps_reason else ""))

    def _tell(self, signer: Signer) -> None:
        self._signer = signer
        self.reason.setText(signer.reason)
        self._is_waiting = True
        self.changed.emit(SignerAt(self.number, signer))

    def _texts(self, signer: Signer) -> tuple[tuple[QLineEdit, str], ...]:
        return (self.name, signer.name), (self.title, signer.title), (self.reason, signer.reason)

    def _sign(self) -> None:
        self.leave()
        self.signing.emit(SignerAt(self.number, self._signer))


class SignersPart(QWidget):
    """Everybody who signs in one part: a row for each, and one more where it is asked for."""

    changed = Signal(object)
    signing = Signal(object)

    def __init__(self, role: SignerRole) -> None:
        super().__init__()
        self._role = role
        self._asked = 1  # rows to show, filled or not
        self._changes = False
        self._known: Sequence[Named] = ()
        self.rows: list[SignerRow] = []
        self.add = button(tr("Add a signer"), "flat")
        self.add.setAccessibleName(tr("{part}: add a signer", part=tr(ROLE_LABELS[role])))
        self.add.clicked.connect(self._add)
        self._layout = column(self, self.add, spacing=TINY)
        self._layout.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)
        self._show_rows(1)

    def show_signers(
        self,
        signers: Sequence[Signer],
        *,
        changes: bool,
        replaced: Callable[[Signer], str],
        known: Sequence[Named] = (),
    ) -> None:
        """Show who signs in this part, and whom the visit names; what is being typed stays."""
        self._known = known
        self._changes = changes
        self._show_rows(max(len(signers), self._asked if changes else 1))
        for line in self.rows:
            there = signers[line.number] if line.number < len(signers) else Signer(self._role, "")
            line.show_signer(there, changes=changes, replaced=replaced(there))
            line.offer(known)
        self.add.setVisible(changes and bool(signers))

    def leave(self) -> None:
        """Tell who is entered, where that is not what is kept."""
        for line in self.rows:
            line.leave()

    def _add(self) -> None:
        """Give room for one more; the cursor goes there."""
        self.leave()
        free = next(
            (line for line in self.rows if line.isVisibleTo(self) and not line.name.text().strip()), None
        )
        if free is None:
            self._asked = sum(line.isVisibleTo(self) for line in self.rows) + 1
            self._show_rows(self._asked)
            free = self.rows[self._asked - 1]
            free.show_signer(Signer(self._role, ""), changes=self._changes)
            free.offer(self._known)
        free.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, count: int) -> None:
        while len(self.rows) < count:
            line = SignerRow(self._role, len(self.rows))
            line.changed.connect(self.changed)
            line.signing.connect(self.signing)
            self._layout.insertWidget(len(self.rows), line)
            self.rows.append(line)
        for line in self.rows:
            line.setVisible(line.number < count)


def _ways(signer: Signer) -> list[Way]:
    """How somebody may sign: here only by drawing it, and the unit alone may refuse."""
    refuses = [Way.REFUSED] if signer.role is SignerRole.UNIT else []
    return [Way.PAPER, *([Way.DRAWN] if signer.way is Way.DRAWN else []), *refuses]


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
