"""The keys of the window itself, on every screen."""

BACK, FORWARD, FIND, HELP = "back", "forward", "find", "help"
WINDOW_KEYS = {"Alt+Left": BACK, "Alt+Right": FORWARD, "Ctrl+K": FIND, "F1": HELP}
