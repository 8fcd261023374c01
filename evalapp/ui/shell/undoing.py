"""Ctrl+Z and Ctrl+Y beside the list of a month: the steps are those of that list, the newest of all first."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.work import Work
from evalapp.ui.shell.deciding import answer_again
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import (
    Answered,
    AnyStep,
    MarkEdit,
    against,
    answer_words,
    inverted,
    people_of,
)
from evalapp.usecases.marks import NewMark, enter_marks


class Taken(Struct, frozen=True):
    """What became of a step that was to be taken back or done again: against it, or whose it was."""

    against: str = ""
    name: str = ""


#: Said where marks are not seen, and the newest step is one of marks.
_ELSEWHERE = N_("What was done last is in the list of people: Ctrl+Z takes it back there.")


class Undoing(QObject):
    """Records what is done on a screen, takes it back and does it again: where no marks are seen, answers."""

    stood = Signal(object, str)  # whose form a step was on, and its row
    walked = Signal(object)  # the step as it was taken

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        read: Callable[[], RoundId | None],
        *,
        sees_marks: bool = True,
    ) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._read = desk, owner, read
        self._sees_marks = sees_marks
        self._is_flying = False
        self._waiting: list[bool] = []  # what was asked for meanwhile: it needs the outcome

    def keep_mark(self, of: RoundId, stage: Stage, code: str, before: Mark, sheet: Sheet) -> None:
        """A mark or its note was saved."""
        edit = MarkEdit(sheet.participant.sheet, stage, code, before, sheet.mark(stage, code))
        if edit.after != before:
            self._desk.steps.add(of, (edit,))

    def keep_beside(self, words: str) -> None:
        """Something was done that is no step; the words say how it is taken back."""
        of = self._read()
        if of is not None:
            self._desk.steps.keep(of, self._desk.steps.of(of).with_beside(words))

    def turn(self, *, back: bool) -> None:
        """Take the newest step back, or do the last one again, once what was typed before is saved."""
        self._desk.tasks.load(lambda _work: None, done=partial(self._turn, back), owner=self._owner)

    def _turn(self, back: bool, _turn: None = None) -> None:  # noqa: FBT001
        of = self._read()
        if of is None:
            return
        if self._is_flying:
            self._waiting.append(back)
            return
        history = self._desk.steps.of(of)
        steps = history.done if back else history.undone
        if steps and not self._sees_marks and (history.ends_beside or not isinstance(steps[-1], Answered)):
            self._desk.tell(tr(_ELSEWHERE), Tone.WARN)
        elif back and history.ends_beside:
            self._desk.steps.keep(of, history.with_beside(""))
            self._desk.tell(tr(history.beside_words), Tone.WARN)
        elif not steps:
            told = N_("There is no step to take back.") if back else N_("There is no step to do again.")
            self._desk.tell(tr(told), Tone.PLAIN)
        else:
            self._take(of, steps[-1], back=back)

    def _take(self, of: RoundId, known: AnyStep, *, back: bool) -> None:
        step = known if not back else known.inverse if isinstance(known, Answered) else inverted(known)
        self._is_flying = True
        self._desk.tasks.run(
            partial(_taken, round_id=of, step=step),
            label=tr("Saving"),
            done=partial(self._took, of, known, step, back),
            owner=self._owner,
            refused=partial(self._give_up, of, known),
            failed=partial(self._give_up, of, known),
        )

    def _took(self, of: RoundId, known: AnyStep, step: AnyStep, back: bool, taken: Taken) -> None:  # noqa: FBT001
        history = self._desk.steps.of(of)
        if taken.against:
            self._desk.steps.keep(of, history.without(known))
            self._desk.tell(taken.against, Tone.WARN)
        else:
            self._desk.steps.keep(of, history.back() if back else history.forth())
            self.stood.emit(*_spot(step))
            self.walked.emit(step)
            self._desk.tell(_words(step, taken.name, back=back), Tone.OK)
        self._end()

    def _give_up(self, of: RoundId, known: AnyStep, _error: Exception) -> None:
        """A step that was refused is no step any more: the reason is told, and the one before is next."""
        self._desk.steps.keep(of, self._desk.steps.of(of).without(known))
        self._end()

    def _end(self) -> None:
        self._is_flying = False
        waiting, self._waiting = self._waiting, []
        for back in waiting:
            self.turn(back=back)


def _taken(work: Work, *, round_id: RoundId, step: AnyStep) -> Taken:
    """Take a step where nobody else changed what it changes, by the same rules as in the list."""
    current = work.rounds.get(round_id)
    if isinstance(step, Answered):
        sheets = {step.sheet: work.rounds.sheet(step.sheet)[1]}
    else:
        sheets = work.rounds.marked(round_id, people_of(step))
    if told := against(step, current, sheets):
        return Taken(told)
    if isinstance(step, Answered):
        answer_again(work, sheet_id=step.sheet, key=step.key, decision=step.after)
    else:
        _enter(work, current, step)
    return Taken(name=sheets[_spot(step)[0]].participant.name)


def _enter(work: Work, current: Round, step: tuple[MarkEdit, ...]) -> None:
    marks = [
        NewMark(edit.sheet, edit.code, edit.after.points, edit.after.note, (edit.before,)) for edit in step
    ]
    enter_marks(work, round_id=current.id, stage=step[0].stage, marks=marks)


def _spot(step: AnyStep) -> tuple[SheetId, str]:
    """Whose form a step is looked at on, and at which row."""
    return (step.sheet, step.row) if isinstance(step, Answered) else (step[0].sheet, step[0].code)


def _words(step: AnyStep, name: str, *, back: bool) -> str:
    if isinstance(step, Answered):
        return answer_words(step, name)
    if len(step) > 1:
        told = N_("Undone: {count} {count:cell|cells} of {people} {people:person|people}.")
        if not back:
            told = N_("Redone: {count} {count:cell|cells} of {people} {people:person|people}.")
        return tr(told, count=len(step), people=len(people_of(step)))
    row = _spot(step)[1]
    told = N_("Undone: {name}, row {row}.") if back else N_("Redone: {name}, row {row}.")
    return tr(told, name=name, row=row)
