"""A visit with everything that belongs to it, as packages carry it: no key of a row, others named by code.

A register entry that a confirmed finding became is not carried: the receiver makes its own,
in the month where its policy lets the finding count.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from msgspec import Struct

from evalapp.domain.checklists import Checked
from evalapp.domain.hearings import StepKind
from evalapp.domain.inspections import Severity, Standing, VisitId, VisitKind, VisitState
from evalapp.domain.minutes import Content, Minutes, MinutesId, Signer, Statement
from evalapp.domain.remedies import Recheck, RemedyAct, RemedySource


class ChecklistRecord(Struct, frozen=True):
    """The checklist of a visit as it was asked."""

    code: str
    version: str
    document: str


class AbsenceRecord(Struct, frozen=True):
    """Somebody who was not there."""

    uid: str
    person: str
    excused: bool
    reason: str
    paper: bool | None


class AnswerRecord(Struct, frozen=True):
    """What was answered to a question of the checklist."""

    question: str
    answer: Checked | None
    note: str


class LateFileRecord(Struct, frozen=True):
    """A file that was late."""

    uid: str
    code: str
    received: date | None
    due: date | None
    done: date | None
    days: int | None
    note: str


class PhotoRecord(Struct, frozen=True):
    """A photo; its contents lie beside the visit, each under its hash."""

    uid: str
    finding: str | None
    place: int
    name: str
    caption: str
    original_sha256: str
    original_size: int
    picture_sha256: str
    marked_sha256: str | None
    marks: str
    taken: str | None
    location: str
    added_by: str
    added_at: datetime
    removed: str | None
    removed_by: str
    removed_at: datetime | None


class StepRecord(Struct, frozen=True):
    """What was done about a finding."""

    uid: str
    kind: StepKind
    day: date
    due: date | None
    text: str
    document: str
    file_name: str
    sha256: str | None
    other: str | None  # the finding that it is the same breach as
    recorded_by: str
    recorded_at: datetime


class RemedyStepRecord(Struct, frozen=True):
    """What was done about a remedy."""

    uid: str
    kind: RemedyAct
    day: date
    due: date | None
    text: str
    document: str
    file_name: str
    sha256: str | None
    owner: str | None
    visit: str | None  # the visit that looked again
    result: Recheck | None
    recorded_by: str
    recorded_at: datetime


class RemedyRecord(Struct, frozen=True):
    """What has to be mended of a finding: who sees to it, and what was done."""

    uid: str
    unit: str
    source: RemedySource
    reference: str
    text: str
    raised: date
    due: date | None
    mended: date | None
    checked_by: str
    owner: str | None
    recorded_by: str
    recorded_at: datetime
    steps: tuple[RemedyStepRecord, ...] = ()


class FindingRecord(Struct, frozen=True):
    """One thing that was found."""

    uid: str
    topic: str
    person: str | None
    text: str
    severity: Severity
    standing: Standing
    reason: str
    decided_by: str
    decided_at: datetime | None
    remedy: str | None
    due: date | None
    mended: date | None
    checked_by: str
    place: str
    noticed: time | None
    positive: bool
    steps: tuple[StepRecord, ...] = ()
    care: RemedyRecord | None = None

    @property
    def is_decided(self) -> bool:
        """Whether somebody confirmed or withdrew it."""
        return self.standing is not Standing.ALLEGED


class StatementRecord(Struct, frozen=True):
    """What is written down for the minutes."""

    document: Statement
    changed_by: str
    changed_at: datetime


class MinutesRecord(Struct, frozen=True):
    """One signed version of the minutes."""

    uid: str
    version: int
    reason: str
    content: Content
    signers: tuple[Signer, ...]
    previous: str
    seal: str
    signed_by: str
    signed_at: datetime

    @property
    def is_sound(self) -> bool:
        """Whether the seal is the one over what the version says."""
        minutes = Minutes(
            MinutesId(0), self.uid, VisitId(0), self.version, self.reason, self.content, self.signers,
            self.previous, by=self.signed_by, at=self.signed_at,
        )  # fmt: skip
        return minutes.computed_seal == self.seal


class VisitRecord(Struct, frozen=True):
    """One visit in full."""

    uid: str
    number: str
    kind: VisitKind
    unit: str
    day: date
    arrived: time | None
    total: int | None
    present: int | None
    excused: int | None
    unexcused: int | None
    recorded_by: str
    recorded_at: datetime
    state: VisitState
    left_at: time | None
    place: str
    representative: str
    is_clean: bool
    beyond: str
    finished_at: datetime | None
    team: str | None = None  # the number of the decision
    checklist: ChecklistRecord | None = None
    findings: tuple[FindingRecord, ...] = ()
    absences: tuple[AbsenceRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()
    late_files: tuple[LateFileRecord, ...] = ()
    photos: tuple[PhotoRecord, ...] = ()
    statement: StatementRecord | None = None
    minutes: tuple[MinutesRecord, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """The codes of everybody that it names."""
        return frozenset(filter(None, self._people()))

    def _people(self) -> Iterator[str | None]:
        yield from (each.person for each in self.absences)
        for finding in self.findings:
            yield finding.person
            if finding.care is not None:
                yield finding.care.owner
                yield from (step.owner for step in finding.care.steps)

    @property
    def media(self) -> frozenset[str]:
        """The hashes of the contents without which it would not be whole."""
        return frozenset(filter(None, self._media()))

    def _media(self) -> Iterator[str | None]:
        for photo in self.photos:
            yield photo.picture_sha256
            yield photo.marked_sha256
        for finding in self.findings:
            yield from (step.sha256 for step in finding.steps)
            yield from (step.sha256 for step in finding.care.steps) if finding.care else ()
