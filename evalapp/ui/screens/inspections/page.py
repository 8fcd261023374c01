"""One page of the screen of inspections; each keeps its own state, list and actions.

To add a page: an `InspectionPage` that loads what it shows when `load` is called, and one line in `pages.py`.
The screen calls `load` when the page is turned to, and again whenever inspections changed meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.shell.routes import Desk, Place


class InspectionPage(QWidget):
    """One side of inspections: a list, with a panel beside it."""

    routed = Signal(object)  # a `Route` to another screen
    opened = Signal(int)  # a visit that is to be opened, by its key

    def load(self, place: Place) -> None:
        """Read what the page shows at this place, and show it; what is being filled in stays."""
        raise NotImplementedError

    def show_overdue(self, unit: str) -> None:
        """Show what is overdue in a unit and below it, where a page has such a thing."""

    def show_visit(self, visit: int) -> None:
        """Put the cursor on a visit once the list is read, where a page lists visits."""


class PageSpec(Struct, frozen=True):
    """A page: its key, its title, how it is made, and what can be done on it."""

    key: str
    title: str
    make: Callable[[Desk], InspectionPage]
    actions: Sequence[ActionSpec[Any]] = ()
