"""Ctrl+Z and Ctrl+Y over the steps of a session: marks change at once, answers on the worker."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.rounds import Sheet
from evalapp.ui.kit.grid import Grid
from evalapp.ui.screens.month.bulk import Wanted
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.resuming import Found, at_cell, at_step
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.proposals import ProposalBar
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import (
    Answered,
    AnyStep,
    History,
    Step,
    answer_words,
    answered,
    inverted,
    people_of,
)


class Walking(QObject):
    """Takes steps back and does them again, the newest first, whatever kind they are."""

    def __init__(
        self,
        desk: Desk,
        grid: Grid[GridRow],
        proposals: ProposalBar,
        read: Callable[[], MonthState | None],
        take: Callable[[Wanted, int], None],
        follow: Callable[[MonthState, Found | None], None],
    ) -> None:
        super().__init__(grid)
        self._desk, self._grid = desk, grid
        self._read, self._take, self._follow = read, take, follow
        self._deciding = proposals.deciding
        self._flying = 0  # answers on their way
        self._walked: AnyStep | None = None  # the step whose answer is on its way, if it is one of a walk
        self._waiting: list[Callable[[], None]] = []  # what was asked for meanwhile: it needs their outcome
        self._deciding.begun.connect(self._begin)
        self._deciding.given_up.connect(self._give_up)
        proposals.settled.connect(self._keep_answer)

    def undo(self) -> None:
        """Take the newest step back."""
        self._turn(self.undo, back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(self.redo, back=False)

    def _turn(self, again: Callable[[], None], *, back: bool) -> None:
        state = self._read()
        if self._flying:
            self._waiting.append(again)
        elif state and back and state.history.ends_beside:
            self._follow(replace(state, history=state.history.with_beside("")), None)
            self._desk.tell(tr(state.history.beside_words), Tone.WARN)
        elif state and (steps := state.history.done if back else state.history.undone):
            self._walk(state, steps[-1], back=back)

    def _walk(self, state: MonthState, known: AnyStep, *, back: bool) -> None:
        """Take a step back or do it again, where nobody else changed its marks meanwhile, and show where."""
        if not isinstance(known, Answered):
            self._desk.tell("", Tone.PLAIN)  # what was said of the step is over with it
            wanted = Wanted(
                lambda _state: inverted(known) if back else known,
                partial(_walked, known, back=back),
                is_walk=True,
                taken=self._show_marks,
                against=partial(self._forget, known),
            )
            self._take(wanted, len(people_of(known)))
            return
        step = known.inverse if back else known
        if against := state.against(step):
            self._forget(known, against)
            return
        self._desk.tell("", Tone.PLAIN)
        self._walked = known
        history = state.history.back() if back else state.history.forth()
        done = partial(self._show_answer, step, history)
        self._deciding.again(step.sheet, step.key, step.after, done=done)

    def _show_marks(self, step: Step) -> None:
        if after := self._read():
            self._follow(after, at_step(after, step, self._grid))

    def _forget(self, known: AnyStep, against: str) -> None:
        if state := self._read():
            self._follow(replace(state, history=state.history.without(known)), None)
        self._desk.tell(against, Tone.WARN)

    def _show_answer(self, step: Answered, history: History, sheet: Sheet) -> None:
        """An answer was taken back or given again: show where, and say it, since a mark may have moved."""
        state = self._read()
        if state and step.sheet in state.lines:
            after = replace(state.with_answer(sheet), history=history)
            self._follow(after, at_cell(after, step.sheet, step.row))
            self._desk.tell(answer_words(step, after.lines[step.sheet].name), Tone.OK)
        self._end()

    def _keep_answer(self, sheet: Sheet) -> None:
        """Somebody answered a suggestion, or took that back: a step like any other."""
        state = self._read()
        line = state.lines.get(sheet.participant.sheet) if state else None
        step = answered(line.sheet, sheet, line.policy, line.round.period) if line else None
        if state and step:
            history = state.history.with_step(step)
            self._follow(replace(state.with_answer(sheet), history=history), None)
        self._grid.setFocus()
        self._end()

    def _give_up(self) -> None:
        """A step that was refused is no step any more: the reason is told, and the one before is next."""
        state, walked = self._read(), self._walked
        if state and walked:
            self._follow(replace(state, history=state.history.without(walked)), None)
        self._end()

    def _begin(self) -> None:
        self._desk.tell("", Tone.PLAIN)  # what was said of an answer before is over with this one
        self._flying += 1

    def _end(self) -> None:
        self._flying, self._walked = self._flying - 1, None
        waiting, self._waiting = self._waiting, []
        for again in waiting:  # what is on its way again by then makes the others wait once more
            again()


def _walked(known: Step, history: History, _step: Step, *, back: bool) -> History:
    """The steps after one was walked; another may have been done on a form while the worker was at it."""
    newest = history.done if back else history.undone
    if not newest or newest[-1] is not known:
        return history.without(known)
    return history.back() if back else history.forth()
