"""Photos of a visit: taken in, described, put in order, marked on a copy, removed with a reason."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.settings import PHOTO_ORIGINALS, PHOTO_PLACE, Setting
from evalapp.domain.attachments import clean_name, digest_of
from evalapp.domain.inspections import FindingId, Visit, VisitId
from evalapp.domain.photos import Mark, Photo, PhotoId, moved, refuse_marks
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.usecases.evidence import Pasted

#: What may be written out or looked at of one photo.
PICTURE, ORIGINAL, MARKED = "picture", "original", "marked"


class RefusedPhoto(Struct, frozen=True):
    """A file that was not taken in, and why; those beside it were."""

    name: str
    reason: UserError


class AddedPhotos(Struct, frozen=True):
    """What became of the files: taken in, there already, refused, and what somebody should look at."""

    added: tuple[Photo, ...] = ()
    same: tuple[str, ...] = ()
    refused: tuple[RefusedPhoto, ...] = ()
    doubts: tuple[RefusedPhoto, ...] = ()

    def __add__(self, other: "AddedPhotos") -> "AddedPhotos":
        """Both together, as one answer."""
        return AddedPhotos(
            self.added + other.added,
            self.same + other.same,
            self.refused + other.refused,
            self.doubts + other.doubts,
        )


class PhotoRules(Struct, frozen=True):
    """What is kept of photos in this data file."""

    keeps_originals: bool
    keeps_place: bool

    @property
    def told(self) -> tuple[str, str]:
        """The rules in two sentences, to be translated where they are shown."""
        return (
            N_("Photos are kept as they came, beside the copy that is shown.")
            if self.keeps_originals
            else N_("Of a photo as it came only the hash is kept."),
            N_("The copy says where the photo was taken.")
            if self.keeps_place
            else N_("The copy does not say where the photo was taken."),
        )


def add_photos(
    work: Work,
    *,
    visit_id: VisitId,
    files: Sequence[Path | Pasted],
    finding_id: FindingId | None = None,
    caption: str = "",
    before: int = 0,
    total: int | None = None,
) -> AddedPhotos:
    """Take photos in; each that cannot be read is told by name, and stops no other.

    `before` of `total` photos were taken in already, where many are stored a few at a time.
    """
    visit = _visit_to_change(work, visit_id)
    _refuse_foreign(visit, finding_id)
    rules = photo_rules(work)
    there = work.photos.of_visit(visit.id)
    known = {(each.original, each.finding) for each in there if each.stands}
    place = max((each.place for each in there), default=0)
    outcome = AddedPhotos()
    for number, file in enumerate(files):
        work.progress(before + number, total or len(files))
        try:
            outcome += _add(work, visit, file, (finding_id, caption, place + 1), known, rules)
        except UserError as refusal:
            outcome += AddedPhotos(refused=(RefusedPhoto(file.name, refusal),))
        place += 1
    return outcome


def photo_files(work: Work, *, chosen: Sequence[Path | Pasted]) -> tuple[Path | Pasted, ...]:
    """The photos to take in: files as they are, folders looked through in the order of their names."""
    from evalapp.documents import photos

    work.require(Right.LOG_INSPECTIONS)
    found: list[Path | Pasted] = []
    for each in chosen:
        found += [each] if isinstance(each, Pasted) else photos.photos_in([each])[0]
    return tuple(found)


def describe_photo(
    work: Work,
    *,
    photo_id: PhotoId,
    caption: str | None = None,
    finding_id: FindingId | None = None,
    to_visit: bool = False,
    place: int | None = None,
) -> Photo:
    """Give a photo a caption, a finding that it shows (or the visit alone), or another place in the order."""
    before, visit = _standing(work, photo_id)
    after = before if caption is None else before.describe(caption)
    if finding_id is not None or to_visit:
        _refuse_foreign(visit, finding_id)
        after = replace(after, finding=finding_id)
    if after != before:
        work.photos.save(after)
    if place is not None:
        standing = [each for each in work.photos.of_visit(visit.id) if each.stands]
        for each in moved(standing, photo_id, place):
            work.photos.save(each)
            after = each if each.id == photo_id else after
    if after != before:
        work.audit.record(
            "photo.described",
            _subject(visit, after),
            note=after.caption,
            number=str(after.place),
            uid=after.uid,
        )
    return work.photos.get(photo_id)


def mark_photo(work: Work, *, photo_id: PhotoId, marks: Sequence[Mark]) -> Photo:
    """Draw arrows and blur parts on a copy; no marks at all takes the copy away again."""
    from evalapp.documents import photos

    before, visit = _standing(work, photo_id)
    refuse_marks(marks)
    visible = tuple(mark for mark in marks if mark.is_visible)
    if visible == before.marks:
        return before
    picture = work.attachments.data(before.picture)
    if visible:
        content, thumbnail = photos.mark_photo(picture, visible)
        work.attachments.keep(content)
        after = replace(before, marks=visible, marked=content.digest)
    else:
        thumbnail = photos.thumbnail_of(picture)
        after = replace(before, marks=(), marked=None)
    work.photos.save(after, thumbnail)
    work.audit.record(
        "photo.marked", _subject(visit, after), count=len(visible), sha256=after.shown, uid=after.uid
    )
    return after


def remove_photo(work: Work, *, photo_id: PhotoId, reason: str) -> Photo:
    """Say that a photo is no longer part of the visit, and why; it and its history stay."""
    before = work.photos.get(photo_id)
    visit = _visit_to_change(work, before.visit)
    after = before.remove(reason=reason, by=work.user.name, at=work.now)
    work.photos.save(after)
    work.audit.record(
        "photo.removed",
        _subject(visit, after),
        file=after.name,
        sha256=after.original,
        reason=after.removed,
        uid=after.uid,
    )
    return after


def list_photos(work: Work, *, visit_id: VisitId) -> list[Photo]:
    """The photos of a visit in their order, removed ones too."""
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    return work.photos.of_visit(visit_id)


def photo_thumbnails(
    work: Work, *, visit_id: VisitId, photos: Sequence[PhotoId] | None = None
) -> dict[PhotoId, bytes]:
    """The small pictures of a visit's photos, or of some of them."""
    visit = work.inspections.get(visit_id)
    work.require(Right.READ_INSPECTIONS, visit.unit)
    return work.photos.thumbnails(visit_id, photos)


def open_photo(work: Work, *, photo_id: PhotoId, what: str = MARKED) -> tuple[Photo, bytes]:
    """One of the copies of a photo, or the file as it came; its hash is computed again first."""
    photo = work.photos.get(photo_id)
    work.require(Right.READ_INSPECTIONS, work.inspections.get(photo.visit).unit)
    digest = {PICTURE: photo.picture, ORIGINAL: photo.original}.get(what, photo.shown)
    if not work.attachments.holds(digest):
        raise UserError(
            N_(
                "Of “{name}” only the hash of the original is kept, as this data file is set. Save the "
                "picture, or look for the file with the hash {digest}."
            ),
            name=photo.name,
            digest=digest,
        )
    return photo, work.attachments.data(digest)


def save_photo(work: Work, *, photo_id: PhotoId, out: Path, what: str = MARKED) -> Path:
    """Write a photo where somebody says: a folder, or a file that is not there yet."""
    photo, data = open_photo(work, photo_id=photo_id, what=what)
    name = photo.name if what == ORIGINAL else f"{Path(photo.name).stem}.jpg"
    target = out / name if out.is_dir() else out
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


def photo_rules(work: Work) -> PhotoRules:
    """What is kept of photos that are taken in from now on."""
    return PhotoRules(
        _setting(work, PHOTO_ORIGINALS) == PHOTO_ORIGINALS.default,
        _setting(work, PHOTO_PLACE) != PHOTO_PLACE.default,
    )


def set_photo_rules(
    work: Work, *, keeps_originals: bool | None = None, keeps_place: bool | None = None
) -> PhotoRules:
    """Choose what is kept of photos from now on; those that are there stay as they are."""
    work.require_everywhere(Right.KEEP_DATA)
    for setting, chosen in (
        (PHOTO_ORIGINALS, None if keeps_originals is None else ("keep" if keeps_originals else "hash")),
        (PHOTO_PLACE, None if keeps_place is None else ("keep" if keeps_place else "strip")),
    ):
        before = _setting(work, setting)
        if chosen is not None and chosen != before:
            work.settings.put(setting.key, chosen)
            work.audit.record("photo.rule_chosen", setting.key, before=before, after=chosen)
    return photo_rules(work)


def _add(
    work: Work,
    visit: Visit,
    file: Path | Pasted,
    where: tuple[FindingId | None, str, int],
    known: set[tuple[str, FindingId | None]],
    rules: PhotoRules,
) -> AddedPhotos:
    from evalapp.documents import photos

    finding, caption, place = where
    data = file.data if isinstance(file, Pasted) else photos.read_photo(file)
    digest = digest_of(data)
    if (digest, finding) in known:
        return AddedPhotos(same=(file.name,))
    prepared = photos.prepare_photo(file.name, data, keeps_place=rules.keeps_place)
    if rules.keeps_originals:
        work.attachments.keep(prepared.original)
    work.attachments.keep(prepared.picture)
    fresh = Photo(
        PhotoId(0),
        "",
        visit.id,
        finding,
        place,
        clean_name(file.name, prepared.original.kind),
        "",
        digest,
        len(data),
        prepared.picture.digest,
        None,
        (),
        prepared.taken,
        prepared.location,
        work.user.name,
        work.now,
    ).describe(caption)
    stored = work.photos.add(fresh, prepared.thumbnail)
    known.add((digest, finding))
    work.audit.record(
        "photo.added",
        _subject(visit, stored),
        file=stored.name,
        sha256=stored.original,
        size=stored.original_size,
        uid=stored.uid,
    )
    return AddedPhotos(added=(stored,), doubts=tuple(_doubts(visit, stored)))


def _doubts(visit: Visit, photo: Photo) -> list[RefusedPhoto]:
    """The camera's clock against the day of the visit."""
    if photo.taken is None or photo.taken.date() == visit.day:
        return []
    doubt = UserError(
        N_(
            "“{name}” says that it was taken on {taken}, not on the day of the visit ({day}). It was "
            "taken in; look whether it belongs here."
        ),
        name=photo.name,
        taken=photo.taken.date(),
        day=visit.day,
    )
    return [RefusedPhoto(photo.name, doubt)]


def _visit_to_change(work: Work, visit_id: VisitId) -> Visit:
    visit = work.inspections.get(visit_id)
    work.require(Right.LOG_INSPECTIONS, visit.unit)
    return visit


def _standing(work: Work, photo_id: PhotoId) -> tuple[Photo, Visit]:
    photo = work.photos.get(photo_id)
    visit = _visit_to_change(work, photo.visit)
    if not photo.stands:
        raise UserError(
            N_("The photo “{name}” was removed already: {reason}."), name=photo.name, reason=photo.removed
        )
    return photo, visit


def _refuse_foreign(visit: Visit, finding: FindingId | None) -> None:
    if finding is not None and finding not in {each.id for each in visit.findings}:
        raise UserError(
            N_("The visit {number} has no finding {finding}. List the visit for the right one."),
            number=visit.number,
            finding=finding,
        )


def _setting(work: Work, setting: Setting[str]) -> str:
    kept = work.settings.get(setting.key)
    return kept if setting.admits(kept) else setting.default


def _subject(visit: Visit, photo: Photo) -> str:
    return f"{visit.number} {photo.id}"
