"""One section of a visit in field mode.

To add a section: a `FieldSection` that draws its part of the state and emits `kept` with a `Keeping` when a
field is left; one line in `field_sections.py`. A field is known by the key of its widget (`FIELD_KEY`), under
which the page finds it again when the program comes back to the visit.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evalapp.store.work import Work
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.kept_fields import KeptField
from evalapp.ui.kit.labels import label, row
from evalapp.ui.screens.inspections.field_state import FieldState
from evalapp.ui.shell.routes import Desk


class Keeping(Struct, frozen=True):
    """One change that is to be kept: by which use case, typed where, and where the cursor goes afterwards."""

    use_case: Callable[[Work], Any]
    field: KeptField | None = None
    text: str = ""
    then: Callable[[Any], str] | None = None  # the key of the field to go to, by what came of it


class FieldSection(QFrame):
    """A card of field mode with a heading, a word beside it, and its fields under it."""

    kept = Signal(object)

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("look", "card")
        self.note = label(look="muted")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        self.body.setSpacing(MEDIUM)
        self.body.addWidget(row(label(title, "title"), None, self.note))

    def render_state(self, state: FieldState) -> None:
        """Draw the section's part of the visit."""
        raise NotImplementedError

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops in the section, in the order in which it is read."""
        raise NotImplementedError

    def begin(self) -> QWidget | None:
        """The first field, where the section can be jumped to."""
        return None
