"""What fills the window: the start page or a screen, the message bar below it, and room around both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evalapp.ui.shell.messages import MessageBar

if TYPE_CHECKING:
    from evalapp.ui.shell.frame import Frame


class Room(QWidget):
    """Shows one page at a time; all there is until a frame is put around it."""

    def __init__(self, start: QWidget) -> None:
        super().__init__()
        self.messages = MessageBar()
        self._pages = QStackedWidget()
        self._pages.addWidget(start)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self.messages)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addLayout(self._column, 1)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def put_around(self, frame: Frame) -> None:
        """Let navigation, top bar and help take their places."""
        frame.stand_around(self._column, self._across)
