"""Photos as files: looked at before they are decoded, turned upright, made smaller, marked.

What comes from a camera, a phone or somebody else is hostile until it is read: only two formats are
decoded, the size is known before a single point is, and whatever the decoder says becomes a refusal.
"""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import hypot
from pathlib import Path
from typing import Any

from msgspec import Struct
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageOps

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.file_kinds import refuse_size
from evalapp.domain.attachments import FILE_KINDS, MEGABYTE, Content
from evalapp.domain.photos import PARTS, Mark, MarkKind

#: The largest file that is read, and the longest side of the copy that is shown and printed.
MOST_BYTES = 40 * MEGABYTE
LONGEST_SIDE = 1600
THUMBNAIL = 240
#: What a file may hold before it is decoded: a JPEG is decoded smaller at once, unless it is progressive.
_MOST_POINTS, _MOST_POINTS_WHOLE = 220_000_000, 64_000_000
_QUALITY, _THUMBNAIL_QUALITY = 82, 70
_FORMATS = ("JPEG", "PNG")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
#: Endings that a folder is searched for; what is none of ours among them is refused by name.
ENDINGS = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".heic", ".heif", ".avif", ".webp", ".tif", ".tiff", ".bmp",
     ".gif", ".dng")
)  # fmt: skip
_BROKEN = (
    OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError, OverflowError, IndexError, KeyError,
    TypeError, AttributeError, RuntimeError, NotImplementedError, ZeroDivisionError,
)  # fmt: skip
_ARROW = (214, 30, 30)
_WHITE = (255, 255, 255)


class PreparedPhoto(Struct, frozen=True):
    """A photo on its way in: the file as it came, the copy to be shown, and a small one for lists."""

    original: Content
    picture: Content
    thumbnail: bytes
    taken: datetime | None
    location: str


def photos_in(chosen: Sequence[Path]) -> tuple[tuple[Path, ...], int]:
    """The files to read, those of folders in order of their names; and how many others folders held."""
    files: list[Path] = []
    others = 0
    for path in chosen:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(
            (each for each in path.rglob("*") if each.is_file() and not each.name.startswith(".")),
            key=lambda each: _natural(str(each.relative_to(path))),
        )
        files += [each for each in inside if each.suffix.casefold() in ENDINGS]
        others += sum(each.suffix.casefold() not in ENDINGS for each in inside)
    return tuple(files), others


def read_photo(path: Path) -> bytes:
    """The bytes of a photo that somebody chose; its size is looked at before it is read."""
    try:
        if not path.is_file():
            raise UserError(N_("There is no file {file}."), file=str(path))
        refuse_size(path.name, path.stat().st_size, most=MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("“{file}” could not be read: {reason}."), file=path.name, reason=cause(error)
        ) from error


def prepare_photo(name: str, data: bytes, *, keeps_place: bool) -> PreparedPhoto:
    """The copies of one photo; refuse what is no photo, is damaged, or would fill the memory."""
    refuse_size(name, len(data), most=MOST_BYTES)
    _refuse_kind(name, data)
    with _refusals(name), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        kind = FILE_KINDS["png" if image.format == "PNG" else "jpeg"]
        _refuse_points(name, image)
        exif = _exif(image)
        taken, location = _taken(exif), _location(exif) if keeps_place else ""
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
        upright = _opaque(_upright(image))
        picture = _jpeg(upright, _QUALITY, _place_only(exif) if location else None)
        return PreparedPhoto(
            Content(data, kind), Content(picture, FILE_KINDS["jpeg"]), _small(upright), taken, location
        )


def mark_photo(picture: bytes, marks: Sequence[Mark]) -> tuple[Content, bytes]:
    """A copy with arrows drawn and parts blurred beyond recognition, and its small copy."""
    with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
        copy = image.convert("RGB")
    for mark in marks:
        if mark.kind is MarkKind.BLUR and mark.is_visible:
            _blur(copy, mark)
    for mark in marks:
        if mark.kind is MarkKind.ARROW and mark.is_visible:
            _draw_arrow(copy, mark)
    return Content(_jpeg(copy, _QUALITY), FILE_KINDS["jpeg"]), _small(copy)


def thumbnail_of(picture: bytes) -> bytes:
    """The small copy of a picture of ours."""
    with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
        return _small(image.convert("RGB"))


def foreign_thumbnail(name: str, picture: bytes) -> bytes:
    """The small copy of a picture that another data file made; refuse one that cannot be shown."""
    _refuse_kind(name, picture)
    with _refusals(name), Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
        _refuse_points(name, image)
        return _small(image.convert("RGB"))


def _refuse_kind(name: str, data: bytes) -> None:
    if not data:
        raise UserError(N_("“{file}” is empty. Copy it from the camera again."), file=name)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise UserError(
            N_(
                "“{file}” is a HEIC photo, which this program cannot read. On the iPhone choose Settings, "
                "Camera, Formats, Most Compatible; or save this photo as JPEG and take that in."
            ),
            file=name,
        )
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise UserError(
            N_(
                "“{file}” is no JPEG or PNG picture. Its content decides, not its name. Save it as JPEG and "
                "take that in."
            ),
            file=name,
        )


def _refuse_points(name: str, image: Image.Image) -> None:
    """Refuse a picture that is small on the disk and huge in memory."""
    shrinks = image.format != "PNG" and not image.info.get("progressive")
    most = _MOST_POINTS if shrinks else _MOST_POINTS_WHOLE
    if image.width * image.height > most:
        raise UserError(
            N_(
                "“{file}” is {width} x {height} points large, more than the {most} million that can be "
                "read. Make it smaller and take that in."
            ),
            file=name,
            width=image.width,
            height=image.height,
            most=most // 1_000_000,
        )


@contextmanager
def _refusals(name: str) -> Generator[None]:
    """What the decoder complains of, as one sentence about the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit is the one that is told
            yield
    except Image.DecompressionBombError as error:
        raise UserError(
            N_("“{file}” would fill the memory when it is opened. Make it smaller and take that in."),
            file=name,
        ) from error
    except MemoryError as error:
        raise UserError(
            N_("“{file}” needs more memory than there is. Make it smaller and take that in."), file=name
        ) from error
    except _BROKEN as error:
        raise UserError(
            N_(
                "“{file}” is damaged or was cut off, and cannot be shown. Copy it from the camera again; "
                "if it opens elsewhere, save it there as JPEG."
            ),
            file=name,
        ) from error


def _exif(image: Image.Image) -> Image.Exif:
    """What the camera tells beside the picture; where that is damaged the picture still counts."""
    try:
        exif = image.getexif()
        for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            exif.get_ifd(part)
    except _BROKEN:
        return Image.Exif()
    return exif


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN:
        return image


def _taken(exif: Image.Exif) -> datetime | None:
    """When the camera says that it was taken, by its own clock."""
    told: Any = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    try:
        return datetime.strptime(str(told).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - it has no zone
    except ValueError:
        return None


def _location(exif: Image.Exif) -> str:
    """Where it was taken, in degrees; empty where that is not told or makes no sense."""
    told: Any = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        return ", ".join(
            _degrees(told[value], str(told[sign]), negative, most)
            for value, sign, negative, most in (
                (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90),
                (ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180),
            )
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ""


def _degrees(parts: Any, sign: str, negative: str, most: int) -> str:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:
        raise ValueError(value)
    return f"{-value if sign.strip() == negative else value:.5f}"


def _place_only(exif: Image.Exif) -> bytes:
    """The place and nothing else of what a camera tells."""
    kept = Image.Exif()
    kept[ExifTags.IFD.GPSInfo] = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return kept.tobytes()


def _opaque(image: Image.Image) -> Image.Image:
    """The picture in red, green and blue; what is transparent becomes white paper."""
    if image.mode == "I;16":  # sixteen bits of grey: the upper eight are what can be seen
        image = Image.frombytes("L", image.size, image.tobytes()[1::2])
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _WHITE)
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int, exif: bytes | None = None) -> bytes:
    out = io.BytesIO()
    clean = Image.new("RGB", image.size)
    clean.paste(image)  # nothing of what came beside the points goes along
    clean.save(out, "JPEG", quality=quality, exif=exif or b"")
    return out.getvalue()


def _small(image: Image.Image) -> bytes:
    copy = image.copy()
    copy.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS, reducing_gap=3)
    return _jpeg(copy, _THUMBNAIL_QUALITY)


def _blur(image: Image.Image, mark: Mark) -> None:
    """Put coarse tiles in place of a part, so that nobody can work out what was there."""
    left, right = sorted((mark.x1, mark.x2))
    top, bottom = sorted((mark.y1, mark.y2))
    box = (
        left * image.width // PARTS,
        top * image.height // PARTS,
        max(right * image.width // PARTS, left * image.width // PARTS + 1),
        max(bottom * image.height // PARTS, top * image.height // PARTS + 1),
    )
    part: Any = image.crop(box)  # the library's types leave what `resize` takes unknown
    tile = max(part.size) // 6 + 1
    coarse = part.resize(
        (max(part.width // tile, 1), max(part.height // tile, 1)), Image.Resampling.BOX
    ).resize(part.size, Image.Resampling.NEAREST)
    image.paste(coarse.filter(ImageFilter.GaussianBlur(tile // 4)), box)


def _draw_arrow(image: Image.Image, mark: Mark) -> None:
    """An arrow that is seen on light and dark alike: red on a white edge."""
    start = (mark.x1 * image.width / PARTS, mark.y1 * image.height / PARTS)
    end = (mark.x2 * image.width / PARTS, mark.y2 * image.height / PARTS)
    length = max(hypot(end[0] - start[0], end[1] - start[1]), 1)
    thick = max(max(image.size) / 130, 3)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    draw = ImageDraw.Draw(image)
    for colour, edge in ((_WHITE, thick * 0.5), (_ARROW, 0.0)):
        head = min(thick * 5, length * 0.6)
        neck = (end[0] - along[0] * head, end[1] - along[1] * head)
        side = head * 0.55 + edge
        tip = (end[0] + along[0] * edge * 2, end[1] + along[1] * edge * 2)
        back = (neck[0] - along[0] * edge, neck[1] - along[1] * edge)
        tail = (start[0] - along[0] * edge, start[1] - along[1] * edge)
        draw.line([tail, neck], fill=colour, width=round(thick + 2 * edge))
        draw.polygon(
            [
                tip,
                (back[0] - along[1] * side, back[1] + along[0] * side),
                (back[0] + along[1] * side, back[1] - along[0] * side),
            ],
            fill=colour,
        )


def _natural(name: str) -> list[tuple[int, str]]:
    """`IMG_9` before `IMG_10`."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.casefold())
        for part in re.split(r"(\d+)", name)
        if part
    ]
