"""Inspections: listing visits, counting what they came to, and the list behind every figure."""

from datetime import date
from pathlib import Path

from evalapp.domain.inspection_counts import CountedLine, InspectionCount, Selection, Span
from evalapp.domain.inspections import Visit, VisitKind
from evalapp.domain.periods import Days
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_seen


def list_visits(
    work: Work, *, since: date | None = None, until: date | None = None, unit: UnitId | None = None
) -> list[Visit]:
    """The visits of some days in a unit and those below it (or wherever the user may see them), in order."""
    inside = units_seen(work, Right.READ_INSPECTIONS, unit, until)
    return [visit for visit in work.inspections.all(since, until) if inside is None or visit.unit in inside]


def write_visits(
    work: Work,
    *,
    out: Path,
    since: date | None = None,
    until: date | None = None,
    unit: UnitId | None = None,
    kind: VisitKind | None = None,
) -> int:
    """Write the log of some days as a workbook, as offices keep it, and say how many visits are in it.

    A visit under way is not in it yet; nor is praise, or what was withdrawn.
    """
    from evalapp.documents.papers.inspection_log import write_inspection_log

    visits = [
        visit
        for visit in list_visits(work, since=since, until=until, unit=unit)
        if not visit.is_open and kind in (None, visit.kind)
    ]
    write_inspection_log(out, visits, work.progress, history=work.audit.told_end())
    return len(visits)


def count_inspections(work: Work, *, since: date, until: date, unit: UnitId | None = None) -> InspectionCount:
    """Count what the visits of some days came to; refuse days in the wrong order."""
    return work.inspection_counts.count(span_of(work, Days(since, until), unit), work.today)


def counted_lines(work: Work, *, days: Days, unit: UnitId | None, selection: Selection) -> list[CountedLine]:
    """The list that a figure counts: as many lines as the figure says."""
    return work.inspection_counts.lines(span_of(work, days, unit), selection, work.today)


def span_of(work: Work, days: Days, unit: UnitId | None) -> Span:
    """Some days, and the units that the user may see there: a unit and those below it, if one is named."""
    units = units_seen(work, Right.READ_INSPECTIONS, unit, days.last_day)
    return Span(days.first_day, days.last_day, units)


def units_to_visit(work: Work, span: Span) -> int:
    """How many units there were in the span: what the units visited are compared with."""
    return sum(
        any(_meets(version.since, version.until, span) for version in unit.versions)
        for unit in work.units.all()
        if span.units is None or unit.id in span.units
    )


def _meets(since: date | None, until: date | None, span: Span) -> bool:
    return (since is None or since <= span.until) and (until is None or until >= span.since)
