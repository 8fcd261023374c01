"""What was done in the month, step by step, so that every step can be taken back: marks, and answers."""

from collections.abc import Mapping
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import Answer, Decision, Mark, Round, Sheet, SheetId, Stage
from evalapp.domain.suggestions import suggestions_of

#: Said where the newest thing done is no step: an event, or evidence.
EVENT_BESIDE = N_(
    "The event recorded last is withdrawn with Ctrl+Shift+L, since that needs a reason. "
    "Ctrl+Z again takes back what was done before it."
)
EVIDENCE_BESIDE = N_(
    "The files attached last are taken away beside the form (Alt+2), since that needs a reason. "
    "Ctrl+Z again takes back what was done before it."
)


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

    `beside` is how many steps were done when something was that is no step, and `beside_words` says how that
    is taken back.
    """

    done: tuple[AnyStep, ...] = ()
    undone: tuple[AnyStep, ...] = ()
    beside: int | None = None
    beside_words: str = ""

    @property
    def ends_beside(self) -> bool:
        """Whether what was done last is no step."""
        return self.beside == len(self.done)

    def with_beside(self, words: str) -> Self:
        """The history after something that is no step; without words once it is gone or was spoken of."""
        return replace(self, beside=len(self.done) if words else None, beside_words=words)

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


def people_of(step: AnyStep) -> frozenset[SheetId]:
    """Whose forms a step touches."""
    return frozenset([step.sheet] if isinstance(step, Answered) else [edit.sheet for edit in step])


def against(step: AnyStep, current: Round | None, sheets: Mapping[SheetId, Sheet]) -> str:
    """Why a step cannot be taken back or done again: its stage is over, or others changed what it changed."""
    editing = current.open_stage if current else None
    moved = tr("This step cannot be taken back: another stage has begun since.")
    if isinstance(step, Answered):
        return moved if editing is None else _against_answer(step, sheets.get(step.sheet))
    if any(edit.stage is not editing for edit in step):
        return moved
    is_same = all(
        edit.sheet in sheets and sheets[edit.sheet].mark(edit.stage, edit.code) == edit.before
        for edit in step
    )
    return "" if is_same else tr("This step cannot be taken back: its marks were changed elsewhere since.")


def _against_answer(step: Answered, sheet: Sheet | None) -> str:
    decisions = sheet.decisions if sheet else ()
    found = next((each.answer for each in decisions if each.key == step.key), None)
    wanted = step.before.answer if step.before else None
    if sheet is None or found is not wanted:
        return tr("This step cannot be taken back: the suggestion was answered elsewhere since.")
    return ""


def answered(before: Sheet, after: Sheet, policy: Policy, period: Period) -> Answered | None:
    """Which suggestion was answered; None where nothing is known to have changed."""
    stood = {each.key: each for each in before.decisions}
    stands = {each.key: each for each in after.decisions}
    key = next((key for key in {**stood, **stands} if stood.get(key) != stands.get(key)), None)
    if key is None:
        return None
    proposed = suggestions_of(policy, before, period)
    label = next((each.label for each in proposed if each.key == key), key)
    return Answered(before.participant.sheet, key, label, stood.get(key), stands.get(key))


def answer_words(step: Answered, name: str) -> str:
    """What became of a suggestion whose answer was taken back or given again."""
    if step.after is None:
        said = tr("it waits for a decision again")
    elif step.after.answer is Answer.ACCEPTED:
        said = tr("accepted again")
    else:
        said = tr("rejected again")
    return tr("{name}, “{label}”: {state}.", name=name, label=step.label, state=said)
