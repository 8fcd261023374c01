"""The palette: named colours for light and dark, and the arithmetic that proves them readable."""

from msgspec import Struct
from PySide6.QtGui import QColor

from evalapp.base.columns import Tone

#: Spacing used everywhere, in pixels.
TINY, SMALL, MEDIUM, LARGE = 4, 8, 12, 16
RADIUS = 6


class Colours(Struct, frozen=True):
    """Every colour on screen, by what it is for."""

    name: str
    bg: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    offer: str

    def ink(self, tone: Tone) -> str:
        """The colour of a text that says something by its tone."""
        return {
            Tone.MUTED: self.muted,
            Tone.OK: self.ok,
            Tone.ACCENT: self.accent,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
            Tone.OFFER: self.offer,
        }.get(tone, self.text)

    def soft(self, tone: Tone) -> str:
        """The colour behind a chip of that tone."""
        return {
            Tone.OK: self.ok_soft,
            Tone.ACCENT: self.accent_soft,
            Tone.WARN: self.warn_soft,
            Tone.BAD: self.bad_soft,
        }.get(tone, self.raised)


LIGHT = Colours(
    name="light",
    bg="#F4F6F9",
    surface="#FFFFFF",
    raised="#FAFBFD",
    line="#D9DFE7",
    text="#1B2430",
    muted="#566274",
    accent="#1F5FA8",
    accent_soft="#E3EDF9",
    on_accent="#FFFFFF",
    ok="#1E7145",
    ok_soft="#E2F3E8",
    warn="#8A5A00",
    warn_soft="#FFF1D6",
    bad="#B3261E",
    bad_soft="#FCE5E3",
    offer="#667283",
)
DARK = Colours(
    name="dark",
    bg="#14181F",
    surface="#1C222B",
    raised="#222935",
    line="#364152",
    text="#E7ECF3",
    muted="#A3AFBF",
    accent="#7FB2F0",
    accent_soft="#22374F",
    on_accent="#0E1722",
    ok="#7CCB9B",
    ok_soft="#1D3528",
    warn="#F0C067",
    warn_soft="#3A2E14",
    bad="#F2938C",
    bad_soft="#43211F",
    offer="#95A2B5",
)


class _Shown:
    colours = LIGHT


def colours() -> Colours:
    """The colours in use."""
    return _Shown.colours


def use_colours(chosen: Colours) -> None:
    """Paint with these colours from now on; the theme calls this before it styles the window."""
    _Shown.colours = chosen


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    paint = QColor(colour)
    red, green, blue = (_linear(part) for part in (paint.redF(), paint.greenF(), paint.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
