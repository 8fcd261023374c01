"""Scores: one mark typed on screen, or a stage's marks carried over."""

from decimal import Decimal

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean
from evalapp.domain.carrying import is_rated_above
from evalapp.domain.policy.model import Criterion, Kind, Policy
from evalapp.domain.policy.points import check_points
from evalapp.domain.rights import Right
from evalapp.domain.rounds import SCORING, STAGE_LABELS, Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.work import Work
from evalapp.usecases.changes import changes_of, told_mark
from evalapp.usecases.groups import DeputyScope, refuse_other_field
from evalapp.usecases.meanwhile import refuse_unseen
from evalapp.usecases.rounds import refuse_self, round_subject

RIGHT_TO_SCORE = {
    Stage.SELF: Right.SCORE_SELF,
    Stage.DEPUTY: Right.SCORE_DEPUTY,
    Stage.HEAD: Right.SCORE_HEAD,
}
LONGEST_NOTE = 2000


def enter_mark(
    work: Work,
    *,
    sheet_id: SheetId,
    stage: Stage,
    code: str,
    points: Decimal | None,
    note: str | None = None,
    seen: Mark | None = None,
    where_open: bool = False,
) -> Sheet:
    """Set one row's points (None: not scored) and, where given, its note; saved at once.

    `seen` is what was shown where it was typed: what somebody else put there meanwhile is not overwritten.
    Typed `where_open`, it is refused once another stage is; otherwise the round follows it.
    """
    current, sheet = work.rounds.sheet(sheet_id)
    require_stage(work, current, stage)
    current.refuse_scores(stage)
    if where_open:
        current.refuse_other_stage(stage)
    if stage is not Stage.SELF:
        refuse_self(work, sheet.participant.person)
    refuse_other_field(work, current, stage, [sheet.participant])
    row = scored_row(work.policies.get(current.policy.id), sheet, code)
    before = sheet.mark(stage, row.code)
    checked = None if points is None else check_points(row, points)
    mark = Mark(checked, before.note if note is None else clean_note(note))
    if mark == before:
        return sheet
    refuse_unseen(sheet.participant, row.code, before, mark, () if seen is None else (seen,))
    work.rounds.save_marks([(sheet_id, stage, row.code, mark)])
    follow(work, current, stage)
    work.audit.record(
        "score.entered",
        f"{round_subject(current)} {sheet.participant.code} {stage.value} {row.code}",
        before=told_mark(before),
        after=told_mark(mark),
    )
    given = {**sheet.marks.get(stage, {}), row.code: mark}
    return replace(sheet, marks={**sheet.marks, stage: given})


def copy_marks(work: Work, *, round_id: RoundId, source: Stage, target: Stage) -> int:
    """Give a later stage the points of an earlier one where it has none; return how many people it helped."""
    current = work.rounds.get(round_id)
    require_stage(work, current, target)
    if SCORING.index(source) >= SCORING.index(target):
        raise UserError(N_("Scores are carried over from an earlier stage to a later one."))
    current.enter(target)  # refused before anything is worked out
    marks: list[tuple[SheetId, Stage, str, Mark]] = []
    helped = 0
    scope = DeputyScope(work, current, target)
    sheets = work.rounds.sheets(round_id)
    for sheet in sheets:
        if work.is_self(sheet.participant.person) or scope.refusal(sheet.participant):
            continue
        if is_rated_above(sheet.participant, source, target):
            continue
        given = sheet.marks.get(target, {})
        offered = [
            (sheet.participant.sheet, target, code, mark)
            for code, mark in sheet.marks.get(source, {}).items()
            if mark.points is not None and code not in given
        ]
        helped += bool(offered)
        marks += offered
    if not marks:
        return 0
    work.rounds.save_marks(marks)
    follow(work, current, target)
    work.audit.record(
        "scores.carried",
        round_subject(current),
        source=source.value,
        target=target.value,
        people=helped,
        scores=changes_of(sheets, marks),
    )
    return helped


def left_out_of_carrying(work: Work, *, round_id: RoundId, source: Stage, target: Stage) -> list[str]:
    """Who has scores that are not carried over, since others rate them."""
    return [
        sheet.participant.name
        for sheet in work.rounds.sheets(round_id)
        if is_rated_above(sheet.participant, source, target)
        and sheet.points(source).keys() - sheet.marks.get(target, {}).keys()
    ]


def follow(work: Work, current: Round, stage: Stage) -> Round:
    """Save the round as it is once scores of a stage came in; that a stage begins so goes on record."""
    entered = current.enter(stage)
    if entered == current:
        return current
    work.rounds.save(entered)
    skipped = [each.value for each in entered.skipped]
    work.audit.record("round.entered", round_subject(current), stage=stage.value, skipped=skipped)
    return entered


def require_stage(work: Work, current: Round, stage: Stage) -> None:
    """Refuse scores of a stage to somebody who may not give them."""
    right = RIGHT_TO_SCORE.get(stage)
    if right is None:
        raise UserError(N_("Scores are given at the stages self, deputy and head."))
    work.require(right, current.unit)


def scored_row(policy: Policy, sheet: Sheet, code: str) -> Criterion:
    """The row of somebody's form that has that code; a heading is refused."""
    form = policy.form(sheet.participant.form)
    row = form.row(code) if form else None
    if form is None or row is None:
        raise UserError(N_("The form of {name} has no row {code}."), name=sheet.participant.name, code=code)
    if row not in form.leaves:
        raise UserError(N_("Row {code} is a heading; its own rows are scored."), code=row.code)
    refuse_computed(row)
    return row


def refuse_computed(row: Criterion) -> None:
    """Refuse points for a row that a formula computes."""
    if row.kind is Kind.FORMULA:
        raise UserError(
            N_(
                "Row {code} is computed from products and tasks, not typed. Enter them under "
                "“Products, tasks”, or take a list of products in."
            ),
            code=row.code,
        )


def clean_note(text: str) -> str:
    """The note as it is kept; one that is too long is refused."""
    note = clean(text)
    if len(note) > LONGEST_NOTE:
        raise UserError(N_("The note is longer than {most} letters."), most=LONGEST_NOTE)
    return note


def stage_of(text: str) -> Stage:
    """Read a scoring stage from the command line."""
    try:
        stage = Stage(text)
    except ValueError as error:
        raise UserError(N_("“{text}” is no stage; write self, deputy or head."), text=text) from error
    if stage not in SCORING:
        raise UserError(
            N_("At {stage} no scores are given; write self, deputy or head."), stage=Term(STAGE_LABELS[stage])
        )
    return stage
