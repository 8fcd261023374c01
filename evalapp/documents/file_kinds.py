"""What a file is by its content, whatever its name says; what is not known for certain is refused."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.attachments import FILE_KINDS, MEGABYTE, Content

_MOST_PARTS = 20_000
_HEAD = 1024  # so far in, other programs still find a PDF's first line
_PDF = re.compile(rb"%PDF-[12]\.\d")
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def read_file(path: Path, *, most: int) -> Content:
    """The content of a file that somebody chose, looked at before it is read."""
    if path.is_dir():
        raise UserError(N_("“{file}” is a folder. Choose the files in it."), file=path.name)
    try:
        if not path.is_file():
            raise UserError(N_("There is no file {file}."), file=str(path))
        refuse_size(path.name, path.stat().st_size, most=most)
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("“{file}” could not be read: {reason}."), file=path.name, reason=cause(error)
        ) from error
    return read_content(path.name, data, most=most)


def read_content(name: str, data: bytes, *, most: int) -> Content:
    """The file as it may be attached; refuse an empty one, one too large, and one of another kind."""
    if not data:
        raise UserError(N_("“{file}” is empty. Choose the file that holds the evidence."), file=name)
    refuse_size(name, len(data), most=most)
    code = next((code for code, fits in _SIGNS if fits(data)), None) or _packed_kind(name, data)
    return Content(data, FILE_KINDS[code])


def refuse_size(name: str, size: int, *, most: int) -> None:
    """Refuse a file that is larger than may be attached, before it is read."""
    if size > most:
        raise UserError(
            N_("“{file}” is larger than the {most} MB that a file may have. Make it smaller, or split it."),
            file=name,
            most=most // MEGABYTE,
        )


def _is_pdf(data: bytes) -> bool:
    return _PDF.search(data, 0, _HEAD) is not None and b"%%EOF" in data[-_HEAD * 2 :]


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR"


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


def _is_tiff(data: bytes) -> bool:
    return data.startswith((b"II*\0", b"MM\0*"))


_SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", _is_pdf),
    ("png", _is_png),
    ("jpeg", _is_jpeg),
    ("tiff", _is_tiff),
)


def _packed_kind(name: str, data: bytes) -> str:
    """The kind of a packed office document; its parts say it, and none of them may hold macros."""
    if not data.startswith(b"PK\x03\x04"):
        raise _refusal(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()[:_MOST_PARTS]
            kind = next((code for part, code in _OFFICE.items() if part in parts), None)
            if kind is None and "mimetype" in parts and archive.getinfo("mimetype").file_size < _HEAD:
                kind = _OPEN_DOCUMENT.get(archive.read("mimetype").strip())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise _refusal(name) from error
    if kind is None:
        raise _refusal(name)
    if any(part.casefold().endswith("vbaproject.bin") or part.startswith("Basic/") for part in parts):
        raise UserError(
            N_("“{file}” holds macros, which are programs. Save it without macros, or print it to PDF."),
            file=name,
        )
    return kind


def _refusal(name: str) -> UserError:
    return UserError(
        N_(
            "“{file}” is none of the kinds of file that may be attached: {known}. Its content decides, not "
            "its name. Print it to PDF, or take a picture of it."
        ),
        file=name,
        known=[Term(kind.label) for kind in FILE_KINDS.values()],
    )
