"""What a confirmed finding becomes: an entry of the registers, which proposes and never decides."""

from collections.abc import Collection

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.conduct import find_topic
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.inspections import Finding, FindingId, Visit
from evalapp.domain.registers import Entry, EntryId
from evalapp.store.work import Work
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.open_findings import Placement


def entry_of_finding(
    work: Work, visit: Visit, finding: Finding, placement: Placement, same: Collection[FindingId]
) -> EntryId:
    """Record a confirmed finding as evidence about the person, or about the unit, on the day of the visit.

    Praise becomes an entry that may earn bonus points and is no breach.
    It counts in the unit where it happened, once, whatever else is recorded about the same breach.
    """
    topic = find_topic(codes_known(work), finding.topic)
    note = clean(": ".join(part for part in (topic.label, finding.text) if part))
    entry = Entry(
        EntryId(0),
        KINDS["praise" if finding.positive else f"finding_{finding.severity.value}"],
        visit.day,
        person=finding.person,
        unit=visit.unit if finding.person is None else None,
        document=visit.number,
        place=None if finding.person is None else placement.unit,
        note=note,
        breach=_root(_entries(work, same)),
        topic=finding.topic,
        recorded_by=work.user.name,
        recorded_at=work.now,
        counts_from=placement.counts_from,
    )
    return work.registers.add(entry).id


def join_breaches(work: Work, same: Collection[FindingId]) -> None:
    """Make what these findings became entries about one breach: the first stands for it."""
    entries = _entries(work, same)
    root = _root(entries)
    for entry in entries:
        if root is not None and entry.id != root and entry.breach != root:
            work.registers.save(replace(entry, breach=root))


def withdraw_entry_of(work: Work, entry: EntryId, reason: str) -> None:
    """Withdraw what a finding had become, once; results that were settled by it stay as they were."""
    before = work.registers.get(entry)
    if before.withdrawn is None:
        work.registers.save(
            replace(before, withdrawn=reason, withdrawn_by=work.user.name, withdrawn_at=work.now)
        )


def refuse_inspector(work: Work, visit: Visit) -> None:
    """Nobody decides on what they found themself: neither who was there nor who wrote it down."""
    person = work.user.person
    if person is None:
        return
    if visit.recorded_by == work.user.name or person in work.hearings.members(visit.id):
        raise UserError(
            N_("{user} made the inspection {number}: somebody else decides on what it found."),
            user=work.user.name,
            number=visit.number,
        )


def refuse_own_finding(work: Work, entry: EntryId) -> None:
    """Nobody says what a finding of their own inspection does to a score, whatever office they hold."""
    visit = work.inspections.of_entry(entry)
    if visit is not None:
        refuse_inspector(work, visit)


def _entries(work: Work, findings: Collection[FindingId]) -> list[Entry]:
    """The entries that these findings became and that stand, in order of their days."""
    keys = [work.inspections.of_finding(each)[1].entry for each in findings]
    entries = [work.registers.get(key) for key in keys if key is not None]
    return sorted((each for each in entries if each.withdrawn is None), key=lambda each: each.id)


def _root(entries: list[Entry]) -> EntryId | None:
    return entries[0].root if entries else None
