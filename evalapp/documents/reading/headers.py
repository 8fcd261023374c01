"""Find where a list begins in a sheet: the row, or few rows, whose texts are the headers it is known by."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.cells import cell_text, column_name
from evalapp.documents.reading.specs import (
    REASON_HEADER,
    ROW_HEADER,
    ColumnSpec,
    ListSpec,
    folded,
    match_name,
)
from evalapp.documents.reading.workbook import MergedRange, Row, Sheet

#: Title rows stand above a list, but a header further down than this belongs to something else.
LOOKED_AT: Final = 40
_DEEPEST: Final = 3
_OWN_NAMES: Final = folded(ROW_HEADER, REASON_HEADER)
#: One known word makes no header: `Đơn vị` stands in many a title.
_ENOUGH: Final = 2
_BETWEEN_NAMES: Final = re.compile(r"\s*[/,;]\s*|\s+hoặc\s+")


class Heading(Struct, frozen=True):
    """One column's header as the office wrote it, lines from top to bottom; `width` counts merged columns."""

    column: int
    lines: tuple[str, ...]
    width: int = 1

    @property
    def text(self) -> str:
        """The header in full."""
        return " ".join(self.lines)

    @property
    def written(self) -> tuple[str, ...]:
        """What the column may be called: all lines together, then the lowest, then the highest."""
        return (self.text, self.lines[-1], self.lines[0])

    @property
    def names(self) -> tuple[str, ...]:
        """What the column may be called, as it is matched."""
        return tuple(match_name(text) for text in self.written)

    def known_as(self, spec: ListSpec) -> str:
        """The part of the header that the list knows it by; that part alone is enough to find it again."""
        found = next((text for text in self.written if match_name(text) in spec.keys), "")
        return found or self._one_of_two_names(spec) or self.lines[-1]

    def _one_of_two_names(self, spec: ListSpec) -> str:
        """The first of several names for one column, as in `Chức vụ/Vị trí việc làm`."""
        names = _BETWEEN_NAMES.split(self.lines[-1])
        keys = {spec.keys.get(match_name(name)) for name in names}
        return names[0] if len(keys) == 1 and None not in keys else ""


class Header(Struct, frozen=True):
    """A header found in a sheet: its rows, which columns stand for which key, and the other columns."""

    first_row: int
    last_row: int
    columns: Mapping[str, tuple[Heading, ...]]
    others: tuple[Heading, ...]

    @property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """The columns of every key."""
        return {key: tuple(h.column for h in headings) for key, headings in self.columns.items()}


def find_header(sheet: Sheet, spec: ListSpec) -> Header | None:
    """The header that names most columns of the list, a complete one if there is; of equals the shortest."""
    blocks = _Blocks(sheet, spec)
    found = [
        blocks.header(row.number, depth)
        for row in sheet.rows
        if row.number <= LOOKED_AT
        for depth in range(1, _DEEPEST + 1)
    ]
    best = max(found, key=lambda header: _rank(header, spec), default=None)
    if best is None or not _is_enough(best, spec):
        return None
    return blocks.header(best.first_row, blocks.depth(best))


def _is_enough(header: Header, spec: ListSpec) -> bool:
    """Two known columns; or a complete header with columns of its own, as the criteria of scores are."""
    told = len(header.columns) + len(header.others)
    return len(header.columns) >= _ENOUGH or (
        spec.keeps_extra and told >= _ENOUGH and not spec.missing(header.columns)
    )


def repeated_rows(sheet: Sheet, spec: ListSpec, header: Header) -> frozenset[int]:
    """The rows that print the same header again; another header means two lists, and is refused."""
    blocks = _Blocks(sheet, spec)
    again: set[int] = set()
    for row in sheet.rows:
        if (
            header.first_row <= row.number <= header.last_row
            or row.number in again
            or not _may_be_header(row, spec)
        ):
            continue
        other = blocks.header(row.number, header.last_row - header.first_row + 1)
        if other.places == header.places:
            again.update(range(other.first_row, other.last_row + 1))
        elif row.number > header.last_row or not spec.missing(other.columns):
            raise UserError(
                N_("Sheet “{sheet}” holds two lists, headed in rows {first} and {second}. Keep only one."),
                sheet=sheet.name,
                first=min(header.first_row, row.number),
                second=max(header.first_row, row.number),
            )  # fmt: skip
    return frozenset(again)


def refuse_doubles(header: Header, spec: ListSpec) -> None:
    """Refuse a header that names one column twice, since nobody can say which of them is meant."""
    for key, headings in header.columns.items():
        if len(headings) > 1 and not all(_is_part(heading, spec.by_key[key]) for heading in headings):
            _refuse_two(header, headings, spec.by_key[key].header)
    seen: dict[str, Heading] = {}
    for heading in header.others if spec.keeps_extra else ():
        name = heading.names[1]
        if name in seen:
            _refuse_two(header, (seen[name], heading), heading.lines[-1])
        seen[name] = heading


class _Blocks:
    """Reads any few rows of one sheet as if they were a header."""

    def __init__(self, sheet: Sheet, spec: ListSpec) -> None:
        self._spec = spec
        self._rows = {row.number: row for row in sheet.rows}
        self._merged: dict[int, list[MergedRange]] = {}
        for merged in sheet.merged:
            self._merged.setdefault(merged.first_row, []).append(merged)

    def header(self, first_row: int, depth: int) -> Header:
        """What these rows head; of two columns for one key the better named one."""
        columns: dict[str, list[Heading]] = {}
        others: list[Heading] = []
        for heading in self._headings(first_row, depth):
            name = match_name(heading.known_as(self._spec))
            if name in self._spec.keys:
                columns.setdefault(self._spec.keys[name], []).append(heading)
            elif name not in _OWN_NAMES:
                others.append(heading)
        chosen = {key: _chosen(headings, self._spec.by_key[key]) for key, headings in columns.items()}
        others += [
            heading for key, headings in columns.items() for heading in headings if heading not in chosen[key]
        ]
        return Header(first_row, first_row + depth - 1, chosen, tuple(sorted(others, key=lambda h: h.column)))

    def depth(self, header: Header) -> int:
        """How many rows the header takes: merged cells reach down, or a row of parts follows below it."""
        named = {h.column for headings in header.columns.values() for h in headings}
        last = header.last_row
        for row_number in range(header.first_row, header.last_row + 1):
            for merged in self._merged.get(row_number, ()):
                if merged.first_column in named:
                    last = max(last, merged.last_row)
        below = self._rows.get(last + 1)
        if last == header.last_row and below and _only_parts(below, named):
            last += 1
        return min(last - header.first_row + 1, _DEEPEST)

    def _headings(self, first_row: int, depth: int) -> Iterator[Heading]:
        rows = [
            self._line(number, is_lowest=number == first_row + depth - 1)
            for number in range(first_row, first_row + depth)
        ]
        for column in range(max((max(row, default=-1) for row in rows), default=-1) + 1):
            lines = [row[column] for row in rows if column in row]
            if lines:
                yield Heading(column, tuple(text for text, _ in lines), lines[-1][1])

    def _line(self, row_number: int, *, is_lowest: bool) -> dict[int, tuple[str, int]]:
        """The texts of a row by column, with how many each spans; a text over several columns heads each."""
        row = self._rows.get(row_number)
        texts = (
            {column: (cell_text(cell), 1) for column, cell in enumerate(row.cells) if cell is not None}
            if row
            else {}
        )
        for merged in self._merged.get(row_number, ()):
            if merged.first_column not in texts or merged.last_column == merged.first_column:
                continue
            text = texts[merged.first_column][0]
            if is_lowest:
                texts[merged.first_column] = (text, merged.last_column - merged.first_column + 1)
            else:
                texts.update(
                    dict.fromkeys(range(merged.first_column, min(merged.last_column, 1024) + 1), (text, 1))
                )
        return texts


def _rank(header: Header, spec: ListSpec) -> tuple[bool, int, int, int]:
    is_complete = not spec.missing(header.columns)
    return is_complete, len(header.columns), header.first_row - header.last_row, -header.first_row


def _chosen(headings: Sequence[Heading], column: ColumnSpec) -> tuple[Heading, ...]:
    best = [heading for heading in headings if column.best_names.intersection(heading.names)]
    return tuple(best[:1] if len(best) == 1 else best or headings)


def _is_part(heading: Heading, column: ColumnSpec) -> bool:
    return bool(column.part_names.intersection(heading.names))


def _may_be_header(row: Row, spec: ListSpec) -> bool:
    known = 0
    for cell in row.cells:
        if type(cell) is str and cell.casefold() in spec.written:
            known += 1
    return known >= _ENOUGH


def _only_parts(row: Row, named: set[int]) -> bool:
    """Whether a row holds texts, and none of them under a column that already has its name."""
    filled = [(column, cell) for column, cell in enumerate(row.cells) if cell is not None]
    return bool(filled) and all(type(cell) is str and column not in named for column, cell in filled)


def _refuse_two(header: Header, headings: Sequence[Heading], name: str) -> None:
    raise UserError(
        N_("The header in row {row} has several columns for “{name}”: {columns}. Keep one, or choose."),
        row=header.last_row,
        name=name,
        columns=", ".join(f"{column_name(heading.column)} “{heading.text}”" for heading in headings[:5]),
    )  # fmt: skip
