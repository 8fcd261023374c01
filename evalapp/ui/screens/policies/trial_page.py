"""Trying the open policy on past months: chosen, run with progress, and set beside what was decided."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.simulation import Simulation
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.bars import BarList
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px, row_height
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.screens.policies.trial_state import (
    TRIAL_COLUMNS,
    Choices,
    TrialLine,
    TrialState,
    read_choices,
    run_trial,
)
from evalapp.ui.shell.routes import Desk

_TOLD, _LISTED = 40, 104  # pixels of height that the reasons and the list keep
_LOW = 340  # pixels
_BARS, _BARS_FRAME = 2, 2  # as decided and as tried

ACTIONS: tuple[ActionSpec[TrialState], ...] = (
    ActionSpec(
        "trial.run",
        N_("Try it"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda state: state.can_try,
    ),
)


class TrialPage(PolicyPanel):
    """Months chosen at the top, counts below them, then who would have another level and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: TrialState | None = None
        self.unit = ChoicePicker(tr("Unit"), tr("Choose…"))
        self.unit.chosen.connect(self._choose_unit)
        self.first = ChoicePicker(tr("From period"), tr("Choose…"))
        self.first.chosen.connect(self._choose_first)
        self.last = ChoicePicker(tr("To period"), tr("Choose…"))
        self.last.chosen.connect(self._choose_last)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._try)
        self._hint = label(look="muted", wrap=True)
        self._summary = label(look="strong", wrap=True)
        self.bars = BarList(tr("Levels"))
        self.bars.setFixedHeight(_BARS * row_height() + _BARS_FRAME)
        self.table: Table[TrialLine] = Table(TRIAL_COLUMNS, lambda line: line.number, tr("Who would change"))
        self.table.make_sortable()
        self.table.moved.connect(self._tell_why)
        self._why = label(wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._empty = EmptyState()
        self.table.setMinimumHeight(px(_LISTED))
        self._found = QWidget()
        found = column(self._found, self.table, Fitting(self._why, px(_TOLD), tr("Why")))
        found.setStretch(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._found)
        self._stack.addWidget(self._empty)
        chosen = row(
            self.unit, label(tr("From period"), "muted"), self.first,
            label(tr("To period"), "muted"), self.last, None, self.actions_bar, spacing=MEDIUM,
        )  # fmt: skip
        layout = column(self, chosen, self._hint, self._summary, self.bars, self._stack, spacing=MEDIUM)
        layout.setStretch(4, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> TrialState | None:
        """What is shown."""
        return self._state

    def render_state(self, state: OpenState) -> None:
        """Follow what is open; what was tried stays until another policy is opened."""
        before = self._state
        if before is None or (before.opened.code, before.opened.draft is None) != (
            state.code,
            state.draft is None,
        ):
            before = TrialState(state)
        self._state = replace(before, opened=state)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: object) -> None:
        """Ask what it can be tried on when the page is turned to."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType] - Qt's own event
        self._draw()
        if self._state and not self._state.loaded:
            self._load("")

    def _load(self, unit: str) -> None:
        self._desk.tasks.load(partial(read_choices, unit=unit), done=self._show_choices, owner=self)

    def _show_choices(self, choices: Choices) -> None:
        if self._state:
            known = [str(period) for period in choices.periods]
            first, last = (known[0], known[-1]) if known else ("", "")
            self._state = replace(self._state, choices=choices, first=first, last=last, loaded=True)
            self._draw()

    def _choose_unit(self, unit: str) -> None:
        self._load(unit)

    def _choose_first(self, first: str) -> None:
        if self._state:
            self._state = replace(self._state, first=first, last=max(self._state.last, first))
            self._draw()

    def _choose_last(self, last: str) -> None:
        if self._state:
            self._state = replace(self._state, last=last, first=min(self._state.first, last))
            self._draw()

    def _try(self, _key: str) -> None:
        state = self._state
        if state is None or not state.can_try:
            return
        document = state.opened.document
        trying = partial(
            run_trial, document=document, unit=state.choices.unit, first=state.first, last=state.last
        )
        self._state = replace(state, tried=document, outcome=None)
        self._draw()
        self._desk.tasks.run(
            trying, label=tr("Trying the policy on past months"), done=self._show_outcome, owner=self
        )

    def _show_outcome(self, outcome: Simulation) -> None:
        if self._state:
            self._state = replace(self._state, outcome=outcome)
            self._draw()
            self.table.setFocus()

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self._state = replace(self._state, busy=self._desk.tasks.busy)
            if self.isVisible():
                self._draw()

    def _draw(self) -> None:
        state = self._state
        if state is None:
            return
        self.unit.show_choices(state.unit_choices, state.choices.unit)
        self.first.show_choices(state.period_choices, state.first)
        self.last.show_choices(state.period_choices, state.last)
        self.actions_bar.show_state(state)
        self._hint.setText(state.hint)
        self._hint.setVisible(state.outcome is None)  # once it was tried, the sums say the same
        self._summary.setText(state.summary)
        self._summary.setVisible(state.outcome is not None)
        self._fit()
        self.bars.show_rows(state.bars)
        lines = state.lines
        self.table.show_rows(lines)
        current = self.table.current()
        self._why.setText(current.why if current else "")
        title = tr("Nobody would have another level") if state.outcome else tr("Not tried yet")
        self._empty.show_text(title, "" if state.outcome else tr("Choose the months and press “Try it”."))
        self._stack.setCurrentWidget(self._found if lines else self._empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height who changes comes before how many have which level."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_tried = self._state is not None and self._state.outcome is not None
        self.bars.setVisible(is_tried and self.height() >= px(_LOW))

    def _tell_why(self, line: TrialLine) -> None:
        self._why.setText(line.why)
