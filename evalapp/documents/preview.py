"""A paper as pictures of its pages, to be looked at before it is printed."""

from pathlib import Path

import pypdfium2
from msgspec import Struct

from evalapp.documents.pdfium import ONE_AT_A_TIME

#: How many points a PDF has to the inch.
_POINTS = 72


class PagePicture(Struct, frozen=True):
    """One page: three bytes for each point, red, green and blue, row after row without gaps."""

    width: int
    height: int
    pixels: bytes


def pages_of(pdf: bytes, *, dots: int = 110) -> tuple[PagePicture, ...]:
    """Draw every page of a PDF at so many dots to the inch."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return tuple(_picture(page, dots) for page in document)


def page_of(pdf: bytes, number: int, *, width: int) -> PagePicture:
    """Draw one page of a PDF, counted from 0, so many points wide."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        return _picture(page, round(width * _POINTS / page.get_width()))


def _picture(page: pypdfium2.PdfPage, dots: int) -> PagePicture:
    bitmap = page.render(scale=dots / _POINTS)
    try:
        image = bitmap.to_pil().convert("RGB")
        return PagePicture(image.width, image.height, image.tobytes())
    finally:
        bitmap.close()
        page.close()


def text_of(pdf: Path) -> tuple[str, ...]:
    """What can be read on each page of a PDF file, its lines joined by single spaces."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return tuple(" ".join(_text(page).split()) for page in document)


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return text.get_text_range()
    finally:
        text.close()
        page.close()
