"""What can be done with people and units."""

from evalapp.base.messages import N_
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.screens.people.state import PeopleState

UNIT_MENU = N_("Units")


def _no_edit(state: PeopleState) -> str:
    return state.no_edit


def _no_units(state: PeopleState) -> str:
    return state.no_units


ACTIONS: tuple[ActionSpec[PeopleState], ...] = (
    ActionSpec(
        "people.new_unit",
        N_("New unit…"),
        menu=UNIT_MENU,
        allowed=lambda state: state.can_enter,
        why=_no_units,
    ),
    ActionSpec(
        "people.edit_unit",
        N_("Change the unit chosen…"),
        menu=UNIT_MENU,
        allowed=lambda state: state.can_edit_unit,
        why=_no_edit,
    ),
    ActionSpec("people.groups", N_("Groups and fields…"), menu=UNIT_MENU, allowed=lambda state: state.loaded),
    ActionSpec(
        "people.units_in",
        N_("Import a list of units…"),
        menu=UNIT_MENU,
        allowed=lambda state: state.can_import,
        why=_no_units,
    ),
    ActionSpec(
        "people.new_person",
        N_("New person…"),
        shortcut="Ctrl+N",
        allowed=lambda state: state.can_enter_person,
        why=_no_edit,
    ),
    ActionSpec(
        "people.edit_person",
        N_("Change this person…"),
        shortcut="F2",
        menu=MORE_MENU,
        allowed=lambda state: state.can_edit_person,
        why=_no_edit,
    ),
    ActionSpec(
        "people.transfer",
        N_("Transfer this person…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_edit_person,
        why=_no_edit,
    ),
    ActionSpec(
        "people.people_in",
        N_("Import a list of people…"),
        shortcut="Ctrl+I; F9",
        primary=True,
        allowed=lambda state: state.can_import_people,
        why=_no_edit,
    ),
    ActionSpec(
        "people.dossier",
        N_("Write this person's dossier of the year…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_edit_person,
    ),
    ActionSpec(
        "people.export",
        N_("Everything about this person…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_edit_person,
    ),
    ActionSpec(
        "people.erase",
        N_("Erase this person's data…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_edit_person,
        why=_no_edit,
    ),
    ActionSpec(
        "people.active",
        N_("Leave out of new months, or include again…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_import_people,
        why=_no_edit,
    ),
)
