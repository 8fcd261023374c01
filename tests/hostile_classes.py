"""What nobody should send, by class: made by code, so that none of it lies in the repository.

Each class makes any number of files and says what became of each: refused in words, taken as it is, or wrong.
`python -m evalapp.devtools hostile` prints how many of each there were.
"""

import io
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

from evalapp.base.errors import UserError
from evalapp.documents.packages import read_package
from evalapp.documents.papers.form_pdf import write_forms
from evalapp.documents.photos import prepare_photo
from evalapp.documents.reading.cells import BadCell
from evalapp.documents.reading.workbook import Workbook, read_workbook
from tests import photos
from tests.documents import test_packages as packages
from tests.documents.papers.reading_back import closed_up, pages
from tests.documents.papers.samples import participant, person_sheet
from tests.documents.reading import hostile

REFUSED, TAKEN = "refused", "taken"
#: Says what became of the file of that number; anything but these two words is wrong.
Class = Callable[[int, Path], str]

_SPECIAL_BOOKS = (
    hostile.not_a_workbook, hostile.random_bytes, hostile.empty_file, hostile.other_archive,
    hostile.other_compound, hostile.binary_workbook, hostile.without_sheet_part, hostile.encrypted,
)  # fmt: skip
_BOMBS = (hostile.zip_bomb, hostile.lying_bomb, hostile.million_entries, hostile.shared_text_bomb)
_ENTITIES = (hostile.entities, hostile.external_entity, hostile.entities_in_utf16)
_ODD_BOOKS = (hostile.coloured, hostile.with_macros, hostile.far_blank, hostile.thousand_sheets)
#: Names as they are typed to break a paper, a workbook or a list.
_TEXTS = (
    "Trần <b Thi", "=cmd|' /C calc'!A0", "<img src=x>", "{0}", "%s%n", "${x}", "&#65;", "@SUM(A1)", "-1+1",
    "';DROP TABLE mark;--", "Nguye\u0302\u0303n", "\u202eAn nìhnA", "#REF!", "0001", "1e5", "TRUE",
)  # fmt: skip


def _refused_book(make: Callable[[Path], Path], folder: Path) -> str:
    try:
        read_workbook(make(folder / "ds.xlsx"))
    except UserError:
        return REFUSED
    return "read, though it should not be"


def _odd_book(number: int, folder: Path) -> str:
    rows = read_workbook(_ODD_BOOKS[number % len(_ODD_BOOKS)](folder / "ds.xlsx")).sheets[0].rows
    is_right = rows[0].cells == hostile.PEOPLE_HEADER and rows[1].cells[1:] == hostile.AN[1:]
    return TAKEN if is_right else f"read otherwise: {rows[:2]}"


@cache
def _sound_book() -> tuple[bytes, Workbook]:
    with tempfile.TemporaryDirectory() as folder:
        path = hostile.people(Path(folder) / "ds.xlsx")
        return path.read_bytes(), read_workbook(path)


def _changed_book(change: Callable[[bytes, Random], bytes], number: int, folder: Path) -> str:
    """A damaged list is refused, or read exactly as it was: what was lost did not matter."""
    content, sound = _sound_book()
    path = folder / "ds.xlsx"
    path.write_bytes(change(content, Random(number)))
    try:
        return TAKEN if read_workbook(path) == sound else "read otherwise than it was"
    except UserError:
        return REFUSED


def _typed_cell(number: int, folder: Path) -> str:
    """What looks like a formula, a number or a command in a name is text, or is said to be no text."""
    text = _TEXTS[number % len(_TEXTS)]
    xml = text.replace("&", "&amp;").replace("<", "&lt;")
    path = hostile.with_cells(folder / "ds.xlsx", f'<c r="C4" t="inlineStr"><is><t>{xml}</t></is></c>')
    cell = read_workbook(path).sheets[0].rows[-1].cells[2]
    if isinstance(cell, BadCell):  # "#REF!" as text is an error that was copied as values
        return REFUSED
    return TAKEN if isinstance(cell, str) else f"read as {cell!r}"


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flipped(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwritten(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(64) + data[start + 64 :]


def _package(change: Callable[[bytes, Random], bytes], number: int, _folder: Path) -> str:
    changed = change(packages.sound(), Random(number))
    try:
        with read_package("goi.evpkg", io.BytesIO(changed)) as package:
            package.items()
            package.content(packages.DIGEST)
    except UserError:
        return REFUSED
    return TAKEN if changed == packages.sound() else "a changed package was read"


def _photo(change: Callable[[bytes, Random], bytes], number: int, _folder: Path) -> str:
    """A damaged picture is refused or shown as far as it goes; where it was taken is never in the copy."""
    chance = Random(number)
    came = change(photos.photo((320, 240), place=True, orientation=1 + number % 8), chance)
    try:
        picture = prepare_photo("IMG.jpg", came, keeps_place=False).picture.data
    except UserError:
        return REFUSED
    return TAKEN if not dict(Image.open(io.BytesIO(picture)).getexif()) else "the copy tells a place"


def _no_photo(number: int, _folder: Path) -> str:
    data = (photos.bomb(), photos.heic(), b"", b"MZ" + bytes(200), b"<svg onload='x()'/>")[number % 5]
    try:
        prepare_photo("IMG.jpg", data, keeps_place=False)
    except UserError:
        return REFUSED
    return "taken for a photo"


def _printed(number: int, _folder: Path) -> str:
    """A name prints exactly as it was typed; letters that change their order are not compared."""
    text = _TEXTS[number % len(_TEXTS)] + _TEXTS[number // len(_TEXTS) % len(_TEXTS)]
    out = io.BytesIO()
    write_forms(out, [person_sheet(participant(name=text))])
    found = closed_up("".join(pages(out.getvalue())))
    comparable = "\u202e" not in text and "\u0302" not in text
    return TAKEN if not comparable or closed_up(text) in found else f"{text!r} is not printed"


def _changing(
    of: Callable[[Callable[[bytes, Random], bytes], int, Path], str], change: Callable[[bytes, Random], bytes]
) -> Class:
    return lambda number, folder: of(change, number, folder)


def _one_of(makers: tuple[Callable[[Path], Path], ...]) -> Class:
    return lambda number, folder: _refused_book(makers[number % len(makers)], folder)


CLASSES: Mapping[str, Class] = {
    "workbook: no workbook at all": _one_of(_SPECIAL_BOOKS),
    "workbook: bombs": _one_of(_BOMBS),
    "workbook: entities": _one_of(_ENTITIES),
    "workbook: far cells": _one_of((hostile.far_cell,)),
    "workbook: odd, but right": _odd_book,
    "workbook: cut off": _changing(_changed_book, _cut),
    "workbook: bits turned": _changing(_changed_book, _flipped),
    "workbook: written over": _changing(_changed_book, _overwritten),
    "workbook: hostile names": _typed_cell,
    "package: cut off": _changing(_package, _cut),
    "package: bits turned": _changing(_package, _flipped),
    "package: written over": _changing(_package, _overwritten),
    "photo: cut off": _changing(_photo, _cut),
    "photo: bits turned": _changing(_photo, _flipped),
    "photo: written over": _changing(_photo, _overwritten),
    "photo: none, or a bomb": _no_photo,
    "paper: hostile names": _printed,
}
