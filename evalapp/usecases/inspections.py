"""Inspections: listing visits, counting them, and deciding on what was found."""

from dataclasses import dataclass
from datetime import date

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspections import (
    InspectionCount,
    Visit,
    count_visits,
)
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_seen


@dataclass(frozen=True)
class InspectionReport:
    """What the visits of some days and units came to, with the visits behind every figure."""

    count: InspectionCount
    visits: tuple[Visit, ...]


def list_visits(
    work: Work, *, since: date | None = None, until: date | None = None, unit: UnitId | None = None
) -> list[Visit]:
    """The visits of some days in a unit and those below it (or wherever the user may see them), in order."""
    inside = units_seen(work, Right.READ_INSPECTIONS, unit, until)
    return [visit for visit in work.inspections.all(since, until) if inside is None or visit.unit in inside]


def report_inspections(
    work: Work, *, since: date, until: date, unit: UnitId | None = None
) -> InspectionReport:
    """Count the visits of some days; refuse days in the wrong order."""
    if until < since:
        raise UserError(
            N_("The last day ({until}) lies before the first ({since})."), since=since, until=until
        )
    visits = list_visits(work, since=since, until=until, unit=unit)
    return InspectionReport(count_visits(visits, today=work.today), tuple(visits))
