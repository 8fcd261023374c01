"""Due process: asking people about a finding, taking in what they explain, confirming or withdrawing it."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.file_kinds import read_file
from evalapp.domain.attachments import MEGABYTE, clean_name
from evalapp.domain.hearings import (
    FindingLine,
    Hearing,
    HearingState,
    KeptFile,
    Step,
    StepKind,
    refuse_day,
    refuse_decided,
    refuse_unheard,
    request_due,
)
from evalapp.domain.holidays import LackingDay
from evalapp.domain.inspection_counts import a_year_before
from evalapp.domain.inspections import Finding, FindingId, Severity, Standing, Visit, VisitKind
from evalapp.domain.people import PersonId
from evalapp.domain.policy.parts import FindingRule
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.hearings import FindingFilter
from evalapp.store.work import Work
from evalapp.usecases.evidence import largest_file
from evalapp.usecases.finding_entries import (
    entry_of_finding,
    join_breaches,
    refuse_inspector,
    withdraw_entry_of,
)
from evalapp.usecases.open_findings import Placement, Placing, place_finding, rule_for, unit_of_finding
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked
from evalapp.usecases.settling import reopen_round
from evalapp.usecases.subtrees import units_seen

LONGEST_EXPLANATION = 8000


class FindingDetail(Struct, frozen=True):
    """A finding with its visit, its history, where it counts or would count, and others that look like it."""

    visit: Visit
    line: FindingLine
    hearing: Hearing
    placement: Placement
    rule: FindingRule
    same: tuple[FindingLine, ...] = ()
    alike: tuple[FindingLine, ...] = ()
    near: tuple[FindingLine, ...] = ()  # others about the same person (or unit), what looks alike first


class Confirmed(Struct, frozen=True):
    """A confirmed finding, where it counts, and whether its month was reopened for it."""

    finding: Finding
    placement: Placement
    reopened: bool = False


def list_findings(
    work: Work,
    *,
    since: date | None = None,
    until: date | None = None,
    unit: UnitId | None = None,
    kind: VisitKind | None = None,
    topic: str | None = None,
    severity: Severity | None = None,
    standings: Collection[Standing] | None = None,
    person: PersonId | None = None,
    state: HearingState | None = None,
    praise: bool = False,
) -> list[FindingLine]:
    """The findings of some days in a unit and those below it, newest visit first; or what was praised."""
    asked = FindingFilter(
        since=since,
        until=until,
        units=units_seen(work, Right.READ_INSPECTIONS, unit, until),
        kind=kind,
        topic=topic,
        severity=severity,
        standings=standings,
        person=person,
        state=state,
        praise=praise,
    )
    return work.hearings.lines(asked, work.today)


def finding_detail(work: Work, *, finding_id: FindingId) -> FindingDetail:
    """Everything that is known of a finding."""
    visit, finding = work.inspections.of_finding(finding_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    same = [each for each in work.hearings.same_breach(finding_id) if each != finding_id]
    [line] = _lines(work, [finding_id])
    return FindingDetail(
        visit,
        line,
        work.hearings.hearing(finding_id),
        place_finding(work, visit, finding),
        rule_for(work, unit_of_finding(work, visit, finding), visit.day),
        tuple(_lines(work, same)) if same else (),
        _alike(work, line, same),
        _near(work, line, same),
    )


def ask_explanation(
    work: Work,
    *,
    finding_id: FindingId,
    working_days: int | None = None,
    on: date | None = None,
    text: str = "",
    document: str = "",
) -> tuple[Step, tuple[LackingDay, ...]]:
    """Ask for a written explanation within working days; say which days off are not entered until then.

    Without a number the policy's holds; where it sets none either, the request is refused.
    """
    visit, finding = _finished(work, finding_id, Right.LOG_INSPECTIONS)
    refuse_decided(finding)
    day = on or work.today
    refuse_day(day, visited=visit.day, today=work.today)
    rule = rule_for(work, unit_of_finding(work, visit, finding), visit.day)
    days = working_days if working_days is not None else rule.explain_working_days
    if days is None:
        raise UserError(
            N_("The policy does not say within how many working days people explain: give the number.")
        )
    calendar = work.holidays.calendar
    step = Step(
        StepKind.ASKED,
        day,
        checked(text, LONGEST_NOTE),
        work.user.name,
        work.now,
        due=request_due(day, working_days=days, calendar=calendar),
        document=checked(document, LONGEST_DOCUMENT),
    )
    work.hearings.add(finding.id, step)
    work.audit.record("finding.asked", finding_subject(visit, finding), **_told(step))
    return step, calendar.lacking(day, step.due or day)


def record_explanation(
    work: Work,
    *,
    finding_id: FindingId,
    text: str,
    on: date | None = None,
    document: str = "",
    file: Path | None = None,
) -> Step:
    """Take in what the person or the unit explains, with the paper it came on."""
    visit, finding = _finished(work, finding_id, Right.LOG_INSPECTIONS)
    refuse_decided(finding)
    day = on or work.today
    refuse_day(day, visited=visit.day, today=work.today)
    kept = keep_file(work, file)
    words = checked(text, LONGEST_EXPLANATION)
    if not words and kept is None:
        raise UserError(N_("Write what was explained, or attach the paper that says it."))
    step = Step(
        StepKind.GIVEN,
        day,
        words,
        work.user.name,
        work.now,
        document=checked(document, LONGEST_DOCUMENT),
        file=kept,
    )
    work.hearings.add(finding.id, step)
    work.audit.record("finding.explained", finding_subject(visit, finding), **_told(step))
    return step


def confirm_finding(work: Work, *, finding_id: FindingId, reason: str, reopen: bool = False) -> Confirmed:
    """After the person was heard: the finding stands, and is evidence in the month where it counts.

    A month that was decided before takes nothing more by itself: by the policy the next open one does, or
    whoever may decide reopens it, which `reopen` asks for.
    """
    visit, before = _to_decide(work, finding_id)
    rule = rule_for(work, unit_of_finding(work, visit, before), visit.day)
    hearing = work.hearings.hearing(finding_id)
    after = before.confirm(reason=checked(reason, LONGEST_NOTE), by=work.user.name, at=work.now)
    refuse_unheard(before, hearing, must_hear=rule.must_hear and not before.positive, today=work.today)
    placement = place_finding(work, visit, before)
    linked = work.hearings.same_breach(finding_id)
    after = replace(after, entry=entry_of_finding(work, visit, after, placement, linked))
    reopened = _reopen(work, visit, after, placement) if reopen else False
    _decide(work, visit, before, after, StepKind.CONFIRMED)
    return Confirmed(after, placement, reopened)


def withdraw_finding(work: Work, *, finding_id: FindingId, reason: str) -> Finding:
    """The finding does not stand; what it had become in the registers is withdrawn with it."""
    visit, before = _to_decide(work, finding_id)
    after = before.withdraw(reason=checked(reason, LONGEST_NOTE), by=work.user.name, at=work.now)
    if before.entry is not None:
        withdraw_entry_of(work, before.entry, after.reason)
    _decide(work, visit, before, after, StepKind.WITHDRAWN)
    return after


def link_same_breach(work: Work, *, finding_id: FindingId, other_id: FindingId, reason: str = "") -> Step:
    """Say that two findings tell of the same breach, so that it counts once wherever it is found again."""
    visit, finding = _to_decide(work, finding_id)
    other_visit, other = work.inspections.of_finding(other_id)
    work.require(Right.READ_INSPECTIONS, other_visit.unit)
    _refuse_other_breach(finding, other)
    if other_id in work.hearings.same_breach(finding_id):
        raise UserError(
            N_("Findings {first} and {second} are known to be the same breach already."),
            first=finding_id,
            second=other_id,
        )
    step = Step(
        StepKind.SAME_BREACH,
        work.today,
        checked(reason, LONGEST_NOTE),
        work.user.name,
        work.now,
        other=other_id,
    )
    work.hearings.add(finding.id, step)
    work.audit.record("finding.same_breach", finding_subject(visit, finding), **_told(step))
    join_breaches(work, work.hearings.same_breach(finding_id))
    return step


def keep_file(work: Work, file: Path | None) -> KeptFile | None:
    """Keep a file that proves a step, by what it is and not by what it is called."""
    if file is None:
        return None
    content = read_file(file, most=largest_file(work) * MEGABYTE)
    return KeptFile(clean_name(file.name, content.kind), work.hearings.keep_file(content))


def read_kept_file(work: Work, *, file: KeptFile) -> tuple[str, bytes]:
    """A paper that came with a step: its name and content, its hash computed again."""
    work.require(Right.READ_INSPECTIONS)
    return file.name, work.attachments.data(file.digest)


def finding_subject(visit: Visit, finding: Finding) -> str:
    """How the history names a finding: its number, the minutes, whom it is about."""
    return f"{finding.id} {visit.number} {finding.person_code or visit.unit_code}"


def _lines(work: Work, findings: Collection[FindingId]) -> list[FindingLine]:
    return work.hearings.lines(FindingFilter(findings=findings, praise=None), work.today)


def _alike(work: Work, line: FindingLine, known: Collection[FindingId]) -> tuple[FindingLine, ...]:
    """Findings of other visits on the same topic about the same person or unit in the same month."""
    month = line.day.replace(day=1)
    asked = FindingFilter(since=month, until=line.day, topic=line.topic, person=line.person)
    return tuple(
        each
        for each in work.hearings.lines(asked, work.today)
        if each.id != line.id
        and each.visit != line.visit
        and each.id not in known
        and (line.person is not None or (each.person is None and each.unit == line.unit))
        and each.standing is not Standing.WITHDRAWN
    )


def _near(work: Work, line: FindingLine, known: Collection[FindingId]) -> tuple[FindingLine, ...]:
    """Findings of a year about the same person (or unit) that may tell of the same, its topic first."""
    units = None if line.person is not None else [line.unit]
    asked = FindingFilter(since=a_year_before(line.day), units=units, person=line.person)
    found = [
        each
        for each in work.hearings.lines(asked, work.today)
        if each.id != line.id and each.id not in known and each.person == line.person
    ]
    return tuple(sorted(found, key=lambda each: each.topic != line.topic))


def _finished(work: Work, finding_id: FindingId, right: Right) -> tuple[Visit, Finding]:
    """A finding of a finished visit, for somebody with a right where it was made."""
    visit, finding = work.inspections.of_finding(finding_id)
    work.require(right, visit.unit)
    if visit.is_open:
        raise UserError(
            N_("The visit {number} is still under way. Finish it before its findings are decided on."),
            number=visit.number,
        )
    return visit, finding


def _to_decide(work: Work, finding_id: FindingId) -> tuple[Visit, Finding]:
    visit, finding = _finished(work, finding_id, Right.DECIDE_FINDINGS)
    if finding.person is not None and work.is_self(finding.person):
        raise UserError(
            N_("Nobody decides on a finding about themself: somebody else has to do this for {user}."),
            user=work.user.name,
        )
    refuse_inspector(work, visit)
    return visit, finding


def _refuse_other_breach(finding: Finding, other: Finding) -> None:
    if finding.id == other.id:
        raise UserError(N_("A finding cannot be the same breach as itself: name another one."))
    if finding.person != other.person:
        raise UserError(
            N_("Findings {first} and {second} are not about the same person, so they are two breaches."),
            first=finding.id,
            second=other.id,
        )


def _reopen(work: Work, visit: Visit, finding: Finding, placement: Placement) -> bool:
    """Make a new revision of the month that was closed before the finding was confirmed."""
    if placement.how is not Placing.REOPEN or placement.decided is None:
        raise UserError(
            N_("Finding {number} asks for no month to be reopened: it counts in {period}."),
            number=finding.id,
            period=placement.period.named,
        )
    reason = f"Biên bản {visit.number}: {finding.topic}, {finding.reason}"
    reopen_round(work, round_id=placement.decided.id, reason=reason)
    return True


def _decide(work: Work, visit: Visit, before: Finding, after: Finding, kind: StepKind) -> None:
    work.inspections.save_finding(after)
    work.hearings.add(after.id, Step(kind, work.today, after.reason, work.user.name, work.now))
    work.audit.record(
        "finding.confirmed" if kind is StepKind.CONFIRMED else "finding.withdrawn",
        finding_subject(visit, after),
        before=before.standing.value,
        after=after.standing.value,
        reason=after.reason,
    )


def _told(step: Step) -> dict[str, Any]:
    """What the history keeps of a step."""
    return {
        "day": step.day.isoformat(),
        "due": step.due.isoformat() if step.due else None,
        "document": step.document or None,
        "sha256": step.file.digest if step.file else None,
        "other": step.other,
    }
