"""Inspections: listing visits, counting what they came to, and the list behind every figure."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from evalapp.base.messages import N_, tr
from evalapp.domain.inspection_counts import CountedLine, InspectionCount, Selection, Span
from evalapp.domain.inspections import Standing, Visit, VisitKind
from evalapp.domain.periods import Days
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_seen


class WrittenLog(Struct, frozen=True):
    """What stands in a log that was written, and how much of what was recorded does not."""

    visits: int
    findings: int
    withdrawn: int = 0
    praised: int = 0
    under_way: int = 0  # visits

    @property
    def left_out(self) -> str:
        """What is not in it and why, in the words of papers; empty where nothing was left out."""
        parts = (
            (self.withdrawn, "vi phạm đã rút sau khi nghe giải trình"),
            (self.praised, "việc làm tốt"),
            (self.under_way, "cuộc kiểm tra chưa kết thúc"),
        )
        told = ", ".join(f"{number} {text}" for number, text in parts if number)
        return f"Không ghi trong sổ này: {told}." if told else ""

    def told(self, file: str) -> str:
        """What was written into a file, and what was left out, in the words of whoever asked."""
        into = N_(
            "{visits} {visits:visit|visits} with {findings} {findings:finding|findings} written to {file}."
        )
        parts = [tr(into, visits=self.visits, findings=self.findings, file=file)]
        if self.left_out:
            besides = N_(
                "Not in it: {withdrawn} {withdrawn:finding|findings} withdrawn, {praised} praised, "
                "{under_way} {under_way:visit|visits} under way."
            )
            counts = {"withdrawn": self.withdrawn, "praised": self.praised, "under_way": self.under_way}
            parts.append(tr(besides, **counts))
        return " ".join(parts)


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
) -> WrittenLog:
    """Write the log of some days as a workbook, as offices keep it, and say what is in it and what is not.

    A visit under way is not in it yet; nor is praise, or what was withdrawn.
    """
    from evalapp.documents.papers.inspection_log import write_inspection_log

    asked = [
        visit
        for visit in list_visits(work, since=since, until=until, unit=unit)
        if kind in (None, visit.kind)
    ]
    visits = [visit for visit in asked if not visit.is_open]
    findings = [each for visit in visits for each in visit.findings]
    written = WrittenLog(
        len(visits),
        sum(len(visit.breaches) for visit in visits),
        withdrawn=sum(not each.positive and each.standing is Standing.WITHDRAWN for each in findings),
        praised=sum(each.positive for each in findings),
        under_way=len(asked) - len(visits),
    )
    write_inspection_log(out, visits, work.progress, left_out=written.left_out, history=work.audit.told_end())
    return written


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
