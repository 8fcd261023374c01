"""Evidence: attaching files to people's forms, opening them, removing one with a reason."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.settings import LARGEST_FILE
from evalapp.documents.file_kinds import read_content, read_file
from evalapp.domain.attachments import MEGABYTE, Attachment, AttachmentId, Content, clean_name
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Participant, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.work import Work
from evalapp.usecases.rounds import round_subject

#: Who scores at any stage and who keeps the registers may bring evidence.
_RIGHTS = (Right.SCORE_SELF, Right.RECORD_FACTS)
#: The command line adds which command goes back.
EVIDENCE_SETTLED = N_(
    "{unit}, {month} is settled: its evidence no longer changes. To add or remove "
    "something, first go back to settling."
)


class Held(Struct, frozen=True):
    """A file and whose form it is attached to."""

    participant: Participant
    attachment: Attachment


class Pasted(Struct, frozen=True):
    """A file without a place on the disk, such as a picture out of the clipboard."""

    name: str
    data: bytes


def attach_files(
    work: Work, *, sheet_id: SheetId, row: str = "", files: Sequence[Path | Pasted]
) -> tuple[Attachment, ...]:
    """Attach files to somebody's form, or to one row of it; all of them or none."""
    current, sheet = work.rounds.sheet(sheet_id)
    _require_attaching(work, current)
    _refuse_decided(current)
    code = _row_code(work, current, sheet, row)
    attached: list[Attachment] = []
    for number, file in enumerate(files):
        work.progress(number, len(files))
        try:
            stored = _attach(work, sheet, code, file.name, _content(work, file), tuple(attached))
        except UserError as error:
            if len(files) == 1:
                raise
            told = N_("{reason} None of the {count} files was attached.")
            raise UserError(told, reason=error, count=len(files)) from error
        attached.append(stored)
        work.audit.record(
            "evidence.attached",
            _subject(current, sheet, stored),
            file=stored.name,
            sha256=stored.digest,
            size=stored.size,
            uid=stored.uid,
        )
    return tuple(attached)


def remove_evidence(work: Work, *, attachment_id: AttachmentId, reason: str) -> Attachment:
    """Say that a file is no longer evidence, and why; the file and its history stay."""
    sheet_id, before = work.attachments.get(attachment_id)
    current, sheet = work.rounds.sheet(sheet_id)
    _require_attaching(work, current)
    _refuse_decided(current)
    if work.is_self(sheet.participant.person) and before.by != work.user.name:
        raise UserError(
            N_("“{name}” is evidence about {user}, attached by {by}: somebody else has to remove it."),
            name=before.name,
            user=work.user.name,
            by=before.by,
        )
    after = before.remove(reason=reason, by=work.user.name, at=work.now)
    work.attachments.save(after)
    work.audit.record(
        "evidence.removed",
        _subject(current, sheet, after),
        file=after.name,
        sha256=after.digest,
        reason=after.removed,
        uid=after.uid,
    )
    return after


def list_evidence(work: Work, *, round_id: RoundId, sheet_id: SheetId | None = None) -> list[Held]:
    """The files of a month, or of one person of it; removed ones too."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    return [
        Held(sheet.participant, attachment)
        for sheet in work.rounds.sheets(round_id)
        if sheet_id in (None, sheet.participant.sheet)
        for attachment in sheet.attachments
    ]


def open_evidence(work: Work, *, attachment_id: AttachmentId) -> tuple[Attachment, bytes]:
    """A file as it was attached; its hash is computed again before it is given out."""
    sheet_id, attachment = work.attachments.get(attachment_id)
    current, _ = work.rounds.sheet(sheet_id)
    work.require(Right.READ_SCORES, current.unit)
    return attachment, work.attachments.data(attachment.digest)


def save_evidence(work: Work, *, attachment_id: AttachmentId, out: Path) -> Path:
    """Write a copy of a file where somebody says: a folder, or a file that is not there yet."""
    attachment, data = open_evidence(work, attachment_id=attachment_id)
    target = out / attachment.name if out.is_dir() else out
    try:
        with target.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise UserError(N_("{file} exists already. Choose another name."), file=str(target)) from error
    except OSError as error:
        raise UserError(
            N_("{file} could not be written: {reason}."), file=str(target), reason=cause(error)
        ) from error
    return target


def largest_file(work: Work) -> int:
    """How many megabytes an evidence file may have in this workspace."""
    kept = work.settings.get(LARGEST_FILE.key)
    return int(kept) if kept else LARGEST_FILE.default


def set_largest_file(work: Work, *, megabytes: int) -> int:
    """Choose how large an evidence file may be; what is attached stays."""
    work.require_everywhere(Right.KEEP_DATA)
    if not LARGEST_FILE.admits(megabytes):
        raise UserError(
            N_("An evidence file may have 1 to 100 MB, not {megabytes}."), megabytes=str(megabytes)
        )
    before = largest_file(work)
    if megabytes != before:
        work.settings.put(LARGEST_FILE.key, str(megabytes))
        work.audit.record("evidence.limited", str(megabytes), before=before)
    return megabytes


def _content(work: Work, file: Path | Pasted) -> Content:
    most = largest_file(work) * MEGABYTE
    if isinstance(file, Pasted):
        return read_content(file.name, file.data, most=most)
    return read_file(file, most=most)


def _attach(
    work: Work, sheet: Sheet, row: str, name: str, content: Content, beside: tuple[Attachment, ...]
) -> Attachment:
    """Store one file, unless the same one stands there already."""
    digest = content.digest
    for known in (*sheet.attachments, *beside):
        if known.stands and (known.digest, known.row) == (digest, row):
            raise UserError(
                N_("“{name}” is attached here already, as “{known}”."), name=name, known=known.name
            )
    fresh = Attachment(
        AttachmentId(0),
        "",
        row,
        clean_name(name, content.kind),
        content.kind,
        len(content.data),
        digest,
        work.user.name,
        work.now,
    )
    return work.attachments.add(sheet.participant.sheet, fresh, content)


def _row_code(work: Work, current: Round, sheet: Sheet, row: str) -> str:
    """The code of the row as the form writes it; empty stands for the whole form."""
    if not row:
        return ""
    form = work.policies.get(current.policy.id).form(sheet.participant.form)
    found = form.row(row) if form else None
    if found is None:
        raise UserError(N_("The form of {name} has no row {code}."), name=sheet.participant.name, code=row)
    return found.code


def _require_attaching(work: Work, current: Round) -> None:
    if not any(work.may(right, current.unit) for right in _RIGHTS):
        work.require(_RIGHTS[0], current.unit)


def _refuse_decided(current: Round) -> None:
    if current.stage is Stage.CLOSED:
        raise UserError(
            N_(
                "{unit}, {month} is closed: its evidence is sealed with the results. To add or remove "
                "something, reopen the month with a reason."
            ),
            unit=current.unit_name,
            month=current.period.named,
        )
    if current.stage is Stage.SETTLED:
        raise UserError(
            EVIDENCE_SETTLED,
            unit=current.unit_name,
            month=current.period.named,
        )


def _subject(current: Round, sheet: Sheet, attachment: Attachment) -> str:
    words = (round_subject(current), sheet.participant.code, attachment.row)
    return " ".join(word for word in words if word)
