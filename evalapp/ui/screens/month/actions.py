"""What can be done with a month, and when."""

from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Stage
from evalapp.ui.kit.actions import MORE_MENU, PRINT_MENU, ActionSpec
from evalapp.ui.screens.month.state import MonthState

SCORES_MENU = N_("Forms and scores")

ACTIONS: tuple[ActionSpec[MonthState], ...] = (
    ActionSpec(
        "month.accept",
        N_("Take the full marks offered"),
        shortcut="Ctrl+Shift+Return",
        menu=SCORES_MENU,
        allowed=lambda state: state.can_type,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.next",
        N_("Next cell not scored (N)"),
        menu=SCORES_MENU,
        allowed=lambda state: state.can_type,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.undo",
        N_("Undo"),
        shortcut="Ctrl+Z",
        menu=SCORES_MENU,
        allowed=lambda state: bool(state.history.done),
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.redo",
        N_("Redo"),
        shortcut="Ctrl+Y",
        menu=SCORES_MENU,
        allowed=lambda state: bool(state.history.undone),
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.forms_out",
        N_("Write self-score forms…"),
        menu=SCORES_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.forms_in",
        N_("Take filled forms back…"),
        shortcut="Ctrl+I",
        menu=SCORES_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.scores_in",
        N_("Take a score list in…"),
        shortcut="Ctrl+Shift+I",
        menu=SCORES_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.carry",
        N_("Carry the earlier scores over into empty cells"),
        menu=SCORES_MENU,
        allowed=lambda state: state.at(Stage.DEPUTY, Stage.HEAD),
        shown=lambda state: state.stage in (Stage.DEPUTY, Stage.HEAD),
    ),
    ActionSpec(
        "month.summary_workbook",
        N_("Summary table (Excel)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.has_round,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.summary_pdf",
        N_("Summary table (PDF)…"),
        shortcut="Ctrl+P",
        menu=PRINT_MENU,
        allowed=lambda state: state.has_round,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.forms_pdf",
        N_("Everybody's forms (PDF)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.has_round,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.sheet",
        N_("Open this person's form"),
        shortcut="F4",
        menu=MORE_MENU,
        allowed=lambda s: s.has_round,
    ),
    ActionSpec(
        "month.unrated",
        N_("Do not rate this person…"),
        menu=MORE_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.back",
        N_("Go back to the head's scores"),
        menu=MORE_MENU,
        allowed=lambda state: state.at(Stage.SETTLING, Stage.SETTLED),
        shown=lambda state: state.stage in (Stage.SETTLING, Stage.SETTLED),
    ),
    ActionSpec(
        "month.reopen",
        N_("Reopen with a reason…"),
        menu=MORE_MENU,
        allowed=lambda state: state.at(Stage.CLOSED),
        shown=lambda state: state.stage is Stage.CLOSED,
    ),
    ActionSpec(
        "month.open",
        N_("Open the month"),
        primary=True,
        allowed=lambda state: state.can_open,
        shown=lambda state: state.round is None and state.people > 0,
        words=lambda state: tr("Open month {month}", month=state.place.period.label),
    ),
    ActionSpec(
        "month.to_deputy",
        N_("On to the deputy"),
        primary=True,
        allowed=lambda state: state.at(Stage.SELF),
        shown=lambda state: state.stage is Stage.SELF,
    ),
    ActionSpec(
        "month.to_head",
        N_("On to the head"),
        primary=True,
        allowed=lambda state: state.at(Stage.DEPUTY),
        shown=lambda state: state.stage is Stage.DEPUTY,
    ),
    ActionSpec(
        "month.to_settling",
        N_("On to settlement"),
        primary=True,
        allowed=lambda state: state.at(Stage.HEAD, Stage.SETTLING),
        shown=lambda state: state.stage in (Stage.HEAD, Stage.SETTLING),
    ),
    ActionSpec(
        "month.close",
        N_("Close the month"),
        primary=True,
        allowed=lambda state: state.at(Stage.SETTLED),
        shown=lambda state: state.stage is Stage.SETTLED,
    ),
)
