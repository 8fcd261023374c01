"""What a cell of a sheet may hold once it is read: plain exact values, or the reason why it holds none."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from msgspec import Struct

from evalapp.base.messages import plain

#: What Excel and LibreOffice show where a formula failed.
ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|CALC!|SPILL!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!)|Err:\d{3}"
)
#: How a formula that was never computed is sent back: as an error, so it is never taken for blank.
NOT_COMPUTED = "#CALC!"


class BadCell(Struct, frozen=True):
    """A cell that is neither blank nor a value: an error such as `#REF!`, or a formula nobody computed."""

    text: str
    is_formula: bool = False


Cell = str | Decimal | bool | date | datetime | time | BadCell | None

_SHOWN = {datetime: "%d/%m/%Y %H:%M", date: "%d/%m/%Y", time: "%H:%M"}


def cell_text(cell: Cell) -> str:
    """The cell as an office would write it, to be named in a refusal or sent back."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case Decimal():
            return plain(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case BadCell():
            return cell.text
        case _:
            return cell.strftime(_SHOWN[type(cell)])


def column_name(index: int) -> str:
    """The letters Excel shows above a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
