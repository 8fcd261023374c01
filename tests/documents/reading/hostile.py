"""Workbooks as nobody should send them, and as offices do: made by code, so none lies in the repository."""

import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

PEOPLE_HEADER = ("STT", "Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ")
AN = (1, "NV001", "Nguyễn Thị An", "28/02/1980", "TP", "Chuyên viên")
BINH = (2, "NV002", "Trần Văn Bình", "05/11/1975", "TP", "Trưởng phòng")


def workbook(
    path: Path, rows: Iterable[Sequence[Any]], merged: Sequence[str] = (), title: str = "Sheet1"
) -> Path:
    """An ordinary workbook with these rows on its one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def sheets(path: Path, content: Mapping[str, Iterable[Sequence[Any]]], hidden: Sequence[str] = ()) -> Path:
    """A workbook of several sheets, some of them hidden."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def people(path: Path) -> Path:
    """A people list without anything wrong in it."""
    return workbook(path, [PEOPLE_HEADER, AN, BINH])


def with_parts(
    path: Path, parts: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> Path:
    """A people list whose packed parts were changed, and others added."""
    source = people(path.with_suffix(".source.xlsx"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, bytes)(old.read(name)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    source.unlink()
    return path


SHEET = "xl/worksheets/sheet1.xml"


def with_cells(path: Path, cells: str, row: int = 4) -> Path:
    """A people list with one more row of raw XML cells."""
    xml = f'<row r="{row}">{cells}</row></sheetData>'.encode()
    return with_parts(path, {SHEET: lambda sheet: sheet.replace(b"</sheetData>", xml)})


def not_a_workbook(path: Path) -> Path:
    path.write_text("<html><table><tr><td>Mã CB</td></tr></table></html>", encoding="utf-8")
    return path


def random_bytes(path: Path) -> Path:
    path.write_bytes(bytes(range(1, 256)) * 40)
    return path


def empty_file(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def truncated(path: Path) -> Path:
    whole = people(path).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def flipped(path: Path) -> Path:
    """A people list in which one bit of the sheet was lost on the way."""
    content = bytearray(people(path).read_bytes())
    content[content.find(SHEET.encode()) + len(SHEET) + 40] ^= 0x10
    path.write_bytes(content)
    return path


def other_archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return path


def binary_workbook(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01")
    return path


def without_sheet_part(path: Path) -> Path:
    return with_parts(path, {"xl/workbook.xml": lambda xml: xml.replace(b"<sheets>", b"<sheets")})


def zip_bomb(path: Path) -> Path:
    """Some hundred kilobytes that unpack to more than a list can be."""
    return with_parts(path, {}, {"xl/media/image1.xml": b" " * 300_000_000})


def lying_bomb(path: Path) -> Path:
    """A sheet of 120 MB that declares a size of 1,000 bytes."""
    with_parts(
        path, {SHEET: lambda sheet: sheet.replace(b"</sheetData>", b" " * 120_000_000 + b"</sheetData>")}
    )
    content = bytearray(path.read_bytes())
    for mark, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = content.find(mark)
        while place >= 0:
            if content[place + name_at :].startswith(SHEET.encode()):
                struct.pack_into("<I", content, place + size_at, 1000)
            place = content.find(mark, place + 1)
    path.write_bytes(content)
    return path


def million_entries(path: Path) -> Path:
    """An archive that says it holds more entries than any workbook."""
    content = bytearray(people(path).read_bytes())
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", content, end + 8, 65_000, 65_000)
    path.write_bytes(content)
    return path


def entities(path: Path) -> Path:
    """A billion laughs in the shared strings."""
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = f'<?xml version="1.0"?><!DOCTYPE sst [{"".join(lines)}]><sst><si><t>&a9;</t></si></sst>'.encode()
    return with_parts(path, {}, {"xl/sharedStrings.xml": bomb})


def external_entity(path: Path) -> Path:
    """A sheet that asks for a file of the machine it is read on."""
    return with_parts(path, {SHEET: lambda sheet: sheet.replace(b"<worksheet", _EXTERNAL, 1)})


_EXTERNAL = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'


def entities_in_utf16(path: Path) -> Path:
    """Entities that a search for ASCII letters does not see."""
    return with_parts(
        path, {SHEET: lambda sheet: sheet.replace(b"<worksheet", _EXTERNAL, 1).decode().encode("utf-16")}
    )


def far_cell(path: Path) -> Path:
    return with_cells(path, '<c r="XFD1048576"><v>7</v></c>', row=1_048_576)


def far_blank(path: Path) -> Path:
    return with_cells(path, '<c r="XFD1048576" s="0"/>', row=1_048_576)


def many_styled_rows(path: Path) -> Path:
    """A list whose maker coloured whole columns: a million rows that hold nothing."""
    rows = "".join(
        f'<row r="{n}" s="0" customFormat="1"><c r="A{n}" s="0"/></row>' for n in range(4, 1_000_000)
    )
    return with_parts(
        path, {SHEET: lambda sheet: sheet.replace(b"</sheetData>", rows.encode() + b"</sheetData>")}
    )


def shared_text_bomb(path: Path) -> Path:
    """One text of 32,000 letters that 200,000 cells share."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(4, 200_000))
    texts = f'<?xml version="1.0"?><sst xmlns="{_MAIN}"><si><t>{"a" * 32_000}</t></si></sst>'.encode()
    sheet = {SHEET: lambda sheet: sheet.replace(b"</sheetData>", cells.encode() + b"</sheetData>")}
    return with_parts(path, sheet, {"xl/sharedStrings.xml": texts})


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def thousand_sheets(path: Path) -> Path:
    return sheets(path, {"Danh sách": [PEOPLE_HEADER, AN], **{f"Trang {n}": [("x",)] for n in range(1_000)}})


def with_macros(path: Path) -> Path:
    """A workbook that carries a macro project, which nothing may run."""
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = {"[Content_Types].xml": lambda xml: xml.replace(plain, macro)}
    return with_parts(path, types, {"xl/vbaProject.bin": compound({"VBA": b"Sub Auto_Open()" * 500})})


def coloured(path: Path) -> Path:
    """A list with colours, widths and frozen panes, as people keep them."""
    people(path)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (PEOPLE_HEADER, AN, BINH):
        sheet.append(row)
    for cell in sheet[1]:
        cell.fill = PatternFill("solid", start_color="FFFF00")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = "A1:F3"
    book.save(path)
    return path


def encrypted(path: Path) -> Path:
    """What Excel writes when a workbook is given a password."""
    path.write_bytes(
        compound(
            {"EncryptionInfo": b"\x04\x00\x04\x00" + b"<encryption/>" * 400, "EncryptedPackage": b"\7" * 9000}
        )
    )
    return path


def other_compound(path: Path) -> Path:
    """An old Word document: a compound file without a workbook."""
    path.write_bytes(compound({"WordDocument": b"\xec\xa5" * 4000}))
    return path


def old_workbook(path: Path, cells: Sequence[bytes], fonts: Sequence[str] = ()) -> Path:
    """A workbook of Excel 97 with one sheet of these BIFF8 records, and a format for each of these fonts."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)
    sheet = record(0x0809, begin[:2] + b"\x10\x00" + begin[4:]) + b"".join(cells) + record(0x000A, b"")
    name = b"\x05\x00Sheet"
    before = record(0x0809, begin)
    for font in fonts:
        named = struct.pack("<BB", len(font), 1) + font.encode("utf-16-le")
        before += record(0x0031, struct.pack("<HHHHHBBBB", 240, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + named)
    for at in range(len(fonts)):
        before += record(0x00E0, struct.pack("<HHHHIIHH", at + (at > 3), 0, 0, 0, 0, 0, 0, 0))
    bound_size = 4 + 6 + len(name)
    start = len(before) + bound_size + 4
    stream = before + record(0x0085, struct.pack("<IH", start, 0) + name) + record(0x000A, b"") + sheet
    path.write_bytes(compound({"Workbook": stream.ljust(4096, b"\0")}))
    return path


def old_text(row: int, column: int, text: str, form: int = 0) -> bytes:
    encoded = text.encode("utf-16-le")
    body = struct.pack("<HHHHB", row, column, form, len(text), 1) + encoded
    return struct.pack("<HH", 0x0204, len(body)) + body


def old_error(row: int, column: int, code: int) -> bytes:
    return struct.pack("<HHHHHBB", 0x0205, 8, row, column, 0, code, 1)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file, which holds an .xls or an encrypted workbook, with streams of 4096 bytes or more."""
    sector = 512
    chains: list[tuple[int, int]] = []
    body = b""
    for content in streams.values():
        padded = content.ljust(-(-max(len(content), 4096) // sector) * sector, b"\0")
        chains.append((len(body) // sector, len(padded) // sector))
        body += padded
    directory_at = len(body) // sector
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        sibling = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, chains[number - 1][0], max(len(content), 4096), right=sibling))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // sector) * sector, b"\0")
    chains.append((directory_at, len(directory) // sector))
    body += directory
    table_at = len(body) // sector
    table: list[int] = []
    for start, count in chains:
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
    table_sectors = (len(table) + 128) // 128 + 1
    table += [0xFFFFFFFD] * table_sectors
    table += [0xFFFFFFFF] * (table_sectors * 128 - len(table))
    body += struct.pack(f"<{len(table)}I", *table)
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, table_sectors, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    places = [table_at + number for number in range(table_sectors)]
    return header + struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - len(places))) + body


def _entry(
    name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<II", start, size)
        + bytes(4)
    )


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def true_dates(path: Path) -> Path:
    """Dates as a machine set to month first leaves them: half of them text, half of them swapped."""
    rows = [
        (1, "NV001", "Nguyễn Thị An", date(1980, 3, 5), "TP", ""),
        (2, "NV002", "Trần Văn Bình", "28/02/1980", "TP", ""),
        (3, "NV003", "Lê Thị Cúc", date(1981, 4, 4), "TP", ""),
    ]
    return workbook(path, [PEOPLE_HEADER, *rows])
