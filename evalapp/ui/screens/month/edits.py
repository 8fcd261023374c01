"""What was done in the month, step by step, so that every step can be taken back: marks, and answers."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.domain.rounds import Decision, Mark, SheetId, Stage


class MarkEdit(Struct, frozen=True):
    """One mark, from what to what."""

    sheet: SheetId
    stage: Stage
    code: str
    before: Mark
    after: Mark

    @property
    def place(self) -> tuple[SheetId, Stage, str]:
        """Which mark it is."""
        return self.sheet, self.stage, self.code

    @property
    def inverse(self) -> "MarkEdit":
        """The same mark back again."""
        return replace(self, before=self.after, after=self.before)


Step = tuple[MarkEdit, ...]


class Answered(Struct, frozen=True):
    """One suggestion, from what was decided on it to what is; None: it waits."""

    sheet: SheetId
    key: str
    label: str
    before: Decision | None
    after: Decision | None

    @property
    def inverse(self) -> "Answered":
        """The same suggestion as it stood before."""
        return replace(self, before=self.after, after=self.before)

    @property
    def row(self) -> str:
        """The row whose mark it changes; empty where it changes none."""
        decision = self.after or self.before
        return decision.row if decision else ""


AnyStep = Step | Answered


def inverted(step: Step) -> Step:
    """The step taken back."""
    return tuple(edit.inverse for edit in reversed(step))


class History(Struct, frozen=True):
    """The steps of a session, newest last, and those taken back, which a new step forgets.

    `beside` is how many steps were done when an event was recorded, which is withdrawn by a key of its own.
    """

    done: tuple[AnyStep, ...] = ()
    undone: tuple[AnyStep, ...] = ()
    beside: int | None = None

    @property
    def ends_beside(self) -> bool:
        """Whether what was done last is an event."""
        return self.beside == len(self.done)

    def with_event(self, *, recorded: bool) -> Self:
        """The history after an event was recorded, or once it is withdrawn or was spoken of."""
        return replace(self, beside=len(self.done) if recorded else None)

    def with_step(self, step: AnyStep) -> Self:
        """The history after one more step."""
        return replace(self, done=(*self.done, step), undone=())

    def back(self) -> Self:
        """The history with the newest step taken back."""
        return replace(self, done=self.done[:-1], undone=(*self.undone, self.done[-1]))

    def forth(self) -> Self:
        """The history with the step taken back last done again."""
        return replace(self, done=(*self.done, self.undone[-1]), undone=self.undone[:-1])

    def without(self, step: AnyStep) -> Self:
        """The history without a step that was refused after all."""
        return replace(
            self,
            done=tuple(each for each in self.done if each is not step),
            undone=tuple(each for each in self.undone if each is not step),
        )


NO_STEPS = History()
