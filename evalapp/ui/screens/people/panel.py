"""The panel beside the list: fills in a unit, a person or a position, and shows what was before."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy

from evalapp.base.messages import N_, tr
from evalapp.domain.people import Person
from evalapp.store.work import Work
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.people.editing import (
    HELD_COLUMNS,
    NAMED_COLUMNS,
    DatedLine,
    Editing,
    Subject,
    fields_of,
    known_position,
    known_unit,
    new_position,
    person_entry,
    position_entry,
    position_lines,
    title_of,
    told_of_version,
    unit_entry,
    version_lines,
)
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import FillingPanel, offered
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import (
    PositionEntry,
    add_person,
    add_position,
    add_unit,
    edit_person,
    edit_position,
    edit_unit,
    leave_person,
    remove_position,
)
from evalapp.usecases.entry_doubts import ask
from evalapp.usecases.meanwhile import refuse_changed
from evalapp.usecases.position_doubts import (
    doubts_about_first_day,
    doubts_about_leaving,
    doubts_about_months,
    doubts_about_removal,
)
from evalapp.usecases.unit_doubts import doubts_about_end

_MOST_ROWS = 6  # of the height of one line; what is more is scrolled to
_NEW_POSITION = offered("panel.new_position", N_("New position…"))
_REMOVE = offered("panel.remove", N_("Remove this position…"))
_OFFERS = {
    Subject.PERSON: frozenset({_NEW_POSITION.key}),
    Subject.POSITION: frozenset({_REMOVE.key}),
}


class EntryPanel(FillingPanel):
    """Fills in what the state says is being edited."""

    def __init__(self, desk: Desk) -> None:
        self.dated: Table[DatedLine] = Table(HELD_COLUMNS, lambda line: line.number, tr("Before and after"))
        self.names: Table[DatedLine] = Table(NAMED_COLUMNS, lambda line: line.number, tr("Before and after"))
        for table in (self.dated, self.names):  # as high as what it says
            table.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
            table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            table.setMaximumHeight(_MOST_ROWS * row_height())
        super().__init__(desk, self.dated, self.names, further=(_NEW_POSITION, _REMOVE))
        self._state: PeopleState | None = None
        self.dated.opened.connect(self._open_position)
        self.names.opened.connect(self._open_version)
        self.asked.connect(self._follow)

    def render_state(self, state: PeopleState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        self._state = state
        for table, lines in ((self.dated, _positions(state)), (self.names, _names(state))):
            table.show_rows(lines)
            table.setVisible(bool(lines))
        self.show_filling(_filling_of(state))

    def _follow(self, key: str) -> None:
        {_NEW_POSITION.key: self._add_position, _REMOVE.key: self._remove}[key]()

    def _add_position(self) -> None:
        if self._state and self._state.person_edited:
            self.edited.emit(new_position(self._state.person_edited, self._state.units))

    def _open_position(self, line: DatedLine) -> None:
        state = self._state
        if state and state.person_edited:
            self.edited.emit(known_position(state.person_edited, line.number, state.units))

    def _open_version(self, line: DatedLine) -> None:
        state = self._state
        if state and state.unit_edited:
            self.edited.emit(known_unit(state.unit_edited, state.units, line.number))

    def _remove(self) -> None:
        editing = self._state.editing if self._state else None
        if editing is None or not isinstance(editing.seen, Person):
            return
        title, text = _question(editing.seen, editing.number)
        if self._desk.dialogs.confirm(title, text, tr("Remove the position"), careful=True):
            self.run(partial(_removed, editing=editing))


def _filling_of(state: PeopleState) -> Filling | None:
    editing = state.editing
    if editing is None:
        return None
    return Filling(
        key=editing.about,
        title=title_of(editing, state.person_edited, state.unit_edited),
        fields=partial(fields_of, editing, state.units),
        filled=editing,
        save=partial(_perform, editing=editing),
        about=_about(state),
        hint=_hint(editing),
        busy=state.busy,
        save_words=tr("Take out") if editing.subject is Subject.LEAVING else "",
        why_not=state.no_edit,
        offers=_OFFERS.get(editing.subject, frozenset()),
        aside=_aside(state, editing),
    )


def _about(state: PeopleState) -> str:
    editing, unit = state.editing, state.unit_edited
    return told_of_version(unit, editing.number) if editing is not None and unit is not None else ""


def _aside(state: PeopleState, editing: Editing) -> Aside:
    is_new = editing.subject in (Subject.NEW_UNIT, Subject.NEW_PERSON, Subject.NEW_POSITION)
    number = editing.number or ""
    return Aside(f"{editing.subject}/{editing.code or state.unit}/{number}", is_new=is_new)


def _positions(state: PeopleState) -> tuple[DatedLine, ...]:
    is_asked = state.editing is not None and state.editing.subject is Subject.PERSON
    person = state.person_edited if is_asked else None
    return position_lines(person, state.units) if person is not None else ()


def _names(state: PeopleState) -> tuple[DatedLine, ...]:
    unit = state.unit_edited
    return version_lines(unit, state.units) if unit is not None else ()


def _question(person: Person, number: int) -> tuple[str, str]:
    """Whether a position goes, and what becomes of the one before it."""
    position = person.positions[number - 1]
    text = tr(
        "{name} would never have been {position}. Months that are open keep what they froze.",
        name=person.name,
        position=position.title,
    )
    if goes_on := person.held_before(position):
        text += " " + tr("“{position}”, which ended the day before it, goes on.", position=goes_on.title)
    return tr("Remove this position?"), text


def _removed(work: Work, *, editing: Editing) -> object:
    refuse_changed(work, editing.seen)
    ask(doubts_about_removal(work, code=editing.code, number=editing.number), sure=editing.sure)
    return remove_position(work, code=editing.code, number=editing.number)


def _perform(work: Work, *, editing: Editing, values: Mapping[str, str]) -> object:
    refuse_changed(work, editing.seen)
    match editing.subject:
        case Subject.NEW_UNIT:
            return add_unit(work, entry=unit_entry(values))
        case Subject.UNIT:
            unit = unit_entry(values)
            ask(doubts_about_end(work, entry=unit), sure=editing.sure)
            return edit_unit(work, entry=unit)
        case Subject.NEW_PERSON:
            added = add_person(work, person=person_entry(values), position=position_entry(values))
            ask(doubts_about_first_day(values["since"]), sure=editing.sure)  # once nothing else is at fault
            return added
        case Subject.PERSON:
            return edit_person(work, entry=person_entry(values))
        case Subject.LEAVING:
            ask(doubts_about_leaving(work, code=editing.code, since=values["since"]), sure=editing.sure)
            return leave_person(work, code=editing.code, since=values["since"])
        case Subject.NEW_POSITION | Subject.POSITION:
            return _held(work, editing, position_entry(values))


def _held(work: Work, editing: Editing, entry: PositionEntry) -> object:
    """A position given or corrected, once what it says of months that were scored was asked about."""
    number = editing.number if editing.subject is Subject.POSITION else None
    if number is None and isinstance(editing.seen, Person) and not editing.seen.positions:
        ask(doubts_about_first_day(entry.since), sure=editing.sure)
    ask(doubts_about_months(work, code=editing.code, entry=entry, number=number), sure=editing.sure)
    if number is None:
        return add_position(work, code=editing.code, entry=entry)
    return edit_position(work, code=editing.code, number=number, entry=entry)


def _hint(editing: Editing) -> str:
    return {
        Subject.UNIT: tr(
            "With its first day as it is, saving corrects what the unit was called since then. With another "
            "first day it is called so from that day on, and keeps its old name before it."
        ),
        Subject.PERSON: tr("Enter on a position corrects it. Months that are open keep what they froze."),
        Subject.LEAVING: tr(
            "Positions held until then end the day before. Months that are open or closed keep them, and "
            "months of before can still be opened with them; nobody is ever deleted."
        ),
        Subject.NEW_POSITION: tr("From its first day on; the position held before ends the day before."),
    }.get(editing.subject, "")
