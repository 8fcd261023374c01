"""Pages of other PDF files in a paper of ours: as they are read, whichever way they were stored."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from evalapp.documents.papers.foreign_pages import Placed, put_pages, sizes_of

CROPPED = (20, 20, 180, 290)


def page(turned: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 300), invariant=1)
    canvas.rect(30, 30, 90, 200, fill=1)
    canvas.drawString(60, 250, "Giay khen")
    canvas.setPageRotation(turned)
    if crop:
        canvas.setCropBox(crop)
    canvas.save()
    return out.getvalue()


def blank(width: float, height: float) -> BytesIO:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, lang="vi")
    canvas.setTitle("Hồ sơ")
    canvas.showPage()
    canvas.save()
    return out


def picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render().to_pil().convert("L")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, CROPPED])
def test_a_page_looks_as_it_does_in_its_own_file(turned: int, crop: tuple[int, int, int, int] | None) -> None:
    source = page(turned, crop)
    width, height = sizes_of(source)[0]
    out = BytesIO()

    put_pages(blank(width, height), [Placed(source, 0, 0, 0, 0, 1)], out)

    apart = ImageChops.difference(picture(out.getvalue()), picture(source))
    assert max(apart.tobytes()) < 100


def test_its_text_can_be_read_and_the_paper_keeps_its_title_and_language() -> None:
    out = BytesIO()

    put_pages(blank(300, 400), [Placed(page(), 0, 0, 10, 20, 0.5)], out)

    with pypdfium2.PdfDocument(out.getvalue()) as document:
        assert "Giay khen" in document[0].get_textpage().get_text_range()
        assert document.get_metadata_dict()["Title"] == "Hồ sơ"
    assert b"/Lang(vi)" in out.getvalue()
