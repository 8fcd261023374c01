"""The window around the screens: navigation, message bar, theme, crash dialog."""
