"""Packages as files: a zip with a manifest, its things as JSON lines, and contents under their hashes.

The same content gives the same bytes. The file ends with the hash of everything before it, so that one
that was cut off or changed anywhere on its way is told before anything in it is looked at.
"""

import hashlib
import io
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from msgspec import Struct

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.reading.archives import MAX_ENTRIES, RefusedFile, refuse_bombs, refuse_many_entries
from evalapp.domain.packages import ENDING, FORMAT, Item, Manifest, Member
from evalapp.domain.policy.canonical import canonical_json

_MANIFEST, _ITEMS, _MEDIA = "manifest.json", "items.jsonl", "media/"
_MEDIA_NAME = re.compile(r"media/([0-9a-f]{64})")
_MOST_UNPACKED: Final = 2 * 1024 * 1024 * 1024
_MOST_MANIFEST: Final = 4 * 1024 * 1024
#: Things are read at once, and take several times their size once they are objects.
_MOST_ITEMS: Final = 64 * 1024 * 1024
_MOST_CONTENT: Final = 256 * 1024 * 1024
_MOST_LINE: Final = 8 * 1024 * 1024
_MOST_LINES: Final = 200_000
_MARK = b"evalapp package "
_SEAL = len(_MARK) + 64
_PIECE: Final = 1024 * 1024
#: What stands before a member: how long its name is, and what was added to it.
_LOCAL = struct.Struct("<26x2H")
#: What a stream of zlib begins with that was packed as packages are.
_ZLIB = b"\x78\x9c"
_DAY: Final = (1980, 1, 1, 0, 0, 0)

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(OSError, EOFError, ValueError, TypeError, KeyError, RuntimeError),
)
_DAMAGED = N_("“{file}” was cut off or changed on its way. Ask the sender for the package again.")
_FOREIGN = N_("“{file}” is no package of this program. Choose the file that the sender made.")
_TOO_LARGE = N_("“{file}” would unpack to more than a package can be. Ask the sender for it in parts.")
_NEWER = N_("“{file}” was made by a newer version of this program. Install that version, then take it in.")
_SIGNED = N_("“{file}” is signed, and this version cannot check signatures. Install a newer version.")


class OpenPackage(Struct, frozen=True, dict=True):
    """A package whose file is sound; what is in it is read when it is asked for."""

    file: str
    manifest: Manifest
    archive: zipfile.ZipFile

    @property
    def media(self) -> frozenset[str]:
        """The hashes of the contents that it brings."""
        found = (_MEDIA_NAME.fullmatch(member.name) for member in self.manifest.members)
        return frozenset(each[1] for each in found if each)

    def items(self) -> list[Item]:
        """The things in it, in their order."""
        return [_item(self.file, line) for line in self._lines()]

    def packed(self, item: Item) -> bytes:
        """The line of a thing, packed by zlib; one that came alone stays packed as it came."""
        entry = self.archive.getinfo(_ITEMS)
        if self._items.find(b"\n") != len(self._items) - 1 or entry.compress_type != zipfile.ZIP_DEFLATED:
            return zlib.compress(canonical_json(item.line).encode())
        check = zlib.adler32(self._items).to_bytes(4, "big")
        return b"".join((_ZLIB, _packed(self.archive, entry), check))

    def content(self, digest: str) -> bytes:
        """A content by its hash."""
        return self._read(_MEDIA + digest)

    def _lines(self) -> Iterator[bytes]:
        lines = io.BytesIO(self._items).readlines()
        if len(lines) > _MOST_LINES or any(len(line) > _MOST_LINE for line in lines):
            raise UserError(_TOO_LARGE, file=self.file)
        yield from lines

    @cached_property
    def _items(self) -> bytes:
        return self._read(_ITEMS)

    def _read(self, name: str) -> bytes:
        """A member as the manifest says it is; anything else is refused."""
        said = next(member for member in self.manifest.members if member.name == name)
        try:
            data = _unpacked(self.archive, name, said.size)
        except _BROKEN as error:
            raise UserError(_DAMAGED, file=self.file) from error
        if len(data) != said.size or hashlib.sha256(data).hexdigest() != said.sha256:
            raise UserError(_DAMAGED, file=self.file)
        return data


def item_lines(items: Sequence[Item]) -> bytes:
    """Things as a package writes them, one on a line."""
    return b"".join(canonical_json(item.line).encode() + b"\n" for item in items)


def members_of(lines: bytes, media: Mapping[str, int]) -> tuple[Member, ...]:
    """What is in a package: its things, and contents with their sizes by their hashes."""
    too_much = len(lines) > _MOST_ITEMS or len(lines) + sum(media.values()) > _MOST_UNPACKED
    if too_much or len(media) > MAX_ENTRIES - 2:
        raise UserError(
            N_("This is more than one package takes: {count} photos and files. Pack fewer visits or days."),
            count=len(media),
        )
    items = Member(_ITEMS, len(lines), hashlib.sha256(lines).hexdigest())
    return items, *(Member(_MEDIA + digest, media[digest], digest) for digest in sorted(media))


def write_package(path: Path, manifest: Manifest, lines: bytes, content: Callable[[str], bytes]) -> None:
    """Write a package whole or not at all; contents are asked for by their hashes, one after the other."""
    head = canonical_json({"manifest": manifest.document, "signatures": []}).encode()
    with whole_or_not_at_all(path) as unfinished:
        with zipfile.ZipFile(unfinished, "w") as archive:
            archive.comment = b" " * _SEAL
            archive.writestr(_entry(_MANIFEST), head, zipfile.ZIP_DEFLATED, 6)
            archive.writestr(_entry(_ITEMS), lines, zipfile.ZIP_DEFLATED, 6)
            for member in manifest.members[1:]:
                archive.writestr(_entry(member.name), content(member.sha256), zipfile.ZIP_STORED)
        with unfinished.open("r+b") as stream:
            size = stream.seek(0, 2)
            digest = _digest(stream, size - _SEAL)
            stream.seek(size - _SEAL)
            stream.write(_MARK + digest.encode())


def package_files(chosen: Path) -> list[Path]:
    """The packages that somebody chose: a file, or those in a folder in the order of their names."""
    if not chosen.is_dir():
        return [chosen]
    try:
        found = sorted(each for each in chosen.iterdir() if each.suffix.casefold() == ENDING)
    except OSError as error:
        raise UserError(
            N_("“{file}” could not be read: {reason}."), file=chosen.name, reason=cause(error)
        ) from error
    if not found:
        raise UserError(N_("There is no package ({ending}) in {folder}."), ending=ENDING, folder=str(chosen))
    return found


@contextmanager
def open_package(path: Path) -> Generator[OpenPackage]:
    """Open a package that somebody chose, or refuse it by its name."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UserError(
            N_("“{file}” could not be read: {reason}."), file=path.name, reason=cause(error)
        ) from error
    with stream, read_package(path.name, stream) as package:
        yield package


@contextmanager
def read_package(file: str, stream: BinaryIO) -> Generator[OpenPackage]:
    """A package from its bytes: unchanged since it was made, bearable, and with nothing in it but its own."""
    _refuse_changed(file, stream)
    try:
        refuse_many_entries(stream)
        archive = zipfile.ZipFile(stream)
    except RefusedFile as error:
        raise UserError(_TOO_LARGE, file=file) from error
    except _BROKEN as error:
        raise UserError(_DAMAGED, file=file) from error
    with archive:
        yield OpenPackage(file, _manifest(file, archive), archive)


def _refuse_changed(file: str, stream: BinaryIO) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        raise UserError(_FOREIGN, file=file)
    stream.seek(max(0, size - _SEAL))
    seal = stream.read()
    if not seal.startswith(_MARK):
        # A zip of another program has no such end; one of ours that was cut off has none either.
        stream.seek(0)
        ours = _MANIFEST.encode() in stream.read(64)
        raise UserError(_DAMAGED if ours else _FOREIGN, file=file)
    if _digest(stream, size - _SEAL).encode() != seal.removeprefix(_MARK):
        raise UserError(_DAMAGED, file=file)


def _manifest(file: str, archive: zipfile.ZipFile) -> Manifest:
    entries = archive.infolist()
    try:
        refuse_bombs(entries, _MOST_UNPACKED)
        for entry in entries:
            _refuse_entry(entry)
        document = json.loads(_unpacked(archive, _MANIFEST, _MOST_MANIFEST))
        said = cast("dict[str, Any]", document["manifest"])
        if int(said["format"]) > FORMAT:
            raise UserError(_NEWER, file=file)
        if document["signatures"]:
            raise UserError(_SIGNED, file=file)
        manifest = Manifest.of(said)
        if document.keys() != {"manifest", "signatures"}:
            raise ValueError(f"a manifest has no {sorted(document)}")
        _refuse_other_members(manifest, entries)
    except RefusedFile as error:
        raise UserError(_TOO_LARGE if error.code == "bomb" else _DAMAGED, file=file) from error
    except _BROKEN as error:
        raise UserError(_DAMAGED, file=file) from error
    return manifest


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    """Nothing but what a package holds: no path leads elsewhere, no link, no other packing."""
    known = entry.filename in {_MANIFEST, _ITEMS} or _MEDIA_NAME.fullmatch(entry.filename)
    is_plain = stat.S_IFMT(entry.external_attr >> 16) in {0, stat.S_IFREG}
    if not known or not is_plain or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedFile("foreign", entry.filename)
    most = {_MANIFEST: _MOST_MANIFEST, _ITEMS: _MOST_ITEMS}.get(entry.filename, _MOST_CONTENT)
    if entry.file_size > most:
        raise RefusedFile("bomb")


def _refuse_other_members(manifest: Manifest, entries: list[zipfile.ZipInfo]) -> None:
    said = [(member.name, member.size) for member in manifest.members]
    there = [(entry.filename, entry.file_size) for entry in entries if entry.filename != _MANIFEST]
    if sorted(said) != sorted(there) or said[0][0] != _ITEMS:
        raise RefusedFile("foreign")
    if any(member.name != _MEDIA + member.sha256 for member in manifest.members[1:]):
        raise RefusedFile("foreign")


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A member, of which no more is unpacked than it may be, whatever it says of itself."""
    entry = archive.getinfo(name)
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        data = unpacking.decompress(_packed(archive, entry), most + 1)
        if not unpacking.eof or unpacking.unused_data:
            raise ValueError(f"{name} does not end where it says")
    else:
        with archive.open(name) as stream:
            data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{name} is longer than it says")
    return data


def _packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member as it lies in the file."""
    stream = cast("BinaryIO", archive.fp)
    stream.seek(entry.header_offset)
    name, extra = _LOCAL.unpack(stream.read(_LOCAL.size))
    stream.seek(name + extra, os.SEEK_CUR)
    return stream.read(entry.compress_size)


def _item(file: str, line: bytes) -> Item:
    try:
        return Item.of(line)
    except (*_BROKEN, RecursionError) as error:
        raise UserError(_DAMAGED, file=file) from error


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.create_system = 3  # the same bytes on every system
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _digest(stream: BinaryIO, size: int) -> str:
    """The hash of the first bytes of a file, read piece by piece."""
    digest = hashlib.sha256()
    stream.seek(0)
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()
