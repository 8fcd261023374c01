"""Parts of a screen of which one is seen at a time; what is seen rarely is made when somebody turns to it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

Page = TypeVar("Page")


class Pages(QStackedWidget):
    """One page at a time. A page need not be there before somebody turns to it.

    A screen makes such a page in a `cached_property`, or has `MadePages` where they go by keys: it opens
    without what nobody looks at yet.
    """

    def turn_to(self, page: QWidget) -> None:
        """Bring a page to the front; one that was just made takes its place behind the others first."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)


class MadePages(dict[str, Page]):
    """The pages that are there, by their keys; one that is not is made when it is asked for."""

    def __init__(self, make: Callable[[str], Page]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> Page:
        made = self[key] = self._make(key)
        return made
