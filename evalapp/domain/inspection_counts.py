"""What inspections came to in some days and units: every figure names the very list that it counts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from evalapp.domain.inspections import (
    Severity,
    Standing,
    VisitId,
    VisitKind,
)
from evalapp.domain.units import UnitId


class Listed(StrEnum):
    """What a figure counts."""

    VISITS = "visits"
    FINDINGS = "findings"
    UNITS = "units"


class RemedyPart(StrEnum):
    """Where what a finding asks to be mended stands; what is overdue is open as well."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


class Span(Struct, frozen=True):
    """The days and units that are asked about; `units` None: all of them."""

    since: date
    until: date
    units: frozenset[UnitId] | None = None


class Selection(Struct, frozen=True):
    """Which visits, findings or units a figure counts; None leaves a part open.

    Visits count once they are finished. Findings are those that still stand (praise is none), unless
    `standing` asks for others.
    """

    listed: Listed
    kind: VisitKind | None = None
    unit: UnitId | None = None
    topic: str | None = None
    severity: Severity | None = None
    standing: Standing | None = None
    every_standing: bool = False
    remedy: RemedyPart | None = None
    repeated: bool = False  # alone, beside no other part
    clean: bool = False  # visits on which nothing was found wrong
    praise: bool = False  # what was found good, in place of what was found wrong


class UnitCount(Struct, frozen=True):
    """What inspections of one unit came to."""

    unit: UnitId
    visits: int = 0
    self_inspections: int = 0
    findings: int = 0
    remedies_open: int = 0
    withdrawn: int = 0  # findings that are counted nowhere else


class InspectionCount(Struct, frozen=True):
    """What visits came to. A withdrawn finding counts only as withdrawn; praise never counts as one.

    A finding is repeated where the same topic was found before about the same person (or the unit, where it
    names nobody), on an earlier day of the span or within a year. An overdue remedy is an open one.
    """

    visits: Mapping[VisitKind, int]
    clean: int
    units_visited: int
    units_self_inspected: int
    by_article: Mapping[str, int]
    by_severity: Mapping[Severity, int]
    by_standing: Mapping[Standing, int]
    repeated: int
    praised: int
    remedies_open: int
    remedies_overdue: int
    remedies_done: int
    by_unit: tuple[UnitCount, ...]

    @property
    def all_visits(self) -> int:
        """How many visits were made."""
        return sum(self.visits.values())

    @property
    def findings(self) -> int:
        """How many findings stand."""
        return sum(self.by_severity.values())


class CountedLine(Struct, frozen=True):
    """One line of a list that a figure counts: a visit, a finding or a unit, whichever it is."""

    key: int
    unit: UnitId
    unit_code: str
    visit: VisitId | None = None
    day: date | None = None
    number: str = ""
    kind: VisitKind | None = None
    topic: str = ""
    text: str = ""
    person_name: str = ""
    severity: Severity | None = None
    standing: Standing | None = None
    due: date | None = None
    mended: date | None = None
    count: int = 0  # of a visit its findings, of a unit its visits


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
