"""What stands in a list before it is read: its sheet, its header, and which columns are known."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.headers import LOOKED_AT, Header, find_header
from evalapp.documents.reading.specs import ListSpec, match_name
from evalapp.documents.reading.workbook import Row, Sheet, Workbook

_SAMPLES: Final = 3
_ENOUGH: Final = 2
_LISTED: Final = 3  # filled cells of a row that is none of a signature or a sum


class FoundColumns(Struct, frozen=True):
    """The columns of a list as the office heads them; `known` says which of ours each stands for."""

    sheet: str
    row: int
    headings: tuple[str, ...]
    known: Mapping[str, str]  # from key to heading
    missing: tuple[str, ...]  # keys without which the list cannot be read
    samples: Mapping[str, tuple[str, ...]]  # from heading to its first values
    sheets: tuple[str, ...] = ()  # those that a list may stand in
    is_doubtful: bool = False  # several of them hold such a list, and not the same
    by_values: Mapping[str, str] = {}  # keys not known by a heading, but by what alone stands under one


def look_at(
    workbook: Workbook, spec: ListSpec, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> FoundColumns:
    """Find the header of a list, or the row that is most like one, without reading the list."""
    chosen = spec.renamed(mapping) if mapping else spec
    sheets = [each for each in workbook.sheets if each.is_visible and each.rows]
    looked = [each for each in sheets if each.name == sheet] or sheets
    headed = [(each, header) for each in looked if (header := find_header(each, chosen))]
    found = _headed(headed, chosen) if headed else _guessed(workbook, looked, chosen)
    lists = [_below(each, header) for each, header in headed if not chosen.missing(header.columns)]
    filled = [rows for rows in lists if rows]
    return replace(
        found,
        sheets=tuple(each.name for each in sheets),
        is_doubtful=not spec.in_sheets and any(rows != filled[0] for rows in filled[1:]),
    )


def _below(sheet: Sheet, header: Header) -> list[tuple[Cell, ...]]:
    return [row.cells for row in sheet.rows if row.number > header.last_row]


def _headed(headed: Sequence[tuple[Sheet, Header]], spec: ListSpec) -> FoundColumns:
    sheet, header = max(headed, key=lambda pair: len(pair[1].columns))
    known = {
        key: (headings[0].known_as(spec), headings[0].column) for key, headings in header.columns.items()
    }
    others = {heading.lines[-1]: heading.column for heading in header.others}
    places = dict(known.values()) | others
    return _found(sheet, header.last_row, places, {key: text for key, (text, _) in known.items()}, spec)


def _guessed(workbook: Workbook, sheets: Sequence[Sheet], spec: ListSpec) -> FoundColumns:
    rows = [(sheet, row) for sheet in sheets for row in sheet.rows if row.number <= LOOKED_AT]
    best = max(rows, key=lambda pair: len(_texts(pair[1])), default=None)
    if best is None or len(_texts(best[1])) < _ENOUGH:
        raise UserError(
            N_("“{file}” has no row that could name the columns of a list. Add one above the list."),
            file=workbook.file,
        )
    sheet, row = best
    places = _texts(row)
    known = {spec.keys[name]: text for text in places if (name := match_name(text)) in spec.keys}
    return _found(sheet, row.number, places, known, spec)


def _found(
    sheet: Sheet, last_row: int, places: Mapping[str, int], known: Mapping[str, str], spec: ListSpec
) -> FoundColumns:
    below = [row for row in sheet.rows if row.number > last_row]
    missing = [group[0] for group in spec.missing(known)]
    return FoundColumns(
        sheet.name,
        last_row,
        tuple(sorted(places, key=lambda heading: places[heading])),
        dict(known),
        tuple(key for keys in missing for key in keys),
        {heading: _values(below, column) for heading, column in places.items()},
        by_values=_by_values(below, places, known, spec),
    )


def _by_values(
    rows: Sequence[Row], places: Mapping[str, int], known: Mapping[str, str], spec: ListSpec
) -> dict[str, str]:
    """The columns that are told by their values, each where one column alone has nothing else in it."""
    others = {heading: column for heading, column in places.items() if heading not in known.values()}
    listed = [row for row in rows if sum(bool(cell_text(cell)) for cell in row.cells) >= _LISTED]
    found: dict[str, str] = {}
    for asked in (each for each in spec.columns if each.values and each.key not in known):
        fitting = [
            heading
            for heading, column in others.items()
            if (said := {fold(text) for row in listed if (text := cell_text(row.cell(column)))})
            and said <= asked.values
        ]
        if len(fitting) == 1:
            found[asked.key] = fitting[0]
    return found


def _texts(row: Row) -> dict[str, int]:
    return {cell: column for column, cell in enumerate(row.cells) if isinstance(cell, str) and cell.strip()}


def _values(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    values = (cell_text(row.cell(column)) for row in rows)
    return tuple(value for value, _ in zip(filter(None, values), range(_SAMPLES), strict=False))
