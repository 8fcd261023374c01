"""What the panel beside the groups is filled in with."""

from functools import partial

from evalapp.base.messages import N_, tr
from evalapp.ui.screens.groups.editing import TITLES, Change, fields_of, save
from evalapp.ui.screens.groups.state import GroupsState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.half_typed import Aside

_HINTS = {
    Change.PUT: N_(
        "From that day on. Somebody is in one group of similar tasks at a time; the one before ends the day "
        "before. Months that are settled keep the groups they were settled with."
    ),
    Change.TAKE_OUT: N_("Out of it from that day on; without a day, as if they had never been in it."),
    Change.RENAME: N_("Months that are settled keep the old name."),
}


def filling_of(state: GroupsState) -> Filling | None:
    """The change that is being made to a group."""
    editing = state.editing
    if editing is None or state.place.unit is None:
        return None
    return Filling(
        key=editing.change,
        title=tr(TITLES[editing.change]),
        fields=partial(fields_of, editing, state.groups),
        filled=editing,
        save=partial(save, unit=state.place.unit, editing=editing),
        hint=tr(_HINTS[editing.change]),
        busy=state.busy,
        aside=Aside(f"group/{editing.change}/{state.place.unit}", is_new=True),
    )
