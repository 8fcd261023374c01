"""The panel beside the list: fills in a unit, a person or a position, and shows what was before."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.people import Person
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, ROW_HEIGHT
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.people.editing import (
    DATED_COLUMNS,
    DatedLine,
    Editing,
    Subject,
    fields_of,
    known_position,
    new_position,
    person_entry,
    position_entry,
    position_lines,
    title_of,
    unit_entry,
    version_lines,
)
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import (
    FieldError,
    add_person,
    add_position,
    add_unit,
    edit_person,
    edit_position,
    edit_unit,
    remove_position,
)

_LOW = 380  # pixels
_NARROWEST = 320
_TWO_ROWS = 3 * ROW_HEIGHT  # and their heading

ACTIONS: tuple[ActionSpec[PeopleState], ...] = (
    ActionSpec("panel.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "panel.new_position",
        N_("New position…"),
        allowed=lambda state: not state.busy,
        shown=lambda state: state.editing is not None and state.editing.subject is Subject.PERSON,
    ),
    ActionSpec(
        "panel.remove",
        N_("Take away"),
        allowed=lambda state: not state.busy,
        shown=lambda state: state.editing is not None and state.editing.subject is Subject.POSITION,
    ),
    ActionSpec(
        "panel.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)


class EntryPanel(QFrame):
    """Fills in what the state says is being edited."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: PeopleState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.dated: Table[DatedLine] = Table(DATED_COLUMNS, lambda line: line.number, tr("Before and after"))
        self.dated.setFixedHeight(_TWO_ROWS)
        self.dated.opened.connect(self._open_position)
        self._hint = label(look="muted", wrap=True)
        self._hinting = Fitting(self._hint, LARGE, tr("Note"))
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self,
            self._title,
            self.form,
            self.dated,
            self._hinting,
            self.actions_bar,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(1, 2)  # the fields keep most of a low window
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the fields come before what is said about them."""
        super().resizeEvent(event)
        self._hinting.setVisible(bool(self._hint.text()) and self.height() >= _LOW)

    def render_state(self, state: PeopleState) -> None:
        """Draw what is being filled in; what is typed stays while only the reasons change."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        self.setVisible(editing is not None)
        if editing is None:
            return
        person, unit = state.person_edited, state.unit_edited
        self._title.setText(title_of(editing, person, unit))
        if before is None or _place(before) != _place(editing):
            self.form.show_fields(fields_of(editing, state.units), editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        lines = self._lines(state, person, unit)
        self.dated.show_rows(lines)
        self.dated.setVisible(bool(lines))
        self._hint.setText(_hint(editing))
        self._hinting.setVisible(bool(_hint(editing)) and self.height() >= _LOW)
        self._title.setToolTip(_hint(editing))
        self.actions_bar.show_state(state)

    def _lines(self, state: PeopleState, person: Person | None, unit: Unit | None) -> tuple[DatedLine, ...]:
        subject = state.editing.subject if state.editing else None
        if subject is Subject.PERSON and person is not None:
            return position_lines(person, state.units)
        return version_lines(unit, state.units) if subject is Subject.UNIT and unit is not None else ()

    def _do(self, key: str) -> None:
        {
            "panel.leave": self._leave,
            "panel.new_position": self._add_position,
            "panel.remove": self._remove,
            "panel.save": self._save,
        }[key]()

    def _leave(self) -> None:
        self.left.emit()

    def _add_position(self) -> None:
        if self._state and self._state.person_edited:
            self.edited.emit(new_position(self._state.person_edited, self._state.units))

    def _open_position(self, line: DatedLine) -> None:
        state = self._state
        if state and state.person_edited:
            self.edited.emit(known_position(state.person_edited, line.number, state.units))

    def _remove(self) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None:
            self._run(partial(remove_position, code=editing.code, number=editing.number))

    def _save(self) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None:
            self.edited.emit(replace(editing, values=MappingProxyType(self.form.values), refused={}))
            self._run(partial(_perform, editing=editing, values=self.form.values))

    def _run(self, use_case: Callable[[Work], Any]) -> None:
        self._desk.tasks.run(
            use_case, label=tr("Saving"), done=self.saved.emit, owner=self, refused=self._mark_refused
        )

    def _mark_refused(self, error: UserError) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None and isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)


def _perform(work: Work, *, editing: Editing, values: dict[str, str]) -> object:
    match editing.subject:
        case Subject.NEW_UNIT:
            return add_unit(work, entry=unit_entry(values))
        case Subject.UNIT:
            return edit_unit(work, entry=unit_entry(values))
        case Subject.NEW_PERSON:
            return add_person(work, person=person_entry(values), position=position_entry(values))
        case Subject.PERSON:
            return edit_person(work, entry=person_entry(values))
        case Subject.NEW_POSITION:
            return add_position(work, code=editing.code, entry=position_entry(values))
        case Subject.POSITION:
            return edit_position(work, code=editing.code, number=editing.number, entry=position_entry(values))


def _place(editing: Editing) -> tuple[Subject, str, int]:
    return editing.subject, editing.code, editing.number


def _hint(editing: Editing) -> str:
    return {
        Subject.UNIT: tr("Another first day keeps the old name for the time before it."),
        Subject.PERSON: tr("Enter on a position corrects it. Months that are open keep what they froze."),
        Subject.NEW_POSITION: tr("From its first day on; the position held before ends the day before."),
    }.get(editing.subject, "")
