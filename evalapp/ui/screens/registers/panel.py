"""What the panel beside the registers is filled in with."""

from collections.abc import Sequence
from functools import partial

from evalapp.domain.people import Person
from evalapp.ui.kit.forms import FieldSpec
from evalapp.ui.screens.registers.editing import Editing, fields_of, save_entry
from evalapp.ui.screens.registers.state import RegistersState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.people_choices import person_choice


def filling_of(state: RegistersState) -> Filling | None:
    """The entry that is recorded or completed."""
    editing = state.editing
    if editing is None:
        return None
    return Filling(
        key=editing.entry,
        title=editing.title,
        fields=partial(_fields, state, editing),
        filled=editing,
        save=partial(save_entry, editing=editing),
        busy=state.busy,
        aside=Aside(
            f"register/{state.place.unit or ''}/{editing.entry or 'new'}", is_new=editing.entry is None
        ),
    )


def _fields(state: RegistersState, editing: Editing) -> Sequence[FieldSpec]:
    people: dict[str, Person] = {line.person.code: line.person for line in state.entries if line.person}
    people |= {person.code: person for person in state.people}
    choices = map(person_choice, people.values())
    return fields_of(editing, choices, state.units, state.place.unit or "", state.entries)
