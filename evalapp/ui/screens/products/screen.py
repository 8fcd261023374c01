"""Products and tasks of a unit's month: a person's lines, what they come to, and lists taken in."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.messages import N_, tr
from evalapp.documents.reading.lists import ReadList, find_lists
from evalapp.documents.reading.product_specs import CATALOGUE, PRODUCTS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.products import ProductLine
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import EmptyState, column, row
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.products.columns import COLUMNS
from evalapp.ui.screens.products.editing import Editing, known_line, new_line
from evalapp.ui.screens.products.loading import read_products
from evalapp.ui.screens.products.panel import LinePanel
from evalapp.ui.screens.products.state import ProductsState, ShownLine
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, Taken, list_intake
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.catalogue_import import import_catalogue
from evalapp.usecases.products import confirm_objective, remove_line, take_confirmation_back
from evalapp.usecases.products_import import import_products

ACTIONS: tuple[ActionSpec[ProductsState], ...] = (
    ActionSpec(
        "products.change",
        N_("Change this product…"),
        shortcut="F2",
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
    ),
    ActionSpec(
        "products.confirm",
        N_("Confirm the objective cause…"),
        shortcut="Ctrl+Shift+K",
        menu=MORE_MENU,
        allowed=lambda state: state.can_confirm,
    ),
    ActionSpec(
        "products.take_back",
        N_("Withdraw the confirmation"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
    ),
    ActionSpec(
        "products.remove",
        N_("Remove this product…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
    ),
    ActionSpec(
        "products.catalogue",
        N_("Import the unit's catalogue…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_enter,
    ),
    ActionSpec(
        "products.take_in",
        N_("Import a list…"),
        shortcut="Ctrl+I",
        allowed=lambda state: state.can_enter,
    ),
    ActionSpec(
        "products.new",
        N_("Add a product"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_add,
    ),
)
_PANEL_WIDTH = 300


class ProductsScreen(PlacedScreen[ProductsState]):
    """What somebody had to do in a month, and what came of it."""

    topics = frozenset({Topic.PRODUCTS, Topic.SCORES, Topic.ROUNDS, Topic.PEOPLE, Topic.REGISTERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.person = ChoicePicker(tr("Person"), tr("Everybody"))
        self.person.chosen.connect(self._choose_person)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[ShownLine] = Table(COLUMNS, lambda each: each.key, tr("Products, tasks"))
        self.table.make_sortable()
        self.table.opened.connect(self._open)
        self.panel = LinePanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._saved)
        self.panel.edited.connect(self._edit)
        self._empty = EmptyState()
        self._empty.turned.connect(lambda: self.routed.emit(Route("people")))
        self._empty.pressed.connect(self._add)
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        split = beside(self._lists, self.panel, widths=(860, _PANEL_WIDTH))
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.intake)
        self._split = split
        self._head = row(self.person, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    def visit(self, place: Place, route: Route) -> None:
        """Load the products of the unit; the person that is asked for is shown alone."""
        before = self._state
        if before is None or before.place != place or (route.person and route.person != before.person):
            self.render_state(ProductsState(place, person=route.person))
        self._load()

    def render_state(self, state: ProductsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.person.show_choices(state.person_choices, state.person)
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        self._empty.show_text(
            tr("No products yet"),
            state.nothing,
            tr("Add a product") if state.can_add else "",
            "" if state.people else tr("Go to people and units"),
        )
        is_empty = state.loaded and not state.lines and state.editing is None
        self._lists.setCurrentWidget(self._empty if is_empty else self.table)
        self.panel.render_state(state)
        self._head.setVisible(self._stack.currentWidget() is not self.intake)

    def _load(self) -> None:
        if self._state:
            query = partial(read_products, place=self._state.place)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: ProductsState) -> None:
        before = self._state
        if before is None or before.place != loaded.place:
            return
        busy = self._desk.tasks.busy
        self.render_state(replace(loaded, person=before.person, editing=before.editing, busy=busy))

    def _choose_person(self, code: str) -> None:
        if self._state:
            self.render_state(replace(self._state, person=code, editing=None))

    def _do(self, key: str) -> None:
        {
            "products.new": self._add,
            "products.change": self._change,
            "products.confirm": self._confirm,
            "products.take_back": self._take_back,
            "products.remove": self._remove,
            "products.take_in": self._take_in,
            "products.catalogue": self._take_catalogue,
        }[key]()

    def _add(self) -> None:
        if self._state and self._state.can_add:
            self._edit(new_line(self._state.person))

    def _change(self) -> None:
        line = self.table.current()
        if line is not None:
            self._open(line)

    def _open(self, each: ShownLine) -> None:
        self._edit(known_line(each.person.code, each.line))

    def _edit(self, editing: Editing) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=None))
            self.table.setFocus()

    def _saved(self, _line: ProductLine) -> None:
        """Back to the list, which is read again by itself."""
        self._leave_panel()

    def _confirm(self) -> None:
        each = self.table.current()
        if each is None or self._state is None:
            return
        document = self._desk.dialogs.reason(
            tr("Confirm the objective cause?"),
            tr(
                "{name}, {code}: {failures} failures and {delays} delays are said to be objective. "
                "Confirmed, they cost no points. Say by which document.",
                name=each.person.name,
                code=each.line.code,
                failures=each.line.objective_failures,
                delays=each.line.objective_delays,
            ),
            tr("Confirm"),
        )
        if document:
            confirming = partial(
                confirm_objective,
                person_code=each.person.code,
                period=self._state.place.period,
                code=each.line.code,
                document=document,
            )
            self._desk.tasks.run(confirming, label=tr("Saving"), done=_told, owner=self)

    def _take_back(self) -> None:
        each = self.table.current()
        if each is not None and self._state:
            taking = partial(
                take_confirmation_back,
                person_code=each.person.code,
                period=self._state.place.period,
                code=each.line.code,
            )
            self._desk.tasks.run(taking, label=tr("Saving"), done=_told, owner=self)

    def _remove(self) -> None:
        each = self.table.current()
        if each is None or self._state is None:
            return
        sure = self._desk.dialogs.confirm(
            tr("Remove this product?"),
            tr("{name}, {code}: the history keeps it.", name=each.person.name, code=each.line.code),
            tr("Remove it"),
        )
        if sure:
            removing = partial(
                remove_line,
                person_code=each.person.code,
                period=self._state.place.period,
                code=each.line.code,
            )
            self._desk.tasks.run(removing, label=tr("Saving"), done=_told, owner=self)

    def _take_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("List of products"), WORKBOOKS)
        if file and self._state:
            take_in = partial(_products, self._state.place)
            self.show_intake(list_intake(tr("List of products"), file, PRODUCTS, take_in))

    def _take_catalogue(self) -> None:
        file = self._desk.dialogs.open_file(tr("Catalogue of products"), WORKBOOKS)
        if file and self._state:
            named = tr("Catalogue of products")
            title = f"{named}: {file.name}"
            self.show_intake(Intake(title, partial(_catalogue, place=self._state.place, file=file)))

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._stack.setCurrentWidget(self.intake)
        self._head.setVisible(False)
        self.intake.begin(intake)

    def _leave_intake(self) -> None:
        self._stack.setCurrentWidget(self._split)
        if self._state:
            self.render_state(self._state)
        self.table.setFocus()


def _products(place: Place, work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    unit = work.units.by_code(place.unit or "").id
    return import_products(work, read=read, unit=unit, period=place.period, choice=choice)


def _catalogue(work: Work, choice: ImportChoice, *, place: Place, file: Path) -> Taken:
    parts = find_lists(read_workbook(file), CATALOGUE)
    unit = work.units.by_code(place.unit or "").id
    return Taken(import_catalogue(work, parts=parts, unit=unit, since=None, choice=choice))


def _told(_line: ProductLine) -> None:
    """The change is announced by `Tasks`, and the list read again."""
