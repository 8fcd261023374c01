"""What a table model tells its view besides Qt's own roles."""

from msgspec import Struct
from PySide6.QtCore import Qt

from evalapp.base.columns import Tone

_FIRST = int(Qt.ItemDataRole.UserRole)
ROW_ROLE = _FIRST + 1
LOOK_ROLE = _FIRST + 2
REFUSED_ROLE = _FIRST + 3
HEAD_ROLE = _FIRST + 4


class Look(Struct, frozen=True):
    """All that drawing a cell asks for, at once: each question to a model may wait for the worker's turn."""

    text: str
    tone: Tone
    refused: bool  # it is what was typed here, and was not taken
    chip: bool
    wraps: bool
    head: str
    decimals: int  # of a figure; below 0 for a text
    ticked: bool | None = None  # whether the box that stands in the cell is ticked; None: there is none
