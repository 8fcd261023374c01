"""The workbook that goes back to whoever sent a list: its refused rows as they came, and why."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl.cell import Cell as OutCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.plain_text import for_cell
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.lists import ReadList, ReadRow, RefusedCell
from evalapp.documents.reading.specs import REASON_HEADER, ROW_HEADER

_A4: Final = 9
_LINE: Final = 15
_WIDEST: Final = 60
_NARROWEST: Final = 8
#: Widths are set before the first row is written, so they are guessed from the first rows.
_LOOKED_AT: Final = 200
_HEAD_FONT: Final = Font(bold=True, color="FFFFFFFF")
_HEAD_FILL: Final = PatternFill("solid", start_color="FF1F4E78")
_MARK: Final = PatternFill("solid", start_color="FFFCE4D6")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")


def write_error_workbooks(
    out: Path, parts: Sequence[ReadList], refused: Sequence[tuple[str | None, RefusedCell]]
) -> None:
    """The refused rows of a list in several sheets: a workbook for each, the first called as asked."""
    written = 0
    for part in parts:
        theirs = [cell for sheet, cell in refused if sheet in (None, part.sheet)]
        if theirs:
            written += 1
            write_error_workbook(
                out if written == 1 else out.with_stem(f"{out.stem}-{written}"), part, theirs
            )


def write_error_workbook(out: Path, read: ReadList, refused: Sequence[RefusedCell]) -> None:
    """Write the refused rows under the office's own headers, to be corrected here and imported again."""
    reasons: dict[int, list[RefusedCell]] = {}
    for one in refused:
        reasons.setdefault(one.row, []).append(one)
    rows = {row.number: row for row in read.rows if row.number in reasons}
    lines = [(reasons[number], rows.get(number, ReadRow(number, {}, {}))) for number in sorted(reasons)]
    headers = [ROW_HEADER, *read.headers.values(), *read.extra_headers, REASON_HEADER]

    workbook = Workbook(write_only=True)
    sheet: Worksheet = workbook.create_sheet("Dòng bị từ chối")
    _set_page(sheet, headers, [[cell_text(c) for c in _cells(read, row)] for _, row in lines[:_LOOKED_AT]])
    sheet.append([_head(sheet, header) for header in headers])
    for place, (why, row) in enumerate(lines, start=2):
        texts = [_reason(one) for one in why]
        longest = max(len(cell_text(cell)) for cell in (None, *_cells(read, row)))
        sheet.row_dimensions[place].height = _LINE * max(
            _lines(longest), sum(_lines(len(text)) for text in texts)
        )
        marked = {one.column for one in why}
        number = _as_it_came(sheet, Decimal(row.number), is_refused=False)
        cells = zip(headers[1:-1], _cells(read, row), strict=True)
        came = [_as_it_came(sheet, cell, is_refused=header in marked) for header, cell in cells]
        sheet.append([number, *came, _text(sheet, "\n".join(texts))])
    with whole_or_not_at_all(out) as unfinished:
        workbook.save(unfinished)


def _cells(read: ReadList, row: ReadRow) -> Iterator[Cell]:
    yield from (row.cell(key) for key in read.headers)
    yield from (row.extra.get(header) for header in read.extra_headers)


def _reason(one: RefusedCell) -> str:
    return f"{one.column}: {one.reason}" if one.column else one.reason


def _as_it_came(sheet: Worksheet, cell: Cell, *, is_refused: bool) -> OutCell:
    """Numbers stay numbers, so that they come back exactly; everything else is text and can be no formula."""
    written = _text(sheet, cell_text(cell))
    if isinstance(cell, Decimal):
        written.value = cell
        written.number_format = "General"
    if is_refused:
        written.fill = _MARK
    return written


def _head(sheet: Worksheet, header: str) -> OutCell:
    written = _text(sheet, header)
    written.font = _HEAD_FONT
    written.fill = _HEAD_FILL
    return written


def _text(sheet: Worksheet, text: str) -> OutCell:
    written = WriteOnlyCell(sheet, for_cell(text) or None)
    written.data_type = "s" if written.value else "n"
    written.quotePrefix = text.startswith(("=", "+", "-", "@"))
    written.number_format = "@"
    written.alignment = _WRAP
    return written


def _lines(letters: int) -> int:
    """How many lines a text takes in the widest column."""
    return -(-letters // (_WIDEST - 5)) or 1


def _set_page(sheet: Worksheet, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for index, header in enumerate(headers, start=1):
        longest = max((len(row[index - 2]) for row in rows if 2 <= index < len(headers)), default=0)
        wanted = _WIDEST if header == REASON_HEADER else max(len(header), longest) + 2
        sheet.column_dimensions[get_column_letter(index)].width = min(max(wanted, _NARROWEST), _WIDEST)
