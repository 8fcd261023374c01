"""The collection of files attached to people's forms; their contents are kept once, under their hashes."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.attachments import FILE_KINDS, Attachment, AttachmentId, Content, digest_of
from evalapp.domain.rounds import SheetId
from evalapp.store import tables
from evalapp.store.topics import Topic

_row = tables.attachment
_content = tables.file_content


class ContentCheck(Struct, frozen=True):
    """What one stored content was found to be: whether it is still what its hash says."""

    digest: str
    names: tuple[str, ...]
    sound: bool


class Attachments:
    """Attached files as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def of_sheets(self, sheets: Sequence[SheetId]) -> dict[SheetId, tuple[Attachment, ...]]:
        """The files of these sheets, removed ones too, in the order they came; never their contents."""
        found: defaultdict[SheetId, list[Attachment]] = defaultdict(list)
        for row in self._connection.execute(_query().where(_row.c.sheet_id.in_(sheets))):
            found[SheetId(row.sheet_id)].append(_to_attachment(row))
        return {sheet: tuple(files) for sheet, files in found.items()}

    def get(self, attachment: AttachmentId) -> tuple[SheetId, Attachment]:
        """One file by its number, and whose it is."""
        row = self._connection.execute(_query().where(_row.c.id == attachment)).one_or_none()
        if row is None:
            raise UserError(
                N_("There is no evidence file {number}. List the evidence for the right one."),
                number=attachment,
            )
        return SheetId(row.sheet_id), _to_attachment(row)

    def add(self, sheet: SheetId, attachment: Attachment, content: Content) -> Attachment:
        """Attach a file; its content is stored unless it is there already."""
        self.keep(content)
        return self._add(sheet, attachment)

    def keep(self, content: Content) -> None:
        """Store a content under its hash, unless it is there already; whoever names it keeps it."""
        kept = {
            "sha256": content.digest,
            "kind": content.kind.code,
            "size": len(content.data),
            "data": content.data,
        }
        self._connection.execute(upsert(_content).values(**kept).on_conflict_do_nothing())

    def holds(self, digest: str) -> bool:
        """Whether the content with that hash is kept."""
        query = select(_content.c.sha256).where(_content.c.sha256 == digest)
        return self._connection.execute(query).one_or_none() is not None

    def sizes(self, digests: Iterable[str]) -> dict[str, int]:
        """How large the contents with these hashes are; those that are not kept are left out."""
        rows = self._connection.execute(select(_content.c.sha256, _content.c.size))
        wanted = set(digests)
        return {row.sha256: row.size for row in rows if row.sha256 in wanted}

    def carry(self, files: Mapping[SheetId, Sequence[Attachment]]) -> None:
        """Give sheets the same files as others, as a new revision needs them."""
        for sheet, attachments in files.items():
            for attachment in attachments:
                self._add(sheet, attachment)

    def save(self, attachment: Attachment) -> None:
        """Write back what became of a file; its name and content never change."""
        changed = {
            "removed": attachment.removed,
            "removed_by": attachment.removed_by,
            "removed_at": attachment.removed_at,
        }
        self._connection.execute(update(_row).where(_row.c.id == attachment.id).values(**changed))
        self._touched.add(Topic.SCORES)

    def data(self, digest: str) -> bytes:
        """The content with that hash; one that no longer has it is refused rather than shown."""
        query = select(_content.c.data).where(_content.c.sha256 == digest)
        data = bytes(self._connection.execute(query).scalar_one())
        if digest_of(data) != digest:
            raise UserError(
                N_("This file is not what was attached: it was changed in the data file. Restore a backup.")
            )
        return data

    def count(self) -> int:
        """How many contents are kept."""
        return int(self._connection.execute(select(func.count()).select_from(_content)).scalar_one())

    def check(self) -> Iterator[ContentCheck]:
        """Compute the hash of every content again, one after the other."""
        names: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._connection.execute(select(_row.c.sha256, _row.c.name).order_by(_row.c.id)):
            names[row.sha256].append(row.name)
        digests = self._connection.execute(select(_content.c.sha256).order_by(_content.c.sha256))
        for digest in digests.scalars().all():
            query = select(_content.c.data, _content.c.size).where(_content.c.sha256 == digest)
            row = self._connection.execute(query).one()
            sound = digest_of(bytes(row.data)) == digest and len(row.data) == row.size
            yield ContentCheck(digest, tuple(dict.fromkeys(names[digest])), sound)

    def known(self) -> dict[str, str]:
        """The hash of every file ever attached, by its identity."""
        rows = self._connection.execute(select(_row.c.uid, _row.c.sha256))
        return {row.uid: row.sha256 for row in rows}

    def _add(self, sheet: SheetId, attachment: Attachment) -> Attachment:
        row = (
            insert(_row)
            .values(
                uid=str(uuid.uuid4()),
                sheet_id=sheet,
                criterion=attachment.row,
                sha256=attachment.digest,
                name=attachment.name,
                added_by=attachment.by,
                added_at=attachment.at,
                removed=attachment.removed,
                removed_by=attachment.removed_by,
                removed_at=attachment.removed_at,
            )
            .returning(_row.c.id)
        )
        key = AttachmentId(self._connection.execute(row).scalar_one())
        self._touched.add(Topic.SCORES)
        return self.get(key)[1]


def _query() -> Any:
    joined = _row.c.sha256 == _content.c.sha256
    return select(_row, _content.c.kind, _content.c.size).join(_content, joined).order_by(_row.c.id)


def _to_attachment(row: Any) -> Attachment:
    return Attachment(
        AttachmentId(row.id),
        row.uid,
        row.criterion,
        row.name,
        FILE_KINDS[row.kind],
        row.size,
        row.sha256,
        row.added_by,
        row.added_at,
        row.removed,
        row.removed_by,
        row.removed_at,
    )
