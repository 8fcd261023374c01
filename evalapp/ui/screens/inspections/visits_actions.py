"""What can be done with the list of visits."""

from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.screens.inspections.state import VisitsState

VISIT_ACTIONS: tuple[ActionSpec[VisitsState], ...] = ()
