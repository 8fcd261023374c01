"""What a confirmed finding becomes: an entry of the registers, which proposes and never decides."""

from dataclasses import replace

from evalapp.domain.conduct import find_topic
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.inspections import Finding, Visit
from evalapp.domain.registers import Entry, EntryId
from evalapp.store.work import Work
from evalapp.usecases.conduct import shipped_codes


def entry_of_finding(work: Work, visit: Visit, finding: Finding) -> EntryId:
    """Record a confirmed finding as evidence about the person, or about the unit, on the day of the visit.

    It counts in the unit where it happened, once, whatever else is recorded about the same breach.
    """
    topic = find_topic(shipped_codes(), finding.topic)
    note = ": ".join(part for part in (topic.label, finding.text) if part)
    entry = Entry(
        EntryId(0),
        KINDS[f"finding_{finding.severity.value}"],
        visit.day,
        person=finding.person,
        unit=visit.unit if finding.person is None else None,
        document=visit.number,
        place=None if finding.person is None else visit.unit,
        note=note,
        topic=finding.topic,
        recorded_by=work.user.name,
        recorded_at=work.now,
    )
    return work.registers.add(entry).id


def withdraw_entry_of(work: Work, entry: EntryId, reason: str) -> None:
    """Withdraw what a finding had become, once; results that were settled by it stay as they were."""
    before = work.registers.get(entry)
    if before.withdrawn is None:
        work.registers.save(
            replace(before, withdrawn=reason, withdrawn_by=work.user.name, withdrawn_at=work.now)
        )
