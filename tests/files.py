"""Small real files of every kind, and some that only look like one."""

import io
import zipfile

from openpyxl import Workbook
from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def pdf(text: str = "Biên bản", *, password: str | None = None) -> bytes:
    """A document of one page, locked where there is a password."""
    out = io.BytesIO()
    page = Canvas(out, invariant=1, encrypt=password)
    page.drawString(72, 720, text.encode("ascii", "ignore").decode())
    page.setTitle(text)
    page.save()
    return out.getvalue()


def picture(kind: str = "PNG", colour: str = "white") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, kind)
    return out.getvalue()


def workbook() -> bytes:
    """A workbook with one cell."""
    out = io.BytesIO()
    book = Workbook()
    book.worksheets[0]["A1"] = "Số liệu"
    book.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A packed file of these parts; a double underscore in a name stands for a slash, one for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()
