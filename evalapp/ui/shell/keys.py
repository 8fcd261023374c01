"""The keys of the window itself, on every screen."""

from collections.abc import Sequence

BACK, FORWARD, AGAIN, FIND = "back", "forward", "again", "find"
HELP, MANUAL, LEAVE = "help", "manual", "leave"
LARGER, SMALLER, USUAL = "larger", "smaller", "usual"
TEXT_KEYS = {"Ctrl++": LARGER, "Ctrl+=": LARGER, "Ctrl+-": SMALLER, "Ctrl+0": USUAL}
#: Of the screens in their order; Ctrl+0 is the usual text size, so the tenth (Trao đổi) has a letter.
SCREEN_KEYS = (*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+Shift+T")
WINDOW_KEYS = {
    "Alt+Left": BACK,
    "Alt+Right": FORWARD,
    "F5": AGAIN,
    "Ctrl+K": FIND,
    "F1": MANUAL,
    "Shift+F1": HELP,
    "Ctrl+Q": LEAVE,
}
#: Of the message bar, while it offers to open what was written.
OPEN_FILE, OPEN_FOLDER = "open_file", "open_folder"
#: Of a list, where the system does not show its menu by a key of its own (`kit/row_menu.py`).
MENU = "menu"
MENU_KEYS = {"Shift+F10": MENU}
MESSAGE_KEYS = {"F12": OPEN_FILE, "Shift+F12": OPEN_FOLDER}


def next_size(size: int, step: str, sizes: Sequence[int], usual: int) -> int:
    """The size after or before one, in percent; beyond the last stays the last."""
    if step == LARGER:
        return next((each for each in sizes if each > size), sizes[-1])
    if step == SMALLER:
        return next((each for each in reversed(sizes) if each < size), sizes[0])
    return usual
