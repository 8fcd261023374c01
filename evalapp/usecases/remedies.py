"""Remedies: giving them to somebody, taking proof in, looking whether it is mended, urging, looking again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspections import Finding, FindingId, Standing, VisitKind
from evalapp.domain.people import PersonId
from evalapp.domain.remedies import (
    Recheck,
    RemedyAct,
    RemedyId,
    RemedyLine,
    RemedySource,
    RemedyState,
    RemedyStep,
    UrgingLetter,
    refuse_done,
    refuse_due,
    refuse_remedy_day,
)
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.remedies import RemedyFilter
from evalapp.store.work import Work
from evalapp.usecases.hearings import keep_file
from evalapp.usecases.layouts import layout_for
from evalapp.usecases.registers import LONGEST_DOCUMENT, LONGEST_NOTE, checked
from evalapp.usecases.subtrees import units_seen
from evalapp.usecases.word_papers import urging_document, write_urging_document


class RemedyDetail(Struct, frozen=True):
    """A remedy with everything that was done about it."""

    line: RemedyLine
    steps: tuple[RemedyStep, ...]


def list_remedies(
    work: Work,
    *,
    since: date | None = None,
    until: date | None = None,
    unit: UnitId | None = None,
    source: RemedySource | None = None,
    owner: PersonId | None = None,
    kind: VisitKind | None = None,
    state: RemedyState | None = None,
    only_open: bool = False,
) -> list[RemedyLine]:
    """The remedies raised in some days in a unit and those below it, the nearest deadline first."""
    units = units_seen(work, Right.READ_INSPECTIONS, unit, until)
    asked = RemedyFilter(since, until, units, source, owner, kind, state, only_open)
    return work.remedies.lines(asked, work.today)


def remedy_detail(work: Work, *, remedy_id: RemedyId) -> RemedyDetail:
    """One remedy and its history."""
    line = work.remedies.get(remedy_id)
    work.require(Right.READ_INSPECTIONS, line.unit)
    return RemedyDetail(line, tuple(work.remedies.steps(remedy_id)))


def raise_remedy(
    work: Work,
    *,
    unit_code: str,
    source: RemedySource,
    reference: str,
    text: str,
    owner_code: str,
    due: date,
    raised: date | None = None,
) -> RemedyLine:
    """Ask for a remedy that no inspection asked for; it names its source, who mends it and until when."""
    unit = work.units.by_code(unit_code)
    work.require(Right.LOG_INSPECTIONS, unit.id)
    if source in (RemedySource.FINDING, RemedySource.MINUTES):
        raise UserError(
            N_("What an inspection asks for stands with its finding or its minutes; choose another source.")
        )
    day = raised or work.today
    if day > work.today:
        raise UserError(N_("{day} has not come yet."), day=day)
    refuse_due(due, day)
    words, said = checked(text, LONGEST_NOTE), checked(reference, LONGEST_DOCUMENT)
    if not words:
        raise UserError(N_("Write what has to be mended."))
    if not said:
        raise UserError(N_("Say what it comes from: the index and its figure, or the number of a complaint."))
    owner = work.people.by_code(owner_code)
    line = RemedyLine(RemedyId(0), source, said, unit.id, unit.code, words, day, due, owner=owner.id)
    key = work.remedies.add(line, by=work.user.name, at=work.now)
    work.audit.record(
        "remedy.raised",
        f"{key} {unit.code}",
        kind=source.value,
        document=said,
        due=due.isoformat(),
        person=owner.code,
    )
    return work.remedies.get(key)


def assign_remedy(work: Work, *, remedy_id: RemedyId, owner_code: str) -> RemedyLine:
    """Say who has to mend it."""
    line = _open(work, remedy_id)
    owner = work.people.by_code(owner_code)
    if line.owner == owner.id:
        return line
    work.remedies.set_owner(line.id, owner.id)
    _step(work, line, RemedyAct.ASSIGNED, owner=owner.id)
    work.audit.record("remedy.assigned", _subject(line), before=line.owner_code or None, after=owner.code)
    return work.remedies.get(remedy_id)


def move_deadline(work: Work, *, remedy_id: RemedyId, due: date, reason: str) -> RemedyLine:
    """Set another deadline, with the reason; the one before stays on record."""
    line = _open(work, remedy_id)
    words = checked(reason, LONGEST_NOTE)
    if line.due is not None and not words:
        raise UserError(N_("Moving a deadline needs a reason: it stays on record."))
    refuse_due(due, line.raised)
    work.remedies.set_due(line, due)
    _step(work, line, RemedyAct.MOVED, text=words, due=due)
    work.audit.record(
        "remedy.moved",
        _subject(line),
        before=line.due.isoformat() if line.due else None,
        after=due.isoformat(),
        reason=words or None,
    )
    return work.remedies.get(remedy_id)


def report_remedy(
    work: Work,
    *,
    remedy_id: RemedyId,
    text: str = "",
    on: date | None = None,
    document: str = "",
    file: Path | None = None,
) -> RemedyLine:
    """Take in the proof that something was mended; somebody else still has to look."""
    line = work.remedies.get(remedy_id)
    is_owner = line.owner is not None and work.is_self(line.owner)
    work.require(Right.READ_INSPECTIONS if is_owner else Right.LOG_INSPECTIONS, line.unit)
    refuse_done(line)
    day = on or work.today
    refuse_remedy_day(day, raised=line.raised, today=work.today)
    kept, words = keep_file(work, file), checked(text, LONGEST_NOTE)
    if not words and kept is None:
        raise UserError(N_("Say what was done, or attach the paper or the picture that proves it."))
    number = checked(document, LONGEST_DOCUMENT)
    step = RemedyStep(RemedyAct.REPORTED, day, words, work.user.name, work.now, document=number, file=kept)
    work.remedies.add_step(line.id, step)
    work.audit.record(
        "remedy.reported",
        _subject(line),
        day=day.isoformat(),
        document=number or None,
        sha256=kept.digest if kept else None,
    )
    return work.remedies.get(remedy_id)


def return_remedy(work: Work, *, remedy_id: RemedyId, reason: str) -> RemedyLine:
    """Say why what was reported is not enough; it stays to be mended."""
    line = _open(work, remedy_id)
    words = checked(reason, LONGEST_NOTE)
    _refuse_own(work, line, words)
    if not words:
        raise UserError(N_("Say what is still missing: it goes back to who has to mend it."))
    if line.reported is None:
        raise UserError(N_("Nothing was reported on remedy {number} yet."), number=line.id)
    _step(work, line, RemedyAct.RETURNED, text=words)
    work.audit.record("remedy.returned", _subject(line), reason=words)
    return work.remedies.get(remedy_id)


def check_remedy(work: Work, *, remedy_id: RemedyId, on: date | None = None, text: str = "") -> RemedyLine:
    """Somebody else than who had to mend it looked: it is mended since that day."""
    line = _open(work, remedy_id)
    words = checked(text, LONGEST_NOTE)
    _refuse_own(work, line, words)
    day = on or work.today
    refuse_remedy_day(day, raised=line.raised, today=work.today)
    work.remedies.set_done(line, day, work.user.name)
    work.remedies.add_step(line.id, RemedyStep(RemedyAct.CHECKED, day, words, work.user.name, work.now))
    work.audit.record("remedy.checked", _subject(line), since=day.isoformat(), note=words or None)
    return work.remedies.get(remedy_id)


def mend_finding(work: Work, *, finding_id: FindingId, on: date) -> Finding:
    """The remedy of a finding was looked at and is done since that day."""
    visit, before = work.inspections.of_finding(finding_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    if before.standing is Standing.WITHDRAWN:
        raise UserError(N_("Finding {number} was withdrawn: nothing has to be mended."), number=before.id)
    line = work.remedies.of_finding(finding_id)
    if line is None:
        raise UserError(N_("Finding {number} asks for no remedy."), number=before.id)
    check_remedy(work, remedy_id=line.id, on=on)
    return work.inspections.of_finding(finding_id)[1]


def inspect_again(
    work: Work, *, remedy_id: RemedyId, number: str, result: Recheck, text: str = ""
) -> RemedyLine:
    """Tie the visit that looked again to a remedy: mended, not mended, or happened again.

    What is mended counts from that visit's day; what is not, or happened again, is open once more.
    """
    line = work.remedies.get(remedy_id)
    work.require(Right.LOG_INSPECTIONS, line.unit)
    _refuse_own(work, line, number)
    visit = work.inspections.by_number(number)
    if visit.unit != line.unit:
        raise UserError(
            N_("The minutes {number} are of a visit to {other}, not to {unit}."),
            number=visit.number,
            other=visit.unit_code,
            unit=line.unit_code,
        )
    if visit.day < line.raised or code_is(line.number, visit.number):
        raise UserError(
            N_("A visit that looks again comes after {day}; the minutes {number} do not."),
            day=line.raised,
            number=visit.number,
        )
    words = checked(text, LONGEST_NOTE)
    work.remedies.add_step(
        line.id,
        RemedyStep(
            RemedyAct.INSPECTED, visit.day, words, work.user.name, work.now, visit=visit.id, result=result
        ),
    )
    if result is Recheck.FIXED and line.done is None:
        work.remedies.set_done(line, visit.day, work.user.name)
    elif result is not Recheck.FIXED and line.done is not None:
        work.remedies.set_done(line, None, "")
    work.audit.record(
        "remedy.inspected",
        _subject(line),
        number=visit.number,
        outcome=result.value,
        note=words or None,
    )
    return work.remedies.get(remedy_id)


def to_be_urged(work: Work, *, remedy_id: RemedyId) -> list[RemedyId]:
    """A remedy and whatever else of its unit is overdue: a unit gets one letter, not one for each."""
    line = _open(work, remedy_id)
    overdue = list_remedies(work, unit=line.unit, state=RemedyState.OVERDUE)
    others = [each.id for each in overdue if each.unit == line.unit and each.id != line.id]
    return [line.id, *others]


def urge_remedies(
    work: Work,
    *,
    remedies: Sequence[RemedyId],
    number: str,
    out: Path,
    until: date | None = None,
    place: str = "",
    signer: str = "",
) -> UrgingLetter:
    """Write the letter that urges a unit to mend what is overdue, and record that it was urged.

    In Word, to be edited, or as a PDF, as the ending of the file asks.
    """
    letter_number = checked(number, LONGEST_DOCUMENT)
    if not letter_number:
        raise UserError(N_("Give the letter its number, as it stands in the register of letters sent."))
    sender, letter = _letter(
        work, remedies=remedies, number=letter_number, until=until, place=place, signer=signer
    )
    write_urging_document(work, sender=sender, letter=letter, out=out)
    for line in letter.remedies:
        _step(work, line, RemedyAct.URGED, document=letter_number, due=until)
        work.audit.record("remedy.urged", _subject(line), document=letter_number)
    return letter


def draft_urging(
    work: Work,
    *,
    remedies: Sequence[RemedyId],
    number: str = "",
    until: date | None = None,
    place: str = "",
    signer: str = "",
) -> bytes:
    """The same letter as a Word document to be looked at, with dots for a number; nothing is recorded."""
    known = checked(number, LONGEST_DOCUMENT) or "……"
    sender, letter = _letter(work, remedies=remedies, number=known, until=until, place=place, signer=signer)
    return urging_document(work, sender=sender, letter=letter)


def _letter(
    work: Work, *, remedies: Sequence[RemedyId], number: str, until: date | None, place: str, signer: str
) -> tuple[UnitId, UrgingLetter]:
    """Who sends the letter, and what it says."""
    lines = tuple(_open(work, each) for each in remedies)
    if not lines:
        raise UserError(N_("Choose the remedies that the letter is about."))
    units = {line.unit for line in lines}
    if len(units) > 1:
        raise UserError(N_("A letter goes to one unit: choose remedies of one unit only."))
    if until is not None and until < work.today:
        raise UserError(N_("The new deadline {day} has passed already."), day=until)
    unit = work.units.get(lines[0].unit)
    sender_id = unit.now.parent
    sender = work.units.get(sender_id) if sender_id is not None else unit
    version = sender.now
    layout = layout_for(work, sender.id)
    place, signer = checked(place, LONGEST_DOCUMENT), checked(signer, LONGEST_DOCUMENT)
    superior = work.units.get(version.parent).name if version.parent is not None else ""
    return sender.id, UrgingLetter(
        number,
        work.today,
        superior,
        version.name,
        unit.now.name,
        until,
        lines,
        replace(layout, place=place or layout.place, signer=signer or layout.signer),
    )


def code_is(one: str, other: str) -> bool:
    """Whether two numbers of minutes are the same, case aside."""
    return bool(one) and one.casefold() == other.casefold()


def _open(work: Work, remedy_id: RemedyId) -> RemedyLine:
    line = work.remedies.get(remedy_id)
    work.require(Right.LOG_INSPECTIONS, line.unit)
    refuse_done(line)
    return line


def _refuse_own(work: Work, line: RemedyLine, looked: str) -> None:
    """Who has to mend something, or whom the finding is about, or who took the proof in, does not check it.

    Where a file has one user, who took the proof in for others, the words say who looked.
    """
    if any(each is not None and work.is_self(each) for each in (line.owner, line.about)):
        raise UserError(N_("Nobody checks their own remedy: somebody else has to look."))
    if work.user.name not in _reporters(work, line):
        return
    others = [user for user in work.users.all() if user.active and user.id != work.user.id]
    if others:
        raise UserError(
            N_("{user} recorded the proof of remedy {number}: somebody else has to look at it."),
            user=work.user.name,
            number=line.id,
        )
    if not looked:
        raise UserError(N_("Nobody else uses this file, and you recorded the proof: write who looked at it."))


def _reporters(work: Work, line: RemedyLine) -> set[str]:
    """Who took proof in since it was last sent back."""
    names: set[str] = set()
    for step in work.remedies.steps(line.id):
        if step.act is RemedyAct.RETURNED:
            names.clear()
        elif step.act is RemedyAct.REPORTED:
            names.add(step.by)
    return names


def _step(
    work: Work,
    line: RemedyLine,
    act: RemedyAct,
    *,
    text: str = "",
    due: date | None = None,
    document: str = "",
    owner: PersonId | None = None,
) -> None:
    work.remedies.add_step(
        line.id,
        RemedyStep(act, work.today, text, work.user.name, work.now, due=due, document=document, owner=owner),
    )


def _subject(line: RemedyLine) -> str:
    return f"{line.id} {line.number or line.reference} {line.unit_code}"
