"""What a text would do in a cell: what it would change there, or why it is refused."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, TypeVar

from msgspec import Struct

from evalapp.base.columns import EMPTY, figure
from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.ui.kit.grid_blocks import LeftOut
from evalapp.ui.kit.grid_columns import GridColumn

Row = TypeVar("Row")
_ARROW = "→"


class Refused(Struct, frozen=True):
    """A text that was refused and stays in its cell, with the reason."""

    text: str
    reason: UserError

    @property
    def tip(self) -> str:
        """Why it was refused."""
        return tr_error(self.reason)


class Proposed(Struct, frozen=True):
    """A text of a pasted block that would be taken, and what it would take the place of."""

    text: str
    value: object
    before: str = ""  # what stands there as it reads; empty where nothing is stored, or the same
    is_same: bool = False

    @property
    def reads(self) -> str:
        """The new one as the old one is written, whatever mark was typed."""
        if not isinstance(self.value, Decimal):
            return self.text
        return figure(self.value, len(self.before.replace(",", ".").partition(".")[2]))

    @property
    def change(self) -> str:
        """The old beside the new; empty where nothing that is stored changes."""
        return f"{self.before} {_ARROW} {self.reads or EMPTY}" if self.before else ""

    @property
    def change_in_brief(self) -> str:
        """The same where there is no room for the old one."""
        return f"{_ARROW} {self.reads or EMPTY}" if self.before else ""

    @property
    def tip(self) -> str:
        """What would change, where the cell has no room to say it."""
        return self.change


class Preview(NamedTuple):
    """What a block that is not taken yet would do."""

    good: int
    refused: int
    left_out: LeftOut
    mendable: int  # of those refused: stand where something else can be typed
    changed: int = 0  # of the good ones: take the place of something else that is stored
    same: int = 0  # of the good ones: are stored already

    @property
    def is_again(self) -> bool:
        """Whether all of it was taken once and could not be kept."""
        return not (self.refused or any(self.left_out))

    @property
    def new(self) -> int:
        """Of the good ones: go where nothing is stored."""
        return self.good - self.changed - self.same


def previewed(marks: Iterable[Refused | Proposed], left_out: LeftOut, mendable: int) -> Preview:
    """What all of a block would do."""
    said = list(marks)
    good = [mark for mark in said if isinstance(mark, Proposed)]
    changed, same = sum(bool(mark.before) for mark in good), sum(mark.is_same for mark in good)
    return Preview(len(good), len(said) - len(good), left_out, mendable, changed, same)


def said_in(row: Row, column: GridColumn[Row], said: str) -> Refused | Proposed | None:
    """What would become of a text in a cell; None where nothing is said to one that takes nothing."""
    text = "" if said == EMPTY else said
    if not column.takes_text(row) or column.read is None:
        return Refused(text, column.why_not(row)) if text else None
    try:
        value = column.read(row, text)
    except UserError as error:
        return Refused(text, error)
    stored = column.value(row)
    if stored == value:
        return Proposed(text, value, is_same=True)
    return Proposed(text, value, "" if stored in (None, "") else column.cell(row).text)
