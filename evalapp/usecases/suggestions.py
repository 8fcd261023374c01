"""Deciding on suggestions: taking one into the head's mark, rejecting it with a reason, taking that back."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.model import Criterion, Form, Policy
from evalapp.domain.registers import EntryId, Evidence
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, Answer, Participant, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.scored_anew import moved_by_undoing, scored_anew
from evalapp.domain.suggestions import (
    Suggestion,
    accept,
    refuse_decided,
    reject,
    suggestion_by_key,
    suggestions_of,
    undo,
)
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.rounds import refuse_self, round_subject
from evalapp.usecases.scores import enter_mark

#: Why it is neither accepted nor rejected yet: it is the head's to decide, and their turn has not come.
HEAD_DECIDES = N_("The head has not scored {rows} of {name} yet; the proposal is decided at their stage.")


class Proposed(Struct, frozen=True):
    """A suggestion and whom it is for."""

    participant: Participant
    suggestion: Suggestion
    is_namesake: bool = False  # somebody else of the round has the same name
    is_scored_anew: bool = False  # accepted, but the row was scored anew since: the decision counts no longer
    unscored: frozenset[str] = frozenset()  # of its rows, which the head has to score before it is accepted


def proposed_to(
    sheet: Sheet, form: Form, suggestions: Iterable[Suggestion], *, is_namesake: bool = False
) -> list[Proposed]:
    """Suggestions with the person they are for, and whether the present score still follows them."""
    anew, missing = scored_anew(sheet), sheet.missing(DECIDING, form)
    return [
        Proposed(
            sheet.participant, each, is_namesake, each.key in anew, frozenset(each.rows).intersection(missing)
        )
        for each in suggestions
    ]


def list_suggestions(work: Work, *, round_id: RoundId) -> list[Proposed]:
    """Everything proposed for the people of a round, in Vietnamese order of names."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    sheets = work.rounds.sheets(round_id)
    named = Counter(sheet.participant.name for sheet in sheets)
    found: list[Proposed] = []
    for sheet in sheets:
        suggestions = suggestions_of(policy, sheet, current.period)
        form = policy.form(sheet.participant.form) if suggestions else None
        if form is not None:  # of thousands few have any
            is_namesake = named[sheet.participant.name] > 1
            found += proposed_to(sheet, form, suggestions, is_namesake=is_namesake)
    return found


def find_participant(work: Work, *, round_id: RoundId, code: str) -> Participant:
    """Somebody in a round by their code, case aside; refuse a code that nobody in it has."""
    current = work.rounds.get(round_id)
    wanted = code_key(code)
    for sheet in work.rounds.sheets(round_id):
        if code_key(sheet.participant.code) == wanted:
            return sheet.participant
    raise UserError(
        N_("Nobody with the code {code} is in {unit}, {month}."),
        code=code,
        unit=current.unit_name,
        month=current.period.named,
    )


def accept_suggestion(
    work: Work, *, sheet_id: SheetId, key: str, points: Decimal | None = None, row: str | None = None
) -> Sheet:
    """Lower or raise the head's mark by a suggestion, with its evidence in the note.

    `points` are needed where the unit's rules set none, `row` where the suggestion may touch several.
    """
    current, policy, sheet, suggestion = _to_answer(work, sheet_id, key)
    refuse_decided(suggestion)
    touched = _row(policy, sheet, suggestion, row)
    mark, decision = accept(suggestion, sheet, touched, points, by=work.user.name, at=work.now)
    enter_mark(work, sheet_id=sheet_id, stage=DECIDING, code=touched.code, points=mark.points, note=mark.note)
    work.registers.add_decisions([(sheet_id, decision)])
    work.audit.record(
        "suggestion.accepted",
        _subject(current, sheet, key),
        evidence=decision.evidence,
        row=decision.row,
        points=str(decision.points),
    )
    return work.rounds.sheet(sheet_id)[1]


def reject_suggestion(work: Work, *, sheet_id: SheetId, key: str, reason: str) -> Sheet:
    """Say why a suggestion is not followed, which is the head's to say; the marks stay."""
    current, policy, sheet, suggestion = _to_answer(work, sheet_id, key)
    _refuse_before_head(current, policy, sheet, suggestion)
    decision = reject(suggestion, reason, by=work.user.name, at=work.now)
    work.registers.add_decisions([(sheet_id, decision)])
    work.audit.record(
        "suggestion.rejected",
        _subject(current, sheet, key),
        evidence=decision.evidence,
        reason=decision.reason,
    )
    return work.rounds.sheet(sheet_id)[1]


def reopen_suggestion(work: Work, *, sheet_id: SheetId, key: str) -> Sheet:
    """Take a decision back; what an acceptance took from the head's mark, or gave, is undone."""
    current, policy, sheet, suggestion = _to_answer(work, sheet_id, key)
    decision = suggestion.decision
    if decision is None:
        raise UserError(N_("Nothing was decided on this suggestion yet."))
    if decision.answer is Answer.ACCEPTED:
        touched = _row(policy, sheet, suggestion, decision.row)
        mark = undo(decision, sheet, touched)
        enter_mark(
            work, sheet_id=sheet_id, stage=DECIDING, code=touched.code, points=mark.points, note=mark.note
        )
        moved = moved_by_undoing(decision, sheet)
        for each in moved:
            work.registers.remove_decision(sheet_id, each.key)
        work.registers.add_decisions((sheet_id, each) for each in moved)
    work.registers.remove_decision(sheet_id, key)
    work.audit.record("suggestion.reopened", _subject(current, sheet, key), before=decision.answer.value)
    return work.rounds.sheet(sheet_id)[1]


class LateChange(Struct, frozen=True):
    """An entry that differs from what a result was settled by; None where it was, or is, not there."""

    participant: Participant
    entry: EntryId
    then: Evidence | None
    now: Evidence | None


def changes_since_settling(work: Work, *, round_id: RoundId) -> list[LateChange]:
    """What the registers say of a settled or closed month by now that its results do not rest on."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    if current.stage not in (Stage.SETTLED, Stage.CLOSED):
        return []
    sheets = work.rounds.sheets(round_id)
    held = work.registers.held(current, [sheet.participant for sheet in sheets])
    changes: list[LateChange] = []
    for sheet in sheets:
        then = {evidence.entry: evidence for evidence in sheet.evidence}
        now = {evidence.entry: evidence for evidence in held.get(sheet.participant.sheet, ({}, ()))[1]}
        changes += [
            LateChange(sheet.participant, entry, then.get(entry), now.get(entry))
            for entry in sorted({*then, *now})
            if then.get(entry) != now.get(entry)
        ]
    return changes


def _to_answer(work: Work, sheet_id: SheetId, key: str) -> tuple[Round, Policy, Sheet, Suggestion]:
    """The suggestion, for somebody who did not find it themself on an inspection."""
    found = _found(work, sheet_id, key)
    if found[3].evidence is not None:
        from evalapp.usecases.finding_entries import refuse_own_finding  # brings the inspections

        refuse_own_finding(work, found[3].evidence.entry)
    return found


def _found(work: Work, sheet_id: SheetId, key: str) -> tuple[Round, Policy, Sheet, Suggestion]:
    """The suggestion, for somebody who may decide on it in a month that still takes scores."""
    current, sheet = work.rounds.sheet(sheet_id)
    work.require(Right.SCORE_HEAD, current.unit)
    current.refuse_scores(DECIDING)
    refuse_self(work, sheet.participant.person)
    policy = work.policies.get(current.policy.id)
    return current, policy, sheet, suggestion_by_key(policy, sheet, current.period, key)


def _refuse_before_head(current: Round, policy: Policy, sheet: Sheet, suggestion: Suggestion) -> None:
    """Refuse to answer what lowers or raises a score that the head has not given, before the head's stage."""
    form = policy.form(sheet.participant.form)
    unscored = sheet.missing(DECIDING, form) if form else ()
    early, rows = current.stage in (Stage.SELF, Stage.DEPUTY), suggestion.rows
    if early and suggestion.decision is None and rows and set(unscored).issuperset(rows):
        raise UserError(
            HEAD_DECIDES,
            rows=", ".join(rows),
            name=f"{sheet.participant.name} ({sheet.participant.code})",
        )


def _row(policy: Policy, sheet: Sheet, suggestion: Suggestion, chosen: str | None) -> Criterion:
    """The row to touch: the only one there is, or the one that was chosen among several."""
    form = policy.form(sheet.participant.form)
    code = chosen or suggestion.row
    if code is None:
        raise UserError(
            N_("“{label}” may concern several rows: {rows}. Say which one."),
            label=suggestion.label,
            rows=", ".join(suggestion.rows),
        )
    row = form.row(code) if form else None
    decided = suggestion.decision.row if suggestion.decision else ""
    if row is None or row.code not in (*suggestion.rows, decided):
        raise UserError(
            N_("“{label}” does not concern row {code}, only: {rows}."),
            label=suggestion.label,
            code=code,
            rows=", ".join(suggestion.rows),
        )
    return row


def _subject(current: Round, sheet: Sheet, key: str) -> str:
    return f"{round_subject(current)} {sheet.participant.code} {key}"
