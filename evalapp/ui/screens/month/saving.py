"""Sending marks to be saved, in order, without ever waiting: what fails is kept and tried again."""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from evalapp.base.errors import StorageError, UserError
from evalapp.base.messages import tr
from evalapp.domain.rounds import Mark, RoundId, SheetId, Stage
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.steps import MarkEdit, Step
from evalapp.usecases.marks import Entered, NewMark, enter_marks

_RETRY = 3_000  # milliseconds until what failed is tried again without being asked
Place = tuple[SheetId, Stage, str]
Seen = Mapping[Place, tuple[Mark, ...]]


class Outbox(QObject):
    """Marks on their way to the disk. What was not saved stays here, whatever happens meanwhile."""

    saved = Signal(object)  # Entered
    refused = Signal(object, object)  # the step, the reason: it will not be tried again
    stuck = Signal()  # something could not be saved

    def __init__(self, tasks: Tasks, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._flying: list[_Letter] = []
        self._kept: dict[Place, tuple[RoundId, MarkEdit]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_RETRY)
        self._timer.timeout.connect(self.try_again)

    @property
    def is_flying(self) -> bool:
        """Whether something is on its way."""
        return bool(self._flying)

    @property
    def waiting(self) -> Step:
        """Everything that is not on the disk yet, in order."""
        flying = (edit for letter in self._flying for edit in letter.step)
        return (*(edit for _, edit in self._kept.values()), *flying)

    @property
    def kept(self) -> frozenset[Place]:
        """The marks whose saving failed."""
        return frozenset(self._kept)

    @property
    def told(self) -> str:
        """That there are such marks, in words; empty where there are none."""
        count = len(self._kept)
        return (
            tr("{count} {count:score|scores} of the month could not be saved yet.", count=count)
            if count
            else ""
        )

    def send(self, round_id: RoundId, step: Step) -> None:
        """Save a step; what failed before goes first, unless the step replaces it."""
        seen = self.seen
        for edit in step:
            self._kept.pop(edit.place, None)
        self.try_again()
        self._fly(round_id, step, seen)

    def try_again(self) -> None:
        """Send what failed once more."""
        self._timer.stop()
        seen = self.seen
        kept, self._kept = list(self._kept.values()), {}
        for round_id in dict.fromkeys(of for of, _ in kept):
            self._fly(round_id, tuple(edit for of, edit in kept if of == round_id), seen)

    @property
    def seen(self) -> Seen:
        """What was shown in each place before what is not on the disk yet."""
        seen: dict[Place, tuple[Mark, ...]] = {}
        for edit in self.waiting:
            seen[edit.place] = (*seen.get(edit.place, ()), edit.before)
        return seen

    def _fly(self, round_id: RoundId, step: Step, seen: Seen) -> None:
        for stage in dict.fromkeys(edit.stage for edit in step):
            part = tuple(edit for edit in step if edit.stage is stage)
            letter = _Letter(round_id, part)
            self._flying.append(letter)
            marks = new_marks(part, seen)
            self._tasks.run(
                partial(enter_marks, round_id=round_id, stage=stage, marks=marks, where_open=True),
                label=tr("Saving"),
                done=partial(self._done, letter),
                owner=self,
                refused=partial(self._refuse, letter),
                failed=partial(self._keep, letter),
            )

    def _done(self, letter: "_Letter", entered: Entered) -> None:
        self._flying.remove(letter)
        self.saved.emit(entered)

    def _refuse(self, letter: "_Letter", error: UserError) -> None:
        if isinstance(error, StorageError):
            self._keep(letter, error)
            return
        self._flying.remove(letter)
        self.refused.emit(letter.step, error)

    def _keep(self, letter: "_Letter", _error: Exception) -> None:
        """Keep what was not saved, except where something newer is on its way."""
        self._flying.remove(letter)
        newer = {edit.place for later in self._flying for edit in later.step}
        lost = {edit.place: (letter.round, edit) for edit in letter.step if edit.place not in newer}
        self._kept = lost | self._kept
        self._timer.start()
        self.stuck.emit()


class _Letter(Struct, frozen=True, eq=False):
    """One step on its way, of one stage."""

    round: RoundId
    step: Step


def new_marks(edits: Iterable[MarkEdit], seen: Seen) -> list[NewMark]:
    """What is to be stored, with everything that was shown in each place before."""
    return [
        NewMark(
            edit.sheet,
            edit.code,
            edit.after.points,
            edit.after.note,
            (*seen.get(edit.place, ()), edit.before),
        )
        for edit in edits
    ]
