"""The process that opens a workbook somebody sent: limited, so that a hostile file hurts nothing else.

Called with what to read the file as (`archive`, `compound`, `text`, `page`, `sheets` in XML; `far` to look
for the cell that was too much) and its path; answers on standard output with one JSON document, and touches
nothing.
"""

import gc
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import python_calamine as calamine

from evalapp.documents.reading.archives import RefusedFile, kind_of, open_archive, sheet_numbers, xml_parts
from evalapp.documents.reading.capitals import capital_formats, capitals_of_sheet
from evalapp.documents.reading.compound import capitals_of_xls, faults_of_xls
from evalapp.documents.reading.delimited import read_delimited
from evalapp.documents.reading.faults import FORMULA, faults_of_sheet, refuse_far_cells, refuse_faults_of_ods
from evalapp.documents.reading.sheet_formulas import SheetFormulas
from evalapp.documents.reading.web_tables import read_web_page
from evalapp.documents.reading.xml_sheets import read_xml_sheets

MAX_MEMORY: Final = 512 * 1024 * 1024
MAX_SECONDS: Final = 25
MAX_CELLS: Final = 2_500_000
MAX_ANSWER: Final = 96 * 1024 * 1024

_STYLES: Final = "xl/styles.xml"

Faults = dict[int, list[tuple[int, int, str]]]


def main(arguments: Sequence[str]) -> int:
    """Read one file and print what is in it, or why it is refused."""
    _limit_this_process()
    gc.disable()  # it lives for one file, and nothing it makes refers back
    kind, path = arguments
    try:
        written = _written(_answer(kind, Path(path)))
    except RefusedFile as refusal:
        written = json.dumps({"refused": refusal.code, "where": refusal.where}).encode()
    except MemoryError:
        written = b'{"refused": "too_large", "where": ""}'
    sys.stdout.buffer.write(written)
    return 0


def _written(answer: dict[str, Any]) -> bytes:
    """The answer as JSON; a text that a million cells share is small in the file only."""
    written = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_told).encode()
    if len(written) > MAX_ANSWER:
        raise RefusedFile("too_large")
    return written


def _limit_this_process() -> None:
    if sys.platform == "win32":
        return  # there the parent's clock is the only limit
    import resource  # Windows has none

    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _answer(kind: str, path: Path) -> dict[str, Any]:
    if kind == "text":
        rows, code_page = read_delimited(path)
        return {"sheets": [_Budget().sheet("", rows)], "code_page": code_page}
    if kind == "page":
        rows, merged, code_page = read_web_page(path)
        return {"sheets": [_Budget().sheet("", rows) | {"merged": merged}], "code_page": code_page}
    if kind == "sheets":
        return {"sheets": read_xml_sheets(path)}
    try:
        if kind == "far":
            return _far(path)
        faults = _faults(path) if kind == "archive" else faults_of_xls(path.read_bytes())
        with path.open("rb") as stream, calamine.CalamineWorkbook.from_filelike(stream) as workbook:
            capitals = _capitals(path) if kind == "archive" else capitals_of_xls(path.read_bytes())
            return {"sheets": _sheets(workbook, faults, capitals)}
    except calamine.PasswordError:
        raise RefusedFile("encrypted") from None
    except (
        calamine.CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        KeyError,
        ValueError,
        EOFError,
        struct.error,
        NotImplementedError,
        OSError,
    ) as error:
        raise RefusedFile("damaged", str(error)[:200]) from None


def _faults(path: Path) -> Faults:
    """Check every part of a packed workbook, and find the cells calamine would give as blank, by sheet."""
    with open_archive(path) as archive:
        if kind_of(archive) == "ods":
            for name, content in xml_parts(archive):
                if name == "content.xml":
                    refuse_faults_of_ods(content)
            return {}
        numbers = sheet_numbers(archive)
        faults: Faults = {}
        for name, content in xml_parts(archive):
            if name in numbers:
                faults[numbers[name]] = list(faults_of_sheet(content))
        return faults


def _capitals(path: Path) -> dict[int, list[tuple[int, int]]]:
    """The cells that their font draws as capitals, by sheet."""
    with open_archive(path) as archive:
        if _STYLES not in archive.namelist():
            return {}
        formats = capital_formats(archive.read(_STYLES))
        if not formats:
            return {}
        numbers = sheet_numbers(archive)
        return {
            numbers[name]: list(capitals_of_sheet(content, formats))
            for name, content in xml_parts(archive)
            if name in numbers
        }


def _far(path: Path) -> dict[str, Any]:
    """Name the value that made a workbook too large, or say that it is too large."""
    with open_archive(path) as archive:
        numbers = sheet_numbers(archive)
        for name, content in xml_parts(archive):
            if name in numbers:
                refuse_far_cells(content)
    raise RefusedFile("too_large")


def _sheets(
    workbook: calamine.CalamineWorkbook, faults: Faults, capitals: dict[int, list[tuple[int, int]]]
) -> list[dict[str, Any]]:
    budget = _Budget()
    sheets: list[dict[str, Any]] = []
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ is calamine.SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_index(number)
            rows = sheet.to_python(skip_empty_area=False)
            told = budget.sheet(about.name, rows)
            told |= _told_faults(rows, faults.get(number, []))
            told["visible"] = about.visible is calamine.SheetVisibleEnum.Visible
            told["capitals"] = capitals.get(number, [])
            told["merged"] = sheet.merged_cell_ranges or []
            sheets.append(told)
    return sheets


def _told_faults(
    rows: Sequence[Sequence[Any]], faults: Sequence[tuple[int, int, str]]
) -> dict[str, list[tuple[int, int, str]]]:
    """The faults of a sheet, and the results of those formulas without one that are plain."""
    told: dict[str, list[tuple[int, int, str]]] = {"faults": [], "computed": []}
    formulas = SheetFormulas(rows, faults)
    for row, column, fault in faults:
        result = formulas.result(row, column)
        key = "computed" if result else "faults"
        told[key].append((row, column, result or (FORMULA if fault.startswith(FORMULA) else fault)))
    return told


class _Budget:
    """How many cells one workbook may still hold."""

    def __init__(self) -> None:
        self.cells = MAX_CELLS

    def sheet(self, name: str, rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
        """One sheet as plain values: rows that hold anything, with their numbers, without trailing blanks."""
        kept = [told for number, row in enumerate(rows, start=1) if (told := self._row(number, row))]
        return {"name": name, "visible": True, "merged": [], "rows": kept, "faults": [], "computed": []}

    def _row(self, number: int, row: Sequence[Any]) -> list[Any] | None:
        last = len(row)
        while last and row[last - 1] == "":
            last -= 1
        self.cells -= last
        if self.cells < 0:
            raise RefusedFile("too_large")
        return [number, row[:last]] if last else None


def _told(value: object) -> object:
    """What JSON has no word for: days and times, as a list of their kind and their ISO text."""
    match value:
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case _:
            return ["duration", str(value)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
