"""What can be done on the screen of longer periods."""

from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Stage
from evalapp.ui.kit.actions import MORE_MENU, PRINT_MENU, ActionSpec
from evalapp.ui.screens.periods.state import DAYS, PETITIONS, RESULTS, PeriodsState

ACTIONS: tuple[ActionSpec[PeriodsState], ...] = (
    ActionSpec(
        "periods.reopen",
        N_("Reopen the period…"),
        menu=MORE_MENU,
        allowed=lambda state: state.allows(RESULTS, Stage.CLOSED),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.back",
        N_("Undo the settlement"),
        menu=MORE_MENU,
        allowed=lambda state: state.allows(RESULTS, Stage.SETTLED),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.take_in",
        N_("Import results from outside…"),
        shortcut="Ctrl+I",
        menu=MORE_MENU,
        allowed=lambda state: state.free,
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.pdf",
        N_("List of the period (PDF)…"),
        shortcut="Ctrl+P",
        menu=PRINT_MENU,
        allowed=lambda state: state.free and bool(state.lines),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.xlsx",
        N_("List of the period (Excel)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.free and bool(state.lines),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.person_pdf",
        N_("Form of the chosen person (PDF)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.free and bool(state.lines),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.person_xlsx",
        N_("Form of the chosen person (Excel)…"),
        menu=PRINT_MENU,
        allowed=lambda state: state.free and bool(state.lines),
        shown=lambda state: state.page == RESULTS,
    ),
    ActionSpec(
        "periods.open",
        N_("Open the period"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.allows(RESULTS, None) and not state.refusal and bool(state.lines),
        shown=lambda state: state.page == RESULTS and state.current is None,
        words=lambda state: tr("Open {period}", period=state.period.named),
    ),
    ActionSpec(
        "periods.score",
        N_("Score this period…"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.allows(RESULTS, Stage.SELF, Stage.DEPUTY, Stage.HEAD),
        shown=lambda state: state.allows(RESULTS, Stage.SELF, Stage.DEPUTY, Stage.HEAD),
    ),
    ActionSpec(
        "periods.settle",
        N_("Settle the period…"),
        shortcut="F9; Ctrl+Return",
        primary=True,
        allowed=lambda state: state.allows(RESULTS, Stage.SETTLING),
        shown=lambda state: state.allows(RESULTS, Stage.SETTLING),
    ),
    ActionSpec(
        "periods.close",
        N_("Close the period…"),
        shortcut="F9; Ctrl+Return",
        primary=True,
        allowed=lambda state: state.allows(RESULTS, Stage.SETTLED),
        shown=lambda state: state.allows(RESULTS, Stage.SETTLED),
    ),
    ActionSpec(
        "petitions.answer",
        N_("Answer this petition…"),
        shortcut="F2",
        allowed=lambda state: state.free and any(each.is_open for each in state.petitions),
        shown=lambda state: state.page == PETITIONS,
    ),
    ActionSpec(
        "petitions.new",
        N_("Record a petition…"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.free and bool(state.people),
        shown=lambda state: state.page == PETITIONS,
    ),
    ActionSpec(
        "days.remove",
        N_("Remove this day"),
        shortcut="Del",
        allowed=lambda state: state.free,
        shown=lambda state: state.page == DAYS,
    ),
    ActionSpec(
        "days.new",
        N_("Add a day…"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.free,
        shown=lambda state: state.page == DAYS,
    ),
)
