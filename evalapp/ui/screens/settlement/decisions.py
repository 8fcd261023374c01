"""The card beside the ranking: the arithmetic in words, the equals to decide between, the exception."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.labels import button, column, label
from evalapp.ui.kit.rows import stop_within
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.settlement.state import SettlementState

_WIDTH = 272


class DecisionsCard(QFrame):
    """What only people can decide, and what they decide it by."""

    tie_pressed = Signal(int)
    undo_pressed = Signal()
    exception_entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(px(_WIDTH))
        self._unit_title = label(tr("The unit itself"), "strong")
        self._unit = label(wrap=True)
        self._arithmetic = label(wrap=True)
        self._ties_title = label(tr("Ties at the cut-off"), "strong")
        self.tie_buttons: list[QPushButton] = []
        self._ties = QVBoxLayout()
        self._ties.setSpacing(SMALL)
        self._first = label(wrap=True)
        self._undo = button(tr("Undo the choice"))
        self._undo.clicked.connect(self.undo_pressed)
        self._exception_title = label(tr("Exceptional quota"), "strong")
        self._exception_note = label(
            tr("Only with a decision of the authority in charge; its number is printed and sealed."),
            "muted",
            wrap=True,
        )
        self._exception = QLineEdit()
        self._exception.setPlaceholderText(tr("Number, such as 12/QĐ-UBND"))
        self._exception.setAccessibleName(tr("Decision that allows the exceptional quota"))
        self._exception.editingFinished.connect(self._tell_exception)
        self._exception_used = label(wrap=True)
        self._settling_title = label(look="strong")
        self._settling = label(wrap=True)
        inside = QWidget()
        layout = column(
            inside,
            self._unit_title,
            self._unit,
            label(tr("How the levels are worked out"), "strong"),
            self._arithmetic,
            self._ties_title,
            margin=LARGE,
            spacing=SMALL,
        )
        layout.addLayout(self._ties)
        for part in (
            self._first,
            self._undo,
            self._settling_title,
            self._settling,
            self._exception_title,
            self._exception_note,
            self._exception,
            self._exception_used,
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        scrolled = QScrollArea()  # where there is little height nothing of it is cut
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(inside)
        scrolled.setAccessibleName(tr("What the levels rest on"))
        column(self, scrolled)

    def show_state(self, state: SettlementState) -> None:
        """Show what the ranking rests on."""
        for part in (self._unit_title, self._unit):
            part.setVisible(state.rates_unit)
        self._unit.setText(state.unit_told)
        self._arithmetic.setText("\n\n".join(state.arithmetic) or "–")
        self._show_ties(state)
        self._first.setText(_chosen(state))
        self._first.setVisible(bool(state.goes_first.first or state.needless))
        self._undo.setVisible(bool(state.first) and state.can_decide)
        if not self._exception.hasFocus():
            self._exception.setText(state.exception)
        self._exception.setEnabled(state.can_decide)
        self._exception_title.setVisible(state.allows_exception)
        for part in (self._exception, self._exception_note):
            part.setVisible(state.allows_exception and not state.is_decided)
        used = (state.round.exception if state.round else None) or ""
        self._exception_used.setText(
            tr("Used by decision {number}.", number=used)
            if used
            else tr("Not used this {kind}.", kind=state.place.period.sort)
        )
        self._exception_used.setVisible(state.allows_exception and state.is_decided)
        self._settling_title.setText(
            tr("If it has to be changed") if state.is_decided else tr("What “Settle” does")
        )
        self._settling.setText(state.settling_told)
        for part in (self._settling_title, self._settling):
            part.setVisible(bool(state.settling_told))

    def _show_ties(self, state: SettlementState) -> None:
        ties = state.ties
        self._ties_title.setVisible(bool(ties))
        while len(self.tie_buttons) < len(ties):
            made = button("")
            number = len(self.tie_buttons)
            made.clicked.connect(lambda _checked=False, number=number: self.tie_pressed.emit(number))
            self._ties.addWidget(made)
            self.tie_buttons.append(made)
            stop_within(self._ties_title, self.tie_buttons)
        for number, made in enumerate(self.tie_buttons):
            made.setVisible(number < len(ties))
            if number < len(ties):
                names = " = ".join(map(state.called, ties[number]))
                made.setText(_asked(len(ties[number]), state.places[number]))
                made.setToolTip(names)
                made.setAccessibleName(f"{made.text()} {names}")
                made.setEnabled(state.can_decide)

    def enter_exception(self, number: str) -> None:
        """Enter the number as typing it and leaving the field does."""
        self._exception.setText(number)
        self._tell_exception()

    def _tell_exception(self) -> None:
        self.exception_entered.emit(self._exception.text().strip())


def _asked(count: int, places: int) -> str:
    if places > 1:
        return tr("Which {places} of {count} go first?", places=places, count=count)
    return tr("Who goes first of {count}?", count=count)


def _chosen(state: SettlementState) -> str:
    """Who goes first and why; a choice that decides nothing now is kept, and said to be."""
    first, reason = state.goes_first
    said = [
        tr("Goes first: {people}. Reason: {reason}", people=_named(state, first), reason=reason)
        if first
        else "",
        tr(
            "{people}: chosen, but tied at no line now, so the choice decides nothing. It is kept with its "
            "reason until you settle: {reason}",
            people=_named(state, state.needless),
            reason=state.reason,
        )
        if state.needless
        else "",
    ]
    return "\n".join(part for part in said if part)


def _named(state: SettlementState, codes: Sequence[str]) -> str:
    return ", ".join(map(state.called, codes))
