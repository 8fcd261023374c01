"""How everything looks: Fusion, the palette, a small style sheet built from it, and our own font."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from string import Template

from msgspec.structs import asdict
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QWidget

from evalapp.base import paths
from evalapp.ui.kit.colours import DARK, LIGHT, Colours, colours, use_colours
from evalapp.ui.kit.fonts import use_font
from evalapp.ui.kit.sizes import px, scaled

FUSION = "fusion"
FONT = "Be Vietnam Pro"
FONT_PIXELS = 13
_WEIGHTS = ("Regular", "SemiBold", "Bold", "Italic")


def fusion_application(name: str) -> QApplication:
    """The application, drawn by Fusion everywhere: told as an option, for asking for a style takes long."""
    return QApplication([name, "-style", FUSION])


class Theme(QObject):
    """Applies light or dark to the application, and follows the system where asked to.

    The style sheet is a window's own: Qt dresses what is built for it once, when it comes into the window. On
    the application it would dress every part again each time that it is put into another.
    """

    changed = Signal()
    _redressed = Signal(str)

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        load_font()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Use `light`, `dark`, or whatever the `system` uses, at the text size that was chosen."""
        self._choice = choice
        chosen = {"light": LIGHT, "dark": DARK}.get(choice) or self._of_system()
        use_colours(chosen)
        font = QFont(FONT)
        font.setPixelSize(px(FONT_PIXELS))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setFont(font)
        self._app.setPalette(palette_of(chosen))
        self._redressed.emit(style_sheet(chosen))

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window and whatever opens over it, and from now on every other one."""
        window.setStyleSheet(style_sheet(colours()))
        self._redressed.connect(window.setStyleSheet)

    def _of_system(self) -> Colours:
        return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _follow(self) -> None:
        if self._choice == "system" and self._of_system() is not colours():
            self.choose("system")
            self.changed.emit()


def load_font() -> None:
    """Make the interface font known, so that Vietnamese reads the same on every system."""
    folder = Path(import_module("fontpkg_be_vietnam_pro").ROOT) / "files"
    for weight in _WEIGHTS:
        use_font(folder / f"BeVietnamPro-{weight}.ttf")


def letters_missing(letters: Iterable[str]) -> set[str]:
    """Which letters the interface font cannot draw in some weight that is used."""
    load_font()
    faces = [QRawFont.fromFont(QFontDatabase.font(FONT, weight, FONT_PIXELS)) for weight in _WEIGHTS]
    return {letter for letter in letters if not all(face.supportsCharacter(ord(letter)) for face in faces)}


def palette_of(c: Colours) -> QPalette:
    """The Qt palette of a set of colours."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.bg,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.raised,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.bad,
        QPalette.ColorRole.ToolTipBase: c.raised,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.Highlight: c.accent_soft,
        QPalette.ColorRole.HighlightedText: c.text,
        QPalette.ColorRole.Accent: c.accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Midlight: c.raised,
        QPalette.ColorRole.Dark: c.line,
        QPalette.ColorRole.Light: c.surface,
        QPalette.ColorRole.Shadow: c.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.offer))
    return palette


def style_sheet(c: Colours) -> str:
    """The small style sheet; whatever it leaves out is Fusion with our palette."""
    template = Template((paths.resources() / "theme" / "window.qss").read_text(encoding="utf-8"))
    return scaled(template.substitute(asdict(c)))
