"""The registers: what happened to the people of a unit, kept by hand or taken in, and what it suggests."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.specs import FACTS
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import EmptyState, column, row
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.registers.columns import COLUMNS
from evalapp.ui.screens.registers.editing import Editing, doubts_of, known_entry, new_entry
from evalapp.ui.screens.registers.loading import read_registers
from evalapp.ui.screens.registers.panel import filling_of
from evalapp.ui.screens.registers.state import ENTRIES, EntryLine, RegistersState
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, list_intake
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.ui.shell.suggestions import SuggestionList
from evalapp.usecases.facts_import import import_facts
from evalapp.usecases.registers import withdraw_entry

ACTIONS: tuple[ActionSpec[RegistersState], ...] = (
    ActionSpec(
        "registers.change",
        N_("Complete this entry…"),
        shortcut="F2",
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
        shown=lambda state: state.shows_entries,
    ),
    ActionSpec(
        "registers.withdraw",
        N_("Withdraw this entry…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
        shown=lambda state: state.shows_entries,
    ),
    ActionSpec(
        "registers.take_in",
        N_("Import a list…"),
        shortcut="Ctrl+I",
        menu=MORE_MENU,
        allowed=lambda state: state.can_enter,
        shown=lambda state: state.shows_entries,
    ),
    ActionSpec(
        "registers.new",
        N_("Record…"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_enter,
        shown=lambda state: state.shows_entries,
    ),
)
_PANEL_WIDTH = 340


class RegistersScreen(PlacedScreen[RegistersState]):
    """Leave, discipline, complaints, commendations, and what follows from them."""

    topics = frozenset({Topic.REGISTERS, Topic.SCORES, Topic.ROUNDS, Topic.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = Segments(tr("What is shown"))
        self.pages.chosen.connect(self._turn)
        self.months = Segments(tr("Of which time"))
        self.months.chosen.connect(self._choose_months)
        self.person = ChoicePicker(tr("Person"), tr("Everybody"))
        self.person.chosen.connect(self._choose_person)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[EntryLine] = Table(COLUMNS, lambda line: line.entry.id, tr("Entries"))
        self.table.make_sortable()
        self.table.opened.connect(self._open)
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._panel_saved)
        self.panel.edited.connect(self._edit)
        self.suggestions = SuggestionList(desk)
        self._empty = EmptyState()
        self._empty.turned.connect(lambda: self.routed.emit(Route("people")))
        self._empty.pressed.connect(self._record)
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        split = beside(self._lists, self.panel, widths=(800, _PANEL_WIDTH))
        self._split = split
        self._stack = QStackedWidget()
        for page in (split, self.suggestions, self.intake):
            self._stack.addWidget(page)
        self._head = row(self.pages, self.months, self.person, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)

    def visit(self, place: Place, route: Route) -> None:
        """Load the entries of the unit; what is being filled in stays with its place."""
        if self._state is None or self._state.place != place:
            before = self._state or RegistersState(place)
            self.render_state(RegistersState(place, page=before.page, months=before.months))
        self._load()

    def render_state(self, state: RegistersState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.pages.show_choices(state.pages, state.page)
        self.months.show_choices(state.month_choices, state.months)
        self.person.show_choices(state.person_choices, state.person)
        for part in (self.months, self.person):
            part.setVisible(state.shows_entries)
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        can_record = tr("Record…") if state.place.unit is not None else ""
        to_people = tr("Go to people and units") if state.place.unit is None else ""
        self._empty.show_text(tr("Nothing is recorded"), state.nothing, can_record, to_people)
        is_empty = state.loaded and not state.lines and state.editing is None
        self._lists.setCurrentWidget(self._empty if is_empty else self.table)
        self.panel.show_filling(filling_of(state))
        if self._stack.currentWidget() is not self.intake:
            self._stack.setCurrentWidget(self._split if state.shows_entries else self.suggestions)
        self._head.setVisible(self._stack.currentWidget() is not self.intake)
        self.setFocusProxy(self.table if state.shows_entries else self.suggestions.table)

    def _load(self) -> None:
        if self._state:
            query = partial(read_registers, place=self._state.place, months=self._state.months)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: RegistersState) -> None:
        before = self._state
        if before is None or (before.place, before.months) != (loaded.place, loaded.months):
            return
        known = [choice.key for choice in loaded.person_choices]
        self.render_state(
            replace(
                loaded,
                page=before.page,
                person=before.person if before.person in known else "",
                editing=before.editing,
                busy=self._desk.tasks.busy,
            )
        )
        self.suggestions.load(loaded.round_id)

    def _turn(self, page: str) -> None:
        if self._state:
            may_turn = self.panel.may_leave()
            if may_turn:
                self._desk.tell("", Tone.PLAIN)  # what was said is over with the page
            self.render_state(replace(self._state, page=page, editing=None) if may_turn else self._state)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_months(self, months: str) -> None:
        if self._state:
            self.render_state(replace(self._state, months=months))
            self._load()

    def _choose_person(self, code: str) -> None:
        if self._state:
            self.render_state(replace(self._state, person=code))

    def _do(self, key: str) -> None:
        {
            "registers.new": self._record,
            "registers.change": self._change,
            "registers.withdraw": self._withdraw,
            "registers.take_in": self._take_in,
        }[key]()

    def _record(self) -> None:
        if self._state and self._state.can_enter:
            self._edit(new_entry(self._state.person, self._state.place.period, self._state.today))

    def _change(self) -> None:
        line = self.table.current()
        if line is not None:
            self._open(line)

    def _open(self, line: EntryLine) -> None:
        """Fill in what completes an entry; one that was withdrawn stays as it is."""
        reason = line.entry.withdrawn
        if reason is not None:
            text = tr("This entry was withdrawn: {reason}. Record a new one instead.", reason=reason)
            self._desk.tell(text, Tone.WARN)
        elif self._state:
            self._edit(known_entry(line.line, self._state.place.period))

    def _edit(self, editing: Editing) -> None:
        if self._state and self.panel.may_begin(editing.entry):
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=None))
            (self._lists.currentWidget() or self.table).setFocus()

    def _panel_saved(self, entry: Entry) -> None:
        """Back to the list, which is read again by itself; say what should still be completed."""
        self._leave_panel()
        doubts = doubts_of(entry)
        unseen = self._state.unseen(entry) if self._state else ""
        told = " ".join(filter(None, (unseen, *map(tr_error, doubts))))
        self._desk.tell(told, Tone.WARN if doubts else Tone.OK)  # nothing: what was said before is over

    def _withdraw(self) -> None:
        line = self.table.current()
        if line is None or line.entry.withdrawn is not None:
            return
        reason = self._desk.dialogs.reason(
            tr("Withdraw this entry?"),
            tr(
                "{kind}, {about}, {day}. It stays on record with the reason; results that were settled by it "
                "stay as they are.",
                kind=line.kind,
                about=line.about,
                day=line.entry.since,
            ),
            tr("Withdraw"),
        )
        if reason:
            withdrawing = partial(withdraw_entry, entry_id=line.entry.id, reason=reason)
            self._desk.tasks.run(withdrawing, label=tr("Saving"), done=self._withdrawn, owner=self)

    def _withdrawn(self, _entry: Entry) -> None:
        """The change is announced by `Tasks`, and the list read again."""

    def _take_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("List of facts"), WORKBOOKS)
        if file and self._state:
            take_in = partial(_facts, self._state.place.period)
            self.show_intake(list_intake(tr("List of facts"), file, FACTS, take_in))

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._stack.setCurrentWidget(self.intake)
        self._head.setVisible(False)
        self.intake.begin(intake)

    def _leave_intake(self) -> None:
        self._stack.setCurrentWidget(self._split)
        if self._state:
            self.render_state(replace(self._state, page=ENTRIES))
        self.table.setFocus()


def _facts(period: Period, work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_facts(work, read=read, period=period, choice=choice)
