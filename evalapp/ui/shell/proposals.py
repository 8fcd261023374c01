"""What is proposed for one person, a line each: F6 goes on, F7 accepts, F8 rejects, from anywhere."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.suggestions import State
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM, SMALL, TINY, colours
from evalapp.ui.kit.labels import OneLine, column, label, row
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.shell.deciding import Deciding
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.suggestions_state import SuggestionLine, SuggestionsState

_LEAST = 24  # pixels that the words of the chosen one keep where there is little height
_TWO_LINES = 36  # pixels
_CHOSEN = "▸"
_MOST = 3  # lines at a time; F6 brings the others

ACTIONS: tuple[ActionSpec[SuggestionsState], ...] = (
    ActionSpec(
        "proposal.next",
        N_("Next proposal (F6)"),
        shortcut="F6",
        allowed=lambda state: len(state.lines) > 1,
        shown=lambda state: len(state.lines) > 1,
    ),
    ActionSpec(
        "proposal.reopen",
        N_("Take the decision back"),
        allowed=lambda state: state.can_take_back,
        shown=lambda state: state.can_take_back,
    ),
    ActionSpec(
        "proposal.reject",
        N_("No, because… (F8)"),
        shortcut="F8",
        allowed=lambda state: state.can_accept,
        shown=lambda state: state.can_accept,
    ),
    ActionSpec(
        "proposal.accept",
        N_("Accept (F7)"),
        shortcut="F7",
        allowed=lambda state: state.can_accept,
        shown=lambda state: state.can_accept,
    ),
)


class ProposalBar(QFrame):
    """The proposals for one person; the chosen one is decided on where it stands."""

    settled = Signal(object)  # a decision was made or taken back: the Sheet as it is now
    left = Signal()  # by Escape

    def __init__(self, desk: Desk, *, narrow: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._state = SuggestionsState()
        self._row = ""
        self._lines = [_Line() for _ in range(_MOST)]
        for number, line in enumerate(self._lines):
            line.pressed.connect(lambda number=number: self._choose_shown(number))
        self.deciding = Deciding(desk, self)
        self.deciding.decided.connect(self.settled)
        self.deciding.reopened.connect(self.settled)
        self.row_picker, self.points = self.deciding.row_picker, self.deciding.points
        self.points.returnPressed.connect(self.accept)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._going_in = QShortcut(QKeySequence(Qt.Key.Key_F6), self)  # where there is no next one
        self._going_in.activated.connect(lambda: self.deciding.go_in(self._state))
        self._early = QShortcut(self)  # what decides, before the head's turn has come
        self._early.setKeys([QKeySequence(Qt.Key.Key_F7), QKeySequence(Qt.Key.Key_F8)])
        self._early.activated.connect(lambda: self.deciding.waits_for_head(self._state))
        self._whole = label(
            look="muted", wrap=True
        )  # the chosen one in full, where a line is too short for it
        self._whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._is_narrow = narrow
        self._scroll = Fitting(self._whole, _LEAST if narrow else _TWO_LINES, tr("Proposal"))
        listed = QWidget()
        column(listed, *self._lines, *(() if narrow else (self._scroll,)), spacing=TINY)
        fields = row(self.row_picker, self.points, spacing=SMALL)
        vertical, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        layout = QBoxLayout(vertical if narrow else beside, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL if narrow else MEDIUM)
        layout.addWidget(listed, 0 if narrow else 1)
        if narrow:
            layout.addWidget(self._scroll)
        layout.addWidget(fields, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if narrow:
            layout.addWidget(row(self.actions_bar, None))
            layout.addStretch(1)
        else:
            layout.addWidget(self.actions_bar, alignment=Qt.AlignmentFlag.AlignTop)

    @property
    def state(self) -> SuggestionsState:
        """What is shown."""
        return self._state

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they read, for tests and screen readers."""
        return tuple(self._words(line) for line in self._shown)

    def show_state(self, state: SuggestionsState, row: str = "") -> None:
        """Show what is proposed; the chosen one stays chosen. `row` is the criterion that somebody is at."""
        before = self._state.chosen
        chosen = next((line for line in state.lines if before and line.key == before.key), None)
        if chosen is None or (before and before.state is State.OPEN and chosen.state is not State.OPEN):
            chosen = next(iter(state.lines), None)
        self._row = row
        self.render_state(replace(state, chosen=chosen))

    def render_state(self, state: SuggestionsState) -> None:
        """The only method that changes what is on screen."""
        before, self._state = self._state.chosen, state
        fresh = before is None or state.chosen is None or before.key != state.chosen.key
        self.deciding.show_state(state, fresh=fresh, row=self._row)
        shown = self._shown
        for number, made in enumerate(self._lines):
            line = shown[number] if number < len(shown) else None
            made.setText(self._words(line) if line else "")
            made.setToolTip(f"{line.label}. {line.why}" if line else "")
            made.setVisible(line is not None)
            ink = colours().warn if line and line.state is State.OPEN else colours().muted
            made.setStyleSheet(f"color: {ink};")
        chosen = state.chosen
        self._whole.setText(chosen.told if chosen else state.nothing)
        self._scroll.updateGeometry()
        self.actions_bar.show_state(state)
        self._going_in.setEnabled(len(state.lines) == 1)
        self._early.setEnabled(state.can_decide and not state.can_accept)
        self._show_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width another line is cut."""
        super().resizeEvent(event)
        self._show_whole()

    def _show_whole(self) -> None:
        """Say why the chosen one is proposed under the lines, where its own line has no room for it."""
        is_cut = False
        for made, line in zip(self._lines, self._shown, strict=False):
            if line is self._state.chosen:
                words = self._words(line)
                is_cut = made.lacks_room_for(words)
                made.setText(self._words(line, is_brief=True) if is_cut or self._is_narrow else words)
        self._scroll.setVisible(self._is_narrow or is_cut)

    def accept(self) -> None:
        """Take the chosen proposal."""
        self.deciding.accept(self._state)

    def reject(self) -> None:
        """Reject the chosen proposal with a reason."""
        self.deciding.reject(self._state)

    def choose_next(self) -> None:
        """Go on to the next proposal, from the last to the first, and be there with the keyboard."""
        lines = self._state.lines
        if lines:
            self._choose(lines[(self._number + 1) % len(lines)])
            self.deciding.go_in(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _number(self) -> int:
        chosen = self._state.chosen
        return self._state.lines.index(chosen) if chosen in self._state.lines else 0

    @property
    def _shown(self) -> tuple[SuggestionLine, ...]:
        """The lines around the chosen one."""
        lines = self._state.lines
        first = max(0, min(self._number - 1, len(lines) - _MOST))
        return lines[first : first + _MOST]

    def _words(self, line: SuggestionLine, *, is_brief: bool = False) -> str:
        lines = self._state.lines
        sign = _CHOSEN if line is self._state.chosen else "  "
        count = f" {lines.index(line) + 1}/{len(lines)}" if len(lines) > 1 else ""
        standing = "" if line.state is State.OPEN else f"{line.standing[0]}: "
        if self._state.waits_for_head(line):
            standing = tr("for the head to decide") + ": "
        said = " · ".join(filter(None, (line.at, line.effect, "" if is_brief else line.told)))
        return f"{sign} ⚑{count} {standing}{said}"

    def _choose_shown(self, number: int) -> None:
        if number < len(self._shown):
            self._choose(self._shown[number])

    def _choose(self, line: SuggestionLine) -> None:
        self.render_state(replace(self._state, chosen=line))

    def _do(self, key: str) -> None:
        {
            "proposal.next": self.choose_next,
            "proposal.accept": self.accept,
            "proposal.reject": self.reject,
            "proposal.reopen": lambda: self.deciding.reopen(self._state),
        }[key]()


class _Line(OneLine):
    """One proposal, chosen by a click."""

    pressed = Signal()

    def lacks_room_for(self, words: str) -> bool:
        """Whether there is less room than words need."""
        return self.fontMetrics().horizontalAdvance(words) > self.width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.pressed.emit()
        super().mousePressEvent(event)
