"""Blocks of cells as spreadsheets exchange them: tab-separated text, quoted where a cell holds a break."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_

Block = tuple[tuple[str, ...], ...]


class Span(NamedTuple):
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> int:
        """How many rows it covers."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """How many columns it covers."""
        return self.right - self.left + 1

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return self.top == self.bottom and self.left == self.right

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def joined(self, other: "Span") -> "Span":
        """The smallest span over both."""
        return Span(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


ONE = Span(0, 0, 0, 0)
_MOST = 25_000  # cells read at once: more would hold the window up for longer than half a second
_PLAIN = re.compile(r"[^\t\r\n]*")
#: A cell in quotes, up to the end of the cell, that holds something which needs them.
_QUOTED = re.compile(r'"((?=(?:[^"]|"")*(?:[\t\r\n]|""))(?:[^"]|"")*)"(?=[\t\r\n]|\Z)')


def fitting(text: str, rows: int) -> str:
    """What of a text can matter to so many rows: a whole column brings a million empty ones after its last.

    Raises `UserError` where that is more than is read at once.
    """
    full = text.rstrip(" \t\r\n")
    kept = full + "\n".join(text[len(full) :].split("\n", rows)[:rows])
    count = kept.count("\t") + max(kept.count("\n"), kept.count("\r")) + (kept[-1:] not in "\r\n")
    if count > _MOST:
        raise UserError(
            N_("{count} cells were copied; at most {most} are pasted at once. Copy only what is meant."),
            count=count,
            most=_MOST,
        )
    return kept


def read_block(text: str) -> Block:
    """Read what a spreadsheet put on the clipboard; short rows are filled up with nothing.

    Excel and LibreOffice quote only what holds a break, a tab or a doubled quote: others are letters.
    """
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        cell = quoted or _PLAIN.match(text, at)
        if cell is None:
            raise ValueError("a plain cell may be empty, so one is always found")
        row.append((quoted[1].replace('""', '"') if quoted else cell[0]).strip())
        at = cell.end()
        if text[at : at + 1] == "\t":
            at += 1
            continue
        rows.append(tuple(row))
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= len(text):
            break  # what ends with a break has no row after it
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """The cells as a spreadsheet takes them."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\r\n"') else text


class Target(Struct, frozen=True):
    """Where a pasted text goes."""

    row: int
    column: int
    text: str


class LeftOut(NamedTuple):
    """What of a block has no place in a grid: how many texts, and the names that no one row has."""

    texts: int = 0
    names: tuple[str, ...] = ()


NOTHING = LeftOut()


def spread(block: Block, over: Span, rows: int, columns: int) -> tuple[list[Target], LeftOut]:
    """Lay a block out from the span's corner, repeated where the span is a multiple of it.

    Returns the targets inside a grid of that size, and what falls outside it.
    """
    high, wide = len(block), len(block[0])
    tall = over.rows if over.rows % high == 0 else high
    broad = over.columns if over.columns % wide == 0 else wide
    targets = [
        Target(over.top + down, over.left + right, block[down % high][right % wide])
        for down in range(tall)
        for right in range(broad)
    ]
    inside = [target for target in targets if target.row < rows and target.column < columns]
    left_out = sum(bool(target.text) for target in targets) - sum(bool(target.text) for target in inside)
    return inside, LeftOut(left_out)
