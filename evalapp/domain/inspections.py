"""Inspections: visits, what was found on them, and what has to be mended. They never touch a score.

A finding is alleged until somebody entitled confirms it after the person was heard; only a confirmed one
becomes evidence in the month it belongs to, where the head decides.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean, fold
from evalapp.domain.people import PersonId
from evalapp.domain.registers import EntryId
from evalapp.domain.units import UnitId

VisitId = NewType("VisitId", int)
FindingId = NewType("FindingId", int)
TeamId = NewType("TeamId", int)
ChecklistId = NewType("ChecklistId", int)


class VisitKind(StrEnum):
    """Why a unit was visited; the codes are the offices' own words."""

    UNANNOUNCED = "dot_xuat"
    ANNOUNCED = "bao_truoc"
    THEMATIC = "chuyen_de"
    COMPLAINT = "don_thu"
    SELF_INSPECTION = "tu_kiem_tra"


class VisitState(StrEnum):
    """Whether a visit is still under way."""

    OPEN = "open"
    FINISHED = "finished"


class Severity(StrEnum):
    """How grave a finding is."""

    LIGHT = "light"
    MEDIUM = "medium"
    SERIOUS = "serious"


class Standing(StrEnum):
    """How firm a finding is."""

    ALLEGED = "alleged"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


VISIT_KIND_LABELS: Mapping[VisitKind, str] = {
    VisitKind.UNANNOUNCED: N_("Unannounced"),
    VisitKind.ANNOUNCED: N_("Announced"),
    VisitKind.THEMATIC: N_("Thematic"),
    VisitKind.COMPLAINT: N_("On a complaint"),
    VisitKind.SELF_INSPECTION: N_("Self-inspection"),
}
VISIT_STATE_LABELS: Mapping[VisitState, str] = {
    VisitState.OPEN: N_("Under way"),
    VisitState.FINISHED: N_("Finished"),
}
SEVERITY_LABELS: Mapping[Severity, str] = {
    Severity.LIGHT: N_("Minor"),
    Severity.MEDIUM: N_("Medium"),
    Severity.SERIOUS: N_("Serious"),
}
STANDING_LABELS: Mapping[Standing, str] = {
    Standing.ALLEGED: N_("Alleged"),
    Standing.CONFIRMED: N_("Confirmed"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}

#: What lists of offices call them; the first word is how the program writes it on paper.
VISIT_KIND_WORDS: Mapping[VisitKind, tuple[str, ...]] = {
    VisitKind.UNANNOUNCED: ("Đột xuất", "Kiểm tra đột xuất", "Đột xuất không báo trước", "Không báo trước"),
    VisitKind.ANNOUNCED: ("Báo trước", "Đột xuất có báo trước", "Có báo trước", "Theo kế hoạch", "Định kỳ"),
    VisitKind.THEMATIC: ("Chuyên đề", "Kiểm tra chuyên đề", "Theo chuyên đề"),
    VisitKind.COMPLAINT: ("Theo đơn thư", "Đơn thư", "Theo phản ánh", "Theo đơn"),
    VisitKind.SELF_INSPECTION: ("Tự kiểm tra", "Đơn vị tự kiểm tra"),
}
SEVERITY_WORDS: Mapping[Severity, tuple[str, ...]] = {
    Severity.LIGHT: ("Nhẹ",),
    Severity.MEDIUM: ("Trung bình", "Vừa"),
    Severity.SERIOUS: ("Nặng", "Nghiêm trọng"),
}

_Choice = TypeVar("_Choice", bound=StrEnum)


def visit_kind_in(text: str) -> VisitKind:
    """The kind of visit that a list names."""
    return _named(text, VISIT_KIND_WORDS, N_("“{text}” is no kind of inspection. Write one of: {known}."))


def severity_in(text: str) -> Severity:
    """The severity that a list names."""
    return _named(text, SEVERITY_WORDS, N_("“{text}” is no severity. Write one of: {known}."))


def _named(text: str, words: Mapping[_Choice, tuple[str, ...]], message: str) -> _Choice:
    for choice, names in words.items():
        if fold(text) in {fold(name) for name in (*names, choice.value)}:
            return choice
    raise UserError(message, text=text, known=", ".join(names[0] for names in words.values()))


class Remedy(Struct, frozen=True):
    """What has to be mended, by when; done once somebody else than who had to mend it has looked."""

    text: str
    due: date | None = None
    done: date | None = None
    checked_by: str = ""

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done is None and self.due is not None and self.due < today


class Finding(Struct, frozen=True):
    """One thing that was seen: under which topic, about a person or (nobody named) the unit.

    While its visit is under way the topic may still be missing. One that is `positive` is praise: it is no
    breach, and never counted as one.
    """

    id: FindingId
    topic: str
    text: str
    severity: Severity = Severity.LIGHT
    person: PersonId | None = None
    person_code: str = ""
    standing: Standing = Standing.ALLEGED
    reason: str = ""  # why it was confirmed or withdrawn
    decided_by: str = ""
    decided_at: datetime | None = None
    remedy: Remedy | None = None
    entry: EntryId | None = None  # the register entry that a confirmed finding became
    place: str = ""
    noticed: time | None = None
    positive: bool = False

    def confirm(self, *, reason: str, by: str, at: datetime) -> Self:
        """After the person was heard: it stands; refuse one that was decided."""
        if self.standing is not Standing.ALLEGED:
            self._refuse_decided()
        return self._decided(Standing.CONFIRMED, reason, by, at)

    def withdraw(self, *, reason: str, by: str, at: datetime) -> Self:
        """It does not stand, or no longer does; a withdrawn finding stays on record with the reason."""
        if self.standing is Standing.WITHDRAWN:
            self._refuse_decided()
        return self._decided(Standing.WITHDRAWN, reason, by, at)

    def mend(self, *, on: date, by: str, visited: date, today: date) -> Self:
        """The remedy was looked at and is done."""
        if self.remedy is None:
            raise UserError(N_("Finding {number} asks for no remedy."), number=self.id)
        if self.remedy.done is not None:
            raise UserError(
                N_("The remedy of finding {number} was done on {day}."), number=self.id, day=self.remedy.done
            )
        if not visited <= on <= today:
            raise UserError(
                N_("A remedy is done between the visit ({first}) and today ({last}), not on {day}."),
                first=visited,
                last=today,
                day=on,
            )
        return replace(self, remedy=replace(self.remedy, done=on, checked_by=by))

    def _decided(self, standing: Standing, reason: str, by: str, at: datetime) -> Self:
        if not reason.strip():
            raise UserError(
                N_("Say why: what the person explained, and what it rests on. It stays with the finding.")
            )
        return replace(self, standing=standing, reason=clean(reason), decided_by=by, decided_at=at)

    def _refuse_decided(self) -> None:
        raise UserError(
            N_("Finding {number} is {standing} already: {reason}."),
            number=self.id,
            standing=Term(STANDING_LABELS[self.standing]),
            reason=self.reason,
        )


class Visit(Struct, frozen=True):
    """One visit to a unit, known by the number of its minutes; nothing found is a result too."""

    id: VisitId
    uid: str
    number: str
    kind: VisitKind
    unit: UnitId
    unit_code: str
    day: date
    arrived: time | None = None
    total: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    recorded_by: str = ""
    recorded_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    state: VisitState = VisitState.FINISHED
    left: time | None = None
    place: str = ""
    representative: str = ""  # who received the visit for the unit
    is_clean: bool = False  # somebody said that nothing was found
    beyond: str = ""  # why it was made outside what its decision covers
    team: TeamId | None = None
    checklist: ChecklistId | None = None
    finished_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still under way."""
        return self.state is VisitState.OPEN

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """What was found wrong and still stands; praise is none."""
        return tuple(
            each for each in self.findings if not each.positive and each.standing is not Standing.WITHDRAWN
        )

    @property
    def headcount_gap(self) -> int | None:
        """How many of the headcount are neither present nor absent; None where a figure is not known."""
        parts = (self.present, self.excused, self.unexcused)
        if self.total is None or None in parts:
            return None
        return self.total - sum(part for part in parts if part is not None)

    @property
    def unaccounted(self) -> int:
        """How many of the headcount are neither present nor absent; what is not written counts as none."""
        if self.total is None or self.present is None:
            return 0
        return self.total - self.present - (self.excused or 0) - (self.unexcused or 0)


class VisitLine(Struct, frozen=True):
    """A visit as a list shows it: without its findings, but with how many there are."""

    visit: Visit
    found: int
    praised: int


class VisitFilter(Struct, frozen=True):
    """Which visits a list shows; None leaves a part open."""

    since: date | None = None
    until: date | None = None
    units: frozenset[UnitId] | None = None
    kind: VisitKind | None = None
    state: VisitState | None = None


def refuse_headcount(visit: Visit) -> None:
    """Refuse a headcount in which more people are counted than there are."""
    known = [part for part in (visit.present, visit.excused, visit.unexcused) if part is not None]
    if visit.total is not None and sum(known) > visit.total:
        raise UserError(
            N_("Present and absent make {counted}, more than the {total} there are. Correct the figures."),
            counted=sum(known),
            total=visit.total,
        )


def in_order(visits: Iterable[Visit]) -> list[Visit]:
    """Visits in order of their days, hours and numbers."""
    return sorted(visits, key=lambda visit: (visit.day, visit.arrived or time.min, visit.number))
