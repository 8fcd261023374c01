"""A workbook written row by row: text stays text, points are numbers, each look is made once and shared."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct
from msgspec.structs import replace
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evalapp.base.errors import Cancelled
from evalapp.documents.papers import fonts, wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.page import Style, wrap
from evalapp.documents.papers.plain_text import for_cell, lines, one_line
from evalapp.documents.papers.workbook_pages import Printed

_FACE = "Times New Roman"
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", start_color="FFEDEDED")
_OPEN = PatternFill("solid", start_color="FFFFF8DC")
# Begun like this, a text edited by hand would turn into a formula, unless it is marked as text.
_FORMULA_STARTS = ("=", "+", "-", "@")
#: Sheet with what the workbook was made from.
SOURCE_SHEET = "_nguon"
PERCENT = "0.00\\ %"
_COUNTED_IN = 11  # points; a digit of it is 7 pixels wide
_RULE = "─" * 12
_LOGO = 52  # pixels
_POINTS_TO_THE_PIXEL, _PIXELS_TO_THE_LETTER = 0.75, 7
_HIGHEST_ROW = 409.0  # points; Excel has no higher ones
_ROW = 17.0  # points, of a row of one line
_PAGE, _PAGE_UPRIGHT = (714.3, 481.9), (467.7, 728.5)  # points: A4 less the margins of NĐ 30/2020
_LITTLE_MORE = 1.4  # of a page: so much is still easily read on one
_ROWS_WITH_SIGNATURES = 2
# A column one character wide is this many points; the rest of the cell is padding.
_POINTS_A_CHARACTER = 5.2

Value = Decimal | int | str | None


class Look(Struct, frozen=True):
    """How a cell looks, and whether a locked sheet lets it be filled in.

    Number formats show the decimal mark of the reader's own language: 89,5.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 12
    across: str = "left"
    upright: str = "center"
    boxed: bool = False
    shaded: bool = False
    grey: bool = False
    open: bool = False
    shrinks: bool = False  # smaller letters in place of a second line
    number_format: str = "General"

    def style(self, name: str) -> NamedStyle:
        """The look as a style of a workbook."""
        return NamedStyle(
            name=name,
            font=Font(
                name=_FACE,
                size=self.size,
                bold=self.bold,
                italic=self.italic,
                underline="single" if self.underline else None,
                color="FF404040" if self.grey else "FF000000",
            ),
            alignment=Alignment(
                horizontal=self.across,
                vertical=self.upright,
                wrap_text=not self.shrinks,
                shrink_to_fit=self.shrinks,
            ),
            border=_BOX if self.boxed else Border(),
            fill=_OPEN if self.open else _GREY if self.shaded else PatternFill(),
            protection=Protection(locked=not self.open),
            number_format=self.number_format,
        )


#: Hears how far a long list is written, and of how much; it stops by raising.
Told = Callable[[int, int], None]
_TOLD_EVERY = 200


def untold(_done: int, _total: int) -> None:
    """Tell nobody."""


BLANK = Look()
BOLD = Look(bold=True)
HEAD = Look(across="center")
HEAD_BOLD = Look(bold=True, across="center")
NATION = Look(bold=True, across="center", shrinks=True)
RULE = Look(size=7, across="center", upright="top")
MOTTO = Look(bold=True, underline=True, size=13, across="center")
DATE = Look(italic=True, size=13, across="center")
TITLE = Look(bold=True, size=14, across="center")
SUBTITLE = Look(bold=True, size=13, across="center")
TOLD = Look(italic=True, across="center")
DRAFT = Look(bold=True, italic=True, size=13, across="center")
COLUMN_HEAD = Look(bold=True, size=11, across="center", boxed=True, shaded=True)
SIGN_HINT = Look(italic=True, across="center")
SMALL = Look(size=8, grey=True)
RECEIVED_BY = Look(size=12, bold=True, italic=True)
RECIPIENT = Look(size=11)


def with_decimals(look: Look, decimals: int) -> Look:
    """The look of points in a column where some have so many decimals: `90,0` under `89,5`."""
    return replace(look, number_format=f"0.{'0' * decimals}") if decimals else look


class Span(Struct, frozen=True):
    """One value over one or more columns."""

    value: Value = None
    look: Look = BLANK
    columns: int = 1


class Formula(str):
    """A formula that we wrote ourselves; no text of a user is ever made one."""

    __slots__ = ()


class Spreadsheet:
    """One printed sheet of a workbook, with the hidden sheet that says what it was made from."""

    def __init__(self, title: str, *, widths: Sequence[float], wide: bool) -> None:
        fonts.use_serif()
        self.book = Workbook(write_only=True)
        _count_widths_in(self.book, Font(name=_FACE, size=_COUNTED_IN))
        self.sheet: Worksheet = self.book.create_sheet(title)
        # The type stubs leave what these two take unknown.
        self._merged: Any = self.sheet.merged_cells
        self._checks: Any = self.sheet.data_validations
        self.next_row = 1
        self._columns = len(widths)
        self._widths = widths
        self._rows: list[Sequence[Span]] = []
        self._heights: list[float] = []
        self._is_wide = wide
        self._signed = range(0)  # the rows that are signed in, with who receives the paper
        self._kept_from = 0  # the row from which on all stands on the page of those who sign
        self._title_row = 0  # the row that heads every page; none
        self._blocks: dict[int, range] = {}  # the rows of tables that stand on one page, by their first
        self._styles: dict[Look, str] = {}
        self._cells: dict[tuple[Look, bool], tuple[Cell, Cell]] = {}
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        setup = self.sheet.page_setup
        setup.paperSize, setup.orientation = "9", "landscape" if wide else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = self.sheet.page_margins
        # NĐ 30/2020, in inches: left 30 mm, right 15 mm, top and bottom 20 mm.
        margins.left, margins.right, margins.top, margins.bottom = 1.18, 0.59, 0.79, 0.79
        margins.header = margins.footer = 0.4
        self.sheet.print_options.horizontalCentered = True
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_format.defaultRowHeight, self.sheet.sheet_format.customHeight = _ROW, True

    def row(self, spans: Sequence[Span], *, height: float | None = None) -> int:
        """Write the next row, at least as high as asked; return its number."""
        number = self.next_row
        self.next_row += 1
        height = min(max(height or 0, self._height(spans)), _HIGHEST_ROW)
        if height:
            self.sheet.row_dimensions[number].height = height
        self._heights.append(height or _ROW)
        column = 1
        for span in spans:
            if span.columns > 1:
                first, last = get_column_letter(column), get_column_letter(column + span.columns - 1)
                self._merged.add(f"{first}{number}:{last}{number}")
            column += span.columns
        self._rows.append(spans)
        return number

    def line(self, value: Value, look: Look = BLANK, *, height: float | None = None) -> int:
        """Write one value over all columns."""
        return self.row([Span(value, look, self._columns)], height=height)

    def gap(self, height: float = 8) -> None:
        """Leave a little room."""
        self.row([Span()], height=height)

    def letterhead(
        self,
        superior: str,
        unit: str,
        place_and_date: str,
        logo: bytes = b"",
        *,
        left: int,
        number: str = "",
    ) -> None:
        """Write the title block; the agency takes so many columns at the left, its logo the first of them.

        Where the agency has one column alone, the logo stands above it: nothing is drawn over a word.
        """
        right = self._columns - left
        beside = [Span()] if logo and left > 1 else []
        agency = left - len(beside)
        if logo:
            self._put_logo(logo, within=self._widths[0] * _PIXELS_TO_THE_LETTER if beside else _LOGO)
            if not beside:
                self.gap(_LOGO * _POINTS_TO_THE_PIXEL)
        self.row([*beside, Span(superior.upper(), HEAD, agency), Span(wording.NATION, NATION, right)])
        self.row([*beside, Span(unit.upper(), HEAD_BOLD, agency), Span(wording.MOTTO, MOTTO, right)])
        self.row([*beside, Span(_RULE, RULE, agency), Span(place_and_date, DATE, right)], height=22)
        if number:
            self.row([*beside, Span(number, HEAD, agency), Span(None, HEAD, right)], height=18)

    def _put_logo(self, data: bytes, *, within: float) -> None:
        """Put a picture at the left of the next row, as large as it fits, in pixels."""
        from openpyxl.drawing.image import Image  # only where an office has a logo

        picture: Any = Image(BytesIO(data))
        scale = min(within, _LOGO) / max(picture.width, picture.height)
        picture.width, picture.height = picture.width * scale, picture.height * scale
        place: Any = self.sheet.add_image
        place(picture, f"A{self.next_row}")

    def signatures(
        self, blocks: Sequence[tuple[str, str, str, int]], *, before: float = 14, along: int = 0
    ) -> None:
        """Write blocks to sign: title, hint, name where known, and how many columns each takes.

        They stand on the page of the two rows before them, or of the row `along` and those after it.
        """
        first = self.next_row
        self._kept_from = along or first - _ROWS_WITH_SIGNATURES
        if before:
            self.gap(before)
        self.row([Span(title, SUBTITLE, columns) for title, _, _, columns in blocks], height=20)
        self.row([Span(hint, SIGN_HINT, columns) for _, hint, _, columns in blocks], height=18)
        self.gap(60)
        self.row([Span(name, SUBTITLE, columns) for _, _, name, columns in blocks], height=36)
        self._signed = range(first, self.next_row)

    def recipients(self, lines: Sequence[str]) -> None:
        """Write who receives the paper; nothing where nobody is named."""
        if lines:
            self.line(wording.RECEIVED_BY, RECEIVED_BY)
        for text in lines:
            self.line(text, RECIPIENT)
        if self._signed:
            self._signed = range(self._signed.start, self.next_row)

    def on_one_page(self) -> None:
        """Print the sheet a little smaller where that keeps it on one page."""
        self.sheet.page_setup.fitToHeight = 1

    def headings_at(self, row: int, *, freeze: str | None = None) -> None:
        """Repeat a row on every printed page; keep what is above and left of the cell named in sight."""
        self.sheet.print_title_rows, self._title_row = f"{row}:{row}", row
        if freeze:
            self.sheet.freeze_panes = freeze

    def keep_together(self, first: int) -> None:
        """Print the rows from one to the last so far on one page, where a page takes them all."""
        self._blocks[first] = range(first, self.next_row)

    def leave_out(self, titles: Sequence[str], hidden: Collection[str]) -> None:
        """Hide the columns that a unit's lists do without: not printed, and still there to be read."""
        for number, title in enumerate(titles, start=1):
            if title in hidden:
                self.sheet.column_dimensions[get_column_letter(number)].hidden = True

    def check(self, validation: DataValidation) -> None:
        """Let the sheet itself refuse what may not be typed into a cell."""
        self._checks.append(validation)

    def save(
        self,
        out: Path | BinaryIO,
        *,
        title: str,
        author: str,
        source: Mapping[str, str],
        told: Told = untold,
    ) -> None:
        """Write the file with its page numbers, its properties and the hidden sheet."""
        self._keep_signatures_together()
        header = self.sheet.oddHeader
        if header is not None:
            header.center.text, header.center.font, header.center.size = "&P", _FACE, 13
        self.sheet.HeaderFooter.differentFirst = True  # NĐ 30/2020: no number on the first page
        properties = self.book.properties
        properties.title, properties.creator, properties.language = one_line(title), one_line(author), "vi"
        if isinstance(out, Path):
            with whole_or_not_at_all(out) as unfinished:
                unfinished.write_bytes(self._packed(source, told))
        else:
            out.write(self._packed(source, told))

    def _keep_signatures_together(self) -> None:
        """Print what is signed a little smaller where a second page would hold little but who signs.

        Of a longer list the last rows go to the page on which it is signed.
        """
        across = sum(width * _PIXELS_TO_THE_LETTER + 5 for width in self._widths) * _POINTS_TO_THE_PIXEL
        page_width, page_height = _PAGE if self._is_wide else _PAGE_UPRIGHT
        room = page_height * across / page_width  # of rows, when the columns fit across a page
        if not self._signed:
            return
        if sum(self._heights) <= _LITTLE_MORE * room:
            self.on_one_page()
        elif self.sheet.page_setup.fitToHeight != 1:
            printed = Printed(self._heights, self._blocks, self._title_row, max(room, page_height))
            for row in printed.turns(self._kept_from, self._signed):
                breaks: Any = self.sheet.row_breaks
                breaks.append(Break(id=row - 1))

    def _packed(self, source: Mapping[str, str], told: Told) -> bytes:
        """The file's bytes; only now is anything written, so that a full disk is met in one place."""
        packed = BytesIO()
        hidden: Worksheet = self.book.create_sheet(SOURCE_SHEET)
        hidden.sheet_state = "hidden"
        append: Any = self.sheet.append  # its stub knows nothing of a row made cell by cell
        try:
            for number, spans in enumerate(self._rows):
                if number % _TOLD_EVERY == 0:
                    told(number, len(self._rows))
                append(self._filled(spans))
            for key, value in source.items():
                hidden.append([_text_cell(hidden, key), _text_cell(hidden, value)])
            self.book.save(packed)
        except (OSError, Cancelled):
            for sheet in (self.sheet, hidden):
                _abandon(sheet)
            raise
        return packed.getvalue()

    def _height(self, spans: Sequence[Span]) -> float:
        """The height that wrapped text needs: not every program finds it by itself. 0 where one line does."""
        tallest, column = 0.0, 0
        for span in spans:
            width = sum(self._widths[column : column + span.columns])
            column += span.columns
            # Most texts are plainly short enough, and measuring all would double the time of a list.
            if not span.look.shrinks and _may_wrap(span.value, width):
                tallest = max(tallest, _text_height(span, width * _POINTS_A_CHARACTER))
        return tallest

    def _filled(self, spans: Sequence[Span]) -> Generator[Cell]:
        """Fill and give out the cells of a row one by one.

        Each is written before the next is asked for, so that few cell objects serve a whole sheet; but the
        library spoils the object before while it looks at the next, so that neighbours must be different.
        """
        column = 0
        for span in spans:
            for place in range(span.columns):
                value = None if place else span.value
                cell = self._cell(span.look, marked=_needs_mark(value))[column % 2]
                column += 1
                _fill(cell, value)
                yield cell

    def _cell(self, look: Look, *, marked: bool) -> tuple[Cell, Cell]:
        """Two cells of a look; `marked` ones are kept as text when they are edited by hand."""
        pair = self._cells.get((look, marked))
        if pair is None:
            pair = self._cells[look, marked] = (WriteOnlyCell(self.sheet), WriteOnlyCell(self.sheet))
            for cell in pair:
                cell.style = self._style(look)
                cell.quotePrefix = marked
        return pair

    def _style(self, look: Look) -> str:
        name = self._styles.get(look)
        if name is None:
            name = self._styles[look] = f"evalapp {len(self._styles) + 1}"
            self.book.add_named_style(look.style(name))
        return name


def _count_widths_in(book: Any, font: Font) -> None:
    """Say in the digits of which font columns are counted.

    That of the library is not on every system: columns come out wider there, and a page holds other rows.
    """
    book._fonts[0] = font  # noqa: SLF001 - the library has no other way to the style of all other cells
    book._named_styles["Normal"].font = font  # noqa: SLF001


def _needs_mark(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, Formula) and value.startswith(_FORMULA_STARTS)


def _may_wrap(value: Value, width: float) -> bool:
    if not isinstance(value, str) or isinstance(value, Formula):
        return False
    return len(value) > width * 0.8 or "\n" in value


def _text_height(span: Span, width: float) -> float:
    style = Style(fonts.BOLD if span.look.bold else fonts.REGULAR, span.look.size)
    count = sum(len(wrap(part, style, width)) for part in lines(str(span.value)))
    return count * span.look.size * 1.3 + 4 if count > 1 else 0


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.value = for_cell(value) or None
        cell.data_type = "s" if cell.value else "n"
    else:
        cell.value = value


def _abandon(sheet: Any) -> None:
    """Close a sheet whose writing failed; left to itself it would complain whenever it is thrown away."""
    with suppress(OSError, ValueError, StopIteration, WorkbookAlreadySaved):
        sheet.close()


def _text_cell(sheet: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    _fill(cell, text)
    return cell
