"""Inspections: listing visits, counting them, and deciding on what was found."""

from dataclasses import dataclass, replace
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
from evalapp.usecases.finding_entries import entry_of_finding, withdraw_entry_of
from evalapp.usecases.subtrees import units_under


@dataclass(frozen=True)
class InspectionReport:
    """What the visits of some days and units came to, with the visits behind every figure."""

    count: InspectionCount
    visits: tuple[Visit, ...]


def list_visits(
    work: Work, *, since: date | None = None, until: date | None = None, unit: UnitId | None = None
) -> list[Visit]:
    """The visits of some days in a unit and those below it (or wherever the user may see them), in order."""
    work.require(Right.READ_INSPECTIONS, unit)
    visits = work.inspections.all(since, until)
    if unit is not None:
        inside = units_under(work, unit, until or work.today)
        return [visit for visit in visits if visit.unit in inside]
    seen = {each: work.may(Right.READ_INSPECTIONS, each) for each in {visit.unit for visit in visits}}
    return [visit for visit in visits if seen[visit.unit]]


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


def confirm_finding(work: Work, *, finding_id: FindingId, reason: str) -> Finding:
    """After the person was heard: the finding stands, and is evidence in the month it belongs to."""
    visit, before = _found(work, finding_id)
    after = before.confirm(reason=reason, by=work.user.name, at=work.now)
    if not after.positive:  # praise is no evidence of a breach
        after = replace(after, entry=entry_of_finding(work, visit, after))
    return _save(work, visit, before, after)


def withdraw_finding(work: Work, *, finding_id: FindingId, reason: str) -> Finding:
    """The finding does not stand; what it had become in the registers is withdrawn with it."""
    visit, before = _found(work, finding_id)
    after = before.withdraw(reason=reason, by=work.user.name, at=work.now)
    if before.entry is not None:
        withdraw_entry_of(work, before.entry, after.reason)
    return _save(work, visit, before, after)


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


def _found(work: Work, finding_id: FindingId) -> tuple[Visit, Finding]:
    visit, finding = work.inspections.of_finding(finding_id)
    work.require(Right.DECIDE_FINDINGS, visit.unit)
    if visit.is_open:
        raise UserError(
            N_("The visit {number} is still under way. Finish it before its findings are decided on."),
            number=visit.number,
        )
    if finding.person is not None and work.is_self(finding.person):
        raise UserError(
            N_("Nobody decides on a finding about themself: somebody else has to do this for {user}."),
            user=work.user.name,
        )
    return visit, finding


def _save(work: Work, visit: Visit, before: Finding, after: Finding) -> Finding:
    work.inspections.save_finding(after)
    work.audit.record(
        "finding.confirmed" if after.standing is Standing.CONFIRMED else "finding.withdrawn",
        _subject(visit, after),
        before=before.standing.value,
        after=after.standing.value,
        reason=after.reason,
    )
    return after


def _subject(visit: Visit, finding: Finding) -> str:
    """How the history names a finding: its number, the minutes, whom it is about."""
    return f"{finding.id} {visit.number} {finding.person_code or visit.unit_code}"
