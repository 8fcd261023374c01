"""One policy opened: its pages as tabs, and under them what is still to be mended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evalapp.base.messages import tr
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import half_filled
from evalapp.ui.kit.labels import column, row
from evalapp.ui.kit.pages import MadePages, Pages
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.screens.policies.faults_list import FaultsList
from evalapp.ui.screens.policies.forms_page import FormsPage
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.pages import PAGES, page_of
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.screens.policies.state import FORMS
from evalapp.ui.shell.routes import Desk


class OpenView(QWidget):
    """The pages of the policy that is open."""

    edited = Signal(object)
    asked = Signal(object)
    turned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.pages = Segments(tr("Part of the policy"))
        self.pages.chosen.connect(self.turned)
        self._desk = desk
        self.panels = MadePages(self._make_panel)
        self._stack = Pages()
        self.faults = FaultsList()
        self.faults.chosen.connect(self._go_to)
        self._inside = column(self, row(self.pages, None), self._stack, self.faults, spacing=MEDIUM)
        self._inside.setStretch(1, 1)

    @property
    def form(self) -> int:
        """Which form is shown, by its position."""
        forms = self.panels[FORMS]
        return forms.form if isinstance(forms, FormsPage) else 0

    @property
    def unapplied(self) -> Sequence[str]:
        """The pages on which something is filled in that is no part of the document yet."""
        return [key for key, panel in self.panels.items() if half_filled(panel)]

    def render_state(self, state: OpenState, page: str) -> None:
        """Draw the page that is turned to; the others are drawn when somebody turns to them."""
        self.pages.show_choices([_tab(spec.key, tr(spec.title), state) for spec in PAGES], page)
        self.panels[page].render_state(state)
        self._stack.turn_to(self.panels[page])
        self.faults.show_faults(state.faults)
        self.setFocusProxy(self.panels[page])

    def _make_panel(self, key: str) -> PolicyPanel:
        made = next(spec for spec in PAGES if spec.key == key).make(self._desk)
        made.edited.connect(self.edited)
        made.asked.connect(self.asked)
        self._stack.addWidget(made)
        self.faults.setParent(None)  # Tab meets the faults after the page, though it was made later
        self._inside.addWidget(self.faults)
        return made

    def _go_to(self, path: Path) -> None:
        page = page_of(str(path[0]) if path else "")
        self.turned.emit(page)
        self.panels[page].show_place(path)


def _tab(key: str, title: str, state: OpenState) -> Choice:
    count = sum(bool(fault.path) and page_of(str(fault.path[0])) == key for fault in state.faults)
    return Choice(key, tr("{page} ✕ {count}", page=title, count=count) if count else title)
