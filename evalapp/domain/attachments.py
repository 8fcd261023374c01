"""Files attached to a person's form as evidence: what they are called, what they may be, what became of them.

A file is known by the hash of its content; its name is cleaned, since it comes from anywhere.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown
from evalapp.base.names import clean

AttachmentId = NewType("AttachmentId", int)

MEGABYTE = 1024 * 1024
_LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows takes in no name
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))
)
_NAMELESS = "Minh chứng"


class FileKind(Struct, frozen=True):
    """One kind of file that is taken: its code, what people call it, and the endings of its names."""

    code: str
    label: str
    endings: tuple[str, ...]


#: What may be attached. Nothing that runs, and nothing that a reader could not tell by its content.
FILE_KINDS: Mapping[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind("pdf", N_("PDF document"), ("pdf",)),
        FileKind("png", N_("PNG picture"), ("png",)),
        FileKind("jpeg", N_("JPEG picture"), ("jpg", "jpeg", "jpe", "jfif")),
        FileKind("tiff", N_("TIFF picture"), ("tif", "tiff")),
        FileKind("docx", N_("Word document"), ("docx",)),
        FileKind("xlsx", N_("Excel workbook"), ("xlsx",)),
        FileKind("pptx", N_("PowerPoint slides"), ("pptx",)),
        FileKind("odt", N_("OpenDocument text"), ("odt",)),
        FileKind("ods", N_("OpenDocument workbook"), ("ods",)),
    )
}


class Content(Struct, frozen=True):
    """The bytes of a file on their way in, with what they were found to be."""

    data: bytes
    kind: FileKind

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return digest_of(self.data)


class Attachment(Struct, frozen=True):
    """A file at a person's form, or at one row of it. It is never deleted, only removed with a reason."""

    id: AttachmentId
    uid: str
    row: str  # empty: the whole form
    name: str
    kind: FileKind
    size: int
    digest: str
    by: str
    at: datetime
    removed: str | None = None
    removed_by: str = ""
    removed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is evidence still."""
        return self.removed is None

    def remove(self, *, reason: str, by: str, at: datetime) -> Self:
        """The file as no longer evidence; why stays on record."""
        if not self.stands:
            raise UserError(
                N_("“{name}” was removed already: {reason}."), name=self.name, reason=self.removed
            )
        if not clean(reason):
            raise UserError(N_("Removing evidence needs a reason: it stays on record beside the file."))
        return replace(self, removed=clean(reason), removed_by=by, removed_at=at)


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def clean_name(name: str, kind: FileKind) -> str:
    """A file's name as it is kept: no path, nothing invisible, and the ending of what the file really is."""
    last = clean(name.replace("\\", "/").rsplit("/", 1)[-1])
    path = PurePosixPath(_FORBIDDEN.sub("_", last).strip(". ") or _NAMELESS)
    fits = path.suffix[1:].casefold() in kind.endings
    stem, ending = (path.stem, path.suffix) if fits else (path.name, f".{kind.endings[0]}")
    stem = stem[: _LONGEST_NAME - len(ending)].strip(". ") or _NAMELESS
    if stem.partition(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    return stem + ending


def attachment_document(attachment: Attachment) -> dict[str, Any]:
    """A file as a seal covers it: where it is, its name and its content's hash, and no key of a row."""
    return {
        "row": attachment.row,
        "name": attachment.name,
        "sha256": attachment.digest,
        "size": attachment.size,
    }


def size_shown(count: int) -> str:
    """How large a file is, in the unit that people use."""
    if count >= MEGABYTE:
        return f"{points_shown(Decimal(count * 10 // MEGABYTE) / 10)} MB"
    return f"{max(1, count // 1024)} KB"
