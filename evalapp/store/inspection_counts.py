"""Figures of inspections, counted by the database, and the lists behind them by the very same conditions."""

from collections import Counter
from datetime import date
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Text, and_, case, func, select, type_coerce
from sqlalchemy.engine import Connection

from evalapp.domain.hearings import StepKind
from evalapp.domain.inspection_counts import (
    CountedLine,
    InspectionCount,
    Listed,
    RemedyPart,
    Selection,
    Span,
    UnitCount,
    a_year_before,
)
from evalapp.domain.inspections import Severity, Standing, VisitId, VisitKind, VisitState
from evalapp.domain.units import UnitId
from evalapp.store import inspection_tables, process_tables, tables

_visit = inspection_tables.visit
_finding = inspection_tables.finding
_step = process_tables.finding_step
_joined = _finding.join(_visit, _visit.c.id == _finding.c.visit_id)
_stands = and_(_finding.c.standing != Standing.WITHDRAWN.value, _finding.c.positive == 0)
_wanted = _finding.c.remedy.is_not(None)


class InspectionCounts:
    """Counts and the lists that they count, as one use case sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, span: Span, today: date) -> InspectionCount:
        """Every figure of the visits of some days and units."""
        findings = Selection(Listed.FINDINGS)
        visits = self._tally(_visit.c.kind, Selection(Listed.VISITS), span, today)
        own = Selection(Listed.VISITS, kind=VisitKind.SELF_INSPECTION)
        by_self = self._tally(_visit.c.unit_id, own, span, today)
        standings = self._tally(
            _finding.c.standing, Selection(Listed.FINDINGS, every_standing=True), span, today
        )
        severities = self._tally(_finding.c.severity, findings, span, today)
        by_unit = self._by_unit(span, today, by_self)
        return InspectionCount(
            visits={kind: visits[kind.value] for kind in VisitKind},
            clean=self.length(span, Selection(Listed.VISITS, clean=True), today),
            units_visited=sum(each.visits > 0 for each in by_unit),
            units_self_inspected=len(by_self),
            by_article=dict(sorted(self._tally(_finding.c.topic, findings, span, today).items())),
            by_severity={each: severities[each.value] for each in Severity},
            by_standing={each: standings[each.value] for each in Standing},
            repeated=self.length(span, Selection(Listed.FINDINGS, repeated=True), today),
            praised=self.length(span, Selection(Listed.FINDINGS, praise=True), today),
            remedies_open=self._remedies(span, RemedyPart.OPEN, today),
            remedies_overdue=self._remedies(span, RemedyPart.OVERDUE, today),
            remedies_done=self._remedies(span, RemedyPart.DONE, today),
            by_unit=by_unit,
        )

    def length(self, span: Span, selection: Selection, today: date) -> int:
        """How many lines the list of a figure has."""
        if selection.repeated:
            return len(self._repeated(span))
        counted = func.count(_visit.c.unit_id.distinct()) if _is_units(selection) else func.count()
        query = select(counted).select_from(_source(selection))
        return self._connection.execute(query.where(*_asked(span, selection, today))).scalar_one()

    def lines(self, span: Span, selection: Selection, today: date) -> list[CountedLine]:
        """The list that a figure counts, the newest first; units by their codes."""
        query = _LISTS[selection.listed]().where(*_asked(span, selection, today))
        lines = (_to_line(row, selection.listed) for row in self._connection.execute(query))
        if not selection.repeated:
            return list(lines)
        repeated = self._repeated(span)
        return [line for line in lines if line.key in repeated]

    def _repeated(self, span: Span) -> set[int]:
        """The findings that were made before as well, wherever that was; one breach told twice is none.

        They are gone through here, in order: the database took a minute for the same over 20,000.
        """
        later = select(
            case((_step.c.finding_id > _step.c.other_id, _step.c.finding_id), else_=_step.c.other_id)
        ).where(_step.c.kind == StepKind.SAME_BREACH.value)
        known = (
            select(
                _finding.c.id,
                _finding.c.topic,
                _finding.c.person_id,
                _visit.c.unit_id,
                type_coerce(_visit.c.day, Text),  # days as they are kept compare as days do
            )
            .select_from(_joined)
            .where(
                _stands,
                _visit.c.state == VisitState.FINISHED.value,
                _visit.c.day >= a_year_before(span.since),
                _visit.c.day <= span.until,
                _finding.c.id.not_in(later),
            )
            .order_by(_visit.c.day)
        )
        newest: dict[tuple[str, int], tuple[str, str]] = {}  # the last day, and the one before it
        first, found = span.since.isoformat(), set[int]()
        for key, topic, person, unit, day in self._connection.execute(known):
            about = topic, -unit if person is None else person
            last, before = newest.get(about, (day, ""))
            if last < day:
                before, last = last, day
            newest[about] = last, before
            is_asked = day >= first and (span.units is None or unit in span.units)
            a_year_ago = f"{int(day[:4]) - 1}{day[4:]}"
            if is_asked and before >= min(first, a_year_ago):
                found.add(key)
        return found

    def _remedies(self, span: Span, part: RemedyPart, today: date) -> int:
        return self.length(span, Selection(Listed.FINDINGS, remedy=part), today)

    def _by_unit(self, span: Span, today: date, by_self: Counter[Any]) -> tuple[UnitCount, ...]:
        unit = _visit.c.unit_id
        visits = self._tally(unit, Selection(Listed.VISITS), span, today)
        found = self._tally(unit, Selection(Listed.FINDINGS), span, today)
        waiting = self._tally(unit, Selection(Listed.FINDINGS, remedy=RemedyPart.OPEN), span, today)
        withdrawn = self._tally(unit, Selection(Listed.FINDINGS, standing=Standing.WITHDRAWN), span, today)
        return tuple(
            UnitCount(UnitId(each), visits[each], by_self[each], found[each], waiting[each], withdrawn[each])
            for each in sorted(visits)
        )

    def _tally(self, column: Any, selection: Selection, span: Span, today: date) -> Counter[Any]:
        """How many lines of a selection there are for each value of a column."""
        query = select(column, func.count()).select_from(_source(selection)).group_by(column)
        rows = self._connection.execute(query.where(*_asked(span, selection, today)))
        return Counter({row[0]: row[1] for row in rows})


def _is_units(selection: Selection) -> bool:
    return selection.listed is Listed.UNITS


def _source(selection: Selection) -> Any:
    return _joined if selection.listed is Listed.FINDINGS else _visit


def _asked(span: Span, selection: Selection, today: date) -> list[ColumnElement[bool]]:
    """What a figure asks of visits, and of their findings where it counts those."""
    asked = [
        _visit.c.state == VisitState.FINISHED.value,
        _visit.c.day >= span.since,
        _visit.c.day <= span.until,
    ]
    if span.units is not None:
        asked.append(_visit.c.unit_id.in_(sorted(span.units)))
    asked += _equal((_visit.c.kind, selection.kind), (_visit.c.unit_id, selection.unit))
    if selection.clean:
        asked.append(_visit.c.id.not_in(select(_finding.c.visit_id).where(_stands)))
    if selection.listed is Listed.FINDINGS:
        asked += _asked_of_findings(span, selection, today)
    return asked


def _asked_of_findings(span: Span, selection: Selection, today: date) -> list[ColumnElement[bool]]:
    asked = _equal(
        (_finding.c.topic, selection.topic),
        (_finding.c.severity, selection.severity),
        (_finding.c.standing, selection.standing),
    )
    asked.append(_finding.c.positive == int(selection.praise))
    if selection.standing is None and not selection.every_standing:
        asked.append(_finding.c.standing != Standing.WITHDRAWN.value)
    if selection.remedy is not None:
        asked += {
            RemedyPart.OPEN: [_wanted, _finding.c.mended.is_(None)],
            RemedyPart.OVERDUE: [_wanted, _finding.c.mended.is_(None), _finding.c.due < today],
            RemedyPart.DONE: [_finding.c.mended.is_not(None)],
        }[selection.remedy]
    return asked


def _equal(*pairs: tuple[ColumnElement[Any], Any]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in pairs if value is not None]


def _visits_listed() -> Any:
    found = case((_stands, 1), else_=0)
    return (
        select(
            _visit.c.id, _visit.c.day, _visit.c.number, _visit.c.kind, tables.unit.c.code.label("unit_code"),
            tables.unit.c.id.label("unit_id"), func.coalesce(func.sum(found), 0).label("found"),
        )
        .join(tables.unit)
        .outerjoin(_finding, _finding.c.visit_id == _visit.c.id)
        .group_by(_visit.c.id, tables.unit.c.id)
        .order_by(_visit.c.day.desc(), _visit.c.id.desc())
    )  # fmt: skip


def _findings_listed() -> Any:
    return (
        select(
            _finding.c.id, _finding.c.visit_id, _visit.c.day, _visit.c.number, _visit.c.kind,
            _finding.c.topic, _finding.c.text, _finding.c.severity, _finding.c.standing, _finding.c.due,
            _finding.c.mended, tables.unit.c.code.label("unit_code"), tables.unit.c.id.label("unit_id"),
            tables.person.c.name.label("person_name"),
        )
        .select_from(_joined)
        .join(tables.unit, tables.unit.c.id == _visit.c.unit_id)
        .outerjoin(tables.person, tables.person.c.id == _finding.c.person_id)
        .order_by(_visit.c.day.desc(), _finding.c.id.desc())
    )  # fmt: skip


def _units_listed() -> Any:
    return (
        select(tables.unit.c.id, tables.unit.c.code.label("unit_code"), func.count().label("visits"))
        .select_from(_visit)
        .join(tables.unit)
        .group_by(tables.unit.c.id)
        .order_by(tables.unit.c.code)
    )


_LISTS = {
    Listed.VISITS: _visits_listed,
    Listed.FINDINGS: _findings_listed,
    Listed.UNITS: _units_listed,
}


def _to_line(row: Any, listed: Listed) -> CountedLine:
    if listed is Listed.UNITS:
        return CountedLine(row.id, UnitId(row.id), row.unit_code, count=row.visits)
    visit = CountedLine(
        row.id,
        UnitId(row.unit_id),
        row.unit_code,
        day=row.day,
        number=row.number,
        kind=VisitKind(row.kind),
    )
    if listed is Listed.VISITS:
        return replace(visit, visit=VisitId(row.id), count=row.found)
    return replace(
        visit,
        visit=VisitId(row.visit_id),
        topic=row.topic,
        text=row.text,
        person_name=row.person_name or "",
        severity=Severity(row.severity),
        standing=Standing(row.standing),
        due=row.due,
        mended=row.mended,
    )
