"""A second press of a key is not meant for what the first one opened: nobody has seen that yet."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SecondPress(QObject):
    """Keeps keys from a widget's shortcuts while it has just opened, and always where a key is held."""

    def __init__(self, owner: QWidget, keys: frozenset[Qt.Key] = ENTER) -> None:
        super().__init__(owner)
        self._keys = keys
        self._opening = QTimer(self, singleShot=True)
        owner.installEventFilter(self)

    def begin(self) -> None:
        """Something has just been shown: as long as two clicks would be one, two presses are too."""
        self._opening.start(QApplication.doubleClickInterval())

    @property
    def waits(self) -> bool:
        """Whether a press still counts as the second one."""
        return self._opening.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key from the shortcuts; what has the keyboard hears of it all the same."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_meant = Qt.Key(event.key()) in self._keys
            if is_meant and (event.isAutoRepeat() or self.waits):
                if self.waits:
                    self.begin()  # an impatient third press is none either
                event.accept()
                return True
        return super().eventFilter(watched, event)
