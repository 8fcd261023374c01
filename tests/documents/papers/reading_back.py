"""What a reader of our papers sees: text of pages, cells of sheets."""

import io
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from python_calamine import CalamineWorkbook

from evalapp.documents.papers.summary_lines import COLUMNS


def pages(pdf: bytes | Path) -> list[str]:
    """What is copied from each page; no paper ever gives letters apart from their accents."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        read = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    assert all(unicodedata.is_normalized("NFC", text) for text in read)
    return read


def text_of(pdf: bytes | Path) -> str:
    return " ".join(pages(pdf))


def closed_up(text: str) -> str:
    # A hyphen at the end of a printed line is read back as U+FFFE.
    return "".join(text.replace("\ufffe", "-").split())


def first_sheet(book: bytes | Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(book) if isinstance(book, bytes) else book).worksheets[0]


def source_of(book: bytes) -> dict[Any, Any]:
    hidden: Any = openpyxl.load_workbook(io.BytesIO(book))["_nguon"]
    return {"state": hidden.sheet_state, **dict(hidden.values)}


def row_of(sheet: Any, column: int, text: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def people_of(sheet: Any) -> list[tuple[Any, ...]]:
    first = row_of(sheet, 1, "STT") + 1
    found = list(sheet.iter_rows(min_row=first, max_col=len(COLUMNS), values_only=True))
    return found[: next((n for n, row in enumerate(found) if not isinstance(row[0], int)), len(found))]


def texts_of(book: bytes) -> list[str]:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    rows = sheets.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell]
