"""What the steps of a result rest on: decisions on suggestions, files, entries of the registers."""

from evalapp.base.messages import tr
from evalapp.domain.policy.model import TraceEntry
from evalapp.domain.registers import HINDRANCE_LABELS
from evalapp.domain.rounds import Answer, Decision, Sheet
from evalapp.domain.scored_anew import scored_anew
from evalapp.domain.user_names import called


def behind(sheet: Sheet, entry: TraceEntry) -> list[str]:
    """What was decided on the row of a step, and the files at it."""
    if not entry.code:
        return []
    decided = [_decided(each, sheet) for each in sheet.decisions if each.row == entry.code]
    return [*decided, *_files(sheet, entry.code)]


def beside(sheet: Sheet, told: set[str]) -> list[tuple[str, str]]:
    """What is not told at a step: decisions and files of other rows, entries that bear on the month."""
    said: list[tuple[str, str]] = []
    for decision in sheet.decisions:
        if decision.row not in told:
            said.append((_decided(decision, sheet), decision.reason))
    rows = sorted({each.row for each in sheet.attachments if each.row not in told})
    for row in rows:
        files = _files(sheet, row)
        if files:
            where = tr("Evidence for row {row}", row=row) if row else tr("Evidence for the whole form")
            said.append((where, "\n".join(files)))
    for evidence in sheet.evidence:
        why_not = HINDRANCE_LABELS.get(evidence.hindrance)
        standing = tr(why_not) if why_not else tr("recorded, and counts in this period")
        said.append((evidence.written, " · ".join(part for part in (standing, evidence.note) if part)))
    return said


def _decided(decision: Decision, sheet: Sheet) -> str:
    """A decision on a proposal, in one line; that it no longer counts is said with it."""
    if decision.answer is Answer.REJECTED:
        return tr(
            "⚑ Not followed by {by}: {evidence} ({reason})",
            by=called(decision.by),
            evidence=decision.evidence,
            reason=decision.reason,
        )
    said = tr(
        "⚑ Accepted by {by}: {points} points, {evidence}",
        by=called(decision.by),
        points=decision.points,
        evidence=decision.evidence,
    )
    return f"{said}. {anew_words()}" if decision.key in scored_anew(sheet) else said


def anew_words() -> str:
    """That a decision and the score beside it say different things, and which of them counts."""
    return tr(
        "⚠ The row was scored anew afterwards: the score that stands there counts, not this decision. Take "
        "the decision back if it no longer holds."
    )


def _files(sheet: Sheet, row: str) -> list[str]:
    """The files that stand as evidence at a row."""
    return [f"▤ {each.name}" for each in sheet.attachments if each.stands and each.row == row]
