"""Fonts that come with the program, made known to Qt."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase


def use_font(file: Path) -> str:
    """The family of a font file; read here, for not every engine finds a path with Vietnamese letters."""
    known = QFontDatabase.addApplicationFontFromData(file.read_bytes())
    return QFontDatabase.applicationFontFamilies(known)[0]
