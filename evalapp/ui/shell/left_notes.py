"""Notes that stay under a score that was changed: each is asked about once, answered with one key."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton

from evalapp.base.columns import figure
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.shell.words import some_names

_KEEP, _CHANGE, _CLEAR = "Alt+K", "Alt+C", "Alt+X"
_NAMED = 4  # cells that are named; the others are counted


class LeftNote(Struct, frozen=True):
    """A note that was written for another score than the one it stands under now."""

    sheet: SheetId
    stage: Stage
    code: str
    name: str
    note: str
    before: Decimal
    after: Decimal | None

    @property
    def place(self) -> tuple[SheetId, Stage, str]:
        """Which mark it is."""
        return self.sheet, self.stage, self.code


class LeftNoteBar(QFrame):
    """Asks whether a note still holds: kept, changed or cleared in one key; of many cells it only tells."""

    changing = Signal(object)  # the LeftNote whose words are to be changed
    cleared = Signal(object)  # the LeftNote that is to be taken away
    turned = Signal()  # it came or went

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice-warn")
        self._asked: tuple[LeftNote, ...] = ()
        self._is_told = False  # of many at once: nothing is asked of each
        self._text = label(wrap=True)
        self._keep = _keyed(tr("Keep the note (Alt+K)"), _KEEP)
        self._change = _keyed(tr("Change it… (Alt+C)"), _CHANGE)
        self._clear = _keyed(tr("Clear it (Alt+X)"), _CLEAR)
        self._keep.clicked.connect(self._next)
        self._change.clicked.connect(lambda: self._answer(self.changing))
        self._clear.clicked.connect(lambda: self._answer(self.cleared))
        inside = column(self, row(self._text, self._keep, self._change, self._clear))
        inside.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked, or told."""
        return "" if self.isHidden() else self._text.text()

    @property
    def asked(self) -> tuple[LeftNote, ...]:
        """The notes that wait for an answer, the one that is asked about first."""
        return self._asked

    def ask(self, left: Sequence[LeftNote]) -> None:
        """Ask about a note, or tell of those that one step left under many scores."""
        if not left:
            return
        self._is_told = len(left) > 1
        kept = () if self._is_told else (each for each in self._asked if each.place != left[0].place)
        self._asked = tuple(left) if self._is_told else (*left, *kept)
        self._show()

    def follow(self, still: Iterable[LeftNote]) -> None:
        """Ask no more about what was answered otherwise: its note is another, or its score the old one."""
        kept = tuple(still)
        if kept != self._asked:
            self._asked = kept
            self._show()

    def forget(self) -> None:
        """Ask about nothing: another month or person is shown."""
        self.follow(())

    def _answer(self, how: SignalInstance) -> None:
        first = self._asked[0]
        self._next()
        how.emit(first)

    def _next(self) -> None:
        self._asked = () if self._is_told else self._asked[1:]
        self._show()

    def _show(self) -> None:
        shown = bool(self._asked)
        if shown:
            self._text.setText("≠ " + (_told(self._asked) if self._is_told else _question(self._asked)))
            self._keep.setText(tr("Seen (Alt+K)") if self._is_told else tr("Keep the note (Alt+K)"))
        for each in (self._change, self._clear):
            each.setVisible(not self._is_told)
        if shown == self.isHidden():
            self.setVisible(shown)
            self.turned.emit()


def _keyed(text: str, key: str) -> QPushButton:
    """A button whose key works while the scores have the keyboard."""
    made = button(text)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    QShortcut(QKeySequence(key), made).activated.connect(made.click)  # at once: a button's own key waits
    return made


def _question(asked: Sequence[LeftNote]) -> str:
    first = asked[0]
    said = tr(
        N_("{name}, {row}: {before} → {after}. Its note was written for the old score: “{note}”."),
        name=first.name,
        row=first.code,
        before=figure(first.before, 1),
        after="–" if first.after is None else figure(first.after, 1),
        note=first.note,
    )
    more = len(asked) - 1
    return f"{said} " + tr("{count} more {count:is|are} asked about after it.", count=more) if more else said


def _told(left: Sequence[LeftNote]) -> str:
    told = N_(
        "{count} notes were written for the scores that stood there before, and stay under the new ones: "
        "{cells}. Shift+F2 on a cell changes its note."
    )
    cells = some_names([f"{each.name} ({each.code})" for each in left], _NAMED)
    return tr(told, count=len(left), cells=cells)
