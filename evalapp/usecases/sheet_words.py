"""Writing what a form asks in words of a person's month."""

from collections.abc import Mapping

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.rounds import DECIDING, SCORING, Mark, SheetId
from evalapp.domain.sheet_words import EMPTIED, WORD_LABELS, note_of, words_of
from evalapp.store.work import Work
from evalapp.usecases.groups import refuse_other_field
from evalapp.usecases.rounds import refuse_self, round_subject
from evalapp.usecases.scores import clean_note, require_stage
from evalapp.usecases.summaries import form_of, tracking_paper


def write_words(work: Work, *, sheet_id: SheetId, words: Mapping[str, str]) -> dict[str, str]:
    """Write some of the words at the present stage, by the codes of their places; return all there are then.

    A place that is not among the words stays as it is; one that is emptied is empty on the form, whoever
    wrote there before: their own text stays in the history.
    """
    current, sheet = work.rounds.sheet(sheet_id)
    stage = current.stage if current.stage in SCORING else DECIDING
    require_stage(work, current, stage)
    current.refuse_scores(stage)
    if stage is not SCORING[0]:
        refuse_self(work, sheet.participant.person)
    refuse_other_field(work, current, stage, [sheet.participant])
    policy = work.policies.get(current.policy.id)
    if tracking_paper(policy, form_of(policy, sheet), current.period) is None:
        raise UserError(N_("The form of this policy has no place for strengths, weaknesses and an opinion."))
    before = words_of(sheet)
    after = {**before, **{code: _cleaned(code, text) for code, text in words.items()}}
    changed = {code: text for code, text in after.items() if text != before[code]}
    if changed:
        notes = {code: note_of(sheet, stage, code, text) for code, text in changed.items()}
        work.rounds.save_marks([(sheet_id, stage, code, Mark(None, note)) for code, note in notes.items()])
        work.audit.record(
            "words.written",
            f"{round_subject(current)} {sheet.participant.code} {stage.value}",
            before={code: before[code] or None for code in changed},
            after={code: text or None for code, text in changed.items()},
        )
    return words_of(work.rounds.sheet(sheet_id)[1])


def _cleaned(code: str, text: str) -> str:
    """The text as it is kept; a dash alone is how the form marks a place that was emptied, and no text."""
    kept = clean_note(text)
    if kept == EMPTIED:
        refusal = UserError(
            N_("“{text}” alone would read as nothing written. Leave “{place}” empty, or write it in words."),
            text=kept,
            place=Term(WORD_LABELS[code]),
        )
        raise FieldError(code, refusal)
    return kept
