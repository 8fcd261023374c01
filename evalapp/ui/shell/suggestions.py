"""The list of suggestions: what facts propose for a month, taken or rejected with one key each."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_points
from evalapp.domain.rounds import RoundId, Sheet, SheetId
from evalapp.domain.suggestions import State
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.suggestions_state import COLUMNS, SuggestionLine, SuggestionsState, read_suggestions
from evalapp.usecases.suggestions import accept_suggestion, reject_suggestion, reopen_suggestion

ACTIONS: tuple[ActionSpec[SuggestionsState], ...] = (
    ActionSpec(
        "suggestion.reopen",
        N_("Take the decision back"),
        allowed=lambda state: state.can_take_back,
        shown=lambda state: state.can_take_back,
    ),
    ActionSpec(
        "suggestion.reject",
        N_("No, because… (Delete)"),
        allowed=lambda state: state.can_decide,
        shown=lambda state: not state.can_take_back,
    ),
    ActionSpec(
        "suggestion.accept",
        N_("Accept (Enter)"),
        primary=True,
        allowed=lambda state: state.can_decide,
        shown=lambda state: not state.can_take_back,
    ),
)
_POINTS_WIDTH = 110


class SuggestionList(QFrame):
    """Everything proposed for the people of a month, or for one of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._desk = desk
        self._state = SuggestionsState()
        self._shown: tuple[RoundId | None, SheetId | None] = (None, None)
        self._goes_on = False  # to the next one that waits, once a decision was made
        self.table: Table[SuggestionLine] = Table(COLUMNS, lambda line: line.key, tr("Suggestions"))
        self.table.opened.connect(self._accept)
        self.table.moved.connect(self._choose)
        rejecting = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        rejecting.setContext(Qt.ShortcutContext.WidgetShortcut)
        rejecting.activated.connect(self._reject)
        self._nothing = label(look="muted", wrap=True)
        self._why = label(wrap=True)
        self._why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row_picker = ChoicePicker(tr("Row"), tr("Which row?"))
        self.points = QLineEdit()
        self.points.setMaximumWidth(_POINTS_WIDTH)
        self.points.setPlaceholderText(tr("Points"))
        self.points.setAccessibleName(tr("How many points it costs or earns"))
        self.points.setToolTip(tr("Empty: as many as the rules say"))
        self.points.returnPressed.connect(self._accept)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._decision = row(self.row_picker, self.points, None, self.actions_bar)
        layout = column(
            self, self._nothing, self.table, self._why, self._decision, margin=LARGE, spacing=MEDIUM
        )
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> SuggestionsState:
        """What is shown."""
        return self._state

    def load(self, round_id: RoundId | None, sheet: SheetId | None = None) -> None:
        """Show what is proposed in a round, or for one person of it."""
        self._shown = (round_id, sheet)
        query = partial(read_suggestions, round_id=round_id, sheet=sheet)
        self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def render_state(self, state: SuggestionsState) -> None:
        """The only method that changes what is on screen."""
        before = self._state.chosen
        self._state = state
        self._nothing.setText(state.nothing)
        self._nothing.setVisible(bool(state.nothing))
        for part in (self.table, self._why, self._decision):
            part.setVisible(bool(state.lines))
        self.table.show_rows(state.lines)
        line = state.chosen
        self._why.setText(f"{line.who}: {line.label}. {line.why}" if line else "")
        if line is None or before is None or line.key != before.key:
            self.points.clear()
            self.row_picker.show_choices(state.rows, None)
        self.row_picker.setVisible(bool(state.rows))
        self.points.setVisible(state.can_decide)
        self.actions_bar.show_state(state)

    def _show_loaded(self, loaded: SuggestionsState) -> None:
        current = self.table.current()
        chosen = next((line for line in loaded.lines if current and line.key == current.key), None)
        if self._goes_on or chosen is None:
            waiting = [line for line in loaded.lines if line.state is State.OPEN]
            chosen = next(iter((*waiting, *([chosen] if chosen else loaded.lines))), None)
        self._goes_on = False
        self.render_state(replace(loaded, chosen=chosen, busy=self._desk.tasks.busy))
        if chosen is not None:
            self.table.select(chosen)

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _choose(self, line: SuggestionLine) -> None:
        if self._state.chosen is None or self._state.chosen.key != line.key:
            self.render_state(replace(self._state, chosen=line))

    def _do(self, key: str) -> None:
        {
            "suggestion.accept": self._accept,
            "suggestion.reject": self._reject,
            "suggestion.reopen": self._reopen,
        }[key]()

    def _accept(self, _line: object = None) -> None:
        line = self._state.chosen
        if line is None or not self._state.can_decide or self._asks(line):
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
        self._desk.tasks.run(accepting, label=tr("Saving"), done=self._go_on, owner=self)

    def _asks(self, line: SuggestionLine) -> bool:
        """Whether something has to be filled in first; the cursor goes there."""
        if self._state.rows and self.row_picker.key is None:
            rows = ", ".join(str(choice.key) for choice in self._state.rows)
            text = tr(
                "“{label}” may concern several rows: {rows}. Say which one.", label=line.label, rows=rows
            )
            asked = self.row_picker
        elif line.needs_points and not self.points.text().strip():
            text = tr("The rules set no points for “{label}”: say how many.", label=line.label)
            asked = self.points
        else:
            return False
        self._desk.tell(text, Tone.WARN)
        asked.setFocus()
        return True

    def _reject(self) -> None:
        line = self._state.chosen
        if line is None or not self._state.can_decide:
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
            self._desk.tasks.run(rejecting, label=tr("Saving"), done=self._go_on, owner=self)

    def _reopen(self) -> None:
        line = self._state.chosen
        if line is not None and self._state.can_take_back:
            opening = partial(reopen_suggestion, sheet_id=line.sheet, key=line.suggestion_key)
            self._desk.tasks.run(opening, label=tr("Saving"), done=self._reload, owner=self)

    def _go_on(self, sheet: Sheet) -> None:
        """The list is read again, and the next one that waits is chosen."""
        self._goes_on = True
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.table.setFocus()
        self._reload(sheet)

    def _reload(self, _sheet: Sheet) -> None:
        self.load(*self._shown)
