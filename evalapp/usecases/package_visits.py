"""Visits in packages: from the laptop of an inspector to the office, and back."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.attachments import MEGABYTE
from evalapp.domain.packages import Item, Thing
from evalapp.domain.photos import marks_from_document, refuse_marks
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.rights import Right
from evalapp.domain.visit_records import FindingRecord, VisitRecord
from evalapp.store.work import Work
from evalapp.usecases.checklists import read_kept
from evalapp.usecases.decided_elsewhere import enter_decided
from evalapp.usecases.package_names import Names
from evalapp.usecases.packages import Clash, Document, PlainSide
from evalapp.usecases.recommended import follow_recommendations
from evalapp.usecases.teams import link_plan

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

_MOST_CONTENT: Final = 200 * MEGABYTE


class VisitSide(PlainSide):
    """How visits are read and written here."""

    thing = Thing.VISIT

    def __init__(self, names: Names) -> None:
        self._names = names
        self._written: list[VisitRecord] = []  # those that tell of the same breach as another visit

    def ours(self, work: Work, identity: str) -> Document | None:
        """The visit with that identity."""
        record = work.visit_records.get(identity)
        return None if record is None else plain_values(record)

    def called(self, item: Item) -> str:
        """The number of its minutes."""
        return str(item.document.get("number", ""))

    def clash(self, work: Work, item: Item, ours: Document | None) -> Clash | None:
        """Another visit with minutes of the same number."""
        if ours is not None:
            return None
        number = self.called(item)
        uid = work.visit_records.uid_of(number)
        other = self.ours(work, uid) if uid else None
        if other is None:
            return None
        reason = UserError(
            N_("Another visit has the number {number} here. Keep ours, or take theirs under another number."),
            number=number,
        )
        return Clash(other, reason)

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """What it names is not known here, or it is not whole."""
        record = _record(item, package)
        unit = self._names.unit(record.unit)
        if unit is not None:
            work.require(Right.LOG_INSPECTIONS, unit.id)
        _refuse_unsound(record, package)
        missing = [each for each in sorted(record.media) if each not in package.media]
        if any(not work.attachments.holds(digest) for digest in missing):
            return UserError(
                N_("Photos or files of it are not in the package. Ask the sender for a whole one.")
            )
        if record.team:
            work.teams.by_number(record.team)
        return self._names.refusal(people=record.people, unit=record.unit)

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Make the visit say what theirs says; what was decided or signed here is never undone."""
        record = _record(item, package)
        before = None if ours is None else work.visit_records.get(item.id)
        if before is not None:
            _refuse_undoing(before, record)
        else:
            record = replace(record, number=_free_number(work, record.number))
        thumbnails = _keep_media(work, record, package)
        work.visit_records.write(record, thumbnails)
        if any(step.other for finding in record.findings for step in finding.steps):
            self._written.append(record)
        for each in self._written:  # a link may be to a visit that came in later
            work.visit_records.link(each)
        if before is None:
            link_plan(work, work.inspections.by_number(record.number))
        enter_decided(work, work.inspections.by_number(record.number))
        _record_arrival(work, before, record)
        visit = work.inspections.by_number(record.number)
        for minutes in work.minutes.of_visit(visit.id)[-1:]:  # what the newest asks for is what stands
            follow_recommendations(work, visit, minutes)


def _record(item: Item, package: OpenPackage) -> VisitRecord:
    """The visit that an item says; one that says something else is refused by the file's name."""
    try:
        record = record_from(VisitRecord, item.document)
        for photo in record.photos:
            refuse_marks(marks_from_document(json.loads(photo.marks)))
            datetime.fromisoformat(photo.taken) if photo.taken else None
        if record.checklist is not None:
            read_kept(record.checklist.document)
    except (ValueError, TypeError, KeyError, AttributeError, UserError) as error:
        raise _unsound(package) from error
    if record.uid != item.id:
        raise _unsound(package)
    return record


def _unsound(package: OpenPackage) -> UserError:
    return UserError(
        N_("“{file}” holds a visit that this program did not write. Ask the sender for the package again."),
        file=package.file,
    )


def _refuse_unsound(record: VisitRecord, package: OpenPackage) -> None:
    """Signed minutes come as they were signed, every version, or not at all."""
    previous = ""
    for number, minutes in enumerate(record.minutes, start=1):
        if minutes.version != number or minutes.previous != previous or not minutes.is_sound:
            raise UserError(
                N_(
                    "“{file}”: version {version} of the minutes {number} is not what was signed. Ask the "
                    "sender for the package again."
                ),
                file=package.file,
                number=record.number,
                version=minutes.version,
            )
        previous = minutes.seal


def _refuse_undoing(before: VisitRecord, after: VisitRecord) -> None:
    """What somebody decided, heard or signed here stays, whatever comes."""
    theirs = {each.uid: each for each in after.findings}
    for finding in before.findings:
        if _is_undone(finding, theirs.get(finding.uid)):
            raise UserError(
                N_(
                    "The finding “{finding}” was heard or decided here, and theirs would undo that. Keep "
                    "ours, and send it back."
                ),
                finding=finding.topic or finding.text,
            )
    signed = {each.version: each.seal for each in after.minutes}
    for minutes in before.minutes:
        if signed.get(minutes.version, minutes.seal) != minutes.seal:
            raise UserError(
                N_(
                    "Both sides signed version {version} of these minutes, and they differ. Keep ours; what "
                    "theirs says besides goes into a new version."
                ),
                version=minutes.version,
            )


def _is_undone(ours: FindingRecord, theirs: FindingRecord | None) -> bool:
    """Whether theirs lacks what was decided here; what they decided later, knowing ours, undoes nothing."""
    if theirs is None:
        return ours.is_decided or bool(ours.steps)
    if not ours.is_decided or (ours.standing, ours.decided_at) == (theirs.standing, theirs.decided_at):
        return False
    known = {step.uid for step in theirs.steps}
    return not ours.steps or any(step.uid not in known for step in ours.steps)


def _free_number(work: Work, number: str) -> str:
    """The number itself, else the first free one made of it: no visit loses its own."""
    if work.visit_records.uid_of(number) is None:
        return number
    tried = (f"{number} ({again})" for again in count(2))
    return next(each for each in tried if work.visit_records.uid_of(each) is None)


def photo_originals(record: VisitRecord) -> set[str]:
    """The photos as they came; a data file may keep only their hashes."""
    return {photo.original_sha256 for photo in record.photos}


def _keep_media(work: Work, record: VisitRecord, package: OpenPackage) -> dict[str, bytes]:
    """Keep the contents that came, each once; return the small pictures of the photos by their hashes."""
    from evalapp.documents.file_kinds import read_content
    from evalapp.documents.photos import foreign_thumbnail

    for digest in sorted((record.media | photo_originals(record)) & package.media):
        if not work.attachments.holds(digest):
            work.attachments.keep(read_content(package.file, package.content(digest), most=_MOST_CONTENT))
    shown = {photo.marked_sha256 or photo.picture_sha256 for photo in record.photos}
    return {
        digest: foreign_thumbnail(package.file, work.attachments.data(digest)) for digest in sorted(shown)
    }


def _record_arrival(work: Work, before: VisitRecord | None, after: VisitRecord) -> None:
    """Tell the history what came: the visit, and evidence that is proven by its hash or seal."""
    subject = f"{after.number} {after.unit}"
    known = {each.uid for each in (*before.photos, *before.minutes)} if before else set[str]()
    work.audit.record("visit.received", subject, count=len(after.findings), uid=after.uid)
    for photo in after.photos:
        if photo.uid not in known:
            work.audit.record(
                "photo.received", subject, file=photo.name, sha256=photo.original_sha256, uid=photo.uid
            )
    for minutes in after.minutes:
        if minutes.uid not in known:
            work.audit.record(
                "minutes.received", after.number, version=minutes.version, seal=minutes.seal, uid=minutes.uid
            )
