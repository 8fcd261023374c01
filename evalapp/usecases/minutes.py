"""Minutes of a visit: written down field by field, signed as a version, printed at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.inspections import Visit, VisitId
from evalapp.domain.minutes import (
    Content,
    Minutes,
    MinutesId,
    Signer,
    Statement,
    refuse_unexplained,
    refuse_unready,
    said,
    statement_of,
)
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.usecases.minutes_view import content_of
from evalapp.usecases.recommended import follow_recommendations, refuse_past

if TYPE_CHECKING:
    from evalapp.usecases.previews import Preview


class MinutesOfVisit(Struct, frozen=True):
    """The minutes of a visit as they stand: what they would say now, and every signed version."""

    visit: Visit
    content: Content
    versions: tuple[Minutes, ...] = ()

    @property
    def newest(self) -> Minutes | None:
        """The version that is evidence now."""
        return self.versions[-1] if self.versions else None

    @property
    def is_outdated(self) -> bool:
        """Whether the visit says something else now than what was signed last."""
        newest = self.newest
        return newest is not None and newest.content.told.digest != self.content.told.digest


def minutes_of(work: Work, *, visit_id: VisitId) -> MinutesOfVisit:
    """What the minutes of a visit would say now, and its signed versions."""
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    return MinutesOfVisit(visit, content_of(work, visit_id), tuple(work.minutes.of_visit(visit_id)))


def write_statement(work: Work, *, visit_id: VisitId, statement: Statement) -> Statement:
    """Keep what is written down for the minutes; what was signed stays as it is."""
    return change_statement(work, visit_id=visit_id, change=lambda _before: statement)


def change_statement(work: Work, *, visit_id: VisitId, change: Callable[[Statement], Statement]) -> Statement:
    """Change a part of what is written down, as it is kept now: no other part is written over."""
    visit = work.inspections.get(visit_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    before = work.minutes.statement(visit_id)
    after = statement_of(change(before))
    if after == before:
        return after
    work.minutes.save_statement(visit_id, after, work.user.name, work.now)
    work.audit.record("minutes.written", visit.number, count=_changed(before, after))
    return after


def sign_minutes(
    work: Work, *, visit_id: VisitId, signers: Sequence[Signer] | None = None, reason: str = ""
) -> Minutes:
    """Seal the minutes as they are now; a later version says why it corrects the one before."""
    visit = work.inspections.get(visit_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    if signers is not None:
        given = replace(work.minutes.statement(visit_id), signers=tuple(signers))
        write_statement(work, visit_id=visit_id, statement=given)
    content = content_of(work, visit_id)
    signing = content.statement.signers
    refuse_unready(signing, content)
    versions = work.minutes.of_visit(visit_id)
    version = len(versions) + 1
    reason = reason or content.statement.correction
    refuse_unexplained(version, reason)
    _refuse_same(versions, content, signing)
    refuse_past(content.statement.recommendations, visit.day)
    minutes = Minutes(
        MinutesId(0),
        "",
        visit_id,
        version,
        clean(reason) if version > 1 else "",
        replace(content, statement=said(content.statement)),
        signing,
        versions[-1].seal if versions else "",
        by=work.user.name,
        at=work.now,
    ).sealed()
    stored = work.minutes.add(minutes)
    change_statement(work, visit_id=visit_id, change=lambda before: replace(before, correction=""))
    work.audit.record(
        "minutes.signed",
        visit.number,
        version=version,
        seal=stored.seal,
        hash=stored.content.digest,
        uid=stored.uid,
        **({"reason": stored.reason} if stored.reason else {}),
    )
    follow_recommendations(work, visit, stored)
    return stored


def print_minutes(work: Work, *, visit_id: VisitId, out: Path, version: int | None = None) -> Path:
    """Write the newest signed version as a PDF, or the one asked for; a draft where nobody has signed."""
    _write(work, visit_id, version, out)
    return out


def preview_minutes(work: Work, *, visit_id: VisitId, version: int | None = None) -> Preview:
    """The minutes as they would be printed now: `version` 0 is what they would say if signed now."""
    from evalapp.documents.preview import pages_of
    from evalapp.usecases.previews import Preview

    stream = BytesIO()
    _write(work, visit_id, version, stream)
    pdf = stream.getvalue()
    return Preview(pdf, pages_of(pdf))


def find_visit(work: Work, text: str) -> Visit:
    """A visit by the number of its minutes, else by its own number in the list."""
    try:
        return work.inspections.by_number(text)
    except UserError:
        if not text.isdecimal():
            raise
        return work.inspections.get(VisitId(int(text)))


def broken_minutes(work: Work) -> tuple[int, list[str]]:
    """Compute every seal again: how many, and versions that do not fit or were signed and are gone."""
    broken: list[str] = []
    there: dict[str, str] = {}
    newest: dict[VisitId, str] = {}
    for each in work.minutes.all():
        there[each.uid] = each.seal
        if each.seal != each.computed_seal or each.previous != newest.get(each.visit, ""):
            broken.append(f"{each.content.visit.number} v{each.version}")
        newest[each.visit] = each.seal
    for entry in work.audit.of_actions("minutes.signed", "minutes.received"):
        detail = entry.detail
        subject = f"{entry.subject} v{detail['version']}" if detail else entry.subject
        if detail and there.get(str(detail["uid"])) != detail["seal"] and subject not in broken:
            broken.append(subject)
    return len(there), broken


def _write(work: Work, visit_id: VisitId, version: int | None, out: Path | BytesIO) -> None:
    from evalapp.documents.papers.minutes_pdf import write_minutes

    of = minutes_of(work, visit_id=visit_id)
    minutes = _version(of, version)
    content = of.content if minutes is None else minutes.content
    write_minutes(
        out,
        content,
        pictures=_pictures(work),
        minutes=minutes,
        signers=of.content.statement.signers,
    )


def _version(of: MinutesOfVisit, version: int | None) -> Minutes | None:
    if version is None:
        return of.newest
    if version == 0:
        return None
    for each in of.versions:
        if each.version == version:
            return each
    raise UserError(
        N_("The minutes {number} have {count} signed versions; there is no version {version}."),
        number=of.visit.number,
        count=len(of.versions),
        version=version,
    )


def _pictures(work: Work) -> Callable[[str], bytes]:
    def read(digest: str) -> bytes:
        try:
            return work.attachments.data(digest)
        except UserError:  # damaged in the data file: the paper says so, and `workspace check` names it
            return b""

    return read


def _refuse_same(versions: Sequence[Minutes], content: Content, signers: Sequence[Signer]) -> None:
    if versions and versions[-1].content.digest == content.digest and versions[-1].signers == tuple(signers):
        raise UserError(
            N_("Nothing has changed since version {version} was signed. Correct the visit first."),
            version=versions[-1].version,
        )


def _changed(before: Statement, after: Statement) -> int:
    """How many fields are no longer what they were."""
    return sum(getattr(before, name) != getattr(after, name) for name in Statement.__struct_fields__)
