"""The screen of inspections: its pages, turned to by their names."""

from functools import cached_property

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.inspections import VisitId
from evalapp.store.topics import Topic
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, row
from evalapp.ui.kit.pages import MadePages, Pages
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.screens.inspections.field_page import FIELD_ACTIONS, FieldPage
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.pages import PAGES
from evalapp.ui.shell.routes import Desk, Place, Route, Screen

ACTIONS = (*(action for page in PAGES for action in page.actions), *FIELD_ACTIONS)


class InspectionsScreen(Screen):
    """Visits, findings, remedies, decisions and plans: a page each."""

    topics = frozenset({Topic.INSPECTIONS, Topic.PEOPLE, Topic.UNITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._page = PAGES[0].key
        self._pages = MadePages(self._make_page)
        self.turner = Segments(tr("What is shown"))
        self.turner.chosen.connect(self.turn)
        self.turner.show_choices([Choice(each.key, tr(each.title)) for each in PAGES], self._page)
        self._stack = Pages()
        self._head = row(self.turner, None, spacing=MEDIUM)
        self._is_in_field = False
        self._visit = 0  # the one in field mode, or that was there last
        self._route: Route | None = None
        layout = column(self, self._head, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)

    @cached_property
    def field(self) -> FieldPage:
        """One visit in field mode, made when the first is opened."""
        made = FieldPage(self._desk)
        made.left.connect(self._leave_field)
        made.routed.connect(self.routed)
        return made

    @property
    def page(self) -> InspectionPage:
        """The page that is shown."""
        return self._pages[self._page]

    def _make_page(self, key: str) -> InspectionPage:
        made = next(each for each in PAGES if each.key == key).make(self._desk)
        made.routed.connect(self.routed)
        made.opened.connect(self.open_visit)
        return made

    def make_ahead(self) -> None:
        """Have the page that is shown first."""
        if not self._stack.count():
            self._stack.addWidget(self.page)

    def visit(self, place: Place, route: Route) -> None:
        """Load what the page shows here; a route that names a visit opens it."""
        self._place = place
        is_new, self._route = route is not self._route, route
        if route.visit and is_new:
            self.open_visit(VisitId(route.visit), route.field)
        elif route.overdue and is_new:
            self._is_in_field, self._page = False, route.overdue
            self._show_page()
            self.page.show_overdue(route.unit)
        elif self._is_in_field:
            self.field.load()
        else:
            self._show_page()

    def open_visit(self, visit: int, field: str = "") -> None:
        """Show a visit in field mode, with the cursor in a field."""
        self._is_in_field = True
        self._head.setVisible(False)
        self._stack.turn_to(self.field)
        self.setFocusProxy(self.field)
        self._visit = visit
        self.field.open(VisitId(visit), field)

    def _leave_field(self) -> None:
        self._is_in_field = False
        self._desk.tell("", Tone.PLAIN)  # what was said is over with what it was said of
        self.page.show_visit(self._visit)
        self._show_page()
        self.page.setFocus()

    def turn(self, page: str) -> None:
        """Show another page; what was said of the one before is over."""
        self._desk.tell("", Tone.PLAIN)
        self._page = page
        self._show_page()
        self.setFocus()

    def _show_page(self) -> None:
        self._head.setVisible(len(PAGES) > 1)
        self.turner.choose(self._page)
        page = self.page
        self._stack.turn_to(page)
        self.setFocusProxy(page)
        if self._place is not None:
            page.load(self._place)
