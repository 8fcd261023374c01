"""The pages of an open policy: each shows one side of the same document and tells of the edits made on it.

To add a page: a `PolicyPanel` that draws what the state's `document` says of its part, and emits `edited`
with the whole document after an edit (made with the functions of `domain/policy/drafts`); one line in the
list of `pages.py`. The screen keeps the edit, reads it back, and shows the faults; `state.faults_at(path)`
gives those of a part. `show_place` is called when somebody jumps from a fault to where it is.
"""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evalapp.domain.policy.problems import Path
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.shell.routes import Desk


class PolicyPanel(QWidget):
    """One page of an open policy."""

    edited = Signal(object)  # the whole document after an edit
    asked = Signal(object)  # a use case of the draft beside its document; the screen runs it on the draft

    def render_state(self, state: OpenState) -> None:
        """Draw the page's part of the policy; nothing can be changed where `state.editable` is false."""
        raise NotImplementedError

    def show_place(self, path: Path) -> None:
        """Put the cursor on what stands at a path of the document."""


class PanelSpec(Struct, frozen=True):
    """A page: its key, its title, which parts of the document are edited on it, and how it is made."""

    key: str
    title: str
    parts: frozenset[str]  # the first keys of the paths that it shows
    make: Callable[[Desk], PolicyPanel]
