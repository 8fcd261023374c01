"""Where the months of several units stand: what an overview is made of."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.month_results import Replaced
from evalapp.domain.periods import Period
from evalapp.domain.petitions import PetitionLine
from evalapp.domain.rounds import Round, RoundId, SheetId, Stage


class MonthPerson(Struct, frozen=True):
    """Somebody in a month, with what was decided where it is."""

    sheet: SheetId
    round: RoundId
    code: str
    name: str
    title: str
    unit_code: str
    unit_name: str
    period: Period
    total: Decimal | None = None
    level: str | None = None
    policy: str = ""  # its code, where people of the unit go by several in the month

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order."""
        return person_sort_key(self.name), self.code


class UnitMonth(Struct, frozen=True):
    """One unit's month: not open, or at a stage, with who holds it up. `levels` counts what was decided."""

    code: str
    name: str
    depth: int
    period: Period
    people: int
    round: Round | None = None
    due: date | None = None
    waiting: tuple[MonthPerson, ...] = ()  # not scored yet at the present stage
    ties: tuple[tuple[MonthPerson, ...], ...] = ()
    suggestions: int = 0  # proposals that nobody has answered
    policy: str = ""  # its code, where people of the unit go by several in the month
    is_received: bool = False  # closed in another data file, which sent it
    levels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def stage(self) -> Stage | None:
        """Where the month stands; None while it is not open."""
        if self.is_received:
            return Stage.CLOSED
        return self.round.stage if self.round else None

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.stage is Stage.CLOSED

    @property
    def rated(self) -> int:
        """How many have a level."""
        return sum(self.levels.values())

    @property
    def unscored(self) -> int:
        """How many wait for a score; of a month that is not open, everybody it is for."""
        return self.people if self.stage is None else len(self.waiting)

    def is_late(self, today: date) -> bool:
        """Whether what comes next should have been done before today."""
        return not self.is_closed and self.due is not None and today > self.due


class RewardsToDo(Struct, frozen=True):
    """What rewards and penalties of a unit's period wait for: proposals, decisions whose basis changed."""

    code: str
    name: str
    period: Period
    proposals: int
    changed: int


class Owed(StrEnum):
    """What may be owed of inspections past its day."""

    EXPLANATIONS = "explanations"
    REMEDIES = "remedies"
    PLANNED = "planned"  # visits that a plan asked for and nobody made


class OverdueInspections(Struct, frozen=True):
    """What is owed of a unit's inspections past its day; `due`: the oldest day."""

    code: str
    name: str
    what: Owed
    count: int
    due: date


class Overview(Struct, frozen=True):
    """A unit and all below it in a month. `besides`: other ones still open; `past`: its own, newest first."""

    period: Period
    today: date
    units: tuple[UnitMonth, ...]
    besides: tuple[UnitMonth, ...] = ()
    past: tuple[UnitMonth, ...] = ()
    level_labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rewards: tuple[RewardsToDo, ...] = ()  # of any period
    petitions: tuple[PetitionLine, ...] = ()  # those that wait for an answer
    overdue: tuple[OverdueInspections, ...] = ()  # the longest overdue first
    replaced: tuple[Replaced, ...] = ()  # results that rest on months which no longer say what was used
    sees_months: bool = True  # whether who looks may know how people are evaluated
