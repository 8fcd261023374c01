"""What can be done with a month, and when."""

from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Stage
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.month_papers import paper_actions
from evalapp.ui.shell.returning import STAGE_BEFORE, back_words

SCORES_MENU = N_("Forms and scores")
GO_ON = "F9"  # the verb of the moment, whichever it is

ACTIONS: tuple[ActionSpec[MonthState], ...] = (
    ActionSpec(
        "month.accept",
        N_("Accept the full marks offered"),
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
        "month.note",
        N_("Reason or note of this cell (Shift+F2)"),
        menu=SCORES_MENU,
        allowed=lambda state: state.can_type,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.copy_named",
        N_("Copy with names and headings (Ctrl+Shift+C)"),
        menu=SCORES_MENU,
        allowed=lambda state: state.round is not None,
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
        N_("Collect completed forms…"),
        shortcut="Ctrl+I",
        menu=SCORES_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.scores_in",
        N_("Import a score list…"),
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
    *paper_actions(
        "month",
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
        "month.products",
        N_("Products, tasks…"),
        shortcut="Ctrl+J",
        menu=MORE_MENU,
        allowed=lambda s: s.place.unit is not None,
    ),
    ActionSpec(
        "month.event",
        N_("Record an event for who is selected…"),
        shortcut="Ctrl+L",
        menu=MORE_MENU,
        allowed=lambda state: state.has_round,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.event_back",
        N_("Withdraw the event just recorded…"),
        shortcut="Ctrl+Shift+L",
        menu=MORE_MENU,
        allowed=lambda state: state.has_round and bool(state.recorded),
        shown=lambda state: bool(state.recorded),
    ),
    ActionSpec(
        "month.facts",
        N_("Enter what is not known…"),
        menu=MORE_MENU,
        allowed=lambda state: state.has_round and bool(state.without_level.facts),
        shown=lambda state: bool(state.without_level.facts),
    ),
    ActionSpec(
        "month.discard",
        N_("Throw away what was opened…"),
        menu=MORE_MENU,
        allowed=lambda state: state.has_round and state.may_discard,
        shown=lambda state: state.round is not None and state.may_discard,
    ),
    ActionSpec(
        "month.unrated",
        N_("Do not rate this person…"),
        menu=MORE_MENU,
        allowed=lambda state: state.takes_scores,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.include",
        N_("Take in who came later…"),
        menu=MORE_MENU,
        allowed=lambda state: state.has_round and bool(state.newcomers),
        shown=lambda state: bool(state.newcomers),
    ),
    ActionSpec(
        "month.second",
        N_("Open the month for the others under another policy…"),
        words=lambda state: tr(
            "Open the {kind} for the others under another policy…", kind=state.place.period.sort
        ),
        menu=MORE_MENU,
        allowed=lambda state: state.has_round,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "month.back",
        N_("Send back one stage…"),
        menu=MORE_MENU,
        allowed=lambda state: not state.busy and state.may_lead_back,
        shown=lambda state: state.stage in STAGE_BEFORE,
        words=lambda state: back_words(state.stage),
    ),
    ActionSpec(
        "month.reopen",
        N_("Reopen with a reason…"),
        menu=MORE_MENU,
        allowed=lambda state: state.at(Stage.CLOSED) and state.may_lead_back,
        shown=lambda state: state.stage is Stage.CLOSED,
    ),
    ActionSpec(
        "month.open",
        N_("Open the month"),
        shortcut=GO_ON,
        primary=True,
        allowed=lambda state: state.can_open,
        shown=lambda state: state.round is None and state.people > 0,
        words=lambda state: tr("Open {month}", month=state.place.period.named),
    ),
    ActionSpec(
        "month.to_deputy",
        N_("Pass to the deputy"),
        shortcut=GO_ON,
        primary=True,
        allowed=lambda state: state.at(Stage.SELF),
        shown=lambda state: state.stage is Stage.SELF,
    ),
    ActionSpec(
        "month.to_head",
        N_("Pass to the head"),
        shortcut=GO_ON,
        primary=True,
        allowed=lambda state: state.at(Stage.DEPUTY),
        shown=lambda state: state.stage is Stage.DEPUTY,
    ),
    ActionSpec(
        "month.to_settling",
        N_("Move to settlement"),
        shortcut=GO_ON,
        primary=True,
        allowed=lambda state: state.at(Stage.HEAD, Stage.SETTLING),
        shown=lambda state: state.stage in (Stage.HEAD, Stage.SETTLING),
        words=lambda state: (
            tr("Go to the settlement") if state.stage is Stage.SETTLING else tr("Move to settlement")
        ),
    ),
    ActionSpec(
        "month.close",
        N_("Close the month"),
        words=lambda state: tr("Close the {kind}", kind=state.place.period.sort),
        shortcut=GO_ON,
        primary=True,
        allowed=lambda state: state.at(Stage.SETTLED),
        shown=lambda state: state.stage is Stage.SETTLED,
    ),
)
