"""The people screen: the tree of units beside the people of one of them; lists are taken in here."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.messages import N_, shown, tr
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.specs import PEOPLE, UNITS
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.people import Person
from evalapp.domain.units import Unit
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.row_menu import keep_own_menu
from evalapp.ui.kit.search_line import SearchLine
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import PanelSplit
from evalapp.ui.kit.states import keep
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.people.actions import ACTIONS, UNIT_MENU
from evalapp.ui.screens.people.columns import COLUMNS, UNIT_COLUMNS
from evalapp.ui.screens.people.data_rights import ask_erasure, export_data
from evalapp.ui.screens.people.editing import (
    HELD,
    Editing,
    known_person,
    known_unit,
    leaving,
    new_person,
    new_position,
    new_unit,
)
from evalapp.ui.screens.people.loading import read_people
from evalapp.ui.screens.people.panel import EntryPanel
from evalapp.ui.screens.people.state import PeopleState, PersonLine, UnitLine, question_of_return
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, TakeIn, list_intake
from evalapp.ui.shell.papers import ask_dossier
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.people import deactivate_person
from evalapp.usecases.people_import import import_people
from evalapp.usecases.units_import import import_units

_TREE_WIDTH, _PANEL_WIDTH = 256, 340


class PeopleScreen(PlacedScreen[PeopleState]):
    """Units and people."""

    topics = frozenset({Topic.UNITS, Topic.PEOPLE})
    kept = ("_lines", "unit_lines", "lines", "have_standing")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked = ""  # the person whom somebody wants to see
        self._route = Route("people")
        self._title = label(tr("People and units"), "title")
        self.find_line = SearchLine(tr("Find a person (Ctrl+F)"), tr("Find a person"))
        self.find_line.textChanged.connect(self._search)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.units: Table[UnitLine] = Table(UNIT_COLUMNS, lambda line: line.code, tr("Units"))
        self.units.setMinimumWidth(px(160))
        keep_own_menu(self.units, UNIT_MENU)
        self.units.moved.connect(self._choose_unit)
        self.table: Table[PersonLine] = Table(COLUMNS, lambda line: line.person.code, tr("People"))
        self.table.make_sortable()
        self.table.opened.connect(self._open_person)
        self.table.moved.connect(self._follow_person)
        self.units.opened.connect(self._open_unit)
        self.panel = EntryPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._panel_saved)
        self.panel.edited.connect(self._edit)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._take_units)
        self._empty.turned.connect(self._add_unit)
        self._split = PanelSplit(
            self.units, self.table, self.panel, aside_width=_TREE_WIDTH, panel_width=_PANEL_WIDTH
        )
        self._pages = QStackedWidget()
        for page in (self._split, self._empty):
            self._pages.addWidget(page)
        self._head = row(self._title, self.find_line, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._pages)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    @cached_property
    def intake(self) -> IntakePanel:
        """Where what came in is looked at; made with the first file."""
        made = IntakePanel(self._desk)
        made.left.connect(self._leave_intake)
        self._pages.addWidget(made)
        return made

    def visit(self, place: Place, route: Route) -> None:
        """Load units and people; the unit chosen at the top is the one shown."""
        if route != self._route:
            self._route, self._asked = route, route.person
        if self._state is None or self._state.place != place:
            known = self._state or PeopleState(place)
            self.render_state(replace(known, place=place, unit=place.unit or ""))
        self._desk.tasks.load(partial(read_people, place=place), done=self._show_loaded, owner=self)

    def render_state(self, state: PeopleState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        with QSignalBlocker(self.units):  # which unit is chosen is said below
            self.units.show_rows(state.unit_lines)
        current = next((line for line in state.unit_lines if line.code == state.unit), None)
        if current is not None and self.units.current() != current:
            self.units.select(current)
        places = {column.key: number for number, column in enumerate(COLUMNS)}
        self.table.setColumnHidden(places["unit"], bool(state.unit))  # it would say the same of everybody
        self.table.setColumnHidden(places["standing"], not state.have_standing)
        self.table.say_nothing(state.nothing)
        self.table.show_rows(state.lines)
        self._empty.show_text(
            tr("There are no units yet"),
            tr(
                "Begin with the list of units: a workbook with a code and a name for each, "
                "as your office keeps it. Titles, merged cells and other columns do no harm."
            ),
            tr("Import a list of units…"),
            tr("Enter a unit by hand…"),
        )
        self.panel.render_state(state)
        self._split.fit()
        if not isinstance(self._pages.currentWidget(), IntakePanel):
            is_empty = state.loaded and not state.units and state.editing is None
            self._turn_to(self._empty if is_empty else self._split)
        self._head.setVisible(self._pages.currentWidget() is self._split)

    def _turn_to(self, page: QWidget) -> None:
        """Show a page; the keyboard works on it, at once where it was on the one before."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)
            self.setFocusProxy(self._empty if page is self._empty else self.table)
            if had_keyboard and self._state and self._state.editing:
                self.panel.form.begin()  # what is typed next goes into the form that was just opened
            elif had_keyboard:
                self.setFocus()

    def _show_loaded(self, loaded: PeopleState) -> None:
        before = self._state
        if before is None or before.place != loaded.place:
            return
        known = {unit.code for unit in loaded.units}
        unit = before.unit if before.unit in known else ""
        busy = self._desk.tasks.busy
        state = replace(loaded, unit=unit, words=before.words, busy=busy, editing=before.editing)
        self.render_state(keep(loaded, state, "_lines", "unit_lines"))
        self._show_person_asked()

    def _choose_unit(self, line: UnitLine) -> None:
        if self._state and line.code != self._state.unit:
            self._go_along(self._state.at_unit(line.code, typed=self.panel.form.is_touched), self.units)

    def _follow_person(self, line: PersonLine) -> None:
        if self._state and self.table.hasFocus():
            self._go_along(self._state.at_person(line.person, typed=self.panel.form.is_touched), self.table)

    def _go_along(self, state: PeopleState, at: QWidget) -> None:
        """Show what the cursor came to, which keeps the keyboard."""
        had_keyboard = at.hasFocus()
        if state is not self._state:
            self.render_state(state)
        if had_keyboard:
            at.setFocus()

    def _search(self, words: str) -> None:
        if self._state:
            self.render_state(replace(self._state, words=words))

    def _do(self, key: str) -> None:
        {
            "people.new_unit": self._add_unit,
            "people.edit_unit": self._change_unit,
            "people.groups": self._show_groups,
            "people.new_person": self._add_person,
            "people.edit_person": self._change_person,
            "people.transfer": self._transfer,
            "people.units_in": self._take_units,
            "people.people_in": self._take_people,
            "people.active": self._turn_active,
            "people.dossier": self._write_dossier,
            "people.export": partial(self._with_data, export_data),
            "people.erase": partial(self._with_data, ask_erasure),
        }[key]()

    def _write_dossier(self) -> None:
        line = self.table.current()
        if self._state and line is not None:
            ask_dossier(self._desk, self, line.person, self._state.place.period.year)

    def _with_data(self, use: Callable[[Desk, QWidget, Person], None]) -> None:
        line = self.table.current()
        if line is not None:
            use(self._desk, self, line.person)

    def _show_groups(self) -> None:
        """The groups of the unit chosen in the tree."""
        state = self._state
        if state:
            self.routed.emit(Route("groups", place=Place(state.unit or state.place.unit, state.place.period)))

    def _add_unit(self) -> None:
        if self._state:
            self._edit(new_unit(self._state.unit))

    def _change_unit(self) -> None:
        if self._state:
            self._change_unit_of(self._state.unit)

    def _change_unit_of(self, code: str) -> None:
        units = self._state.units if self._state else ()
        unit = next((unit for unit in units if unit.code == code), None)
        if unit is not None:
            self._edit(known_unit(unit, units))

    def _add_person(self) -> None:
        if self._state:
            self._edit(new_person(self._state.unit))

    def _change_person(self) -> None:
        line = self.table.current()
        if line is not None:
            self._edit(known_person(line.person))

    def _transfer(self) -> None:
        line = self.table.current()
        if line is not None and self._state:
            self._edit(new_position(line.person, self._state.units))

    def _open_person(self, line: PersonLine) -> None:
        self._edit(known_person(line.person))

    def _open_unit(self, line: UnitLine) -> None:
        self._change_unit_of(line.code)

    def _edit(self, editing: Editing) -> None:
        if self._state and self.panel.may_begin(editing.about):
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        """Close the panel; from a position go back to whose it is."""
        state = self._state
        if state is None:
            return
        person = state.person_edited
        from_position = state.editing is not None and state.editing.subject in HELD
        if person is not None and from_position:
            self._edit(known_person(person))
            return
        self.render_state(replace(state, editing=None))
        self.table.setFocus()

    def _panel_saved(self, saved: object) -> None:
        """Go back to the list, or from a position to whose it is; the list is read again by itself."""
        state = self._state
        if state is None or state.editing is None:
            return
        if isinstance(saved, Person):
            self._asked = saved.code
            if state.editing.subject in HELD:
                self._edit(known_person(saved))
                return
        unit = saved.code if isinstance(saved, Unit) else state.unit
        self.render_state(replace(state, editing=None, unit=unit))
        self.table.setFocus()

    def _show_person_asked(self) -> None:
        state = self._state
        if state is None or not self._asked:
            return
        everybody = replace(state, unit="", words="")
        wanted = next((line for line in everybody.lines if line.person.code == self._asked), None)
        self._asked = ""
        if wanted is not None:
            if wanted not in state.lines:
                self.find_line.clear()
                self.render_state(replace(everybody, editing=state.editing))
                self._tell_elsewhere(state, wanted)
            self.table.select(wanted)

    def _tell_elsewhere(self, before: PeopleState, line: PersonLine) -> None:
        """Say why everybody is listed now: whoever was to be seen is not in the unit that was."""
        unit = next((each.name for each in before.units if each.code == before.unit), "")
        if unit and line.unit != unit:
            told = N_("{name} is not in {unit} on {day}: the people of all units are listed.")
            day = shown(before.place.period.last_day)
            self._desk.tell(tr(told, name=line.person.name, unit=unit, day=day), Tone.WARN)

    def _take_units(self) -> None:
        title = tr("List of units")
        file = self._desk.dialogs.open_file(title, WORKBOOKS)
        if file:
            self.show_intake(list_intake(title, file, UNITS, _units))

    def _take_people(self) -> None:
        file = self._desk.dialogs.open_file(tr("List of people"), WORKBOOKS)
        if file:
            self.take_people(file)

    def take_people(self, file: Path) -> None:
        """Look at a list of people; where it names no units, they go to the one chosen in the tree."""
        home = self._state.unit if self._state else ""
        title = tr("List of people")
        self.show_intake(list_intake(title, file, PEOPLE, _people, into=_people_into, home=home))

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._pages.setCurrentWidget(self.intake)
        self._head.setVisible(False)
        self.intake.begin(intake)

    def _leave_intake(self) -> None:
        self._pages.setCurrentWidget(self._split)
        if self._state:
            self.render_state(self._state)
        self.table.setFocus()

    def _turn_active(self) -> None:
        line = self.table.current()
        if line is None:
            return
        if line.person.active:
            self._edit(leaving(line.person, self._desk.tasks.now().astimezone(VIET_NAM).date()))
            return
        if not self._desk.dialogs.confirm(*question_of_return(line.person)):
            return
        turning = partial(deactivate_person, code=line.person.code, active=True)
        self._desk.tasks.run(turning, label=tr("Saving"), done=self._turned, owner=self)

    def _turned(self, _person: Person) -> None:
        """The change is announced by `Tasks`, and the list read again."""


def _units(work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_units(work, read=read, choice=choice)


def _people(work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_people(work, read=read, choice=choice)


def _people_into(unit: str) -> TakeIn:
    return lambda work, read, choice: import_people(work, read=read, choice=choice, unit=unit)
