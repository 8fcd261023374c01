"""What can be done with the list of visits."""

from evalapp.base.messages import N_
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.screens.inspections.state import VisitsState

VISIT_ACTIONS: tuple[ActionSpec[VisitsState], ...] = (
    ActionSpec(
        "visits.take_in",
        N_("Import an inspection log…"),
        shortcut="Ctrl+I",
        allowed=lambda state: state.may_log and not state.busy,
    ),
    ActionSpec(
        "visits.write",
        N_("Write the inspection log…"),
        menu=MORE_MENU,
        allowed=lambda state: bool(state.found) and not state.busy,
    ),
    ActionSpec(
        "visits.start",
        N_("Start a visit"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_start,
    ),
)
