"""What can be done with a form, and when."""

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.screens.sheet.state import SheetState

EVIDENCE_MENU = N_("Evidence")
PASTE = "sheet.paste"
ATTACHING = ("sheet.attach", "sheet.attach_whole", PASTE, "sheet.paste_whole")
ACTIONS: tuple[ActionSpec[SheetState], ...] = (
    ActionSpec(
        "sheet.before",
        N_("Previous person"),
        shortcut="Ctrl+PgUp",
        allowed=lambda state: state.before is not None,
    ),
    ActionSpec(
        "sheet.after",
        N_("Next person"),
        shortcut="Ctrl+PgDown",
        allowed=lambda state: state.after is not None,
    ),
    ActionSpec(
        "sheet.accept",
        N_("Accept the full marks offered"),
        shortcut="Ctrl+Shift+Return",
        allowed=lambda state: bool(state.offered),
        shown=lambda state: bool(state.offered),
    ),
    ActionSpec(
        "sheet.attach",
        N_("Attach files to the row…"),
        shortcut="Ctrl+E",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.can_attach and bool(state.row),
        words=lambda state: tr("Attach files to row {row}…", row=state.row),
    ),
    ActionSpec(
        "sheet.attach_whole",
        N_("Attach files to the whole form…"),
        shortcut="Ctrl+Shift+E",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.can_attach,
    ),
    ActionSpec(
        PASTE,
        N_("Paste a file, picture or value at the row"),
        shortcut="Ctrl+V",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.can_attach and bool(state.row),
        words=lambda state: tr("Paste a file, picture or value at row {row}", row=state.row),
    ),
    ActionSpec(
        "sheet.paste_whole",
        N_("Paste a file or picture for the whole form"),
        shortcut="Ctrl+Shift+V",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.can_attach,
    ),
    ActionSpec(
        "sheet.note",
        N_("Note on the row…"),
        shortcut="Shift+F2",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.editing is not None and bool(state.row),
    ),
    ActionSpec(
        "sheet.undo",
        N_("Undo"),
        shortcut="Ctrl+Z",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.person is not None,
    ),
    ActionSpec(
        "sheet.redo",
        N_("Redo"),
        shortcut="Ctrl+Y",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.person is not None,
    ),
    ActionSpec(
        "sheet.event",
        N_("Record an event about the person…"),
        shortcut="Ctrl+L",
        menu=EVIDENCE_MENU,
        allowed=lambda state: state.person is not None and not state.busy,
    ),
    ActionSpec(
        "sheet.event_back",
        N_("Withdraw the event just recorded…"),
        shortcut="Ctrl+Shift+L",
        menu=EVIDENCE_MENU,
        allowed=lambda state: bool(state.recorded),
        shown=lambda state: bool(state.recorded),
    ),
    ActionSpec(
        "sheet.products",
        N_("Products, tasks…"),
        shortcut="Ctrl+J",
        allowed=lambda state: state.has_products,
        shown=lambda state: state.has_products,
    ),
    ActionSpec(
        "sheet.words",
        N_("Strengths, weaknesses…"),
        shortcut="Ctrl+Shift+N",
        allowed=lambda state: state.editing is not None,
        shown=lambda state: state.person is not None and state.person.tracking is not None,
    ),
    ActionSpec(
        "sheet.preview",
        N_("Preview"),
        shortcut="Ctrl+P",
        allowed=lambda state: state.can_print,
    ),
    ActionSpec(
        "sheet.print",
        N_("Print the form (PDF)…"),
        shortcut="Ctrl+Shift+P",
        allowed=lambda state: state.can_print,
    ),
)
