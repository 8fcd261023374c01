"""What a table model tells its view besides Qt's own roles."""

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = _FIRST + 1
ROW_ROLE = _FIRST + 2
TONE_ROLE = _FIRST + 3
CHIP_ROLE = _FIRST + 4
REFUSED_ROLE = _FIRST + 5
DECIMALS_ROLE = _FIRST + 6
WRAPS_ROLE = _FIRST + 7
HEAD_ROLE = _FIRST + 8
