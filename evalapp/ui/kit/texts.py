"""Texts of one font that are painted again and again: laid out once, which is most of what painting takes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTransform

_MOST = 4_000  # that are kept: what a few screens show


def in_lines(text: str, metrics: QFontMetrics, widest: int) -> str:
    """A text in lines that are no wider, as far as its words allow."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > widest:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)


class Texts:
    """Short texts in a font, each on one line."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._widths: dict[str, int] = {}  # of signs, of which there are few
        self._known: dict[tuple[str, int], tuple[QStaticText, int]] = {}

    def draw(self, painter: QPainter, at: tuple[int, int, int], text: str, *, to_right: bool) -> None:
        """Draw a text between a left and a right edge, under a top; one that is too long is cut short."""
        left, right, top = at
        known = self._known.get((text, right - left)) or self._made(text, right - left)
        painter.drawStaticText(right - known[1] if to_right else left, top, known[0])

    def width(self, text: str) -> int:
        """How much room a text takes."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = self._metrics.horizontalAdvance(text)
        return known

    def top_in(self, top: int, height: int) -> int:
        """Where texts begin that stand in the middle of a row."""
        return top + (height - self._metrics.height()) // 2

    def _made(self, text: str, room: int) -> tuple[QStaticText, int]:
        if len(self._known) >= _MOST:
            self._known.clear()
        said = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        static = QStaticText(said)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.prepare(QTransform(), self.font)
        made = self._known[text, room] = static, self._metrics.horizontalAdvance(said)
        return made
