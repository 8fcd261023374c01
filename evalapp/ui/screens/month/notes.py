"""The note of the cell under the cursor, and what is asked before the month goes on to settlement."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.grid import Entry
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.screens.month.columns import NOTE
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.words import some_names
from evalapp.usecases.scores import clean_note

_NAMED = 4  # people whose names are shown; the others are counted


class NoteLine(QFrame):
    """Where the note of one score is written: Shift+F2 comes here, Enter keeps it, Escape leaves it."""

    noted = Signal(object)  # the entry, alone in its step, as the grid tells it
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: GridRow | None = None
        self._code = ""
        self._asks = False
        self._title = label(look="strong")
        self.text = _Line()
        self.text.setAccessibleName(tr("Reason or note"))
        self.text.editingFinished.connect(self._keep)
        self.text.returnPressed.connect(self.left)
        self.text.given_up.connect(self._give_up)
        column(self, row(self._title, self.text, spacing=SMALL)).setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def is_asked(self) -> bool:
        """Whether the score under the cursor waits for its reason."""
        return self._asks

    def show_cell(self, shown: GridRow | None, code: str) -> None:
        """Show the note of a cell; what is being typed into the same one stays."""
        same = shown and self._row and (shown.key, code) == (self._row.key, self._code)
        if not same:
            self._keep()
        criterion = shown.line.form.row(code) if shown and shown.takes and code else None
        self._row, self._code = (shown, code) if criterion else (None, "")
        self._asks = bool(shown and criterion and shown.asks_reason(code))
        if self._row is not None and not (same and self.text.isModified()):
            self.text.setText(self._row.mark(code).note)
        said = tr("Reason for {row}:", row=code) if self._asks else tr("Note for {row}:", row=code)
        self._title.setText(said)
        hint = tr("Say why this score differs (Shift+F2)") if self._asks else ""
        self.text.setPlaceholderText(hint)
        # With another window in front the line has no keyboard, and gets it back with ours.
        is_here = self.window().focusWidget() is self.text
        self.setVisible(self._asks or (self._row is not None and is_here))

    def begin(self) -> None:
        """Write the note of the cell under the cursor."""
        if self._row is not None:
            self.show()
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.text.selectAll()

    @property
    def typing(self) -> tuple[GridRow, str, str] | None:
        """The cell that a note is being written to, its row and its code, and the note as far as it goes."""
        if self._row is None or not self.text.isModified():
            return None
        return self._row, self._code, self.text.text()

    def type_again(self, text: str) -> None:
        """Go on with a note that was being written to the cell under the cursor."""
        self.begin()
        self.text.setText(text)
        self.text.setModified(True)

    def _keep(self) -> None:
        shown, text = self._row, self.text.text()
        if shown is None or not self.text.isModified():
            return
        self.text.setModified(False)
        try:
            note = clean_note(text)
        except UserError as error:
            self._desk.tell(tr_error(error), Tone.BAD)
            return
        if note != shown.mark(self._code).note:
            self.noted.emit((Entry(shown, NOTE + self._code, note),))

    def _give_up(self) -> None:
        if self._row is not None:
            self.text.setText(self._row.mark(self._code).note)
        self.left.emit()


class _Line(QLineEdit):
    """A line that Escape leaves unchanged."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up; the rest is Qt's own."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class LackingBar(QFrame):
    """Before settlement: whose scores lack evidence or a reason; it warns, and lets the head go on."""

    listed = Signal()
    passed = Signal()
    turned = Signal()  # it came or went

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice-warn")
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._list = button(tr("Show these people"))
        self._pass = button(tr("Move to settlement anyway (F9)"), "primary")
        leave = button(tr("Not yet"), "flat")
        for each, signal in ((self._list, self.listed), (self._pass, self.passed)):
            each.clicked.connect(self.hide)
            each.clicked.connect(signal)
        leave.clicked.connect(self.hide)
        inside = column(self, self._text, row(None, leave, self._list, self._pass))
        inside.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        inside.setSpacing(SMALL)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def ask(self, state: MonthState) -> None:
        """Say what is missing, with whom and in which rows, and let somebody choose."""
        self._text.setText("\n".join(lacking_words(state)))
        self.show()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """There is less room for the rest."""
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """The rest has its room again."""
        super().hideEvent(event)
        self.turned.emit()


def lacking_words(state: MonthState) -> list[str]:
    """What scores lack before settlement, one line for evidence and one for reasons."""
    people = [(line, line.lacks) for line in state.lacking]
    evidence = [f"{line.name} ({', '.join(lacks.evidence)})" for line, lacks in people if lacks.evidence]
    reasons = [f"{line.name} ({', '.join(lacks.reasons)})" for line, lacks in people if lacks.reasons]
    said: list[str] = []
    if evidence:
        said.append(
            tr(
                "⚠ A note of the grounds, or a file as evidence, is missing with {count} people: {people}.",
                count=len(evidence),
                people=some_names(evidence, _NAMED),
            )
        )
    if reasons:
        said.append(
            tr(
                "≠ A difference lacks its reason with {count} people: {people}.",
                count=len(reasons),
                people=some_names(reasons, _NAMED),
            )
        )
    if any(lacks.blocks for _, lacks in people):
        said.append(
            tr("The month can go on to settlement; levels wait until each difference has its reason.")
        )
    return said
