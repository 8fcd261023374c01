"""The list of suggestions: what facts propose for a month, taken or rejected with one key each."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Answer, RoundId, Sheet, SheetId
from evalapp.domain.suggestions import State
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.deciding import Deciding
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import Answered
from evalapp.ui.shell.suggestions_state import COLUMNS, SuggestionLine, SuggestionsState, read_suggestions
from evalapp.ui.shell.undoing import Undoing

ACTIONS: tuple[ActionSpec[SuggestionsState], ...] = (
    ActionSpec(
        "suggestion.reopen",
        N_("Take the decision back"),
        allowed=lambda state: state.can_take_back,
        shown=lambda state: state.can_take_back,
    ),
    ActionSpec(
        "suggestion.reject",
        N_("No, because… (F8)"),
        shortcut="F8",
        allowed=lambda state: state.can_decide,
        shown=lambda state: not state.can_take_back,
    ),
    ActionSpec(
        "suggestion.accept",
        N_("Accept (F7)"),
        shortcut="F7",
        primary=True,
        allowed=lambda state: state.can_accept,
        shown=lambda state: not state.can_take_back,
    ),
)


_ANSWERS = {
    Answer.ACCEPTED: N_("accepted"),
    Answer.REJECTED: N_("rejected"),
    None: N_("it waits for a decision again"),
}


class SuggestionList(QWidget):
    """Everything proposed for the people of a month, or for one of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
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
        self._deciding = Deciding(desk, self)
        self._deciding.begun.connect(partial(desk.tell, "", Tone.PLAIN))  # what was said is over with this
        self._deciding.decided.connect(self._go_on)
        self._deciding.reopened.connect(self._keep_answer)
        self._answering: SuggestionLine | None = None  # the one whose answer is on its way
        self._deciding.begun.connect(self._note_answering)
        self._undoing = Undoing(desk, self, lambda: self._shown[0], sees_marks=False)
        self._undoing.walked.connect(self._show_walked)
        for keys, back in (("Ctrl+Z", True), ("Ctrl+Y", False), ("Ctrl+Shift+Z", False)):
            turning = QShortcut(QKeySequence(keys), self.table)
            turning.setContext(Qt.ShortcutContext.WidgetShortcut)
            turning.activated.connect(partial(self._undoing.turn, back=back))
        self.row_picker, self.points = self._deciding.row_picker, self._deciding.points
        self.points.returnPressed.connect(self._accept)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._decision = row(self.row_picker, self.points, None, self.actions_bar)
        layout = column(self, self._nothing, self.table, self._why, self._decision, spacing=MEDIUM)
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
        self._deciding.show_state(state, fresh=line is None or before is None or line.key != before.key)
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
        self._deciding.accept(self._state)

    def _reject(self) -> None:
        self._deciding.reject(self._state)

    def _reopen(self) -> None:
        self._deciding.reopen(self._state)

    def _go_on(self, sheet: Sheet) -> None:
        """The list is read again, and the next one that waits is chosen."""
        self._goes_on = True
        self._keep_answer(sheet)

    def _note_answering(self) -> None:
        self._answering = self._state.chosen

    def _keep_answer(self, sheet: Sheet) -> None:
        """An answer is a step like those of the month's list, and says how it is taken back."""
        line, of = self._answering, self._shown[0]
        if line is not None and of is not None:
            before = line.proposed.suggestion.decision
            after = next((each for each in sheet.decisions if each.key == line.suggestion_key), None)
            self._desk.steps.add(of, Answered(line.sheet, line.suggestion_key, line.label, before, after))
            told = N_("{name}, “{label}”: {state}. Ctrl+Z takes it back.")
            state = tr(_ANSWERS[after.answer if after else None])
            self._desk.tell(tr(told, name=line.who, label=line.label, state=state), Tone.OK)
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.table.setFocus()
        self.load(*self._shown)

    def _show_walked(self, step: Answered) -> None:
        """Be at the suggestion whose answer was taken back or given again."""
        self._goes_on = False
        line = next((each for each in self._state.lines if each.key == (step.sheet, step.key)), None)
        if line is not None:
            self.table.select(line)
        self.load(*self._shown)
