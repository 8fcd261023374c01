"""The rules of a policy: each as its sentence, one of them opened with controls in it."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.rule_kinds import RULE_KINDS, RuleKind, rule_at
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import button, chip, column, row, show_chip
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.screens.policies.rule_panel import RulePanel
from evalapp.ui.screens.policies.rules_state import RuleLine, added, can_add, lines_of, moved, removed
from evalapp.ui.shell.routes import Desk

_PANEL_WIDTH, _PANEL_MOST = 520, 0.47


class RulesState(Struct, frozen=True):
    """Which rule the cursor is on."""

    opened: OpenState
    line: RuleLine | None = None

    @property
    def on_rule(self) -> bool:
        """Whether there is a rule that may be changed."""
        return self.opened.editable and self.line is not None and self.line.rule is not None


def _editable(state: RulesState) -> bool:
    return state.opened.editable


def _on_rule(state: RulesState) -> bool:
    return state.on_rule


ACTIONS: tuple[ActionSpec[RulesState], ...] = (
    ActionSpec("rules.open", N_("Change"), shortcut="F4", allowed=_on_rule, shown=_editable),
    ActionSpec(
        "rules.up", N_("Move up"), shortcut="Alt+Up", menu=MORE_MENU, allowed=_on_rule, shown=_editable
    ),
    ActionSpec(
        "rules.down", N_("Move down"), shortcut="Alt+Down", menu=MORE_MENU, allowed=_on_rule, shown=_editable
    ),
    ActionSpec(
        "rules.remove",
        N_("Remove the rule"),
        shortcut="Ctrl+Del",
        menu=MORE_MENU,
        allowed=_on_rule,
        shown=_editable,
    ),
)

RULES: tuple[Column[RuleLine], ...] = (
    Column("sentence", N_("Rule"), lambda line: line.text if line.is_heading else line.brief, width=168,
           tone=lambda line: Tone.STRONG if line.is_heading else Tone.PLAIN,
           tip=lambda line: line.whole, wraps=True),
    Column(
        "remark", N_("Standing"), lambda line: line.remark[0] or None, width=100, chip=True,
        tone=lambda line: line.remark[1], empty="", yields=1,
        tip=lambda line: "\n".join(fault.text for fault in line.faults),
    ),
)  # fmt: skip


class RulesPage(PolicyPanel):
    """Levels, gates, deductions, bonuses, quotas and proposals."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._state: RulesState | None = None
        self._wanted: Path = ()
        self.total = chip()
        self.add = button(tr("Add a rule"))
        self._kinds = QMenu(self.add)
        self.add.setMenu(self._kinds)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[RuleLine] = Table(
            RULES, lambda line: line.path, tr("Rules"), spans=lambda line: line.is_heading, span_from=0
        )
        self.table.moved.connect(self._follow)
        self.table.opened.connect(self._open)
        self.panel = RulePanel()
        self.panel.edited.connect(self._tell)
        split = beside(self.table, self.panel, widths=(720, _PANEL_WIDTH), most=_PANEL_MOST)
        layout = column(self, row(self.total, None, self.add, self.actions_bar, spacing=MEDIUM), split)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    def render_state(self, state: OpenState) -> None:
        """Draw every rule as its sentence; the cursor stays on the rule it was on, or goes to a new one."""
        self._state = replace(self._state, opened=state) if self._state else RulesState(state)
        lines = lines_of(state)
        self.table.show_rows(lines)
        rules = sum(not line.is_heading for line in lines)
        faults = sum(len(line.faults) for line in lines)
        words = tr("{count} {count:rule|rules}", count=rules)
        if faults:
            words += tr(", {count} to fix", count=faults)
        show_chip(self.total, words, Tone.BAD if faults else Tone.PLAIN)
        self._offer_kinds(state)
        if self._wanted:
            self._go_to(self._wanted)
            self._wanted = ()
        self._show_line(self.table.current())

    def show_place(self, path: Path) -> None:
        """Put the cursor on the rule that a path is about."""
        rule = rule_at(self._state.opened.document, path) if self._state else None
        if rule is not None:
            self._go_to(rule.path)
        self.table.setFocus()

    def _offer_kinds(self, state: OpenState) -> None:
        self.add.setVisible(state.editable)
        self._kinds.clear()
        for kind in RULE_KINDS:
            action = self._kinds.addAction(tr(kind.title))
            action.setEnabled(can_add(state.document, kind))
            action.triggered.connect(lambda _checked=False, kind=kind: self.begin_rule(kind))

    def begin_rule(self, kind: RuleKind) -> None:
        """A new rule of a kind, with the cursor in its sentence."""
        state = self._state
        if state is None or not state.opened.editable:
            return
        document, self._wanted = added(state.opened.document, kind, state.line.rule if state.line else None)
        self.edited.emit(document)
        self.panel.begin()

    def _show_line(self, line: RuleLine | None) -> None:
        if self._state is None:
            return
        self._state = replace(self._state, line=line)
        self.actions_bar.show_state(self._state)
        self.panel.show_rule(self._state.opened, line)

    def _follow(self, line: RuleLine) -> None:
        if self._state is not None and line != self._state.line:
            self._show_line(line)

    def _open(self, _line: RuleLine) -> None:
        self.panel.begin()

    def _go_to(self, path: Path) -> None:
        found = next((line for line in self.table.rows_model.rows if line.path == path and line.rule), None)
        if found is not None:
            self.table.select(found)

    def _tell(self, document: Document) -> None:
        self.edited.emit(document)

    def _do(self, key: str) -> None:
        state = self._state
        rule = state.line.rule if state and state.line else None
        if state is None or rule is None:
            return
        if key == "rules.open":
            self.panel.begin()
        elif key == "rules.remove":
            self.edited.emit(removed(state.opened.document, rule))
            self.table.setFocus()
        else:
            document, self._wanted = moved(state.opened.document, rule, -1 if key == "rules.up" else 1)
            self.edited.emit(document)
