"""Packages that were dropped or chosen: what they would do, both sides of a conflict, and taking them in."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.package_differences import Difference
from evalapp.domain.packages import Choice
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import chip, column, label, row, show_chip
from evalapp.ui.kit.pickers import Segments
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Around
from evalapp.ui.screens.exchange.columns import SIDES, THINGS
from evalapp.ui.screens.exchange.loading import look_into, take_all
from evalapp.ui.screens.exchange.taking import Taking, ThingLine, parts_of
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.securing import BEFORE_IMPORT

ACTIONS: tuple[ActionSpec[Taking], ...] = (
    ActionSpec("taking.leave", N_("Close"), shortcut="Esc", allowed=lambda state: not state.busy),
    ActionSpec(
        "taking.apply",
        N_("Take in"),
        shortcut="Ctrl+Return; F9",
        primary=True,
        allowed=lambda state: state.can_apply,
        shown=lambda state: not state.is_done,
        words=lambda state: state.apply_words,
    ),
)


_FEW_ROWS = 130  # pixels: a heading and three things


class TakingPanel(QFrame):
    """Shows what packages would do, takes decisions, and takes them in when told to."""

    left = Signal()
    changed = Signal(object)  # the Taking as it is now

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._desk = desk
        self._state: Taking | None = None
        self._title = label(look="title")
        self._done = chip()
        self._summary = label(wrap=True)
        self._doubts = label(look="muted", wrap=True)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[ThingLine] = Table(THINGS, lambda line: line.number, tr("What is in the packages"))
        self.table.moved.connect(self._show_sides)
        self.sides: Table[Difference] = Table(SIDES, lambda part: part.path, tr("Both sides"))
        self.choices = Segments(tr("What is to stand"))
        self.choices.chosen.connect(self._decide)
        self._asked = label(look="strong", wrap=True)
        self._asked.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._conflict = QFrame()
        below = column(self._conflict, row(self._asked, self.choices, spacing=MEDIUM), self.sides)
        below.setStretch(1, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(self.table)
        split.addWidget(self._conflict)
        self.table.setMinimumHeight(px(_FEW_ROWS))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = column(
            self,
            row(self._title, self._done, None, self.actions_bar),
            self._summary,
            self._doubts,
            split,
            margin=LARGE,
        )
        layout.setStretch(3, 1)
        self.setFocusProxy(self.table)

    def begin(self, taking: Taking) -> None:
        """Look into packages without changing anything."""
        self._run(taking, partial(look_into, taking=taking), tr("Reading the packages"))

    def render_state(self, state: Taking | None) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        if state is None:
            return
        self._title.setText(state.title)
        show_chip(self._done, tr("Imported") if state.is_done else "", Tone.OK)
        self._done.setVisible(state.is_done)
        self._summary.setText(state.summary)
        self._doubts.setText(state.doubts)
        self._doubts.setVisible(bool(state.doubts))
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        self._show_sides(self.table.current())

    def _run(
        self, taking: Taking, query: Callable[[Work], Taking], words: str, around: Around | None = None
    ) -> None:
        self.changed.emit(replace(taking, busy=True))
        self._desk.tasks.run(
            query,
            label=words,
            done=self.changed.emit,
            refused=partial(self._refuse, taking),
            around=around,
            owner=self,
        )

    def _refuse(self, taking: Taking, refusal: UserError) -> None:
        self._desk.tell(tr_error(refusal), Tone.BAD)
        if taking.taken is None:
            self.left.emit()
        else:
            self.changed.emit(replace(taking, busy=False))

    def _show_sides(self, line: ThingLine | None) -> None:
        state = self._state
        conflict = line.conflict if line is not None else None
        self._conflict.setVisible(conflict is not None)
        if state is None or conflict is None:
            return
        self._asked.setText(f"{conflict.called}: {tr_error(conflict.reason)}")
        self.choices.show_choices(state.choices, state.decided.get(conflict.id, Choice.LEAVE))
        self.choices.setEnabled(not state.busy and not state.is_done)
        self.sides.show_rows(parts_of(line))

    def _decide(self, choice: Choice) -> None:
        line = self.table.current()
        if self._state is not None and line is not None and line.conflict is not None:
            taking = self._state.deciding(line.conflict, choice)
            self._run(taking, partial(look_into, taking=taking), tr("Reading the packages"))

    def _do(self, key: str) -> None:
        if key == "taking.leave":
            self.left.emit()
        elif self._state is not None:
            self._run(
                self._state,
                partial(take_all, taking=self._state),
                tr("Receiving the packages"),
                Around(before=BEFORE_IMPORT),
            )
