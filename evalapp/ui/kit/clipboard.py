"""Cells on the clipboard: as other programs put them there, and as they take them with figures as figures."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

#: LibreOffice's own text of cells. Its plain text has a space for every break and tab inside a cell, and a
#: single cell of several lines comes without quotes; this one quotes what needs it.
LIBREOFFICE_CELLS = "application/x-libreoffice-tsvc"
_FIGURE = re.compile(r"-?\d+(?:[.,]\d+)?")
#: Said to Excel (`x:`, `mso-`) and to LibreOffice (`sd`): the figure behind what is read, and what is text.
_NUMBER_CELL = '<td x:num="{value}" sdval="{value}" sdnum="{shown}">{text}</td>'
_ANY, _VIETNAMESE = "1033;", "1033;1066;0,{places}"  # as whoever takes it writes them; as they read here
_TEXT_CELL = '<td x:str sdnum="1033;0;@" style=\'mso-number-format:"\\@"\'>{text}</td>'
_HEADING = "<th>{text}</th>"
_LINED = ' border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse"'  # as a letter has it
_TABLE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
    "</head><body><table{look}>{rows}</table></body></html>"
)


def cells_mime(
    rows: Sequence[Sequence[str]], text: str, figures: Sequence[bool], *, headed: bool = False
) -> QMimeData:
    """Cells for a spreadsheet, beside their plain text; `figures` says in which columns figures stand.

    Where they are `headed` the first row is one of headings.

    A comma is the decimal mark of what is read here and no part of a figure there; everything else is a
    text, so that nothing that looks like a formula is ever worked out.
    """
    made = QMimeData()
    made.setText(text)
    heads = ["".join(_HEADING.format(text=escape(title)) for title in rows[0])] if headed else []
    made_cell = _read_cell if headed else _cell
    lines = ("".join(map(made_cell, row, figures)) for row in rows[len(heads) :])
    look = _LINED if headed else ""
    made.setHtml(_TABLE.format(look=look, rows="".join(f"<tr>{line}</tr>" for line in (*heads, *lines))))
    return made


def _cell(text: str, is_figure: bool) -> str:  # noqa: FBT001 - mapped over two lists
    if is_figure and _FIGURE.fullmatch(text):
        return _NUMBER_CELL.format(value=text.replace(",", "."), shown=_ANY, text=escape(text))
    return _TEXT_CELL.format(text=escape(" ".join(text.split("\n")))) if text else "<td></td>"


def _read_cell(text: str, is_figure: bool) -> str:  # noqa: FBT001 - mapped over two lists
    """A cell that reads in a letter as it does here."""
    places = "0" * len(text.partition(",")[2])
    shown = _VIETNAMESE.format(places=places) if places else _ANY
    return _cell(text, is_figure).replace(f'"{_ANY}"', f'"{shown}"')


def has_files(mime: QMimeData) -> bool:
    """Whether something in it can be attached; cells of a workbook are text, though they bring a picture."""
    return any(url.isLocalFile() for url in mime.urls()) or (mime.hasImage() and not mime.hasText())


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
