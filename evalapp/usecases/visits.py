"""Visits: finding those that a list asks for, and reading one."""

from datetime import date

from evalapp.domain.inspections import Visit, VisitFilter, VisitId, VisitKind, VisitLine, VisitState
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_under


def find_visits(
    work: Work,
    *,
    since: date | None = None,
    until: date | None = None,
    unit: UnitId | None = None,
    kind: VisitKind | None = None,
    state: VisitState | None = None,
) -> list[VisitLine]:
    """The visits of some days, units and kinds that the user may see, the newest first."""
    work.require(Right.READ_INSPECTIONS, unit)
    units = readable_units(work, unit, until or work.today)
    return work.inspections.lines(VisitFilter(since, until, units, kind, state))


def read_visit(work: Work, *, visit_id: VisitId) -> Visit:
    """One visit with its findings."""
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    return visit


def readable_units(work: Work, unit: UnitId | None, day: date) -> frozenset[UnitId] | None:
    """The units whose inspections the user may read, at most those under `unit`; None: wherever."""
    if unit is not None:
        return units_under(work, unit, day)
    scopes = work.user.units_with(Right.READ_INSPECTIONS)
    if None in scopes:
        return None
    return frozenset(each for scope in scopes if scope is not None for each in units_under(work, scope, day))
