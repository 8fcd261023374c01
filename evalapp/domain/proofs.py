"""Which scores lack what their row needs beside them: words, or a file as evidence."""

from collections.abc import Mapping

from evalapp.base.messages import N_
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Proof
from evalapp.domain.rounds import Mark, Sheet, Stage

PROOF_LABELS: Mapping[Proof, str] = {
    Proof.TEXT: N_("needs words: say what it rests on"),
    Proof.FILE: N_("needs a file as evidence"),
}


def lacking(sheet: Sheet, form: Form, stage: Stage) -> dict[str, Proof]:
    """The rows that a stage scored without what they need, and what that is; a file must be at the row."""
    proven = {each.row for each in sheet.attachments if each.stands}
    return {
        row.code: row.proof
        for row in form.leaves
        if row.proof is not Proof.NONE
        and _is_claimed(row, mark := sheet.mark(stage, row.code))
        and not (mark.note.strip() if row.proof is Proof.TEXT else row.code in proven)
    }


def _is_claimed(row: Criterion, mark: Mark) -> bool:
    """Whether points were given that need something; an optional row of 0 claims nothing."""
    return bool(mark.points) if row.kind in OPTIONAL_KINDS else mark.points is not None
