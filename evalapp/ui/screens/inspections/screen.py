"""The screen of inspections: its pages, turned to by their names."""

from PySide6.QtWidgets import QStackedWidget

from evalapp.base.messages import tr
from evalapp.store.topics import Topic
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, row
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.pages import PAGES
from evalapp.ui.shell.routes import Desk, Place, Route, Screen

ACTIONS = tuple(action for page in PAGES for action in page.actions)


class InspectionsScreen(Screen):
    """Visits, findings, remedies, decisions and plans: a page each."""

    topics = frozenset({Topic.INSPECTIONS, Topic.PEOPLE, Topic.UNITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._page = PAGES[0].key
        self._pages: dict[str, InspectionPage] = {}
        self.turner = Segments(tr("What is shown"))
        self.turner.chosen.connect(self.turn)
        self._stack = QStackedWidget()
        head = row(self.turner, None, spacing=MEDIUM)
        head.setVisible(len(PAGES) > 1)
        layout = column(self, head, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)

    @property
    def page(self) -> InspectionPage:
        """The page that is shown."""
        if self._page not in self._pages:
            spec = next(each for each in PAGES if each.key == self._page)
            made = spec.make(self._desk)
            made.routed.connect(self.routed)
            self._stack.addWidget(made)
            self._pages[self._page] = made
        return self._pages[self._page]

    def visit(self, place: Place, route: Route) -> None:
        """Load what the page shows here."""
        self._place = place
        self._show_page()

    def turn(self, page: str) -> None:
        """Show another page."""
        self._page = page
        self._show_page()
        self.setFocus()

    def _show_page(self) -> None:
        self.turner.show_choices([Choice(each.key, tr(each.title)) for each in PAGES], self._page)
        page = self.page
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        if self._place is not None:
            page.load(self._place)
