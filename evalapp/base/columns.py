"""Columns declared once: what a table on screen shows, how it is written, and what may be typed into it."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from msgspec import Struct

from evalapp.base.messages import counted, language, shown

Row = TypeVar("Row")

EMPTY = "–"


class Tone(StrEnum):
    """What a text says by its looks; the words must say it too."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    OK = "ok"
    ACCENT = "accent"
    WARN = "warn"
    BAD = "bad"
    OFFER = "offer"  # proposed, and not yet so


def _plain(_row: Any) -> Tone:
    return Tone.PLAIN


def _nothing(_row: Any) -> str:
    return ""


class Column(Struct, Generic[Row], frozen=True):
    """One column: where its value comes from and how it looks.

    `edit` takes the row and the text typed, and returns the changed row or raises `UserError`.
    """

    key: str
    title: str
    value: Callable[[Row], Any]
    width: int = 0  # pixels; 0 shares what is left over
    numeric: bool = False
    chip: bool = False
    tone: Callable[[Row], Tone] = _plain
    tip: Callable[[Row], str] = _nothing
    edit: Callable[[Row, str], Row] | None = None
    editable: Callable[[Row], bool] | None = None
    order: Callable[[Row], Any] | None = None  # what to sort by, where that is not the value
    typed: Callable[[Row], str] | None = None  # what stands in the editor, where that is not what is shown
    empty: str = EMPTY
    wraps: bool = False  # a long text goes on in a second line, for tables of a form's length
    head: Callable[[Row], str] = _nothing  # a line in strong above a text that wraps: what it is about
    dispensable: bool = False  # left out where the others would be cut short
    ticked: Callable[[Row], bool | None] | None = None  # a box in place of the text; None: the row has none
    yields: int = 0  # left out where there is still too little room, rank by rank, the highest first; 0 never

    def text(self, row: Row, decimals: int = 0) -> str:
        """The cell as people read it; what is not known is a dash, never 0."""
        value = self.value(row)
        if value is None:
            return self.empty
        if isinstance(value, Decimal):
            return figure(value, decimals)
        is_count = self.numeric and isinstance(value, int) and not isinstance(value, bool)
        return counted(value) if is_count else str(shown(value))

    def takes_text(self, row: Row) -> bool:
        """Whether something may be typed into this cell."""
        return self.edit is not None and (self.editable is None or self.editable(row))


def decimals_of(value: Decimal) -> int:
    """How many places stand after the mark when nothing is lost."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def figure(value: Decimal, decimals: int = 0) -> str:
    """Points with at least so many decimals, so that a column lines up; never rounded."""
    return _written(value, decimals, language())


@lru_cache(maxsize=10_000)  # a page of a grid writes the same few points hundreds of times
def _written(value: Decimal, decimals: int, language: str) -> str:
    text = f"{value:.{max(decimals, decimals_of(value))}f}"
    return text.replace(".", ",") if language == "vi" else text
