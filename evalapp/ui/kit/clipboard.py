"""Cells as other programs put them on the clipboard: the most exact of the texts that they offer."""

from PySide6.QtCore import QMimeData

#: LibreOffice's own text of cells. Its plain text has a space for every break and tab inside a cell, and a
#: single cell of several lines comes without quotes; this one quotes what needs it.
LIBREOFFICE_CELLS = "application/x-libreoffice-tsvc"


def cells_text(mime: QMimeData) -> str:
    """The cells as tab-separated text; empty where the clipboard holds none."""
    exact = _decoded(bytes(mime.data(LIBREOFFICE_CELLS).data())) if mime.hasFormat(LIBREOFFICE_CELLS) else ""
    return exact or mime.text()


def _decoded(data: bytes) -> str:
    """The text of bytes that are UTF-16 on one system and UTF-8 on another; empty where they are neither."""
    encoding = (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if b"\0" in data else "utf-8"
    )
    try:
        return data.decode(encoding).rstrip("\0")
    except UnicodeDecodeError:
        return ""
