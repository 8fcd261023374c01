"""One entry of the history in full: who did what and when, each part from what to what, and its hash."""

from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.history_words import Told
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.history.state import HistoryLine

_NARROWEST = 280
_TOLD, _LISTED = 112, 112  # pixels of height that the facts and the parts keep
_MOST = 1_000  # parts that are listed: the height of each is measured

_PARTS: tuple[Column[tuple[int, Told]], ...] = (
    Column(
        "name",
        N_("Part of the entry"),
        lambda part: part[1].name,
        width=120,
        tone=lambda _part: Tone.MUTED,
        wraps=True,
    ),
    Column("before", N_("Value before"), lambda part: part[1].before, empty="", wraps=True),
    Column("after", N_("Value after"), lambda part: part[1].after, empty="", wraps=True),
)


class EntryPanel(QFrame):
    """Stands beside the list while an entry is looked at; Escape or its button leads back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._line: HistoryLine | None = None
        self._title = label(look="title", wrap=True)
        self.facts = {key: label(wrap=True) for key in ("at", "actor", "action", "subject", "hash")}
        for each in self.facts.values():
            each.setMinimumWidth(1)  # it wraps: in a narrow panel nothing of it is cut off
            each.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.parts: Table[tuple[int, Told]] = Table(_PARTS, lambda part: part[0], tr("What the entry tells"))
        self.parts.setMinimumHeight(px(_LISTED))
        self.rest = label(look="muted", wrap=True)
        self.copied, close = button(tr("Copy")), button(tr("Close"))
        self.copied.clicked.connect(self._copy)
        close.clicked.connect(self.leave)
        layout = column(
            self,
            row(self._title, self.copied, close),
            Fitting(self._facts_table(), px(_TOLD), tr("History")),
            self.parts,
            self.rest,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(2, 1)
        self.setMinimumWidth(px(_NARROWEST))
        self.setFocusProxy(self.parts)
        QShortcut(
            QKeySequence("Esc"), self, self.leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self.hide()

    def show_line(self, line: HistoryLine) -> None:
        """Show an entry in full."""
        self._line = line
        self._title.setText(line.title)
        for key, text in line.facts.items():
            self.facts[key].setText(text)
        told = tuple(islice(enumerate(line.told), _MOST + 1))
        self.parts.show_rows(told[:_MOST])
        self.rest.setText(tr("Only the first {count} parts are listed; “Copy” takes all.", count=_MOST))
        self.rest.setVisible(len(told) > _MOST)
        self.show()

    def leave(self) -> None:
        """Go back to the list."""
        self._line = None
        self.hide()
        self.left.emit()

    def _facts_table(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SMALL)
        grid.setColumnStretch(1, 1)
        words = {
            "at": tr("When"),
            "actor": tr("By whom"),
            "action": tr("What was done"),
            "subject": tr("To what"),
            "hash": tr("Hash"),
        }
        for number, (key, text) in enumerate(words.items()):
            grid.addWidget(label(text, "muted"), number, 0, alignment=Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.facts[key], number, 1)
            self.facts[key].setAccessibleName(text)
        return made

    def _copy(self) -> None:
        if self._line is not None:
            QGuiApplication.clipboard().setText(self._line.in_full)
