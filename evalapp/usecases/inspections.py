"""Inspections: listing visits, counting them, and deciding on what was found."""

from dataclasses import dataclass
from datetime import date

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspections import (
    Finding,
    FindingId,
    InspectionCount,
    Standing,
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


def mend_finding(work: Work, *, finding_id: FindingId, on: date) -> Finding:
    """Somebody looked: what was asked for is mended since that day."""
    visit, before = work.inspections.of_finding(finding_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    if before.standing is Standing.WITHDRAWN:
        raise UserError(N_("Finding {number} was withdrawn: nothing has to be mended."), number=before.id)
    if before.person is not None and work.is_self(before.person):
        raise UserError(N_("Nobody checks their own remedy: somebody else has to look."))
    after = before.mend(on=on, by=work.user.name, visited=visit.day, today=work.today)
    work.inspections.save_finding(after)
    work.audit.record("finding.mended", _subject(visit, after), since=on.isoformat())
    return after


def _subject(visit: Visit, finding: Finding) -> str:
    """How the history names a finding: its number, the minutes, whom it is about."""
    return f"{finding.id} {visit.number} {finding.person_code or visit.unit_code}"
