"""Cells that only their font makes capitals: `.VnTimeH` and its likes draw small TCVN3 letters as capitals.

Runs in the child. Nearly every workbook has no such font, and its sheets are then not looked at.
"""

import re
from collections.abc import Iterator
from typing import Final

_CAPITAL_FONT: Final = re.compile(rb"""<(?:\w+:)?name\s[^>]*val\s*=\s*["']\.Vn[^"']*H["']""")
_FONTS = re.compile(rb"<(?:\w+:)?fonts[\s>](.*?)</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_FONT_OF = re.compile(rb"""\bfontId\s*=\s*["'](\d{1,6})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")


def capital_formats(styles: bytes) -> frozenset[int]:
    """Which cell formats of a workbook have a font that draws small letters as capitals."""
    fonts, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if fonts is None or formats is None or not _CAPITAL_FONT.search(fonts[1]):
        return frozenset()
    capital = {
        number
        for number, font in enumerate(_FONT.finditer(fonts[1]))
        if font[1] and _CAPITAL_FONT.search(font[1])
    }
    return frozenset(
        number
        for number, each in enumerate(_FORMAT.finditer(formats[1]))
        if (font := _FONT_OF.search(each[1])) and int(font[1]) in capital
    )


def capitals_of_sheet(sheet: bytes, formats: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Excel's row number, and the column from 0, of every cell of a sheet that has one of these formats."""
    for cell in _CELL.finditer(sheet):
        style, place = _STYLE.search(cell[1]), _PLACE.search(cell[1])
        if style and place and int(style[1]) in formats:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]), column - 1
