"""The history of everything done: reading it, checking that it is whole, and what became of each score."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Mark, SheetId, Stage
from evalapp.store.audit import AuditEntry, ChainCheck
from evalapp.store.work import Work
from evalapp.usecases.changes import changes_in
from evalapp.usecases.rounds import round_subject

#: What changes many scores at once; older rows of history hold only the hash of the list.
TAKEN_IN = frozenset({"scores.imported", "forms.imported", "scores.carried"})


class ScoreChange(Struct, frozen=True):
    """One change of somebody's score; of old lists only that they came in is known. `source` is a file."""

    at: datetime
    by: str
    action: str
    stage: Stage | None = None
    row: str = ""  # empty: any row
    before: Mark | None = None
    after: Mark | None = None
    source: str = ""


def list_history(work: Work, *, most: int = 200, before: int | None = None) -> list[AuditEntry]:
    """The newest entries first."""
    work.require_everywhere(Right.READ_AUDIT)
    return work.audit.entries(most=most, before=before)


def people_called(work: Work) -> Mapping[str, str]:
    """The name of everybody by the code that the history knows them by."""
    work.require_everywhere(Right.READ_AUDIT)
    return {person.code: person.name for person in work.people.all()}


def find_told(work: Work, *, told: str) -> AuditEntry:
    """The entry that a paper or a file names as the end of the history when it was made."""
    found = work.audit.find(told)
    if found is None:
        raise UserError(
            N_(
                "The history has no entry “{told}”: the paper comes from another data file, it is mistyped, "
                "or the history was changed."
            ),
            told=told,
        )
    return found


def verify_history(work: Work) -> ChainCheck:
    """Walk the whole chain; anybody may ask whether it is whole."""
    return work.audit.check()


def score_history(work: Work, *, sheet_id: SheetId) -> list[ScoreChange]:
    """Who changed which of somebody's scores, from what to what, oldest first."""
    current, sheet = work.rounds.sheet(sheet_id)
    work.require(Right.READ_SCORES, current.unit)
    subject = round_subject(current)
    code = sheet.participant.code
    stages = [f"{subject} {stage.value}" for stage in Stage]
    entries = [*work.audit.about(f"{subject} {code}"), *work.audit.of_person(code, subject, *stages)]
    entries.sort(key=lambda entry: entry.seq)
    return [change for entry in entries for change in _changes(entry, subject, code)]


def _changes(entry: AuditEntry, subject: str, person: str) -> Iterator[ScoreChange]:
    words = entry.subject.removeprefix(subject).split()
    detail: Mapping[str, Any] = entry.detail or {}
    match entry.action, words:
        case "score.entered", [code, stage, row] if code == person:
            yield _change(entry, stage, row, detail)
        case "scores.entered", [stage]:
            for mark in detail.get("marks", ()):
                if mark["person"] == person:
                    yield _change(entry, stage, mark["row"], mark)
        case action, _ if action in TAKEN_IN:
            yield from _taken_in(entry, action, words, person, detail)
        case _:
            return


def _taken_in(
    entry: AuditEntry, action: str, words: list[str], person: str, detail: Mapping[str, Any]
) -> Iterator[ScoreChange]:
    stage = Stage(detail.get("target") or next(iter(words), Stage.SELF.value))
    source = detail.get("files", {}).get(person) or detail.get("file") or ""
    if "scores" not in detail:  # written by an older version, or erased under the law
        yield ScoreChange(entry.at, entry.actor, action, stage, source=source)
    for row, (before, after) in changes_in(detail, person).items():
        yield ScoreChange(entry.at, entry.actor, action, stage, row, before, after, source)


def _change(entry: AuditEntry, stage: str, row: str, detail: Mapping[str, Any]) -> ScoreChange:
    before, after = _mark(detail.get("before")), _mark(detail.get("after"))
    return ScoreChange(entry.at, entry.actor, entry.action, Stage(stage), row, before, after)


def _mark(told: Mapping[str, str | None] | None) -> Mark | None:
    if told is None:  # erased under the law: that it was changed is still known
        return None
    points = told["points"]
    return Mark(None if points is None else Decimal(points), told["note"] or "")
