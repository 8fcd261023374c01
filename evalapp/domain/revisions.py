"""What a paper of a period that was made anew says of the revision that it replaces."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

#: What stood somewhere: points, a level, words; None where there was nothing.
Stood = Decimal | str | None


class Changed(Struct, frozen=True):
    """A row of somebody's form, or their result, that is another than before; `what` is a row's code."""

    code: str
    name: str
    what: str
    before: Stood
    after: Stood


class Replaced(Struct, frozen=True):
    """Which revision this is, which one it replaces, why, and what it changed where that is known."""

    revision: int
    reason: str
    closed_on: date | None = None  # None: the one before is not in this data file
    changes: tuple[Changed, ...] | None = None  # None: not compared


class UnitReplaced(Struct, frozen=True):
    """A unit that made a period anew, among those of a list of many."""

    unit_code: str
    unit_name: str
    of: Replaced


#: What is another besides rows of a form.
TOTAL, LEVEL, UNRATED = "total", "level", "unrated"
#: Before the number of a month that a longer period was made of.
MONTH = "month "
