"""Steps of very many marks: worked out, rated and saved by the worker, shown once they are on the disk.

The window would stand still for a second. What is asked for meanwhile, a mark that is typed or a step that is
taken back, waits for it in order; a step that is cancelled or refused has changed nothing.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Round, SheetId
from evalapp.store.work import Work
from evalapp.ui.screens.month.lines import DrawnRows, PersonLine
from evalapp.ui.screens.month.loading import otherwise, shown_after
from evalapp.ui.screens.month.saving import Outbox, Seen, new_marks
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import History, MarkEdit, Step
from evalapp.usecases.marks import Entered, enter_marks

MANY = 100  # people: with more of them a step is one for the worker
_PIECE = 50  # people between two words of how far the work is
_NOTHING_TAKEN = N_("Cancelled: none of these scores was taken.")


class Wanted(Struct, frozen=True):
    """A step that is asked for: from the month as it is then, and what it makes of the steps before."""

    make: Callable[[MonthState], Step]
    history: Callable[[History, Step], History] = History.with_step
    is_walk: bool = False  # taken back or done again: only where nobody else changed its marks since
    taken: Callable[[Step], object] = len  # when it is shown, or there was nothing to do
    against: Callable[[str], object] = len  # why it cannot be taken
    refused: Callable[[], object] = tuple  # none of it was saved, since the worker refused it


class Asked(Protocol):
    """A step for many that has words for what became of it."""

    @property
    def people(self) -> int:
        """How many it is about; 0 for everybody."""
        ...

    def step(self, state: MonthState) -> Step:
        """The step, from the month as it is then."""
        ...

    def words(self, step: Step) -> tuple[str, Tone]:
        """What became of it."""
        ...


class Taken(Struct, frozen=True):
    """What the worker made of it: the month it began with, the step, the month after it."""

    wanted: Wanted
    before: MonthState
    after: MonthState
    step: Step = ()
    entered: Entered | None = None
    against: str = ""


class BulkSteps(QObject):
    """Takes steps in the order in which they are asked for: small ones at once, big ones by the worker."""

    taken = Signal(object, object)  # the MonthState after a big step, what was Entered
    turned = Signal(bool)  # whether what is entered from now on waits
    outdated = Signal(object)  # the Place: what is stored has to be read again

    def __init__(
        self,
        desk: Desk,
        outbox: Outbox,
        owner: QObject,
        read: Callable[[], MonthState | None],
        apply: Callable[[Step, History], None],
    ) -> None:
        super().__init__(owner)
        self._desk, self._outbox, self._read, self._apply = desk, outbox, read, apply
        self._waiting: list[Callable[[], object]] = []
        self._last: Callable[[], object] | None = None
        self.is_running = False

    def take(self, wanted: Wanted, people: int) -> None:
        """Take a step of about so many people, after the one that is under way."""
        state = self._read()
        if self.is_running:
            self._waiting.append(partial(self.take, wanted, people))
        elif state and people > MANY:
            self._begin(state, wanted)
        elif state:
            step = wanted.make(state)
            if against := state.against(step) if wanted.is_walk else "":
                wanted.against(against)
                return
            self._apply(step, wanted.history(state.history, step))
            wanted.taken(step)

    def take_asked(self, asked: Asked) -> None:
        """Take what was asked for of some people or of everybody, and say what became of it."""
        wanted = Wanted(asked.step, taken=lambda step: self._desk.tell(*asked.words(step)))
        if state := self._read():
            self.take(wanted, asked.people or len(state.lines))

    def _begin(self, state: MonthState, wanted: Wanted) -> None:
        self.is_running = True
        self.turned.emit(True)
        self._outbox.try_again()  # what failed before goes first
        self._desk.tasks.run(
            partial(take_many, state=state, wanted=wanted, seen=self._outbox.seen),
            label=tr("Entering many scores"),
            done=self._show,
            owner=self,
            refused=partial(self._refuse, wanted),
            failed=self._fail,
        )

    def wait_last(self, call: Callable[[], object]) -> None:
        """Show something else once nothing waits any more; only what was wanted last counts."""
        self._last = call

    @property
    def told(self) -> str:
        """That something waits here, in words; empty where nothing does."""
        count = len(self._waiting)
        return tr("{count} {count:entry waits|entries wait} for many scores.", count=count) if count else ""

    def _show(self, taken: Taken) -> None:
        self.is_running = False
        if taken.against:
            taken.wanted.against(taken.against)
        elif taken.step and (state := self._read()) and state.round:
            history = taken.wanted.history(self._desk.steps.of(state.round.id), taken.step)
            is_same = state.lines is taken.before.lines
            if is_same:
                self._desk.tasks.let_go((*state.lines.values(), *state.drawn.everybody))
            shown = shown_after(state, taken.after) if is_same else state
            self.taken.emit(otherwise(shown, history=history, busy=self._desk.tasks.busy), taken.entered)
            taken.wanted.taken(taken.step)
            if not is_same:
                self.outdated.emit(state.place)
        else:
            taken.wanted.taken(taken.step)
        self._go_on()

    def _refuse(self, wanted: Wanted, _error: UserError) -> None:
        self.is_running = False
        if state := self._read():
            self.outdated.emit(state.place)
        wanted.refused()
        self._go_on()

    def _fail(self, _error: Exception) -> None:
        self.is_running = False
        self._desk.tell(tr(_NOTHING_TAKEN), Tone.WARN)
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self.is_running:
            self._waiting.pop(0)()
        self.turned.emit(self.is_running)
        if self._last and not self.is_running:
            last, self._last = self._last, None
            last()


def take_many(work: Work, *, state: MonthState, wanted: Wanted, seen: Seen) -> Taken:
    """Work a step out, rate everybody it touches, and save it, all or nothing."""
    step = wanted.make(state)
    if state.round is None or not step:
        return Taken(wanted, state, state)
    if wanted.is_walk and (against := state.against(step)):
        return Taken(wanted, state, state, against=against)
    after = _rated(work, state, step)
    entered = _saved(work, state.round, step, seen)
    return Taken(wanted, state, after, step, entered)


def _rated(work: Work, state: MonthState, step: Step) -> MonthState:
    edits: dict[SheetId, list[MarkEdit]] = {}
    for edit in step:
        edits.setdefault(edit.sheet, []).append(edit)
    lines: dict[SheetId, PersonLine] = dict(state.lines)
    for number, (key, found) in enumerate(edits.items(), start=1):
        lines[key] = state.lines[key].with_edits(found).prepare()
        if number % _PIECE == 0:
            work.progress(number, len(edits))
    # Rows of its own: those of the month before are being shown.
    return replace(state, lines=lines, drawn=DrawnRows()).prepare()


def _saved(work: Work, current: Round, step: Step, seen: Seen) -> Entered | None:
    entered: Entered | None = None
    for stage in dict.fromkeys(edit.stage for edit in step):
        marks = new_marks((edit for edit in step if edit.stage is stage), seen)
        entered = enter_marks(work, round_id=current.id, stage=stage, marks=marks, where_open=True)
    return entered
