"""Taking an inspection log in: one row a finding, a visit without findings one row."""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.documents.reading.cells import Cell
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_count, as_date, as_text, as_time, doubtful_dates
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.inspections import (
    VISIT_KIND_LABELS,
    Finding,
    FindingId,
    Remedy,
    Severity,
    Standing,
    Visit,
    VisitId,
    refuse_headcount,
    severity_in,
    visit_kind_in,
)
from evalapp.domain.rights import Right
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.known_visits import KnownVisits, VisitLine
from evalapp.usecases.log_cells import person_in, says_nothing, topic_in
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked
from evalapp.usecases.rows import Outcome, RowReader, list_digest

Value = TypeVar("Value")

#: How many were there, by the names of the columns.
_HEADS = ("total", "present", "excused", "unexcused")
#: What is said of a visit; rows of one number leave these blank or say the same.
_VISIT_PARTS = ("kind", "unit", "day", "arrived", *_HEADS)

#: What a row leaves blank that goes on under the merged cells of the minutes above; units are read on.
_HEAD = ("number", "day", "kind")


def import_inspections(work: Work, *, read: ReadList, choice: ImportChoice) -> ImportReport:
    """Take an inspection log in, of one sheet or several; a visit is known by the number of its minutes."""
    work.require(Right.LOG_INSPECTIONS)
    known = KnownVisits(work)
    lines: list[VisitLine] = []
    seen = [(_seen(work, part, known, lines), part.sheet if read.more else None) for part in read.parts]
    rows = [replace(each, file=sheet) for outcome, sheet in seen for each in outcome.rows]
    report = ImportReport.of(
        (each.fate for each in rows),
        [replace(each, file=sheet) for outcome, sheet in seen for each in outcome.refused],
        [replace(each, file=sheet) for outcome, sheet in seen for each in outcome.warnings],
        rows=rows,
    )
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        _apply(work, lines)
        work.audit.record(
            "inspections.imported",
            read.file,
            new=report.new,
            changed=report.changed,
            digest=[list_digest(part) for part in read.parts] if read.more else list_digest(read),
        )
    return report.as_applied()


def _seen(work: Work, read: ReadList, known: KnownVisits, lines: list[VisitLine]) -> Outcome:
    """One sheet of a log; its good rows are added to the lines."""
    swapped = {row for key in ("day", "due") for row in doubtful_dates(read.column(key))}
    outcome = Outcome(read)
    known.turn_to(read.sheet)
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        line = _understood(work, reader, known)
        if row.number in swapped:
            reader.doubt(
                UserError(N_("Day and month of a date in this row may be swapped. Please check it."))
            )
        if outcome.take(reader, line.fate if line else None) and line is not None:
            known.learn(line, row.number)
            lines.append(line)
        else:
            known.refuse(row.number)
    return outcome


def _apply(work: Work, lines: list[VisitLine]) -> None:
    keys: dict[str, VisitId] = {}
    for line in lines:
        number = code_key(line.visit.number)
        if number not in keys:
            if line.visit.id:
                work.inspections.save(line.visit)
            keys[number] = line.visit.id or work.inspections.add(line.visit)
        if line.finding is None or line.fate is Fate.SAME:
            continue
        if line.known is None:
            work.inspections.add_finding(keys[number], line.finding)
        elif line.finding != line.known:
            work.inspections.save_finding(line.finding)


def _understood(work: Work, reader: RowReader, known: KnownVisits) -> VisitLine | None:
    """The row as a visit with its finding; None where something in it is refused, every fault being told."""
    visit, before = _visit(work, reader, known)
    finding = _finding(work, reader, known, visit)
    if visit is None or reader.refusal is not None:
        return None
    matched = None
    if finding is not None:
        _refuse_twice(reader, known.row_of(visit, finding))
        matched = known.finding_like(visit, finding)
    if finding is not None and matched is not None:
        finding = _merged(reader, matched, finding)
    if reader.refusal is not None:
        return None
    fate = _fate(before, visit, finding, matched)
    if fate is not Fate.SAME and known.is_logged_here(visit.number):
        reader.refuse(
            "number",
            UserError(
                N_(
                    "The visit {number} was logged here or is signed, and no log changes it: enter what is "
                    "new on the visit itself, opened again with a reason where it is finished."
                ),
                number=visit.number,
            ),
        )
        return None
    return VisitLine(visit, finding, matched, fate)


def _refuse_twice(reader: RowReader, row: str) -> None:
    if row:
        reader.refuse(
            "topic", UserError(N_("The same finding stands in row {row} too, in the same words."), row=row)
        )


def _fate(before: Visit | None, visit: Visit, finding: Finding | None, matched: Finding | None) -> Fate:
    """What the row does: a finding is new by itself, a visit with the first row that names it."""
    if before is None or (finding is not None and matched is None):
        return Fate.NEW
    same = before == visit and finding == matched
    return Fate.SAME if same else Fate.CHANGED


def _visit(work: Work, reader: RowReader, known: KnownVisits) -> tuple[Visit | None, Visit | None]:
    """The visit as the row and the rows above say it, and as it was known before."""
    number = _number(reader, known)
    if not number and all(reader.is_blank(key) for key in _HEAD):
        return None, None
    above, before = known.above(number), known.stored(number)
    base = above or before
    kind = _given(reader, "kind", lambda cell: visit_kind_in(as_text(cell)), base.kind if base else None)
    unit = _given(reader, "unit", lambda cell: known.units.unit(as_code(cell)), base.unit if base else None)
    day = _given(reader, "day", as_date, base.day if base else None)
    arrived = reader.value("arrived", as_time, base.arrived if base else None)
    total, present, excused, unexcused = (
        reader.value(key, as_count, getattr(base, key, None)) for key in _HEADS
    )
    if not number or kind is None or unit is None or day is None:
        return None, before
    code = known.unit_codes[unit]
    new = Visit(
        VisitId(0), "", number, kind, unit, code, day, recorded_by=work.user.name, recorded_at=work.now
    )
    # What a log has no column for stays as it is known.
    visit = replace(
        before or replace(new, recorded_by=work.user.name, recorded_at=work.now),
        kind=kind,
        unit=unit,
        unit_code=code,
        day=day,
        arrived=arrived,
        total=total,
        present=present,
        excused=excused,
        unexcused=unexcused,
    )
    _check_visit(work, reader, visit, above)
    if above is None and before is None:
        _question(reader, known, visit)
    # A visit counts as known from its first row on: the rows below it are judged by their findings.
    return visit, above or before


def _number(reader: RowReader, known: KnownVisits) -> str:
    """The number of the minutes, of the row or of the row above it; empty where there is none."""
    number = reader.value("number", lambda cell: checked(as_code(cell), LONGEST_DOCUMENT), "")
    if number or not reader.is_blank("number"):
        return number
    if known.last and all(reader.is_blank(key) for key in _HEAD):
        reader.doubt(
            UserError(
                N_("The row says no minutes: it is taken as part of {number} above. Please check."),
                number=known.last,
            )
        )
        return known.last
    if known.refused_above and all(reader.is_blank(key) for key in _HEAD):
        reader.refuse(
            "number",
            UserError(
                N_(
                    "The row goes on under the minutes of row {row}, which were refused. Correct them there; "
                    "this row then comes in with them."
                ),
                row=known.refused_above,
            ),
        )
    else:
        reader.refuse("number", UserError(N_("No number of the minutes is given: a visit is known by it.")))
    return ""


def _given(reader: RowReader, key: str, read: Callable[[Cell], Value], default: Value | None) -> Value | None:
    """A value that a visit cannot be without, of the row or of the rows above; a gap is refused."""
    if reader.is_blank(key) and default is None:
        reader.refuse(key, UserError(N_("This is not given, and no row above says it of these minutes.")))
    return reader.value(key, read, default)


def _check_visit(work: Work, reader: RowReader, visit: Visit, above: Visit | None) -> None:
    """Refuse what cannot be: a day to come, too many heads, two stories under one number."""
    if not work.may(Right.LOG_INSPECTIONS, visit.unit):
        reader.refuse(
            "unit",
            UserError(
                N_(
                    "You may not log inspections of {unit}: your roles do not cover it. Ask an administrator."
                ),
                unit=visit.unit_code,
            ),
        )
    if visit.day > work.today:
        reader.refuse("day", UserError(N_("{day} has not come yet. Correct the day."), day=visit.day))
    try:
        refuse_headcount(visit)
    except UserError as error:
        reader.refuse("total", error)
    if above is None:
        return
    for part in _VISIT_PARTS:
        said, now = getattr(above, part), getattr(visit, part)
        if said is not None and said != now:
            reader.refuse(
                part,
                UserError(
                    N_(
                        "The rows of the minutes {number} contradict each other: “{first}” stands above. "
                        "Write the same in every row, or give the other visit a number of its own."
                    ),
                    number=visit.number,
                    first=_as_written(above, part),
                ),
            )


def _as_written(visit: Visit, part: str) -> object:
    """A part of a visit as a person would have written it into the list."""
    match part:
        case "kind":
            return Term(VISIT_KIND_LABELS[visit.kind])
        case "unit":
            return visit.unit_code
        case "arrived":
            return f"{visit.arrived:%H:%M}" if visit.arrived else ""
        case _:
            return getattr(visit, part)


def _question(reader: RowReader, known: KnownVisits, visit: Visit) -> None:
    """What somebody should look at in a visit that is new."""
    if visit.headcount_gap:
        reader.doubt(
            UserError(
                N_("Present and absent make {gap} fewer than the total. Please check."),
                gap=visit.headcount_gap,
            )
        )
    other = known.at_that_time(visit)
    if other is not None:
        reader.doubt(
            UserError(
                N_("The minutes {number} tell of a visit to the same unit at the same time. Please check."),
                number=other.number,
            )
        )


def _finding(work: Work, reader: RowReader, known: KnownVisits, visit: Visit | None) -> Finding | None:
    """What the row says was found; None for a visit on which nothing was.

    Its cells are judged even where the visit is refused, so that a row tells of all its faults at once.
    """
    topic = reader.value("topic", lambda cell: topic_in(reader, known, as_text(cell)), None)
    text = reader.value("text", lambda cell: checked(as_text(cell), LONGEST_NOTE, lines=True), "")
    severity = reader.value("severity", lambda cell: severity_in(as_text(cell)), None)
    remedy = _remedy(reader, visit)
    person = person_in(reader, known, visit)
    if topic is None and (reader.is_blank("topic") or says_nothing(reader)):
        said = next((key for key in ("text", "severity", "code") if not reader.is_blank(key)), None)
        if said or remedy:
            reader.refuse(
                "topic", UserError(N_("Something was found, but not under which topic: write its code."))
            )
    if topic is None or reader.refusal is not None:
        return None
    if severity is None:
        reader.doubt(UserError(N_("No severity is given: it is taken as light.")))
    if person is not None and work.is_self(person.id):
        reader.doubt(UserError(N_("The finding is about you: somebody else has to decide on it.")))
    return Finding(
        FindingId(0),
        topic.code,
        text,
        severity or Severity.LIGHT,
        person.id if person else None,
        person.code if person else "",
        remedy=remedy,
    )


def _remedy(reader: RowReader, visit: Visit | None) -> Remedy | None:
    text = reader.value("remedy", lambda cell: checked(as_text(cell), LONGEST_NOTE), "")
    due = reader.value("due", as_date, None)
    if due is not None and visit is not None and due < visit.day:
        reader.refuse("due", UserError(N_("The deadline lies before the visit. Correct one of them.")))
    return Remedy(text, due) if text or due else None


def _merged(reader: RowReader, matched: Finding, row: Finding) -> Finding:
    """The known finding with what the row adds; one that was decided no longer changes."""
    remedy = matched.remedy
    if row.remedy is not None:
        remedy = replace(
            matched.remedy or Remedy(""),
            text=row.remedy.text or (matched.remedy.text if matched.remedy else ""),
            due=row.remedy.due or (matched.remedy.due if matched.remedy else None),
        )
    severity = matched.severity if reader.is_blank("severity") else row.severity
    merged = replace(matched, text=row.text or matched.text, severity=severity, remedy=remedy)
    if merged != matched and matched.standing is not Standing.ALLEGED:
        reader.refuse(
            "topic",
            UserError(
                N_("Finding {number} was decided on and no longer changes: {reason}."),
                number=matched.id,
                reason=matched.reason,
            ),
        )
    return merged
