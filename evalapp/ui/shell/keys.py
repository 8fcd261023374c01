"""The keys of the window itself, on every screen."""

BACK, FORWARD, AGAIN, FIND, HELP, MANUAL = "back", "forward", "again", "find", "help", "manual"
WINDOW_KEYS = {
    "Alt+Left": BACK,
    "Alt+Right": FORWARD,
    "F5": AGAIN,
    "Ctrl+K": FIND,
    "F1": MANUAL,
    "Shift+F1": HELP,
}
