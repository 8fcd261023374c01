"""Which key means what in a grid: one table while the cursor moves, one while something is typed."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Command(StrEnum):
    """What a key asks of a grid; whether Shift is held is told beside it."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    HOME = "home"
    END = "end"
    JUMP_UP = "jump_up"
    JUMP_DOWN = "jump_down"
    JUMP_LEFT = "jump_left"
    JUMP_RIGHT = "jump_right"
    FIRST = "first"
    LAST = "last"
    ENTER = "enter"
    TAB = "tab"
    EDIT = "edit"
    CLEAR = "clear"
    FILL_DOWN = "fill_down"
    FILL = "fill"
    COPY = "copy"
    COPY_NAMED = "copy_named"
    CUT = "cut"
    PASTE = "paste"
    SELECT_ALL = "select_all"
    UNDO = "undo"
    REDO = "redo"
    NEXT = "next"
    FIND = "find"
    NOTE = "note"
    GIVE_UP = "give_up"
    FOLD = "fold"
    UNFOLD = "unfold"


_PLAIN: Mapping[int, Command] = {
    Qt.Key.Key_Up: Command.UP,
    Qt.Key.Key_Down: Command.DOWN,
    Qt.Key.Key_Left: Command.LEFT,
    Qt.Key.Key_Right: Command.RIGHT,
    Qt.Key.Key_PageUp: Command.PAGE_UP,
    Qt.Key.Key_PageDown: Command.PAGE_DOWN,
    Qt.Key.Key_Home: Command.HOME,
    Qt.Key.Key_End: Command.END,
    Qt.Key.Key_Return: Command.ENTER,
    Qt.Key.Key_Enter: Command.ENTER,
    Qt.Key.Key_Tab: Command.TAB,
    Qt.Key.Key_Backtab: Command.TAB,
    Qt.Key.Key_F2: Command.EDIT,
    Qt.Key.Key_Delete: Command.CLEAR,
    Qt.Key.Key_Backspace: Command.CLEAR,
    Qt.Key.Key_Escape: Command.GIVE_UP,
}
_WITH_CONTROL: Mapping[int, Command] = {
    Qt.Key.Key_Up: Command.JUMP_UP,
    Qt.Key.Key_Down: Command.JUMP_DOWN,
    Qt.Key.Key_Left: Command.JUMP_LEFT,
    Qt.Key.Key_Right: Command.JUMP_RIGHT,
    Qt.Key.Key_Home: Command.FIRST,
    Qt.Key.Key_End: Command.LAST,
    Qt.Key.Key_Return: Command.FILL,
    Qt.Key.Key_Enter: Command.FILL,
    Qt.Key.Key_D: Command.FILL_DOWN,
    Qt.Key.Key_C: Command.COPY,
    Qt.Key.Key_Insert: Command.COPY,
    Qt.Key.Key_X: Command.CUT,
    Qt.Key.Key_V: Command.PASTE,
    Qt.Key.Key_A: Command.SELECT_ALL,
    Qt.Key.Key_Z: Command.UNDO,
    Qt.Key.Key_Y: Command.REDO,
    Qt.Key.Key_F: Command.FIND,
}
_WITH_CONTROL_AND_SHIFT: Mapping[int, Command] = {
    Qt.Key.Key_Z: Command.REDO,
    Qt.Key.Key_C: Command.COPY_NAMED,
}
_WITH_ALT_AND_SHIFT: Mapping[int, Command] = {
    Qt.Key.Key_Left: Command.FOLD,
    Qt.Key.Key_Right: Command.UNFOLD,
}
#: While something is typed these leave the cell; every other key belongs to the text.
_LEAVING = frozenset(
    {Command.UP, Command.DOWN, Command.PAGE_UP, Command.PAGE_DOWN, Command.ENTER, Command.TAB}
    | {Command.FILL, Command.GIVE_UP, Command.NOTE}
)
_SIDEWAYS = frozenset({Command.LEFT, Command.RIGHT})


def command_of(event: QKeyEvent, *, is_open: bool, moves_inside: bool) -> Command | None:
    """What a key asks for; None leaves it to the text."""
    command = _asked(event)
    if not is_open or command in _LEAVING:
        return command
    return command if command in _SIDEWAYS and not moves_inside else None


def _asked(event: QKeyEvent) -> Command | None:
    held = event.modifiers() & (_CONTROL | _SHIFT | _ALT)
    key = event.key()
    if held == _ALT | _SHIFT:
        return _WITH_ALT_AND_SHIFT.get(key)
    if held & _ALT:
        return None
    if held == _SHIFT and key == Qt.Key.Key_F2:
        return Command.NOTE  # where spreadsheets open the note of a cell
    if not held & _CONTROL:
        return _PLAIN.get(key)
    if held & _SHIFT and key in _WITH_CONTROL_AND_SHIFT:
        return _WITH_CONTROL_AND_SHIFT[key]
    if held & _SHIFT and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return None  # a shortcut of the screen
    return _WITH_CONTROL.get(key)


def is_shift(event: QKeyEvent) -> bool:
    """Whether Shift turns the way round; Backtab is Tab with Shift."""
    return bool(event.modifiers() & _SHIFT) or event.key() == Qt.Key.Key_Backtab
