"""The keys of the window itself, on every screen."""

BACK, FORWARD, FIND, HELP, MANUAL = "back", "forward", "find", "help", "manual"
WINDOW_KEYS = {"Alt+Left": BACK, "Alt+Right": FORWARD, "Ctrl+K": FIND, "F1": MANUAL, "Shift+F1": HELP}
