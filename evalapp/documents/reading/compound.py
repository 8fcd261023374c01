"""Errors and fonts in workbooks of Excel 97 to 2003 (.xls), which calamine does not tell. Runs in the child.

Only as much of the compound file and of BIFF8 is read as leads to the cells that hold an error, or have a
font that draws small letters as capitals.
"""

import re
import struct
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from evalapp.documents.reading.archives import RefusedFile

_END_OF_CHAIN: Final = 0xFFFFFFFA
_SMALL_SECTOR: Final = 64
_FORMULA, _END, _BOUND_SHEET, _BOOL_OR_ERROR = 0x0006, 0x000A, 0x0085, 0x0205
_FONT, _FORMAT, _NAME_OF_FONT = 0x0031, 0x00E0, 14
#: Texts in the sheet itself, in the list of all texts, with fonts within, and what a formula gives.
_TEXTS: Final = frozenset({0x0204, 0x00FD, 0x00D6, _FORMULA})
_CAPITAL_FONT: Final = re.compile(rb"\.Vn[ -~]*H$")
_NAMES: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
}
_NOT_AVAILABLE: Final = "#N/A"


def faults_of_xls(content: bytes) -> dict[int, list[tuple[int, int, str]]]:
    """Row and column, both from 0, and the error of every cell that holds one, by the place of its sheet."""
    stream = _workbook_stream(content)
    sheets = [body for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
    starts = [struct.unpack_from("<I", body)[0] for body in sheets]
    return {number: list(_errors(stream, start)) for number, start in enumerate(starts)}


def capitals_of_xls(content: bytes) -> dict[int, list[tuple[int, int]]]:
    """Excel's row number, and the column from 0, of every text that its font draws as capitals, by sheet."""
    stream = _workbook_stream(content)
    fonts, formats, starts = list[bytes](), list[int](), list[int]()
    for kind, body in _records(stream, 0):
        if kind == _FONT:
            fonts.append(body[_NAME_OF_FONT:].replace(b"\0", b""))  # in one byte a letter or in two
        elif kind == _FORMAT and len(body) >= 2:
            formats.append(struct.unpack_from("<H", body)[0])
        elif kind == _BOUND_SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    # No format ever names a font 4: those after the first four count one more.
    capital = {at + (at > 3) for at, font in enumerate(fonts) if _CAPITAL_FONT.search(font)}
    drawn = {at for at, font in enumerate(formats) if font in capital}
    if not drawn:
        return {}
    return {number: list(_texts(stream, start, drawn)) for number, start in enumerate(starts)}


def _texts(stream: bytes, start: int, formats: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where the texts of a sheet that have one of these formats stand."""
    for kind, body in _records(stream, start):
        if kind in _TEXTS and len(body) >= 6:
            row, column, form = struct.unpack_from("<HHH", body)
            if form in formats:
                yield row + 1, column


def _errors(stream: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    for kind, body in _records(stream, start):
        if kind == _BOOL_OR_ERROR and len(body) >= 8 and body[7] == 1:
            code = body[6]
        elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        else:
            continue
        row, column = struct.unpack_from("<HH", body)
        yield row, column, _NAMES.get(code, _NOT_AVAILABLE)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end mark."""
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        if kind == _END:
            return
        yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size


def _workbook_stream(content: bytes) -> bytes:
    """The stream that holds the sheets; a compound file without one is no workbook."""
    size_of_sector = 1 << struct.unpack_from("<H", content, 30)[0]
    directory_at, small_below, small_table_at = struct.unpack_from("<I4xII", content, 48)
    file = content[size_of_sector:]  # the header takes the place of a sector
    table = _numbers(
        b"".join(_sector(file, place, size_of_sector) for place in _tables(content, size_of_sector))
    )
    directory = _chained(file, table, directory_at, size_of_sector)
    for place in range(0, len(directory) - 127, 128):
        if _name(directory, place) in {"workbook", "book"}:
            first, size = struct.unpack_from("<II", directory, place + 116)
            if size >= small_below:
                return _chained(file, table, first, size_of_sector)[:size]
            all_small = _chained(file, table, struct.unpack_from("<I", directory, 116)[0], size_of_sector)
            small_table = _numbers(_chained(file, table, small_table_at, size_of_sector))
            return _chained(all_small, small_table, first, _SMALL_SECTOR)[:size]
    raise RefusedFile("not_a_workbook")


def _name(directory: bytes, place: int) -> str:
    size = struct.unpack_from("<H", directory, place + 64)[0]
    return directory[place : place + max(size - 2, 0)].decode("utf-16-le", "replace").lower()


def _tables(content: bytes, size_of_sector: int) -> Iterator[int]:
    """The sectors that say which sector follows which: in the header, in large files in a chain too."""
    yield from (place for place in struct.unpack_from("<109I", content, 76) if place < _END_OF_CHAIN)
    more_at = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while more_at < _END_OF_CHAIN and more_at not in seen:
        seen.add(more_at)
        *listed, more_at = _numbers(_sector(content[size_of_sector:], more_at, size_of_sector))
        yield from (place for place in listed if place < _END_OF_CHAIN)


def _numbers(sectors: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(sectors) // 4}I", sectors)


def _chained(content: bytes, table: Sequence[int], place: int, size_of_sector: int) -> bytes:
    sectors: list[bytes] = []
    while place < len(table):
        if len(sectors) > len(table):
            raise RefusedFile("damaged")
        sectors.append(_sector(content, place, size_of_sector))
        place = table[place]
    return b"".join(sectors)


def _sector(content: bytes, place: int, size: int) -> bytes:
    return content[place * size : (place + 1) * size].ljust(size, b"\0")
