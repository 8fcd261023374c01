"""`evalapp inspection photo`: photos of a visit, taken in, listed, marked, written out, removed."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_error
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, common_options, opened, reading, wants_json, working
from evalapp.domain.inspections import FindingId, Visit
from evalapp.domain.photos import PARTS, Mark, MarkKind, Photo, PhotoId
from evalapp.store.work import Work
from evalapp.usecases.minutes import find_visit
from evalapp.usecases.photos import (
    MARKED,
    ORIGINAL,
    PICTURE,
    AddedPhotos,
    RefusedPhoto,
    add_photos,
    describe_photo,
    list_photos,
    mark_photo,
    photo_rules,
    remove_photo,
    save_photo,
    set_photo_rules,
)

# So many photos are stored at a time: an interrupted camera card loses none of those before.
_AT_ONCE = 20


def add_photo_verbs(verbs: Verbs) -> None:
    """Add `photo` with verbs of its own."""
    noun = verbs.add_parser("photo", help=tr("photos of a visit"), parents=[common_options()])
    below: Verbs = noun.add_subparsers(metavar=tr("VERB"), required=True)
    added = add_verb(below, "add", _add, N_("take photos in: files, or folders of them"))
    _visit(added)
    added.add_argument("files", metavar=tr("FILE"), nargs="+")
    added.add_argument("--finding", type=int, metavar=tr("NUMBER"), help=tr("the finding they show"))
    added.add_argument("--caption", default="", metavar=tr("TEXT"))
    _visit(add_verb(below, "list", _list, N_("list the photos of a visit, removed ones too")))
    described = add_verb(below, "describe", _describe, N_("give a photo a caption, a finding, a place"))
    _photo(described)
    described.add_argument("--caption", metavar=tr("TEXT"))
    described.add_argument("--finding", type=int, metavar=tr("NUMBER"), help=tr("0: the visit alone"))
    described.add_argument("--place", type=int, metavar=tr("NUMBER"), help=tr("1: first of the visit"))
    marked = add_verb(below, "mark", _mark, N_("draw arrows and blur parts on a copy"))
    _photo(marked)
    for name, text in (
        ("--arrow", N_("from one place to another, in percent of width and height: 10,10,40,50")),
        ("--blur", N_("a rectangle between two corners, in percent: 60,20,80,35")),
    ):
        marked.add_argument(name, action="append", default=[], metavar="X1,Y1,X2,Y2", help=tr(text))
    saved = add_verb(below, "save", _save, N_("write a photo out"))
    _photo(saved)
    saved.add_argument("out", metavar=tr("FILE"), help=tr("a folder, or a file that is not there yet"))
    saved.add_argument("--what", choices=(MARKED, PICTURE, ORIGINAL), default=MARKED)
    removed = add_verb(below, "remove", _remove, N_("say why a photo is no longer part of the visit"))
    _photo(removed)
    removed.add_argument("--reason", required=True, metavar=tr("TEXT"))
    rules = add_verb(below, "rules", _rules, N_("what is kept of photos from now on"))
    rules.add_argument("--originals", choices=("keep", "hash"))
    rules.add_argument("--gps", choices=("strip", "keep"))


def _visit(parser: ArgumentParser) -> None:
    parser.add_argument("visit", metavar=tr("MINUTES"), help=tr("number of the minutes, as 05/BB"))


def _photo(parser: ArgumentParser) -> None:
    parser.add_argument("photo", type=int, metavar=tr("PHOTO"), help=tr("as the list shows it"))


def _add(args: Namespace) -> int:
    from evalapp.documents.photos import photos_in

    files, others = photos_in([Path(each) for each in args.files])
    outcome = AddedPhotos()
    with opened(args) as workspace:
        with workspace.work() as work:
            visit = find_visit(work, args.visit)
        for at in range(0, len(files), _AT_ONCE):
            with workspace.work() as work:
                outcome += add_photos(
                    work,
                    visit_id=visit.id,
                    files=files[at : at + _AT_ONCE],
                    finding_id=None if args.finding is None else FindingId(args.finding),
                    caption=args.caption,
                )
    _tell_added(args, visit, outcome, others)
    return REFUSED if outcome.refused and not (outcome.added or outcome.same) else DONE


def _tell_added(args: Namespace, visit: Visit, outcome: AddedPhotos, others: int) -> None:
    if wants_json(args):
        put_json(
            {
                "visit": visit.number,
                "added": [photo_document(each) for each in outcome.added],
                "same": list(outcome.same),
                "refused": [_refusal(each) for each in outcome.refused],
                "warnings": [_refusal(each) for each in outcome.doubts],
                "other_files": others,
            }
        )
        return
    say(
        tr(
            "{added} photos taken in, {same} there already, {refused} refused, {others} other files skipped.",
            added=len(outcome.added),
            same=len(outcome.same),
            refused=len(outcome.refused),
            others=others,
        )
    )
    for each in outcome.refused:
        complain(tr_error(each.reason))
    for each in outcome.doubts:
        say(tr("Please check: {text}", text=tr_error(each.reason)))


def _list(args: Namespace) -> int:
    with reading(args) as work:
        visit = find_visit(work, args.visit)
        photos = list_photos(work, visit_id=visit.id)
    _put(args, visit.number, photos)
    return DONE


def _describe(args: Namespace) -> int:
    with working(args) as work:
        photo = describe_photo(
            work,
            photo_id=PhotoId(args.photo),
            caption=args.caption,
            finding_id=FindingId(args.finding) if args.finding else None,
            to_visit=args.finding == 0,
            place=args.place,
        )
        number = _number_of(work, photo)
    _put(args, number, [photo])
    return DONE


def _mark(args: Namespace) -> int:
    marks = [_mark_of(MarkKind.ARROW, each) for each in args.arrow]
    marks += [_mark_of(MarkKind.BLUR, each) for each in args.blur]
    with working(args) as work:
        photo = mark_photo(work, photo_id=PhotoId(args.photo), marks=marks)
        number = _number_of(work, photo)
    _put(args, number, [photo])
    return DONE


def _mark_of(kind: MarkKind, text: str) -> Mark:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        raise UserError(
            N_("“{text}” is no place on a photo. Write four whole percents, as 10,10,40,50."), text=text
        )
    x1, y1, x2, y2 = (int(part) * PARTS // 100 for part in parts)
    return Mark(kind, x1, y1, x2, y2)


def _save(args: Namespace) -> int:
    with working(args) as work:
        out = save_photo(work, photo_id=PhotoId(args.photo), out=Path(args.out), what=args.what)
    if wants_json(args):
        put_json({"written": str(out)})
    else:
        say(tr("Written: {file}", file=str(out)))
    return DONE


def _remove(args: Namespace) -> int:
    with working(args) as work:
        photo = remove_photo(work, photo_id=PhotoId(args.photo), reason=args.reason)
        number = _number_of(work, photo)
    _put(args, number, [photo])
    return DONE


def _rules(args: Namespace) -> int:
    with working(args) as work:
        rules = photo_rules(work)
        if args.originals or args.gps:
            rules = set_photo_rules(
                work,
                keeps_originals=None if args.originals is None else args.originals == "keep",
                keeps_place=None if args.gps is None else args.gps == "keep",
            )
    if wants_json(args):
        put_json(
            {
                "originals": "keep" if rules.keeps_originals else "hash",
                "gps": "keep" if rules.keeps_place else "strip",
            }
        )
    else:
        say(*map(tr, rules.told))
    return DONE


def _number_of(work: Work, photo: Photo) -> str:
    return work.inspections.get(photo.visit).number


def _put(args: Namespace, number: str, photos: list[Photo]) -> None:
    if wants_json(args):
        put_json({"visit": number, "photos": [photo_document(each) for each in photos]})
        return
    put_table(
        (N_("Number"), N_("Place"), N_("Finding"), N_("File"), N_("Caption"), N_("Added"), N_("Removed")),
        [
            (
                each.id,
                each.place,
                each.finding or "",
                each.name,
                each.caption,
                f"{each.by}, {shown(each.at)}",
                each.removed or "",
            )
            for each in photos
        ],
        nothing=N_("The visit has no photos. Take some in with “inspection photo add”."),
    )


def _refusal(of: RefusedPhoto) -> dict[str, Any]:
    return {"file": of.name, "reason": tr_error(of.reason)}


def photo_document(photo: Photo) -> dict[str, Any]:
    """A photo as JSON carries it."""
    return {
        "id": photo.id,
        "place": photo.place,
        "finding": photo.finding,
        "file": photo.name,
        "caption": photo.caption or None,
        "sha256": photo.original,
        "size": photo.original_size,
        "picture_sha256": photo.picture,
        "marked_sha256": photo.marked,
        "marks": len(photo.marks),
        "taken": photo.taken.isoformat() if photo.taken else None,
        "location": photo.location or None,
        "by": photo.by,
        "at": photo.at.isoformat(),
        "removed": None
        if photo.removed is None
        else {
            "reason": photo.removed,
            "by": photo.removed_by,
            "at": photo.removed_at.isoformat() if photo.removed_at else None,
        },
    }
