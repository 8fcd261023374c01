"""Read a list out of a workbook: its header wherever it stands, its rows, and nothing written around it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.headers import Header, Heading, find_header, refuse_doubles, repeated_rows
from evalapp.documents.reading.specs import NOT_THERE, ColumnSpec, ListSpec, match_name
from evalapp.documents.reading.workbook import Row, Sheet, Workbook

_TOTALS = re.compile(r"(?:tổng cộng|tổng số|tong cong|tong so)\b.*|(?:tổng|cộng)\s*(?:[:(\d].*)?", re.DOTALL)
_END = re.compile(
    r"(?:người|nguoi) lập\b.*|(?:thủ trưởng|thu truong)\b.*|ghi chú\s*[:;.].*|\*\s*ghi chú.*|nơi nhận.*"
    r"|xác nhận của.*"
    r"|(?:danh sách|danh sach) (?:này )?(?:có|gồm)\b.*|(?:tm|t/m|kt|k/t|tl|tuq)\.\s*[^\W\d_]+\s.*"
    r"|\(?ký(?: tên|,|\)).*|.*\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.*|(?:kế toán|chủ tịch)"
    r"|trưởng phòng|giám đốc|hiệu trưởng",
    re.DOTALL,
)
_LETTERED = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐa-zđ])[.)]?")
_NUMBERING = re.compile(r"\(?\[?(?:\d{1,2}|[A-Za-z])\)?\]?(?:\s*=.*)?")
#: A row with fewer filled cells than this may be a signature or a note; with more it is a row of the list.
_FEW: Final = 3
_MOST_NAMED: Final = 12  # sheets in a refusal
_FIRST: Final = 6  # columns that a sentence names

SEVERAL_SHEETS: Final = N_(
    "“{file}” holds the list in several sheets: {sheets}. Delete all but one, or choose one."
)


class ReadRow(NamedTuple):
    """One row of a list by keys, and in `extra` by the headers of columns the list does not know."""

    number: int
    cells: Mapping[str, Cell]
    extra: Mapping[str, Cell]

    def cell(self, key: str) -> Cell:
        """The cell of a column, blank where the list has no such column."""
        return self.cells.get(key)


class RefusedCell(Struct, frozen=True):
    """One reason why a row was refused; `column` is the office's own header, empty for the whole row."""

    row: int
    column: str
    value: str
    reason: str


class ReadList(Struct, frozen=True):
    """A list as an office sent it; `skipped` are the rows below the header that are no rows of the list.

    `headers` and `extra_headers` are written as the office wrote them. `encodings` are the old font encodings
    its texts were converted from, to be told to the user before anything is saved.
    """

    file: str
    sheet: str
    header_row: int
    headers: Mapping[str, str]
    extra_headers: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    skipped: tuple[tuple[int, str], ...] = ()
    encodings: tuple[str, ...] = ()
    more: "tuple[ReadList, ...]" = ()  # what stands in further sheets, where a list may go on in them
    promised: Mapping[str, str] = {}  # how we head the columns, also those that the list does not have

    @property
    def parts(self) -> "tuple[ReadList, ...]":
        """The list sheet by sheet."""
        return (self, *self.more)

    def header(self, key: str) -> str:
        """How the office heads the column, else how we do, for a refusal that names it."""
        return self.headers.get(key) or self.promised.get(key, key)

    def column(self, key: str) -> list[tuple[int, Cell]]:
        """A whole column with row numbers, for a question about all its cells."""
        return [(row.number, row.cell(key)) for row in self.rows]


def find_list(
    workbook: Workbook, spec: ListSpec, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> ReadList:
    """Read the one list in the visible sheets, or in the sheet named; `mapping` is from key to header."""
    shown = [_named(workbook, sheet)] if sheet else [each for each in workbook.sheets if each.is_visible]
    first, *more = _distinct(_lists(workbook, shown, spec, mapping))
    if more and not spec.in_sheets:
        raise UserError(SEVERAL_SHEETS, file=workbook.file, sheets=_quoted(s.sheet for s in (first, *more)))
    return replace(first, more=tuple(more))


def find_lists(
    workbook: Workbook, spec: ListSpec, *, mapping: Mapping[str, str] | None = None
) -> tuple[ReadList, ...]:
    """The parts of a list that stands in several visible sheets, each with its own header, in their order."""
    return _lists(workbook, [sheet for sheet in workbook.sheets if sheet.is_visible], spec, mapping)


def _named(workbook: Workbook, name: str) -> Sheet:
    wanted = match_name(name)
    found = [s for s in workbook.sheets if s.name == name] or [
        s for s in workbook.sheets if match_name(s.name) == wanted
    ]
    if len(found) != 1:
        raise UserError(
            N_("“{file}” has no sheet “{sheet}”. Its sheets are: {sheets}."),
            file=workbook.file,
            sheet=name,
            sheets=_quoted(sheet.name for sheet in workbook.sheets),
        )
    return found[0]


def _lists(
    workbook: Workbook, shown: Sequence[Sheet], spec: ListSpec, mapping: Mapping[str, str] | None
) -> tuple[ReadList, ...]:
    chosen = spec.renamed(mapping) if mapping else spec
    if not any(sheet.rows for sheet in shown):
        raise UserError(N_("“{file}” has no visible sheet with anything in it."), file=workbook.file)
    headed = [(sheet, header) for sheet in shown if (header := find_header(sheet, chosen))]
    complete = [(sheet, header) for sheet, header in headed if not chosen.missing(header.columns)]
    if not complete:
        _refuse_incomplete(workbook, spec, headed, mapping or {})
    promised = {column.key: column.header for column in spec.columns}
    return tuple(
        replace(_read(sheet, header, chosen), file=workbook.file, promised=promised)
        for sheet, header in complete
    )


def _distinct(lists: Sequence[ReadList]) -> list[ReadList]:
    """The lists; empty templates and exact copies beside them do not count."""
    found: list[ReadList] = []
    for each in [each for each in lists if each.rows] or lists[:1]:
        if all((each.rows, each.headers) != (other.rows, other.headers) for other in found):
            found.append(each)
    return found


def _quoted(names: Iterable[str]) -> str:
    """The names of sheets, as many as a sentence takes."""
    quoted = [f"“{name}”" for name in names]
    return ", ".join(quoted[:_MOST_NAMED]) + (" …" if len(quoted) > _MOST_NAMED else "")


def _refuse_incomplete(
    workbook: Workbook, spec: ListSpec, headed: Sequence[tuple[Sheet, Header]], mapping: Mapping[str, str]
) -> None:
    if not headed:
        raise UserError(
            N_(
                "No header row was found in “{file}”."
                " One row must name the columns of the list, such as: {headers}."
            ),
            file=workbook.file,
            headers=", ".join(f"“{column.header}”" for column in _telling(spec)),
        )
    sheet, header = max(headed, key=lambda found: len(found[1].columns))
    group = spec.renamed(mapping).missing(header.columns)[0]
    columns = [spec.by_key[key] for keys in group for key in keys]
    _refuse_choice(header, sheet, columns[0], mapping)
    raise UserError(
        N_(
            "The header in row {row} of sheet “{sheet}” has no column “{column}” (also known as {aliases})."
            " Add it, or choose the column that is meant."
        ),
        row=header.last_row,
        sheet=sheet.name,
        column=columns[0].header,
        aliases=", ".join([f"“{name}”" for column in columns for name in column.written][1:7]),
    )  # fmt: skip


def _refuse_choice(header: Header, sheet: Sheet, column: ColumnSpec, mapping: Mapping[str, str]) -> None:
    """A column is called what was chosen for it, and by no other name."""
    heading = mapping.get(column.key)
    if heading == NOT_THERE:
        raise UserError(
            N_(
                "The list cannot be read without the column “{column}”, which was said not to be in it."
                " Choose the one that is meant."
            ),
            column=column.header,
        )
    if heading is not None:
        raise UserError(
            N_(
                "The header in row {row} of sheet “{sheet}” has no column “{heading}”, which was chosen for"
                " “{column}”. Choose another."
            ),
            row=header.last_row,
            sheet=sheet.name,
            heading=heading,
            column=column.header,
        )


def _telling(spec: ListSpec) -> list[ColumnSpec]:
    """Some columns that a list is known by; what it has to have is among them."""
    needed = {key for group in spec.required for key in group[0]}
    return [column for at, column in enumerate(spec.columns) if at < _FIRST or column.key in needed]


def _read(sheet: Sheet, header: Header, spec: ListSpec) -> ReadList:
    refuse_doubles(header, spec)
    repeated = repeated_rows(sheet, spec, header)
    body = [row for row in sheet.rows if row.number > header.last_row and row.number not in repeated]
    columns = _Columns(header, spec, sheet)
    skipped: list[tuple[int, str]] = []
    rows = tuple(_rows(body, columns, skipped))
    return ReadList(
        file="",
        sheet=sheet.name,
        header_row=header.last_row,
        headers={key: headings[0].known_as(spec) for key, headings in header.columns.items()},
        extra_headers=tuple(columns.extra.values()),
        rows=rows,
        skipped=tuple(skipped),
        encodings=sheet.encodings,
    )


class _Columns:
    """Where the cells of a row are, by key and by the header of what the list does not know."""

    def __init__(self, header: Header, spec: ListSpec, sheet: Sheet) -> None:
        taken = {h.column for headings in header.columns.values() for h in headings} | {
            h.column for h in header.others
        }
        spread = {key: [c for h in hs for c in _span(h, taken)] for key, hs in header.columns.items()}
        self.single = [(key, places[0]) for key, places in spread.items() if len(places) == 1]
        self.joined = [(key, places) for key, places in spread.items() if len(places) > 1]
        self.extra = {heading.column: heading.lines[-1] for heading in header.others}
        self._ordinal = frozenset(spread.get(spec.ordinal, ()))
        listed = {c for places in spread.values() for c in places} | self.extra.keys()
        self._counted = sorted(listed - self._ordinal)
        self._blanks = (None,) * (max(listed) + 1)
        self._code, self._name = spread.get("code", [])[:1], spread.get("name", [])[:1]
        self._wide = {m.first_row for m in sheet.merged if m.last_column - m.first_column >= _FEW - 1}
        spreading = {places[0] for key, places in spread.items() if key in spec.spreads}
        drawn = [m for m in sheet.merged if m.first_column in spreading and m.first_row > header.last_row]
        by_number = {row.number: row for row in sheet.rows} if drawn else {}
        self._down = {
            (number, each.first_column): by_number[each.first_row].cell(each.first_column)
            for each in drawn
            if each.first_row in by_number
            for number in range(each.first_row + 1, each.last_row + 1)
        }

    def read(self, row: Row) -> ReadRow:
        """The row by keys; several columns of one key are read as one text."""
        there = row.cells + self._blanks
        cells = {
            key: self._down.get((row.number, column)) if there[column] is None else there[column]
            for key, column in self.single
        }
        for key, places in self.joined:
            cells[key] = _joined([there[column] for column in places])
        return ReadRow(row.number, cells, {name: there[column] for column, name in self.extra.items()})

    def filled(self, row: Row) -> list[Cell]:
        """The cells of a row that hold anything besides its running number."""
        there = row.cells + self._blanks
        return [there[column] for column in self._counted if there[column] is not None]

    def is_title(self, row: Row, filled: Sequence[Cell]) -> bool:
        """Whether the row is one text, over many columns or after `II`, as between units of a long list."""
        return len(filled) <= 1 and (row.number in self._wide or self._is_lettered(row))

    def _is_lettered(self, row: Row) -> bool:
        """Whether the row is numbered as no row of a list is: `II`, `B`, `a)`."""
        ordinals = [cell for column in self._ordinal if (cell := row.cell(column)) is not None]
        return bool(ordinals) and all(
            isinstance(cell, str) and _LETTERED.fullmatch(cell.strip()) for cell in ordinals
        )

    def is_named(self, row: Row) -> bool:
        """Whether the row has both a code and a name, as no signature has."""
        return bool(self._code and self._name) and all(
            row.cell(column) is not None for column in (*self._code, *self._name)
        )

    def first_words(self, row: Row) -> list[str]:
        """The first text of the row, and the first besides its running number: there totals are named."""
        words: list[str] = []
        for column, cell in enumerate(row.cells):
            if type(cell) is str:
                words.append(cell.casefold())
            if cell is not None and column not in self._ordinal:
                break
        return words


def _span(heading: Heading, taken: set[int]) -> list[int]:
    beyond = range(heading.column + 1, heading.column + heading.width)
    return [heading.column, *(column for column in beyond if column not in taken)]


def _joined(cells: Sequence[Cell]) -> Cell:
    there = [cell for cell in cells if cell is not None]
    return there[0] if len(there) == 1 else " ".join(cell_text(cell) for cell in there) or None


def _rows(body: Sequence[Row], columns: _Columns, skipped: list[tuple[int, str]]) -> Iterator[ReadRow]:
    """The rows of the list; what is written between and below them goes to `skipped`."""
    ended: Row | None = None
    for index, row in enumerate(body):
        filled = columns.filled(row)
        if ended is not None:
            if len(filled) > _FEW or columns.is_named(row):
                _refuse_row_below(row, ended)
        elif _is_end(row, filled, columns):
            ended = row
        if (
            ended
            or columns.is_title(row, filled)
            or _is_totals(row, columns)
            or (index == 0 and _is_numbering(filled))
        ):
            skipped.append((row.number, _told(row, filled, columns)))
        elif filled:
            yield columns.read(row)


def _told(row: Row, filled: Sequence[Cell], columns: _Columns) -> str:
    """What a row that is none of the list says; a title without the number before it."""
    is_title = bool(filled) and columns.is_title(row, filled)
    return cell_text(filled[0]) if is_title else _words(row)


def _is_numbering(filled: Sequence[Cell]) -> bool:
    """Whether this is the row (1) (2) (3) that official forms put under their header."""
    texts = [cell_text(cell) for cell in filled]
    numbers = [int(digits[0]) for text in texts if (digits := re.search(r"\d+", text))]
    return (
        len(texts) >= _FEW
        and all(_NUMBERING.fullmatch(text) for text in texts)
        and len(numbers) >= _FEW - 1
        and all(later == earlier + 1 for earlier, later in pairwise(numbers))
    )


def _is_totals(row: Row, columns: _Columns) -> bool:
    return any(_TOTALS.fullmatch(text) for text in columns.first_words(row))


def _is_end(row: Row, filled: Sequence[Cell], columns: _Columns) -> bool:
    """Whether the list ends here: a signature, a place and date, a note below it."""
    return len(filled) <= _FEW and any(_END.fullmatch(text) for text in columns.first_words(row))


def _refuse_row_below(row: Row, ended: Row) -> None:
    raise UserError(
        N_(
            "Row {row} stands below row {end} (“{words}”), where the list ends."
            " Move it into the list, or delete it."
        ),
        row=row.number,
        end=ended.number,
        words=_words(ended),
    )  # fmt: skip


def _words(row: Row) -> str:
    return " ".join(
        cell_text(cell) for cell in row.cells if cell is not None and not isinstance(cell, Decimal)
    )[:80]
