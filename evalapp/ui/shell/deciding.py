"""Deciding on one suggestion from the window: asks for what is missing, carries it out, says so."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.documents.reading.values import as_points
from evalapp.domain.rounds import Answer, Decision, Sheet, SheetId
from evalapp.domain.suggestions import HEAD_FIRST
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.suggestions_state import SuggestionLine, SuggestionsState
from evalapp.usecases.suggestions import HEAD_DECIDES, accept_suggestion, reject_suggestion, reopen_suggestion

_POINTS_WIDTH = 110


class Deciding(QObject):
    """Accepts, rejects and takes decisions back, with the two fields that an acceptance may need."""

    begun = Signal()
    decided = Signal(object)  # the Sheet as it is now
    reopened = Signal(object)
    given_up = Signal()  # it was refused, or failed

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._row = ""
        self._has_asked = False  # for points or a row, and that is still said
        self.row_picker = ChoicePicker(tr("Row"), tr("Which row?"))
        self.points = QLineEdit()
        self.points.setMaximumWidth(px(_POINTS_WIDTH))
        self.points.setPlaceholderText(tr("Points"))
        self.points.setAccessibleName(tr("How many points it costs or earns"))
        self.points.setToolTip(tr("Empty: as many as the rules say"))

    def show_state(self, state: SuggestionsState, *, fresh: bool, row: str = "") -> None:
        """Show the fields that the chosen suggestion needs; `row` is the one that somebody is at."""
        codes = [choice.key for choice in state.rows]
        if fresh:
            self._say_no_more()
            self.points.clear()
            self.row_picker.show_choices(state.rows, row if row in codes else None)
        elif row != self._row and row in codes:
            self.row_picker.show_choices(state.rows, row)
        self._row = row
        self.row_picker.setVisible(bool(state.rows))
        self.points.setVisible(state.can_accept)

    def go_in(self, state: SuggestionsState) -> None:
        """Put the keyboard into the field of the chosen suggestion, or say why there is none yet."""
        if not self.points.isHidden():
            self.points.setFocus()
            self.points.selectAll()
        elif state.chosen and state.can_decide:
            self._waits(state, state.chosen)

    def accept(self, state: SuggestionsState) -> None:
        """Take the chosen suggestion into the head's mark."""
        line = state.chosen
        if line is None or not state.can_decide or self._asks(state, line):
            return
        try:
            points = as_points(self.points.text().strip() or None)
        except UserError as error:
            self._desk.tell(tr_error(error), Tone.BAD)
            return
        accepting = partial(
            accept_suggestion,
            sheet_id=line.sheet,
            key=line.suggestion_key,
            points=points,
            row=None if self.row_picker.key is None else str(self.row_picker.key),
        )
        self._run(accepting, self.decided.emit)

    def reject(self, state: SuggestionsState) -> None:
        """Say why the chosen suggestion is not followed."""
        line = state.chosen
        if line is None or not state.can_decide or self.waits_for_head(state):
            return
        reason = self._desk.dialogs.reason(
            tr("Do not follow this suggestion?"),
            f"{line.who}: {line.label}. {line.why}",
            tr("Reject"),
        )
        if reason:
            rejecting = partial(
                reject_suggestion, sheet_id=line.sheet, key=line.suggestion_key, reason=reason
            )
            self._run(rejecting, self.decided.emit)

    def reopen(self, state: SuggestionsState) -> None:
        """Take the decision on the chosen suggestion back."""
        line = state.chosen
        if line is not None and state.can_take_back:
            opening = partial(reopen_suggestion, sheet_id=line.sheet, key=line.suggestion_key)
            self._run(opening, self.reopened.emit)

    def again(
        self, sheet: SheetId, key: str, decision: Decision | None, *, done: Callable[[Sheet], None]
    ) -> None:
        """Answer a suggestion as it was answered once, or let it wait again where it was not."""
        self._run(partial(answer_again, sheet_id=sheet, key=key, decision=decision), done)

    def waits_for_head(self, state: SuggestionsState) -> bool:
        """Whether the chosen suggestion is for the head to decide, whose turn has not come; that is said."""
        line = state.chosen
        return line is not None and state.waits_for_head(line) and self._waits(state, line)

    def _run(self, answering: Callable[[Work], Sheet], done: Callable[[Sheet], None]) -> None:
        self._say_no_more()
        self.begun.emit()
        self._desk.tasks.run(
            answering,
            label=tr("Saving"),
            done=done,
            owner=self._owner,
            refused=self._give_up,
            failed=self._give_up,
        )

    def _say_no_more(self) -> None:
        """What was asked for is given, or another suggestion is looked at."""
        if self._has_asked:
            self._has_asked = False
            self._desk.tell("", Tone.PLAIN)

    def _give_up(self, _error: Exception) -> None:
        self.given_up.emit()

    def _waits(self, state: SuggestionsState, line: SuggestionLine) -> bool:
        """Whether the head has to score the row first, which is said before anything is asked for."""
        unscored, key = line.proposed.unscored, self.row_picker.key
        rows = [code for code in line.proposed.suggestion.rows if key in (None, code)]
        if not rows or not unscored.issuperset(rows):
            return False
        told, who = HEAD_FIRST, line.proposed.participant
        if state.waits_for_head(line):
            told = HEAD_DECIDES
        self._desk.tell(tr(told, rows=", ".join(rows), name=f"{who.name} ({who.code})"), Tone.WARN)
        return True

    def _asks(self, state: SuggestionsState, line: SuggestionLine) -> bool:
        """Whether something has to be filled in first; the cursor goes there."""
        if self._waits(state, line):
            return True
        if state.rows and self.row_picker.key is None:
            rows = ", ".join(str(choice.key) for choice in state.rows)
            text = tr(
                "“{label}” may concern several rows: {rows}. Say which one.", label=line.label, rows=rows
            )
            asked: QWidget = self.row_picker
        elif line.needs_points and not self.points.text().strip():
            text = tr("The rules set no points for “{label}”: say how many.", label=line.label)
            asked = self.points
        else:
            return False
        self._desk.tell(text, Tone.WARN)
        self._has_asked = True
        asked.setFocus()
        return True


def answer_again(work: Work, *, sheet_id: SheetId, key: str, decision: Decision | None) -> Sheet:
    """Answer a suggestion as it was answered once, or let it wait again where it was not."""
    if decision is None:
        return reopen_suggestion(work, sheet_id=sheet_id, key=key)
    if decision.answer is Answer.REJECTED:
        return reject_suggestion(work, sheet_id=sheet_id, key=key, reason=decision.reason)
    points, row = abs(decision.points), decision.row
    return accept_suggestion(work, sheet_id=sheet_id, key=key, points=points, row=row)
