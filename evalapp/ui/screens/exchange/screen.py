"""The exchange: who has not sent the month, what went and came, and taking packages in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.packages import ENDING
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.clipboard import has_files
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import PACKAGE_FILES, XLSX_FILES
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import Segments
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.exchange.columns import MONTHS, PACKAGES
from evalapp.ui.screens.exchange.loading import kit, pack, read_exchange, send, table
from evalapp.ui.screens.exchange.panel import TakingPanel
from evalapp.ui.screens.exchange.state import ExchangeState, MonthLine, PackageLine, Page, page_choices
from evalapp.ui.screens.exchange.taking import Taking
from evalapp.ui.shell.incoming import files_of
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.packages import Made

ACTIONS: tuple[ActionSpec[ExchangeState], ...] = (
    ActionSpec(
        "exchange.table",
        N_("All units in one table (Excel)…"),
        shortcut="Ctrl+Shift+E",
        menu=MORE_MENU,
        allowed=lambda state: state.has_place and bool(state.expected),
    ),
    ActionSpec(
        "exchange.kit", N_("Pack lists for laptops…"), menu=MORE_MENU, allowed=lambda state: state.is_free
    ),
    ActionSpec(
        "exchange.pack", N_("Pack the month's visits…"), menu=MORE_MENU, allowed=lambda state: state.has_place
    ),
    ActionSpec("exchange.send", N_("Send the month…"), allowed=lambda state: state.sends_month),
    ActionSpec(
        "exchange.folder",
        N_("Receive a folder…"),
        shortcut="Ctrl+Shift+O",
        allowed=lambda state: state.is_free,
        why=lambda state: state.no_taking,
    ),
    ActionSpec(
        "exchange.take",
        N_("Receive packages…"),
        shortcut="Ctrl+O; F9",
        primary=True,
        allowed=lambda state: state.is_free,
        why=lambda state: state.no_taking,
    ),
)


class ExchangeScreen(PlacedScreen[ExchangeState]):
    """What is exchanged with other data files by packages."""

    topics = frozenset({Topic.PACKAGES, Topic.ROUNDS, Topic.UNITS, Topic.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = Segments(tr("What is shown"))
        self.pages.chosen.connect(self._turn)
        self.pages.show_choices(page_choices(), Page.MONTHS)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._summary = label(look="muted", wrap=True)
        self.months: Table[MonthLine] = Table(
            MONTHS, lambda line: (line.code, line.policy), tr("Months of units")
        )
        self.packages: Table[PackageLine] = Table(PACKAGES, lambda line: line.hash, tr("Packages"))
        for each in (self.months, self.packages):
            each.make_sortable()
        self._empty = EmptyState()
        self._empty.turned.connect(lambda: self.routed.emit(Route("people")))
        self.panel = TakingPanel(desk)
        self.panel.left.connect(self._leave)
        self.panel.changed.connect(self._follow_taking)
        self._stack = QStackedWidget()
        for page in (self.months, self.packages, self._empty, self.panel):
            self._stack.addWidget(page)
        self._head = row(self.pages, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._summary, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)
        self.setAcceptDrops(True)

    def visit(self, place: Place, route: Route) -> None:
        """Load what was exchanged; packages that are looked at stay."""
        before = self._state
        if before is None or before.place != place:
            page = before.page if before else Page.MONTHS
            self.render_state(ExchangeState(place, page, taking=before.taking if before else None))
        self._load()

    def render_state(self, state: ExchangeState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.pages.choose(state.page)
        self.actions_bar.show_state(state)
        taking = state.taking
        self._head.setVisible(taking is None)
        self._summary.setText(state.summary if state.loaded else "")
        self._summary.setVisible(taking is None and bool(state.summary))
        self.panel.render_state(taking)
        if state.page is Page.MONTHS:
            self.months.show_rows(state.months)
        else:
            self.packages.show_rows(state.packages)
        to_people = tr("Go to people and units") if state.place.unit is None else ""
        self._empty.show_text(*state.nothing, other=to_people)
        self._stack.setCurrentWidget(self._shown(state))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Packages and folders of them may be dropped here."""
        if self._state and self._state.is_free and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what was dropped."""
        files = tuple(each for each in files_of(event.mimeData()) if isinstance(each, Path))
        if files:
            event.acceptProposedAction()
            self.look_into(*files)

    def look_into(self, *files: Path) -> None:
        """Show what packages would do, or those in folders."""
        self.panel.begin(Taking(files))

    def _shown(self, state: ExchangeState) -> QWidget:
        if state.taking is not None:
            return self.panel
        if state.loaded and state.is_empty:
            return self._empty
        return self.months if state.page is Page.MONTHS else self.packages

    def _load(self) -> None:
        if self._state:
            query = partial(read_exchange, place=self._state.place)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: ExchangeState) -> None:
        now = self._state
        if now is not None and now.place == loaded.place:
            self.render_state(replace(loaded, page=now.page, taking=now.taking, busy=self._desk.tasks.busy))

    def _turn(self, page: Page) -> None:
        if self._state:
            self.render_state(replace(self._state, page=page))

    def _follow_taking(self, taking: Taking) -> None:
        if self._state:
            self.render_state(replace(self._state, taking=taking))

    def _leave(self) -> None:
        if self._state:
            state = replace(self._state, taking=None)
            self.render_state(state)
            self._shown(state).setFocus()

    def _do(self, key: str) -> None:
        state = self._state
        if state is None:
            return
        place, period = state.place, state.place.period
        steps: dict[str, Callable[[], None]] = {
            "exchange.take": self._choose_files,
            "exchange.folder": self._choose_folder,
            "exchange.send": partial(
                self._write, f"{place.unit}-{period}", partial(send, place=place), tr("Sending the month")
            ),
            "exchange.pack": partial(
                self._write, f"kiem-tra-{place.unit}-{period}", partial(pack, place=place), tr("Packing")
            ),
            "exchange.kit": partial(self._write, "danh-muc", kit, tr("Packing")),
            "exchange.table": partial(self._write_table, place),
        }
        steps[key]()

    def _choose_files(self) -> None:
        files = self._desk.dialogs.open_files(tr("Packages"), PACKAGE_FILES)
        if files:
            self.look_into(*files)

    def _choose_folder(self) -> None:
        folder = self._desk.dialogs.folder(tr("Folder with packages"))
        if folder is not None:
            self.look_into(folder)

    def _write(self, name: str, making: Callable[..., Made], words: str) -> None:
        out = self._desk.dialogs.save_file(tr("Package"), name + ENDING, PACKAGE_FILES)
        if out is not None:
            self._desk.tasks.run(partial(making, out=out), label=words, done=self._tell_made, owner=self)

    def _tell_made(self, made: Made) -> None:
        self._desk.tell(
            tr(
                "Package {number} written to {file} with {count} {count:item|items}.",
                number=made.manifest.sequence,
                file=made.file,
                count=sum(made.counts.values()),
            ),
            Tone.OK,
        )

    def _write_table(self, place: Place) -> None:
        name = f"tong-hop-{place.unit}-{place.period}.xlsx"
        out = self._desk.dialogs.save_file(tr("All units in one table"), name, XLSX_FILES)
        if out is not None:
            writing: Callable[[Work], Path] = partial(table, place=place, out=out)
            self._desk.tasks.run(
                writing, label=tr("Writing the report"), done=partial(tell_file, self._desk), owner=self
            )
