"""What stands in the panel that takes files in: the columns of its list, and its buttons."""

from evalapp.base.columns import Column
from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.shell.intake_lines import KIND_LABELS, IntakeLine
from evalapp.ui.shell.intake_state import IntakeState

COLUMNS: tuple[Column[IntakeLine], ...] = (
    Column(
        "taken",
        N_("Take in"),
        lambda line: line.taken_words,
        width=56,
        empty="",
        ticked=lambda line: line.ticked,
    ),
    Column(
        "kind",
        N_("Result"),
        lambda line: tr(KIND_LABELS[line.kind]),
        width=124,
        chip=True,
        tone=lambda line: line.tone,
    ),
    Column("file", N_("File"), lambda line: line.file, width=150, empty="", tip=lambda line: line.file),
    Column(
        "row",
        N_("Row"),
        lambda line: line.rows_shown,
        width=60,
        tip=lambda line: line.rows_tip,
        wraps=True,
    ),
    Column(
        "who",
        N_("Concerns"),
        lambda line: line.who,
        width=150,
        tip=lambda line: line.who,
        wraps=True,
    ),
    Column("column", N_("Column"), lambda line: line.column, width=90),
    Column(
        "value",
        N_("Value"),
        lambda line: line.value,
        width=100,
        tip=lambda line: line.value,
        wraps=True,
    ),
    Column(
        "reason",
        N_("What it says, changes, or why not"),
        lambda line: line.reason,
        tip=lambda line: line.reason,
        wraps=True,
    ),
)

SPARE = frozenset({"taken", "file", "row", "who", "column", "value"})  # left out where nothing stands in them

ACTIONS: tuple[ActionSpec[IntakeState], ...] = (
    ActionSpec(
        "intake.leave",
        N_("Close"),
        shortcut="Esc",
        allowed=lambda state: not state.busy,
        shown=lambda state: not state.filling,
    ),
    ActionSpec(
        "intake.errors",
        N_("Save the refused rows…"),
        allowed=lambda state: state.can_save_errors,
        shown=lambda state: state.has_list and not state.filling,
    ),
    ActionSpec(
        "intake.apply",
        N_("Take in"),
        shortcut="Ctrl+Return; F9",
        primary=True,
        allowed=lambda state: state.can_apply,
        shown=lambda state: state.may_apply,
        words=lambda state: state.apply_words,
    ),
)

#: They stand beside the counts: what was read otherwise than it was meant is mended here.
MENDING: tuple[ActionSpec[IntakeState], ...] = (
    ActionSpec(
        "intake.turn_all",
        N_("Leave all out"),
        allowed=lambda state: state.can_turn,
        shown=lambda state: state.can_turn,
        words=lambda state: tr("Take all in") if state.left_out else tr("Leave all out"),
    ),
    ActionSpec(
        "intake.units",
        N_("Say which units are meant…"),
        allowed=lambda state: state.can_name_units,
        shown=lambda state: state.can_name_units,
    ),
    ActionSpec(
        "intake.columns",
        N_("Choose the columns…"),
        allowed=lambda state: state.can_choose_columns,
        shown=lambda state: state.can_choose_columns,
    ),
)

#: They stand under the fields, and not where the preview has what takes rows in: a double click reads only.
READING: tuple[ActionSpec[IntakeState], ...] = (
    ActionSpec(
        "intake.back",
        N_("Back to what was read"),
        shortcut="Esc",
        allowed=lambda state: not state.busy,
        shown=lambda state: state.filling,
        words=lambda state: state.back_words,
    ),
    ActionSpec(
        "intake.read",
        N_("Read with these columns"),
        shortcut="Ctrl+Return; F9",
        primary=True,
        allowed=lambda state: not state.busy,
        shown=lambda state: state.filling,
        words=lambda state: state.read_words,
    ),
)
