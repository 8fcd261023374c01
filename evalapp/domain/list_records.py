"""Units, people, decisions and plans as packages carry them: others named by their codes, no key of a row."""

from datetime import date, datetime

from msgspec import Struct

from evalapp.domain.inspection_teams import Part
from evalapp.domain.inspections import VisitKind
from evalapp.domain.people import Category, Role


class UnitVersionRecord(Struct, frozen=True):
    """What a unit is called and whom it reports to, from a day to a day."""

    name: str
    kind: str
    parent: str | None
    since: date | None
    until: date | None


class UnitRecord(Struct, frozen=True):
    """A unit over time."""

    code: str
    versions: tuple[UnitVersionRecord, ...]


class PositionRecord(Struct, frozen=True):
    """A position from a day to a day."""

    unit: str
    title: str
    role: Role
    category: Category
    since: date | None
    until: date | None
    evaluated_here: bool


class PersonRecord(Struct, frozen=True):
    """Somebody of the lists, with their positions."""

    code: str
    name: str
    birth: str | None
    active: bool
    note: str
    positions: tuple[PositionRecord, ...]


class MemberRecord(Struct, frozen=True):
    """Somebody in a team; an outsider has no code."""

    name: str
    title: str
    part: Part
    person: str | None


class DecisionRecord(Struct, frozen=True):
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


class PlannedRecord(Struct, frozen=True):
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
