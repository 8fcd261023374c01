"""Units, people, decisions and plans as packages carry them: others named by their codes, no key of a row."""

from dataclasses import dataclass
from datetime import date, datetime

from evalapp.domain.inspection_teams import Part
from evalapp.domain.inspections import VisitKind
from evalapp.domain.people import Category, Role


@dataclass(frozen=True)
class UnitVersionRecord:
    """What a unit is called and whom it reports to, from a day to a day."""

    name: str
    kind: str
    parent: str | None
    since: date | None
    until: date | None


@dataclass(frozen=True)
class UnitRecord:
    """A unit over time."""

    code: str
    versions: tuple[UnitVersionRecord, ...]


@dataclass(frozen=True)
class PositionRecord:
    """A position from a day to a day."""

    unit: str
    title: str
    role: Role
    category: Category
    since: date | None
    until: date | None
    evaluated_here: bool


@dataclass(frozen=True)
class PersonRecord:
    """Somebody of the lists, with their positions."""

    code: str
    name: str
    birth: str | None
    active: bool
    note: str
    positions: tuple[PositionRecord, ...]


@dataclass(frozen=True)
class MemberRecord:
    """Somebody in a team; an outsider has no code."""

    name: str
    title: str
    part: Part
    person: str | None


@dataclass(frozen=True)
class DecisionRecord:
    """A decision that sets up a team."""

    number: str
    day: date
    since: date
    until: date
    issuer: str
    subject: str
    kinds: tuple[VisitKind, ...]
    units: tuple[str, ...]
    members: tuple[MemberRecord, ...]
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class PlannedRecord:
    """What a plan says is to be visited; which visit did it is worked out by each data file."""

    plan: str
    kind: VisitKind
    unit: str
    since: date
    until: date
    subject: str
    dropped: str | None
    recorded_by: str
    recorded_at: datetime

    @property
    def identity(self) -> str:
        """By what one line of a plan is told from another."""
        return " ".join(
            (self.plan, self.unit, self.kind.value, str(self.since), str(self.until), self.subject)
        )
