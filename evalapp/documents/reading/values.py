"""From a cell to the value that is meant: taken as written, or refused in a sentence that names it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.documents.reading.cells import BadCell, Cell, cell_text
from evalapp.domain.people import Birth
from evalapp.domain.periods import Period

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
#: Excel counts days from here, and keeps 15 digits of a number.
_EPOCH: Final = date(1899, 12, 30)
_EXACT: Final = Decimal(10) ** 15

_TIME_OF_DAY = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
_WRITTEN = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})" + _TIME_OF_DAY, re.ASCII)
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})" + _TIME_OF_DAY, re.ASCII)
_IN_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.ASCII)
_SHORT = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2}", re.ASCII)
_DAY_AND_MONTH = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2}", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?: ?(?:giờ|Giờ|GIỜ|[:hHgG]) ?(\d{2})?)(?::\d{2})?(?:\'| ?phút)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?", re.ASCII)
#: 1.500 is one and a half here and fifteen hundred there; 0.500 is the same everywhere.
_THOUSANDS = re.compile(r"[+\-−]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_LETTERS_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_LONGEST: Final = 24


def as_text(cell: Cell) -> str:
    """The text of a cell; blank is empty, and a number or day is written as people write it."""
    _refuse_bad(cell)
    return cell_text(cell)


def as_name(cell: Cell) -> str:
    """A name; refused where “?” stands in a word, for its letters were lost when the file was saved."""
    name = as_text(cell)
    if _LETTERS_LOST.search(name):
        raise _refused(
            cell,
            N_(
                "“{value}” holds “?” where letters were lost when the file was saved. Save the list anew as "
                "an Excel workbook or as CSV UTF-8, and choose that."
            ),
        )
    return name


def as_code(cell: Cell) -> str:
    """A code: `007` stays, 1980.0 is `1980`; what Excel made something else of is refused."""
    _refuse_bad(cell)
    if isinstance(cell, (bool, date, time)):
        raise _refused(
            cell,
            N_("“{value}” is no code: Excel made something else of it. Type it again as text."),
        )
    if isinstance(cell, Decimal) and abs(cell) >= _EXACT:
        raise _refused(
            cell, N_("“{value}” is too long for a number, so Excel has rounded it. Type it again as text.")
        )
    return cell_text(cell)


def as_date(cell: Cell) -> date | None:
    """A day, or None for a blank cell; text is read day first, exactly as it is written."""
    _refuse_bad(cell)
    match cell:
        case None:
            return None
        case datetime() | date():
            return _true_date(cell)
        case str():
            return _written_date(cell)
        case Decimal():
            raise _refused_number(cell)
        case _:
            raise _refused(cell, N_("“{value}” is no date. Write it as dd/mm/yyyy, such as 05/11/1980."))


def as_day_of(text: str, period: Period) -> date | None:
    """A day as it is typed while a period is looked at: of one inside it the year need not be said."""
    if not _DAY_AND_MONTH.fullmatch(text.strip()):
        return as_date(text.strip() or None)
    day = as_date(f"{text.strip()}/{period.year}")
    if day is None or not period.first_day <= day <= period.last_day:
        raise _refused(
            text,
            N_("“{value}” is not in {period}. Write the day with its year, as dd/mm/yyyy."),
            period=period.named,
        )
    return day


def as_birth(cell: Cell) -> Birth | None:
    """A birth date, or only its year where that is all that is written; None for a blank cell."""
    _refuse_bad(cell)
    year = _year_in(cell)
    if year is not None:
        return Birth(year)
    day = as_date(cell)
    return Birth.on(day) if day else None


def as_number(cell: Cell) -> Decimal | None:
    """An exact number, or None for a blank cell; `,` and `.` are both decimal marks."""
    _refuse_bad(cell)
    match cell:
        case None:
            return None
        case bool() | time():
            raise _refused(cell, N_("“{value}” is no number. Write only the number, such as 5.5."))
        case date():
            raise _refused(
                cell,
                N_("“{value}” is a date; Excel may have made it of a number like 5.5. Type it again as 5,5."),
            )
        case Decimal():
            return _of_bearable_size(cell, cell)
        case _:
            return _written_number(cell_text(cell))


def as_time(cell: Cell) -> time | None:
    """An hour of the day, or None for a blank cell; `7:45`, `7h45` and Excel's own times are read."""
    _refuse_bad(cell)
    match cell:
        case None:
            return None
        case datetime():
            return cell.time().replace(second=0, microsecond=0)
        case time():
            return cell.replace(second=0, microsecond=0)
        case Decimal() if 0 <= cell < 1:  # a fraction of a day, where the cell lost its format
            minutes = int((cell * 24 * 60).to_integral_value())
            return time(*divmod(min(minutes, 24 * 60 - 1), 60))
        case _:
            return _written_time(cell_text(cell))


def as_count(cell: Cell) -> int | None:
    """A whole number that is not negative, or None for a blank cell."""
    refusal = _refused(cell, N_("“{value}” is no count. Write a whole number, such as 12."))
    try:
        number = as_number(cell)
    except UserError as error:
        raise refusal from error
    if number is None:
        return None
    if number < 0 or number != number.to_integral_value():
        raise refusal
    return int(number)


def as_points(cell: Cell) -> Decimal | None:
    """Points, or None where nothing is scored yet, which is never 0; their range is the policy's to check."""
    return as_number(cell)


def doubtful_dates(cells: Sequence[tuple[int, Cell]]) -> list[int]:
    """The row numbers of dates whose day and month may be swapped.

    Excel turns a text into a date in the order of its own country, and leaves it text where that gives none.
    So a column that mixes texts and true dates was typed on such a machine: its true dates that also read the
    other way round are doubtful. In a column of true dates alone there is nothing to doubt.
    Texts are doubtful where another text of the column can only be read month first.
    """
    month_first = any(_reads(cell, month_first=True) and not _reads(cell) for _, cell in cells)
    has_text = any(
        isinstance(cell, str) and (_WRITTEN.fullmatch(cell) or _ISO.fullmatch(cell)) for _, cell in cells
    )
    return [
        number
        for number, cell in cells
        if (has_text and isinstance(cell, date) and cell.month != cell.day <= 12)
        or (month_first and _reads(cell) and _reads(cell, month_first=True) and not _same_both_ways(cell))
    ]


def _reads(cell: Cell, *, month_first: bool = False) -> bool:
    """Whether a text may be a date with the day, or the month, before the other."""
    match = _WRITTEN.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        return False
    day, month = int(match[1]), int(match[2])
    return 1 <= day <= 12 and 1 <= month <= 31 if month_first else 1 <= day <= 31 and 1 <= month <= 12


def _same_both_ways(cell: Cell) -> bool:
    match = _WRITTEN.fullmatch(cell) if isinstance(cell, str) else None
    return match is not None and int(match[1]) == int(match[2])


def _refused(cell: Cell, message: str, **values: object) -> UserError:
    return UserError(message, value=cell_text(cell)[:60], **values)


def _refuse_bad(cell: Cell) -> None:
    if not isinstance(cell, BadCell):
        return
    if cell.is_formula:
        raise _refused(
            cell,
            N_(
                "The cell holds a formula whose result was never stored."
                " Open the file in Excel, save it, and choose it again, or type the value."
            ),
        )
    raise _refused(cell, N_("The cell shows the error {value}. Correct its formula, or type the value."))


def _true_date(cell: date) -> date:
    day = cell.date() if isinstance(cell, datetime) else cell
    serial = (day - _EPOCH).days
    if _FIRST_YEAR <= serial <= _LAST_YEAR:
        raise UserError(
            N_("“{value}” looks like the year {year} shown as a date. Type the whole date, or the year."),
            value=cell_text(day),
            year=serial,
        )
    return _in_range(day, cell)


def _written_date(text: str) -> date:
    if match := _WRITTEN.fullmatch(text) or _IN_WORDS.fullmatch(text.casefold()):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif _SHORT.fullmatch(text):
        raise _refused(
            text,
            N_("“{value}” has a year of two digits. Write it with four, as dd/mm/yyyy."),
        )
    elif _YEAR.fullmatch(text):
        raise _refused(text, N_("“{value}” is only a year. Write the whole date as dd/mm/yyyy."))
    else:
        raise _refused(text, N_("“{value}” is no date. Write it as dd/mm/yyyy, such as 05/11/1980."))
    try:
        written = date(year, month, day)
    except ValueError:
        raise _refused(text, N_("“{value}” does not exist. Dates are read as day/month/year.")) from None
    return _in_range(written, text)


def _written_time(text: str) -> time:
    found = _HOUR.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise _refused(text, N_("“{value}” is no hour of the day. Write it as 7:45."))
    return time(int(found[1]), int(found[2] or 0))


def _in_range(day: date, cell: Cell) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _refused(cell, N_("“{value}” lies outside the years 1900 to 2100. Correct the year."))
    return day


def _refused_number(number: Decimal) -> UserError:
    if _year_in(number) is not None:
        return _refused(number, N_("“{value}” is only a year. Write the whole date as dd/mm/yyyy."))
    if number == number.to_integral_value() and 0 < number < 73_000:
        return UserError(
            N_("“{value}” is a number; as a date Excel would show {day}. Write the date as dd/mm/yyyy."),
            value=plain(number),
            day=date.fromordinal(_EPOCH.toordinal() + int(number)),
        )
    return _refused(number, N_("“{value}” is no date. Write it as dd/mm/yyyy, such as 05/11/1980."))


def _year_in(cell: Cell) -> int | None:
    """The year that the cell is, written as text or as a number."""
    text = cell_text(cell) if isinstance(cell, (str, Decimal)) else ""
    return int(text) if _YEAR.fullmatch(text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR else None


def _written_number(text: str) -> Decimal:
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise _refused(text, N_("“{value}” is no number. Write only the number, such as 5.5."))
    if _THOUSANDS.fullmatch(text):
        raise _refused(
            text,
            N_("“{value}” may mean thousands or a fraction. Write it without a separator."),
        )
    return _of_bearable_size(Decimal(text.replace(",", ".").replace("−", "-")), text)


def _of_bearable_size(number: Decimal, cell: Cell) -> Decimal:
    if abs(number) >= _EXACT:
        raise _refused(cell, N_("“{value}” is too large to be meant. Correct it."))
    return number
