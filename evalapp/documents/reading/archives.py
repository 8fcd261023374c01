"""What a packed file must be before it is read: bearable in size; a workbook also plain XML, in the child."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from xml.etree import ElementTree

MAX_ENTRIES: Final = 10_000
MAX_UNPACKED: Final = 256 * 1024 * 1024
#: Repeated rows pack well, but nothing an office makes packs better than this once it is large.
MAX_RATIO: Final = 300
LARGE: Final = 20 * 1024 * 1024
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class RefusedFile(Exception):
    """A file that is not read; `code` says why, `where` names a place in it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code, where)
        self.code = code
        self.where = where


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a packed workbook, unless it would unpack to more than an office's list can be."""
    with path.open("rb") as stream:
        refuse_many_entries(stream)
    archive = zipfile.ZipFile(path)
    refuse_bombs(archive.infolist(), MAX_UNPACKED)
    return archive


def kind_of(archive: zipfile.ZipFile) -> str:
    """Tell `xlsx` from `ods` by what is packed; refuse anything else."""
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise RefusedFile("binary")
    if "content.xml" not in names:
        raise RefusedFile("not_a_workbook")
    if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise RefusedFile("encrypted")
    return "ods"


def xml_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every XML part with its name, in lower case; each is checked for declarations."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            yield name.lower(), _checked(archive, name)


def sheet_numbers(archive: zipfile.ZipFile) -> dict[str, int]:
    """The place of each sheet in an xlsx workbook, by the name of its part."""
    relations = ElementTree.fromstring(_checked(archive, "xl/_rels/workbook.xml.rels"))
    workbook = ElementTree.fromstring(_checked(archive, "xl/workbook.xml"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = [tag for tag in workbook.iter() if tag.tag.rpartition("}")[2] == "sheet"]
    return {
        posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_RELATION), "")))
        .lstrip("/")
        .lower(): number
        for number, sheet in enumerate(sheets)
    }


def _checked(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of an XML part; one that declares entities, or hides them by its encoding, is refused."""
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise RefusedFile("declarations", name)
    return content


def refuse_many_entries(stream: BinaryIO) -> None:
    """Refuse by the number of entries without listing them, since a list of a million is itself a bomb."""
    stream.seek(max(0, stream.seek(0, 2) - 66_000))
    end = stream.read()
    found = end.rfind(b"PK\x05\x06")
    if found >= 0 and int.from_bytes(end[found + 10 : found + 12], "little") > MAX_ENTRIES:
        raise RefusedFile("bomb")


def refuse_bombs(entries: list[zipfile.ZipInfo], most: int) -> None:
    """Refuse what would unpack to more than `most` bytes, or packs better than anything an office makes."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > most:
        raise RefusedFile("bomb")
    if unpacked > LARGE and unpacked > MAX_RATIO * packed:
        raise RefusedFile("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFile("encrypted")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise RefusedFile("damaged")
