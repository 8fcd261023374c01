"""What was typed in the month: marks before and after, step by step, so that every step can be taken back."""

from dataclasses import dataclass, replace
from typing import Self

from evalapp.domain.rounds import Mark, SheetId, Stage


@dataclass(frozen=True)
class MarkEdit:
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


def inverted(step: Step) -> Step:
    """The step taken back."""
    return tuple(edit.inverse for edit in reversed(step))


@dataclass(frozen=True)
class History:
    """The steps of a session, newest last, and those taken back, which a new step forgets."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def with_step(self, step: Step) -> Self:
        """The history after one more step."""
        return replace(self, done=(*self.done, step), undone=())

    def back(self) -> Self:
        """The history with the newest step taken back."""
        return replace(self, done=self.done[:-1], undone=(*self.undone, self.done[-1]))

    def forth(self) -> Self:
        """The history with the step taken back last done again."""
        return replace(self, done=(*self.done, self.undone[-1]), undone=self.undone[:-1])

    def without(self, step: Step) -> Self:
        """The history without a step that was refused after all."""
        return replace(
            self,
            done=tuple(each for each in self.done if each is not step),
            undone=tuple(each for each in self.undone if each is not step),
        )


NO_STEPS = History()
