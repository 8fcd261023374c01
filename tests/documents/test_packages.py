"""A package that was cut off, changed, put together anew or made to harm is refused by its name."""

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.packages import item_lines, members_of, read_package, write_package
from evalapp.domain.packages import FORMAT, ChainHead, Item, Manifest, PackageKind, Sender, Thing

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 4
DIGEST = hashlib.sha256(PICTURE).hexdigest()
SEAL = len("evalapp package ") + 64
Parts = list[tuple[zipfile.ZipInfo, bytes]]


@cache
def sound(note: str = "") -> bytes:
    lines = item_lines([Item(Thing.PERSON, f"NV{number:03d}", {"note": note}) for number in range(30)])
    manifest = Manifest(
        FORMAT,
        PackageKind.KIT,
        Sender("1", "Phòng Nội vụ"),
        1,
        "",
        datetime(2018, 8, 2, tzinfo=UTC),
        "0.1.0",
        ChainHead(7, "0" * 64),
        members_of(lines, {DIGEST: len(PICTURE)}),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.evpkg"
        write_package(path, manifest, lines, lambda _: PICTURE)
        return path.read_bytes()


def read(data: bytes) -> list[Item]:
    with read_package("goi.evpkg", io.BytesIO(data)) as package:
        assert package.content(DIGEST) == PICTURE
        return package.items()


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as refusal:
        read(data)
    assert refusal.value.values["file"] == "goi.evpkg"
    return refusal.value.message.split(".", maxsplit=1)[0]


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def sealed(parts: Parts) -> bytes:
    """A package of these parts that looks unchanged, as somebody who knows the format can make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = b" " * SEAL
        for entry, data in parts:
            archive.writestr(entry, data, entry.compress_type)
    body = out.getvalue()[:-SEAL]
    return body + b"evalapp package " + hashlib.sha256(body).hexdigest().encode()


def packed_as(stream: bytes) -> bytes:
    """A package whose things lie in it as this stream, and are said to be what they were."""
    head, (entry, lines), picture = parts_of(sound())
    (stored := copy(entry)).compress_type = zipfile.ZIP_STORED
    body = bytearray(sealed([head, (stored, stream), picture])[:-SEAL])
    name = entry.filename.encode()
    for header, method in ((body.index(name) - 30, 8), (body.rindex(name) - 46, 10)):
        struct.pack_into("<H", body, header + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", body, header + method + 6, zlib.crc32(lines))
        struct.pack_into("<I", body, header + method + 14, len(lines))
    return bytes(body) + b"evalapp package " + hashlib.sha256(body).hexdigest().encode()


def edited(change: Callable[[dict[str, Any]], None]) -> bytes:
    (entry, data), *rest = parts_of(sound())
    document = json.loads(data)
    change(document)
    return sealed([(entry, json.dumps(document).encode()), *rest])


def renamed(name: str, *, attributes: int = stat.S_IFREG) -> bytes:
    head, items, (_, data) = parts_of(sound())
    entry = zipfile.ZipInfo(name)
    entry.external_attr = attributes << 16
    return sealed([head, items, (entry, data)])


def test_a_package_cut_off_anywhere_is_refused() -> None:
    data = sound()

    said = {refused(data[:size]) for size in range(len(data))}

    assert said == {
        "“{file}” was cut off or changed on its way",
        "“{file}” is no package of this program",
    }


def test_a_package_with_any_bit_changed_is_refused() -> None:
    data = sound()

    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        refused(bytes(changed))


def test_things_of_another_package_do_not_fit_under_this_manifest() -> None:
    head, _, picture = parts_of(sound())
    _, items, _ = parts_of(sound("khác"))

    assert refused(sealed([head, items, picture])).endswith("changed on its way")
    assert read(sealed(parts_of(sound()))) == read(sound())


@pytest.mark.parametrize(
    "data",
    [
        renamed("../media/x"),
        renamed("/etc/passwd"),
        renamed(f"media/{DIGEST}", attributes=stat.S_IFLNK | 0o777),
        renamed(f"media/{'0' * 64}"),
        sealed(parts_of(sound())[:2]),
        sealed([*parts_of(sound()), (zipfile.ZipInfo("evalapp.exe"), b"MZ")]),
        edited(lambda said: said.update(more=1)),
        edited(lambda said: said["manifest"].update(sequence="1")),
        edited(lambda said: said["manifest"]["members"].reverse()),
        edited(lambda said: said["manifest"]["members"][0].update(size=10**12)),
        edited(lambda said: said.pop("signatures")),
    ],
)
def test_what_this_program_would_not_have_written_is_refused(data: bytes) -> None:
    assert refused(data) == "“{file}” was cut off or changed on its way"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda said: said["manifest"].update(format=FORMAT + 1), "newer version"),
        (lambda said: said["signatures"].append({"by": "x"}), "is signed"),
    ],
)
def test_what_only_a_later_version_understands_is_said_so(change: Any, reason: str) -> None:
    assert reason in refused(edited(change))


def test_a_package_that_unpacks_to_more_than_it_can_be_is_refused() -> None:
    head, (items, _), picture = parts_of(sound())
    items.compress_type = zipfile.ZIP_DEFLATED

    assert "would unpack" in refused(sealed([head, (items, b"\0" * 30_000_000), picture]))


def test_what_is_packed_behind_the_end_of_its_things_is_refused() -> None:
    packing = zlib.compressobj(6, wbits=-15)
    packed = packing.compress(parts_of(sound())[1][1]) + packing.flush()

    assert read(packed_as(packed)) == read(sound())
    assert refused(packed_as(packed + b"more")).endswith("changed on its way")


def test_a_zip_of_something_else_is_no_package() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")

    assert refused(out.getvalue()) == "“{file}” is no package of this program"
