"""One folder a screen: state (no Qt), columns, screen. Screens do not know each other."""
