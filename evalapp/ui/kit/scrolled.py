"""What is read and not worked in, where it is longer than its place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QScrollArea, QWidget

_WAYS = {
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class Scrolled(QScrollArea):
    """Moved by the arrows, the pages, Home and End."""

    def __init__(self, name: str, inside: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        if inside is not None:
            self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to an end, or a page on; Qt itself knows the pages, not the ends."""
        if not self.scrolls_by(event):
            super().keyPressEvent(event)

    def scrolls_by(self, event: QKeyEvent) -> bool:
        """Whether a key is one of those that move it, which it then did."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.verticalScrollBar().triggerAction(way)
        return True
