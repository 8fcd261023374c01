"""Photos of a visit: what is kept of each, where it stands, and what was marked on its copy.

A photo is known by the hash of the file as it came. What is shown and printed is a copy that is upright,
smaller and without the place where it was taken; arrows and blurred parts are drawn on one more copy.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.inspections import FindingId, VisitId

PhotoId = NewType("PhotoId", int)

#: Places on a picture are counted in parts of its width and height, so that they fit every size of it.
PARTS = 10_000
_LONGEST_CAPTION = 300
_MOST_MARKS = 200


class MarkKind(StrEnum):
    """What may be drawn on the copy of a photo."""

    ARROW = "arrow"
    BLUR = "blur"


class Mark(Struct, frozen=True):
    """An arrow from one place to another, or a blurred rectangle between two corners."""

    kind: MarkKind
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def is_visible(self) -> bool:
        """Whether it is large enough to be seen; a mere click draws nothing."""
        return max(abs(self.x2 - self.x1), abs(self.y2 - self.y1)) >= PARTS // 100


class Photo(Struct, frozen=True):
    """One photo at a visit or at one of its findings. It is never deleted, only removed with a reason."""

    id: PhotoId
    uid: str
    visit: VisitId
    finding: FindingId | None
    place: int  # where it stands among the photos of its visit
    name: str
    caption: str
    original: str  # the hash of the file as it came, whether it is kept or not
    original_size: int
    picture: str  # the hash of the copy that is shown
    marked: str | None  # the hash of the copy with marks
    marks: tuple[Mark, ...]
    taken: datetime | None  # by the camera's own clock, which may be wrong
    location: str
    by: str
    at: datetime
    removed: str | None = None
    removed_by: str = ""
    removed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is still part of the visit."""
        return self.removed is None

    @property
    def shown(self) -> str:
        """The hash of the copy that is shown and printed."""
        return self.marked or self.picture

    def describe(self, caption: str) -> Self:
        """The photo with another caption."""
        text = clean(caption)
        if len(text) > _LONGEST_CAPTION:
            raise UserError(
                N_("A caption has at most {most} letters, this one has {count}. Shorten it."),
                most=_LONGEST_CAPTION,
                count=len(text),
            )
        return replace(self, caption=text)

    def remove(self, *, reason: str, by: str, at: datetime) -> Self:
        """The photo as no longer part of the visit; it and the reason stay on record."""
        if not self.stands:
            raise UserError(
                N_("The photo “{name}” was removed already: {reason}."), name=self.name, reason=self.removed
            )
        if not clean(reason):
            raise UserError(N_("Removing a photo needs a reason: it stays on record beside the photo."))
        return replace(self, removed=clean(reason), removed_by=by, removed_at=at)


def moved(photos: Sequence[Photo], photo: PhotoId, to: int) -> list[Photo]:
    """The photos in their new order, numbered from one, with one of them at another place."""
    rest = [each for each in photos if each.id != photo]
    at = max(0, min(to - 1, len(rest)))
    ordered = [*rest[:at], *(each for each in photos if each.id == photo), *rest[at:]]
    return [replace(each, place=place) for place, each in enumerate(ordered, start=1)]


def refuse_marks(marks: Sequence[Mark]) -> None:
    """Refuse marks that no editor of ours could have drawn."""
    outside = any(not 0 <= part <= PARTS for mark in marks for part in _corners(mark))
    if outside or len(marks) > _MOST_MARKS:
        raise UserError(
            N_("The marks do not fit the photo: at most {most}, each within its edges. Draw them again."),
            most=_MOST_MARKS,
        )


def marks_document(marks: Sequence[Mark]) -> list[list[Any]]:
    """Marks as plain JSON values."""
    return [[mark.kind.value, *_corners(mark)] for mark in marks]


def marks_from_document(document: Sequence[Sequence[Any]]) -> tuple[Mark, ...]:
    """Read back what `marks_document` wrote."""
    return tuple(Mark(MarkKind(kind), *map(int, corners)) for kind, *corners in document)


def photo_document(photo: Photo, findings: Mapping[FindingId, int]) -> dict[str, Any]:
    """A photo as minutes cover it: the hashes of what came and of what is printed, and no key of a row."""
    return {
        "original": photo.original,
        "shown": photo.shown,
        "caption": photo.caption,
        "finding": None if photo.finding is None else findings.get(photo.finding),
        "taken": photo.taken.isoformat() if photo.taken else None,
    }


def _corners(mark: Mark) -> tuple[int, int, int, int]:
    return mark.x1, mark.y1, mark.x2, mark.y2
