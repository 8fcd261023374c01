"""The collection of photos of visits; their contents are kept once, under their hashes."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.inspections import FindingId, VisitId
from evalapp.domain.photos import Photo, PhotoId, marks_document, marks_from_document
from evalapp.store.minutes_tables import visit_photo as _row
from evalapp.store.topics import Topic

# Without the small picture, which is read only where it is shown.
_COLUMNS = tuple(column for column in _row.c if column.key != "thumbnail")


class Photos:
    """Photos as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def of_visit(self, visit: VisitId) -> list[Photo]:
        """The photos of a visit in their order, removed ones too; never their contents."""
        query = select(*_COLUMNS).where(_row.c.visit_id == visit).order_by(_row.c.place, _row.c.id)
        return [_photo_of(row) for row in self._connection.execute(query)]

    def get(self, photo: PhotoId) -> Photo:
        """One photo by its number."""
        row = self._connection.execute(select(*_COLUMNS).where(_row.c.id == photo)).one_or_none()
        if row is None:
            raise UserError(
                N_("There is no photo {number}. List the photos of the visit for the right one."),
                number=photo,
            )
        return _photo_of(row)

    def counts(self) -> dict[VisitId, int]:
        """How many photos stand at each visit that has any."""
        query = (
            select(_row.c.visit_id, func.count()).where(_row.c.removed.is_(None)).group_by(_row.c.visit_id)
        )
        return {VisitId(visit): count for visit, count in self._connection.execute(query)}

    def thumbnails(self, visit: VisitId, photos: Sequence[PhotoId] | None = None) -> dict[PhotoId, bytes]:
        """The small pictures of a visit's photos, or of some of them, as JPEG."""
        query = select(_row.c.id, _row.c.thumbnail).where(_row.c.visit_id == visit)
        query = query if photos is None else query.where(_row.c.id.in_(photos))
        return {PhotoId(key): bytes(data) for key, data in self._connection.execute(query)}

    def add(self, photo: Photo, thumbnail: bytes) -> Photo:
        """Add a photo; the key of the given one is ignored."""
        values = {
            **_changing(photo),
            "uid": str(uuid.uuid4()),
            "visit_id": photo.visit,
            "name": photo.name,
            "original_sha256": photo.original,
            "original_size": photo.original_size,
            "picture_sha256": photo.picture,
            "taken": photo.taken.isoformat() if photo.taken else None,
            "location": photo.location,
            "added_by": photo.by,
            "added_at": photo.at,
            "thumbnail": thumbnail,
        }
        key = self._connection.execute(insert(_row).values(**values).returning(_row.c.id)).scalar_one()
        self._touched.add(Topic.INSPECTIONS)
        return self.get(PhotoId(key))

    def save(self, photo: Photo, thumbnail: bytes | None = None) -> None:
        """Write back what became of a photo; what came in never changes."""
        values = _changing(photo) | ({} if thumbnail is None else {"thumbnail": thumbnail})
        self._connection.execute(update(_row).where(_row.c.id == photo.id).values(**values))
        self._touched.add(Topic.INSPECTIONS)

    def release(self, finding: FindingId) -> None:
        """Photos of a finding that is taken out stay with the visit."""
        self._connection.execute(update(_row).where(_row.c.finding_id == finding).values(finding_id=None))

    def hashes(self) -> dict[str, str]:
        """The hash of every photo that ever came in, by its identity."""
        rows = self._connection.execute(select(_row.c.uid, _row.c.original_sha256))
        return {row.uid: row.original_sha256 for row in rows}

    def names(self) -> dict[str, str]:
        """What the photo was called whose copies have these hashes."""
        query = select(_row.c.name, _row.c.original_sha256, _row.c.picture_sha256, _row.c.marked_sha256)
        return {
            digest: name for name, *digests in self._connection.execute(query) for digest in digests if digest
        }


def _changing(photo: Photo) -> dict[str, Any]:
    return {
        "finding_id": photo.finding,
        "place": photo.place,
        "caption": photo.caption,
        "marked_sha256": photo.marked,
        "marks": json.dumps(marks_document(photo.marks)),
        "removed": photo.removed,
        "removed_by": photo.removed_by,
        "removed_at": photo.removed_at,
    }


def _photo_of(row: Any) -> Photo:
    return Photo(
        id=PhotoId(row.id),
        uid=row.uid,
        visit=VisitId(row.visit_id),
        finding=None if row.finding_id is None else FindingId(row.finding_id),
        place=row.place,
        name=row.name,
        caption=row.caption,
        original=row.original_sha256,
        original_size=row.original_size,
        picture=row.picture_sha256,
        marked=row.marked_sha256,
        marks=marks_from_document(json.loads(row.marks)),
        taken=datetime.fromisoformat(row.taken) if row.taken else None,
        location=row.location,
        by=row.added_by,
        at=row.added_at,
        removed=row.removed,
        removed_by=row.removed_by,
        removed_at=row.removed_at,
    )
