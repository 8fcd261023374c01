"""How large things are: the text size that somebody chose, and whatever follows from it.

Lengths are declared in pixels at 100 %. What is made after another size was chosen asks here again; spacing
stays as it is, for larger texts need the room themselves.
"""

import re

#: Text sizes that are offered and walked along, in percent.
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
USUAL_SIZE = 100
_PIXELS = re.compile(r"(radius: )?\b(\d+)px")
_LINE = 2  # pixels: a line around something stays as thin as it is


class _Chosen:
    percent = USUAL_SIZE


def text_size() -> int:
    """The text size in use, in percent."""
    return _Chosen.percent


def use_text_size(percent: int) -> None:
    """Make everything this large from now on; the theme is chosen and the window made anew after it."""
    _Chosen.percent = percent


def px(pixels: int) -> int:
    """A length at the text size in use."""
    return round(pixels * _Chosen.percent / USUAL_SIZE)


def scaled(style: str) -> str:
    """A style sheet at the text size in use."""
    return _PIXELS.sub(_scaled, style)


def _scaled(found: re.Match[str]) -> str:
    pixels = int(found[2])
    if found[1]:
        # A corner rounder than half of its box is left out by Qt, and a box grows less than its letters.
        return f"{found[1]}{min(pixels, px(pixels))}px"
    return f"{pixels if pixels <= _LINE else px(pixels)}px"


def row_height() -> int:
    """Of a row of a table."""
    return px(28)


def top_height() -> int:
    """Of the bar above the screens."""
    return px(48)


def control_height() -> int:
    """Of a button or a line that is typed into."""
    return px(30)
