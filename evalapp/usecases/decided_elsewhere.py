"""Findings that were decided on in another data file: what follows from it here."""

from msgspec.structs import replace

from evalapp.domain.inspections import Finding, Standing, Visit
from evalapp.store.work import Work
from evalapp.usecases.finding_entries import entry_of_finding, join_breaches, withdraw_entry_of
from evalapp.usecases.hearings import finding_subject
from evalapp.usecases.open_findings import place_finding


def enter_decided(work: Work, visit: Visit) -> None:
    """Make a visit's confirmed findings evidence here, each once; what was withdrawn is evidence no longer.

    An entry proposes and never decides: the head of the unit accepts or rejects what follows from it, in the
    month where the policy lets it count.
    """
    for finding in visit.findings:
        if finding.entry is None and finding.standing is Standing.CONFIRMED and not finding.positive:
            _enter(work, visit, finding)
        elif finding.entry is not None and finding.standing is Standing.WITHDRAWN:
            withdraw_entry_of(work, finding.entry, finding.reason)
        if any(step.other is not None for step in work.hearings.hearing(finding.id).steps):
            join_breaches(work, work.hearings.same_breach(finding.id))


def _enter(work: Work, visit: Visit, finding: Finding) -> None:
    same = work.hearings.same_breach(finding.id)
    entry = entry_of_finding(work, visit, finding, place_finding(work, visit, finding), same)
    work.inspections.save_finding(replace(finding, entry=entry))
    work.audit.record(
        "finding.evidence",
        finding_subject(visit, finding),
        kind=f"finding_{finding.severity.value}",
        authority=finding.decided_by,
        reason=finding.reason,
    )
