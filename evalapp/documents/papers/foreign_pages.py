"""Pages of other PDF files inside a paper of ours: real pages, so that their text can be found and copied."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import BinaryIO

import pypdfium2
from msgspec import Struct
from pypdfium2 import PdfMatrix, raw

from evalapp.documents.pdfium import ONE_AT_A_TIME


class Placed(Struct, frozen=True):
    """A page of a PDF file and where it goes: the page of ours, and its lower left corner and scale there."""

    pdf: bytes
    number: int
    page: int
    left: float
    bottom: float
    scale: float


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """How wide and high each page of a PDF is as it is read; raises where PDFium cannot read it."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def put_pages(paper: BytesIO, placed: Sequence[Placed], out: BinaryIO) -> None:
    """Write a finished paper with the pages of others put into it."""
    if not placed:
        out.write(paper.getvalue())
        return
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(paper.getvalue()) as ours:
        for _, pages in groupby(placed, key=lambda each: id(each.pdf)):
            _put(ours, list(pages))
        ours.save(out)


def _put(ours: pypdfium2.PdfDocument, placed: Sequence[Placed]) -> None:
    """Put the pages of one file in; stamps and filled fields become part of their page first."""
    with pypdfium2.PdfDocument(placed[0].pdf) as document:
        for each in placed:
            page = document[each.number]
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            drawn = document.page_as_xobject(each.number, ours)
            shown = drawn.as_pageobject()
            shown.set_matrix(PdfMatrix().scale(each.scale, each.scale).translate(each.left, each.bottom))
            under = ours[each.page]
            under.insert_obj(shown)
            under.gen_content()
            under.close()
            drawn.close()
