"""What fills the window: one page at a time, the message bar below it, and room around both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evalapp.ui.kit.keyboard import go_on
from evalapp.ui.kit.labels import label
from evalapp.ui.kit.pages import Pages
from evalapp.ui.shell.kept_keyboard import KeptKeyboard
from evalapp.ui.shell.messages import MessageBar, Reads

if TYPE_CHECKING:
    from evalapp.ui.shell.frame import Frame


class Room(QWidget):
    """Shows one page at a time; all there is until a frame is put around it."""

    def __init__(self, read: Reads) -> None:
        super().__init__()
        self.messages = MessageBar(read)
        self._has_frame = False
        self._pages = Pages()
        self._kept_keyboard = KeptKeyboard(self._pages)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._beside = QHBoxLayout()  # the pages, and the help where it has room beside them
        self._beside.addWidget(self._pages, 1)
        self._column.addLayout(self._beside, 1)
        self._column.addWidget(self.messages)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addLayout(self._column, 1)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own
        """Tab goes through all that is in the window, as it is read."""
        return go_on(self, forward=next)

    @property
    def pages(self) -> QWidget:
        """Where the pages stand."""
        return self._pages

    @property
    def is_empty(self) -> bool:
        """Whether no page was shown yet."""
        return not self._pages.count()

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.hold(page)
        self._pages.turn_to(page)

    def hold(self, page: QWidget) -> None:
        """Have a page behind the others: it is dressed here, which takes its time."""
        if self._pages.indexOf(page) < 0:
            if self._has_frame:
                self._hear_actions(page)
            self._pages.addWidget(page)

    def shows(self, part: QWidget) -> bool:
        """Whether something belongs to a page, and not to what stands around the pages or over them."""
        return self._pages.isAncestorOf(part)

    def say(self, words: str) -> None:
        """Show a page with one calm sentence; it takes the keyboard, so that nothing is pressed unseen."""
        page = label(words, "muted", wrap=True)
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_page(page)
        page.setFocus()

    def put_around(self, frame: Frame) -> None:
        """Let navigation, top bar and help take their places."""
        self._has_frame = True
        frame.stand_around(self._column, self._across, self._beside)
        frame.tasks.started.connect(self.messages.end_success)
        frame.tasks.saved.connect(self.messages.tell_saved)
        frame.tasks.unsaved.connect(self.messages.tell_unsaved)

    def _hear_actions(self, page: QWidget) -> None:
        """With what is done on a page next, what was said of the step before is over."""
        from evalapp.ui.kit.actions import ActionBar  # the first picture has none

        for bar in page.findChildren(ActionBar):
            bar.begun.connect(self.messages.end_success)
