"""What can be done with policies: on the list, and with one that is open."""

from evalapp.base.messages import N_
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.screens.policies.state import PoliciesState


def _is_list(state: PoliciesState) -> bool:
    return state.is_list


def _is_open(state: PoliciesState) -> bool:
    return not state.is_list


def _is_draft(state: PoliciesState) -> bool:
    return state.opened is not None and state.opened.draft is not None


ACTIONS: tuple[ActionSpec[PoliciesState], ...] = (
    ActionSpec(
        "policies.take_in",
        N_("Import a folder as a draft…"),
        menu=MORE_MENU,
        allowed=lambda state: state.may_edit and not state.busy,
        shown=_is_list,
    ),
    ActionSpec(
        "policies.write",
        N_("Write to a folder…"),
        shortcut="Ctrl+S",
        menu=MORE_MENU,
        allowed=lambda state: not state.busy and (bool(state.lines) or state.opened is not None),
    ),
    ActionSpec(
        "policies.drop",
        N_("Throw the draft away…"),
        menu=MORE_MENU,
        allowed=lambda state: not state.busy,
        shown=_is_draft,
    ),
    ActionSpec(
        "policies.undo",
        N_("Undo"),
        shortcut="Ctrl+Z",
        allowed=lambda state: state.opened is not None and bool(state.opened.done),
        shown=_is_draft,
    ),
    ActionSpec(
        "policies.redo",
        N_("Redo"),
        shortcut="Ctrl+Y",
        menu=MORE_MENU,
        allowed=lambda state: state.opened is not None and bool(state.opened.undone),
        shown=_is_draft,
    ),
    ActionSpec("policies.preview", N_("Printed form"), shortcut="Ctrl+P", shown=_is_open),
    ActionSpec(
        "policies.begin",
        N_("New draft from this…"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_begin,
        shown=_is_list,
    ),
    ActionSpec(
        "policies.publish",
        N_("Publish…"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.can_publish,
        shown=_is_draft,
    ),
)
