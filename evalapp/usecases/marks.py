"""Many marks at once, as a grid sends them: a cell, a fill, a paste, a step taken back; each all or none."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.points import check_points
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.work import Work
from evalapp.usecases.changes import told_mark
from evalapp.usecases.groups import DeputyScope, refuse_other_field
from evalapp.usecases.meanwhile import refuse_unseen
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.rounds import refuse_self, round_subject
from evalapp.usecases.scores import clean_note, follow, require_stage, scored_row
from evalapp.usecases.summaries import DECIDED


class NewMark(Struct, frozen=True):
    """What one row of one sheet is to hold: points (None: not scored) and, where given, its note.

    `seen` is everything that was shown there since it was last read: what somebody else put in its place
    meanwhile is not overwritten.
    """

    sheet: SheetId
    code: str
    points: Decimal | None
    note: str | None = None
    seen: tuple[Mark, ...] = ()


class Entered(Struct, frozen=True):
    """What became of marks that were sent: the round as it stands now, and how many of them changed."""

    round: Round
    changed: int


class RoundMarks(Struct, frozen=True):
    """A round with everybody's marks and what they give: what was decided, before that by points alone."""

    round: Round
    policy: Policy
    sheets: tuple[Sheet, ...]
    ratings: Mapping[SheetId, Rating]
    closed: Mapping[SheetId, UserError]  # whom the acting user does not score at this stage, and why


def round_marks(work: Work, *, round_id: RoundId) -> RoundMarks:
    """Everything a grid of the round needs to be drawn and to follow what is typed."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    sheets = tuple(work.rounds.sheets(round_id))
    if current.stage in DECIDED:
        ratings = {key: result.rating for key, result in work.rounds.results(round_id).items()}
    else:
        ratings = {sheet.participant.sheet: rate_sheet(policy, current, sheet) for sheet in sheets}
    scope = DeputyScope(work, current, current.stage)
    refusals = ((sheet.participant.sheet, scope.refusal(sheet.participant)) for sheet in sheets)
    closed = {key: refusal for key, refusal in refusals if refusal is not None}
    return RoundMarks(current, policy, sheets, ratings, closed)


def enter_marks(
    work: Work, *, round_id: RoundId, stage: Stage, marks: Sequence[NewMark], where_open: bool = False
) -> Entered:
    """Set many marks of a stage, all or none; one audit row says what each was before and after.

    Typed `where_open`, they are refused once another stage is; otherwise the round follows them.
    """
    current = work.rounds.get(round_id)
    require_stage(work, current, stage)
    current.refuse_scores(stage)
    if where_open:
        current.refuse_other_stage(stage)
    policy = work.policies.get(current.policy.id)
    sheets = _sheets(work, current, {mark.sheet for mark in marks})
    refuse_other_field(work, current, stage, (sheet.participant for sheet in sheets.values()))
    changes: dict[tuple[SheetId, str], tuple[Mark, Mark]] = {}
    for new in marks:
        sheet = sheets[new.sheet]
        if stage is not Stage.SELF:
            refuse_self(work, sheet.participant.person)
        row = scored_row(policy, sheet, new.code)
        before = sheet.mark(stage, row.code)
        checked = None if new.points is None else check_points(row, new.points)
        after = Mark(checked, before.note if new.note is None else clean_note(new.note))
        refuse_unseen(sheet.participant, row.code, before, after, new.seen)
        if after != before:
            changes[new.sheet, row.code] = (before, after)
    if not changes:
        return Entered(current, 0)
    work.rounds.save_marks([(key, stage, code, after) for (key, code), (_, after) in changes.items()])
    entered = follow(work, current, stage)
    _record(work, current, stage, sheets, changes)
    return Entered(entered, len(changes))


def _sheets(work: Work, current: Round, wanted: set[SheetId]) -> dict[SheetId, Sheet]:
    found = work.rounds.marked(current.id, wanted)
    if not wanted <= found.keys():
        told = N_("One of these people is not in this {kind} any more. Open the {kind} again.")
        raise UserError(told, kind=current.period.sort)
    return found


def _record(
    work: Work,
    current: Round,
    stage: Stage,
    sheets: Mapping[SheetId, Sheet],
    changes: Mapping[tuple[SheetId, str], tuple[Mark, Mark]],
) -> None:
    """One row of history: a single mark is told as everywhere else, many are listed in one row."""
    if len(changes) == 1:
        ((key, code), (before, after)) = next(iter(changes.items()))
        work.audit.record(
            "score.entered",
            f"{round_subject(current)} {sheets[key].participant.code} {stage.value} {code}",
            before=told_mark(before),
            after=told_mark(after),
        )
        return
    work.audit.record(
        "scores.entered",
        f"{round_subject(current)} {stage.value}",
        marks=[
            {
                "person": sheets[key].participant.code,
                "row": code,
                "before": told_mark(before),
                "after": told_mark(after),
            }
            for (key, code), (before, after) in changes.items()
        ],
    )
