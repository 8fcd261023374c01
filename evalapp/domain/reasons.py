"""Where a stage scores a row otherwise than an earlier one by more than the policy's limit, and says why."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.policy.model import Criterion, Form, Policy
from evalapp.domain.policy.parts import DifferenceLimit
from evalapp.domain.rounds import SCORING, Decision, Mark, Sheet, Stage
from evalapp.domain.suggestions import without_added

#: The stages as a sentence names whose score it is.
_STAGES = {
    Stage.SELF: N_("the self-score"),
    Stage.DEPUTY: N_("the deputy's score"),
    Stage.HEAD: N_("the head's score"),
}


class Gap(Struct, frozen=True):
    """A mark that differs by more than the limit from that of an earlier stage."""

    code: str
    stage: Stage
    points: Decimal
    against: Stage
    before: Decimal
    limit: Decimal
    reason: str  # the note of the mark; empty where none was given

    @property
    def by(self) -> Decimal:
        """By how much it differs."""
        return abs(self.points - self.before)

    @property
    def is_explained(self) -> bool:
        """Whether somebody said why."""
        return bool(self.reason.strip())


def asked(gap: Gap) -> UserError:
    """The question why a mark differs, in words."""
    message = (
        N_("row {code}: {points} points, {by} less than {stage}; above {limit} the policy asks for a reason.")
        if gap.points < gap.before
        else N_(
            "row {code}: {points} points, {by} more than {stage}; above {limit} the policy asks for a reason."
        )
    )
    stage = Term(_STAGES[gap.against])
    return UserError(message, code=gap.code, points=gap.points, by=gap.by, stage=stage, limit=gap.limit)


def limit_for(policy: Policy, form: Form) -> DifferenceLimit | None:
    """The limit of a form: its own, else the policy's; None asks for nothing."""
    return form.difference or policy.difference


def gap_of(limit: DifferenceLimit | None, row: Criterion, sheet: Sheet, stage: Stage) -> Gap | None:
    """The widest difference of a row that its stage has to explain; None where it stays within the limit.

    A stage that keeps what the one before it gave has nothing to explain: that one said why already.
    """
    most = limit.of(row.maximum) if limit else None
    mark = sheet.mark(stage, row.code)
    if most is None or mark.points is None or stage not in SCORING:
        return None
    widest: Gap | None = None
    for earlier in reversed(SCORING[: SCORING.index(stage)]):
        before = sheet.mark(earlier, row.code).points
        if before == mark.points:
            break
        gap = None if before is None else Gap(row.code, stage, mark.points, earlier, before, most, mark.note)
        if gap and gap.by > most and (widest is None or gap.by > widest.by):
            widest = gap
    return widest


def gaps(limit: DifferenceLimit | None, form: Form, sheet: Sheet, stage: Stage) -> dict[str, Gap]:
    """What a stage has to explain, by row, whether it did or not."""
    if limit is None or stage is SCORING[0]:
        return {}
    found = ((row.code, gap_of(limit, row, sheet, stage)) for row in form.leaves)
    return {code: gap for code, gap in found if gap is not None}


def unexplained(policy: Policy, form: Form, sheet: Sheet, stage: Stage) -> dict[str, Gap]:
    """What a stage still has to explain, by row."""
    found = gaps(limit_for(policy, form), form, sheet, stage)
    return {code: gap for code, gap in found.items() if not gap.is_explained}


def note_left(before: Mark, after: Mark, decisions: Iterable[Decision] = ()) -> str:
    """The note that stays under another score than the one it was written for; empty where none does.

    What accepted suggestions wrote into it is no such note: it says what they moved.
    """
    if before.points is None or before.points == after.points or before.note != after.note:
        return ""
    note = after.note
    for decision in decisions:
        note = without_added(note, decision.added)
    return note.strip()


def left_note(points: Decimal, note: str, code: str) -> UserError:
    """The doubt whether a note still explains a score that was changed, in words."""
    return UserError(
        N_("row {code}: the note “{note}” was written for {points} points: please check that it still fits."),
        code=code,
        note=note,
        points=points,
    )


def newly_unexplained(
    policy: Policy, form: Form, sheet: Sheet, stage: Stage, given: Mapping[str, Mark]
) -> tuple[Gap, ...]:
    """What marks that are about to be given will have to explain."""
    marks = {**sheet.marks, stage: {**sheet.marks.get(stage, {}), **given}}
    found = unexplained(policy, form, replace(sheet, marks=marks), stage)
    return tuple(gap for code, gap in found.items() if code in given)
