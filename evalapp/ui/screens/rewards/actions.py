"""What can be done on the screen of rewards and penalties."""

from evalapp.base.messages import N_
from evalapp.ui.kit.actions import MORE_MENU, PRINT_MENU, ActionSpec
from evalapp.ui.screens.rewards.state import RewardsState

ACTIONS: tuple[ActionSpec[RewardsState], ...] = (
    ActionSpec(
        "rewards.preview",
        N_("Preview the list of rewards and penalties…"),
        shortcut="Ctrl+P",
        menu=PRINT_MENU,
        allowed=lambda state: state.place.unit is not None,
    ),
    ActionSpec(
        "rewards.pdf",
        N_("List of rewards and penalties (PDF)…"),
        shortcut="Ctrl+Shift+P",
        menu=PRINT_MENU,
        allowed=lambda state: state.place.unit is not None and not state.busy,
    ),
    ActionSpec(
        "rewards.xlsx",
        N_("List of rewards and penalties (workbook)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.place.unit is not None and not state.busy,
    ),
    ActionSpec(
        "rewards.postpone",
        N_("Postponed"),
        shortcut="Ctrl+L",
        menu=MORE_MENU,
        allowed=lambda state: state.can_answer,
    ),
    ActionSpec("rewards.take_up", N_("Reconsider"), menu=MORE_MENU, allowed=lambda state: state.can_take_up),
    ActionSpec(
        "rewards.correct",
        N_("Correct the decision…"),
        shortcut="F2",
        menu=MORE_MENU,
        allowed=lambda state: state.can_correct,
    ),
    ActionSpec(
        "rewards.revoke",
        N_("Revoke the decision…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_correct,
    ),
    ActionSpec(
        "rewards.reject",
        N_("No, because… (Delete)"),
        allowed=lambda state: state.can_answer,
        shown=lambda state: not state.can_confirm,
    ),
    ActionSpec(
        "rewards.confirm",
        N_("Uphold… (Enter)"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.can_confirm,
        shown=lambda state: state.can_confirm,
    ),
    ActionSpec(
        "rewards.prepare",
        N_("Prepare… (Enter)"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.can_prepare,
        shown=lambda state: state.may_prepare and not state.may_decide,
    ),
    ActionSpec(
        "rewards.decide",
        N_("Decide… (Enter)"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.can_answer,
        shown=lambda state: state.may_decide and not state.can_confirm,
    ),
)
